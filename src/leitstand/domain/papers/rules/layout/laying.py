"""From the words of all pages to their text in reading order, and to passages.

The steps: words into stretches, running headers and footers away, columns, blocks, interrupted paragraphs
whole, hyphens, text. What is usual in the document (the size of its text, the styles of its headings, its
words) is learnt from all pages first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from leitstand.domain.papers.rules.layout.blocks import blocks
from leitstand.domain.papers.rules.layout.columns import columns
from leitstand.domain.papers.rules.layout.composing import compose
from leitstand.domain.papers.rules.layout.flow import flowing, keep_words_whole
from leitstand.domain.papers.rules.layout.hyphens import joined, vocabulary
from leitstand.domain.papers.rules.layout.rows import stretches
from leitstand.domain.papers.rules.layout.running import without_running
from leitstand.domain.papers.rules.layout.shapes import (
    HYPHEN,
    Block,
    Box,
    Line,
    PageText,
    PassageText,
    Piece,
    Sheet,
    Word,
)

CELL_BETWEEN = "\t"
LEVELS = 6
Styles = dict[tuple[int, bool], int]


def lay_out(sheets: Sequence[Sheet]) -> tuple[tuple[PageText, ...], tuple[PassageText, ...]]:
    """Pages in reading order, and their passages; of what is turned on a page, the most comes first."""
    parted = [[(turn, stretches(words)) for turn, words in sheet.groups] for sheet in sheets]
    main = [groups[0] if groups else (0, []) for groups in parted]
    heights = [sheet.down(turn) for sheet, (turn, _lines) in zip(sheets, main, strict=True)]
    kept = without_running([lines for _turn, lines in main], heights)
    for groups, (turn, _lines), lines in zip(parted, main, kept, strict=True):
        groups[:1] = [(turn, lines)]
    everything = [line for groups in parted for _turn, lines in groups for line in lines]
    body = _body_size(everything)
    known = vocabulary([word.text for word in line.words] for line in everything)
    laid = [
        [(block, turn) for turn, lines in groups for block in _page(lines, body, sheet.down(turn))]
        for sheet, groups in zip(sheets, parted, strict=True)
    ]
    keep_words_whole([[block for block, _turn in found] for found in laid])
    styles = _styles(block for found in laid for block, _turn in found)
    return compose(
        (sheet.number, sheet.kind, sheet.width, sheet.height,
         [_piece(block, turn, sheet, styles, known) for block, turn in found])
        for sheet, found in zip(sheets, laid, strict=True)
    )  # fmt: skip


def _page(lines: Sequence[Line], body: float, height: float) -> list[Block]:
    found: list[Block] = []
    for number, column in enumerate(columns(lines)):
        found += blocks(column, body, number, height)
    return flowing(found)


def _body_size(lines: Iterable[Line]) -> float:
    """The size in which most letters of the document stand, to half a point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.words) * (line.letters + len(line.words) - 1)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _styles(found: Iterable[Block]) -> Styles:
    """Level of each style of heading, 1 for the largest; levels beyond the sixth are the sixth."""
    styles = {_style(block) for block in found if block.kind == "heading"}
    return {style: min(level, LEVELS) for level, style in enumerate(sorted(styles, reverse=True), 1)}


def _style(block: Block) -> tuple[int, bool]:
    return round(median(line.size for line in block.lines)), block.lines[0].bold


def _piece(block: Block, turn: int, sheet: Sheet, styles: Styles, known: Counter[str]) -> Piece:
    level = styles[_style(block)] if block.kind == "heading" else 0
    return Piece(block.kind, _text(block, known), level, _boxes(block, turn, sheet))


def _text(block: Block, known: Counter[str]) -> str:
    text = CELL_BETWEEN.join(_flowed(cell, known) for cell in block.cells or [block.lines])
    ending = "-" if text.endswith("\xad") else ""
    return text.replace(HYPHEN, "-").replace("\x02", "-").replace("\xad", "") + ending


def _flowed(lines: Sequence[Line], known: Counter[str]) -> str:
    text = ""
    for line in lines:
        text = joined(text, line.text, known)
    return text


def _boxes(block: Block, turn: int, sheet: Sheet) -> tuple[Box, ...]:
    """One rectangle for the lines of each column, or for a table's row, turned back to where they stand on the page."""
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in block.lines:
        last = groups[len(groups) - 1] if groups else groups[0]
        if last and not block.cells and (line.y0 < last[-1].y0 - line.size or line.x0 > last[-1].x1):
            groups[len(groups)].append(line)
        else:
            last.append(line)
    boxes = [_around(some) for some in groups.values()]
    return tuple([_rounded(_turned_back(box, turn, sheet.width, sheet.height)) for box in boxes])


def _around(lines: Sequence[Line]) -> Box:
    if len(lines) == 1:
        return lines[0].box
    left, top = min([line.x0 for line in lines]), min([line.y0 for line in lines])
    return (left, top, max([line.x1 for line in lines]), max([line.y1 for line in lines]))


def _turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    x0, y0, x1, y1 = box
    if turn == 90:
        return (y0, height - x1, y1, height - x0)
    if turn == 180:
        return (width - x1, height - y1, width - x0, height - y0)
    if turn == 270:
        return (width - y1, x0, width - y0, x1)
    return box


def _rounded(box: Box) -> Box:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


__all__ = ["Sheet", "Word", "lay_out"]
