"""What it would take from now on to reach a target: the required path, drawn beside the fan."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from leitstand.domain.indicators.rules.outlook.gathering import Floats


@dataclass(frozen=True, slots=True, eq=False)
class RequiredPath:
    """From the last value to the target: the change a step, and the values of each step up to the target.

    ``rate`` and ``growing`` (equal percentages instead of equal amounts, 0.05 for +5 %) are ``None`` where the last
    value or the target is not positive, or where the two lie further apart than a number can say.
    """

    change: float
    straight: Floats
    rate: float | None
    growing: Floats | None


def required_path(last: float, target: float, steps: int) -> RequiredPath:
    """The straight and, between positive values, the geometric path in ``steps`` ≥ 1 steps.

    Raises ``ValueError`` for fewer steps or values that are not finite.
    """
    if steps < 1 or not np.isfinite([last, target]).all():
        raise ValueError("a path needs at least one step and finite values")
    change = (target - last) / steps
    when = np.arange(1, steps + 1) / steps
    straight = last * (1 - when) + target * when
    if last <= 0 or target <= 0:
        return RequiredPath(change, straight, None, None)
    relation = np.log(target) - np.log(last)
    with np.errstate(over="ignore"):
        rate, growing = float(np.expm1(relation / steps)), last * np.exp(relation * when)
    if not (np.isfinite(rate) and np.isfinite(growing).all()):
        return RequiredPath(change, straight, None, None)
    return RequiredPath(change, straight, rate, growing)


def required_changes(last: ArrayLike, target: ArrayLike, steps: ArrayLike) -> tuple[Floats, Floats]:
    """For many at once: the amount a step, and the rate a step (NaN where one of both is not positive)."""
    begin, end, count = (np.asarray(column, np.float64) for column in (last, target, steps))
    with np.errstate(all="ignore"):
        rate = np.expm1((np.log(end) - np.log(begin)) / count)
        return (end - begin) / count, np.where((begin > 0) & (end > 0), rate, np.nan)
