"""Web pages: their readable part. Scripts are never run and nothing is fetched; navigation is left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitstand.domain.papers.reading.plain import decoded
from leitstand.domain.papers.reading.shape import Unreadable
from leitstand.domain.papers.rules.layout import Piece

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_BLOCKS = ("p", "quote", "code", "ab", "lb")


def read_html(path: Path) -> tuple[list[Piece], dict[str, str]]:
    """Pieces of the readable part, and what the page says of itself. Raises ``Unreadable``."""
    # Only here: it takes longer to load than a small PDF takes to read.
    import trafilatura
    from lxml import etree

    content = path.read_bytes()
    said = _CHARSET.search(content[:4096])
    source = decoded(content, said.group(1).decode("ascii", "replace") if said else "")
    extracted = trafilatura.extract(
        source, output_format="xml", include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    if not extracted:
        raise Unreadable("Die Seite enthält keinen lesbaren Text.")
    root = etree.fromstring(extracted, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    told = {"Title": root.get("title", ""), "Author": root.get("sitename", ""), "CreationDate": root.get("date", "")}
    main = root.find("main")
    return list(_pieces(main if main is not None else root)), told


def _pieces(node: Any) -> Iterator[Piece]:
    for child in node:
        if child.tag == "head":
            level = re.sub(r"\D", "", child.get("rend", "")) or "1"
            yield Piece("heading", _text(child), min(int(level), 6))
        elif child.tag == "item":
            yield Piece("item", _text(child))
        elif child.tag == "row":
            yield Piece("cell", "\t".join(_text(cell) for cell in child).strip())
        elif child.tag in _BLOCKS:
            yield Piece("paragraph", _text(child))
        else:
            yield from _pieces(child)


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).replace("\xad", "").split())
