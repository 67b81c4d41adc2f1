"""Whether anything came of a decision, and how a measure stood when it was taken (rule effect/1).

How a measure *stands* is the worse of what was reported and what was computed; where nothing was reported, it is
*not reported*, whatever was computed. From the worst to the best: not reported, off track, at risk, not started,
under way, on track, stopped, completed.

A decision has effect as soon as one round that closed after it was answered for the measure and

1. finds it standing better than on the day of the decision; or
2. shows what was decided, and finds it standing no worse. What is shown: to *replan*, a milestone has another date;
   to give *resources*, more money is secured than before; to *watch*, the answer itself.

To *stop* has effect only once the measure is stopped or completed. What the answer says in words became of the
decision stands beside it for people to judge; the rule does not read it. A round without an answer is never an
effect, so that silence cannot end a decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.rules.differences import Difference

RULE = "effect/1"
STANDINGS = ("not_reported", "off_track", "at_risk", "not_started", "under_way", "on_track", "stopped", "completed")
MONEY = ("not_secured", "partly", "secured")


@dataclass(frozen=True, slots=True)
class Later:
    """What one later round found: how the measure stood, and whether it shows what was decided (``shows``)."""

    standing: str
    shown: bool


def standing(state: str, computed: str) -> str:
    """The worse of the reported state and the computed light; a computed light that says nothing counts for nothing."""
    if state == "not_reported" or computed not in STANDINGS:
        return state
    return min(state, computed, key=STANDINGS.index)


def has_effect(kind: str, standing_then: str, later: Iterable[Later]) -> bool:
    """Apply the rule; ``later`` are the rounds that closed after the decision, in any order."""
    return any(_is_effect(kind, standing_then, found) for found in later)


def _is_effect(kind: str, then: str, found: Later) -> bool:
    if found.standing == "not_reported":
        return False
    if kind == "stop":
        return found.standing in FINAL
    now, before = STANDINGS.index(found.standing), STANDINGS.index(then if then in STANDINGS else "not_reported")
    return now > before or (found.shown and now == before)


def shows(kind: str, changed: Iterable[Difference]) -> bool:
    """Whether what a round reported otherwise than the round before shows that the decision was carried out."""
    if kind == "replan":
        return any(one.what.startswith("milestone:") and one.what.endswith(":due") for one in changed)
    if kind == "resources":
        return any(_is_more(one) for one in changed)
    return kind == "watch"


def _is_more(one: Difference) -> bool:
    if one.what == "secured":
        # Where the value after is a number, so is the one before.
        return isinstance(one.after, Decimal) and one.after > (one.before or Decimal(0))  # type: ignore[operator]  # both are numbers where one is
    return one.what == "money" and _rank(MONEY, one.after) > _rank(MONEY, one.before)


def _rank(order: Sequence[str], code: object) -> int:
    return order.index(code) if isinstance(code, str) and code in order else -1
