"""A map of regions in at most five classes, from pale to strong.

Safe without colour: the strength alone orders the classes, every region carries its value or, where
that does not fit, the number of its class, and the limits of the classes stand beside it in words. A
region without a value is white with a dashed border. The home region has a strong border.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from leitstand.outputs.charts.drawing import Pen, coordinate, element
from leitstand.outputs.charts.outlines import Outline, Outlines, Ring

CHARACTER, LINE = 7.0, 14.0
SWATCH, LEGEND_LINE, EDGE = 24.0, 26.0, 16.0
LEGEND_CHARACTER, LEGEND_TURN = 7.4, 17.0
"""How wide a character of the legend may be, and how far below each other the lines of one entry stand."""


@dataclass(frozen=True, slots=True)
class MapRegion:
    """``said`` is read in the tooltip; ``shade`` is the class, from 1, or ``None`` without a value."""

    code: str
    name: str
    short: str
    value: str
    said: str
    shade: int | None = None
    home: bool = False


@dataclass(frozen=True, slots=True)
class RegionMap:
    """All that the drawing shows; ``limits`` has one text for each class, from the lowest values up."""

    title: str
    description: str
    outlines: Outlines
    regions: tuple[MapRegion, ...]
    limits: tuple[str, ...]
    without: str = ""


def draw(made: RegionMap, *, width: float = 560, standalone: bool = False) -> str:
    """The map with its legend as SVG."""
    return _Drawing(made, Pen(standalone), width).whole()


class _Drawing:
    def __init__(self, made: RegionMap, pen: Pen, width: float) -> None:
        self.made, self.pen, self.width = made, pen, width
        self.left, self.top, right, bottom = made.outlines.frame
        # A few squares are drawn no larger than they need to be read.
        self.unit = min((width - 2 * EDGE) / (right - self.left), width / 4)
        self.height = (bottom - self.top) * self.unit + 4

    def whole(self) -> str:
        shown = [
            (region, outline)
            for region in self.made.regions
            if (outline := self.made.outlines.regions.get(region.code))
        ]
        shown.sort(key=lambda pair: pair[0].home)
        parts = [self.area(region, outline) for region, outline in shown]
        parts += [part for _region, outline in shown for part in self.leader(outline)]
        parts += [part for region, outline in shown for part in self.label(region, outline)]
        parts += [
            self.pen.text(words, *self.at(place), quiet=True, size=12) for words, place in self.made.outlines.captions
        ]
        parts += self.legend()
        height = self.height + 14 + sum(_tall(lines) for _colour, lines in self.entries())
        return self.pen.drawing(parts, self.width, height, self.made.title, self.made.description)

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        return EDGE + (place[0] - self.left) * self.unit, 2 + (place[1] - self.top) * self.unit

    def area(self, region: MapRegion, outline: Outline) -> str:
        path = "".join(self.path(ring) for ring in outline.rings)
        colours = self.pen.colours(f"c-class-{region.shade}" if region.shade else "c-class-none")
        return element(
            "path",
            element("title", _plain(f"{region.name}: {region.said}")),
            d=path,
            fill_rule="evenodd",
            stroke_width=3.0 if region.home else 1.0,
            stroke_linejoin="round",
            stroke_dasharray=None if region.shade else "4 3",
            **(colours if not region.home else self._bordered(colours)),
        )

    def _bordered(self, colours: dict[str, str]) -> dict[str, str]:
        if self.pen.standalone:
            return {**colours, "stroke": "#1b1f24"}
        return {"class_": f"{colours['class_']} c-home"}

    def path(self, ring: Ring) -> str:
        """The ring in half units; places that fall together are drawn once, however fine the borders are."""
        placed = [(round(2 * x) / 2, round(2 * y) / 2) for x, y in map(self.at, ring)]
        kept = [place for number, place in enumerate(placed) if number == 0 or place != placed[number - 1]]
        return f"M{'L'.join(f'{coordinate(x)} {coordinate(y)}' for x, y in kept)}Z" if len(kept) > 2 else ""

    def leader(self, outline: Outline) -> Iterator[str]:
        """A line with a dot, from a label outside to its region."""
        if outline.led:
            (x1, y1), (x2, y2) = self.at(outline.label), self.at(outline.led)
            yield self.pen.shape("line", "c-axis", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=1)
            yield self.pen.shape("circle", "c-fill-ink", cx=x2, cy=y2, r=2.0)

    def label(self, region: MapRegion, outline: Outline) -> Iterator[str]:
        """Short name and value where there is room, else the number of the class, else nothing."""
        room = self.room(outline)
        x, y = self.at(outline.label)
        lines = [region.short, region.value] if outline.led else self.lines(region, room)
        start = y - LINE * (len(lines) - 1) / 2 + 4
        for number, words in enumerate(lines):
            weight = 600 if number or len(lines) == 1 else None
            place = self.within(x, words)
            yield self.pen.label(words, place, start + LINE * number, size=12, text_anchor="middle", font_weight=weight)

    def within(self, x: float, words: str) -> float:
        """The middle of a text that wants to stand at ``x``, so that it does not stick out of the drawing."""
        half = CHARACTER * len(words) / 2
        return max(half, min(x, self.width - half))

    def lines(self, region: MapRegion, room: float) -> list[str]:
        mark = str(region.shade) if region.shade else "–"
        if region.short and room > max(20, 6.2 * len(region.short)):
            return [region.short, region.value if self.width > 400 or len(region.value) < 6 else mark]
        if room > CHARACTER * max(len(region.value), 2):
            return [region.value] if region.shade else ["–"]
        return [mark] if room > 11 else []

    def room(self, outline: Outline) -> float:
        """The width of the region's widest ring on paper."""
        return max(max(x for x, _ in ring) - min(x for x, _ in ring) for ring in outline.rings) * self.unit

    def entries(self) -> Iterator[tuple[str, list[str]]]:
        """Colour and lines of each entry of the legend."""
        room = int((self.width - SWATCH - 12) / LEGEND_CHARACTER)
        for number, words in enumerate(self.made.limits, 1):
            yield f"c-class-{number}", wrap(f"{number} – {words}", room)
        if self.made.without:
            yield "c-class-none", wrap(self.made.without, room)

    def legend(self) -> Iterable[str]:
        y = self.height + 12
        for colour, lines in self.entries():
            dashes = "4 3" if colour == "c-class-none" else None
            yield self.pen.shape("rect", colour, x=2.0, y=y, width=SWATCH, height=16.0, stroke_dasharray=dashes)
            for number, words in enumerate(lines):
                yield self.pen.text(words, SWATCH + 12, y + 13 + LEGEND_TURN * number)
            y += _tall(lines)


def _tall(lines: list[str]) -> float:
    return LEGEND_LINE + LEGEND_TURN * (len(lines) - 1)


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
