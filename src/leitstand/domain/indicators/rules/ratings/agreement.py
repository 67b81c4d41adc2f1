"""How far our ratings agree with the symbols an office published, and what a difference probably comes from.

An office keeps old symbols although the data have been revised since, or looked at an earlier target. None of these
causes changes a rating; they only explain where to look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from leitstand.domain.indicators.rules.ratings.cases import POINTS, Cases
from leitstand.domain.indicators.rules.ratings.destatis import rate as rate_destatis
from leitstand.domain.indicators.rules.ratings.results import Rating
from leitstand.domain.indicators.rules.ratings.series import Series
from leitstand.domain.indicators.rules.ratings.targets import Target, Targets

NUDGE = 0.01
OLD_YEARS = 5


class Cause(StrEnum):
    NOT_ASSESSABLE = "not_assessable"
    REVISED = "revised"
    OTHER_TARGET = "other_target"
    SHORT_WINDOW = "short_window"
    SMALL_CHANGE = "small_change"
    OLD_RATING = "old_rating"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published symbol; ``known`` is the year of the data it rests on, if said."""

    indicator: str
    number: str
    year: int
    symbol: str
    rule: str
    counts: bool
    known: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a cause is looked for in: the series rated, the same at another time, the target and its neighbours."""

    series: Series
    other: Series
    target: Target
    neighbours: Sequence[Target]


def in_year(series: Series, target: Target, year: int) -> Rating | None:
    """The rating of a single series in a year; ``None`` where it has no value then."""
    found = np.flatnonzero(series.years == year)
    if not len(found):
        return None
    before = Series(
        series.years[: found[0] + 1],
        series.values[: found[0] + 1],
        np.array([0, found[0] + 1]),
        None if series.faults is None else series.faults[: found[0] + 1],
    )
    targets = Targets.many([target])
    at = np.array([found[0]])
    first = np.array([0])
    if target.break_year and year >= target.break_year:
        first = np.array([np.searchsorted(before.years, target.break_year)])
    return rate_destatis(Cases(before, targets, np.array([0]), at, first))[0]


def likely_cause(cell: Cell, seen: Evidence) -> Cause:
    """The first of the causes that fits, from certain to vague."""
    own = in_year(seen.series, seen.target, cell.year)
    if own is None or not own.verdict:
        return Cause.NOT_ASSESSABLE
    if _gives(seen.other, seen.target, cell):
        return Cause.REVISED
    if (seen.target.valid_from or 0) > cell.year and any(_gives(seen.series, one, cell) for one in seen.neighbours):
        return Cause.OTHER_TARGET
    if own.inputs["points"] < POINTS:
        return Cause.SHORT_WINDOW
    if _small_change(cell, seen, own):
        return Cause.SMALL_CHANGE
    if cell.known is not None and cell.known - cell.year >= OLD_YEARS:
        return Cause.OLD_RATING
    return Cause.UNEXPLAINED


def _gives(series: Series, target: Target, cell: Cell) -> bool:
    rating = in_year(series, target, cell.year)
    return rating is not None and rating.verdict == cell.symbol


def _small_change(cell: Cell, seen: Evidence, own: Rating) -> bool:
    """Whether first, last but one or last value, one percent higher or lower, would give the published symbol."""
    at = int(np.flatnonzero(seen.series.years == cell.year)[0])
    for place in (at - int(own.inputs["points"]) + 1, at - 1, at):
        for share in (-NUDGE, NUDGE):
            values = seen.series.values.copy()
            values[place] *= 1 + share
            changed = Series(seen.series.years, values, seen.series.offsets, seen.series.faults)
            if _gives(changed, seen.target, cell):
                return True
    return False
