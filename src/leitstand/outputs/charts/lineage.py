"""What became of each measure, from edition to edition: editions as columns, each measure a line.

A square stands where a measure is part of an edition. A line leads to where it goes on; a mark with a
word says how it ended; hatching says that nobody knows. Measures that were published but are not known
by name are one hatched block with their number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leitstand.foundation.wording import say_number
from leitstand.outputs.charts.drawing import Pen, coordinate, hatching

HEAD, LABELS, NARROW = 40.0, 370.0, 560.0
LETTER = 6.5


@dataclass(frozen=True, slots=True)
class Stop:
    """A measure in the edition of a column. ``ending`` is the outcome's code if it does not go on from here."""

    column: int
    ending: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A measure with its stops in the order of columns; or, with ``unnamed``, a number of unknown ones."""

    label: str
    stops: tuple[Stop, ...]
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Crossing:
    """A fate that leads from one lane to another (merged, split, continued under another measure)."""

    lane: int
    column: int
    to_lane: int
    to_column: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The whole drawing: column labels, lanes, crossings."""

    title: str
    columns: tuple[str, ...]
    lanes: tuple[Lane, ...]
    crossings: tuple[Crossing, ...] = ()
    language: str = "de"


def describe(lineage: Lineage) -> str:
    """How many measures there are, how many go on, end or are unknown, in one sentence."""
    named = [lane for lane in lineage.lanes if not lane.unnamed]
    endings = [lane.stops[-1].ending for lane in named]
    unknown, going = endings.count("unknown"), endings.count("")
    unnamed = sum(lane.unnamed for lane in lineage.lanes)
    counts = [
        say_number(n, 0, lineage.language) for n in (len(named), going, len(named) - going - unknown, unknown, unnamed)
    ]
    if lineage.language[:2] == "de":
        said = (
            "{} Maßnahmen: {} stehen in der letzten Fassung oder gehen weiter, {} haben ein bekanntes Ende, "
            "bei {} ist der Verbleib unbekannt."
        )
        more = " Weitere {} sind nicht mit Namen bekannt."
    else:
        said = "{} measures: {} stand in the last edition or go on, {} have a known end, the fate of {} is unknown."
        more = " Another {} are not known by name."
    return said.format(*counts[:4]) + (more.format(counts[4]) if unnamed else "")


def draw(lineage: Lineage, *, width: float = 1000, standalone: bool = False) -> str:
    """The drawing as SVG text; below 560 units the labels stand above their lines."""
    sheet = _Sheet(lineage, Pen(standalone), width)
    return sheet.pen.drawing(sheet.parts(), width, sheet.height, lineage.title, describe(lineage))


class _Sheet:
    def __init__(self, lineage: Lineage, pen: Pen, width: float) -> None:
        self.lineage, self.pen, self.width = lineage, pen, width
        self.narrow = width < NARROW
        self.left = 4.0 if self.narrow else LABELS
        self.row = 46.0 if self.narrow else 30.0
        self.column = (width - self.left) / max(1, len(lineage.columns))
        self.height = HEAD + self.row * len(lineage.lanes) + 10

    def x(self, column: int) -> float:
        return self.left + self.column * column + 12

    def y(self, lane: int) -> float:
        return HEAD + self.row * lane + (30 if self.narrow else 15)

    def parts(self) -> Iterator[str]:
        for number, label in enumerate(self.lineage.columns):
            x = self.x(number)
            yield self.pen.text(self.heading(label), x - 8, 18, font_weight=600)
            yield self.pen.shape("line", "c-grid", x1=x, y1=28, x2=x, y2=self.height, stroke_width=1)
        for crossing in self.lineage.crossings:
            yield self.crossing(crossing)
        for number, lane in enumerate(self.lineage.lanes):
            yield from self.label(number, lane)
            yield from self.unnamed(number, lane) if lane.unnamed else self.lane(number, lane)

    def heading(self, label: str) -> str:
        """The edition's name, or only its first year where there is no room."""
        year = re.search(r"\d{4}", label)
        return year[0] if self.narrow and year else label

    def label(self, number: int, lane: Lane) -> Iterator[str]:
        room = self.width if self.narrow else LABELS - 16
        words = lane.label if len(lane.label) * LETTER <= room else lane.label[: int(room / LETTER) - 1].rstrip() + "…"
        y = self.y(number) - 13 if self.narrow else self.y(number) + 4.5
        yield self.pen.label(words, 0, y, quiet=bool(lane.unnamed))

    def lane(self, number: int, lane: Lane) -> Iterator[str]:
        y = self.y(number)
        first, last = lane.stops[0], lane.stops[-1]
        if last.column > first.column:
            yield self.pen.shape(
                "line", "c-path", x1=self.x(first.column), y1=y, x2=self.x(last.column), y2=y, stroke_width=2
            )
        for stop in lane.stops:
            if stop.ending:
                yield from self.ending(stop, y)
            yield self.pen.shape("rect", "c-fill-ink", x=self.x(stop.column) - 5, y=y - 5, width=10.0, height=10.0)

    def ending(self, stop: Stop, y: float) -> Iterator[str]:
        """A short line to the mark of the ending; hatching if it is unknown."""
        x = self.x(stop.column)
        length = self.column - 26
        if stop.ending == "unknown":
            yield from hatching(self.pen, x + 9, y - 6, length, 12)
            return
        mark = x + 30
        yield self.pen.shape("line", "c-path", x1=x, y1=y, x2=mark - 6, y2=y, stroke_width=2)
        if stop.ending in ("stopped", "dropped"):
            cross = f"M{coordinate(mark - 4)} {coordinate(y - 4)}l8 8m0-8l-8 8"
            yield self.pen.shape("path", "c-path", d=cross, fill="none", stroke_width=2)
        else:
            yield self.pen.shape("circle", "c-target", cx=mark, cy=y, r=4.5, stroke_width=2)
        if not self.narrow:
            yield self.pen.label(stop.word, mark + 11, y + 4.5, quiet=True, size=12)

    def unnamed(self, number: int, lane: Lane) -> Iterator[str]:
        x, y = self.x(lane.stops[0].column), self.y(number)
        yield from hatching(self.pen, x - 5, y - 8, self.column - 12, 16)

    def crossing(self, crossing: Crossing) -> str:
        x1, y1 = self.x(crossing.column), self.y(crossing.lane)
        x2, y2 = self.x(crossing.to_column), self.y(crossing.to_lane)
        places = ((x1, y1), ((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2), (x2, y2))
        start, *bend = [f"{coordinate(x)} {coordinate(y)}" for x, y in places]
        return self.pen.shape("path", "c-path", d=f"M{start}C{' '.join(bend)}", fill="none", stroke_width=2)
