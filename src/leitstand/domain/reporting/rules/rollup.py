"""How a group of measures stands: counts, coverage, and one order among groups (rule rollup/1).

1. Every measure of the group counts once; silence is no way out: *not reported* counts like the worst.
2. ``coverage  = reported / all measures``
3. ``good share = (completed + on track) / all measures``, not only of those reported.
4. Groups are ordered by ``rank``, the better first: by the good share; then by the share of measures at
   least without a bad word (good, under way, not started); then by the share of these and those at
   risk; then by coverage. What is off track, stopped or not reported adds to none of the shares.

There is no average of colours and no best-of. So a lost report or a worse measure can never improve a
group, and the counts of parts that do not overlap add up to the whole. An empty group has the shares 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leitstand.domain.plans.rules.distribution import Distribution, distribute
from leitstand.domain.plans.rules.state import STATES

RULE = "rollup/1"
GOOD = ("completed", "on_track")
UNJUDGED = ("under_way", "not_started")
DOUBTFUL = ("at_risk",)
BAD = ("off_track", "stopped", "not_reported")
Rank = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rollup:
    """A group's distribution and what the rule makes of it. Shares go from 0 to 1; a greater rank is better."""

    distribution: Distribution

    @property
    def counts(self) -> Mapping[str, int]:
        """How many measures are in each of ``STATES``, those with none included."""
        return {state: self.distribution.count(state) for state in STATES}

    @property
    def total(self) -> int:
        return self.distribution.total

    @property
    def reported(self) -> int:
        return self.distribution.reported

    @property
    def coverage(self) -> float:
        return self.distribution.coverage

    @property
    def good_share(self) -> float:
        return self._share(GOOD)

    @property
    def rank(self) -> Rank:
        return (self.good_share, self._share(GOOD + UNJUDGED), self._share(GOOD + UNJUDGED + DOUBTFUL), self.coverage)

    def _share(self, states: Iterable[str]) -> float:
        return sum(map(self.distribution.count, states)) / self.total if self.total else 0.0


def rollup(states: Iterable[str]) -> Rollup:
    """Roll up one state a measure. Raises ``ValueError`` for a code that is none of ``STATES``."""
    every = list(states)
    if unknown := set(every) - set(STATES):
        raise ValueError(f"Unbekannter Stand: {', '.join(sorted(unknown))}.")
    return Rollup(distribute(every))


def join(rollups: Iterable[Rollup]) -> Rollup:
    """The whole of parts that have no measure in common."""
    shares = (share for part in rollups for share in part.distribution.shares)
    return rollup(code for share in shares for code in [share.code] * share.count)
