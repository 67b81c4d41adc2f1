"""Measures: the line of every list, and everything known of one."""

from datetime import date

from pydantic import Field

from leitstand.interfaces.api.shapes.common import (
    InstitutionRef,
    Keys,
    MoneyDe,
    MoneyEn,
    OptionalCode,
    OptionalNumber,
    OutcomeDe,
    OutcomeEn,
    Shape,
    Sources,
    StateDe,
    StateEn,
    Statements,
    When,
    at,
)


class MeasureLine(Shape):
    """A measure as one edition has it, with the measure's state."""

    key: str = at("measure.key")
    edition: str = at("entry.edition_key")
    entry: str = at("entry.key", description="Key of what this edition says of the measure.")
    code: str = at("entry.code")
    title: str = at("entry.title")
    title_en: str = at("entry.title_en")
    kind: str = at("entry.kind")
    kind_label: str = at("entry.kind_label")
    state: str = at("measure.state.code")
    state_label: StateDe = at("measure.state.code")
    state_label_en: StateEn = at("measure.state.code")
    state_when: When = at("measure.last_status.when", None, description="Date of the last status report.")
    state_age_months: int | None = at("measure.state.age_months")
    outcome: str = at("outcome", description="What became of it after this edition.")
    outcome_label: OutcomeDe = at("outcome")
    outcome_label_en: OutcomeEn = at("outcome")
    money: str = at("measure.money", description="Latest state of its funding.")
    gaps: list[str] = Field(description="What is missing.")
    lead: str | None = at("entry.lead.key", None)
    lead_name: str | None = at("entry.lead.name", None)
    partners: Keys = at("entry.partners")
    funders: Keys = at("entry.funders")
    field: str | None = at("entry.field.key", None)
    field_title: str | None = at("entry.field.title", None)
    topic: str | None = at("entry.topic.key", None)
    topic_title: str | None = at("entry.topic.title", None)
    further_topics: Keys = at("entry.further_topics")
    lines: Keys = at("entry.lines")
    goals: Keys = at("entry.goals")
    begins: When = at("entry.begins")
    ends: When = at("entry.ends")
    planned: OptionalNumber = at("entry.planned", description="Planned money in euros.")
    planned_approximate: bool = at("entry.planned_approximate")
    lighthouse: bool = at("entry.lighthouse")
    district: OptionalCode = at("entry.district", description="Official key (AGS) of the district.")
    district_label: str = at("entry.district_label")
    latitude: float | None = at("entry.latitude")
    longitude: float | None = at("entry.longitude")
    promise: str = at("entry.promise")
    promise_en: str = at("entry.promise_en")
    sources: Keys = at("entry.sources")


class StateShape(Shape):
    """Where a measure stands and why, by the rule named."""

    code: str = at("state.code")
    label: StateDe = at("state.code")
    label_en: StateEn = at("state.code")
    reason: str = at("reason", description="Why, in one German sentence with the date it rests on.")
    reason_en: str = at("reason_en", description="The same in English.")
    status: str | None = at("last_status.key", None, description="Key of the status report it rests on.")
    age_months: int | None = at("state.age_months")
    rule: str


class ContactShape(Shape):
    """A person who agreed to be named in public."""

    name: str
    position: str
    institution: InstitutionRef


class ResponsibilityShape(Shape):
    """An institution's part in a measure: lead, partner or funder."""

    key: str
    role: str
    role_label: str
    institution: InstitutionRef
    sources: Sources
    note: str


class MilestoneShape(Shape):
    """A dated step that was promised."""

    key: str
    title: str
    title_en: str
    due: When
    done_on: When
    overdue: bool = Field(description="True if the date has certainly passed and it is not reported as reached.")
    sources: Sources
    note: str


class EntryShape(Shape):
    """What one edition says of the measure."""

    key: str
    edition: str = at("edition_key")
    code: str
    title: str
    title_en: str
    kind: str
    kind_label: str
    promise: str
    promise_en: str
    task: str
    field: str | None = at("field.key", None)
    topic: str | None = at("topic.key", None)
    further_topics: Keys
    lines: Keys
    goals: Keys
    begins: When
    ends: When
    planned: OptionalNumber = Field(description="Planned money in euros.")
    planned_approximate: bool
    lighthouse: bool
    district: OptionalCode
    district_label: str
    latitude: float | None
    longitude: float | None
    outcome: str
    outcome_label: OutcomeDe = at("outcome")
    outcome_label_en: OutcomeEn = at("outcome")
    gaps: list[str]
    responsibilities: list[ResponsibilityShape]
    milestones: list[MilestoneShape]
    sources: Sources
    note: str


class StatusShape(Shape):
    """What someone said on a day about where the measure stands."""

    key: str
    when: When
    stage: str
    stage_label: str
    light: OptionalCode
    light_label: str
    wording: str
    reason: str
    author: str
    author_institution: InstitutionRef | None
    sources: Sources
    note: str


class FundingShape(Shape):
    """The state of the money on a day, or one funder's part of it. Amounts in euros."""

    key: str
    when: When
    state: str
    state_label: str
    funder: InstitutionRef | None
    funder_text: str
    planned: OptionalNumber
    secured: OptionalNumber
    spent: OptionalNumber
    approximate: bool
    sources: Sources
    note: str


class FateShape(Shape):
    """What became of the measure from one edition to a later one."""

    key: str
    kind: str
    kind_label: str
    old_entry: str = at("old_entry_key")
    old_measure: str
    new_entry: OptionalCode = at("new_entry_key")
    new_measure: str | None
    reason: str
    when: When
    sources: Sources


class MeasureLinkShape(Shape):
    """An indicator that shows the measure's progress or its context."""

    indicator: str = at("indicator_key")
    role: str
    role_label: str


class OriginShape(Shape):
    """The quotation in someone else's paper from which the measure was made."""

    key: str
    verdict: str
    verdict_label: str
    quotation: str
    reason: str
    decided_on: date
    paper: str = at("paper.key")
    title: str = at("paper.title")
    body: str = at("paper.body")
    year: str
    page: int | None = at("place.page", None)
    url: str = at("paper.url")
    sources: Keys


class MeasureDetail(Shape):
    """Everything known of one measure, oldest edition and oldest fact first."""

    key: str
    title: str = at("latest.title")
    title_en: str = at("latest.title_en")
    as_of: date
    state: StateShape
    money: str
    money_label: MoneyDe = at("money")
    money_label_en: MoneyEn = at("money")
    gaps: list[str] = Field(description="What is missing in the latest edition's entry.")
    contact: ContactShape | None
    deputy: ContactShape | None
    entries: list[EntryShape]
    statuses: list[StatusShape]
    funding: list[FundingShape]
    fates: list[FateShape]
    indicators: list[MeasureLinkShape]
    origins: list[OriginShape]
    statements: Statements
