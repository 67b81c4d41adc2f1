"""From words to stretches: words side by side with no wide gap, the smallest thing a column consists of.

Nothing is asked as often as what stands beside what; so there are no min() and max() here, which take three
times as long as comparing.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from leitstand.domain.papers.rules.layout.shapes import Line, Word

GAP = 0.9
ROW = 0.5
TOUCHING = 0.1


def stretches(words: Sequence[Word]) -> list[Line]:
    """Words in the file's order into lines that end at every gap wide enough to be a gutter."""
    found: list[list[Word]] = []
    last = None
    for word in words:
        if last is not None and _goes_on(last, word):
            found[-1].append(word)
        else:
            found.append([word])
        last = word
    return [Line.of(group) for group in found]


def _goes_on(last: Word, word: Word) -> bool:
    size = last.size if last.size > word.size else word.size
    return -0.3 * size <= word.x0 - last.x1 <= GAP * size and _beside(last, word)


def _beside(one: Word | Line, other: Word | Line) -> bool:
    top, bottom, other_top, other_bottom = one.y0, one.y1, other.y0, other.y1
    overlap = (bottom if bottom < other_bottom else other_bottom) - (top if top > other_top else other_top)
    return overlap > ROW * (bottom - top) or overlap > ROW * (other_bottom - other_top)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one column into rows from top to bottom, each from left to right."""
    found: list[list[Line]] = []
    widest = None
    for line in sorted(lines, key=lambda one: one.y0 + one.y1):
        if widest is None or not _beside(widest, line) or _covers(found[-1], line):
            found.append([line])
            widest = line
        else:
            found[-1].append(line)
            widest = line if line.x1 - line.x0 > widest.x1 - widest.x0 else widest
    for row in found:
        if len(row) > 1:
            row.sort(key=lambda one: one.x0)
    return found


def _covers(row: list[Line], line: Line) -> bool:
    """Whether a line lies over one of the row rather than beside it."""
    for one in row:
        shared = (one.x1 if one.x1 < line.x1 else line.x1) - (one.x0 if one.x0 > line.x0 else line.x0)
        if shared >= 0.5 * one.size or shared >= 0.5 * line.size:
            return True
    return False


def together(parts: Sequence[Line]) -> Line:
    """Stretches of one row as a line; what touches is one word, in whatever order the file has it."""
    if len(parts) == 1:
        return parts[0]
    words = list(parts[0].words)
    for part in parts[1:]:
        first, last = part.words[0], words[-1]
        if abs(first.x0 - last.x1) < TOUCHING * min(first.size, last.size):
            words[-1] = Word(
                last.text + first.text, last.x0, min(last.y0, first.y0), first.x1, max(last.y1, first.y1), last.size,
                last.bold,
            )  # fmt: skip
            words += part.words[1:]
        else:
            words += part.words
    return Line.of(words)


def around(items: Sequence[list[Line]], at: int) -> tuple[list[Line], ...]:
    """The two items before and the two after one; empty where there is none."""
    return tuple(items[place] if 0 <= place < len(items) else [] for place in (at - 2, at - 1, at + 1, at + 2))


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next in points; 0 where there is only one."""
    steps = [after.y1 - before.y1 for before, after in pairwise(lines)]
    near = [step for step, line in zip(steps, lines[1:], strict=True) if 0.5 * line.size < step < 2.2 * line.size]
    return median(near) if near else 0.0
