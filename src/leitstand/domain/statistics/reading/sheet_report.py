"""Worksheets of statistical reports, read with a saved ``SheetMapping``.

Heads of several rows are joined to the name of the measure; a unit holds for the columns to its
right until the next one. In a column of periods a year alone opens its months or quarters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from leitstand.domain.statistics.reading.mapping import SheetMapping
from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.periods import is_period, is_week, part_of, period_of
from leitstand.domain.statistics.reading.regions import code_of_name, region_of
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Reading, dimensions_of, table_of
from leitstand.domain.statistics.reading.tidy import cell_text, open_sheet
from leitstand.domain.statistics.reading.values import Value, value_of
from leitstand.foundation.spreadsheet import Cell, NotReadable, column_letters, column_number

Cells = Mapping[int, Cell]
_CURE = "Bitte die Zuordnung anpassen."
_STAND = re.compile(r"Stand: ?(\d{1,2}\.\d{1,2}\.\d{4})")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over one column of values."""

    column: int
    measure: str
    unit: str
    period: str


def read_sheet(original: Original, mapping: SheetMapping) -> Reading:
    """Read one worksheet. Raises ``Unreadable``."""
    rows = _rows(original, mapping)
    top = {number: cells for number, cells in rows if number < mapping.first_row}
    heads = _heads(original, mapping, top)
    texts = [cell_text(cell) for cells in top.values() for cell in cells.values()]
    stand = next((found[1] for text in texts if (found := _STAND.search(text))), "")
    title = next(
        (" ".join(text.split()) for text in texts if len(text) > 12 and not _STAND.search(text)), mapping.sheet
    )
    dimensions = dimensions_of([(name, name) for name in mapping.label_columns.values()])
    notes = Notes()
    body = [
        (number, cells)
        for number, cells in rows
        if number >= mapping.first_row and number <= (mapping.last_row or number)
    ]
    about = About(title, as_of=period_of(stand) if stand and is_period(stand) else "")
    return Reading("report-xlsx", about, dimensions, _tables(original, mapping, heads, body, dimensions, notes), notes)


def _rows(original: Original, mapping: SheetMapping) -> list[tuple[int, dict[int, Cell]]]:
    book, sheet = open_sheet(original, mapping.sheet)
    try:
        return list(book.rows(sheet))
    except NotReadable as error:
        raise original.error(error.reason, error.cure) from None


def _column(original: Original, letters: str) -> int:
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        raise original.error(f"„{letters}“ ist keine Spalte.", _CURE)
    return column_number(letters)


def _heads(original: Original, mapping: SheetMapping, top: Mapping[int, Cells]) -> list[Head]:
    first, last = (_column(original, letters) for letters in mapping.value_columns)
    rows = [
        number
        for number in range(mapping.head_rows[0], mapping.head_rows[1] + 1)
        if number not in (mapping.unit_row, mapping.period_row)
    ]
    if any(is_week(cell_text(cell)) for number in (*rows, mapping.period_row) for cell in top.get(number, {}).values()):
        raise original.error(
            "Das Blatt zählt Kalenderwochen; Wochenwerte kennt der Leitstand nicht.",
            "Bitte ein Blatt mit Monaten wählen.",
            rows[0] if rows else 0,
        )
    units = _carried(top.get(mapping.unit_row, {}), first, last)
    heads = []
    for column in range(first, last + 1):
        said = [" ".join(cell_text(top.get(number, {}).get(column)).replace("-\n", "").split()) for number in rows]
        measure = mapping.fixed.get("measure") or " – ".join(part for part in dict.fromkeys(said) if part)
        unit = mapping.fixed.get("unit") or units.get(column, "")
        heads.append(
            Head(
                column, measure or column_letters(column), unit, cell_text(top.get(mapping.period_row, {}).get(column))
            )
        )
    return heads


def _carried(cells: Cells, first: int, last: int) -> dict[int, str]:
    carried: dict[int, str] = {}
    said = ""
    for column in range(first, last + 1):
        said = " ".join(cell_text(cells.get(column)).split()) or said
        carried[column] = said
    return carried


def _tables(
    original: Original, mapping: SheetMapping, heads: Sequence[Head], body: Sequence[tuple[int, Cells]],
    dimensions: Sequence[Dimension], notes: Notes,
) -> Iterator[pa.Table]:  # fmt: skip
    found: dict[str, list[object]] = {}
    rows = 0
    places = [_column(original, letters) for letters in mapping.label_columns]
    year = ""
    for number, cells in body:
        year, when = _row_period(original, mapping, cells, number, year)
        texts = [cell_text(cells.get(place)) for place in places]
        region = _region(original, mapping, cells)
        for head in heads:
            value = _value(original, cells.get(head.column), number, head)
            if value.is_empty:
                notes.skipped_empty += 1
                continue
            period = _period(original, mapping, head, when, number)
            said = dict(zip((one.column for one in dimensions), texts, strict=True)) | region
            said |= {
                "measure": head.measure,
                "measure_label": head.measure,
                "unit": head.unit,
                "period": period,
                "line": number,
            }
            said |= {"value": value.number, "sign": value.sign, "flag": value.flag, "marks": value.marks}
            for key, text in said.items():
                found.setdefault(key, []).append(text)
            rows += 1
    yield table_of(found, dimensions, rows)


def _value(original: Original, cell: Cell | None, number: int, head: Head) -> Value:
    if cell is not None and cell.kind in ("number", "formula") and isinstance(cell.value, float):
        return value_of(cell.value)
    try:
        return value_of(cell_text(cell))
    except ValueError as error:
        raise original.error(str(error), _CURE, number, column_letters(head.column)) from None


def _row_period(original: Original, mapping: SheetMapping, cells: Cells, number: int, year: str) -> tuple[str, str]:
    """The year that holds from this row on, and the row's own period, if rows have one."""
    if mapping.year_column:
        said = cell_text(cells.get(_column(original, mapping.year_column)))
        return (said, said) if said else (year, year)
    if not mapping.period_column:
        return year, mapping.fixed.get("period", "")
    said = cell_text(cells.get(_column(original, mapping.period_column)))
    if re.match(r"^\d{4}\D{0,3}$", said):
        return said[:4], said[:4]
    part = part_of(said)
    if part and year:
        return year, f"{year}-{part}"
    return year, said


def _period(original: Original, mapping: SheetMapping, head: Head, when: str, number: int) -> str:
    text = when
    if mapping.period_row and head.period:
        part = part_of(head.period)
        text = f"{when[:4]}-{part}" if part and when else head.period
    try:
        return period_of(text)
    except ValueError as error:
        raise original.error(str(error), _CURE, number, mapping.period_column or column_letters(head.column)) from None


def _region(original: Original, mapping: SheetMapping, cells: Cells) -> dict[str, object]:
    name = cell_text(cells.get(_column(original, mapping.region_column))) if mapping.region_column else ""
    code = code_of_name(name) if name else mapping.fixed.get("region", "")
    region = region_of(code)
    return {"region": region.code, "region_code": code, "region_label": name, "level": region.level}
