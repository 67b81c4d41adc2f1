"""The shapes that pass between the steps of the layout: words, lines, blocks; pages and passages at the end.

Coordinates are points from the page's upper left corner as it is shown, x to the right and y down.
"""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "cell", "caption", "footnote"]
PageKind = Literal["text", "recognised", "picture", "empty"]
Box = tuple[float, float, float, float]
HYPHEN = "\ufffe"


@dataclass(slots=True)
class Word:
    """A word with its box, the size of its letters in points and whether they are bold."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class Line:
    """Words side by side on one baseline; ``cells`` are the lines of a table's row, if it is one.

    ``letters`` counts those of its words. Words do not change once they are in a line.
    """

    words: list[Word]
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    letters: int
    cells: list["Line"] = field(default_factory=list)

    @classmethod
    def of(cls, words: list[Word]) -> "Line":
        # One walk without min() and max(): this is done for every line of every paper, several times.
        first = words[0]
        x0, y0, x1, y1, size = first.x0, first.y0, first.x1, first.y1, first.size
        letters = bold = 0
        most = 0.0
        for word in words:
            if word.x0 < x0:
                x0 = word.x0
            if word.y0 < y0:
                y0 = word.y0
            if word.x1 > x1:
                x1 = word.x1
            if word.y1 > y1:
                y1 = word.y1
            length = len(word.text)
            letters += length
            if word.bold:
                bold += length
            if length * word.size > most:
                most, size = length * word.size, word.size
        return cls(words, " ".join([word.text for word in words]), x0, y0, x1, y1, size, 2 * bold > letters, letters)

    @property
    def box(self) -> Box:
        return (self.x0, self.y0, self.x1, self.y1)


@dataclass(slots=True)
class Block:
    """Lines that belong together; ``column`` counts the columns of the page in reading order.

    ``cells`` holds the lines of each cell, for rows of a table and labels of a chart.
    """

    kind: Kind
    lines: list[Line]
    column: int = 0
    level: int = 0
    cells: list[list[Line]] = field(default_factory=list)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: line.x1 - line.x0).size


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is laid out: its words in the file's order, by the way they are turned on it.

    ``groups`` are (degrees, words), most words first; the words of each lie as on a page turned so that
    they stand upright. 90 degrees means that they run upwards.
    """

    number: int
    width: float
    height: float
    groups: tuple[tuple[int, list[Word]], ...] = ()
    kind: PageKind = "text"

    def down(self, turn: int) -> float:
        """How high the page is when what is turned so stands upright."""
        return self.width if turn in (90, 270) else self.height


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it has a place in the page's text."""

    kind: Kind
    text: str
    level: int = 0
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """A page and its exact text in reading order; width and height in points, 0 where there are no pages."""

    number: int
    kind: PageKind
    width: float
    height: float
    content: str


@dataclass(frozen=True, slots=True)
class PassageText:
    """A citable span: ``content[start:end] == text`` of the page it stands on."""

    page: int
    start: int
    end: int
    kind: Kind
    level: int
    outline: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...]
