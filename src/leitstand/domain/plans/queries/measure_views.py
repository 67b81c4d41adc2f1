"""Read models of measures, what editions say of them, and the facts that accrue; see ``views``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.domain.plans.queries.structure_views import (
    FieldView,
    GoalView,
    InstitutionView,
    LineView,
    PersonView,
    Sources,
    TopicView,
)
from leitstand.domain.plans.rules.state import State


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
    says something, or ``unknown``. ``contact_institution`` is where the contact works, also if the
    contact must not be named.
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
    contact_institution: InstitutionView | None = None

    @property
    def latest(self) -> EntryView:
        return self.entries[-1]

    @property
    def last_status(self) -> StatusView | None:
        return None if self.state.last is None else self.statuses[self.state.last]

    def contact_on(self, day: date) -> PersonView | None:
        """The contact who may be named and is still in charge on the day."""
        person = self.contact
        gone = person is None or (person.gone_on is not None and person.gone_on <= day)
        return None if gone else person

    def entry_in(self, edition_key: str) -> EntryView | None:
        return next((entry for entry in self.entries if entry.edition_key == edition_key), None)
