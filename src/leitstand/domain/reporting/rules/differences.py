"""What a status report says differently from the one before: the only thing a review must read.

Milestones are compared by their key, observations by indicator and period, attachments by name; the
order in which they stand says nothing. What is missing on one side counts as empty there. A first
answer is one difference, *first*, since everything in it is new.

A difference names its place: a field (``light``), or ``milestone:<key>:due``,
``observation:<indicator>:<period>``, ``attachment:<name>``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

Value = str | Decimal | None
# In the order in which they are listed.
FIELDS = ("stage", "light", "sentence", "light_reason", "money", "secured", "spent", "asks_amount", "asks_text")
MILESTONE_FIELDS = ("title", "due", "done_on")


@dataclass(frozen=True, slots=True)
class MilestoneAnswer:
    """What is reported on one milestone; dates are partial dates' texts or empty."""

    key: str
    title: str
    due: str
    done_on: str


@dataclass(frozen=True, slots=True)
class ObservationAnswer:
    """One value reported for an indicator and a period; ``unit`` is the one that was asked for, empty if not kept."""

    indicator_key: str
    title: str
    period: str
    value: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a report asks for: an amount in euros, if one is named, and what is needed, in words or empty."""

    amount: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One version of a status report: codes and texts as reported, money in euros, names of attachments.

    What is asked for came later: answers kept before that have none, which counts as nothing asked.
    """

    stage: str
    light: str
    sentence: str
    light_reason: str
    money: str
    secured: Decimal | None
    spent: Decimal | None
    milestones: tuple[MilestoneAnswer, ...] = ()
    observations: tuple[ObservationAnswer, ...] = ()
    attachments: tuple[str, ...] = ()
    asks_amount: Decimal | None = None
    asks_text: str = ""

    @property
    def ask(self) -> Ask | None:
        """What is asked for; ``None`` if it is nothing."""
        asks = self.asks_amount is not None or self.asks_text
        return Ask(self.asks_amount, self.asks_text) if asks else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One place and what stood there before and stands there now; ``title`` names a milestone or indicator."""

    what: str
    before: Value
    after: Value
    title: str = ""


def differences(before: Answer | None, now: Answer) -> tuple[Difference, ...]:
    """What changed, in the order of the form; for a first answer one difference with its light or stage."""
    if before is None:
        return (Difference("first", "", now.light or now.stage),)
    return (
        *_of_fields(before, now),
        *_of_milestones(before, now),
        *_of_observations(before, now),
        *_of_attachments(before, now),
    )


def unchanged(before: Answer | None, now: Answer) -> bool:
    """Whether the answer says the same as the one before; a first answer never does."""
    return not differences(before, now)


def _of_fields(before: Answer, now: Answer) -> Iterator[Difference]:
    for name in FIELDS:
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            yield Difference(name, old, new)


def _of_milestones(before: Answer, now: Answer) -> Iterator[Difference]:
    old, new = ({milestone.key: milestone for milestone in answer.milestones} for answer in (before, now))
    for key in {**new, **old}:
        none = MilestoneAnswer(key, "", "", "")
        was, is_now = old.get(key, none), new.get(key, none)
        for name in MILESTONE_FIELDS:
            if getattr(was, name) != getattr(is_now, name):
                yield Difference(
                    f"milestone:{key}:{name}", getattr(was, name), getattr(is_now, name), is_now.title or was.title
                )


def _of_observations(before: Answer, now: Answer) -> Iterator[Difference]:
    old, new = ({(seen.indicator_key, seen.period): seen for seen in answer.observations} for answer in (before, now))
    for key, seen in {**old, **new}.items():
        was, is_now = (side[key].value if key in side else None for side in (old, new))
        if was != is_now:
            yield Difference(f"observation:{':'.join(key)}", was, is_now, seen.title)


def _of_attachments(before: Answer, now: Answer) -> Iterator[Difference]:
    for name in dict.fromkeys(now.attachments + before.attachments):
        if name not in before.attachments:
            yield Difference(f"attachment:{name}", "", name)
        elif name not in now.attachments:
            yield Difference(f"attachment:{name}", name, "")
