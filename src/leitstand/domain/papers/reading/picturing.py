"""A page of a PDF as a picture, with places marked as a marker pen would."""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2

from leitstand.domain.papers.reading.pdf_file import opened
from leitstand.domain.papers.reading.shape import Box, Unreadable

DOTS_PER_INCH = 110
MOST_DOTS = 12_000_000
YELLOW = (1.0, 0.92, 0.35)
EDGE = (170, 90, 0)
MARGIN = 2.0
Dots = npt.NDArray[np.uint8]


def picture(path: Path, page: int, boxes: Sequence[Box]) -> bytes:
    """PNG of a page, counted from 1; boxes in points from its upper left corner. Raises ``Unreadable``."""
    pdf = opened(path)
    try:
        if not 1 <= page <= len(pdf):
            raise Unreadable(f"Seite {page} gibt es in diesem PDF nicht.")
        dots, scale = drawn(pdf[page - 1], DOTS_PER_INCH, MOST_DOTS)
    except pypdfium2.PdfiumError:
        raise Unreadable(f"Seite {page} ist beschädigt und lässt sich nicht zeigen.") from None
    finally:
        pdf.close()
    for box in boxes:
        _mark(dots, box, scale)
    return png(dots)


def drawn(page: pypdfium2.PdfPage, per_inch: int, most: int) -> tuple[Dots, float]:
    """A page's dots in red, green, blue, and how many there are to a point; fewer on enormous pages."""
    width, height = page.get_size()
    scale = min(per_inch / 72, (most / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    return np.array(bitmap.to_numpy()[:, :, :3]), scale


def _mark(dots: Dots, box: Box, scale: float) -> None:
    high, wide = dots.shape[:2]
    x0, x1 = (int(np.clip(side, 0, wide)) for side in ((box[0] - MARGIN) * scale, (box[2] + MARGIN) * scale))
    y0, y1 = (int(np.clip(side, 0, high)) for side in ((box[1] - MARGIN) * scale, (box[3] + MARGIN) * scale))
    part = dots[y0:y1, x0:x1]
    if part.size:
        part[:] = (part * np.array(YELLOW)).astype(np.uint8)
        part[:2], part[-2:], part[:, :2], part[:, -2:] = EDGE, EDGE, EDGE, EDGE


def png(dots: Dots) -> bytes:
    """Dots (height, width, 3) as a PNG file."""
    high, wide = dots.shape[:2]
    rows = np.zeros((high, 1 + 3 * wide), dtype=np.uint8)
    rows[:, 1:] = dots.reshape(high, 3 * wide)
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
