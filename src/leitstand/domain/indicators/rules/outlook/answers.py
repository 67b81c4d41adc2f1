"""What a walk says: the probability that a target is met, the middle course, and the fan of likely values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from leitstand.domain.indicators.rules.outlook.gathering import Codes, Flags, Floats, Integers, gather
from leitstand.domain.indicators.rules.outlook.refusals import FARTHEST, Refusal
from leitstand.domain.indicators.rules.outlook.student import chance_below, quantile
from leitstand.domain.indicators.rules.outlook.walk import METHOD, Walks, walk

LEAST, MOST = 0.02, 0.98
FAN_LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)
WELL_TESTED = 6


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Questions to series: number of the series (-1: there is none), steps ahead, +1 at least / -1 at most, value."""

    series: Integers
    horizon: Integers
    direction: Integers
    value: Floats

    @classmethod
    def of(cls, series: ArrayLike, horizon: ArrayLike, direction: ArrayLike, value: ArrayLike) -> "Targets":
        which, steps, way = (np.asarray(column, np.int64) for column in (series, horizon, direction))
        return cls(which, steps, way, np.asarray(value, np.float64))

    def __len__(self) -> int:
        return len(self.series)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """To each target: the probability that it is met, and the quantiles ``FAN_LEVELS`` of its period (a column each).

    NaN where ``refusal`` names a reason.
    """

    refusal: Codes
    probability: Floats
    quantiles: Floats


def answer(walks: Walks, targets: Targets) -> Answers:
    """Probability and fan for each target, or the reason why not."""
    refusal = refusals(walks, targets)
    asked = np.flatnonzero(refusal == Refusal.NONE)
    which, horizon = targets.series[asked], targets.horizon[asked]
    chances, quantiles = np.full(len(targets), np.nan), np.full((len(targets), len(FAN_LEVELS)), np.nan)
    chances[asked] = probability(walks, which, horizon, targets.direction[asked], targets.value[asked])
    quantiles[asked] = fan(walks, which, horizon)
    return Answers(refusal, chances, quantiles)


def refusals(walks: Walks, targets: Targets) -> Codes:
    """The reason why each target has no answer, the series' own first."""
    known = (targets.series >= 0) & (targets.series < len(walks))
    which = np.where(known, targets.series, 0)
    empty = not len(walks)
    refusal = np.full(len(targets), Refusal.UNKNOWN_SERIES, np.uint8) if empty else walks.refusal[which]
    share = np.zeros(len(targets), np.bool_) if empty else walks.share[which]
    outside = share & ((targets.value < 0) | (targets.value > 100))
    for where, reason in (
        (targets.horizon < 1, Refusal.HORIZON_PAST),
        (targets.horizon > FARTHEST, Refusal.HORIZON_FAR),
        (~np.isfinite(targets.value), Refusal.TARGET_NOT_FINITE),
        (outside, Refusal.TARGET_NOT_A_SHARE),
        (np.abs(targets.direction) != 1, Refusal.NO_DIRECTION),
    ):
        refusal = np.where(where & (refusal == Refusal.NONE), np.uint8(reason), refusal)
    return np.where(known, refusal, np.uint8(Refusal.UNKNOWN_SERIES))


def probability(
    walks: Walks, which: ArrayLike, horizon: ArrayLike, direction: ArrayLike, target: ArrayLike, *, clipped: bool = True
) -> Floats:
    """How likely the value ``horizon`` steps ahead is at least (+1) or at most (-1) ``target``; the shapes broadcast.

    Clipped to 0.02 … 0.98: series as short as these never prove more. NaN for refused series. Horizon, direction and
    target must be usable (``refusals``).
    """
    index, wanted = np.asarray(which), np.asarray(target, np.float64)
    centre, width = walks.ahead(index, horizon)
    with np.errstate(all="ignore"):
        # A target of zero or less lies infinitely far below on the logarithmic scale.
        on_scale = np.where(walks.logarithmic[index], np.log(np.maximum(wanted, 0.0)), wanted)
        # Below minus t is above t: the distribution is symmetric.
        chance = chance_below((on_scale - centre) / width * -np.asarray(direction, np.float64))
    return np.clip(chance, LEAST, MOST) if clipped else chance


def fan(walks: Walks, which: ArrayLike, horizon: ArrayLike, levels: Sequence[float] = FAN_LEVELS) -> Floats:
    """Quantiles ``horizon`` steps ahead in the series' unit, a last axis for the levels; NaN for refused series.

    For all series and six horizons: ``fan(walks, np.arange(n)[:, None], np.arange(1, 7))`` of shape (n, 6, levels).
    """
    index = np.asarray(which)
    centre, width = walks.ahead(index, horizon)
    made = width[..., None] * quantile(np.asarray(levels, np.float64))
    made += centre[..., None]
    logarithmic = np.broadcast_to(walks.logarithmic[index][..., None], made.shape)
    with np.errstate(over="ignore"):
        np.exp(made, out=made, where=logarithmic)
    bounded: Flags = np.broadcast_to(walks.share[index][..., None], made.shape)
    if bounded.any():
        np.clip(made, 0.0, 100.0, out=made, where=bounded)
    return made


@dataclass(frozen=True, slots=True)
class Outlook:
    """One series, one target: what is shown on the indicator's page.

    ``fan`` has a row for each step up to the horizon with the quantiles ``FAN_LEVELS``. ``thin`` says that so far
    ahead the method is thinly tested. Where ``refusal`` names a reason there is neither probability nor fan.
    """

    refusal: Refusal
    probability: float | None
    fan: tuple[tuple[float, ...], ...]
    thin: bool
    method: str = METHOD


def outlook_of(
    periods: Sequence[int],
    values: Sequence[float],
    *,
    horizon: int,
    direction: int,
    target: float,
    share: bool = False,
    breaks: Sequence[bool] | None = None,
) -> Outlook:
    """The outlook of one series, by the same way as a million."""
    rows = np.zeros(len(values), np.int64)
    walks = walk(gather(rows, periods, values, count=1, share=[share], breaks=breaks))
    said = answer(walks, Targets.of([0], [horizon], [direction], [target]))
    refusal = Refusal(int(said.refusal[0]))
    if refusal:
        return Outlook(refusal, None, (), False)
    courses = fan(walks, 0, np.arange(1, horizon + 1))
    rows_of_fan = tuple(tuple(float(value) for value in row) for row in courses)
    return Outlook(refusal, float(said.probability[0]), rows_of_fan, horizon > WELL_TESTED)
