"""The automatic progress status of Open SDG 2.4, as Statistics Canada uses it.

The yearly growth since the base year stands against the growth needed to reach the target. Without a target the
growth itself is measured, by thresholds that shrink where a natural limit is near. Unlike Open SDG itself nothing is
put in the place of zero: a base of zero or below has no rate of growth and is not assessable.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leitstand.domain.indicators.rules.ratings.cases import SAME, Cases, judged
from leitstand.domain.indicators.rules.ratings.growth import since_base_year
from leitstand.domain.indicators.rules.ratings.results import Method, Ratings
from leitstand.domain.indicators.rules.ratings.series import Floats
from leitstand.domain.indicators.rules.ratings.targets import Form

METHOD = Method(
    "open_sdg",
    "2.4",
    "https://open-sdg.readthedocs.io/en/latest/progress-methodology/",
    True,
    ("achieved", "on_track", "acceleration", "limited", "deterioration"),
    ("reached", "required", "growth"),
)
REACHED, REQUIRED, GROWTH = range(3)
# From below which share of the required growth, or which yearly growth, the next worse word holds.
SHARES = (0.95, 0.60, 0.0)
RATES = (0.015, 0.005, 0.0)
CURVE = 4.44


def rate(rated: Cases) -> Ratings:
    """Rate every case by its growth since 2015 or the base year set."""
    seen = since_base_year(rated)
    limits = rated.targets.limits[rated.target]
    with np.errstate(all="ignore"):
        share = rated.directions * seen.observed / np.abs(seen.required)
        near = np.maximum(1 - (seen.base / limits) ** CURVE, 0)
    near = np.where(np.isnan(limits) | (rated.directions < 0), 1.0, near)
    directed = rated.forms == Form.DIRECTION
    wanted = rated.directions * seen.observed
    verdicts = np.where(directed, _word(wanted, [near * rate_ for rate_ in RATES]), _word(share, SHARES))
    verdicts = np.where(seen.reached, 0, verdicts)
    rules = np.where(seen.reached, REACHED, np.where(directed, GROWTH, REQUIRED))
    return judged(METHOD, rated, seen.flaws, verdicts, rules, {**seen.figures(), "share": share})


def score(share: ArrayLike) -> Floats:
    """Score from -5 to 5 of a share of the required growth, by linear pieces; the mean rates several series."""
    return np.interp(np.asarray(share, np.float64), (-0.60, 0.60, 1.30), (-5.0, 0.0, 5.0))


def _word(figure: Floats, bounds: "tuple[float, ...] | list[Floats]") -> NDArray[np.int64]:
    high, middle, low = bounds
    return np.where(
        figure >= high - SAME,
        1,
        np.where(figure >= middle - SAME, 2, np.where(figure >= low - SAME, 3, 4)),
    )
