"""Where a measure stands, decided from its dated statuses.

The rule (state/1), in words, as the method page prints it:

1. The last status counts whose date is certain to lie on or before the day asked about.
2. "Completed" and "stopped" stay true until someone reports otherwise.
3. Any other status holds for ``stale_months``. After that, or if there never was one, the measure
   counts as *not reported*: a state of its own, never green.
4. While it holds, the reporter's light is the state; without a light it is the stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.foundation.calendar import PartialDate, months_between

RULE = "state/1"
# In the order in which bars and legends show them.
STATES = ("completed", "on_track", "under_way", "at_risk", "off_track", "not_started", "stopped", "not_reported")
FINAL = ("completed", "stopped")


@dataclass(frozen=True, slots=True)
class StatusFact:
    """One status: stage and light codes, the partial date's text, and its place in the order of entry."""

    stage: str
    light: str
    when: str


@dataclass(frozen=True, slots=True)
class State:
    """The verdict: ``code`` (one of ``STATES``), the index of the status it rests on, and its age.

    ``last`` is the index of the last known status even if it no longer holds; ``age_months`` its age.
    """

    code: str
    last: int | None
    age_months: int | None

    @property
    def is_reported(self) -> bool:
        return self.code != "not_reported"


def state_of(statuses: Sequence[StatusFact], as_of: date, stale_months: int) -> State:
    """Apply the rule. ``statuses`` may be in any order; equal dates: the later entry counts."""
    known = [
        (latest, index)
        for index, fact in enumerate(statuses)
        if fact.stage != "unknown" and (latest := PartialDate.parse(fact.when).latest) <= as_of
    ]
    if not known:
        return State("not_reported", None, None)
    latest, index = max(known)
    fact = statuses[index]
    age = months_between(latest, as_of)
    if fact.stage in FINAL:
        return State(fact.stage, index, age)
    if age >= stale_months:
        return State("not_reported", index, age)
    return State(fact.light or fact.stage, index, age)
