"""From a long table in any order to series in order, side by side in one flat array.

A row is a series' number, a period and a value. Periods are whole numbers that count on by one (years, or a running
number). Where the table is about as full as a calendar, each row is put straight into its place of a grid, which
costs one pass; otherwise the rows are sorted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leitstand.domain.indicators.rules.outlook.refusals import LEAST_VALUES, Refusal

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint8]

SPARSEST = 8
WIDEST = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Series in order: ``values`` of all, each from ``starts[i]`` on for ``lengths[i]``; refused ones included.

    ``refusal`` holds for each series why its rows cannot be used (``Refusal``), ``share`` whether it is a percentage
    of a whole, which ends at 0 and 100.
    """

    values: Floats
    starts: Integers
    lengths: Integers
    refusal: Codes
    share: Flags

    def __len__(self) -> int:
        return len(self.lengths)


def gather(
    series: ArrayLike,
    period: ArrayLike,
    value: ArrayLike,
    *,
    count: int,
    share: ArrayLike | None = None,
    breaks: ArrayLike | None = None,
) -> Gathered:
    """Order rows by series (``0 … count-1``) and period, and find the series that cannot be used.

    ``share`` has one flag a series. ``breaks`` has one flag a row: this value must not be compared with the one
    before it. Rows that say the same twice count once. Raises ``ValueError`` for a number of series or a period out
    of range; everything else that is wrong with a series becomes its refusal.
    """
    which, when = np.asarray(series, np.int64), np.asarray(period, np.int64)
    seen = np.asarray(value, np.float64)
    shares = np.zeros(count, np.bool_) if share is None else np.asarray(share, np.bool_)
    if not len(which):
        return _nothing(shares)
    earliest, span = _calendar(which, when, count)
    key = which * span
    key += when
    key -= earliest
    refusal = np.zeros(count, np.uint8)
    finite = np.isfinite(seen)
    if not finite.all():
        refusal[which[~finite]] = Refusal.NOT_FINITE
    key, values, conflicts = _in_order(key, seen, count * span)
    _mark(refusal, conflicts // span, Refusal.CONFLICTING)
    owner = key // span
    lengths = np.bincount(owner, minlength=count)
    starts = np.cumsum(lengths) - lengths
    filled = lengths > 0
    first, last = np.zeros(count, np.int64), np.full(count, -1)
    first[filled] = key[starts[filled]] - np.flatnonzero(filled) * span
    last[filled] = key[(starts + lengths - 1)[filled]] - np.flatnonzero(filled) * span
    _mark(refusal, lengths < LEAST_VALUES, Refusal.TOO_FEW)
    _mark(refusal, last - first + 1 != lengths, Refusal.GAPS)
    if breaks is not None:
        broken = np.flatnonzero(np.asarray(breaks, np.bool_))
        inside = broken[when[broken] - earliest > first[which[broken]]]
        _mark(refusal, which[inside], Refusal.BREAK)
    return Gathered(values, starts, lengths, refusal, shares)


def _nothing(share: Flags) -> Gathered:
    none = np.zeros(len(share), np.int64)
    return Gathered(np.zeros(0), none, none, np.full(len(share), Refusal.TOO_FEW, np.uint8), share)


def _calendar(which: Integers, when: Integers, count: int) -> tuple[int, int]:
    """The earliest period and how many periods there are up to the latest."""
    if which.min() < 0 or which.max() >= count:
        raise ValueError("a series' number lies outside of 0 … count-1")
    earliest = int(when.min())
    span = int(when.max()) - earliest + 1
    if span > WIDEST:
        raise ValueError("the periods lie too far apart to be counted")
    return earliest, span


def _in_order(key: Integers, values: Floats, cells: int) -> tuple[Integers, Floats, Integers]:
    """Keys and values in order, each key once, and the keys that came with different values."""
    if cells <= SPARSEST * len(key) + 1024:
        held = np.zeros(cells, np.bool_)
        held[key] = True
        if np.count_nonzero(held) == len(key):
            grid = np.empty(cells)
            grid[key] = values
            full = cells == len(key)
            return (np.arange(cells), grid, key[:0]) if full else (np.flatnonzero(held), grid[held], key[:0])
    order = np.argsort(key, kind="stable")
    key, values = key[order], values[order]
    again = key[1:] == key[:-1]
    differing = again & (values[1:] != values[:-1])
    once = np.concatenate(([True], ~again))
    return key[once], values[once], key[1:][differing]


def _mark(refusal: Codes, where: Integers | Flags, reason: Refusal) -> None:
    """Refuse those that are not refused yet."""
    chosen = np.flatnonzero(where) if where.dtype == np.bool_ else where
    refusal[chosen[refusal[chosen] == Refusal.NONE]] = reason
