"""The progress assessment of UN ESCAP and the other regional commissions. Unverified: only partly read.

The value to expect in the target year comes from a regression on the years since 2000 that gives recent years more
weight. The share of the required way still open then says: maintain, accelerate or reverse. The weights and the ten
percent are from memory; the method is off unless asked for.
"""

import numpy as np

from leitstand.domain.indicators.rules.ratings.cases import SAME, Cases, first_flaw, judged
from leitstand.domain.indicators.rules.ratings.growth import BASE_YEAR
from leitstand.domain.indicators.rules.ratings.results import Method, Ratings, Reason
from leitstand.domain.indicators.rules.ratings.series import Floats, Ints, first_in, look
from leitstand.domain.indicators.rules.ratings.targets import NO_YEAR, Form

METHOD = Method(
    "escap",
    "2026-unverified",
    "https://data.unescap.org/resource-guides/progress-assessment-methodology",
    False,
    ("maintain", "accelerate", "reverse"),
    ("reached", "gap"),
)
MAINTAIN, ACCELERATE, REVERSE = range(3)
REACHED, GAP = range(2)
SINCE = 2000
NEARLY_CLOSED = 0.10


def rate(rated: Cases) -> Ratings:
    """Rate every case with a target; a mere direction is not foreseen."""
    own = rated.targets.bases[rated.target]
    base_year = np.where(own == NO_YEAR, BASE_YEAR, own)
    base_at = np.minimum(first_in(rated.series.years, rated.first, rated.at + 1, base_year), rated.at)
    start = np.minimum(first_in(rated.series.years, rated.first, rated.at + 1, np.full(len(rated), SINCE)), rated.at)
    base = look(rated.series.values, base_at)
    with np.errstate(all="ignore"):
        expected = _expected(rated, start)
        way = np.abs(rated.goals - base)
        gap = rated.directions * (rated.goals - expected) / way
        status = 10 * rated.directions * (rated.values - base) / way
    scale = np.maximum(np.abs(rated.values), np.abs(np.nan_to_num(rated.goals)))
    reached = rated.directions * (rated.values - rated.goals) >= -SAME * scale
    verdicts = np.select([reached, gap <= NEARLY_CLOSED + SAME, gap <= 1 + SAME], [MAINTAIN, MAINTAIN, ACCELERATE], 2)
    flaws = first_flaw(
        (rated.forms == Form.DIRECTION, Reason.NOT_FORESEEN),
        (look(rated.series.years, rated.at) < base_year, Reason.NO_BASE),
        (rated.at - start < 1, Reason.TOO_SHORT),
        (~reached & (rated.dues == NO_YEAR), Reason.NOT_FORESEEN),
        (~reached & (rated.years >= rated.dues), Reason.DUE_PASSED),
        (~reached & (way <= SAME * scale), Reason.GOAL_EQUALS_BASE),
        known=rated.flaws,
    )
    flaws = np.where(flaws == Reason.RATED, rated.faults(start), flaws)
    flaws = first_flaw((~reached & ~np.isfinite(gap), Reason.NOT_FINITE), known=flaws)
    first_year = look(rated.series.years, base_at).astype(np.float64)
    open_ = np.where(reached, np.nan, 0.0)
    figures = {"first": base, "first_year": first_year, "projected": expected + open_, "missing": gap + open_,
               "status": status}  # fmt: skip
    return judged(METHOD, rated, flaws, verdicts, np.where(reached, REACHED, GAP), figures)


def _expected(rated: Cases, start: Ints) -> Floats:
    """Weighted straight line through the values since 2000, read off in the target year."""
    sums = np.zeros((5, len(rated)))
    for back in range(int((rated.at - start).max()) + 1 if len(rated) else 0):
        place = rated.at - back
        year = look(rated.series.years, place) - rated.years.astype(np.float64)
        value = look(rated.series.values, place) - rated.values
        weight = np.where(place >= start, np.maximum(look(rated.series.years, place) - SINCE + 1, 1), 0.0)
        value = np.where(place >= start, value, 0.0)
        sums += weight * np.stack((np.ones_like(year), year, value, year * year, year * value))
    weights, years, values, squares, products = sums
    slope = (weights * products - years * values) / (weights * squares - years * years)
    return rated.values + (values - slope * years) / weights + slope * (rated.dues - rated.years)
