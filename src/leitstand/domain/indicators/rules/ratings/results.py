"""What a rating says: verdict, rule used, reason, the figures it rests on; and which method said so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

NONE = -1


class Reason(IntEnum):
    """Why there is no rating; ``RATED`` where there is one."""

    RATED = 0
    NO_VALUES = 1
    TOO_FEW = 2
    NOT_FINITE = 3
    CONFLICTING = 4
    BEYOND_LIMIT = 5
    WISH = 6
    NO_DIRECTION = 7
    NO_GOAL = 8
    NO_DUE_YEAR = 9
    BASE_NOT_POSITIVE = 10
    VALUE_NOT_POSITIVE = 11
    GOAL_NOT_POSITIVE = 12
    GOAL_EQUALS_BASE = 13
    DUE_BEFORE_BASE = 14
    DUE_PASSED = 15
    TOO_SHORT = 16
    NO_BASE = 17
    NOT_FORESEEN = 18
    NO_REFERENCE = 19


@dataclass(frozen=True, slots=True)
class Method:
    """A published method. ``verdicts`` go from best to worst; ``verified`` is whether its text was read."""

    key: str
    version: str
    source: str
    verified: bool
    verdicts: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating. ``verdict`` is empty where there is none; ``reason`` is a code, ``inputs`` its figures.

    The code is ``rule.verdict`` for a rating (``point.cloud``), else the name of a ``Reason`` (``too_few``).
    """

    method: Method
    target: int
    year: int | None
    verdict: str
    rule: str
    reason: str
    inputs: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Many ratings in arrays of equal length; ``targets[i]`` is the number of the target rated.

    ``years`` is 0 where the series has no value. ``verdicts`` and ``rules`` are places in the method's tuples
    (-1: none), ``reasons`` are ``Reason``. ``inputs`` are NaN where a figure plays no part.
    """

    method: Method
    targets: NDArray[np.int64]
    years: NDArray[np.int64]
    verdicts: NDArray[np.int8]
    rules: NDArray[np.int8]
    reasons: NDArray[np.int8]
    inputs: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Rating]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> Rating:
        rule = self.method.rules[self.rules[place]] if self.rules[place] >= 0 else ""
        verdict = self.method.verdicts[self.verdicts[place]] if self.verdicts[place] >= 0 else ""
        reason = f"{rule}.{verdict}" if verdict else Reason(int(self.reasons[place])).name.lower()
        figures = {name: float(column[place]) for name, column in self.inputs.items()}
        known = {name: figure for name, figure in figures.items() if not np.isnan(figure)}
        year = int(self.years[place]) or None
        return Rating(self.method, int(self.targets[place]), year, verdict, rule, reason, known)

    def chosen(self, places: NDArray[np.bool_] | NDArray[np.int64]) -> "Ratings":
        """Those at the places, or where the mask is true."""
        return Ratings(
            self.method,
            self.targets[places],
            self.years[places],
            self.verdicts[places],
            self.rules[places],
            self.reasons[places],
            {name: column[places] for name, column in self.inputs.items()},
        )

    def from_first(self) -> "Ratings":
        """Of each target only the years from its first rating on; where there is none, only the last year."""
        if not len(self):
            return self
        starts = np.flatnonzero(np.r_[True, self.targets[1:] != self.targets[:-1]])
        ends = np.r_[starts[1:], len(self)]
        places = np.arange(len(self))
        first = np.minimum.reduceat(np.where(self.verdicts >= 0, places, len(self)), starts)
        return self.chosen(places >= np.repeat(np.minimum(first, ends - 1), ends - starts))


def joined(parts: Sequence[Ratings]) -> Ratings:
    """Ratings of one method, put one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Ratings(
        parts[0].method,
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.years for part in parts]),
        np.concatenate([part.verdicts for part in parts]),
        np.concatenate([part.rules for part in parts]),
        np.concatenate([part.reasons for part in parts]),
        {name: np.concatenate([part.inputs[name] for part in parts]) for name in parts[0].inputs},
    )


def worst(ratings: Ratings, groups: NDArray[np.int64]) -> NDArray[np.int8]:
    """The worst verdict of each group (0, 1, …), for targets to be met at once; -1 where one has none."""
    found = np.full(int(groups.max()) + 1 if len(groups) else 0, NONE, np.int8)
    np.maximum.at(found, groups, ratings.verdicts)
    missing = np.zeros(len(found), bool)
    missing[groups[ratings.verdicts < 0]] = True
    found[missing] = NONE
    return found
