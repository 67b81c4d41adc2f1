"""Which figures of a line are raised: smaller than the letters beside them and standing higher."""

import numpy as np
import numpy.typing as npt

from leitstand.domain.papers.rules.raised import AS_RAISED, RAISED

SMALLER = 0.85
HIGHER = 0.1
NEAR = 0.5
TOUCHING = 0.15
MOST = 3
"""Figures of the number of a note."""
Numbers = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]
Runs = list[tuple[int, int]]


def raised_runs(said: str, boxes: Numbers) -> Runs:
    """Runs (first, end) of raised figures; ``boxes`` (x0, y0, x1, y1), one for each sign of ``said``."""
    codes = np.frombuffer(said.encode("utf-32-le", "surrogatepass"), "<u4")
    figure = (codes >= 48) & (codes <= 57)
    height, bottom = boxes[:, 3] - boxes[:, 1], boxes[:, 3]
    gap = np.abs(boxes[1:, 0] - boxes[:-1, 2])
    behind = _raised(height[1:], bottom[1:], height[:-1], bottom[:-1], gap) & figure[1:]
    before = _raised(height[:-1], bottom[:-1], height[1:], bottom[1:], gap) & figure[:-1]
    found = {_run(int(place) + 1, figure, height, bottom) for place in np.flatnonzero(behind)}
    found |= {_run(int(place), figure, height, bottom) for place in np.flatnonzero(before)}
    return sorted(run for run in found if run[1] - run[0] <= MOST)


def _raised(
    height: Numbers, bottom: Numbers, whole: Numbers,
    line: Numbers, gap: Numbers,
) -> Bits:  # fmt: skip
    """Whether signs of this height and bottom are raised beside signs of ``whole`` height on this ``line``."""
    lift = line - bottom
    return (height < SMALLER * whole) & (lift > HIGHER * whole) & (lift < 0.8 * whole) & (gap < NEAR * whole)


def _run(place: int, figure: Bits, height: Numbers, bottom: Numbers) -> tuple[int, int]:
    """First and end of the figures around a place that stand as it does."""

    def alike(other: int) -> bool:
        close = abs(height[other] - height[place]) + abs(bottom[other] - bottom[place]) < 0.1 * height[place]
        return bool(figure[other] and close)

    start, end = place, place + 1
    while start > 0 and place - start <= MOST and alike(start - 1):
        start -= 1
    while end < len(figure) and end - place <= MOST and alike(end):
        end += 1
    return start, end


def with_raised(said: str, runs: Runs) -> str:
    """``said`` with the signs for raised figures in these runs."""
    parts, done = [], 0
    for start, end in runs:
        parts += [said[done:start], said[start:end].translate(AS_RAISED)]
        done = end
    return "".join([*parts, said[done:]])


def part(new: Bits, runs: Runs, said: str, gap: Numbers, height: Numbers) -> None:
    """Mark in ``new`` that a raised figure goes on with the word before it, and that a word after it is another.

    ``gap`` lies between each sign and the next, ``height`` is that of each sign.
    """
    for start, end in runs:
        if start > 0 and said[start - 1] not in RAISED and abs(gap[start - 1]) < TOUCHING * height[start - 1]:
            new[start] = False
        if end < len(said):
            new[end] = (new[end] and said[end].isalnum()) or (new[start] and said[end].isalnum())
