"""Eurostat's SDG monitoring, short and long term. Unverified: written from memory of its reports from 2019 on.

Nobody has yet held these thresholds beside a current edition; the method is therefore off unless asked for.
"""

import numpy as np

from leitstand.domain.indicators.rules.ratings.cases import SAME, Cases, judged
from leitstand.domain.indicators.rules.ratings.growth import growth
from leitstand.domain.indicators.rules.ratings.results import Method, Ratings
from leitstand.domain.indicators.rules.ratings.targets import Form

METHOD = Method(
    "eurostat",
    "2019-unverified",
    "https://ec.europa.eu/eurostat/web/sdi",
    False,
    ("significant_progress", "moderate_progress", "insufficient_progress", "moderate_away", "away", "significant_away"),
    ("reached", "required", "growth"),
)
SIGNIFICANT, MODERATE, INSUFFICIENT, MODERATE_AWAY, AWAY, SIGNIFICANT_AWAY = range(6)
REACHED, REQUIRED, GROWTH = range(3)
SHORT_TERM = 5
ONE_PERCENT = 0.01


def rate(rated: Cases, term: int = SHORT_TERM) -> Ratings:
    """Rate every case by its growth over the last ``term`` years (5: short, 15: long term)."""
    seen = growth(rated, rated.years - term)
    with np.errstate(all="ignore"):
        share = rated.directions * seen.observed / np.abs(seen.required)
    directed = rated.forms == Form.DIRECTION
    wanted = rated.directions * seen.observed
    with_goal = np.select(
        [seen.reached, share >= 0.95 - SAME, share >= 0.60 - SAME, share >= -SAME],
        [SIGNIFICANT, SIGNIFICANT, MODERATE, INSUFFICIENT],
        AWAY,
    )
    without = np.select(
        [wanted >= ONE_PERCENT - SAME, wanted >= -SAME, wanted >= -ONE_PERCENT - SAME],
        [SIGNIFICANT, MODERATE, MODERATE_AWAY],
        SIGNIFICANT_AWAY,
    )
    rules = np.where(seen.reached, REACHED, np.where(directed, GROWTH, REQUIRED))
    figures = {**seen.figures(), "share": share}
    return judged(METHOD, rated, seen.flaws, np.where(directed, without, with_goal), rules, figures)
