"""Read models of the plan: frozen, without a database behind them, as of one day.

Texts come as ``title`` (German) and ``title_en`` (may be empty). Codes come with their German label.
Partial dates are texts; see ``foundation.calendar``. Amounts are euros.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.domain.plans.rules.state import State


@dataclass(frozen=True, slots=True)
class SourceView:
    key: str
    title: str
    publisher: str
    kind: str
    kind_label: str
    url: str
    published: str
    weak: bool
    note: str


Sources = tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """What sources say about one aspect of a subject."""

    key: str
    subject_kind: str
    subject_key: str
    aspect: str
    title: str
    title_en: str
    value: Decimal | None
    unit: str
    text: str
    approximate: bool
    when: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class InstitutionView:
    key: str
    name: str
    name_en: str
    short_name: str
    kind: str
    kind_label: str
    url: str
    role_text: str
    sources: Sources
    note: str

    @property
    def short(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class PersonView:
    """A contact or deputy. For the public only persons who agreed, and without address."""

    key: str
    name: str
    position: str
    institution: InstitutionView
    email: str
    phone: str
    gone_on: date | None


@dataclass(frozen=True, slots=True)
class GoalView:
    key: str
    edition_key: str
    field_key: str
    topic_key: str
    code: str
    text: str
    text_en: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class TopicView:
    key: str
    edition_key: str
    field_key: str
    field_title: str
    code: str
    title: str
    title_en: str
    summary: str
    goals: tuple[GoalView, ...]
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class FieldView:
    key: str
    edition_key: str
    code: str
    title: str
    title_en: str
    summary: str
    topics: tuple[TopicView, ...]
    goals: tuple[GoalView, ...]
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class LineView:
    key: str
    edition_key: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class ResolutionView:
    key: str
    body: InstitutionView
    kind: str
    kind_label: str
    decided_on: date
    number: str
    content_hash: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    key: str
    made_on: date
    reason: str
    hash_before: str
    hash_after: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition with its structure. ``adopted_on`` is empty for a draft or an announcement."""

    key: str
    kind: str
    title: str
    title_en: str
    short_title: str
    position: int
    begins: str
    ends: str
    announced: str
    published: bool
    overall_goal: str
    summary: str
    summary_en: str
    fields: tuple[FieldView, ...]
    lines: tuple[LineView, ...]
    goals: tuple[GoalView, ...]
    resolutions: tuple[ResolutionView, ...]
    amendments: tuple[AmendmentView, ...]
    sources: Sources
    note: str

    @property
    def adoption(self) -> ResolutionView | None:
        return next((resolution for resolution in self.resolutions if resolution.kind == "adopts"), None)

    @property
    def adopted_on(self) -> date | None:
        return self.adoption.decided_on if self.adoption else None

    @property
    def topics(self) -> tuple[TopicView, ...]:
        return tuple(topic for field in self.fields for topic in field.topics)


@dataclass(frozen=True, slots=True)
class ResponsibilityView:
    key: str
    role: str
    role_label: str
    institution: InstitutionView
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """``overdue`` is true if it is certain that the due date has passed and it is not reached."""

    key: str
    title: str
    title_en: str
    due: str
    done_on: str
    overdue: bool
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """What one edition says of one measure."""

    key: str
    edition_key: str
    edition_short: str
    measure_key: str
    code: str
    title: str
    title_en: str
    kind: str
    kind_label: str
    promise: str
    promise_en: str
    task: str
    field: FieldView | None
    topic: TopicView | None
    further_topics: tuple[TopicView, ...]
    lines: tuple[LineView, ...]
    goals: tuple[GoalView, ...]
    begins: str
    ends: str
    planned: Decimal | None
    planned_approximate: bool
    lighthouse: bool
    district: str
    district_label: str
    latitude: float | None
    longitude: float | None
    lead: InstitutionView | None
    responsibilities: tuple[ResponsibilityView, ...]
    milestones: tuple[MilestoneView, ...]
    sources: Sources
    note: str

    @property
    def partners(self) -> tuple[InstitutionView, ...]:
        return tuple(part.institution for part in self.responsibilities if part.role == "partner")

    @property
    def funders(self) -> tuple[InstitutionView, ...]:
        return tuple(part.institution for part in self.responsibilities if part.role == "funder")


@dataclass(frozen=True, slots=True)
class StatusView:
    key: str
    when: str
    stage: str
    stage_label: str
    light: str
    light_label: str
    wording: str
    reason: str
    author: str
    author_institution: InstitutionView | None
    sources: Sources
    note: str

    @property
    def said(self) -> str:
        return self.wording or self.light_label or self.stage_label

    @property
    def said_by(self) -> str:
        return self.author or (self.author_institution.name if self.author_institution else "")


@dataclass(frozen=True, slots=True)
class FundingView:
    key: str
    when: str
    state: str
    state_label: str
    funder: InstitutionView | None
    funder_text: str
    planned: Decimal | None
    secured: Decimal | None
    spent: Decimal | None
    approximate: bool
    sources: Sources
    note: str

    @property
    def funder_name(self) -> str:
        return self.funder.name if self.funder else self.funder_text


@dataclass(frozen=True, slots=True)
class FateView:
    key: str
    kind: str
    kind_label: str
    old_entry_key: str
    new_entry_key: str
    reason: str
    when: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class EventView:
    key: str
    edition_key: str
    kind: str
    kind_label: str
    when: str
    number: str
    title: str
    title_en: str
    text: str
    body: InstitutionView | None
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class CrossWalkView:
    """Keys of the old and new field or topic; exactly one old and one new is set."""

    old_field: str
    old_topic: str
    new_field: str
    new_topic: str
    note: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with its entries (oldest edition first), facts (oldest first) and state.

    ``state`` is decided by ``rules.state``; ``money`` is the code of the latest funding state that
    says something, or ``unknown``.
    """

    key: str
    entries: tuple[EntryView, ...]
    statuses: tuple[StatusView, ...]
    funding: tuple[FundingView, ...]
    state: State
    money: str
    contact: PersonView | None
    deputy: PersonView | None
    internal_note: str

    @property
    def latest(self) -> EntryView:
        return self.entries[-1]

    @property
    def last_status(self) -> StatusView | None:
        return None if self.state.last is None else self.statuses[self.state.last]

    def entry_in(self, edition_key: str) -> EntryView | None:
        return next((entry for entry in self.entries if entry.edition_key == edition_key), None)


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The whole plan as of a day. Everything is found by its key; lists keep the plan's order."""

    as_of: date
    key: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    region: str
    editions: Mapping[str, EditionView]
    fields: Mapping[str, FieldView]
    topics: Mapping[str, TopicView]
    measures: Mapping[str, MeasureView]
    entries: Mapping[str, EntryView]
    institutions: Mapping[str, InstitutionView]
    sources: Mapping[str, SourceView]
    fates: tuple[FateView, ...]
    crosswalks: tuple[CrossWalkView, ...]
    events: tuple[EventView, ...]
    statements: tuple[StatementView, ...]

    @property
    def in_force(self) -> EditionView | None:
        """The latest adopted edition; without one, the latest of all."""
        ordered = list(self.editions.values())
        adopted = [edition for edition in ordered if edition.adopted_on]
        return (adopted or ordered)[-1] if ordered else None

    def statements_about(self, kind: str, key: str) -> tuple[StatementView, ...]:
        return tuple(s for s in self.statements if s.subject_kind == kind and s.subject_key == key)
