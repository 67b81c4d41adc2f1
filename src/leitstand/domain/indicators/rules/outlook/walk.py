"""The shrunk damped random walk: what the next values of a short annual series will probably be.

Of a series with the values y₁ … yₙ on its scale (its logarithm where it is positive and grows by rates, otherwise as it
is) and the differences Δ, of which there are m = n − 1:

- drift b = 0.8·mean(Δ) + 0.2·mean(last five Δ), taken back towards zero the less certain it is:
  λ = b² / (b² + 2.7·var(Δ)/m)
- centre after h steps: yₙ + λ·b·(0.94 + 0.94² + … + 0.94ʰ)
- spread of a step s = √(rms(Δ) · 1.2533·mean|Δ|); after h steps 0.9·s·h^0.4·√(1 + h/m); tails of Student's t with 5

The seven constants were fitted on official series of several countries and rounded; they are part of the method's name
(``METHOD``), so that a logged probability says by which constants it came about. Refitting them, letting the last step
swing back by the series' autocorrelation, weighing recent steps in the spread, and widening short series were tried:
fitted on some families of series and scored on another, none was better on every bar.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from leitstand.domain.indicators.rules.outlook.gathering import Codes, Flags, Floats, Gathered, Integers
from leitstand.domain.indicators.rules.outlook.refusals import Refusal

METHOD = "sdrw/1"
ALL_DIFFERENCES, RECENT = 0.8, 5
SHRINKING = 2.7
DAMPING = 0.94
WIDTH = 0.9
WIDENING = 0.4
NORMAL = 1.2533
WILDEST_RATE = 0.3
SAME = 1e-12
BLOCK = 16_384


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """Of each series: last value, drift a step and spread of a step on its scale; NaN where it is refused.

    ``steps`` is the number of differences, ``logarithmic`` the scale, ``share`` whether 0 and 100 bound it.
    """

    refusal: Codes
    logarithmic: Flags
    share: Flags
    last: Floats
    drift: Floats
    spread: Floats
    steps: Integers

    def __len__(self) -> int:
        return len(self.refusal)

    def ahead(self, which: ArrayLike, horizon: ArrayLike) -> tuple[Floats, Floats]:
        """Centre and width on the series' scale, ``horizon`` ≥ 1 steps after its last value; the shapes broadcast."""
        index, steps = np.asarray(which), np.asarray(horizon, np.float64)
        damped = DAMPING * (1 - DAMPING**steps) / (1 - DAMPING)
        centre = self.last[index] + self.drift[index] * damped
        width = self.spread[index] * (WIDTH * steps**WIDENING) * np.sqrt(1 + steps / np.maximum(self.steps[index], 1))
        return centre, width


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Series without gaps, none empty, and what is needed of their differences again and again."""

    starts: Integers
    ends: Integers
    lengths: Integers

    @property
    def steps(self) -> Integers:
        return self.lengths - 1

    def differences(self, values: Floats) -> Floats:
        """Each value's difference to the one before; 0 at a series' first."""
        steps = np.empty_like(values)
        np.subtract(values[1:], values[:-1], out=steps[1:])
        steps[self.starts] = 0.0
        return steps

    def total(self, values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, self.starts))

    def mean_difference(self, values: Floats, steps: int | Integers) -> Floats:
        """The mean of the last ``steps`` differences of each series."""
        return np.asarray((values[self.ends] - values[self.ends - steps]) / steps)

    def variance(self, differences: Floats, mean: Floats) -> Floats:
        """The variance of the differences around their mean, with one degree of freedom gone."""
        around = differences - np.repeat(mean, self.lengths)
        around[self.starts] = 0.0
        return self.total(around * around) / (self.steps - 1)


def walk(gathered: Gathered) -> Walks:
    """Every series' walk; refused are those already refused, the constant, the impossible shares and the immense."""
    count = len(gathered)
    made = Walks(
        gathered.refusal.copy(),
        np.zeros(count, np.bool_),
        gathered.share,
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.maximum(gathered.lengths - 1, 0),
    )
    usable = np.flatnonzero(gathered.refusal == Refusal.NONE)
    # Blocks that stay in the processor's cache.
    for begin in range(0, len(usable), BLOCK):
        _walk_block(gathered, usable[begin : begin + BLOCK], made)
    return made


def _rows(gathered: Gathered, chosen: Integers) -> tuple[Floats, _Block]:
    """The values of the chosen series, close together."""
    lengths = gathered.lengths[chosen]
    starts = np.cumsum(lengths) - lengths
    block = _Block(starts, starts + lengths - 1, lengths)
    begin, end = gathered.starts[chosen[0]], gathered.starts[chosen[-1]] + lengths[-1]
    if end - begin == lengths.sum():
        return gathered.values[begin:end], block
    places = np.repeat(gathered.starts[chosen] - starts, lengths) + np.arange(lengths.sum())
    return gathered.values[places], block


def _walk_block(gathered: Gathered, chosen: Integers, made: Walks) -> None:
    values, block = _rows(gathered, chosen)
    least, most = np.minimum.reduceat(values, block.starts), np.maximum.reduceat(values, block.starts)
    with np.errstate(all="ignore"):
        logarithmic, on_scale, differences, mean, variance = _scaled(values, block, least)
        drift = _shrunk(block, on_scale, mean, variance)
        spread = _spread(block, differences, mean, variance)
        size = np.maximum(most, -least)
        flat = most - least <= SAME * size
    made.logarithmic[chosen], made.last[chosen] = logarithmic, on_scale[block.ends]
    made.drift[chosen], made.spread[chosen] = drift, spread
    wrong_share = gathered.share[chosen] & ((least < 0) | (most > 100))
    immense = ~(np.isfinite(drift) & np.isfinite(spread) & (spread > 0))
    for where, reason in ((immense, Refusal.TOO_LARGE), (wrong_share, Refusal.NOT_A_SHARE), (flat, Refusal.CONSTANT)):
        made.refusal[chosen[where]] = reason
    refused = chosen[immense | wrong_share | flat]
    made.logarithmic[refused] = False
    for column in (made.last, made.drift, made.spread):
        column[refused] = np.nan


def _scaled(values: Floats, block: _Block, least: Floats) -> tuple[Flags, Floats, Floats, Floats, Floats]:
    """The scale, and on it the values, their differences, these differences' mean and variance.

    The logarithm is taken where all values are positive and its steps, counted in the unit at the series' geometric
    mean, vary less than the plain steps and by less than 30 %.
    """
    differences = block.differences(values)
    mean = block.mean_difference(values, block.steps)
    variance = block.variance(differences, mean)
    positive = least > 0
    if not positive.any():
        return positive, values, differences, mean, variance
    logs = np.log(np.maximum(values, np.finfo(float).tiny))
    rates = block.differences(logs)
    mean_rate = block.mean_difference(logs, block.steps)
    rate_variance = block.variance(rates, mean_rate)
    middle = np.exp(block.total(logs) / block.lengths)
    deviation = np.sqrt(rate_variance)
    chosen = positive & (deviation * middle < np.sqrt(variance)) & (deviation < WILDEST_RATE)
    each = np.repeat(chosen, block.lengths)
    return (
        chosen,
        np.where(each, logs, values),
        np.where(each, rates, differences),
        np.where(chosen, mean_rate, mean),
        np.where(chosen, rate_variance, variance),
    )


def _shrunk(block: _Block, values: Floats, mean: Floats, variance: Floats) -> Floats:
    recent = block.mean_difference(values, np.minimum(block.steps, RECENT))
    drift = ALL_DIFFERENCES * mean + (1 - ALL_DIFFERENCES) * recent
    square = drift * drift
    certain = square / (square + SHRINKING * variance / block.steps)
    return np.where(square > 0, certain * drift, 0.0)


def _spread(block: _Block, differences: Floats, mean: Floats, variance: Floats) -> Floats:
    """Between the root mean square and the mean size of a step: the first heeds leaps, the second does not."""
    square = variance * (block.steps - 1) / block.steps + mean * mean
    size = block.total(np.abs(differences)) / block.steps
    return np.asarray(np.sqrt(np.sqrt(square) * (NORMAL * size)))
