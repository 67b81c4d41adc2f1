"""Reading the worksheets of an XLSX file as a stream of typed cells, trusting nothing.

A workbook is a ZIP archive of XML parts. Sizes are checked in the archive's directory before
anything is unpacked; document types, and with them every entity trick, are refused; parts are read
in pieces, so that memory follows the content and not what a file pretends to hold. Formulas are
reported as such and never computed.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from leitstand.foundation.finding import Finding

MAX_FILE = 50_000_000
MAX_UNPACKED = 150_000_000
MAX_PARTS = 2_000
MAX_COLUMNS = 256
MAX_ROWS = 300_000
_PIECE = 1 << 17
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DAMAGE = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    OSError,
)
"""What a damaged or made-up archive makes the libraries raise."""
# Number formats that every workbook knows: dates, and of these the ones that show no day.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_WITHOUT_DAY = {17, 18, 19, 20, 21, 45, 46, 47}


class NotReadable(Finding):
    """The file, or one of its worksheets, cannot be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content. ``kind`` is text, number, day, flag, formula or error.

    ``shows_day`` is false for dates whose number format shows only month or year.
    """

    kind: str
    value: str | float | date | bool
    shows_day: bool = True


@dataclass
class Sheet:
    """One worksheet: its name, its part in the archive, and the merged ranges found while reading."""

    name: str
    part: str
    hidden: bool
    merged: list[str] = field(default_factory=list)


class Spreadsheet:
    """An opened workbook. Raises ``NotReadable`` if it is none."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = _archive(file)
        book = _workbook_part(self._archive)
        if not book.endswith(".xml"):
            raise NotReadable("Die Datei ist eine binäre Arbeitsmappe.", "Bitte sie als .xlsx speichern.")
        self._since = date(1899, 12, 30)
        self.sheets = self._read_book(book)
        folder = book.rpartition("/")[0]
        self._texts = self._read_texts(f"{folder}/sharedStrings.xml")
        self._dates = self._read_styles(f"{folder}/styles.xml")

    def _read_book(self, book: str) -> dict[str, Sheet]:
        folder, _, name = book.rpartition("/")
        targets = _relations(self._archive, f"{folder}/_rels/{name}.rels", folder)
        found: dict[str, Sheet] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._since = date(1904, 1, 1)
            if tag == "sheet":
                relation = next((value for key, value in attributes.items() if key.endswith(":id") or key == "id"), "")
                hidden = attributes.get("state", "visible") != "visible"
                title = attributes.get("name", "")
                found[title] = Sheet(title, targets.get(relation, ""), hidden)

        for _ in _parse(self._archive, book, start):
            pass
        return found

    def _read_texts(self, part: str) -> list[str]:
        texts: list[str] = []
        if part in self._archive.namelist():
            reader = _Texts(texts)
            for _ in _parse(self._archive, part, reader.start, reader.end, reader.text):
                pass
        return texts

    def _read_styles(self, part: str) -> dict[int, bool]:
        """For each style of a date, whether it shows the day."""
        codes: dict[int, str] = {}
        dates: dict[int, bool] = {}
        state = {"inside": False, "style": 0}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "numFmt":
                codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
            elif tag == "cellXfs":
                state["inside"] = True
            elif tag == "xf" and state["inside"]:
                number = int(attributes.get("numFmtId", "0"))
                shows = _shows_date(number, codes.get(number))
                if shows is not None:
                    dates[state["style"]] = shows
                state["style"] += 1

        def end(tag: str) -> None:
            if tag == "cellXfs":
                state["inside"] = False

        if part in self._archive.namelist():
            for _ in _parse(self._archive, part, start, end):
                pass
        return dates

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Row numbers (from 1) with their filled cells by column number (from 0); empty rows are left out.

        Raises ``NotReadable``.
        """
        if sheet.part not in self._archive.namelist():
            return
        reader = _Cells(self._texts, self._dates, self._since, sheet.merged)
        for _ in _parse(self._archive, sheet.part, reader.start, reader.end, reader.text):
            yield from reader.finished
            reader.finished.clear()
        yield from reader.finished


def _archive(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > MAX_FILE:
        raise NotReadable(f"Die Datei ist größer als {MAX_FILE // 1_000_000} MB.", "Bitte sie aufteilen.")
    if file.read(4) == b"\xd0\xcf\x11\xe0":
        raise NotReadable(
            "Die Datei ist mit einem Kennwort geschützt oder in einem alten Format (.xls).",
            "Bitte sie ohne Kennwort als .xlsx speichern.",
        )
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE:
        raise NotReadable(
            "Die Datei ist keine Excel-Arbeitsmappe (.xlsx).", "Bitte eine hier exportierte Arbeitsmappe verwenden."
        ) from None
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise NotReadable(
            f"Die Arbeitsmappe ist ausgepackt größer als {MAX_UNPACKED // 1_000_000} MB.",
            "Bitte leere Zeilen, Bilder und fremde Blätter entfernen.",
        )
    return archive


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for target in _relations(archive, "_rels/.rels", "").values():
        if re.search(r"workbook\w*\.(xml|bin)$", target) and target in archive.namelist():
            return target
    shape = "Das ist ein OpenDocument" if "mimetype" in archive.namelist() else "Die Datei ist ein ZIP-Archiv"
    raise NotReadable(f"{shape}, aber keine Excel-Arbeitsmappe.", "Bitte sie als .xlsx speichern.")


def _relations(archive: zipfile.ZipFile, part: str, folder: str) -> dict[str, str]:
    """Targets by relation identifier, as paths in the archive."""
    targets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            targets[attributes.get("Id", "")] = path

    if part.lstrip("/") in archive.namelist():
        for _ in _parse(archive, part.lstrip("/"), start):
            pass
    return targets


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Feed one part to the handlers and yield after each piece. Raises ``NotReadable``."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype

    def first(tag: str, attributes: dict[str, str]) -> None:
        """Most files name their elements without a prefix; only for the others it must be cut off."""
        prefixed = ":" in tag
        parser.StartElementHandler = (lambda t, a: start(t.rpartition(":")[2], a)) if prefixed else start
        if end is not None:
            parser.EndElementHandler = (lambda t: end(t.rpartition(":")[2])) if prefixed else end
        parser.StartElementHandler(tag, attributes)

    parser.StartElementHandler = first
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
    except DAMAGE:
        raise NotReadable(
            f"Die Arbeitsmappe ist beschädigt (Teil „{part}“).", "Bitte sie in Excel öffnen und neu speichern."
        ) from None


def _refuse_doctype(*_names: object) -> None:
    raise NotReadable(
        "Die Arbeitsmappe enthält eine Dokumenttyp-Angabe; das ist in Arbeitsmappen nicht erlaubt.",
        "Bitte eine hier exportierte Arbeitsmappe verwenden.",
    )


def _shows_date(number: int, code: str | None) -> bool | None:
    """Whether a number format shows the day of a date; ``None`` if it is no date's."""
    if code is None:
        return number not in _BUILT_IN_WITHOUT_DAY if number in _BUILT_IN_DATES else None
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", code).lower()
    if bare == "general" or not re.search(r"[dy]|m", bare) or re.search(r"[#0?]", bare.split(";")[0]):
        return None
    return "d" in bare


def unescape(text: str) -> str:
    """Give back characters that XML cannot hold, such as ``_x000D_`` for a carriage return.

    What no database can store (NUL, half a pair of surrogates) stays as it is written.
    """
    return _ESCAPED.sub(_escaped, text) if "_x" in text else text


def _escaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


class _Texts:
    """Reads the table of shared texts; phonetic hints (``rPh``) are not part of a text."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._parts: list[str] = []
        self._reading = self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._reading = not self._phonetic

    def end(self, tag: str) -> None:
        if tag == "si":
            self._texts.append(unescape("".join(self._parts)))
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "t":
            self._reading = False

    def text(self, text: str) -> None:
        if self._reading:
            self._parts.append(text)


class _Cells:
    """Reads a worksheet; complete rows wait in ``finished`` until they are taken."""

    def __init__(self, texts: list[str], dates: dict[int, bool], since: date, merged: list[str]) -> None:
        self._texts, self._dates, self._since, self._merged = texts, dates, since, merged
        self.finished: list[tuple[int, dict[int, Cell]]] = []
        self._row, self._column, self._rows = 0, -1, 0
        self._cells: dict[int, Cell] = {}
        self._kind, self._style, self._formula = "n", 0, False
        self._parts: list[str] = []
        self._reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            reference = attributes.get("r")
            self._column = column_number(reference) if reference else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._formula = False
            self._parts = []
        elif tag in ("v", "t"):
            self._reading = True
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            self._cells = {}
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell" and len(self._merged) < MAX_COLUMNS:
            self._merged.append(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._reading:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = False
        elif tag == "c":
            if self._parts or self._formula:
                self._keep("".join(self._parts))
        elif tag == "row" and self._cells:
            self._rows += 1
            if self._rows > MAX_ROWS:
                raise NotReadable(f"Das Blatt hat mehr als {MAX_ROWS} gefüllte Zeilen.", "Bitte es aufteilen.")
            self.finished.append((self._row, self._cells))

    def _keep(self, content: str) -> None:
        if self._column >= MAX_COLUMNS:
            raise NotReadable(
                f"In Zeile {self._row} stehen Inhalte rechts der {MAX_COLUMNS}. Spalte.", "Bitte sie löschen."
            )
        self._cells[self._column] = Cell("formula", content) if self._formula else self._cell(content)

    def _cell(self, content: str) -> Cell:
        if self._kind == "s":
            index = int(content)
            return Cell("text", self._texts[index] if 0 <= index < len(self._texts) else "")
        if self._kind in ("str", "inlineStr"):
            return Cell("text", unescape(content))
        if self._kind == "b":
            return Cell("flag", content.strip() == "1")
        if self._kind == "e":
            return Cell("error", content)
        if self._kind == "d":
            return Cell("day", date.fromisoformat(content[:10]))
        return self._number(float(content))

    def _number(self, number: float) -> Cell:
        shows_day = self._dates.get(self._style)
        if shows_day is None or not 1 <= number < 2_958_466:
            return Cell("number", number)
        days = int(number)
        # Workbooks that count from 1900 know a 29 February 1900, which there was not.
        early = self._since.year == 1899 and days < 60
        return Cell("day", self._since + timedelta(days=days + early), shows_day)


def column_number(reference: str) -> int:
    """``C7`` → 2."""
    return _number_of(reference.rstrip("0123456789"))


@lru_cache(maxsize=1024)
def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def column_letters(number: int) -> str:
    """2 → ``C``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
