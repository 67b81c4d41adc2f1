"""What stands beside what: a column of text beside another or beside a box, or the columns of one table.

Words tell columns of text, as the cells of a table have few. A narrow box has few too, often in the rows of
the text beside it; then the text tells, which runs on from line to line past whatever stands beside it,
while the cells of a table begin side by side.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from leitstand.domain.papers.rules.layout.hyphens import HYPHENS
from leitstand.domain.papers.rules.layout.marks import LETTERS, TICK_BOX
from leitstand.domain.papers.rules.layout.rows import pitch, rows, together
from leitstand.domain.papers.rules.layout.shapes import Line

WORDS_OF_TEXT, WORDS_OF_NARROW_TEXT = 3.2, 2.8
ROWS_OF_TABLE = 4
APART = 1.3
"""Steps from line to line, in usual steps, from which a new cell or paragraph begins."""
RUNNING_LINES = 5


Gutter = Literal["text", "box", ""]


def gutter_of(lines: Sequence[Line], gutter: float) -> Gutter:
    """Whether a strip of white parts columns of text, or text and a box in its rows; empty for a table or chart."""
    left = [line for line in lines if line.x1 <= gutter]
    right = [line for line in lines if line.x0 >= gutter]
    wordy = _wordiness(left), _wordiness(right)
    if min(wordy) >= WORDS_OF_TEXT and _is_said(left, 0.5) and _is_said(right, 0.5):
        return "" if _is_table(left, right) else "text"
    few, many = (left, right) if wordy[0] < wordy[1] else (right, left)
    if sum(bool(TICK_BOX.match(line.text)) for line in few) > 0.5 * len(few):
        return ""
    wide = max(wordy) >= WORDS_OF_TEXT + 1
    if wide and _on_other_baselines(few, many):
        return "text"
    if not wide and (max(wordy) < WORDS_OF_NARROW_TEXT or not _is_said(few, 0.7)):
        return ""
    return "box" if _runs_past(few, many) and not _is_table(few, many) else ""


def cuts_across(lines: Sequence[Line], gutter: float) -> bool:
    """Whether a strip within one column cuts the lines of another, which have something beside them."""
    crossing = [line for line in lines if line.x0 < gutter < line.x1]
    if len(crossing) < RUNNING_LINES:
        return False
    edges = np.array([(line.y0, line.y1) for line in lines if not line.x0 < gutter < line.x1])
    beside = sum(bool(((edges[:, 0] < line.y1 - 1) & (edges[:, 1] > line.y0 + 1)).any()) for line in crossing)
    return beside >= RUNNING_LINES


def _wordiness(lines: Sequence[Line]) -> float:
    """Words in the line in which a letter stands on average."""
    letters = sum([line.letters for line in lines])
    told = sum([len(line.words) * line.letters for line in lines])
    return told / letters if letters else 0.0


def _is_said(lines: Sequence[Line], share: float) -> bool:
    return sum(bool(LETTERS.search(line.text)) for line in lines) >= share * len(lines)


def _on_other_baselines(few: Sequence[Line], many: Sequence[Line]) -> bool:
    """Whether lines stand beside a column of text without being in its rows."""
    bottoms = np.array([line.y1 for line in many])
    shared = sum(1 for line in few if np.abs(bottoms - line.y1).min() < 0.15 * line.size)
    return shared < 0.5 * len(few)


def _runs_past(few: Sequence[Line], many: Sequence[Line]) -> bool:
    """Whether the lines beside ``few`` are one running text, full and going on in the middle of sentences."""
    top, bottom = min(line.y0 for line in few), max(line.y1 for line in few)
    beside = [row for row in rows(many) if top - 1 < row[0].y0 and row[0].y1 < bottom + 1]
    lines = [together(row) for row in beside]
    if len(lines) < RUNNING_LINES or pitch(lines) == 0 or sum(len(row) > 1 for row in beside) > 0.2 * len(beside):
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(line.x1 > right - 0.25 * (right - left) for line in lines)
    close = [(before, after) for before, after in pairwise(lines) if after.y1 - before.y1 < 1.7 * after.size]
    going_on = sum(before.text.endswith(HYPHENS) or after.text[0].islower() for before, after in close)
    return full >= 0.7 * len(lines) and going_on >= 0.3 * (len(lines) - 1)


def _is_table(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether what stands left and right begins side by side again and again, as the cells of rows do."""
    low = max(min(line.y0 for line in one), min(line.y0 for line in other))
    high = min(max(line.y1 for line in one), max(line.y1 for line in other))
    tops = [[top for top in _tops(lines) if low - 1 < top < high + 1] for lines in (one, other)]
    few, many = sorted(tops, key=len)
    if len(few) < ROWS_OF_TABLE:
        return False
    size = one[0].size
    shared = sum(any(abs(top - beside) < 0.15 * size for beside in many) for top in few)
    return shared >= 0.8 * len(many)


def _tops(lines: Sequence[Line]) -> list[float]:
    """Baselines on which something begins, after a step that is longer than usual."""
    baselines = sorted(max(line.y1 for line in row) for row in rows(lines))
    steps = [after - before for before, after in pairwise(baselines)]
    if not steps:
        return baselines
    usual = _quarter(sorted(steps))
    return baselines[:1] + [after for step, after in zip(steps, baselines[1:], strict=True) if step > APART * usual]


def _quarter(ordered: Sequence[float]) -> float:
    """The value below which a quarter of so few lies; numpy takes a hundred times as long to say."""
    at, rest = divmod(len(ordered) - 1, 4)
    return ordered[at] + (ordered[at + 1] - ordered[at]) * rest / 4 if rest else ordered[at]
