"""Targets: what a value is to reach, until when, in which direction.

``Target`` says it the way plans do. ``Targets`` holds many of them in flat arrays, ready for the rules: an interval
has become its weakest end, a target in several steps a list of them, a target relative to another series a limit
for the difference of the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leitstand.domain.indicators.rules.ratings.results import Reason
from leitstand.domain.indicators.rules.ratings.series import Bools, Floats, Ints, first_in

NO_YEAR = 0


class Kind(StrEnum):
    POINT = "point"
    YEARLY = "yearly"
    DIRECTION = "direction"
    INTERVAL = "interval"
    SEVERAL_YEARS = "several_years"
    RELATIVE = "relative"
    WISH = "wish"
    UNKNOWN = "unknown"


class Form(IntEnum):
    """What the rules tell apart, after a target has been put into figures."""

    POINT = 0
    YEARLY = 1
    DIRECTION = 2


@dataclass(frozen=True, slots=True)
class Target:
    """One target. ``direction`` is 1 (should rise), -1 (should fall) or 0 (not said).

    ``value`` and ``upper`` are the ends of an interval, whichever way round; ``steps`` are (year, value) of a target
    in several years. ``valid_from`` and ``valid_until`` say when the target itself was in force. Values before
    ``break_year`` do not count. ``base_year`` is where methods that measure growth begin, if not in their own year.
    ``limit`` is the highest value there can be, ``percent`` says that the unit is percent.
    """

    kind: Kind
    direction: int = 0
    value: float | None = None
    upper: float | None = None
    due: int | None = None
    steps: tuple[tuple[int, float], ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    break_year: int | None = None
    base_year: int | None = None
    limit: float | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """``n`` targets. ``series[i]`` is the number of the series target ``i`` belongs to.

    ``goals`` and ``dues`` of all steps stand one after the other (by year), those of target ``i`` from
    ``offsets[i]`` to ``offsets[i + 1]``, at least one. ``flaws`` holds why a target cannot be rated at all, or 0.
    """

    series: Ints
    forms: NDArray[np.int8]
    directions: NDArray[np.int8]
    offsets: Ints
    goals: Floats
    dues: Ints
    breaks: Ints
    bases: Ints
    limits: Floats
    percent: Bools
    flaws: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.forms)

    @classmethod
    def many(cls, targets: Sequence[Target], series: ArrayLike | None = None) -> "Targets":
        """Put targets into figures; ``series`` defaults to one series for each target, in order."""
        plain = [_plain(target) for target in targets]
        steps = [target.steps or ((NO_YEAR, np.nan),) for target, _ in plain]
        return cls(
            np.arange(len(plain)) if series is None else np.asarray(series, np.int64),
            np.array([_form(target) for target, _ in plain], np.int8),
            np.array([target.direction for target, _ in plain], np.int8),
            np.concatenate(([0], np.cumsum([len(own) for own in steps], dtype=np.int64))),
            np.array([value for own in steps for _, value in own], np.float64),
            np.array([year for own in steps for year, _ in own], np.int64),
            np.array([target.break_year or NO_YEAR for target, _ in plain], np.int64),
            np.array([target.base_year or NO_YEAR for target, _ in plain], np.int64),
            np.array([np.nan if target.limit is None else target.limit for target, _ in plain], np.float64),
            np.array([target.percent for target, _ in plain], bool),
            np.array([flaw for _, flaw in plain], np.int8),
        )

    @classmethod
    def points(cls, goals: ArrayLike, dues: ArrayLike, directions: ArrayLike) -> "Targets":
        """Point targets straight from arrays, target ``i`` for series ``i``."""
        goal = np.asarray(goals, np.float64)
        count = len(goal)
        none, numbers = np.zeros(count, np.int64), np.arange(count + 1)
        return cls(
            numbers[:-1], np.full(count, Form.POINT, np.int8), np.asarray(directions, np.int8), numbers, goal,
            np.asarray(dues, np.int64), none, none, np.full(count, np.nan), np.zeros(count, bool),
            np.zeros(count, np.int8),
        )  # fmt: skip

    def step_at(self, target: Ints, years: Ints) -> Ints:
        """Place of the step that counts in a year: the next one due, after the last due year the last one."""
        first, end = self.offsets[target], self.offsets[target + 1]
        if len(self.goals) == len(self):
            return first
        return np.minimum(first_in(self.dues, first, end, years), end - 1)


def counting(targets: Sequence[Target], year: int) -> list[bool]:
    """Which of an indicator's targets count in a year: of several target years the next one.

    A target withdrawn before it fell due never counts. Targets to be kept every year and directions count once no
    dated target lies ahead; where there is none of them either, the one that fell due last.
    """
    dues = [_due(target) for target in targets]
    held = [
        target.kind not in (Kind.WISH, Kind.UNKNOWN)
        and (not target.valid_until or (due is not None and due <= target.valid_until))
        for target, due in zip(targets, dues, strict=True)
    ]
    ahead = [due for due, kept in zip(dues, held, strict=True) if kept and due is not None and due >= year]
    if ahead:
        return [kept and due == min(ahead) for due, kept in zip(dues, held, strict=True)]
    if any(kept and due is None for due, kept in zip(dues, held, strict=True)):
        return [kept and due is None for due, kept in zip(dues, held, strict=True)]
    past = max((due for due, kept in zip(dues, held, strict=True) if kept and due is not None), default=None)
    return [kept and due == past for due, kept in zip(dues, held, strict=True)]


def _due(target: Target) -> int | None:
    if target.kind in (Kind.YEARLY, Kind.DIRECTION, Kind.RELATIVE):
        return None
    return max((year for year, _ in target.steps), default=target.due)


def _form(target: Target) -> Form:
    if target.kind in (Kind.DIRECTION, Kind.WISH, Kind.UNKNOWN):
        return Form.DIRECTION
    return Form.YEARLY if target.kind == Kind.YEARLY else Form.POINT


def _plain(target: Target) -> tuple[Target, Reason]:
    """A point, yearly or direction target with its steps, and why it cannot be rated, if so."""
    if target.kind == Kind.WISH:
        return replace(target, steps=()), Reason.WISH
    if target.kind == Kind.UNKNOWN:
        return replace(target, steps=()), Reason.NOT_FORESEEN
    if target.direction not in (1, -1):
        return replace(target, direction=0, steps=()), Reason.NO_DIRECTION
    if target.kind == Kind.RELATIVE:
        target = replace(target, kind=Kind.YEARLY, value=target.value or 0.0)
    if target.kind == Kind.INTERVAL:
        target = replace(target, kind=Kind.POINT if target.due else Kind.YEARLY, value=_weakest(target))
    if target.kind == Kind.DIRECTION:
        return replace(target, steps=()), Reason.RATED
    steps = target.steps
    if target.kind != Kind.SEVERAL_YEARS and target.value is not None:
        steps = ((NO_YEAR if target.kind == Kind.YEARLY else target.due or NO_YEAR, target.value),)
    return replace(target, steps=tuple(sorted(steps))), _flaw(target, steps)


def _weakest(target: Target) -> float | None:
    ends = [end for end in (target.value, target.upper) if end is not None]
    if len(ends) < 2:
        return None
    return min(ends) if target.direction > 0 else max(ends)


def _flaw(target: Target, steps: Sequence[tuple[int, float]]) -> Reason:
    if not steps or not all(np.isfinite(value) for _, value in steps):
        return Reason.NO_GOAL
    if target.kind != Kind.YEARLY and any(year == NO_YEAR for year, _ in steps):
        return Reason.NO_DUE_YEAR
    return Reason.RATED
