"""Indicators that subscribe to a slice of a data set, and the delivery of published states to them.

A delivery adds observations and changes none. An observation is added where nothing was known
before, or where the state says something else than the last one before it: exactly these are the
revisions it lists. A slice whose unit or definition is not the agreed one is not delivered. Where
its values meet others of another definition in the series, they are marked as a break.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from leitstand.domain.indicators.joining import kept_values, measure_of, require_joinable
from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.indicators.rules.joining import UNIT, faults, same_unit
from leitstand.domain.sources.access import require_keeper
from leitstand.domain.statistics.models import Dataset, Release, Subscription
from leitstand.domain.statistics.queries.asking import Filters, wanted_of
from leitstand.domain.statistics.queries.engines import Answer, engine_named
from leitstand.domain.statistics.queries.listing import in_order
from leitstand.domain.statistics.queries.sql import Part, slice_question
from leitstand.foundation.actor import Actor
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import path_of
from leitstand.foundation.history.keys import new_key, slug
from leitstand.foundation.history.writing import Row, create, remove, update

PLACES = Decimal("0.0001")
LIMIT = Decimal(10) ** 16
MOST = 50_000
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """One observation that a state changes: what was known before, and what it says now."""

    region: str
    period: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one state brought one indicator; ``refused`` says in German why it brought nothing.

    ``observations`` are the added ones; of a state that is only looked at (``foresee``) they are not saved.
    """

    indicator: str
    vintage: str
    added: int = 0
    revised: tuple[Revision, ...] = ()
    refused: str = ""
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A slice as an indicator would take it: the unsaved subscription, and its values in the newest state.

    ``refused`` says why that state would bring nothing, e.g. because the series holds values of another definition.
    """

    subscription: Subscription
    rows: tuple[Mapping[str, Any], ...]
    vintages: tuple[str, ...]
    refused: str


def subscribe(
    indicator: Indicator, dataset: Dataset, *, measure: str, filters: Filters | None = None,
    regions: Mapping[str, str] | None = None, unit_means: str = "", actor: Actor,
) -> tuple[Subscription, list[Delivery]]:  # fmt: skip
    """Let an indicator take a slice, agree to its present unit and definition, and deliver all states kept so far.

    ``unit_means`` is the indicator's unit if the slice writes it otherwise (``PC_ENT`` for ``%``).
    Raises ``RuleBroken`` if the slice is empty, has several units or another than the indicator, or several values for
    a region and period.
    """
    offer = offered(
        indicator, dataset, measure=measure, filters=filters, regions=regions, unit_means=unit_means, actor=actor
    )
    draft, releases = offer.subscription, in_order(list(dataset.releases.filter(removed_on=None)))
    with transaction.atomic():
        create(actor, [Row(draft)])
        return draft, [_deliver(draft, release, actor) for release in releases]


def offered(
    indicator: Indicator, dataset: Dataset, *, measure: str, filters: Filters | None = None,
    regions: Mapping[str, str] | None = None, unit_means: str = "", actor: Actor,
) -> Offer:  # fmt: skip
    """What ``subscribe`` would agree to; nothing is written. Raises as ``subscribe``."""
    require_keeper(actor)
    releases = in_order(list(dataset.releases.filter(removed_on=None)))
    if not releases:
        raise RuleBroken(f"„{dataset}“ hat noch keinen Datenstand.", "release")
    if indicator.subscriptions.filter(removed_on=None).exists():
        raise RuleBroken(f"„{indicator}“ bezieht schon einen Ausschnitt.", "subscribed")
    plain = {name: [value] if isinstance(value, str) else list(value) for name, value in (filters or {}).items()}
    draft = Subscription(
        key=new_key(Subscription, f"{indicator.key}-{dataset.key}"),
        indicator=indicator, dataset=dataset, measure=measure, filters=plain, regions=dict(regions or {}),
    )  # fmt: skip
    rows = _slice(draft, releases[-1])
    if not rows:
        raise RuleBroken("In diesem Ausschnitt steht kein Wert. Bitte Größe, Merkmale und Regionen prüfen.", "empty")
    _one_unit(rows)
    draft.unit, draft.measure_label = rows[0]["unit"], rows[0]["measure_label"]
    _require_unit(indicator, draft.unit, unit_means)
    return Offer(draft, tuple(rows), tuple(one.vintage for one in releases), _brought(draft, releases[-1]).refused)


def _require_unit(indicator: Indicator, unit: str, means: str) -> None:
    if not same_unit(means or unit, indicator.unit):
        raise RuleBroken(
            f"Der Ausschnitt hat die Einheit „{unit}“, „{indicator}“ hat „{indicator.unit}“. Bitte eine andere Größe "
            "wählen, oder bestätigen, dass beide dasselbe meinen.",
            "unit",
        )


def unsubscribe(subscription: Subscription, *, actor: Actor) -> None:
    """End a subscription; what it delivered stays."""
    require_keeper(actor)
    remove(actor, subscription)


def deliver(release: Release, *, actor: Actor) -> Iterator[Delivery]:
    """Bring a published state to every indicator that takes a slice of its data set."""
    require_keeper(actor)
    for subscription in release.dataset.subscriptions.filter(removed_on=None).select_related("indicator", "dataset"):
        yield _deliver(subscription, release, actor)


def foresee(release: Release, path: Path, *, actor: Actor) -> Iterator[Delivery]:
    """What a state that is not kept yet would bring, from its file at ``path``; nothing is written."""
    require_keeper(actor)
    for subscription in release.dataset.subscriptions.filter(removed_on=None).select_related("indicator", "dataset"):
        yield _brought(subscription, release, path)


def _slice(subscription: Subscription, release: Release, path: Path | None = None) -> Answer:
    """The slice's rows in one state, with the indicator's regions under ``place``. Raises ``RuleBroken``."""
    filters: dict[str, Any] = {**subscription.filters, "measure": subscription.measure}
    if subscription.regions:
        filters["region_code"] = list(subscription.regions)
    with engine_named("duckdb") as engine:
        part = Part(f"release_{release.pk or 0}", tuple(one["column"] for one in release.manifest["dimensions"]))
        engine.know(part.table, path or path_of(release.file))
        rows = engine.ask(slice_question([part], wanted_of([release], filters)))
    if len(rows) > MOST:
        raise RuleBroken(f"Der Ausschnitt hat {len(rows)} Werte; ein Indikator nimmt höchstens {MOST}.", "large")
    rows = [{**row, "place": subscription.regions.get(row["region_code"], row["region"])} for row in rows]
    _one_value_each(rows)
    return rows


def _one_value_each(rows: Sequence[Mapping[str, Any]]) -> None:
    seen: set[Spot] = set()
    for row in rows:
        spot = _spot(row)
        if spot in seen:
            raise RuleBroken(
                f"Für {row['region_label'] or row['place']}, {row['period']} enthält der Ausschnitt mehrere Werte."
                " Bitte weitere Merkmale festlegen.",
                "ambiguous",
            )
        seen.add(spot)


def _one_unit(rows: Sequence[Mapping[str, Any]]) -> None:
    units = sorted({row["unit"] for row in rows})
    if len(units) > 1:
        raise RuleBroken(f"Der Ausschnitt mischt Einheiten: {', '.join(units)}. Bitte eine festlegen.", "units")


def _spot(row: Mapping[str, Any]) -> Spot:
    return str(row["place"])[:12], str(row["period"]), str(row["basis"])


def _deliver(subscription: Subscription, release: Release, actor: Actor) -> Delivery:
    brought = _brought(subscription, release)
    if brought.observations:
        create(actor, [Row(one) for one in brought.observations], reason=str(release)[:200])
    came = {"trouble": brought.refused} if brought.refused else {"trouble": "", "delivered": release.vintage}
    update(actor, subscription, came)
    return brought


def _brought(subscription: Subscription, release: Release, path: Path | None = None) -> Delivery:
    indicator = subscription.indicator
    try:
        rows = _slice(subscription, release, path)
        refused = _disagreement(subscription, release, rows)
        new, revised = ([], ()) if refused else _new_observations(subscription, release, rows)
    except RuleBroken as error:
        return Delivery(indicator.key, release.vintage, refused=str(error))
    return Delivery(indicator.key, release.vintage, len(new), tuple(revised), refused, tuple(new))


def _disagreement(subscription: Subscription, release: Release, rows: Answer) -> str:
    for name, agreed, said in (
        ("Einheit", subscription.unit, {row["unit"] for row in rows}),
        ("Bezeichnung", subscription.measure_label, {row["measure_label"] for row in rows}),
    ):
        other = sorted(said - {agreed})
        if other and not (name == "Bezeichnung" and release.breaks):
            return f"{name} ist nicht mehr „{agreed}“, sondern „{other[0]}“; der Bezug ist anzupassen."
    return ""


def _known(indicator: Indicator, day: Any) -> dict[Spot, Observation]:
    """What was last known of each region and period by the day of a state."""
    found: dict[Spot, Observation] = {}
    observations = Observation.objects.filter(indicator=indicator, removed_on=None).order_by("pk")
    dated = [(_day(one), one) for one in observations]
    for _when, one in sorted((pair for pair in dated if pair[0] <= day), key=lambda pair: pair[0]):
        found[one.region, one.period, one.basis] = one
    return found


def _day(observation: Observation) -> Any:
    return PartialDate.parse(observation.vintage or observation.period).latest


def _new_observations(
    subscription: Subscription, release: Release, rows: Answer
) -> tuple[list[Observation], list[Revision]]:
    indicator = subscription.indicator
    known = _known(indicator, PartialDate.parse(release.vintage).latest)
    joints = _joints(known, rows) if release.breaks else set()
    added: list[Observation] = []
    revised: list[Revision] = []
    for row in rows:
        spot, before = _spot(row), known.get(_spot(row))
        one = _observation(subscription, release, row, joint=spot in joints)
        changed = before is not None and _said(before) != _said(one)
        recut = before is not None and before.definition != one.definition
        if before is not None and not changed and not recut and spot not in joints:
            continue
        if before is not None and before.vintage == release.vintage:
            raise RuleBroken(
                f"Für {spot[0]}, {spot[1]} gibt es zum Datenstand {release.vintage} schon den Wert {_shown(before)}."
                " Bitte diesen Datenstand anders datieren.",
                "vintage",
            )
        added.append(one)
        if before is not None and changed:
            revised.append(Revision(spot[0], spot[1], _shown(before), _shown(one)))
    _mark_seams(indicator, added)
    require_joinable(indicator, added)
    return added, revised


def _mark_seams(indicator: Indicator, added: Sequence[Observation]) -> None:
    """Mark as a break where a delivered value follows one of another definition, or takes the place of a break."""
    kept = kept_values(indicator)
    own = {one.key: one for one in added}
    for fault in list(faults(kept, [*kept, *added], measure_of(indicator))):
        if fault.kind != UNIT and fault.key in own:
            own[fault.key].breaks = True


def _joints(known: Mapping[Spot, Observation], rows: Answer) -> set[Spot]:
    """Where a state with a break meets what older states said: the first period of each region that goes on."""
    first: dict[str, Spot] = {}
    for spot in sorted((_spot(row) for row in rows), key=lambda spot: PartialDate.parse(spot[1]).latest):
        first.setdefault(spot[0], spot)
    older = {(region, period) for region, period, _basis in known}
    return {
        spot
        for region, spot in first.items()
        if any(place == region and _before(period, spot[1]) for place, period in older)
    }


def _before(period: str, other: str) -> bool:
    return PartialDate.parse(period).latest < PartialDate.parse(other).latest


def _observation(subscription: Subscription, release: Release, row: Mapping[str, Any], *, joint: bool) -> Observation:
    region, period, basis = _spot(row)
    value = None if row["value"] is None else Decimal(repr(row["value"])).quantize(PLACES)
    if value is not None and abs(value) >= LIMIT:
        raise RuleBroken(f"Der Wert {value} für {region}, {period} ist größer als ein Indikator fasst.", "large")
    # Observations know no sign for "too uncertain to be shown": unknown, and marked as uncertain.
    sign = "unknown" if row["sign"] == "uncertain" else row["sign"]
    key = slug(f"{subscription.indicator.key[:50]}-{region}-{period}-{basis[:1]}-{release.vintage}-{release.pk}", 110)
    return Observation(
        key=key, indicator=subscription.indicator, region=region, period=period, value=value, sign=sign,
        flag="uncertain" if row["sign"] == "uncertain" else row["flag"], basis=basis, vintage=release.vintage,
        breaks=bool(row["breaks"]) or joint, definition=_definition(subscription, row),
    )  # fmt: skip


def _definition(subscription: Subscription, row: Mapping[str, Any]) -> str:
    return str(row["measure_label"] or subscription.measure)[:400]


def _said(one: Observation) -> tuple[Decimal | None, str, str]:
    return (None if one.value is None else one.value.quantize(PLACES)), one.sign, one.flag


def _shown(one: Observation) -> str:
    if one.value is None:
        return str(one.get_sign_display())
    return format(one.value.normalize(), "f")
