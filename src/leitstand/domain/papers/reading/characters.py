"""Characters of a PDF's page into words with boxes, as the page stands when it is shown.

PDFium gives each character's box, matrix and font. They are fetched in one go and cut into words with
numpy, because a call for each of a page's thousands of characters is what reading costs.
"""

import ctypes
import functools
import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from leitstand.domain.papers.reading.questions import LOOSE_BOXES, MATRICES, font_of, pieces_of, sizes_of
from leitstand.domain.papers.reading.raised import part, raised_runs, with_raised
from leitstand.domain.papers.reading.superscripts import with_small_boxes
from leitstand.domain.papers.rules.layout import Word

Numbers = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int_]
Codes = npt.NDArray[np.uint32]
Look = tuple[float, bool, int]
"""Size in points, bold or not, and the turn as it is shown."""
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SPACES = np.array([ord(space) for space in " \r\n\t\x00\xa0\u2002\u2003\u2009\u200a\u202f\u200b"])
_IS_SPACE = np.zeros(1 << 16, dtype=bool)
_IS_SPACE[_SPACES] = True
UNKNOWN: Look = 10.0, False, 0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the page's visible part lies in the file's coordinates, and how it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)

    def shown(self, boxes: Numbers) -> Numbers:
        """Boxes (left, bottom, right, top) of the file as (x0, y0, x1, y1) of the page as it is shown."""
        left, bottom, right, top = boxes.T
        if self.turn == 90:
            sides = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.turn == 180:
            sides = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        elif self.turn == 270:
            sides = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        else:
            sides = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return np.stack(sides, axis=1)


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def words_of(text: pypdfium2.PdfTextPage, frame: Frame) -> dict[int, list[Word]]:
    """Words by the way they are turned (0, 90, 180, 270 degrees against the page), in the file's order."""
    letters = _letters(text)
    inked = ~_IS_SPACE[np.minimum(letters, 0xFFFF)]
    if not inked.any():
        return {}
    boxes = frame.shown(with_small_boxes(text, letters, inked, _boxes(text, inked)))
    first = inked & ~np.concatenate(([False], inked[:-1]))
    looks = _looks(text, np.flatnonzero(first).tolist(), frame.turn)
    token = np.cumsum(first) - 1
    turns = np.array([look[2] for look in looks])[token]
    width, height = frame.size
    for turn in (90, 180, 270) if turns.any() else ():
        if (turns == turn).any():
            boxes[turns == turn] = _upright(boxes[turns == turn], turn, width, height)
    inside = _inside(boxes, turns, width, height)
    token = _mended(text, boxes, inked, token, looks)
    return _cut(letters, boxes, inked & inside, token, turns, looks)


def _letters(text: pypdfium2.PdfTextPage) -> Codes:
    """The code of each of PDFium's characters."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return np.empty(0, np.uint32)
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        return np.frombuffer(buffer, np.uint16)[:count].astype(np.uint32)
    # Characters without meaning or beyond 16 bits: the text's places are not the characters' places.
    codes = [pdfium.FPDFText_GetUnicode(text, place) for place in range(count)]
    return np.array([code if code < 0x110000 and not 0xD800 <= code < 0xE000 else 0xFFFD for code in codes], np.uint32)


def _said(letters: Codes) -> str:
    """Letters as text, one sign for each, halves of signs too."""
    return letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _boxes(text: pypdfium2.PdfTextPage, inked: Bits) -> Numbers:
    """(left, bottom, right, top) of each inked character, as high as its font's lines; zeros for the others."""
    places = np.flatnonzero(inked)
    said, _known = LOOSE_BOXES.of(text, places.tolist())
    left, top, right, bottom = said.T
    boxes = np.zeros((len(inked), 4))
    boxes[places] = np.stack(
        (np.minimum(left, right), np.minimum(top, bottom), np.maximum(left, right), np.maximum(top, bottom)), axis=1
    )
    return boxes


def _looks(text: pypdfium2.PdfTextPage, places: list[int], page_turn: int) -> list[Look]:
    """How the characters at these places look; all of one piece of text in the file look alike."""
    # What is in no piece tells for itself, else the first place of each.
    pieces = [piece or -place for piece, place in zip(pieces_of(text, places), places, strict=True)]
    first = dict(zip(reversed(pieces), reversed(places), strict=True))
    tellers = list(first.values())
    matrices, known = MATRICES.of(text, tellers)
    asked = zip(known, sizes_of(text, tellers), matrices[:, :4].tolist(), _bold(text, first), strict=True)
    told = [_told_by(size, *matrix, page_turn, bold) if so else UNKNOWN for so, size, matrix, bold in asked]
    looks = dict(zip(first, told, strict=True))
    return [looks[piece] for piece in pieces]


def _bold(text: pypdfium2.PdfTextPage, places: dict[int, int]) -> list[bool]:
    """Which pieces are bold, by a place in each; asked once for each font."""
    fonts: dict[int, bool] = {}
    found = []
    for piece, place in places.items():
        font = (font_of(piece) if piece > 0 else None) or -place
        if font not in fonts:
            fonts[font] = _is_bold(text, place)
        found.append(fonts[font])
    return found


@functools.lru_cache(maxsize=10_000)
def _told_by(size: float, a: float, b: float, c: float, d: float, page_turn: int, bold: bool) -> Look:
    turn = round((math.degrees(math.atan2(b, a)) - page_turn) / 90) * 90 % 360
    return abs(size * math.hypot(c, d)) or 1.0, bold, turn


def _is_bold(text: pypdfium2.PdfTextPage, place: int) -> bool:
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, place, name, 64, flags)
    if length > 1:
        return bool(_BOLD.search(name.raw[: min(length, 64)]))
    return bool(flags.value & 1 << 18)


def _upright(boxes: Numbers, turn: int, width: float, height: float) -> Numbers:
    """Boxes of turned letters on a page turned so that they stand upright."""
    x0, y0, x1, y1 = boxes.T
    if turn == 90:
        sides = (height - y1, x0, height - y0, x1)
    elif turn == 180:
        sides = (width - x1, height - y1, width - x0, height - y0)
    else:
        sides = (y0, width - x1, y1, width - x0)
    return np.stack(sides, axis=1)


def _mended(
    text: pypdfium2.PdfTextPage, boxes: Numbers, inked: Bits, token: Places, looks: list[Look]
) -> Places:  # fmt: skip
    """Tokens, with those put together between which PDFium supposes a space or line that is not there."""
    places = np.flatnonzero(inked)
    first, second = places[:-1], places[1:]
    size = np.array([look[0] for look in looks])[token[first]]
    level = np.abs(boxes[first, 3] - boxes[second, 3]) < 0.1 * size
    gap = boxes[second, 0] - boxes[first, 2]
    doubtful = (second > first + 1) & (second <= first + 3) & level & (np.abs(gap) < 0.08 * size)
    false = [int(place) for place in second[doubtful] if pdfium.FPDFText_IsGenerated(text, int(place) - 1) == 1]
    if not false:
        return token
    glued = np.zeros(int(token.max()) + 1, dtype=int)
    glued[token[false]] = 1
    heads = np.maximum.accumulate(np.where(glued == 0, np.arange(len(glued)), 0))
    return np.asarray(heads[token])


def _inside(boxes: Numbers, turns: Places, width: float, height: float) -> Bits:
    """Which letters lie on the visible page; printers' marks lie beside it."""
    lying = (turns == 90) | (turns == 270)
    across, down = np.where(lying, height, width), np.where(lying, width, height)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x >= 0) & (x <= across) & (y >= 0) & (y <= down)


def _cut(
    letters: Codes, boxes: Numbers, inked: Bits, token: Places, turns: Places, looks: list[Look]
) -> dict[int, list[Word]]:
    """Words: letters up to a space, a wide gap or another line."""
    places = np.flatnonzero(inked)
    if not len(places):
        return {}
    kept, owner = boxes[places], token[places]
    sizes = np.array([look[0] for look in looks])[owner]
    # Fonts without the sizes of their lines give flat boxes, as of a hyphen, that stand on no line.
    height = np.maximum(kept[:, 3] - kept[:, 1], 0.5 * sizes)
    middle = (kept[:, 1] + kept[:, 3]) / 2
    new = np.ones(len(places), dtype=bool)
    gap = kept[1:, 0] - kept[:-1, 2]
    new[1:] = (
        (owner[1:] != owner[:-1])
        | (np.abs(np.diff(middle)) > 0.6 * np.minimum(height[1:], height[:-1]))
        | (gap > 0.7 * sizes[1:])
        | (kept[1:, 0] - kept[:-1, 0] < -0.6 * sizes[1:])
    )
    said = _said(letters[places])
    runs = raised_runs(said, kept)
    said = with_raised(said, runs)
    part(new, runs, said, gap, height)
    starts = np.flatnonzero(new)
    ends = [*starts[1:].tolist(), len(places)]
    texts = [said[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
    lows = np.minimum.reduceat(kept[:, :2], starts).T.tolist()
    highs = np.maximum.reduceat(kept[:, 2:], starts).T.tolist()
    bold = np.array([look[1] for look in looks])[owner[starts]].tolist()
    words = list(map(Word, texts, *lows, *highs, sizes[starts].tolist(), bold))
    return _by_turn(words, turns[places[starts]])


def _by_turn(words: list[Word], turns: Places) -> dict[int, list[Word]]:
    if not turns.any():
        return {0: words}
    found: dict[int, list[Word]] = {}
    for word, turn in zip(words, turns.tolist(), strict=True):
        found.setdefault(turn, []).append(word)
    return found
