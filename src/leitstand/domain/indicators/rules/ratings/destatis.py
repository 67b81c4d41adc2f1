"""The weather symbols of the German Sustainable Development Strategy, as the Federal Statistical Office sets them.

The mean of the last five yearly changes (six values) is carried on to the target year. What then would still be
open, as a share of today's distance to the target, makes the symbol. A target that is reached, due or to be kept
every year is rated by where the value stands and where it goes; a mere direction by the mean and the last change.
Direction, projection and distance are all counted in the wanted sense, so that a fall can be good.
"""

import numpy as np
from numpy.typing import NDArray

from leitstand.domain.indicators.rules.ratings.cases import POINTS, SAME, Cases, first_flaw, judged
from leitstand.domain.indicators.rules.ratings.results import NONE, Method, Ratings, Reason
from leitstand.domain.indicators.rules.ratings.series import Bools, Floats, look
from leitstand.domain.indicators.rules.ratings.targets import Form

METHOD = Method(
    "destatis",
    "2024-06",
    "https://dns-indikatoren.de/status/",
    True,
    ("sun", "sun_cloud", "cloud", "thunderstorm"),
    ("point", "point_reached", "point_due", "yearly", "direction"),
)
SUN, SUN_CLOUD, CLOUD, THUNDERSTORM = range(4)
POINT, POINT_REACHED, POINT_DUE, YEARLY, DIRECTION = range(5)
FEWEST = 4
SMALL_MISS = 0.05
LARGE_MISS = 0.20


def rate(rated: Cases) -> Ratings:
    """Rate every case; fewer than four values give no symbol."""
    start = np.maximum(rated.first, rated.at - POINTS + 1)
    points = np.where(rated.at < 0, 0, rated.at - start + 1)
    with np.errstate(all="ignore"):
        figures = _figures(rated, start)
        verdicts, rules = _verdicts(rated, figures)
    flaws = first_flaw((points < FEWEST, Reason.TOO_FEW), known=rated.flaws)
    flaws = np.where(flaws == Reason.RATED, rated.faults(start), flaws)
    return judged(METHOD, rated, flaws, verdicts, rules, {"points": points.astype(np.float64), **figures})


def _figures(rated: Cases, start: NDArray[np.integer]) -> dict[str, Floats]:
    """First value and year of the window, mean yearly change, last change, projection, share left open."""
    first, first_year = look(rated.series.values, start), look(rated.series.years, start)
    change = (rated.values - first) / (rated.years - first_year)
    last = rated.values - look(rated.series.values, rated.at - 1)
    ahead = rated.forms == Form.POINT
    projected = rated.values + change * (rated.dues - rated.years)
    gap = np.abs(rated.goals - rated.values)
    missing = 1 - rated.directions * change * (rated.dues - rated.years) / gap
    unseen = np.where(ahead, 0.0, np.nan)
    return {
        "first": first,
        "first_year": first_year.astype(np.float64),
        "change": change,
        "last": np.where(rated.forms == Form.DIRECTION, last, np.nan),
        "projected": projected + unseen,
        "missing": missing + unseen,
    }


def _verdicts(rated: Cases, figures: dict[str, Floats]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    forms, scale = rated.forms, np.maximum(np.abs(rated.values), np.abs(figures["first"]))
    better = _sign(rated.directions * figures["change"] * (rated.years - figures["first_year"]), scale)
    lead = rated.directions * (rated.values - rated.goals)
    reached = lead >= -SAME * np.maximum(scale, np.abs(rated.goals))
    due = rated.years >= rated.dues
    kept = np.where(reached, np.where(better >= 0, SUN, SUN_CLOUD), np.where(better > 0, CLOUD, THUNDERSTORM))
    verdicts = np.where((forms == Form.POINT) & ~reached & ~due, _ahead(figures["missing"], better > 0), kept)
    rules = np.where(forms == Form.YEARLY, YEARLY, np.where(reached, POINT_REACHED, np.where(due, POINT_DUE, POINT)))
    directed = np.flatnonzero(forms == Form.DIRECTION)
    last = rated.directions[directed] * figures["last"][directed]
    rising = _sign(last, scale[directed]) > 0
    verdicts[directed] = np.where(better[directed] > 0, SUN, CLOUD) + ~rising
    rules[directed] = DIRECTION
    unknown = ~np.isfinite(figures["change"]) | ~(np.isfinite(lead) | (forms == Form.DIRECTION))
    return np.where(unknown, NONE, verdicts).astype(np.int8), rules.astype(np.int8)


def _ahead(missing: Floats, improving: Bools) -> NDArray[np.integer]:
    course = np.where(missing < SMALL_MISS - SAME, SUN, np.where(missing <= LARGE_MISS + SAME, SUN_CLOUD, CLOUD))
    return np.where(improving, course, THUNDERSTORM)


def _sign(change: Floats, scale: Floats) -> Floats:
    """Sign of a change; what is too small to be more than rounding counts as none."""
    return np.where(np.abs(change) <= SAME * scale, 0.0, np.sign(change))
