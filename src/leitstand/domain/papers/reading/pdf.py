"""PDF: text and geometry from PDFium, read by our own layout; pages that are only pictures are named."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from leitstand.domain.papers.reading import recognising
from leitstand.domain.papers.reading.characters import frame_of, words_of
from leitstand.domain.papers.reading.pdf_file import BROKEN, opened
from leitstand.domain.papers.reading.shape import Limits, PageText, PassageText, Unreadable
from leitstand.domain.papers.rules.layout import Sheet, Word, lay_out
from leitstand.domain.papers.rules.layout.shapes import PageKind

READER = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}, Satzspiegel 2"
FEW_LETTERS = 25
_ILLEGIBLE = re.compile(r"[\W_]+")
# The dots that lead to a page number in a table of contents are no sign of an illegible font.
_LEADERS = re.compile(r"[.·…_]{3,}")
LARGE_PICTURE = 0.4
Read = tuple[tuple[PageText, ...], tuple[PassageText, ...], dict[str, str]]


def read_pdf(stack: ExitStack, path: Path, limits: Limits) -> Read:
    """Pages, passages, and what the file says of itself; ``stack`` closes the file. Raises ``Unreadable``."""
    pdf = opened(path)
    stack.callback(pdf.close)
    count = len(pdf)
    if count == 0:
        raise Unreadable(BROKEN)
    if count > limits.pages:
        raise Unreadable(f"Das PDF hat {count} Seiten, erlaubt sind {limits.pages}. Bitte es in Teilen einlesen.")
    told = {name: value.strip() for name, value in pdf.get_metadata_dict(skip_empty=True).items()}
    pages, passages = lay_out(list(_sheets(pdf, limits)))
    return pages, passages, told


def _sheets(pdf: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Sheet]:
    letters = 0
    for number in range(1, len(pdf) + 1):
        try:
            sheet = _sheet(pdf, number, limits)
        except pypdfium2.PdfiumError:
            # A single broken page says so by its kind; the others are worth having.
            sheet = Sheet(number, 0.0, 0.0, kind="picture")
        letters += sum([len(word.text) for _turn, words in sheet.groups for word in words])
        if letters > limits.letters:
            raise Unreadable(f"Der Text ist länger als {limits.letters:,} Zeichen.".replace(",", "."))
        yield sheet


def _sheet(pdf: pypdfium2.PdfDocument, number: int, limits: Limits) -> Sheet:
    page = pdf[number - 1]
    try:
        frame = frame_of(page)
        text = page.get_textpage()
        try:
            words = words_of(text, frame)
        finally:
            text.close()
        width, height = frame.size
        kind = _kind(page, words, width * height)
        if kind == "picture" and limits.recognise and recognising.program():
            recognised = recognising.recognise(page, limits.seconds)
            if recognised:
                return Sheet(number, width, height, ((0, recognised),), kind="recognised")
        return Sheet(number, width, height, tuple(sorted(words.items(), key=lambda group: -len(group[1]))), kind)
    finally:
        page.close()


def _kind(page: pypdfium2.PdfPage, words: dict[int, list[Word]], area: float) -> PageKind:
    said = _LEADERS.sub("", "".join(word.text for group in words.values() for word in group))
    legible = len(_ILLEGIBLE.sub("", said))
    if legible >= FEW_LETTERS and 2 * legible > len(said):
        return "text"
    if _has_large_picture(page, area) or len(said) >= FEW_LETTERS * 4:
        return "picture"
    return "text" if said else "empty"


def _has_large_picture(page: pypdfium2.PdfPage, area: float) -> bool:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > LARGE_PICTURE * area:
            return True
    return False
