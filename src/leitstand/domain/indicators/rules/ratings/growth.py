"""What the methods share that compare yearly rates of growth: base year, observed and required rate.

A rate of growth needs positive figures. Where base, value or target are zero or below there is none; some
publications then put 0.001 in the place of zero. Here such a case is not assessable, and says why.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leitstand.domain.indicators.rules.ratings.cases import SAME, Cases, first_flaw
from leitstand.domain.indicators.rules.ratings.results import Reason
from leitstand.domain.indicators.rules.ratings.series import Bools, Fault, Floats, Ints, first_in, look
from leitstand.domain.indicators.rules.ratings.targets import NO_YEAR, Form

BASE_YEAR = 2015
FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """Base, observed and required yearly growth (0.02 is 2 %) of each case, and why there is none."""

    base: Floats
    base_year: Floats
    observed: Floats
    required: Floats
    reached: Bools
    flaws: NDArray[np.int8]

    def figures(self) -> dict[str, Floats]:
        return {
            "first": self.base,
            "first_year": self.base_year,
            "observed": self.observed,
            "required": self.required,
        }


def since_base_year(rated: Cases, met: Bools | None = None) -> Growth:
    """Growth since 2015, or since the base year set, or the first year after it; ``met`` as in ``growth``."""
    own = rated.targets.bases[rated.target]
    return growth(rated, np.where(own == NO_YEAR, BASE_YEAR, own), met)


def growth(rated: Cases, base_years: Ints, met: Bools | None = None) -> Growth:
    """Growth since the first value not before ``base_years``.

    A target that is reached (or counts as ``met``) needs no rate of growth, so nothing about it can be wrong.
    """
    base_at = np.minimum(first_in(rated.series.years, rated.first, rated.at + 1, base_years), rated.at)
    base, year = look(rated.series.values, base_at), look(rated.series.years, base_at)
    with_goal = rated.forms != Form.DIRECTION
    reached = with_goal & (rated.directions * (rated.values - rated.goals) >= -SAME * _scale(rated))
    reached = reached if met is None else reached | met
    with np.errstate(all="ignore"):
        observed = (rated.values / base) ** (1 / (rated.years - year)) - 1
        required = (rated.goals / base) ** (1 / (rated.dues - year)) - 1
        same = np.abs(rated.goals - base) <= SAME * _scale(rated)
    open_, needed = with_goal & ~reached, ~reached
    flaws = first_flaw(
        (look(rated.series.years, rated.at) < base_years, Reason.NO_BASE),
        (_faulty(rated, rated.at, Fault.NOT_FINITE), Reason.NOT_FINITE),
        (_faulty(rated, rated.at, Fault.CONFLICTING), Reason.CONFLICTING),
        (needed & (rated.years - year < FEWEST_YEARS), Reason.TOO_SHORT),
        (needed & _faulty(rated, base_at, Fault.NOT_FINITE), Reason.NOT_FINITE),
        (needed & _faulty(rated, base_at, Fault.CONFLICTING), Reason.CONFLICTING),
        (needed & (base <= 0), Reason.BASE_NOT_POSITIVE),
        (needed & (rated.values <= 0), Reason.VALUE_NOT_POSITIVE),
        (open_ & (rated.dues == NO_YEAR), Reason.NOT_FORESEEN),
        (open_ & (rated.goals <= 0), Reason.GOAL_NOT_POSITIVE),
        (open_ & (rated.dues <= year), Reason.DUE_BEFORE_BASE),
        (open_ & same, Reason.GOAL_EQUALS_BASE),
        (needed & ~np.isfinite(observed), Reason.NOT_FINITE),
        (open_ & ~np.isfinite(required), Reason.NOT_FINITE),
        known=rated.flaws,
    )
    required = np.where(open_ & (flaws == Reason.RATED), required, np.nan)
    return Growth(base, year.astype(np.float64), observed, required, reached, flaws)


def _faulty(rated: Cases, place: Ints, fault: Fault) -> Bools:
    if rated.series.faults is None:
        return np.zeros(len(rated), bool)
    return np.asarray(look(rated.series.faults, place) == fault)


def _scale(rated: Cases) -> Floats:
    return np.maximum(np.abs(rated.values), np.abs(np.nan_to_num(rated.goals)))
