"""Opening a file before anything is read from it: size, wrapping, encoding, checksum.

A file may come packed (gzip, or a ZIP archive with one table). It is unpacked piece by piece, and
stops where it gets larger than it may, whatever its directory claims. Text must be in one
encoding: UTF-8, or Windows/ISO-8859-1; a file in both is refused with the rows.
"""

import codecs
import gzip
import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from leitstand.domain.statistics.reading.shape import Unreadable

MAX_BYTES = 1_500_000_000
_PIECE = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
_WORKBOOK = "xl/workbook"


@dataclass(frozen=True, slots=True)
class Original:
    """A readable file: the name to say, where it lies unpacked, and the checksum of what was handed in."""

    name: str
    path: Path
    sha256: str
    head: bytes

    def error(self, reason: str, cure: str, row: int = 0, column: str = "") -> Unreadable:
        return Unreadable(reason, cure, file=self.name, row=row, column=column)


@contextmanager
def opened(path: Path, name: str = "", limit: int = MAX_BYTES) -> Iterator[Original]:
    """Open a file for reading; unpacked copies are removed afterwards. Raises ``Unreadable``."""
    said = name or path.name
    if not path.is_file():
        raise Unreadable("Diese Datei gibt es nicht.", "Bitte den Namen prüfen.", file=said)
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("Die Datei ist leer.", "Bitte sie neu laden.", file=said)
    if size > limit:
        raise Unreadable(_too_large(limit), "Bitte weniger Jahre oder Regionen auf einmal laden.", file=said)
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        plain = _unpacked(path, Path(folder) / "plain", said, limit)
        with plain.open("rb") as stream:
            yield Original(said, plain, _checksum(path), stream.read(1 << 16))


def _too_large(limit: int) -> str:
    return f"Die Datei ist (ausgepackt) größer als {limit // 1_000_000} MB."


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unpacked(path: Path, target: Path, said: str, limit: int) -> Path:
    with path.open("rb") as stream:
        start = stream.read(4)
    try:
        if start[:2] == b"\x1f\x8b":
            with gzip.open(path) as packed:
                return _copy(packed, target, said, limit)
        if start == b"PK\x03\x04":
            return _from_archive(path, target, said, limit)
    except _DAMAGE:
        raise Unreadable(
            "Das gepackte Archiv ist beschädigt oder verschlüsselt.", "Bitte es neu laden.", file=said
        ) from None
    return path


def _from_archive(path: Path, target: Path, said: str, limit: int) -> Path:
    """The one table in a ZIP archive; a workbook is left as it is."""
    with zipfile.ZipFile(path) as archive:
        members = [
            part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith("__MACOSX")
        ]
        if any(part.filename.startswith(_WORKBOOK) for part in members):
            return path
        if len(members) != 1:
            raise Unreadable(
                f"Das ZIP-Archiv enthält {len(members)} Dateien.",
                "Bitte sie auspacken und einzeln einlesen.",
                file=said,
            )
        with archive.open(members[0]) as packed:
            return _copy(packed, target, said, limit)


def _copy(packed: IO[bytes] | gzip.GzipFile, target: Path, said: str, limit: int) -> Path:
    written = 0
    with target.open("wb") as plain:
        while piece := packed.read(_PIECE):
            written += len(piece)
            if written > limit or shutil.disk_usage(target.parent).free < 10 * _PIECE:
                raise Unreadable(_too_large(limit), "Bitte einen kleineren Ausschnitt laden.", file=said)
            plain.write(piece)
    return target


def encoding_of(original: Original) -> str:
    """``utf-8`` or ``cp1252`` for the whole file. Raises ``Unreadable`` for a mixture or for another encoding."""
    if original.head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise original.error("Die Datei ist in UTF-16 gespeichert.", "Bitte sie als „CSV UTF-8“ speichern.")
    if b"\x00" in original.head:
        raise original.error("Die Datei ist keine Textdatei.", "Bitte eine der beschriebenen Dateiarten verwenden.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with original.path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _older_encoding(original)
    return "utf-8"


def _older_encoding(original: Original) -> str:
    """Windows text; refused if other rows are UTF-8, or if a byte means nothing there."""
    unicode_row = other_row = 0
    with original.path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                unicode_row = unicode_row or number
            except UnicodeDecodeError:
                other_row = other_row or number
                if any(byte in line for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
                    raise original.error(
                        "Die Zeichenkodierung ist unbekannt.", "Bitte als UTF-8 speichern.", number
                    ) from None
            if unicode_row and other_row:
                raise original.error(
                    f"Die Datei mischt zwei Kodierungen: Zeile {unicode_row} ist UTF-8, Zeile {other_row} nicht.",
                    "Bitte sie neu laden oder in einer Kodierung speichern.",
                    max(unicode_row, other_row),
                )
    return "cp1252"
