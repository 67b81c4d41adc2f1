"""What stands in pieces: rows of a table with their cells whole, and the labels of a chart.

A cell that is broken over two lines is put together again: what stands under it belongs to it if it says so
(it begins small, is a unit, or follows a hyphen, an abbreviation, an open word), or if the rows of the table
stand further apart than their lines. Numbers never go on in a number. Pieces that stand in no columns are a
chart's labels: they are captions, for they tell nothing without the picture.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from leitstand.domain.papers.rules.layout.hyphens import HYPHENS
from leitstand.domain.papers.rules.layout.marks import ENDED, LETTERS
from leitstand.domain.papers.rules.layout.shapes import Block, Line

IN_LINE = 0.4
"""How far edges may lie apart in one column, in sizes of the letters."""
ALIGNED = 0.6
ROW_STEP = 1.25
TIGHT = 1.6
FAR = 3.5
FEWEST_PIECES = 3
WORDS_OF_TEXT = 5
NEAR_ROWS = 12
_OPEN = re.compile(
    r"(?:,|/|–|\b(?:Mio|Mrd|Tsd|ca|rd|max|min|inkl|ggf|z\. ?B)\.|\b(?:und|oder|sowie|bis|ab|zu[mr]?|im|in|am|an|auf|für"
    r"|von|mit|nach|vor|seit|Ende|Anfang|Mitte|Frühjahr|Sommer|Herbst|Winter|Quartal|Jahr|bei|der|die|das|des|dem|den|eine[rsnm]?|ihre[rsnm]?|seine[rsnm]?|Millionen|Milliarden|Prozent|Abteilung|Amt))$"
)
_UNIT = re.compile(r"^(?:Mio\.|Mrd\.|Tsd\.|Millionen|Milliarden|Euro|EUR|€|%|Prozent|VZÄ|Stellen|Jahre)\b|^[€%]")
_ADDRESS = re.compile(r"@|www\.|://")
Row = list[Line]


class _Open:
    """A row of a table that may go on: its cells, each with its lines, and from where to where each goes."""

    def __init__(self, line: Line, parts: Row) -> None:
        self.lines = [line]
        self.cells = [[part] for part in parts]
        self.spans = [(part.x0, part.x1) for part in parts]

    def cell_of(self, part: Line) -> int | None:
        """The one cell over a part; -1 if there is none, nothing if there are several."""
        left, right = part.x0, part.x1
        over = [at for at, (start, end) in enumerate(self.spans) if start < right and end > left]
        return None if len(over) > 1 else over[0] if over else -1

    def add(self, line: Line, parts: Row) -> None:
        self.lines.append(line)
        for part in parts:
            at = self.cell_of(part)
            if at is None or at < 0:
                self.cells.append([part])
                self.spans.append((part.x0, part.x1))
            else:
                start, end = self.spans[at]
                self.cells[at].append(part)
                self.spans[at] = min(start, part.x0), max(end, part.x1)
        order = sorted(range(len(self.spans)), key=lambda at: self.spans[at][0])
        self.cells, self.spans = [self.cells[at] for at in order], [self.spans[at] for at in order]

    def block(self, column: int) -> Block:
        return Block("cell", self.lines, column, cells=self.cells)


def as_cells(block: Block) -> Block:
    """A single row with its cells."""
    if block.kind == "cell" and block.lines[0].cells:
        block.cells = [[part] for part in block.lines[0].cells]
    return block


def is_under_cell(block: Block, lines: Sequence[Line]) -> bool:
    """Whether lines stand close under one cell of a row, within its column."""
    row = block.lines[-1]
    if len(row.cells) < 2 or lines[0].y1 - row.y1 > TIGHT * lines[0].size:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ends = [*(cell.x0 for cell in row.cells[1:]), max(row.x1, right)]
    near = IN_LINE * row.size
    return any(
        left > cell.x0 - near and right < end + near and left < cell.x1
        for cell, end in zip(row.cells, ends, strict=True)
    )


def arranged(run: Sequence[Block], body: float) -> list[Block]:
    """Blocks of cells and short lines as rows of a table, as a chart's labels, or as they are."""
    column = run[0].column
    before, inner, after = _ends_apart(list(run), body)
    lines = [line for block in inner for line in block.lines]
    if _is_chart(lines):
        said = [[part] for line in lines for part in _parts(line) if part.text.isprintable()]
        return [*before, Block("caption", lines, column, cells=said or [[lines[0]]]), *after]
    return [*before, *(row.block(column) for row in _joined(inner)), *after]


def _ends_apart(run: list[Block], body: float) -> tuple[list[Block], list[Block], list[Block]]:
    """The lines of text far above and below the cells, which are none."""
    before: list[Block] = []
    after: list[Block] = []
    while len(run) > 1 and run[0].kind != "cell" and run[1].lines[0].y0 - run[0].lines[-1].y1 > FAR * body:
        before.append(run.pop(0))
    while len(run) > 1 and run[-1].kind != "cell" and run[-1].lines[0].y0 - run[-2].lines[-1].y1 > FAR * body:
        after.insert(0, run.pop())
    return before, run, after


def _parts(line: Line) -> Row:
    return line.cells or [line]


def _is_chart(lines: Sequence[Line]) -> bool:
    """Whether pieces stand in no columns: names and numbers along an axis, numbers here and there."""
    split = [line.cells for line in lines if line.cells]
    alone = [line for line in lines if not line.cells]
    numbers = [line for line in alone if not LETTERS.search(line.text)]
    if len(split) < 2:
        return len(alone) + sum(map(len, split)) >= (FEWEST_PIECES if numbers or split else 2 * FEWEST_PIECES)
    pieces = [part for line in lines for part in _parts(line)]
    telling = sum(len(part.words) >= WORDS_OF_TEXT for part in pieces)
    if telling >= FEWEST_PIECES and telling >= 0.15 * len(pieces):
        return False
    if len(numbers) >= max(FEWEST_PIECES, len(split)):
        return True
    if len(alone) > 4 * len(split) and sum(len(line.words) for line in alone) <= 2.5 * len(alone):
        return True
    of_numbers = sum(not LETTERS.search(part.text) for part in pieces)
    return of_numbers >= 0.3 * len(pieces) and not _in_columns(split)


def _in_columns(split: Sequence[Row]) -> bool:
    """Whether most of what stands in rows behind their beginning stands in line with pieces of other rows."""
    further = [(at, part) for at, cells in enumerate(split) for part in cells[1:]]
    aligned = sum(any(_in_column(part, other) for cells in _near(split, at) for other in cells) for at, part in further)
    return aligned >= ALIGNED * len(further)


def _near(split: Sequence[Row], at: int) -> list[Row]:
    return [*split[max(0, at - NEAR_ROWS) : at], *split[at + 1 : at + 1 + NEAR_ROWS]]


def _in_column(one: Line, other: Line) -> bool:
    near = IN_LINE * (one.size if one.size > other.size else other.size)
    left, right = one.x0 - other.x0, one.x1 - other.x1
    return -near < left < near or -near < right < near or abs(one.x0 + one.x1 - other.x0 - other.x1) / 2 < near


def _joined(run: Sequence[Block]) -> list[_Open]:
    """Rows of a table; the lines of a paragraph that belongs to no row above it stay together."""
    spread = _rows_apart([line for block in run for line in block.lines])
    rows: list[_Open] = []
    for block in run:
        begun = False
        for line in block.lines:
            if rows and (begun or _goes_on(rows[-1], line, spread)):
                rows[-1].add(line, _parts(line))
            else:
                rows.append(_Open(line, _parts(line)))
                begun = True
    return rows


def _rows_apart(lines: Sequence[Line]) -> float:
    """The step below which a line belongs to the row above, where rows stand further apart than lines; else 0."""
    steps = sorted(after.y1 - before.y1 for before, after in pairwise(lines))
    if len(steps) < 2 or steps[0] <= 0:
        return 0.0
    wide = [step for step in steps if step > ROW_STEP * steps[0]]
    return ROW_STEP * steps[0] if len(wide) >= max(1, len(steps) // 4) else 0.0


def _goes_on(row: _Open, line: Line, spread: float) -> bool:
    """Whether a line holds further lines of the row's cells."""
    last, parts = row.lines[-1], _parts(line)
    step = line.y1 - last.y1
    if step > TIGHT * line.size:
        return False
    homes = [row.cell_of(part) for part in parts]
    known = [home for home in homes if home != -1]
    if None in homes or len(set(known)) < len(known):
        return False
    if step < 0.6 * line.size:
        return True
    pairs = _both(parts, homes)
    if len(row.cells) < 2 or any(_is_number(row, part, home) for part, home in pairs):
        return False
    going_on = sum(home >= 0 and _open_before(row.cells[home][-1].text, part.text) for part, home in pairs)
    fewer = len(parts) < len(row.cells) and -1 not in homes
    if 0 < step <= spread:
        return fewer or 2 * going_on > len(parts)
    return going_on == len(parts) or (going_on > 0 and fewer and 0 not in homes)


def _both(parts: Row, homes: Sequence[int | None]) -> list[tuple[Line, int]]:
    return [(part, -1 if home is None else home) for part, home in zip(parts, homes, strict=True)]


def _is_number(row: _Open, part: Line, home: int) -> bool:
    """Whether a part is a number of its own, and not the rest of „2025 bis“."""
    if LETTERS.search(part.text) or _UNIT.match(part.text):
        return False
    return home < 0 or not _OPEN.search(row.cells[home][-1].text)


def _open_before(before: str, after: str) -> bool:
    """Whether what stands in a cell goes on in the line under it."""
    if before.endswith(HYPHENS) or _OPEN.search(before) or _UNIT.match(after):
        return True
    return after[0].islower() and not ENDED.search(before) and not _ADDRESS.search(after)
