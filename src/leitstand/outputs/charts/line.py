"""The course of an indicator: line with points, breaks, targets with the path they require, forecasts.

What is drawn: a filled point for a value, an open one if it is provisional or approximate; no line
across a break in the series; a diamond where a target is due, with the straight dashed path from the
value it started from; the outlook as a fan in which four of five and 19 of 20 values are expected;
forecasts as small squares named by the edition that made them; comparison series as thin lines. The
value axis contains zero.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitstand.foundation.wording import say_number, say_partial
from leitstand.outputs.charts.drawing import Pen, coordinate
from leitstand.outputs.charts.scale import Scale, moment, round_ticks, spread, year_ticks

TOP, BOTTOM, RIGHT = 34.0, 30.0, 18.0
DIGIT = 7.4


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a period (a partial date). ``open`` if provisional or approximate; ``breaks`` before it."""

    period: str
    value: float
    open: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Another region's or group's values, for comparison."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A wanted value: when it is due, and the point from which the required path starts, if there is one."""

    period: str
    value: float
    start: Point | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Fan:
    """What is to be expected after ``start``: for each period the limits at 95 and 80 % and the middle course.

    Rows are ``(period, (lo95, lo80, middle, hi80, hi95))``.
    """

    start: Point
    rows: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class ForecastMark:
    """A value foreseen for a period by the edition ``made`` of a forecast."""

    period: str
    value: float
    made: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """All that the drawing shows. ``unit`` stands on the axis; ``decimals`` are written with values."""

    title: str
    unit: str
    language: str = "de"
    decimals: int = 0
    points: tuple[Point, ...] = ()
    comparisons: tuple[Series, ...] = ()
    targets: tuple[TargetMark, ...] = ()
    forecasts: tuple[ForecastMark, ...] = ()
    fans: tuple[Fan, ...] = ()

    def say(self, value: float) -> str:
        return say_number(value, self.decimals, self.language)

    def say_target(self, value: float) -> str:
        """A target is a round number, so it goes without the places that measured values have."""
        return say_number(value, 0 if value == int(value) else self.decimals, self.language)

    @property
    def marks(self) -> Iterator[tuple[str, float]]:
        """Period and value of everything that needs room in the drawing."""
        yield from ((point.period, point.value) for point in self.points)
        for series in self.comparisons:
            yield from ((point.period, point.value) for point in series.points)
        for target in self.targets:
            yield target.period, target.value if target.upper is None else target.upper
        yield from ((forecast.period, forecast.value) for forecast in self.forecasts)
        for fan in self.fans:
            yield from ((period, value) for period, values in fan.rows for value in values)


def describe(chart: LineChart) -> str:
    """One sentence that says what one sees, in the chart's language."""
    german = chart.language[:2] == "de"
    if not chart.points:
        return "Dazu liegt kein Wert vor." if german else "There is no value yet."
    return " ".join([_course(chart, german), *_remarks(chart, german)])


def _course(chart: LineChart, german: bool) -> str:
    """From the first value to the last; across a break nothing is compared, so then since the last one."""
    breaks = [place for place, point in enumerate(chart.points) if point.breaks]
    points = chart.points[breaks[-1] :] if breaks else chart.points
    first, last = points[0], points[-1]
    start, end = say_partial(first.period, chart.language), say_partial(last.period, chart.language)
    if len(points) == 1 and len(chart.points) > 1:
        said = chart.say(last.value)
        return f"Seit dem letzten Bruch nur {said} ({end})." if german else f"Since the last break only {said} ({end})."
    if len(points) == 1:
        return (
            f"Ein einziger Wert: {chart.say(last.value)} ({end})."
            if german
            else f"A single value: {chart.say(last.value)} ({end})."
        )
    if german:
        return f"Von {chart.say(first.value)} ({start}) auf {chart.say(last.value)} ({end})."
    return f"From {chart.say(first.value)} ({start}) to {chart.say(last.value)} ({end})."


def _remarks(chart: LineChart, german: bool) -> Iterator[str]:
    for target in chart.targets:
        due, value = say_partial(target.period, chart.language), chart.say_target(target.value)
        yield f"Ziel: {value} bis {due}." if german else f"Target: {value} by {due}."
    for fan in chart.fans:
        period, (_, low, _, high, _) = fan.rows[-1]
        when, least, most = say_partial(period, chart.language), chart.say(low), chart.say(high)
        yield (
            f"Aussicht für {when}: mit 80\u00a0% zwischen {least} und {most}."
            if german
            else f"Outlook for {when}: between {least} and {most} with 80%."
        )
    if any(point.breaks for point in chart.points):
        yield "Die Reihe hat einen Bruch." if german else "The series has a break."
    if len(chart.forecasts) == 1:
        yield "Dazu eine Vorausschätzung." if german else "With one forecast."
    elif chart.forecasts:
        count = len(chart.forecasts)
        yield f"Dazu {count} Vorausschätzungen." if german else f"With {count} forecasts."


def draw(chart: LineChart, *, width: float = 680, height: float = 300, standalone: bool = False) -> str:
    """The chart as SVG text, ``width`` by ``height`` units (pixels on a page)."""
    pen = Pen(standalone)
    title = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    marks = list(chart.marks)
    if not marks:
        words = "Noch keine Werte" if chart.language[:2] == "de" else "No values yet"
        return pen.drawing([pen.text(words, 0, 24, quiet=True)], width, 36, title, describe(chart))
    frame = _Frame(chart, pen, marks, width, height)
    return pen.drawing(frame.parts(), width, height, title, describe(chart))


class _Frame:
    """One drawing in the making: scales, then layers from the ground up."""

    def __init__(
        self, chart: LineChart, pen: Pen, marks: Sequence[tuple[str, float]], width: float, height: float
    ) -> None:
        self.chart, self.pen, self.width, self.height = chart, pen, width, height
        self.ticks = round_ticks([value for _, value in marks], 4 if height > 220 else 3)
        self.tick_decimals = next((n for n in range(4) if all(round(t, n) == round(t, 9) for t in self.ticks)), 4)
        left = max(len(self._tick(value)) for value in self.ticks) * DIGIT + 12
        moments = [moment(period) for period, _ in marks]
        first, last = min(moments), max(moments)
        margin = max(0.5, (last - first) * 0.04)
        right = width - RIGHT - (34 if chart.forecasts or chart.comparisons else 0)
        self.x = Scale(first - margin, last + margin, left, right)
        self.y = Scale(self.ticks[0], self.ticks[-1], height - BOTTOM, TOP)

    def _tick(self, value: float) -> str:
        return say_number(value, self.tick_decimals, self.chart.language)

    def at(self, period: str, value: float) -> tuple[float, float]:
        return self.x.place(moment(period)), self.y.place(value)

    def parts(self) -> Iterator[str]:
        yield from self.ground()
        for fan in self.chart.fans:
            yield from self.fan(fan)
        for series in self.chart.comparisons:
            yield from self.comparison(series)
        yield from self.forecasts()
        for target in self.chart.targets:
            yield from self.target(target)
        yield from self.course()

    def ground(self) -> Iterator[str]:
        left, right, base = self.x.start, self.width - RIGHT, self.y.place(self.ticks[0])
        if self.chart.unit:
            yield self.pen.text(self.chart.unit, 0, 14, quiet=True)
        for tick in self.ticks:
            y = self.y.place(tick)
            yield self.pen.shape(
                "line", "c-axis" if tick == 0 else "c-grid", x1=left, y1=y, x2=right, y2=y, stroke_width=1
            )
            yield self.pen.text(self._tick(tick), left - 8, y + 4.5, quiet=True, text_anchor="end")
        for year in year_ticks(self.x.low, self.x.high, self.x.end - left):
            x = self.x.place(year + 0.5)
            if left <= x <= right:
                yield self.pen.shape("line", "c-axis", x1=x, y1=base, x2=x, y2=base + 5, stroke_width=1)
                yield self.pen.text(str(year), x, base + 20, quiet=True, text_anchor="middle")

    def comparison(self, series: Series) -> Iterator[str]:
        places = [self.at(point.period, point.value) for point in series.points]
        if len(places) > 1:
            yield self.pen.shape(
                "polyline", "c-other", points=_joined(places), fill="none", stroke_width=1.5, stroke_dasharray="2 3"
            )
        for x, y in places:
            yield self.pen.shape("circle", "c-other-point", cx=x, cy=y, r=2.5, stroke_width=1.5)
        if places:
            x, y = places[-1]
            yield self.pen.label(
                series.name, min(x + 8, self.width - len(series.name) * 6.8), y - 9, quiet=True, size=12
            )

    def fan(self, fan: Fan) -> Iterator[str]:
        start = self.at(fan.start.period, fan.start.value)
        for low, high, strength in ((0, 4, 0.12), (1, 3, 0.2)):
            lower = [start, *(self.at(period, values[low]) for period, values in fan.rows)]
            upper = [self.at(period, values[high]) for period, values in fan.rows]
            points = _joined([*lower, *reversed(upper)])
            yield self.pen.shape("polygon", "c-fan", points=points, fill_opacity=str(strength))
        middle = [start, *(self.at(period, values[2]) for period, values in fan.rows)]
        yield self.pen.shape(
            "polyline", "c-line", points=_joined(middle), fill="none", stroke_width=1.5, stroke_dasharray="1 4"
        )

    def forecasts(self) -> Iterator[str]:
        for period in dict.fromkeys(forecast.period for forecast in self.chart.forecasts):
            group = [forecast for forecast in self.chart.forecasts if forecast.period == period]
            places = [self.at(period, forecast.value) for forecast in group]
            levels = spread([y for _, y in places], 14, TOP, self.y.start)
            for forecast, (x, y), level in zip(group, places, levels, strict=True):
                yield self.pen.shape(
                    "rect", "c-other-point", x=x - 3.5, y=y - 3.5, width=7.0, height=7.0, stroke_width=1.5
                )
                anchor, place = ("start", x + 9) if x < self.x.end + 10 else ("end", x - 9)
                yield self.pen.text(forecast.made, place, level + 4, quiet=True, size=12, text_anchor=anchor)

    def target(self, target: TargetMark) -> Iterator[str]:
        x, y = self.at(target.period, target.value)
        if target.start is not None:
            start_x, start_y = self.at(target.start.period, target.start.value)
            yield self.pen.shape(
                "line", "c-path", x1=start_x, y1=start_y, x2=x, y2=y, stroke_width=1.5, stroke_dasharray="6 4"
            )
        if target.upper is not None:
            yield self.pen.shape("line", "c-path", x1=x, y1=y, x2=x, y2=self.y.place(target.upper), stroke_width=3)
        yield self.pen.shape("path", "c-target", d=f"M{coordinate(x)} {coordinate(y - 7)}l7 7-7 7-7-7z", stroke_width=2)
        word = "Ziel" if self.chart.language[:2] == "de" else "Target"
        said = f"{word} {self.chart.say_target(target.value)}"
        half = len(said) * 3.7
        yield self.pen.label(said, min(max(x, half), self.width - half), y - 13, text_anchor="middle", font_weight=600)

    def course(self) -> Iterator[str]:
        places = [self.at(point.period, point.value) for point in self.chart.points]
        for run in unbroken(self.chart.points):
            if len(run) > 1:
                line = _joined(places[index] for index in run)
                yield self.pen.shape(
                    "polyline", "c-line", points=line, fill="none", stroke_width=2.5, stroke_linejoin="round"
                )
        for index, point in enumerate(self.chart.points):
            if point.breaks and index:
                yield from self.break_mark(places[index - 1], places[index])
        for point, (x, y) in zip(self.chart.points, places, strict=True):
            yield self.pen.shape(
                "circle", "c-point-open" if point.open else "c-point", cx=x, cy=y, r=4.5, stroke_width=2
            )
        yield from self.values(places)

    def break_mark(self, before: tuple[float, float], after: tuple[float, float]) -> Iterator[str]:
        """Two short strokes where the series breaks, halfway between the values that cannot be compared."""
        x, y = (before[0] + after[0]) / 2, (before[1] + after[1]) / 2
        for shift in (-3, 3):
            yield self.pen.shape(
                "line", "c-axis", x1=x + shift - 3, y1=y + 8, x2=x + shift + 3, y2=y - 8, stroke_width=1.5
            )

    def values(self, places: Sequence[tuple[float, float]]) -> Iterator[str]:
        """Values beside their points: first and last always, others where there is room."""
        taken: list[tuple[float, float, float]] = []
        last = len(places) - 1
        for index in dict.fromkeys([last, 0, *range(1, last)]):
            x, y = places[index]
            said = self.chart.say(self.chart.points[index].value)
            half = len(said) * DIGIT / 2 + 3
            x = min(max(x, half), self.width - half)
            y = y + 21 if self._dips(places, index) and y + 22 < self.y.start else y - 11
            clear = all(abs(x - other) > half + room or abs(y - level) > 16 for other, level, room in taken)
            if clear or index in (0, last):
                taken.append((x, y, half))
                weight = 600 if index == last else None
                yield self.pen.label(said, x, y, text_anchor="middle", font_weight=weight)

    def _dips(self, places: Sequence[tuple[float, float]], index: int) -> bool:
        """The point lies lower than its neighbours: the value has more room below."""
        neighbours = [places[near][1] for near in (index - 1, index + 1) if 0 <= near < len(places)]
        return bool(neighbours) and all(places[index][1] > level + 3 for level in neighbours)


def _joined(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)


def unbroken(points: Sequence[Point]) -> list[list[int]]:
    """Indexes of the points that one line may join."""
    runs: list[list[int]] = [[0]] if points else []
    for index in range(1, len(points)):
        if points[index].breaks:
            runs.append([])
        runs[-1].append(index)
    return runs
