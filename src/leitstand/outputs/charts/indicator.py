"""From an indicator as it is read to the chart that shows it; pages and reports share this."""

from collections.abc import Iterable, Iterator, Sequence

from leitstand.domain.indicators.assessing import Assessment, TargetAssessment
from leitstand.domain.indicators.queries import IndicatorView, ObservationView, TargetView
from leitstand.domain.indicators.rules.regions import name_of
from leitstand.domain.reporting.indicator_words import unit_of
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_partial
from leitstand.outputs.charts.line import Fan, ForecastMark, LineChart, Point, Series, TargetMark

MOST_COMPARED = 4
"""More regions' lines hide each other and press the home region's flat; they have a page of their own."""


def chart_of(indicator: IndicatorView, language: str, assessment: Assessment | None = None) -> LineChart:
    """The chart of an indicator's home region, with comparisons, forecasts and targets that have a number.

    With an ``assessment`` the outlook's fan is drawn, and the required path starts at the last value.
    """
    points = points_of(indicator.series)
    shown = {one.target.key: one for one in (assessment.targets if assessment else ()) if _has_fan(one)}
    return LineChart(
        title=indicator.title if language[:2] == "de" else indicator.title_en or indicator.title,
        unit=unit_of(indicator, language),
        language=language,
        decimals=indicator.decimals,
        points=points,
        comparisons=tuple(_comparisons(indicator, language)),
        targets=tuple(
            _target(target, points[-1:] if target.key in shown else points)
            for target in indicator.targets
            if _drawable(target)
        ),
        fans=tuple(_fans(shown.values(), points)),
        forecasts=tuple(
            ForecastMark(forecast.period, float(forecast.value), say_partial(forecast.vintage, language))
            for forecast in indicator.forecasts
            if forecast.value is not None
        ),
    )


def _comparisons(indicator: IndicatorView, language: str) -> Iterator[Series]:
    if len(indicator.comparison) <= MOST_COMPARED:
        for region, series in indicator.comparison.items():
            yield Series(name_of(region, language), points_of(series))


def _has_fan(one: TargetAssessment) -> bool:
    return one.counts and one.shown is not None and bool(one.shown.fan)


def _fans(shown: Iterable[TargetAssessment], points: Sequence[Point]) -> Iterator[Fan]:
    """The fan that reaches farthest: all of an indicator start alike and lie on each other."""
    longest = max((one.outlook for one in shown), key=lambda said: said.horizon, default=None)
    if longest is not None and points:
        rows = zip(longest.years, longest.fan, strict=True)
        yield Fan(points[-1], tuple((str(year), values) for year, values in rows))


def points_of(series: Sequence[ObservationView]) -> tuple[Point, ...]:
    """The values of a series as points of a chart; signs in place of values are left out."""
    return tuple(
        Point(
            observation.period,
            float(observation.value),
            open=observation.approximate or bool(observation.flag),
            breaks=observation.breaks,
        )
        for observation in series
        if observation.value is not None
    )


def _drawable(target: TargetView) -> bool:
    """A number to be reached by a time, in the indicator's own unit."""
    return target.kind in ("point", "interval") and target.value is not None and bool(target.due) and not target.unit


def _target(target: TargetView, points: Sequence[Point]) -> TargetMark:
    upper = None if target.upper is None else float(target.upper)
    return TargetMark(target.due, float(target.value or 0), _start(target, points), upper)


def _start(target: TargetView, points: Sequence[Point]) -> Point | None:
    """Where the required path begins: the last value known when the target was set, else the first one."""
    before = [point for point in points if _ends(point.period) < _ends(target.due)]
    if not before:
        return None
    known = [point for point in before if target.stated and _ends(point.period) <= _ends(target.stated)]
    return known[-1] if known else before[0]


def _ends(period: str) -> int:
    return PartialDate.parse(period).latest.toordinal()
