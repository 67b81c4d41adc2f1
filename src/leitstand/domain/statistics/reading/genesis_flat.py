"""GENESIS and Regionalstatistik, flat CSV: the old German header (one column for each measure) and the new one.

Both name for each row the variable and its value (``1_Merkmal_Code`` … ``1_variable_code`` …). A
variable may differ from row to row in the same column, so the file is looked through once for the
variables it uses; then its rows are taken piece by piece.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.delimited import Delimited, Piece, delimited, distinct
from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.periods import part_of, period_of
from leitstand.domain.statistics.reading.regions import region_of
from leitstand.domain.statistics.reading.shape import (
    TOTAL,
    About,
    Dimension,
    Notes,
    Reading,
    dimensions_of,
    mapped,
    table_of,
)
from leitstand.domain.statistics.reading.values import Marks, drop_empty, marks_of, read_values

_OLD = ("Statistik_Code", "Statistik_Label", "Zeit_Code", "Zeit_Label", "Zeit")
_NEW = ("statistics_code", "statistics_label", "time_code", "time_label", "time")
_REGIONAL = re.compile(r"^(DINSG|DLAND|KREIS\w*|GEMEIN\w*|REGBEZ\w*|RB|BEZIRK\w*|GEO\w*|VERBGEM\w*|AMT\w*)$")
_PART = re.compile(r"^(MONAT\w*|QUART\w*|HALBJ\w*|HJ\w*)$")


@dataclass(frozen=True, slots=True)
class Variable:
    """Columns of one variable: its code, its label, the value's code, the value's label."""

    code: int
    label: int
    value: int
    value_label: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A column of values with what is measured: texts (old header) or columns that say it (new header)."""

    value: int
    quality: int | None
    code: str | int
    label: str | int
    unit: str | int


@dataclass(frozen=True, slots=True)
class Layout:
    time: int
    variables: tuple[Variable, ...]
    measured: tuple[Measured, ...]


def read_genesis_flat(original: Original) -> Reading:
    """Read either dialect. Raises ``Unreadable`` at once for the header, later for rows."""
    table = delimited(original, ";")
    new = table.header[:5] == _NEW
    layout = _new_layout(table) if new else _old_layout(table)
    codes = distinct(table, [0, 1, *(column for one in layout.variables for column in (one.code, one.label))])
    notes = Notes()
    named = _variables(codes, len(layout.variables))
    dimensions = dimensions_of(
        [(code, label) for code, label in named if not _REGIONAL.match(code) and not _PART.match(code)]
    )
    titles = sorted({(row[0], row[1]) for row in codes if row[1] and not _REGIONAL.match(row[0])})
    about = About(titles[0][1] if titles else "", titles[0][0] if titles else "", source=_source())
    return Reading(
        "genesis-flat-new" if new else "genesis-flat-old",
        about,
        dimensions,
        _tables(table, layout, dimensions, notes),
        notes,
    )


def _source() -> str:
    return "Statistische Ämter des Bundes und der Länder"


def _new_layout(table: Delimited) -> Layout:
    place = {name: number for number, name in enumerate(table.header)}
    for needed in ("value", "value_unit", "value_variable_code", "value_variable_label"):
        if needed not in place:
            raise table.original.error(f"Die Spalte „{needed}“ fehlt.", "Bitte die Tabelle als flat CSV laden.", 1)
    measured = Measured(
        place["value"],
        place.get("value_q"),
        place["value_variable_code"],
        place["value_variable_label"],
        place["value_unit"],
    )
    return Layout(4, _variable_columns(table, "variable_code", 4), (measured,))


def _old_layout(table: Delimited) -> Layout:
    variables = _variable_columns(table, "Merkmal_Code", 4)
    first = max((one.value_label for one in variables), default=4) + 1
    measured: list[Measured] = []
    for number in range(first, len(table.header)):
        code, _, rest = table.header[number].partition("__")
        label, _, unit = rest.rpartition("__")
        if measured and (table.header[number].endswith("_q") or unit == "q") and measured[-1].quality is None:
            last = measured[-1]
            measured[-1] = Measured(last.value, number, last.code, last.label, last.unit)
            continue
        measured.append(
            Measured(number, None, code, _words(label or unit), "" if "NotFound" in unit or not label else _words(unit))
        )
    if not measured:
        raise table.original.error("Die Datei hat keine Wertespalte.", "Bitte die Tabelle als flat CSV laden.", 1)
    return Layout(4, variables, tuple(measured))


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _variable_columns(table: Delimited, ending: str, width: int) -> tuple[Variable, ...]:
    starts = [number for number, name in enumerate(table.header) if re.fullmatch(rf"\d+_{ending}", name)]
    if any(start + width > len(table.header) for start in starts):
        raise table.original.error("Die Kopfzeile bricht ab.", "Bitte die Datei neu laden.", 1)
    return tuple(Variable(start, start + 1, start + 2, start + 3) for start in starts)


def _variables(codes: set[tuple[str, ...]], count: int) -> list[tuple[str, str]]:
    """Code and label of every variable that some row uses, in the order of the columns."""
    found: dict[str, str] = {}
    for number in range(count):
        for row in sorted(codes):
            code, label = row[2 + 2 * number], row[3 + 2 * number]
            if code:
                found.setdefault(code, label.strip())
    return list(found.items())


def _tables(table: Delimited, layout: Layout, dimensions: Sequence[Dimension], notes: Notes) -> Iterator[pa.Table]:
    seen = ""
    for piece in table.pieces():
        shared = _shared(piece, layout, dimensions, notes)
        for measured in layout.measured:
            text = piece.columns[measured.value]
            seen = _one_decimal_mark(text, seen, piece, table.header[measured.value])
            read = read_values(text, piece.place.at(f"„{table.header[measured.value]}“"))
            columns = {**shared, "value": read.number, "sign": read.sign, "flag": read.flag, "marks": read.marks}
            columns |= _measure(piece, measured)
            if measured.quality is not None:
                columns |= _quality(piece, measured.quality, read.flag)
            found = drop_empty(table_of(columns, dimensions, piece.rows), read.kept, notes)
            yield _with_period(found, piece)


def _one_decimal_mark(text: Any, seen: str, piece: Piece, column: str) -> str:
    """The mark that parts decimals so far; a file that uses both would be read wrongly."""
    for mark in (",", "."):
        index = pc.index(pc.match_substring_regex(text, rf"\d[{mark}]\d"), pa.scalar(True)).as_py()
        if index < 0:
            continue
        if seen and seen != mark:
            raise piece.place.error(
                index, "Die Datei mischt Dezimalkomma und Dezimalpunkt.", "Bitte sie neu laden.", f"„{column}“"
            )
        seen = mark
    return seen


def _measure(piece: Piece, measured: Measured) -> dict[str, Any]:
    said = {"measure": measured.code, "measure_label": measured.label, "unit": measured.unit}
    return {
        name: pc.utf8_trim_whitespace(piece.columns[what]) if isinstance(what, int) else what
        for name, what in said.items()
    }


def _quality(piece: Piece, column: int, flag: Any) -> dict[str, Any]:
    text = pc.utf8_trim_whitespace(piece.columns[column])

    def read(said: str) -> Marks:
        return marks_of(said, "genesis")

    flags = mapped(text, lambda said: read(said).flag, pa.string(), piece.place)
    return {"flag": pc.if_else(pc.equal(flag, ""), flags, flag), "marks": text}


def _with_period(table: pa.Table, piece: Piece) -> pa.Table:
    """Rows that hold a value need a period; only now, since offices list empty rows without one."""
    column = table.schema.get_field_index("period")
    lines = table["line"]

    def period(said: str) -> str:
        year, _, part = said.partition("|")
        found = period_of(year)
        named = part_of(part) if part else ""
        return f"{found}-{named}" if named and len(found) == 4 else found

    try:
        periods = mapped(table["period"], period, pa.string(), piece.place)
    except Exception as error:
        row = getattr(error, "row", 0) - piece.place.first_row
        if row < 0:
            raise
        raise piece.place.error(
            lines[row].as_py() - piece.place.first_row,
            getattr(error, "reason", str(error)),
            "Bitte die Datei neu laden.",
            "Zeit",
        ) from None
    return table.set_column(column, "period", periods)


def _shared(piece: Piece, layout: Layout, dimensions: Sequence[Dimension], notes: Notes) -> dict[str, Any]:
    """Period, region and dimensions: the same for all values of a row."""
    empty = pa.repeat(pa.scalar(""), piece.rows)
    columns: dict[str, Any] = {one.column: empty for one in dimensions}
    by_code = {one.code: one.column for one in dimensions}
    region_code = region_label = part = empty
    for variable in layout.variables:
        codes = pc.utf8_trim_whitespace(piece.columns[variable.code])
        labels = pc.utf8_trim_whitespace(piece.columns[variable.value_label])
        values = pc.utf8_trim_whitespace(piece.columns[variable.value])
        values = pc.if_else(pc.and_(pc.equal(values, ""), pc.not_equal(labels, "")), TOTAL, values)
        for code in pc.unique(codes).to_pylist():
            here = pc.equal(codes, code)
            if _REGIONAL.match(code):
                region_code = pc.if_else(here, values, region_code)
                region_label = pc.if_else(here, labels, region_label)
            elif _PART.match(code):
                part = pc.if_else(here, values, part)
            elif code:
                columns[by_code[code]] = pc.if_else(here, values, columns[by_code[code]])
                _keep_labels(notes, by_code[code], values.filter(here), labels.filter(here))
    said = pc.utf8_trim_whitespace(piece.columns[layout.time])
    first = piece.place.first_row
    return columns | {
        "period": pc.if_else(pc.equal(part, ""), said, pc.binary_join_element_wise(said, part, "|")),
        "region_code": region_code,
        "region_label": region_label,
        "region": mapped(region_code, lambda code: region_of(code).code, pa.string(), piece.place),
        "level": mapped(region_code, lambda code: region_of(code).level, pa.string(), piece.place),
        "line": pa.array(range(first, first + piece.rows), pa.int64()),
    }


def _keep_labels(notes: Notes, column: str, codes: Any, labels: Any) -> None:
    pairs = pa.table({"code": codes, "label": labels}).group_by(["code", "label"]).aggregate([])
    for row in pairs.to_pylist():
        notes.name(column, row["code"], row["label"])


def is_flat_header(first_line: str) -> bool:
    """Whether a first line is the header of either dialect."""
    cells = tuple(cell.strip().strip('"') for cell in first_line.split(";")[:5])
    return cells in (_OLD, _NEW)
