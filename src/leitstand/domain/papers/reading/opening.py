"""What a file is, and the reader for it."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath

from leitstand.domain.papers.reading.docx import read_docx
from leitstand.domain.papers.reading.guessing import guess
from leitstand.domain.papers.reading.html import read_html
from leitstand.domain.papers.reading.odt import read_odt
from leitstand.domain.papers.reading.packed import office_kind
from leitstand.domain.papers.reading.pdf import READER, read_pdf
from leitstand.domain.papers.reading.plain import NO_TEXT, read_plain
from leitstand.domain.papers.reading.shape import Limits, ReadText, Unreadable
from leitstand.domain.papers.rules.layout import Piece, compose

HEAD = 4096
MOST_MARKUP = 30_000_000
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|article|main|h1|p|div)\b", re.IGNORECASE)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "Das ist eine Datei des alten Word-Formats. Bitte sie als DOCX oder PDF speichern."),
    (b"{\\rtf", "Das ist eine RTF-Datei. Bitte sie als DOCX oder PDF speichern."),
    (b"\x89PNG", "Das ist ein Bild. Bitte es als PDF speichern; gelesen wird es nur mit Texterkennung."),
    (b"\xff\xd8\xff", "Das ist ein Bild. Bitte es als PDF speichern; gelesen wird es nur mit Texterkennung."),
)


def read(path: Path, name: str, limits: Limits = Limits()) -> ReadText:  # noqa: B008 - frozen, so safe to share
    """The text of a file; ``name`` is what it was called, for guessing. Raises ``Unreadable``."""
    with ExitStack() as stack:
        return read_within(stack, path, name, limits)


def read_within(stack: ExitStack, path: Path, name: str, limits: Limits) -> ReadText:
    """``read``, leaving it to ``stack`` to close what was opened."""
    media = media_of(path, limits)
    if media == "pdf":
        pages, passages, told = read_pdf(stack, path, limits)
        reader = READER
    else:
        parts, told, reader = _pieces(path, media)
        kinds = ("text" if any(piece.text.strip() for piece in part) else "empty" for part in parts)
        pages, passages = compose(
            (number, kind, 0.0, 0.0, part)  # type: ignore[misc]  # one of two kinds
            for number, (part, kind) in enumerate(zip(parts, kinds, strict=True), 1)
        )
    if not passages and not any(page.kind == "picture" for page in pages):
        raise Unreadable("Die Datei enthält keinen Text.")
    return ReadText(media, reader, pages, passages, guess(pages, passages, told, plain_name(name)))


def media_of(path: Path, limits: Limits) -> str:
    """``pdf``, ``docx``, ``odt``, ``html`` or ``txt``, by what the file holds. Raises ``Unreadable``."""
    if not path.is_file():
        raise Unreadable("Diese Datei gibt es nicht, oder es ist ein Ordner.")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("Die Datei ist leer.")
    if size > limits.file_megabytes * 1_000_000:
        raise Unreadable(f"Die Datei ist größer als {limits.file_megabytes} MB. Bitte sie verkleinern oder teilen.")
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    for sign, sentence in _REFUSED:
        if head.startswith(sign):
            raise Unreadable(sentence)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        kind = office_kind(path)
        if not kind:
            raise Unreadable(NO_TEXT)
        return kind
    if size > MOST_MARKUP:
        raise Unreadable(f"Texte und Webseiten dürfen höchstens {MOST_MARKUP // 1_000_000} MB groß sein.")
    return "html" if _MARKUP.search(head.replace(b"\x00", b"")) else "txt"


def _pieces(path: Path, media: str) -> tuple[Sequence[Sequence[Piece]], dict[str, str], str]:
    if media == "docx":
        pieces, told = read_docx(path)
        return [pieces], told, "python-docx"
    if media == "odt":
        pieces, told = read_odt(path)
        return [pieces], told, "odfpy"
    if media == "html":
        pieces, told = read_html(path)
        return [pieces], told, "trafilatura"
    return read_plain(path), {}, "Text"


def plain_name(name: str) -> str:
    """A file's name without folders and signs that no name has."""
    return re.sub(r"[\x00-\x1f\x7f]", "", PurePath(name.replace("\\", "/")).name).strip(". ")[-255:] or "Papier"
