"""Whether anything came of a decision, and how a measure stood when it was taken (rule effect/1).

How a measure *stands* is the worse of what was reported and what was computed; where nothing was reported, it is
*not reported*, whatever was computed. From the worst to the best: not reported, off track, at risk, not started,
under way, on track, stopped, completed.

A decision has effect as soon as one round that closed after it

1. was answered for the measure and finds it standing better than on the day of the decision; or
2. says in words what became of the decision, and finds the measure standing no worse.

To *stop* has effect only once the measure is stopped or completed. A round without an answer is never an effect,
so that silence cannot end a decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leitstand.domain.plans.rules.state import FINAL

RULE = "effect/1"
STANDINGS = ("not_reported", "off_track", "at_risk", "not_started", "under_way", "on_track", "stopped", "completed")


@dataclass(frozen=True, slots=True)
class Later:
    """What one later round found: how the measure stood, and whether it said what became of the decision."""

    standing: str
    answered: bool


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
    return now > before or (found.answered and now == before)
