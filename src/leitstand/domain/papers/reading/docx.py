"""Word files: paragraphs by their styles, tables row by row, footnotes at the end."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitstand.domain.papers.reading.shape import Unreadable
from leitstand.domain.papers.rules.layout import Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|überschrift|titel|title)\s*(\d?)", re.IGNORECASE)


def read_docx(path: Path) -> tuple[list[Piece], dict[str, str]]:
    """Pieces in the file's order, and what it says of itself. Raises ``Unreadable``."""
    # Only here: these libraries take longer to load than a small PDF takes to read.
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(str(path))
        pieces = [*_pieces(document), *_footnotes(document)]
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise Unreadable("Die Word-Datei ist beschädigt. Bitte sie neu als DOCX speichern.") from error
    told = document.core_properties
    return pieces, {"Title": told.title or "", "Author": told.author or ""}


def _pieces(document: Any) -> Iterator[Piece]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                cells = [
                    cell for place, cell in enumerate(row.cells) if cell._tc not in [c._tc for c in row.cells[:place]]
                ]
                yield Piece("cell", "\t".join(" ".join(cell.text.split()) for cell in cells).strip())
        else:
            yield _paragraph(item)


def _paragraph(paragraph: Any) -> Piece:
    text = " ".join(paragraph.text.replace("\xad", "").split())
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    heading = _HEADING.match(style)
    if heading:
        return Piece("heading", text, int(heading.group(1) or 1))
    if style.lower().startswith(("caption", "beschriftung")):
        return Piece("caption", text)
    properties = paragraph._p.pPr
    listed = style.lower().startswith(("list", "aufzählung")) or (
        properties is not None and properties.numPr is not None
    )
    return Piece("item" if listed else "paragraph", text)


def _footnotes(document: Any) -> Iterator[Piece]:
    from docx.oxml import parse_xml

    for part in document.part.package.iter_parts():
        if str(part.partname) != "/word/footnotes.xml":
            continue
        for note in parse_xml(part.blob).iter(f"{_W}footnote"):
            if note.get(f"{_W}type") is None:
                yield Piece("footnote", " ".join("".join(run.text or "" for run in note.iter(f"{_W}t")).split()))
