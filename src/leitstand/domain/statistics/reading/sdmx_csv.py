"""SDMX-CSV 1.0 and 2.0 as Eurostat and others send it: one row for each observation, codes with or without labels."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.delimited import Delimited, Piece, delimited
from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.sdmx_columns import FLAG, TIME, Cube, first_of, observations, remaining
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Reading, dimensions_of

_ABOUT = {"dataflow", "structure", "structure_id", "structure_name", "action", "last update"}


def is_sdmx_csv(first_line: str) -> bool:
    """Whether a first line is the header of SDMX-CSV."""
    cells = [cell.strip().strip('"').split(":")[0].upper() for cell in re.split("[,;\t]", first_line)]
    return cells[0] in ("DATAFLOW", "STRUCTURE") and "OBS_VALUE" in cells


def read_sdmx_csv(original: Original) -> Reading:
    """Raises ``Unreadable`` at once for the header, later for rows."""
    head = original.head.split(b"\n", 1)[0].decode("utf-8", "replace")
    table = delimited(original, max(",;\t", key=head.count), quoted_newlines=True)
    names = [_code(cell).lower() for cell in table.header]
    value = names.index("obs_value")
    paired = value + 1 < len(names) and table.header[value + 1].lower() in (
        "observation value",
        "obs_value: observation value",
    )
    dimension_columns = _dimension_columns(names, value, paired)
    time = first_of(TIME, names)
    if not time:
        raise original.error("Die Spalte TIME_PERIOD fehlt.", "Bitte die Tabelle als SDMX-CSV neu laden.", 1)
    kept = remaining([names[column] for column in dimension_columns])
    dimension_columns = [column for column in dimension_columns if names[column] in kept]
    labels = [(table.header[column + 1] if paired else _label(table.header[column])) for column in dimension_columns]
    dimensions = dimensions_of(
        [(_code(table.header[column]), label) for column, label in zip(dimension_columns, labels, strict=True)]
    )
    about = _about(table, names)
    notes = Notes()
    tables = _tables(
        table, names, about, dimensions, notes, dict(zip(dimension_columns, dimensions, strict=True)) if paired else {}
    )
    return Reading("sdmx-csv", about, dimensions, tables, notes)


def _dimension_columns(names: Sequence[str], value: int, paired: bool) -> list[int]:
    left_out = {*_ABOUT, *TIME, *FLAG, "obs_value"}
    wanted = [number for number, name in enumerate(names[:value]) if name not in left_out]
    if not paired:
        return wanted
    start = next((number for number in wanted), value)
    coded = set(range(start, value, 2))
    return [number for number in wanted if number in coded]


def _code(cell: str) -> str:
    return cell.split(":")[0].strip()


def _label(cell: str) -> str:
    return cell.split(":", 1)[1].strip() if ":" in cell else cell.strip()


def _about(table: Delimited, names: Sequence[str]) -> About:
    """Table and date from the first row: ``ESTAT:ISOC_E_DII(1.0)`` → ``ISOC_E_DII``."""
    first = next(table.pieces(), None)
    if first is None or not first.rows:
        raise table.original.error("Unter der Kopfzeile steht nichts.", "Bitte einen anderen Ausschnitt laden.")
    said = {name: first.columns[number][0].as_py() for number, name in enumerate(names)}
    named = said.get("structure_id") or said.get("dataflow") or ""
    found = re.match(r"(?:(?P<agency>[\w.]+):)?(?P<code>\w+)", named)
    code = found["code"] if found else named
    agency = "Eurostat" if found and found["agency"] == "ESTAT" else (found["agency"] or "") if found else ""
    title = said.get("structure_name") or (named.partition("): ")[2])
    updated = re.match(r"(\d{2})/(\d{2})/(\d{2,4})", said.get("last update", ""))
    as_of = f"{2000 + int(updated[3]) % 100}-{updated[2]}-{updated[1]}" if updated else ""
    return About(title, code, as_of, agency)


def _tables(
    table: Delimited,
    names: Sequence[str],
    about: About,
    dimensions: Sequence[Dimension],
    notes: Notes,
    paired: dict[int, Dimension],
) -> Iterator[pa.Table]:
    for piece in table.pieces():
        columns: dict[str, Any] = {}
        for number, name in enumerate(names):
            columns.setdefault(name, _codes(piece.columns[number], name))
        for number, dimension in paired.items():
            _keep(notes, dimension, piece, number)
        first = piece.place.first_row
        lines = pa.array(range(first, first + piece.rows), pa.int64())
        cube = Cube(about.code, about.title, columns, piece.rows, piece.place)
        yield observations(cube, dimensions, notes, lines)


def _keep(notes: Notes, dimension: Dimension, piece: Piece, number: int) -> None:
    pairs = pa.table({"code": piece.columns[number], "label": piece.columns[number + 1]})
    for row in pairs.group_by(["code", "label"]).aggregate([]).to_pylist():
        notes.name(dimension.column, row["code"], row["label"])


def _codes(column: Any, name: str) -> Any:
    """Codes of cells such as ``DE: Germany``."""
    text = pc.utf8_trim_whitespace(column)
    if name in ("obs_value", *_ABOUT):
        return text
    return pc.replace_substring_regex(text, r"^([A-Za-z0-9_.+-]+): .*$", r"\1")
