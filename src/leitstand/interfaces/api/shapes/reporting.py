"""What is counted and what is missing: distributions, gaps, contradictions, reports."""

from datetime import date, datetime

from pydantic import Field

from leitstand.interfaces.api.shapes.common import (
    GapDe,
    GapEn,
    Keys,
    OptionalNumber,
    Shape,
    When,
    at,
)


class StateCounts(Shape):
    """How many measures are in each state."""

    completed: int
    on_track: int
    under_way: int
    at_risk: int
    off_track: int
    not_started: int
    stopped: int
    not_reported: int


class CountsShape(Shape):
    """Measures by state. ``coverage`` is the part (0 to 1) with a state that holds."""

    total: int
    reported: int
    coverage: float
    counts: StateCounts


class DistributionLine(CountsShape):
    """The states of an edition (``field`` is null) or of one of its fields."""

    edition: str
    field: str | None
    title: str
    title_en: str
    published_count: OptionalNumber = Field(
        description="How many measures a source says the edition has; null for fields, or if none says it."
    )


class GapLine(Shape):
    """One thing that is missing in one measure of one edition."""

    measure: str = at("row.measure.key")
    edition: str = at("row.entry.edition_key")
    title: str = at("row.entry.title")
    title_en: str = at("row.entry.title_en")
    lead: str | None = at("row.entry.lead.key", None)
    lead_name: str | None = at("row.entry.lead.name", None)
    gap: str
    gap_label: GapDe = at("gap")
    gap_label_en: GapEn = at("gap")


class StatementLine(Shape):
    """One of the statements that contradict each other."""

    key: str
    value: OptionalNumber
    unit: str
    text: str
    approximate: bool
    sources: Keys
    note: str


class ContradictionLine(Shape):
    """Statements on the same aspect of the same subject and time that differ."""

    subject_kind: str
    subject_key: str
    aspect: str
    when: When
    title: str
    title_en: str
    statements: list[StatementLine]


class ReportFileShape(Shape):
    """One format of a report."""

    format: str
    size: int = Field(description="In bytes.")
    sha256: str


class ReportLine(Shape):
    """A published monitoring report."""

    key: str
    edition: str
    round: str | None = Field(description="The round whose report it is, if it is of one.")
    as_of: date = Field(description="The day whose state the report shows.")
    language: str
    special_title: str
    content_hash: str = Field(description="SHA-256 of the figures and texts in the report.")
    built_at: datetime
    files: list[ReportFileShape]
