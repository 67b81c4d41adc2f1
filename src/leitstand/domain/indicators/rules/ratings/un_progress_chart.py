"""The levels of progress of the United Nations' SDG Progress Chart, as Eustat restates its technical note of 2023.

The growth since the base year is carried on to the target year; the share of the whole way from base to target that
is covered by then makes the level. A target already met counts as met, whatever the trend.
"""

import numpy as np

from leitstand.domain.indicators.rules.ratings.cases import SAME, Cases, first_flaw, judged
from leitstand.domain.indicators.rules.ratings.growth import since_base_year
from leitstand.domain.indicators.rules.ratings.results import Method, Ratings, Reason
from leitstand.domain.indicators.rules.ratings.series import Bools
from leitstand.domain.indicators.rules.ratings.targets import Form

METHOD = Method(
    "un_progress_chart",
    "2023",
    "https://unstats.un.org/sdgs/files/report/2023/Progress_Chart_Technical_Note_2023.pdf",
    True,
    ("met", "fair", "stagnation"),
    ("reached", "near", "way", "growth"),
)
REACHED, NEAR, WAY, GROWTH = range(4)
MOST_OF_THE_WAY, SOME_OF_THE_WAY = 0.95, 0.10
STRONG_GROWTH, SOME_GROWTH = 0.02, 0.005
NEAR_THE_END = 1.0


def rate(rated: Cases) -> Ratings:
    """Rate every case; a target year that has passed without the target met is not foreseen by the method."""
    seen = since_base_year(rated, near := _at_an_end(rated))
    reached = seen.reached
    with np.errstate(all="ignore"):
        projected = rated.values * (1 + seen.observed) ** (rated.dues - rated.years)
        share = (projected - seen.base) / (rated.goals - seen.base)
    directed = rated.forms == Form.DIRECTION
    wanted = rated.directions * seen.observed
    figure = np.where(directed, wanted, share)
    high = np.where(directed, STRONG_GROWTH, MOST_OF_THE_WAY) - SAME
    low = np.where(directed, SOME_GROWTH, SOME_OF_THE_WAY) - SAME
    verdicts = np.where(reached | (figure >= high), 0, np.where(figure >= low, 1, 2))
    met = np.where(near & (rated.directions * (rated.values - rated.goals) < 0), NEAR, REACHED)
    rules = np.where(reached, met, np.where(directed, GROWTH, WAY))
    late = ~directed & ~reached & (rated.years >= rated.dues)
    flaws = first_flaw((late, Reason.DUE_PASSED), known=seen.flaws)
    open_ = np.where(rules == WAY, 0.0, np.nan)
    figures = {**seen.figures(), "projected": projected + open_, "share": share + open_}
    return judged(METHOD, rated, flaws, verdicts, rules, figures)


def _at_an_end(rated: Cases) -> Bools:
    """Within one point of a target of 0 % or 100 %."""
    ends = rated.targets.percent[rated.target] & ((rated.goals == 0) | (rated.goals == 100))
    return np.asarray(ends & (np.abs(rated.values - rated.goals) <= NEAR_THE_END + SAME))
