"""How many measures are in which state: one stacked bar with the counts written in it.

Each state has its own fill: plain colours, an outline, hatching. So the bar can be read in black
and white too. The order of the segments is the caller's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leitstand.foundation.wording import say_number
from leitstand.outputs.charts.drawing import INK, PAPER, QUIET, Pen, element, hatching

FILLS = {
    "completed": ("#14286b", PAPER),
    "on_track": ("#0f766e", PAPER),
    "under_way": ("#a9c1f5", INK),
    "at_risk": ("#f2a33a", INK),
    "off_track": ("#b42318", PAPER),
    "not_started": (PAPER, INK),
    "stopped": ("#4b5563", PAPER),
    "not_reported": (PAPER, INK),
    "unknown": (PAPER, INK),
}
HATCHED = ("not_reported", "unknown")
SMALLEST = 14.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar: a code from ``FILLS``, its word, its count."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A caption and its segments; those without count are not drawn."""

    caption: str
    segments: tuple[Segment, ...]
    language: str = "de"

    @property
    def total(self) -> int:
        return sum(segment.count for segment in self.segments)


def describe(bar: Bar) -> str:
    """``4 abgeschlossen, 9 nicht berichtet; zusammen 13.``"""
    german = bar.language[:2] == "de"
    if not bar.total:
        return "Keine Maßnahmen." if german else "No measures."
    parts = ", ".join(f"{say_number(part.count, 0, bar.language)} {part.label}" for part in bar.segments if part.count)
    total = say_number(bar.total, 0, bar.language)
    return f"{parts}; zusammen {total}." if german else f"{parts}; {total} in total."


def draw(bar: Bar, *, width: float = 680, height: float = 36, standalone: bool = False) -> str:
    """The bar as SVG text. Narrow segments keep a width at which their count can be read."""
    pen = Pen(standalone)
    return pen.drawing(_parts(bar, pen, width, height), width, height, bar.caption, describe(bar))


def _parts(bar: Bar, pen: Pen, width: float, height: float) -> Iterator[str]:
    drawn = [segment for segment in bar.segments if segment.count]
    if not drawn:
        yield element(
            "rect", x=1, y=1, width=width - 2, height=height - 2, fill="none", stroke=QUIET, stroke_dasharray="4 3"
        )
        return
    x = 0.0
    for segment, wide in zip(drawn, _widths([segment.count for segment in drawn], width), strict=True):
        yield from _segment(segment, pen, x, wide, height, bar.language)
        x += wide


def _widths(counts: list[int], width: float) -> list[float]:
    """Widths that sum to ``width``: proportional, but none below ``SMALLEST`` while there is room."""
    smallest = min(SMALLEST, width / len(counts))
    free = width - smallest * len(counts)
    return [smallest + free * count / sum(counts) for count in counts]


def _segment(segment: Segment, pen: Pen, x: float, wide: float, height: float, language: str) -> Iterator[str]:
    fill, ink = FILLS[segment.code]
    said = say_number(segment.count, 0, language)
    inner: dict[str, Any] = {"x": x + 1, "y": 1.0, "width": max(wide - 2, 1), "height": height - 2}
    if pen.standalone:
        outlined = QUIET if fill == PAPER else fill
        yield element("rect", **inner, fill=fill, stroke=outlined, stroke_width=1)
    else:
        yield element("rect", **inner, class_=f"c-state c-state--{segment.code}", stroke_width=1)
    if segment.code in HATCHED:
        yield from hatching(pen, x + 1, 1, max(wide - 2, 1), height - 2)
        half = len(said) * 4.5 + 4
        yield element(
            "rect",
            x=x + wide / 2 - half,
            y=height / 2 - 10,
            width=half * 2,
            height=20,
            fill=PAPER if pen.standalone else None,
            class_=None if pen.standalone else "c-paper",
        )
    colour: dict[str, Any] = {"fill": ink} if pen.standalone else {"class_": f"c-count--{segment.code}"}
    yield element(
        "text", said, x=x + wide / 2, y=height / 2 + 5, font_size=14, font_weight=600, text_anchor="middle", **colour
    )
