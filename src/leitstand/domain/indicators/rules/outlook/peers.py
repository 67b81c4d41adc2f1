"""The simple methods the outlook has to beat: the base rate, and a straight line by least squares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from leitstand.domain.indicators.rules.outlook.gathering import Floats, Gathered


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Of each series the least-squares line over time: level at the middle, slope, and what its interval needs."""

    level: Floats
    slope: Floats
    residual: Floats
    count: Floats
    around: Floats

    def ahead(self, which: ArrayLike, horizon: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Centre, width and degrees of freedom of the prediction interval, ``horizon`` steps ahead."""
        index = np.asarray(which)
        count = self.count[index]
        away = (count - 1) / 2 + np.asarray(horizon, np.float64)
        width = self.residual[index] * np.sqrt(1 + 1 / count + away * away / self.around[index])
        return self.level[index] + self.slope[index] * away, width, count - 2


def lines(gathered: Gathered) -> Lines:
    """Fit all series that have three values or more; the others get NaN."""
    count = gathered.lengths.astype(np.float64)
    owner = np.repeat(np.arange(len(gathered)), gathered.lengths)
    middle = (count - 1) / 2
    when = np.arange(len(owner)) - np.repeat(gathered.starts, gathered.lengths) - middle[owner]
    with np.errstate(all="ignore"):
        level = np.bincount(owner, gathered.values, len(gathered)) / count
        around = np.bincount(owner, when * when, len(gathered)).astype(np.float64)
        slope = np.bincount(owner, when * gathered.values, len(gathered)) / around
        missed = gathered.values - level[owner] - slope[owner] * when
        residual = np.sqrt(np.bincount(owner, missed * missed, len(gathered)) / (count - 2))
    return Lines(level, slope, np.where(count > 2, residual, np.nan), count, around)


def line_probability(made: Lines, which: ArrayLike, horizon: ArrayLike, direction: ArrayLike, target: Floats) -> Floats:
    """The chance by the line's own interval that the target is met."""
    centre, width, degrees = made.ahead(which, horizon)
    with np.errstate(all="ignore"):
        chance = stdtr(degrees, (target - centre) / width * -np.asarray(direction, np.float64))
    # A line without residuals knows the future.
    met = (centre - target) * np.asarray(direction) >= 0
    return np.asarray(np.where(width > 0, chance, met.astype(np.float64)))


def line_quantile(made: Lines, which: ArrayLike, horizon: ArrayLike, level: float) -> Floats:
    centre, width, degrees = made.ahead(which, horizon)
    return np.asarray(centre + width * stdtrit(degrees, level))
