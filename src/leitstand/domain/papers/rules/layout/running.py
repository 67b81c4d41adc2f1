"""Running headers and footers: what stands in the same place at the edge of page after page, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from leitstand.domain.papers.rules.layout.marks import CAPTION
from leitstand.domain.papers.rules.layout.rows import rows
from leitstand.domain.papers.rules.layout.shapes import Line

EDGE_ROWS = 3
ZONE = 0.14
REPEATED = 3
_NUMBER = re.compile(
    r"^\W*(?:seite|page|s\.)?\W*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|von|of)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
Slot = tuple[str, int, int]


def without_running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Each page's lines without those that only run along, from the edges inwards."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    seen: dict[Slot, set[int]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for line in (line for side in edge for row in side for line in row):
            for slot in _slots(line, heights[number]):
                seen[slot].add(number)
    kept = []
    for number, lines in enumerate(pages):
        gone: set[int] = set()
        for side in edges[number]:
            for row in side:
                alone = len(row) == 1
                running = [line for line in row if _runs(line, alone, heights[number], seen, len(pages))]
                gone |= {id(line) for line in (row if _stands_apart(row, running, lines) else running)}
                if not running:
                    break
        kept.append([line for line in lines if id(line) not in gone])
    return kept


def _edges(lines: Sequence[Line], height: float) -> tuple[list[list[Line]], list[list[Line]]]:
    """The outermost rows at top and at bottom that stand in the outer part of the page, outermost first."""
    found = rows(lines)
    top = [row for row in found[:EDGE_ROWS] if row[0].y1 < ZONE * height]
    bottom = [row for row in reversed(found[-EDGE_ROWS:]) if row[0].y0 > (1 - ZONE) * height]
    return top, bottom


def _stands_apart(row: Sequence[Line], running: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether the rest of a row runs along with a part of it, as the chapter does beside the publisher's name."""
    if not running or any(len(line.words) > 14 for line in row):
        return False
    top, bottom, room = min(line.y0 for line in row), max(line.y1 for line in row), 0.6 * row[0].size
    own = {id(line) for line in row}
    return not any(
        (-room < line.y0 - bottom < room or -room < top - line.y1 < room) and id(line) not in own for line in lines
    )


def _slots(line: Line, height: float) -> list[Slot]:
    """What a line says with its numbers left out, and where; its place is kept twice so that no border parts it."""
    from_edge = line.y0 if line.y0 < height / 2 else height - line.y1
    side = 0 if line.y0 < height / 2 else 1
    text = _DIGITS.sub("#", line.text.casefold()).strip()
    return [(text, side, int(from_edge // 6)), (text, side, -1 - int((from_edge + 3) // 6))]


def _runs(line: Line, alone: bool, height: float, seen: dict[Slot, set[int]], pages: int) -> bool:
    if CAPTION.match(line.text):
        return False
    if alone and _NUMBER.match(line.text) and len(line.text) < 20:
        return True
    times = max(len(seen[slot]) for slot in _slots(line, height))
    return times >= REPEATED or (times == 2 and 2 <= pages <= 4)


def _companions(row: Sequence[Line], gone: set[int]) -> list[Line]:
    """The rest of a row of which a part runs along, e.g. the chapter beside the name of the publisher."""
    if not any(id(line) in gone for line in row):
        return []
    return [line for line in row if len(line.words) <= 14 and not line.text.endswith(".")]
