"""Was what was said true? Scores of probabilities, of intervals and of the middle course, once the years have come.

- Brier score: mean of (probability − outcome)²; 0 is perfect, 0.25 is saying one half every time.
- Calibration error (ECE): of the events said to be 30 % likely, do 30 % happen? Mean distance over ten equal bins.
- AUC: how often an event that happened was said to be likelier than one that did not.
- MASE, MSIS: error of the middle course and interval score, in units of the series' usual step (Hyndman and Koehler
  2006, Gneiting and Raftery 2007).
"""

from dataclasses import dataclass

import numpy as np

from leitstand.domain.indicators.rules.outlook.gathering import Floats, Gathered, Integers

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """A row of the reliability table: how many were said from ``low`` to ``high``, their mean, how often it came."""

    low: float
    high: float
    count: int
    said: float
    happened: float


def brier(said: Floats, outcome: Floats) -> float:
    """Mean squared distance of probabilities to outcomes (0 or 1); NaN without events."""
    return float(np.mean((said - outcome) ** 2)) if len(said) else float("nan")


def reliability(said: Floats, outcome: Floats, bins: int = BINS) -> list[Bin]:
    """The bins of equal width that hold something, from the lowest."""
    place = np.minimum((said * bins).astype(np.int64), bins - 1)
    count = np.bincount(place, minlength=bins)
    sums, happened = np.bincount(place, said, bins), np.bincount(place, outcome, bins)
    return [
        Bin(i / bins, (i + 1) / bins, int(count[i]), float(sums[i] / count[i]), float(happened[i] / count[i]))
        for i in np.flatnonzero(count)
    ]


def calibration_error(said: Floats, outcome: Floats, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal width; NaN without events."""
    rows = reliability(said, outcome, bins)
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.said - row.happened) for row in rows) / total if total else float("nan")


def auc(said: Floats, outcome: Floats) -> float:
    """Area under the ROC curve, ties counted half; NaN if everything or nothing happened."""
    happened = outcome == 1
    yes, no = int(happened.sum()), int((~happened).sum())
    if not yes or not no:
        return float("nan")
    _, place, count = np.unique(said, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((ranks[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


def coverage(low: Floats, high: Floats, actual: Floats) -> float:
    """Share of the values that lay in their interval, edges included; NaN without values."""
    return float(np.mean((actual >= low) & (actual <= high))) if len(actual) else float("nan")


def interval_score(low: Floats, high: Floats, actual: Floats, level: float) -> Floats:
    """Winkler's score of central intervals of ``level`` (0.95): width plus a fine for each miss, smaller is better."""
    fine = 2 / (1 - level)
    return np.asarray((high - low) + fine * np.maximum(low - actual, 0) + fine * np.maximum(actual - high, 0))


def usual_step(gathered: Gathered) -> Floats:
    """The mean size of a step of each series, the unit of MASE and MSIS; NaN for fewer than two values."""
    steps = np.abs(np.diff(gathered.values, append=np.nan))
    ends = gathered.starts + gathered.lengths - 1
    owner = np.repeat(np.arange(len(gathered)), gathered.lengths)
    inner = np.ones(len(steps), np.bool_)
    inner[ends[gathered.lengths > 0]] = False
    total = np.bincount(owner[inner], steps[inner], len(gathered))
    counted = np.maximum(gathered.lengths - 1, 0)
    with np.errstate(invalid="ignore"):
        return np.asarray(total / np.where(counted, counted, np.nan))


def mean_by_series(errors: Floats, owner: Integers, scale: Floats) -> float:
    """Errors in units of ``scale``, averaged over each series' periods, then over the series that have a scale."""
    counted, total = np.bincount(owner, minlength=len(scale)), np.bincount(owner, errors, len(scale))
    known = (counted > 0) & (scale > 0)
    return float(np.mean(total[known] / counted[known] / scale[known])) if known.any() else float("nan")
