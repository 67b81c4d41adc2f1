"""Rows of a CSV file from anywhere, read as a stream and trusting nothing.

UTF-8 or ISO-8859-1, plain or ``.gz``, separated by comma or semicolon. What is not such a file is refused with the
line, what is wrong there and what to do.
"""

import csv
import gzip
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from leitstand.foundation.errors import RuleBroken

GZIP = b"\x1f\x8b"
LARGEST = 1_000_000_000
LONGEST_LINE = 1_000_000


def rows(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[tuple[int, list[str]]]:
    """Line number and the columns asked for, needed ones first; optional columns that are missing are empty.

    Raises ``RuleBroken`` at the first thing that is wrong; nothing before it should be kept then.
    """
    lines = _Lines(path)
    try:
        yield from _columns(path, lines, needed, optional)
    except csv.Error as error:
        raise wrong(path, lines.number, f"lässt sich nicht als CSV lesen ({error})") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise RuleBroken(f"{path}: Die gepackte Datei ist beschädigt oder bricht ab. Neu holen?", "csv") from error


def number(path: Path, line: int, column: str, text: str) -> float:
    """A number with a decimal point; NaN and infinity are read as such, to be refused where they count."""
    try:
        return float(text)
    except ValueError:
        cure = " Nötig ist ein Dezimalpunkt." if "," in text else ""
        raise wrong(path, line, f"{column} „{text[:40]}“ ist keine Zahl.{cure}") from None


def year(path: Path, line: int, column: str, text: str) -> int:
    """A year of four digits."""
    if not (len(text) == 4 and text.isascii() and text.isdigit()) or text < "1000":
        raise wrong(path, line, f"{column} „{text[:40]}“ ist keine Jahreszahl mit vier Ziffern")
    return int(text)


def wrong(path: Path, line: int, what: str) -> RuleBroken:
    return RuleBroken(f"{path}, Zeile {line}: {what}", "csv")


def _columns(
    path: Path, lines: "_Lines", needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    stream = iter(lines)
    first = next(stream, "")
    if not first.strip():
        raise RuleBroken(f"{path} ist leer oder beginnt mit einer leeren Zeile. Nötig ist eine Kopfzeile.", "csv")
    if first.lstrip().startswith("<"):
        raise RuleBroken(f"{path} ist eine HTML- oder XML-Datei und keine CSV-Datei.", "csv")
    mark = ";" if first.count(";") > first.count(",") else ","
    heads = [head.strip() for head in next(csv.reader([first], delimiter=mark))]
    missing = [name for name in needed if name not in heads]
    if missing:
        raise wrong(path, 1, f"Es fehlen die Spalten {', '.join(missing)}. Vorhanden: {', '.join(heads)[:200]}")
    places = [heads.index(name) if name in heads else -1 for name in (*needed, *optional)]
    for row in csv.reader(stream, delimiter=mark, strict=True):
        if not row:
            continue
        if len(row) != len(heads):
            raise wrong(path, lines.number, f"{len(row)} Spalten statt {len(heads)}. Ist die Zeile abgebrochen?")
        yield lines.number, [row[place].strip() if place >= 0 else "" for place in places]


class _Lines:
    """Decoded lines of a file; ``number`` is that of the last one."""

    def __init__(self, path: Path) -> None:
        self.path, self.number, self._read = path, 0, 0
        self._utf8, self._latin = 0, 0

    def __iter__(self) -> Iterator[str]:
        with self._opened() as stream:
            raw = b"\n"
            while more := stream.readline(LONGEST_LINE + 1):
                raw = more
                self.number += 1
                self._check(raw)
                yield self._decoded(raw)
            if not raw.endswith((b"\n", b"\r")):
                print(f"{self.path}: Die letzte Zeile endet ohne Zeilenumbruch; ist die Datei ganz?", file=sys.stderr)

    def _opened(self) -> IO[bytes]:
        if not self.path.is_file():
            raise RuleBroken(f"Die Datei „{self.path}“ gibt es nicht.", "no-file")
        if self.path.stat().st_size > LARGEST:
            raise self._too_large()
        file = self.path.open("rb")
        if file.read(2) == GZIP:
            file.close()
            # A gzip file reads like any other, though its type is another.
            return gzip.open(self.path)  # type: ignore[return-value]  # reads bytes as every binary file does
        file.seek(0)
        return file

    def _check(self, raw: bytes) -> None:
        self._read += len(raw)
        if self._read > LARGEST:
            raise self._too_large()
        if len(raw) > LONGEST_LINE:
            raise wrong(self.path, self.number, "Die Zeile ist länger als 1 MB. Ist das eine CSV-Datei?")
        if b"\0" in raw:
            raise wrong(self.path, self.number, "Das ist kein Text in UTF-8 oder ISO-8859-1.")

    def _decoded(self, raw: bytes) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        try:
            text = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
            self._utf8 = self._utf8 or self.number
        except UnicodeDecodeError:
            text = raw.decode("iso-8859-1")
            self._latin = self._latin or self.number
        if self._utf8 and self._latin:
            raise RuleBroken(
                f"{self.path}: zwei Zeichensätze in einer Datei: Zeile {self._utf8} ist UTF-8, Zeile {self._latin} "
                "nicht. Bitte einheitlich als UTF-8 speichern.",
                "csv",
            )
        return text

    def _too_large(self) -> RuleBroken:
        return RuleBroken(
            f"{self.path} ist größer als {LARGEST // 1_000_000} MB. Bitte in mehrere Dateien teilen.", "csv"
        )


def write_rows(path: Path, heads: Sequence[str], table: Iterator[Sequence[str]]) -> int:
    """Write a CSV file (``.gz`` is packed) as a whole or not at all; returns the number of rows."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with _to(part, packed=path.suffix == ".gz") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(heads)
            for row in table:
                writer.writerow(row)
                count += 1
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _to(path: Path, *, packed: bool) -> IO[str]:
    if packed:
        return gzip.open(path, "wt", encoding="utf-8", newline="")
    return path.open("w", encoding="utf-8", newline="")
