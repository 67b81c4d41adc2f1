"""Read models of sources, institutions and the structure of editions; see ``views``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
