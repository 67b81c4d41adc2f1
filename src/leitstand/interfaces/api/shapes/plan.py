"""The plan and its structure: editions with fields, topics, lines, goals and resolutions."""

from datetime import date

from pydantic import Field

from leitstand.interfaces.api.shapes.common import (
    InstitutionRef,
    Keys,
    OptionalCode,
    Shape,
    Sources,
    Statements,
    When,
    at,
)
from leitstand.interfaces.api.shapes.reporting import CountsShape


class HeadShape(Shape):
    """The end of the history: it changes with every write, and versions every answer."""

    number: int = Field(description="How many entries the history has.")
    hash: str = Field(description="SHA-256 that covers the last entry and, through the chain, all before it.")


class PlanDetail(Shape):
    """The plan, its editions, and where the facts come from."""

    key: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    region: str
    as_of: date
    editions: Keys
    in_force: str | None = at("in_force.key", None, description="The latest adopted edition.")
    attribution: str = Field(description="Where the facts come from.")
    licence: str | None = Field(
        description="Licence of the compilation; null: none is stated. Each record names its own sources."
    )
    history: HeadShape
    statements: Statements


class GoalShape(Shape):
    """What an edition, a field or a topic wants, in its own words."""

    key: str
    field: OptionalCode = at("field_key")
    topic: OptionalCode = at("topic_key")
    code: str
    text: str
    text_en: str
    sources: Sources
    note: str


class TopicShape(Shape):
    """A topic inside its field."""

    key: str
    code: str
    title: str
    title_en: str
    summary: str
    goals: Keys
    sources: Sources
    note: str


class FieldShape(Shape):
    """A field of action with its topics."""

    key: str
    code: str
    title: str
    title_en: str
    summary: str
    goals: Keys
    topics: list[TopicShape]
    sources: Sources
    note: str


class LineShape(Shape):
    """A line that crosses all fields of an edition."""

    key: str
    title: str
    title_en: str


class ResolutionShape(Shape):
    """A body's decision on an edition; one that adopts freezes what the edition says."""

    key: str
    body: InstitutionRef
    kind: str
    kind_label: str
    decided_on: date
    number: str
    content_hash: str = Field(description="SHA-256 of the content that was adopted; empty if none was made.")
    sources: Sources
    note: str


class AmendmentShape(Shape):
    """A recorded change to an adopted edition."""

    key: str
    made_on: date
    reason: str
    hash_before: str
    hash_after: str
    sources: Sources


class _Edition(Shape):
    key: str
    kind: str
    title: str
    title_en: str
    short_title: str
    position: int
    begins: When
    ends: When
    announced: When
    adopted_on: date | None
    content_hash: OptionalCode = at("adoption.content_hash", None, description="Hash of what was adopted.")
    overall_goal: str
    summary: str
    summary_en: str
    note: str


class EditionLine(_Edition):
    """An edition in the list."""

    sources: Keys


class EditionDetail(_Edition):
    """An edition with its structure, resolutions and amendments."""

    fields: list[FieldShape]
    lines: list[LineShape]
    goals: list[GoalShape]
    resolutions: list[ResolutionShape]
    amendments: list[AmendmentShape]
    sources: Sources
    statements: Statements


class _Topic(Shape):
    key: str
    edition: str = at("edition_key")
    field: str = at("field_key")
    field_title: str
    code: str
    title: str
    title_en: str
    summary: str
    measures: Keys = Field(description="Measures filed under the topic, or serving it from another edition.")
    indicators: Keys
    note: str


class TopicLine(_Topic):
    """A topic in the list."""

    sources: Keys


class TopicDetail(_Topic):
    """A topic with its goals and the states of its measures."""

    goals: list[GoalShape]
    distribution: CountsShape
    sources: Sources
    statements: Statements
