"""Office files are ZIP archives of XML: looked at before anything unpacks them."""

import re
import zipfile
from pathlib import Path
from typing import IO

from leitstand.domain.papers.reading.shape import Unreadable

MAX_PARTS = 5_000
MAX_UNPACKED = 300_000_000
MAX_XML = 100_000_000
PIECE = 1 << 20
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DAMAGED = "Die Datei ist beschädigt oder mit einem Passwort geschützt. Bitte sie neu speichern."
_BOMB = "Die Datei ist ausgepackt größer als {limit} MB; so groß ist kein Papier. Sie wurde nicht geöffnet."
_ENTITIES = "Die Datei enthält Anweisungen, die in einem Papier nichts zu suchen haben. Sie wurde nicht geöffnet."
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)


def office_kind(path: Path) -> str:
    """``docx``, ``odt`` or nothing; harmless to be opened by a reader. Raises ``Unreadable`` for what is not."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            kind = _kind(archive, names)
            if kind:
                _check(archive, parts)
            return kind
    except _DAMAGE:
        raise Unreadable(_DAMAGED) from None


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
        return "odt" if archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text") else ""
    return ""


def _check(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    sizes = [part.file_size for part in parts]
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if len(parts) > MAX_PARTS or sum(sizes) > MAX_UNPACKED or any(part.file_size > MAX_XML for part in xml):
        raise Unreadable(_BOMB.format(limit=MAX_UNPACKED // 1_000_000))
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_DAMAGED)
    for part in xml:
        with archive.open(part) as stream:
            if _has_instructions(stream):
                raise Unreadable(_ENTITIES)


def _has_instructions(stream: IO[bytes]) -> bool:
    """Whether a document type or entity is declared anywhere: what stands before may be longer than any head."""
    before = b""
    while piece := stream.read(PIECE):
        seen = before + piece.replace(b"\x00", b"")
        if _DECLARED.search(seen):
            return True
        before = seen[-8:]
    return False
