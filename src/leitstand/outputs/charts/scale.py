"""From values to places on paper: round ticks, years on the axis, labels that do not overlap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.foundation.calendar import PartialDate


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps ``low``–``high`` in the values' unit onto ``start``–``end`` in the drawing's."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def _step(span: float, wanted: int) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten that needs at most ``wanted`` steps."""
    raw = span / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * (1 - 1e-9))


def round_ticks(values: Sequence[float], wanted: int = 4) -> list[float]:
    """Ticks that enclose the values and zero. Zero always belongs to it: a bent axis bends the truth."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = low + 1
    step = _step(high - low, wanted)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def moment(period: str) -> float:
    """The middle of a period in years: 2018 → 2018.5, 2023-06 → about 2023.46."""
    partial = PartialDate.parse(period)
    return (_years(partial.earliest) + _years(date.fromordinal(partial.latest.toordinal() + 1))) / 2


def _years(day: date) -> float:
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def year_ticks(first: float, last: float, width: float, room: float = 52) -> list[int]:
    """Years to be written under the axis, none closer to the next than ``room``."""
    years = range(math.floor(first), math.floor(last) + 1)
    fitting = max(1, math.floor(width / room))
    step = next((step for step in (1, 2, 5, 10, 20, 50) if math.ceil(len(years) / step) <= fitting), 100)
    return [year for year in years if year % step == 0]


def spread(places: Sequence[float], room: float, low: float, high: float) -> list[float]:
    """Move labels apart so that they are at least ``room`` from each other, in their order, within bounds."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    floor = low
    for index in order:
        moved[index] = max(moved[index], floor)
        floor = moved[index] + room
    ceiling = high
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - room
    return moved
