"""Rules of indicators: which vintage speaks, and how a value changed. Pure functions.

Ratings of targets and the outlook have their own modules beside this one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from leitstand.foundation.calendar import PartialDate


class Dated(Protocol):
    """What the rules need of an observation."""

    @property
    def region(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def vintage(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def breaks(self) -> bool: ...


Observed = TypeVar("Observed", bound=Dated)


def period_end(period: str) -> tuple[int, int, int]:
    """Sorting key of a period: its last day."""
    latest = PartialDate.parse(period).latest
    return latest.year, latest.month, latest.day


def _published(vintage: str) -> tuple[int, int, int]:
    return period_end(vintage) if vintage else (0, 0, 0)


def latest_vintages(observations: Iterable[Observed], *, region: str, basis: str = "actual") -> list[Observed]:
    """The series as last published: for each period the observation of the latest vintage, by period.

    Of observations with equal vintage the later one in the given order counts.
    """
    chosen: dict[str, Observed] = {}
    for observation in observations:
        if observation.region != region or observation.basis != basis:
            continue
        known = chosen.get(observation.period)
        if known is None or _published(observation.vintage) >= _published(known.vintage):
            chosen[observation.period] = observation
    return sorted(chosen.values(), key=lambda observation: period_end(observation.period))


@dataclass(frozen=True, slots=True)
class Change:
    """The change from one value to a later one: absolute, in percent (``None`` from zero), direction."""

    since: str
    absolute: Decimal
    percent: float | None

    @property
    def direction(self) -> str:
        return "up" if self.absolute > 0 else "down" if self.absolute < 0 else "same"


def last_change(series: Sequence[Dated]) -> Change | None:
    """The change to the last value from the value before it; ``None`` across a break or without values."""
    valued = [(seen.period, seen.value, seen.breaks) for seen in series if seen.value is not None]
    if len(valued) < 2 or valued[-1][2]:
        return None
    (since, old, _), (_, new, _) = valued[-2:]
    percent = float(100 * (new - old) / abs(old)) if old else None
    return Change(since, new - old, percent)
