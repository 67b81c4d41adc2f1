"""Ratings of targets by published methods: pure rules, the same for one series and for a million.

``rate(METHODS["destatis"], series, targets)`` gives a verdict for each target, or the reason why there is none.
Methods are shown side by side and never averaged. Those not verified against their source are used only when asked
for by name.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from leitstand.domain.indicators.rules.ratings import destatis, escap, eurostat, open_sdg, un_progress_chart
from leitstand.domain.indicators.rules.ratings.cases import Cases, cases
from leitstand.domain.indicators.rules.ratings.results import Method, Rating, Ratings, Reason, joined, worst
from leitstand.domain.indicators.rules.ratings.series import Fault, Series
from leitstand.domain.indicators.rules.ratings.targets import Kind, Target, Targets, counting

# So many targets at a time fit the processor's cache; all at once take a third longer.
BLOCK = 16_384
DEFAULT = destatis.METHOD.key
RULES: Mapping[str, tuple[Method, Callable[[Cases], Ratings]]] = MappingProxyType(
    {
        module.METHOD.key: (module.METHOD, module.rate)
        for module in (destatis, open_sdg, un_progress_chart, eurostat, escap)
    }
)
METHODS: Mapping[str, Method] = MappingProxyType({key: method for key, (method, _) in RULES.items()})


def rate(series: Series, targets: Targets, *, method: str = DEFAULT, every_year: bool = False) -> Ratings:
    """Rate each target at the last value of its series, or at each value with ``every_year``.

    With ``every_year`` a year is rated by the values up to it, from the first year on that can be rated.
    Raises ``KeyError`` for an unknown method.
    """
    rule = RULES[method][1]
    parts = []
    for begin in range(0, max(len(targets), 1), BLOCK):
        block = np.arange(begin, min(begin + BLOCK, len(targets)))
        rated = rule(cases(series, targets, block, every_year=every_year))
        parts.append(rated.from_first() if every_year else rated)
    return joined(parts)


def rate_one(
    years: Sequence[int],
    values: Sequence[float | None],
    target: Target,
    *,
    method: str = DEFAULT,
    reference: tuple[Sequence[int], Sequence[float | None]] | None = None,
) -> Rating:
    """Rate one target at the last value of its series; ``reference`` is the series a relative target refers to."""
    series = Series.one(years, values)
    if target.kind == Kind.RELATIVE and reference is not None:
        series = series.minus(Series.one(*reference))
    return rate(series, Targets.many([target]), method=method)[0]


__all__ = [
    "DEFAULT",
    "METHODS",
    "Fault",
    "Kind",
    "Method",
    "Rating",
    "Ratings",
    "Reason",
    "Series",
    "Target",
    "Targets",
    "counting",
    "rate",
    "rate_one",
    "worst",
]
