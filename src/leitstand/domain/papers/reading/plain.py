"""Plain text: paragraphs between empty lines, pages at form feeds; and which letters bytes stand for."""

import codecs
import re
from collections import Counter
from pathlib import Path

from leitstand.domain.papers.reading.shape import Unreadable
from leitstand.domain.papers.rules.layout import Piece
from leitstand.domain.papers.rules.layout.hyphens import joined, vocabulary

NO_TEXT = "Das ist kein Papier, das gelesen werden kann. Möglich sind PDF, DOCX, ODT, HTML und Text."
_ENCODING = "Die Zeichenkodierung ist unbekannt. Bitte den Text als UTF-8 speichern."
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ITEM = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decoded(content: bytes, said: str = "") -> str:
    """Bytes as text: by their mark, as UTF-8, as what they say, else as Windows text. Raises ``Unreadable``."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content, name)
    if b"\x00" in content:
        raise Unreadable(NO_TEXT)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if said:
        try:
            if codecs.lookup(said).name not in ("utf-8", "ascii"):
                return content.decode(said)
        except (LookupError, UnicodeDecodeError):
            raise Unreadable(_ENCODING) from None
    if _UNDEFINED.search(content):
        raise Unreadable(_ENCODING)
    return content.decode("cp1252")


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(_ENCODING) from None


def read_plain(path: Path) -> list[list[Piece]]:
    """The pieces of each page. Raises ``Unreadable``."""
    text = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text)) > len(text) // 1000:
        raise Unreadable(NO_TEXT)
    text = _CONTROLS.sub("", text)
    known = vocabulary(line.split() for line in text.split("\n"))
    return [_pieces(page, known) for page in text.split("\f")]


def _pieces(page: str, known: Counter[str]) -> list[Piece]:
    return [_piece(part, known) for block in re.split(r"\n\s*\n", page) for part in _parts(block)]


def _parts(block: str) -> list[list[str]]:
    """The lines of a block, parted where a list item begins."""
    parts: list[list[str]] = []
    for line in block.split("\n"):
        if not line.strip():
            continue
        if not parts or _ITEM.match(line):
            parts.append([])
        parts[-1].append(line.strip())
    return parts


def _piece(lines: list[str], known: Counter[str]) -> Piece:
    underlined = len(lines) == 2 and re.fullmatch(r"={3,}|-{3,}|~{3,}", lines[1])
    if underlined:
        return Piece("heading", lines[0], 1 if lines[1][0] == "=" else 2)
    hashes = re.match(r"(#{1,6})\s+", lines[0])
    if hashes and len(lines) == 1:
        return Piece("heading", lines[0][hashes.end() :].strip("# "), len(hashes.group(1)))
    text = ""
    for line in lines:
        text = joined(text, " ".join(line.split()), known)
    short = (
        len(lines) == 1 and len(text) < 80 and text[0].isupper() and not text.endswith((".", ",", ";", ":", "!", "?"))
    )
    kind = (
        "item"
        if _ITEM.match(lines[0]) and len(text) > 3
        else "heading"
        if short and len(text.split()) < 12
        else "paragraph"
    )
    return Piece(kind, text, 1 if kind == "heading" else 0)  # type: ignore[arg-type]  # one of three kinds
