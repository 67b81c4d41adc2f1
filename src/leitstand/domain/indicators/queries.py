"""Reading indicators: all of them as of a day, with series, targets and links, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.indicators.rules import Change, last_change, latest_vintages
from leitstand.domain.indicators.rules.collecting import FORM_FIELDS, CollectionForm
from leitstand.domain.plans.queries.loading import known_by, labels
from leitstand.domain.plans.queries.views import InstitutionView, PlanPicture, Sources
from leitstand.foundation.history.reading import Row, Rows, make_view
from leitstand.foundation.history.recorded import Recorded

MODELS: tuple[type[Recorded], ...] = (Indicator, Observation, Target, MeasureIndicator)
HOME = "11"


@dataclass(frozen=True, slots=True)
class ObservationView:
    key: str
    region: str
    period: str
    value: Decimal | None
    sign: str
    sign_label: str
    flag: str
    flag_label: str
    approximate: bool
    basis: str
    vintage: str
    breaks: bool
    unit: str
    definition: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class TargetView:
    key: str
    indicator_key: str
    edition_key: str
    topic_key: str
    kind: str
    kind_label: str
    value: Decimal | None
    upper: Decimal | None
    unit: str
    due: str
    compared_with: str
    text: str
    text_en: str
    stated: str
    firmness: str
    firmness_label: str
    committed_by: InstitutionView | None
    committed_text: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A measure's link to an indicator: ``role`` is ``progress`` or ``context``."""

    measure_key: str
    indicator_key: str
    role: str
    role_label: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with everything known of it by the day.

    ``observations`` holds every vintage; ``series`` the home region's values as last published;
    ``forecasts`` forecasts of the home region, each with its vintage; ``comparison`` the last
    published series of the other regions.
    """

    key: str
    title: str
    title_en: str
    unit: str
    unit_en: str
    decimals: int
    polarity: str
    polarity_label: str
    origin: str
    origin_label: str
    definition: str
    definition_en: str
    table_code: str
    code_verified: bool
    frequency: str
    frequency_en: str
    depth: str
    depth_en: str
    question: str
    question_en: str
    asked_of: str
    asked_of_en: str
    lowest: Decimal | None
    highest: Decimal | None
    warning: str
    warning_en: str
    topic_keys: tuple[str, ...]
    observations: tuple[ObservationView, ...]
    series: tuple[ObservationView, ...]
    forecasts: tuple[ObservationView, ...]
    comparison: Mapping[str, tuple[ObservationView, ...]]
    change: Change | None
    targets: tuple[TargetView, ...]
    links: tuple[LinkView, ...]
    sources: Sources
    note: str

    @property
    def form(self) -> CollectionForm:
        """What is asked, of whom, how often, and which answers are valid; meant for what is collected by oneself."""
        return CollectionForm(**{name: getattr(self, name) for name in FORM_FIELDS})

    @property
    def collection_form(self) -> CollectionForm | None:
        return self.form if self.origin == Indicator.Origin.COLLECTED else None

    @property
    def latest(self) -> ObservationView | None:
        return next((observation for observation in reversed(self.series) if observation.value is not None), None)


def load_indicators(plan: PlanPicture, rows: Rows) -> tuple[Mapping[str, IndicatorView], tuple[TargetView, ...]]:
    """All indicators by key, and the targets that belong to an edition or topic without an indicator."""
    observations = _observations(plan, rows)
    targets = _targets(plan, rows)
    links = _links(plan, rows)
    indicators = {
        row["key"]: _indicator(row, plan, observations[row["key"]], targets[row["key"]], links[row["key"]])
        for row in rows(Indicator)
    }
    return indicators, tuple(targets[""])


def _sources(row: Row, plan: PlanPicture) -> Sources:
    return tuple(plan.sources[key] for key in row["sources"] if key in plan.sources)


def _observations(plan: PlanPicture, rows: Rows) -> Mapping[str, list[ObservationView]]:
    signs, flags = labels(Observation.Sign), labels(Observation.Flag)
    grouped: dict[str, list[ObservationView]] = defaultdict(list)
    for row in rows(Observation):
        if not _out(row, plan.as_of):
            continue
        named = {"sign_label": signs.get(row["sign"], ""), "flag_label": flags.get(row["flag"], "")}
        grouped[row["indicator"]].append(make_view(ObservationView, row, sources=_sources(row, plan), **named))
    return grouped


def _out(row: Row, day: date) -> bool:
    """Published by the day: by its vintage, or, if that is unknown, once its period is over."""
    return known_by(row["vintage"] or row["period"], day)


def _targets(plan: PlanPicture, rows: Rows) -> Mapping[str, list[TargetView]]:
    kinds, firmness = labels(Target.Kind), labels(Target.Firmness)
    grouped: dict[str, list[TargetView]] = defaultdict(list)
    for row in rows(Target):
        hidden = (row["edition"] or "") not in {"", *plan.editions} or (row["topic"] or "") not in {"", *plan.topics}
        if hidden or not known_by(row["stated"], plan.as_of):
            continue
        grouped[row["indicator"] or ""].append(
            make_view(
                TargetView,
                row,
                indicator_key=row["indicator"] or "",
                edition_key=row["edition"] or "",
                topic_key=row["topic"] or "",
                kind_label=kinds[row["kind"]],
                firmness_label=firmness[row["firmness"]],
                committed_by=plan.institutions.get(row["committed_by"] or ""),
                sources=_sources(row, plan),
            )
        )
    return grouped


def _links(plan: PlanPicture, rows: Rows) -> Mapping[str, list[LinkView]]:
    roles = labels(MeasureIndicator.Role)
    grouped: dict[str, list[LinkView]] = defaultdict(list)
    for row in rows(MeasureIndicator):
        if row["measure"] in plan.measures:
            link = LinkView(row["measure"], row["indicator"], row["role"], roles[row["role"]])
            grouped[row["indicator"]].append(link)
    return grouped


def _indicator(
    row: Row, plan: PlanPicture, observations: list[ObservationView], targets: list[TargetView], links: list[LinkView]
) -> IndicatorView:
    series = tuple(latest_vintages(observations, region=HOME))
    others = sorted({observation.region for observation in observations} - {HOME})
    forecasts = [
        observation for observation in observations if observation.basis == "forecast" and observation.region == HOME
    ]
    return make_view(
        IndicatorView,
        row,
        polarity_label=labels(Indicator.Polarity)[row["polarity"]],
        origin_label=labels(Indicator.Origin)[row["origin"]],
        topic_keys=tuple(key for key in row["topics"] if key in plan.topics),
        observations=tuple(observations),
        series=series,
        forecasts=tuple(forecasts),
        comparison={region: tuple(latest_vintages(observations, region=region)) for region in others},
        change=last_change(series),
        targets=tuple(targets),
        links=tuple(links),
        sources=_sources(row, plan),
    )
