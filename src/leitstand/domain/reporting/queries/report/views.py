"""What a monitoring report says: frozen, worded in one language, ready to be set in any format.

PDF, DOCX, XLSX and HTML are made from a ``ReportContent`` alone; none of them counts, compares or words
anything. Texts are ``Said``: with the numbers of their sources, and with their language if it is not the
report's. Dates come twice: worded, and as the partial date's text (``raw_…``) for cells that want a date.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from leitstand.domain.indicators.assessing import Assessment
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.reporting.queries.report.round_views import LightLine, RoundPart
from leitstand.domain.reporting.queries.report.said import Count, Said, Spread
from leitstand.foundation.history.chain import content_hash

__all__ = ["Count", "LightLine", "RoundPart", "Said", "Spread"]
FORMAT = "report/1"
# Not part of what is hashed: labels of the product, where the history stood, and the hash itself.
UNHASHED = ("views", "assessments", "words", "history_number", "history_hash", "content_hash")


@dataclass(frozen=True, slots=True)
class Term:
    short: str
    long: Said


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """``state`` is ``done``, ``overdue`` or ``open``."""

    title: Said
    due: str
    raw_due: str
    done: str
    raw_done: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One statement on money, in euros. ``funder`` is empty if nobody is named."""

    when: str
    raw_when: str
    state: str
    word: str
    funder: str
    planned: Decimal | None
    secured: Decimal | None
    spent: Decimal | None
    approximate: bool
    said: Said


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure of the edition: what every list and section shows of it.

    ``number`` counts the measures of this report; ``code`` is the plan's own number, if it has one.
    ``contact`` is who answers for it, as far as the public may know: institution, function, name.
    ``next`` is the next milestone or the end, worded; ``plan_money`` what the plan names as its cost;
    ``statements`` what sources say of it beside its state; ``origins`` the quotations it was made from.
    """

    key: str
    number: int
    code: str
    title: Said
    kind: str
    field: str
    topic: str
    task: str
    lead: str
    contact: str
    partners: tuple[str, ...]
    funders: tuple[str, ...]
    promise: Said
    state: str
    state_word: str
    reason: Said
    as_of: str
    raw_as_of: str
    begins: str
    raw_begins: str
    ends: str
    raw_ends: str
    period: str
    next: str
    milestones: tuple[MilestoneLine, ...]
    money: str
    money_word: str
    plan_money: Decimal | None
    plan_money_approximate: bool
    plan_money_word: str
    funding: tuple[MoneyLine, ...]
    gaps: tuple[str, ...]
    gap_words: tuple[str, ...]
    statements: tuple[Said, ...]
    lighthouse: bool
    marks: tuple[int, ...]
    origins: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series, worded and exact; ``note`` says provisional, estimated, forecast or a break."""

    period: str
    raw_period: str
    value: Decimal | None
    word: str
    note: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same indicator of another region, by the region's code."""

    region: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in one sentence, with its value and due date if it has them, and what is said of it."""

    said: Said
    value: Decimal | None
    due: str
    raw_due: str
    rating: str = ""
    outlook: str = ""
    limits: tuple[str, ...] = ()

    def told(self, words: Mapping[str, str]) -> list[tuple[str, str]]:
        """Rating, outlook and its limits, so far as there are any, each with its name."""
        said = (("rating", self.rating), ("prospect", self.outlook), ("limits", " ".join(self.limits)))
        return [(words[name], text) for name, text in said if text]


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """An indicator with its series as last published, worded; ``ReportContent.views`` has it as it is drawn."""

    key: str
    title: Said
    unit: str
    origin: str
    sentence: Said
    definition: Said
    warning: Said
    points: tuple[Point, ...]
    forecasts: tuple[Point, ...]
    comparisons: tuple[Comparison, ...]
    targets: tuple[TargetLine, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """Indicators with values, and those for which nothing was published (or recorded) by the day."""

    blocks: tuple[IndicatorBlock, ...]
    silent: tuple[IndicatorBlock, ...]


@dataclass(frozen=True, slots=True)
class TopicLine:
    code: str
    title: Said
    goals: tuple[Said, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FieldSection:
    """One action field. ``key`` is empty for the measures filed under no field."""

    key: str
    title: Said
    summary: Said
    goals: tuple[Said, ...]
    spread: Spread
    topics: tuple[TopicLine, ...]
    measures: tuple[MeasureLine, ...]
    indicators: IndicatorGroup


@dataclass(frozen=True, slots=True)
class FateLine:
    title: Said
    code: str
    outcome: str
    outcome_word: str
    led_to: str
    reason: Said


@dataclass(frozen=True, slots=True)
class EarlierEdition:
    """What became of the measures of an edition before this one."""

    title: Said
    sentence: str
    counts: tuple[Count, ...]
    rows: tuple[FateLine, ...]


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that falls due. ``what`` is worded: milestone, end of a measure, target, end of the edition."""

    when: str
    raw_when: str
    what: str
    title: Said
    of: str
    lead: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    about: Said
    aspect: Said
    when: str
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    number: int
    title: Said
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapGroup:
    lead: str
    lines: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    key: str
    title: str
    publisher: str
    published: str
    kind: str
    url: str
    weak: bool
    note: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The special chapter: its title, and its paragraphs as the office wrote them."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where do we stand: sentences, the distribution, and the states of the money."""

    sentences: tuple[Said, ...]
    spread: Spread
    money: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The whole report. ``content_hash`` covers everything but ``UNHASHED``.

    ``views`` holds the indicators for the drawing of charts; what they say is in the blocks too.
    """

    format: str
    language: str
    as_of: date
    as_of_word: str
    plan_key: str
    edition_key: str
    title: str
    edition_title: Said
    short_title: str
    organisation: str
    terms: tuple[Term, ...]
    introduction: tuple[Said, ...]
    adopted_hash: str
    amendments: tuple[Said, ...]
    rules: tuple[str, ...]
    standing: Standing
    sections: tuple[FieldSection, ...]
    further_indicators: IndicatorGroup
    chapter: Chapter | None
    earlier: tuple[EarlierEdition, ...]
    overdue: tuple[DueLine, ...]
    due: tuple[DueLine, ...]
    due_until: str
    contradictions: tuple[Contradiction, ...]
    gap_counts: tuple[Count, ...]
    gaps: tuple[GapGroup, ...]
    empty_topics: tuple[Said, ...]
    sources: tuple[SourceLine, ...]
    words: Mapping[str, str]
    history_number: int
    history_hash: str
    round: RoundPart | None = None
    views: Mapping[str, IndicatorView] = field(default_factory=dict, repr=False)
    assessments: Mapping[str, Assessment] = field(default_factory=dict, repr=False)
    content_hash: str = ""

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        """Every measure once, in the order of the sections."""
        return tuple(measure for section in self.sections for measure in section.measures)

    @property
    def by_number(self) -> tuple[MeasureLine, ...]:
        return tuple(sorted(self.measures, key=lambda measure: measure.number))

    @property
    def lighthouses(self) -> tuple[MeasureLine, ...]:
        return tuple(measure for measure in self.measures if measure.lighthouse)

    @property
    def indicators(self) -> tuple[IndicatorBlock, ...]:
        """Every indicator once: those of the fields, then the others."""
        groups = [*(section.indicators for section in self.sections), self.further_indicators]
        return tuple(block for group in groups for block in (*group.blocks, *group.silent))

    @property
    def invented(self) -> str:
        """What must stand on every page because the answers are made up; empty for a real report."""
        return self.round.invented if self.round else ""

    def lights_of(self, measure_key: str) -> LightLine | None:
        """What the round says of a measure."""
        return self.round.by_key.get(measure_key) if self.round else None

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionaries and lists; dates and decimals as they are (``chain.canonical`` words them)."""
        return asdict(replace(self, views={}, assessments={}))


def hash_of(content: ReportContent) -> str:
    """SHA-256 of the content in its canonical form, without what is not part of it.

    A report of no round is hashed as it was before there were rounds, a measure of no origin as before
    there were origins.
    """
    hashed = {part.name for part in fields(content)} - set(UNHASHED)
    if content.round is None:
        hashed.remove("round")
    said = content.as_dict()
    for measure in (measure for section in said["sections"] for measure in section["measures"]):
        if not measure["origins"]:
            del measure["origins"]
    return content_hash({name: value for name, value in said.items() if name in hashed})
