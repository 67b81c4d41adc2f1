"""Small multiples: one small line chart for each region, all on the same axes.

Each panel shows its own region strongly, Berlin as a thin line and Germany dashed, so that every panel
can be read against both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitstand.foundation.wording import say_number, say_partial
from leitstand.outputs.charts.drawing import Pen, coordinate
from leitstand.outputs.charts.line import Point, Series, unbroken
from leitstand.outputs.charts.scale import Scale, moment, round_ticks

WIDTH, HEIGHT = 250.0, 150.0
TOP, BOTTOM, LEFT, RIGHT = 12.0, 24.0, 44.0, 12.0


@dataclass(frozen=True, slots=True)
class Axes:
    """What all panels share: the periods and values to be shown, and how values are said."""

    first: float
    last: float
    years: tuple[str, str]
    ticks: tuple[float, ...]
    decimals: int
    language: str

    @classmethod
    def around(cls, every: Sequence[Series], decimals: int, language: str) -> "Axes":
        """Axes that hold all points of all series; there must be at least one."""
        points = sorted((point for series in every for point in series.points), key=lambda point: moment(point.period))
        start, end = points[0].period, points[-1].period
        ticks = round_ticks([point.value for point in points], wanted=3)
        years = say_partial(start, language), say_partial(end, language)
        return cls(moment(start), max(moment(end), moment(start) + 0.1), years, tuple(ticks), decimals, language)


def describe(series: Series, axes: Axes) -> str:
    """One sentence: from which value to which."""
    german = axes.language[:2] == "de"
    if not series.points:
        return "Kein Wert." if german else "No value."
    ends = [
        f"{say_number(point.value, axes.decimals, axes.language)} ({say_partial(point.period, axes.language)})"
        for point in (series.points[0], series.points[-1])
    ]
    if len(series.points) == 1:
        return f"{ends[0]}."
    return f"{'Von' if german else 'From'} {ends[0]} {'auf' if german else 'to'} {ends[1]}."


def draw(series: Series, home: Series, nation: Series, axes: Axes, *, standalone: bool = False) -> str:
    """One panel as SVG."""
    return _Panel(axes, Pen(standalone)).whole(series, home, nation)


class _Panel:
    def __init__(self, axes: Axes, pen: Pen) -> None:
        self.axes, self.pen = axes, pen
        self.x = Scale(axes.first, axes.last, LEFT, WIDTH - RIGHT)
        self.y = Scale(axes.ticks[0], axes.ticks[-1], HEIGHT - BOTTOM, TOP)

    def whole(self, series: Series, home: Series, nation: Series) -> str:
        parts = [*self.grid()]
        parts += self.line(nation, "c-other", 1.5, "5 3")
        parts += self.line(home, "c-line", 1.5) if home is not series else []
        parts += self.line(series, "c-line" if home is series else "c-own", 3.0)
        parts += self.end(series, "c-point" if home is series else "c-fill-ink")
        return self.pen.drawing(parts, WIDTH, HEIGHT, series.name, describe(series, self.axes))

    def grid(self) -> Iterator[str]:
        for tick in self.axes.ticks:
            level = self.y.place(tick)
            yield self.pen.shape("line", "c-grid", x1=LEFT, y1=level, x2=WIDTH - RIGHT, y2=level, stroke_width=1)
            places = 0 if tick == int(tick) else 1
            said = say_number(tick, places, self.axes.language)
            yield self.pen.text(said, LEFT - 6, level + 4, size=11, quiet=True, text_anchor="end")
        start, end = self.axes.years
        yield self.pen.text(start, LEFT, HEIGHT - 6, size=11, quiet=True)
        yield self.pen.text(end, WIDTH - RIGHT, HEIGHT - 6, size=11, quiet=True, text_anchor="end")

    def at(self, point: Point) -> tuple[float, float]:
        return self.x.place(moment(point.period)), self.y.place(point.value)

    def line(self, series: Series, colour: str, strength: float, dashes: str | None = None) -> Iterator[str]:
        for run in unbroken(series.points):
            if len(run) > 1:
                places = (self.at(series.points[number]) for number in run)
                joined = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in places)
                yield self.pen.shape(
                    "polyline", colour, points=joined, fill="none", stroke_width=strength, stroke_dasharray=dashes
                )

    def end(self, series: Series, colour: str) -> Iterator[str]:
        if series.points:
            x, y = self.at(series.points[-1])
            yield self.pen.shape("circle", colour, cx=x, cy=y, r=4.0)
