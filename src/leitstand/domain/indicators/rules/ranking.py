"""Who stands where among regions, and who moved fastest. Pure functions.

Equal values share a rank and the next rank is left free (1, 2, 2, 4). A region without a value has
no rank; it is never put last. What is better follows from the indicator's direction: ``up``, ``down``
or ``context``, which has none: there rank 1 is only the highest value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

SIGNS = {"up": 1, "down": -1, "context": 1}
MOST_CLASSES = 5


class Valued(Protocol):
    """What a change over years needs of an observation."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def breaks(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Move:
    """How a value changed between two periods: absolute, and in percent (``None`` from zero or below)."""

    absolute: Decimal
    percent: float | None


def ranks(values: Mapping[str, Decimal | None], polarity: str) -> dict[str, int]:
    """The rank of every region that has a value; rank 1 is the best one (``context``: the highest)."""
    sign = SIGNS[polarity]
    known = {region: sign * value for region, value in values.items() if value is not None}
    ordered = sorted(known.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(ordered, 1):
        first.setdefault(value, place)
    return {region: first[value] for region, value in known.items()}


def move(series: Sequence[Valued]) -> Move | None:
    """The change from the first to the last value; ``None`` if one lacks or a break lies between them."""
    if len(series) < 2 or any(seen.breaks for seen in series[1:]):
        return None
    old, new = series[0].value, series[-1].value
    if old is None or new is None:
        return None
    return Move(new - old, float(100 * (new - old) / old) if old > 0 else None)


def pace(moves: Mapping[str, Move | None], *, relative: bool) -> dict[str, Decimal | None]:
    """What changes are ranked by: percent if ``relative`` and known for every region, else the difference."""
    percents = {region: None if known is None else known.percent for region, known in moves.items()}
    measured = [region for region, known in moves.items() if known is not None]
    if relative and all(percents[region] is not None for region in measured):
        return {region: None if percent is None else Decimal(repr(percent)) for region, percent in percents.items()}
    return {region: None if known is None else known.absolute for region, known in moves.items()}


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The value in the middle, every region counted once; ``None`` without values."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def classes(values: Mapping[str, Decimal], at_most: int = MOST_CLASSES) -> list[tuple[str, ...]]:
    """Regions in at most ``at_most`` classes of about equal size, lowest values first.

    Equal values are never parted, so there may be fewer classes, and their sizes may differ.
    """
    ordered = sorted(values, key=lambda region: (values[region], region))
    count = min(at_most, len(set(values.values())))
    made: list[list[str]] = []
    for place, region in enumerate(ordered):
        full = not made or place * count >= len(ordered) * len(made)
        if full and (not made or values[region] != values[made[-1][-1]]):
            made.append([])
        made[-1].append(region)
    return [tuple(members) for members in made]
