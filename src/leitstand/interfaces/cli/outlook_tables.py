"""Long tables of series and targets: reading them from CSV, plain or compressed, and writing answers in one piece.

A file is read as it comes from the field: comma, semicolon or tab; UTF-8 or Windows-1252; with decimal comma where the
semicolon separates. Whatever cannot be read is refused as a whole, in a sentence that says what and where.
"""

import csv
import gzip
import io
import os
import re
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from leitstand.foundation.errors import RuleBroken

HEAD = 65_536
GZIP = b"\x1f\x8b"
TEXT: Any = pa.dictionary(pa.int32(), pa.string())
COLUMN_ERROR = re.compile(
    r"In CSV column #\d+: (?:Row #(\d+): )?CSV conversion error to \w+: invalid value '(.*)'", re.S
)
ROW_ERROR = re.compile(r"(?:Row #(\d+): )?Expected (\d+) columns, got (\d+)", re.S)


class Unreadable(RuleBroken):
    """A file that cannot be read as the table it should be."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(f"{path}: {sentence} Es wurde nichts geschrieben.", "unreadable")


def read(path: Path, needed: Mapping[str, Any], wished: Mapping[str, Any] | None = None) -> pa.Table:
    """The columns ``needed`` and, where they are there, ``wished`` (name → Arrow type) of a CSV file."""
    head = _head(path)
    names, separator = _header(path, head)
    missing = [name for name in needed if name not in names]
    if missing:
        raise Unreadable(path, f"Spalte fehlt: {', '.join(missing)}. Vorhanden: {', '.join(names)}.")
    types = dict(needed) | {name: kind for name, kind in (wished or {}).items() if name in names}
    for name in types:
        if names.count(name) > 1:
            raise Unreadable(path, f"Die Spalte {name} kommt mehrmals vor.")
    try:
        return _parse(path, types, separator, "utf8")
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise _explained(path, types, separator, names) from error
    _one_encoding(path)
    try:
        return _parse(path, types, separator, "cp1252")
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise _explained(path, types, separator, names, "cp1252") from error


def write(path: Path, columns: Mapping[str, pa.Array]) -> None:
    """Write beside the place and move there once whole; ``.gz`` in the name compresses. NULL becomes an empty field."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as raw, _packed(raw, path) as stream:
            stream.write((",".join(columns) + "\n").encode())
            options = arrow_csv.WriteOptions(include_header=False)
            arrow_csv.write_csv(pa.table(dict(columns)), stream, options)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _packed(raw: Any, path: Path) -> Any:
    # Level 1: three times as fast as the default, files a tenth larger.
    return gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) if path.suffix == ".gz" else raw


def _umask() -> int:
    """The mode new files get; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _head(path: Path) -> bytes:
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP
        raw.seek(0)
        try:
            return gzip.GzipFile(fileobj=raw).read(HEAD) if packed else raw.read(HEAD)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(path, "Die Datei ist beschädigt oder nicht ganz übertragen.") from error


def _header(path: Path, head: bytes) -> tuple[list[str], str]:
    """The names of the columns and what separates them."""
    if not head.strip():
        raise Unreadable(path, "Die Datei ist leer.")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise Unreadable(
            path,
            "Das ist keine CSV-Datei, sondern eine Internetseite (HTML oder XML). Bitte die Datei neu herunterladen.",
        )
    if b"\0" in head or head.startswith(b"PK"):
        raise Unreadable(path, "Das ist keine CSV-Datei in UTF-8 oder Windows-1252. Bitte als CSV (UTF-8) speichern.")
    first = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip("\r")
    separator = max(",;\t", key=first.count)
    return next(csv.reader(io.StringIO(first), delimiter=separator)), separator


def _parse(path: Path, types: Mapping[str, Any], separator: str, encoding: str, *, threads: bool = True) -> pa.Table:
    convert = arrow_csv.ConvertOptions(
        column_types=dict(types), include_columns=list(types), decimal_point="," if separator == ";" else "."
    )
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP
    with pa.input_stream(str(path), compression="gzip" if packed else None) as stream:
        try:
            return arrow_csv.read_csv(
                stream,
                read_options=arrow_csv.ReadOptions(encoding=encoding, use_threads=threads),
                parse_options=arrow_csv.ParseOptions(delimiter=separator),
                convert_options=convert,
            )
        except OSError as error:
            raise Unreadable(path, "Die Datei ist beschädigt oder nicht ganz übertragen.") from error


def _one_encoding(path: Path) -> None:
    """Refuse a file of which some lines are UTF-8 and others are not."""
    modern = other = 0
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP
        raw.seek(0)
        for number, line in enumerate(gzip.GzipFile(fileobj=raw) if packed else raw, start=1):
            if line.isascii():
                continue
            try:
                line.decode()
                modern = modern or number
            except UnicodeDecodeError:
                other = other or number
            if modern and other:
                raise Unreadable(
                    path, f"Die Datei mischt zwei Zeichensätze: Zeile {modern} ist UTF-8, Zeile {other} nicht."
                )


def _explained(
    path: Path, types: Mapping[str, Any], separator: str, names: list[str], encoding: str = "utf8"
) -> Unreadable:
    """Read once more line by line, to say which column and row it was; columns one at a time."""
    for name, kind in types.items():
        try:
            _parse(path, {name: kind}, separator, encoding, threads=False)
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            return Unreadable(path, _sentence(name, str(error)))
    return Unreadable(path, "Die Tabelle lässt sich nicht lesen.")


def _sentence(name: str, error: str) -> str:
    if found := COLUMN_ERROR.search(error):
        place = f", Zeile {found[1]}" if found[1] else ""
        return f"Spalte {name}{place}: „{found[2]}“ ist nicht das, was hier stehen muss."
    if found := ROW_ERROR.search(error):
        place = f"Zeile {found[1]}" if found[1] else "Eine Zeile"
        return f"{place} hat {found[3]} Felder statt {found[2]}. Ist die Datei abgebrochen?"
    return f"Die Tabelle lässt sich nicht lesen ({error.splitlines()[0]})."
