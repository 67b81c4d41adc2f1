"""Monitoring rounds as they were frozen: figures, both lights of each measure, corrections. No person is in them."""

from datetime import date, datetime

from pydantic import Field

from leitstand.interfaces.api.shapes.common import OptionalCode, OptionalNumber, Shape, StateDe, StateEn, When, at
from leitstand.interfaces.api.shapes.reporting import CountsShape


class RoundLine(CountsShape):
    """A published round with its figures; ``good_share`` (0 to 1) is what rule rollup/1 makes of them."""

    key: str
    title: str
    edition: str
    period_begins: date
    period_ends: date
    published_on: date
    frozen_at: datetime
    demonstration: bool = Field(description="True if the answers are invented.")
    good_share: float
    errata_count: int = Field(description="How many corrections were made since.")
    content_hash: str = Field(description="SHA-256 of the frozen file; the history holds it too.")


class GroupShape(CountsShape):
    """A field, topic or institution in the round. ``key`` is null for what has none, or for the institutions from
    which reports are missing, if the round does not name them."""

    by: str = Field(description="field, topic or lead")
    key: OptionalCode
    title: str
    good_share: float


class SilentShape(Shape):
    """An institution from which reports are missing."""

    institution: OptionalCode
    title: str
    missing: int
    asked: int


class ErratumShape(Shape):
    """A correction: what the frozen round states, what is correct, and why."""

    key: str
    measure: OptionalCode
    stated: str
    correct: str
    reason: str
    made_on: date


class RuleShape(Shape):
    """A rule used, with its version."""

    name: str
    version: str


class RoundDetail(RoundLine):
    """A published round with its groups, corrections and rules."""

    opens_on: date
    deadline: date
    closes_on: date
    gaps_reason: str
    special_title: str
    special_text: str
    changed: list[str] = Field(description="Keys of the measures whose state differs from the round before.")
    differing: list[str] = Field(description="Keys of the measures whose reported and computed light differ.")
    silent_count: int = Field(description="From how many institutions a report is missing.")
    silent: list[SilentShape] = Field(description="Empty if the round does not name them.")
    groups: list[GroupShape]
    errata: list[ErratumShape]
    rules: list[RuleShape]


class RoundMeasureLine(Shape):
    """One measure in a round: the reported state, the computed light, and why."""

    round: str
    measure: str = at("measure.key")
    code: str = at("measure.code")
    title: str = at("measure.title")
    title_en: str = at("measure.title_en")
    field: OptionalCode = at("measure.field.key")
    topic: OptionalCode = at("measure.topic.key")
    lead: OptionalCode = at("measure.lead.key")
    lead_name: str = at("measure.lead.title")
    state: str = at("measure.state")
    state_label: StateDe = at("measure.state")
    state_label_en: StateEn = at("measure.state")
    state_before: OptionalCode = at("measure.before")
    computed_light: OptionalCode = at("measure.computed.light", description="Null: it cannot be said.")
    computed_label: str
    computed_label_en: str
    reasons: list[str] = Field(description="Why the computed light is what it is, in German.")
    reasons_en: list[str]
    differs: bool = Field(description="True if reported and computed light differ.")
    sentence: str
    light_reason: str = at("measure.light_reason", description="What the reporter says to the difference.")
    stage: OptionalCode
    money: OptionalCode
    secured: OptionalNumber
    spent: OptionalNumber
    asks_amount: OptionalNumber = Field(description="Euros asked for in the report. Null: no amount is named.")
    asks_text: str = Field(description="What is needed, as the reporter wrote it. Empty: nothing in words.")
    reported_on: When = at("measure.sent_on")
    corrections: list[str] = Field(description="What is correct instead, if something was corrected.")
