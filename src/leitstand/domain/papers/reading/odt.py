"""OpenDocument texts: headings, paragraphs, list items and tables in the file's order."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from leitstand.domain.papers.reading.shape import Unreadable
from leitstand.domain.papers.rules.layout import Piece

_SKIPPED = {"annotation", "tracked-changes", "sequence-decls", "forms", "note"}
_SPACES = {"s": " ", "tab": "\t", "line-break": " "}


def read_odt(path: Path) -> tuple[list[Piece], dict[str, str]]:
    """Pieces in the file's order, and what it says of itself. Raises ``Unreadable``."""
    # Only here: most papers are PDFs, and each library loaded costs time in each reading process.
    from odf import dc
    from odf.opendocument import load

    try:
        document = load(str(path))
        titles = [_text(item) for item in document.meta.getElementsByType(dc.Title)]
        authors = [_text(item) for item in document.meta.getElementsByType(dc.Creator)]
        notes: list[Piece] = []
        pieces = list(_pieces(document.text, "paragraph", notes))
    except (SAXException, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError) as error:
        raise Unreadable("Die ODT-Datei ist beschädigt. Bitte sie neu speichern.") from error
    return pieces + notes, {"Title": "".join(titles[:1]), "Author": "".join(authors[:1])}


def _pieces(node: Any, kind: Any, notes: list[Piece]) -> Iterator[Piece]:
    for child in node.childNodes:
        name = _name(child)
        if name == "h":
            level = child.getAttribute("outlinelevel")
            yield Piece("heading", _text(child), max(1, int(level or 1)))
        elif name == "p":
            notes += _notes(child)
            yield Piece(kind, _text(child))
        elif name == "table-row":
            yield Piece(
                "cell", "\t".join(_text(cell) for cell in child.childNodes if _name(cell) == "table-cell").strip()
            )
        elif name and name not in _SKIPPED:
            yield from _pieces(child, "item" if name == "list-item" else kind, notes)


def _notes(paragraph: Any) -> Iterator[Piece]:
    for child in paragraph.childNodes:
        if _name(child) == "note":
            yield Piece("footnote", " ".join(_text(part) for part in child.childNodes if _name(part)).strip())
        elif _name(child):
            yield from _notes(child)


def _name(node: Any) -> str:
    """The element's name without its space; empty for text."""
    return str(node.qname[1]) if getattr(node, "qname", None) else ""


def _text(node: Any) -> str:
    return " ".join(_raw(node).replace("\xad", "").split())


def _raw(node: Any) -> str:
    parts = []
    for child in node.childNodes:
        name = _name(child)
        if not name:
            parts.append(str(getattr(child, "data", "")))
        elif name in _SPACES:
            parts.append(_SPACES[name])
        elif name not in _SKIPPED:
            parts.append(_raw(child) + (" " if name in ("p", "h") else ""))
    return "".join(parts)
