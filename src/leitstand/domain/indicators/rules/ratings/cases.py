"""What is rated: a target in an assessment year, with the values known up to then. All methods start from cases."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leitstand.domain.indicators.rules.ratings.results import NONE, Method, Ratings, Reason
from leitstand.domain.indicators.rules.ratings.series import Fault, Floats, Ints, Series, first_in, look
from leitstand.domain.indicators.rules.ratings.targets import NO_YEAR, Targets

# What two figures may differ by, as a share of the larger, and still be the same: 10.3 - 10.2 is not quite 0.1.
SAME = 1e-9
POINTS = 6
FAULTS = {Fault.NOT_FINITE: Reason.NOT_FINITE, Fault.CONFLICTING: Reason.CONFLICTING}


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Case ``i`` rates target ``target[i]`` at place ``at[i]`` of the flat series (-1: no value).

    ``first[i]`` is the first place that may be used: the series' first, or the first after its break. ``flaws``
    are reasons known before any method looks. The other columns are what is found there.
    """

    series: Series
    targets: Targets
    target: Ints
    at: Ints
    first: Ints
    years: Ints = field(init=False)
    values: Floats = field(init=False)
    goals: Floats = field(init=False)
    dues: Ints = field(init=False)
    directions: Floats = field(init=False)
    forms: NDArray[np.int8] = field(init=False)
    flaws: NDArray[np.int8] = field(init=False)

    def __post_init__(self) -> None:
        def keep(name: str, column: NDArray[Any]) -> None:
            object.__setattr__(self, name, column)

        keep("years", np.where(self.at < 0, NO_YEAR, look(self.series.years, self.at)).astype(np.int64))
        step = self.targets.step_at(self.target, self.years)
        keep("values", look(self.series.values, self.at))
        keep("goals", self.targets.goals[step])
        keep("dues", self.targets.dues[step])
        keep("directions", self.targets.directions[self.target].astype(np.float64))
        keep("forms", self.targets.forms[self.target])
        keep("flaws", _flaws(self))

    def __len__(self) -> int:
        return len(self.target)

    def faults(self, start: Ints) -> NDArray[np.int8]:
        """The reason that lies in faulty values between ``start`` and the rated value, or 0."""
        found = np.zeros(len(self), np.int8)
        if self.series.faults is None or not len(self):
            return found
        for back in range(int((self.at - start).max()) + 1):
            place = self.at - back
            here = np.where(place >= start, look(self.series.faults, place), Fault.NONE)
            for fault, reason in FAULTS.items():
                found[here == fault] = reason
        return found


def cases(series: Series, targets: Targets, block: Ints, *, every_year: bool = False) -> Cases:
    """One case for each target of the block, at the last value of its series; or one for each value."""
    of = targets.series[block]
    start, end = series.offsets[of], series.offsets[of + 1]
    if not every_year:
        at = np.where(end > start, end - 1, -1)
        return Cases(series, targets, block, at, _first(series, targets, block, at, start))
    counts = np.maximum(end - start, 1)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    target, first = np.repeat(block, counts), np.repeat(start, counts)
    at = np.where(np.repeat(end > start, counts), first + within, -1)
    return Cases(series, targets, target, at, _first(series, targets, target, at, first))


def judged(
    method: Method,
    rated: Cases,
    flaws: NDArray[np.int8],
    verdicts: NDArray[np.integer],
    rules: NDArray[np.integer],
    inputs: dict[str, Floats],
) -> Ratings:
    """Ratings where there is no flaw; what came out as no number is none either."""
    reasons = np.where(flaws == Reason.RATED, np.where(verdicts == NONE, Reason.NOT_FINITE, 0), flaws).astype(np.int8)
    fine = reasons == Reason.RATED
    figures = {
        "value": np.where(rated.at < 0, np.nan, rated.values),
        "goal": rated.goals,
        "due": np.where(rated.dues == NO_YEAR, np.nan, rated.dues),
        "direction": rated.directions,
        **inputs,
    }
    return Ratings(
        method,
        rated.target.astype(np.int64, copy=False),
        rated.years.astype(np.int64, copy=False),
        np.where(fine, verdicts, NONE).astype(np.int8),
        np.where(fine, rules, NONE).astype(np.int8),
        reasons,
        figures,
    )


def first_flaw(*pairs: tuple[NDArray[np.bool_], Reason], known: NDArray[np.int8]) -> NDArray[np.int8]:
    """The known flaw, or that of the first pair whose condition holds."""
    found = known
    for condition, reason in pairs:
        found = np.where((found == Reason.RATED) & condition, reason, found)
    return found.astype(np.int8)


def _first(series: Series, targets: Targets, target: Ints, at: Ints, start: Ints) -> Ints:
    """Values before a break count only in years before it: each side of the break stands for itself."""
    breaks = targets.breaks[target]
    if not breaks.any():
        return start
    after = (breaks != NO_YEAR) & (look(series.years, at) >= breaks) & (at >= 0)
    start = start.copy()
    start[after] = first_in(series.years, start[after], at[after] + 1, breaks[after])
    return start


def _flaws(rated: Cases) -> NDArray[np.int8]:
    known = rated.targets.flaws[rated.target]
    found = first_flaw((rated.at < 0, Reason.NO_VALUES), known=known)
    limits = rated.targets.limits[rated.target]
    if np.isnan(limits).all():
        return found
    for back in range(POINTS):
        place = rated.at - back
        with np.errstate(invalid="ignore"):
            beyond = look(rated.series.values, place) > limits * (1 + SAME)
        found = first_flaw(((place >= rated.first) & beyond, Reason.BEYOND_LIMIT), known=found)
    return found
