"""Columns by geometry: where a strip of white parts the text, the left is read before the right.

A strip counts as a gutter when several lines in a row stand on both sides of it and none crosses. Lines
that do cross it (a heading over two columns, a wide table) part the page into bands, each read by itself.
The columns found are searched for gutters again, so three columns or a column beside a box come apart too.
Gaps between the columns of a table are no gutters: there the words on the sides are few.
"""

import math
from collections.abc import Sequence
from itertools import groupby
from statistics import median

import numpy as np
import numpy.typing as npt

from leitstand.domain.papers.rules.layout.beside import cuts_across, gutter_of
from leitstand.domain.papers.rules.layout.shapes import Line

CELL = 3.0
DEEPEST = 6
LINES_BESIDE = 3
WHITE = 0.4
MOST_STRIPS = 8
Bits = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int_]


def columns(lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
    """Lines in groups in reading order, each group standing in one column."""
    if len(lines) < 2 * LINES_BESIDE or depth > DEEPEST:
        return [list(lines)] if lines else []
    gutter, certain = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    if depth == 0 and (above := _above(lines)):
        return [above, *columns([line for line in lines if line is not above[0]], 1)]
    if not certain and (halves := _halves(lines)):
        return [group for half in halves for group in columns(half, depth + 1)]
    found: list[list[Line]] = []
    for band in _bands(lines, gutter):
        left = [line for line in band if line.x1 <= gutter]
        right = [line for line in band if line.x0 >= gutter]
        if left and right and len(left) + len(right) == len(band):
            found += columns(left, depth + 1) + columns(right, depth + 1)
        elif len(band) < len(lines):
            found += columns(band, depth + 1)
        else:
            found.append(band)
    return found


def _bands(lines: Sequence[Line], gutter: float) -> list[list[Line]]:
    """Runs of lines from top to bottom that all cross the gutter, or none of which does."""
    bands: list[tuple[bool, list[Line]]] = []
    for line in sorted(lines, key=lambda one: (one.y0 + one.y1) / 2):
        crosses = line.x0 < gutter < line.x1
        if bands and (bands[-1][0] == crosses or (bands[-1][0] and _ends(bands[-1][1][-1], line, lines))):
            bands[-1][1].append(line)
        else:
            bands.append((crosses, [line]))
    return _settled([band for _crosses, band in bands])


def _ends(last: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is the short end of a paragraph over the whole width: close under it, nothing beside."""
    under = 0 < line.y1 - last.y1 < 1.45 * line.size and abs(line.size - last.size) < 0.08 * last.size
    if not under or abs(line.x0 - last.x0) > 2 * line.size:
        return False
    return not any(
        one is not line and one.y0 < line.y1 - 1 and one.y1 > line.y0 + 1 for one in lines if one is not last
    )


def _settled(bands: list[list[Line]]) -> list[list[Line]]:
    """Short ends of lines beside a band that crosses go with it: they part nothing."""
    found: list[list[Line]] = []
    for band in bands:
        if found and band[0].y0 < max(line.y1 for line in found[-1]) - 0.5 * band[0].size and len(band) == 1:
            found[-1] += band
        else:
            found.append(list(band))
    return found


def _above(lines: Sequence[Line]) -> list[Line]:
    """What stands alone above everything else, as the title of a section does."""
    first = min(lines, key=lambda line: line.y1)
    near = first.y1 + 1.5 * first.size
    return [first] if not any(line.y0 < near for line in lines if line is not first) else []


def _halves(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines above and below the widest white that lies across all of them, if there is such."""
    ordered = sorted(lines, key=lambda line: line.y0)
    lowest = np.maximum.accumulate([line.y1 for line in ordered])
    whites = np.array([line.y0 for line in ordered[1:]]) - lowest[:-1]
    widest = int(np.argmax(whites))
    if whites[widest] < WHITE * median(line.size for line in lines):
        return []
    return [ordered[: widest + 1], ordered[widest + 1 :]]


def _gutter(lines: Sequence[Line]) -> tuple[float | None, bool]:
    """The middle of the strip with most lines on both sides, or nothing; and whether it cuts no other column."""
    left_edge, top = min(line.x0 for line in lines), min(line.y0 for line in lines)
    width = max(line.x1 for line in lines) - left_edge
    height = max(line.y1 for line in lines) - top
    across, down = int(width / CELL) + 2, int(height / CELL) + 2
    over = np.zeros((down, across), dtype=bool)
    # Of each row of cells, where the first of its lines ends and where the last one begins.
    ends, begins = [across] * down, [0] * down
    for line in lines:
        first, last = int((line.y0 - top) / CELL), int((line.y1 - top) / CELL) + 1
        start, stop = int((line.x0 - left_edge) / CELL), math.ceil((line.x1 - left_edge) / CELL)
        over[first:last, start:stop] = True
        for row in range(first, last):
            ends[row] = stop if stop < ends[row] else ends[row]
            begins[row] = start if start > begins[row] else begins[row]
    cells = np.arange(across)
    beside = (cells >= np.array(ends)[:, None]) & (cells < np.array(begins)[:, None]) & ~over
    return _best(lines, beside, over, left_edge)


def _best(lines: Sequence[Line], beside: Bits, over: Bits, left_edge: float) -> tuple[float | None, bool]:
    """The strongest strip between columns of text; failing that, one beside a box or within a column."""
    size = median(line.size for line in lines)
    needed = LINES_BESIDE * 1.1 * size / CELL
    counts = beside.sum(axis=0)
    strength: list[int] = counts.tolist()
    second_best, beyond = None, False
    tried: set[float] = set()
    for place in _peaks(counts, np.asarray(over.any(axis=0)), needed):
        if _longest_run(beside[:, place], over[:, place]) < needed:
            continue
        stop = place
        while stop + 1 < len(strength) and strength[stop + 1] >= 0.9 * strength[place]:
            stop += 1
        gutter = left_edge + CELL * (place + _middle(strength[place : stop + 1]))
        if gutter in tried:
            continue
        tried.add(gutter)
        parts = gutter_of(lines, gutter)
        if parts == "text" and not cuts_across(lines, gutter):
            return gutter, True
        if parts and second_best is None:
            second_best, beyond = gutter, parts == "text"
    return second_best, not beyond


def _middle(strip: Sequence[int]) -> float:
    """The middle of that part of a strip that no line crosses, in cells from its beginning."""
    most = max(strip)
    pieces = [list(piece) for clear, piece in groupby(range(len(strip)), lambda at: strip[at] == most) if clear]
    widest = max(pieces, key=len)
    return (widest[0] + widest[-1] + 1) / 2


def _peaks(strength: Counts, crossed: Bits, needed: float) -> list[int]:
    """First cells of the strips, strongest first; at the end weaker ones that no line crosses."""
    candidates = np.flatnonzero((strength[1:] >= needed) & (strength[1:] > strength[:-1])) + 1
    order = np.argsort(-strength[candidates], kind="stable")
    weaker = [place for place in order[MOST_STRIPS:] if not crossed[candidates[place]]]
    return [int(candidates[place]) for place in (*order[:MOST_STRIPS], *weaker[:MOST_STRIPS])]


def _longest_run(beside: Bits, over: Bits) -> int:
    """Most rows with text on both sides that no line interrupts."""
    counted = np.cumsum(beside)
    begun = np.maximum.accumulate(np.where(over, counted, 0))
    return int((counted - begun).max())
