"""Figures that a font draws small and high in a box as large as any: their boxes are made as small as they look.

Only figures where a note's number can stand are measured, behind a word or before a capital, because each
costs two questions to PDFium.
"""

import ctypes

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

RISE = 0.18
"""How far a raised figure stands above its line, in heights of the letters' boxes."""
LONGEST = 3
PARTED = 0xFFFE
"""PDFium's sign for a hyphen at the end of a line: what follows begins another."""
_BEHIND = frozenset(".,;:!?)]”“’»\"'")
Numbers = npt.NDArray[np.float64]


def with_small_boxes(
    text: pypdfium2.PdfTextPage, codes: npt.NDArray[np.uint32], inked: npt.NDArray[np.bool_], boxes: Numbers
) -> Numbers:
    """Boxes (left, bottom, right, top) of the file, those of raised figures as small as the figures."""
    figure = (codes >= 48) & (codes <= 57)
    starts = np.flatnonzero(figure & ~np.concatenate(([False], figure[:-1])))
    for start in starts.tolist():
        end = start + 1
        while end < len(codes) and figure[end] and end - start <= LONGEST:
            end += 1
        if end - start <= LONGEST and _may_be_raised(codes, inked, start, end):
            for place in range(start, end):
                box = _raised_box(text, place, boxes[place])
                if box is not None:
                    boxes[place] = box
    return boxes


def _may_be_raised(codes: npt.NDArray[np.uint32], inked: npt.NDArray[np.bool_], start: int, end: int) -> bool:
    """Whether figures stand behind a word or its comma, or begin a word that goes on with a capital."""
    after = chr(codes[end]) if end < len(codes) and inked[end] else ""
    if start and inked[start - 1] and codes[start - 1] != PARTED:
        before = chr(codes[start - 1])
        return (before.isalpha() or before in _BEHIND) and not after.isalnum()
    return after.isupper()


def _raised_box(text: pypdfium2.PdfTextPage, place: int, loose: Numbers) -> Numbers | None:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    if pdfium.FPDFText_GetCharAngle(text, place) != 0:
        return None
    if not pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top):
        return None
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    if bottom.value - y.value < RISE * (loose[3] - loose[1]):
        return None
    return np.array([loose[0], bottom.value, loose[2], top.value])
