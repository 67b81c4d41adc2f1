"""Annual series, one or a million of them, in flat arrays.

The years and values of all series stand one after the other; ``offsets`` says where each begins. A year without
a value is simply absent. A value that is no number, or a year with two different values, keeps its place and is
marked with a fault, so that no rule ever computes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# A difference smaller than this share of what it was taken from is none: 0.1 + 0.2 is not quite 0.3.
ROUNDING = 1e-12
Ints = NDArray[np.integer]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Fault(IntEnum):
    """What is wrong with one value."""

    NONE = 0
    NOT_FINITE = 1
    CONFLICTING = 2


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Series ``i`` is ``years[offsets[i]:offsets[i + 1]]`` (rising, no year twice) and ``values`` likewise.

    ``faults`` holds a ``Fault`` for each value, or is ``None`` where every value is sound.
    """

    years: Ints
    values: Floats
    offsets: Ints
    faults: NDArray[np.int8] | None = None

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def one(cls, years: Sequence[int], values: Sequence[float | None]) -> "Series":
        """A single series; ``None`` is a gap."""
        known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
        return cls.many([year for year, _ in known], [value for _, value in known], [0, len(known)])

    @classmethod
    def many(cls, years: ArrayLike, values: ArrayLike, offsets: ArrayLike) -> "Series":
        """Many series as they come: unsorted years, years twice, NaN and infinity are put in order or marked.

        Arrays that are in order already are used as they are, without a copy. Raises ``ValueError`` where the
        three do not fit together.
        """
        year, value, offset = np.asarray(years), np.asarray(values, dtype=np.float64), np.asarray(offsets, np.int64)
        year = year if year.dtype.kind == "i" else year.astype(np.int64)
        if len(offset) < 1 or offset[0] != 0 or offset[-1] != len(value) or len(year) != len(value):
            raise ValueError("years, values and offsets do not fit together")
        if (np.diff(offset) < 0).any():
            raise ValueError("offsets must not fall")
        if _rising(year, offset) and _finite(value):
            return cls(year, value, offset)
        return _tidied(year, value, offset)

    def single(self, place: int) -> "Series":
        """Series ``place`` alone."""
        begin, end = self.offsets[place], self.offsets[place + 1]
        faults = None if self.faults is None else self.faults[begin:end]
        return Series(self.years[begin:end], self.values[begin:end], np.array([0, end - begin]), faults)

    def followed_by(self, other: "Series") -> "Series":
        """All of these series, then all of the others."""
        faults = None
        if self.faults is not None or other.faults is not None:
            faults = np.concatenate((self._faults(), other._faults()))
        return Series(
            np.concatenate((self.years, other.years)),
            np.concatenate((self.values, other.values)),
            np.concatenate((self.offsets, other.offsets[1:] + self.offsets[-1])),
            faults,
        )

    def minus(self, other: "Series") -> "Series":
        """Difference series, pairwise, in the years both have; a fault in either is kept."""
        if len(self) != len(other):
            raise ValueError("both need the same number of series")
        key, of_other = self._keys(), other._keys()
        _, mine, theirs = np.intersect1d(key, of_other, assume_unique=True, return_indices=True)
        owner = self.owners()[mine]
        offsets = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=len(self)))))
        with np.errstate(all="ignore"):
            values = self.values[mine] - other.values[theirs]
            scale = np.maximum(np.abs(self.values[mine]), np.abs(other.values[theirs]))
            values = np.where(np.abs(values) <= ROUNDING * scale, 0.0, values)
        faults = np.maximum(self._faults()[mine], other._faults()[theirs])
        return Series(self.years[mine], values, offsets, faults if faults.any() else None)

    def owners(self) -> Ints:
        """The number of the series each value belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def _keys(self) -> Ints:
        return self.owners() * 100_000 + self.years

    def _faults(self) -> NDArray[np.int8]:
        return np.zeros(len(self.values), np.int8) if self.faults is None else self.faults


def look(column: NDArray[Any], place: Ints) -> NDArray[Any]:
    """Values at places; at places that are none, anything at all, but no error."""
    if not len(column):
        return np.zeros(len(place), column.dtype)
    found: NDArray[Any] = column[np.clip(place, 0, len(column) - 1)]
    return found


def first_in(years: Ints, low: Ints, high: Ints, wanted: Ints) -> Ints:
    """First place from ``low`` with a year not before ``wanted``; ``high`` where there is none."""
    low, high = low.copy(), high.copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        before = look(years, middle) < wanted
        low = np.where(open_ & before, middle + 1, low)
        high = np.where(open_ & ~before, middle, high)
    return low


def _rising(years: Ints, offsets: Ints) -> bool:
    rises = years[1:] > years[:-1]
    inner = offsets[1:-1]
    inner = inner[(inner > 0) & (inner < len(years))]
    rises[inner - 1] = True
    return bool(rises.all())


def _finite(values: Floats) -> bool:
    # The sum is a number only if every value is one; it costs a third of asking each of them.
    with np.errstate(all="ignore"):
        return bool(np.isfinite(values.sum()) or np.isfinite(values).all())


def _tidied(years: Ints, values: Floats, offsets: Ints) -> Series:
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    order = np.lexsort((years, owner))
    years, values, owner = years[order], values[order], owner[order]
    same = np.zeros(len(years), bool)
    same[1:] = (owner[1:] == owner[:-1]) & (years[1:] == years[:-1])
    group = np.cumsum(~same) - 1
    first = np.flatnonzero(~same)
    faults = np.where(np.isfinite(values[first]), Fault.NONE, Fault.NOT_FINITE).astype(np.int8)
    faults[group[same & (values != values[first][group])]] = Fault.CONFLICTING
    kept = np.where(faults == Fault.NONE, values[first], np.nan)
    counts = np.bincount(owner[first], minlength=len(offsets) - 1)
    return Series(years[first], kept, np.concatenate(([0], np.cumsum(counts))), faults if faults.any() else None)
