"""Counting states: a distribution with its coverage. No averages, no best-of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from leitstand.domain.plans.rules.state import STATES


@dataclass(frozen=True, slots=True)
class Share:
    """One state's count and its part of the whole in percent (0 to 100, not rounded)."""

    code: str
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many measures are in which state.

    ``total`` counts all measures, ``reported`` those with a state that holds; ``coverage`` is their
    ratio (0 to 1; 0 for no measures). ``shares`` lists the states that occur, in the fixed order.
    """

    shares: tuple[Share, ...]
    total: int
    reported: int

    @property
    def coverage(self) -> float:
        return self.reported / self.total if self.total else 0.0

    def count(self, code: str) -> int:
        return next((share.count for share in self.shares if share.code == code), 0)


def distribute(codes: Iterable[str]) -> Distribution:
    """Count the state codes."""
    counts = Counter(codes)
    total = sum(counts.values())
    shares = tuple(Share(code, counts[code], 100 * counts[code] / total) for code in STATES if counts[code])
    return Distribution(shares, total, total - counts["not_reported"])
