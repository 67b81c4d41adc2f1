"""Questions to PDFium about thousands of characters, each asked in a sixth of a millionth of a second.

ctypes takes twice as long to make ready what it hands over as PDFium takes to answer. So the functions say nothing
of their arguments' types, numbers go in as they are, and the places for the answers are kept from page to page with
a ready reference to each. Python's lock is kept meanwhile: letting go of it takes as long as the answer. Like PDFium
itself this is for one thread at a time.
"""

import ctypes
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

Numbers = npt.NDArray[np.float64]
_FLOAT = 4
_ROOM = 4096
"""Characters asked about at once: as many as most pages have."""


class _Answers:
    """Where answers of so many numbers go, one behind the other."""

    def __init__(self, question: Any, numbers: int) -> None:
        self._question = ctypes.cast(question, ctypes.PYFUNCTYPE(ctypes.c_int))
        buffer = ctypes.create_string_buffer(_ROOM * _FLOAT * numbers)
        self._references = [ctypes.byref(buffer, place * _FLOAT * numbers) for place in range(_ROOM)]
        self._said = np.frombuffer(memoryview(buffer), np.float32).reshape(_ROOM, numbers)

    def of(self, text: pypdfium2.PdfTextPage, places: Sequence[int]) -> tuple[Numbers, list[int]]:
        """What is said of each of these characters, and 1 where anything is; else zeros and 0."""
        said = np.empty((len(places), self._said.shape[1]))
        known: list[int] = []
        for start in range(0, len(places), _ROOM):
            some = places[start : start + _ROOM]
            self._said[:] = 0
            known += map(self._question, repeat(_handle(text)), some, self._references)
            said[start : start + _ROOM] = self._said[: len(some)]
        return said, known


def _handle(text: pypdfium2.PdfTextPage) -> Any:
    return ctypes.c_void_p.from_param(ctypes.cast(text.raw, ctypes.c_void_p).value)


LOOSE_BOXES = _Answers(pdfium.FPDFText_GetLooseCharBox, 4)
"""(left, top, right, bottom) of each character, as high as its font's lines."""
MATRICES = _Answers(pdfium.FPDFText_GetMatrix, 6)
_TEXT_OBJECT = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.PYFUNCTYPE(ctypes.c_void_p))
_SIZE = ctypes.cast(pdfium.FPDFText_GetFontSize, ctypes.PYFUNCTYPE(ctypes.c_double))
_FONT = ctypes.cast(pdfium.FPDFTextObj_GetFont, ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p))


def pieces_of(text: pypdfium2.PdfTextPage, places: Sequence[int]) -> list[int | None]:
    """The piece of text in the file (by its address) to which each of these characters belongs, if any."""
    return list(map(_TEXT_OBJECT, repeat(_handle(text)), places))


def sizes_of(text: pypdfium2.PdfTextPage, places: Sequence[int]) -> list[float]:
    """The size of each of these characters' fonts, before the matrix."""
    return list(map(_SIZE, repeat(_handle(text)), places))


def font_of(piece: int) -> int | None:
    """The font (by its address) of a piece of text."""
    font: int | None = _FONT(piece)
    return font
