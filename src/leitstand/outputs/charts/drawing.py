"""Small pieces of SVG: elements with escaped text, and colours by class or built in.

Colours are named by what they stand for. A name is both the class on a page (``c-line``) and the
key of the built-in colours, so that the two modes cannot drift apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FONT = "Fira Sans, sans-serif"
PAPER, INK, QUIET, GRID, LINE = "#ffffff", "#1b1f24", "#5a6370", "#d8dce2", "#1f4bb8"
BUILT_IN: dict[str, dict[str, str]] = {
    "c-text": {"fill": INK},
    "c-text-quiet": {"fill": QUIET},
    "c-grid": {"stroke": GRID},
    "c-axis": {"stroke": QUIET},
    "c-line": {"stroke": LINE},
    "c-point": {"fill": LINE, "stroke": PAPER},
    "c-point-open": {"fill": PAPER, "stroke": LINE},
    "c-target": {"fill": PAPER, "stroke": INK},
    "c-path": {"stroke": INK},
    "c-fan": {"fill": LINE},
    "c-other": {"stroke": QUIET},
    "c-other-point": {"fill": PAPER, "stroke": QUIET},
    "c-fill-ink": {"fill": INK},
    "c-hatch": {"stroke": QUIET},
    "c-own": {"stroke": INK},
    "c-class-none": {"fill": PAPER, "stroke": QUIET},
    # One hue from pale to strong: in grey the order stays.
    "c-class-1": {"fill": "#e4ecf9", "stroke": QUIET},
    "c-class-2": {"fill": "#bcd0ef", "stroke": QUIET},
    "c-class-3": {"fill": "#8bace1", "stroke": QUIET},
    "c-class-4": {"fill": "#5580cf", "stroke": QUIET},
    "c-class-5": {"fill": LINE, "stroke": QUIET},
}


def coordinate(value: float) -> str:
    """At most one decimal, without a trailing zero: short, and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str = "", **attributes: Any) -> str:
    """One element; ``content`` is markup. Underscores in attribute names become hyphens."""
    said = "".join(
        f" {_named(key)}={quoteattr(_said(value))}" for key, value in attributes.items() if value is not None
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _said(value: Any) -> str:
    return coordinate(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in one of the two modes."""

    standalone: bool

    def colours(self, name: str) -> dict[str, Any]:
        return dict(BUILT_IN[name]) if self.standalone else {"class_": name}

    def shape(self, name: str, colour: str, **attributes: Any) -> str:
        return element(name, **self.colours(colour), **attributes)

    def text(self, words: str, x: float, y: float, *, size: float = 13, quiet: bool = False, **attributes: Any) -> str:
        colour = self.colours("c-text-quiet" if quiet else "c-text")
        return element("text", escape(words), x=float(x), y=float(y), font_size=float(size), **colour, **attributes)

    def label(self, words: str, x: float, y: float, **attributes: Any) -> str:
        """Text with a rim in the ground's colour, to be read where lines pass behind it."""
        rim = {"stroke": PAPER} if self.standalone else {}
        rimmed = {"paint_order": "stroke", "stroke_width": 4, "stroke_linejoin": "round", **rim, **attributes}
        drawn = self.text(words, x, y, **rimmed)
        return drawn if self.standalone else drawn.replace('class="', 'class="c-label ', 1)

    def drawing(self, parts: Iterable[str], width: float, height: float, title: str, description: str) -> str:
        """The whole ``<svg>``. Its title and description are read out; its parts are not."""
        own: dict[str, Any] = {"font_family": FONT} if self.standalone else {"font_family": "inherit"}
        inner = element("title", escape(title) or " ") + element("desc", escape(description) or " ") + "".join(parts)
        return element(
            "svg",
            inner,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
            width=float(width),
            height=float(height),
            role="img",
            aria_label=f"{title}. {description}",
            **own,
        )


def hatching(pen: Pen, left: float, top: float, width: float, height: float, gap: float = 7) -> Iterator[str]:
    """Slanting strokes in a frame, cut off by hand: patterns and clips are lost in some of the files we write."""
    right, bottom = left + width, top + height
    yield pen.shape("rect", "c-hatch", x=left, y=top, width=width, height=height, fill="none", stroke_width=1)
    start = left - height + gap / 2
    while start < right:
        near, far = max(start, left), min(start + height, right)
        if far > near:
            y1, y2 = bottom - (near - start), bottom - (far - start)
            yield pen.shape("line", "c-hatch", x1=near, y1=y1, x2=far, y2=y2, stroke_width=1)
        start += gap
