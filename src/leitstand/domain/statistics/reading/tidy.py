"""Tidy tables, CSV or worksheet, read with a ``ColumnMapping``: one row, one value."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.delimited import Delimited, Piece, delimited, header_cells
from leitstand.domain.statistics.reading.mapping import ColumnMapping, guess_columns
from leitstand.domain.statistics.reading.opening import Original, encoding_of
from leitstand.domain.statistics.reading.periods import part_of, period_of
from leitstand.domain.statistics.reading.regions import code_of_name, region_of
from leitstand.domain.statistics.reading.shape import (
    About,
    Dimension,
    Notes,
    Place,
    Reading,
    dimensions_of,
    mapped,
    table_of,
)
from leitstand.domain.statistics.reading.values import drop_empty, marks_of, read_values
from leitstand.foundation.spreadsheet import MAX_FILE, Cell, NotReadable, Sheet, Spreadsheet

_SAMPLE = 200
_CURE = "Bitte die Spalten neu zuordnen."


def read_tidy(original: Original, mapping: ColumnMapping, *, workbook: bool = False) -> Reading:
    """Read with a confirmed mapping. Raises ``Unreadable``: for headings at once, for rows later."""
    source: Delimited | _Worksheet = _Worksheet(original, mapping.sheet) if workbook else text_table(original)
    place = _places(original, source.header, mapping)
    dimensions = dimensions_of([(name, name) for name in mapping.dimensions])
    notes = Notes()
    title = mapping.sheet if workbook else ""
    return Reading(
        "tidy-xlsx" if workbook else "tidy-csv",
        About(title),
        dimensions,
        _tables(source, place, mapping, dimensions, notes),
        notes,
    )


def propose(original: Original, *, workbook: bool = False, sheet: str = "") -> ColumnMapping:
    """A mapping guessed from headings and first rows, to be confirmed by a person."""
    source: Delimited | _Worksheet = _Worksheet(original, sheet) if workbook else text_table(original)
    first = next(source.pieces(), None)
    if first is None:
        return guess_columns(source.header, [])
    rows = list(zip(*(column.slice(0, _SAMPLE).to_pylist() for column in first.columns), strict=True))
    return guess_columns(source.header, rows)


def headings(original: Original, *, workbook: bool = False, sheet: str = "") -> tuple[str, ...]:
    return (_Worksheet(original, sheet) if workbook else text_table(original)).header


def text_table(original: Original) -> Delimited:
    """An own table that is text, with the mark that separates its cells. Raises ``Unreadable``."""
    encoding_of(original)
    line = original.head.split(b"\n", 1)[0].decode("utf-8", "replace")
    counts = {mark: len(header_cells(original, line, mark)) for mark in ";\t,|"}
    table = delimited(original, max(counts, key=lambda mark: counts[mark]), quoted_newlines=True)
    if len(table.header) < 2:
        raise original.error(
            "Das ist keine Tabelle: Die erste Zeile hat nur eine Spalte.", "Bitte eine Tabelle mit Kopfzeile laden.", 1
        )
    return table


def _places(original: Original, header: Sequence[str], mapping: ColumnMapping) -> dict[str, int]:
    wanted = {**mapping.named, **{f"dimension {name}": name for name in mapping.dimensions}}
    if not mapping.value:
        raise original.error("Es ist keine Spalte mit Werten zugeordnet.", _CURE, 1)
    if not mapping.period and not mapping.fixed.get("period"):
        raise original.error("Es ist kein Zeitraum zugeordnet.", _CURE, 1)
    for name in wanted.values():
        if list(header).count(name) != 1:
            said = "fehlt" if name not in header else "kommt mehrmals vor"
            raise original.error(f"Die Spalte „{name}“ {said}.", _CURE, 1)
    return {role: list(header).index(name) for role, name in wanted.items()}


def _tables(
    source: "Delimited | _Worksheet",
    place: dict[str, int],
    mapping: ColumnMapping,
    dimensions: Sequence[Dimension],
    notes: Notes,
) -> Iterator[pa.Table]:
    for piece in source.pieces():
        texts = {role: pc.utf8_trim_whitespace(piece.columns[number]) for role, number in place.items()}
        read = read_values(texts["value"], piece.place.at(f"„{mapping.value}“"), mapping.decimal)
        regions = texts.get("region")
        codes = (
            mapped(regions, code_of_name, pa.string(), piece.place)
            if regions is not None
            else mapping.fixed.get("region", "")
        )
        columns: dict[str, Any] = {one.column: texts[f"dimension {one.code}"] for one in dimensions}
        columns |= {name: texts.get(name, mapping.fixed.get(name, "")) for name in ("measure", "measure_label", "unit")}
        columns |= _region(codes, piece) | {
            "region_label": texts.get("region_label", regions if regions is not None else "")
        }
        columns |= {"value": read.number, "sign": read.sign, "marks": texts.get("flag", read.marks)}
        columns |= _flags(texts.get("flag"), read.flag, piece)
        first = piece.place.first_row
        columns |= {
            "period": _period(texts, mapping, piece),
            "line": pa.array(range(first, first + piece.rows), pa.int64()),
        }
        yield drop_empty(table_of(columns, dimensions, piece.rows), read.kept, notes)


def _region(codes: Any, piece: Piece) -> dict[str, Any]:
    if isinstance(codes, str):
        region = region_of(codes)
        return {"region_code": codes, "region": region.code, "level": region.level}
    return {
        "region_code": codes,
        "region": mapped(codes, lambda code: region_of(code).code, pa.string(), piece.place),
        "level": mapped(codes, lambda code: region_of(code).level, pa.string(), piece.place),
    }


def _flags(marks: Any, flag: Any, piece: Piece) -> dict[str, Any]:
    if marks is None:
        return {"flag": flag}
    flags = mapped(marks, lambda text: marks_of(text).flag, pa.string(), piece.place)
    return {
        "flag": pc.if_else(pc.equal(flag, ""), flags, flag),
        "breaks": mapped(marks, lambda text: marks_of(text).breaks, pa.bool_(), piece.place),
    }


def _period(texts: dict[str, Any], mapping: ColumnMapping, piece: Piece) -> Any:
    said = texts.get("period")
    if said is None:
        said = pa.repeat(pa.scalar(mapping.fixed["period"]), piece.rows)
    if "part" in texts:
        said = pc.binary_join_element_wise(said, texts["part"], "|")

    def period(text: str) -> str:
        year, _, part = text.partition("|")
        named = part_of(part) if part else ""
        if part and not named:
            raise ValueError(f"„{part[:40]}“ ist kein Monat, Quartal oder Halbjahr.")
        return f"{period_of(year)}-{named}" if named else period_of(year)

    return mapped(said, period, pa.string(), piece.place.at(f"„{mapping.period or 'Zeitraum'}“"))


class _Worksheet:
    """A worksheet in pieces of text columns; its first filled row is the header."""

    def __init__(self, original: Original, sheet: str) -> None:
        self.original = original
        self._book, self._sheet = open_sheet(original, sheet)
        self._rows = self._filled()
        self.header: tuple[str, ...] = ()
        for _number, cells in self._rows:
            self.header = tuple(cell_text(cells.get(column)) for column in range(max(cells) + 1))
            break
        if not self.header:
            raise original.error(f"Das Blatt „{self._sheet.name}“ ist leer.", "Bitte ein anderes Blatt wählen.")

    def _filled(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        try:
            yield from self._book.rows(self._sheet)
        except NotReadable as error:
            raise self.original.error(error.reason, error.cure) from None

    def pieces(self) -> Iterator[Piece]:
        """Rows that follow each other without a gap, so that row numbers stay true."""
        waiting: list[dict[int, Cell]] = []
        first = 0
        for number, cells in self._rows:
            if waiting and (number != first + len(waiting) or len(waiting) >= 50_000):
                yield self._piece(first, waiting)
                waiting = []
            first = first if waiting else number
            waiting.append(cells)
        if waiting:
            yield self._piece(first, waiting)

    def _piece(self, first: int, rows: Sequence[dict[int, Cell]]) -> Piece:
        columns = [
            pa.array([cell_text(row.get(column)) for row in rows], pa.string()) for column in range(len(self.header))
        ]
        return Piece(columns, len(rows), Place(self.original.name, first))


def open_sheet(original: Original, sheet: str) -> tuple[Spreadsheet, Sheet]:
    """The workbook and one worksheet, the first visible one if none is named. Raises ``Unreadable``."""
    with original.path.open("rb") as file:
        content = io.BytesIO(file.read(MAX_FILE + 1))
    try:
        book = Spreadsheet(content)
    except NotReadable as error:
        raise original.error(error.reason, error.cure) from None
    visible = [one for one in book.sheets.values() if not one.hidden]
    found = book.sheets.get(sheet) if sheet else (visible[0] if visible else None)
    if found is None:
        names = ", ".join(f"„{name}“" for name in list(book.sheets)[:12])
        raise original.error(f"Das Blatt „{sheet}“ gibt es nicht; es gibt {names}.", "Bitte die Zuordnung anpassen.")
    return book, found


def cell_text(cell: Cell | None) -> str:
    """A cell as text; numbers in full precision with a point, days in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell.value, bool):
        return "1" if cell.value else "0"
    if isinstance(cell.value, float):
        return str(int(cell.value)) if cell.value.is_integer() and abs(cell.value) < 1e15 else repr(cell.value)
    return cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value).strip()
