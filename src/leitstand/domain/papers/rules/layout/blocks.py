"""From the lines of a column to blocks: headings, paragraphs, list items, rows of tables, captions, footnotes."""

from collections.abc import Sequence
from itertools import pairwise

from leitstand.domain.papers.rules.layout.marks import (
    ABBREVIATED,
    BULLET,
    CAPTION,
    ENDED,
    FOOTNOTE,
    LETTERS,
    NOTE_BEGINS,
    NUMBERED,
    SECTION,
)
from leitstand.domain.papers.rules.layout.numbered import with_numbered
from leitstand.domain.papers.rules.layout.rows import around, pitch, rows, together
from leitstand.domain.papers.rules.layout.shapes import HYPHEN, Block, Kind, Line
from leitstand.domain.papers.rules.layout.tables import arranged, as_cells, is_under_cell

CELL_GAP = 1.6
FEW_WORDS = 3
MANY_LABELS = 8


def blocks(lines: Sequence[Line], body: float, column: int, page_height: float) -> list[Block]:
    """Blocks of one column from top to bottom; ``body`` is the size of the document's running text."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    stacked = rows(lines)
    ready = [line for at in range(len(stacked)) for line in _apart(_row(stacked, at, body, left, right), body)]
    step = pitch([line for line in ready if not line.cells]) or 1.25 * body
    found: list[Block] = []
    for line in ready:
        kind = _kind(line, body, page_height)
        if found and _goes_on(found[-1], line, kind, step, left, right):
            found[-1].lines.append(line)
        else:
            found.append(Block(kind, [line], column))
    return _with_labels(with_numbered(found), right - left, body)


def _with_labels(found: list[Block], width: float, body: float) -> list[Block]:
    """Blocks, with the short lines among the cells of a table or chart in their rows."""
    run: list[Block] = []
    done: list[Block] = []
    for block in [*found, None]:
        if block is not None and (block.kind == "cell" or _is_label(block, run, width, body)):
            run.append(block)
            continue
        in_cells = sum(one.kind == "cell" for one in run)
        many = sum(len(one.lines) for one in run) >= MANY_LABELS
        done += arranged(run, body) if in_cells > 1 or (in_cells and many) else [as_cells(one) for one in run]
        run = []
        if block is not None:
            done.append(block)
    return done


def _is_label(block: Block, run: Sequence[Block], width: float, body: float) -> bool:
    """Whether lines are short and no text: a line of a cell, the name of an axis, a legend, names beside a chart."""
    lines = block.lines
    if block.kind != "paragraph":
        return False
    if run and len(lines) <= 6 and is_under_cell(run[-1], lines):
        return True
    if all(line.x1 - line.x0 < 0.6 * width for line in lines) and len(lines) <= 4:
        return not (ENDED.search(lines[-1].text) and len(lines) > 1)
    words = sum(len(line.words) for line in lines)
    small = block.size < 0.9 * body and words <= 4 * len(lines)
    return small and not any(ENDED.search(line.text) for line in lines)


def _apart(line: Line, body: float) -> list[Line]:
    """A title and what stands small beside it as two lines; what stands in like letters stays together."""
    sizes = [cell.size for cell in line.cells]
    return line.cells if sizes and max(sizes) > max(1.3 * min(sizes), 1.15 * body) else [line]


def _row(stacked: Sequence[list[Line]], at: int, body: float, left: float, right: float) -> Line:
    """A row as one line; with cells if gaps part it and it does not begin with a bullet or number.

    A gap parts cells if it is wide, or if one of the two rows above and below has one in the same place.
    """
    row = stacked[at]
    if len(row) == 1:
        return row[0]
    line, beside = together(row), around(stacked, at)
    if _is_spread(line, right) or _is_stretched(row, beside, left, right):
        return line
    wide = CELL_GAP * max(body, row[0].size)
    few = len(line.words) <= FEW_WORDS * len(row)
    parts: list[Line] = []
    for stretch in row:
        if parts and stretch.x0 - parts[-1].x1 < wide and not (few and _gap_goes_on(parts[-1].x1, stretch.x0, beside)):
            parts[-1] = together([parts[-1], stretch])
        else:
            parts.append(stretch)
    while len(parts) > 1 and len(parts[0].words) == 1 and _is_marker(parts[0].text):
        parts[:2] = [together(parts[:2])]
    line.cells = parts if len(parts) > 1 else []
    return line


def _gap_goes_on(start: float, end: float, beside: Sequence[Sequence[Line]]) -> bool:
    """Whether a row beside this one has a gap that overlaps with this one by half."""
    return any(
        min(end, after.x0) - max(start, before.x1) > 0.5 * (end - start)
        for row in beside
        for before, after in pairwise(row)
    )


def _is_spread(line: Line, right: float) -> bool:
    """Whether a line of text was only stretched to the edge of its column: its gaps are all alike."""
    if len(line.words) < 2:
        return True
    gaps = [after.x0 - before.x1 for before, after in pairwise(line.words)]
    alike = max(gaps) <= 1.6 * min(gaps) + 0.2 * line.size
    return alike and line.x1 > right - line.size and max(gaps) < 5 * line.size and LETTERS.search(line.text) is not None


def _is_stretched(row: Sequence[Line], beside: Sequence[Sequence[Line]], left: float, right: float) -> bool:
    """Whether a line goes from edge to edge between lines of text that do so too, its gaps under none of theirs."""
    line, beside = together(row), beside[1:3]
    near = 1.5 * line.size
    if line.x0 > left + near or line.x1 < right - near or len(line.words) < 2 or not all(beside):
        return False
    above, below = (together(one) for one in beside)
    close = line.y1 - above.y1 < 1.7 * line.size and below.y1 - line.y1 < 1.7 * line.size
    full = all(one.x0 < left + near and len(one.words) >= FEW_WORDS for one in (above, below))
    gaps = [(before.x1, after.x0) for before, after in pairwise(row)]
    return close and full and above.x1 > right - near and not any(_gap_goes_on(*gap, beside) for gap in gaps)


def _is_marker(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBERED.match(text) or (SECTION.match(text) and not text.isdigit()))


def _kind(line: Line, body: float, page_height: float) -> Kind:
    text = line.text
    if line.cells:
        return "cell"
    if CAPTION.match(text):
        return "caption"
    first = line.words[0]
    if len(line.words) > 1 and _begins_item(first.text, line.words[1].text):
        return "heading" if line.size > 1.15 * body else "item"
    if line.size < 0.93 * body and line.y0 > 0.5 * page_height and _is_note(line):
        return "footnote"
    if _looks_like_heading(line, text, body):
        return "heading"
    return "paragraph" if LETTERS.search(text) else "cell"


def _begins_item(first: str, second: str) -> bool:
    """Whether a line begins with a bullet or a number, and not with „z. B.“ or „d. h.“."""
    return bool(BULLET.match(first) or (NUMBERED.match(first) and not ABBREVIATED.match(f"{first} {second}")))


def _is_note(line: Line) -> bool:
    """Whether a line begins with the number of a note, and not with a number that is counted: „10 oder mehr“."""
    first, further = line.words[0].text, line.words[1:]
    if not further or not FOOTNOTE.match(first):
        return False
    return not first.isdecimal() or not further[0].text[0].islower() or bool(NOTE_BEGINS.match(further[0].text))


def _looks_like_heading(line: Line, text: str, body: float) -> bool:
    if not LETTERS.search(text) and not SECTION.match(text):
        return False
    if line.size >= 1.15 * body:
        return not (SECTION.match(text) and text.isdigit() and len(text) > 1)
    if not line.bold or line.size < 0.95 * body:
        return False
    return len(line.words) <= 14 and not text.endswith((".", ",", ";", HYPHEN, "-")) and text[0].upper() == text[0]


def _goes_on(block: Block, line: Line, kind: Kind, step: float, left: float, right: float) -> bool:
    """Whether a line belongs to the block above it."""
    last = block.lines[-1]
    gap = line.y1 - last.y1
    if block.kind == "heading" or kind == "heading":
        return block.kind == kind and _same_look(last, line) and gap < 1.9 * line.size and not _new_section(line)
    if kind in ("item", "caption", "footnote", "cell") or block.kind == "cell":
        return False
    if gap > max(1.35 * step, 1.05 * line.size) or gap > 2.2 * line.size or not _near(last.size, line.size):
        return False
    if block.kind in ("item", "footnote", "caption"):
        return _hangs_on(block, last, line, right)
    return not _begins_paragraph(last, line, step, gap, left, right)


def _new_section(line: Line) -> bool:
    return len(line.words) > 1 and bool(SECTION.match(line.words[0].text)) and line.words[0].text not in ("A", "I")


def _same_look(one: Line, other: Line) -> bool:
    return _near(one.size, other.size) and one.bold == other.bold


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.12 * max(one, other)


def _hangs_on(block: Block, last: Line, line: Line, right: float) -> bool:
    """Further lines of an item stand under its text; those of a footnote or caption where it began."""
    if block.kind == "item":
        text_begins = block.lines[0].words[1].x0 if len(block.lines[0].words) > 1 else block.lines[0].x0
        return line.x0 >= block.lines[0].x0 + 1 or (not ENDED.search(last.text) and line.x0 < text_begins)
    return block.kind == "footnote" or not ENDED.search(last.text) or last.x1 > right - 4 * last.size


def _begins_paragraph(last: Line, line: Line, step: float, gap: float, left: float, right: float) -> bool:
    if not ENDED.search(last.text):
        return False
    indented = line.x0 > left + 0.8 * line.size and last.x0 < line.x0 - 0.6 * line.size
    short = last.x1 < right - 0.18 * (right - left) and not line.text[0].islower()
    return indented or short or gap > 1.18 * step
