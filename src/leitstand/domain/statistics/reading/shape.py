"""The one shape that every format is turned into: observations in Arrow, with what the file says of itself.

One row is one observation. Fixed columns (``FIXED``) are the same for every file; each further
dimension of a table (sex, branch …) is a text column ``d_<code>``, empty where it does not apply.
A row has a ``value`` or a ``sign`` that stands for it, never both and never neither.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from leitstand.foundation.finding import Finding

FIXED = pa.schema(
    [
        ("measure", pa.string()),
        ("measure_label", pa.string()),
        ("unit", pa.string()),
        ("region", pa.string()),
        ("region_code", pa.string()),
        ("region_label", pa.string()),
        ("level", pa.string()),
        ("period", pa.string()),
        ("value", pa.float64()),
        ("sign", pa.string()),
        ("flag", pa.string()),
        ("breaks", pa.bool_()),
        ("basis", pa.string()),
        ("marks", pa.string()),
        ("line", pa.int64()),
    ]
)
DEFAULTS: Mapping[str, Any] = {"value": None, "breaks": False, "basis": "actual", "line": 0}
TOTAL = "INSGESAMT"
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Unreadable(Finding):
    """A file that cannot be read: where (file, row, column), why, and what to do about it, in German."""

    def __init__(self, reason: str, cure: str, *, file: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(reason, cure)
        self.file, self.row, self.column = file, row, column

    def __str__(self) -> str:
        place = [
            self.file and f"„{self.file}“",
            self.row and f"Zeile {self.row}",
            self.column and f"Spalte {self.column}",
        ]
        said = ", ".join(str(part) for part in place if part)
        return f"{said}: {self.reason} {self.cure}".strip() if said else f"{self.reason} {self.cure}".strip()


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself; empty where it says nothing. ``as_of`` is a partial date."""

    title: str = ""
    code: str = ""
    as_of: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column ``d_…`` with the code and the name that the file gives it."""

    column: str
    code: str
    label: str


@dataclass
class Notes:
    """What reading noticed on the way: filled while the tables are taken."""

    skipped_empty: int = 0
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def name(self, column: str, code: str, label: str) -> None:
        """Keep the label of one value of a dimension; the first one said counts."""
        known = self.labels.setdefault(column, {})
        if code not in known and len(known) < 20_000:
            known[code] = label


@dataclass(frozen=True, slots=True)
class Reading:
    """An opened file: what it is, its dimensions, and its observations in pieces of one schema."""

    format: str
    about: About
    dimensions: tuple[Dimension, ...]
    tables: Iterator[pa.Table]
    notes: Notes

    @property
    def schema(self) -> pa.Schema:
        return schema_of(self.dimensions)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a piece of it stands, so that an error can name the row."""

    file: str
    first_row: int
    column: str = ""

    def error(self, index: int, reason: str, cure: str, column: str = "") -> Unreadable:
        return Unreadable(reason, cure, file=self.file, row=self.first_row + index, column=column or self.column)

    def at(self, column: str) -> "Place":
        return Place(self.file, self.first_row, column)


def column_name(code: str, taken: Sequence[str] = ()) -> str:
    """The column of a dimension: ``WZ08-M`` → ``d_wz08_m``; numbered if another has that name."""
    base = "d_" + (re.sub(r"[^a-z0-9]+", "_", code.lower().translate(_FOLD)).strip("_")[:40] or "merkmal")
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def dimensions_of(named: Sequence[tuple[str, str]]) -> tuple[Dimension, ...]:
    """Dimensions for (code, label) in order, with distinct columns."""
    found: list[Dimension] = []
    for code, label in named:
        found.append(Dimension(column_name(code, [one.column for one in found]), code, label))
    return tuple(found)


def schema_of(dimensions: Sequence[Dimension]) -> pa.Schema:
    return pa.schema([*FIXED, *((one.column, pa.string()) for one in dimensions)])


def table_of(columns: Mapping[str, Any], dimensions: Sequence[Dimension], rows: int) -> pa.Table:
    """A table of the schema from columns (arrays, lists, or one value for all rows); missing ones get defaults."""
    arrays = []
    for column in schema_of(dimensions):
        given = columns.get(column.name, DEFAULTS.get(column.name, ""))
        arrays.append(_array(given, column.type, rows))
    return pa.Table.from_arrays(arrays, schema=schema_of(dimensions))


def _array(given: Any, kind: pa.DataType, rows: int) -> Any:
    if isinstance(given, pa.Array | pa.ChunkedArray):
        return given if given.type == kind else given.cast(kind)
    if isinstance(given, list):
        return pa.array(given, kind)
    return pa.repeat(pa.scalar(given, kind), rows)


def mapped(column: Any, function: Callable[[str], Any], kind: pa.DataType, place: Place) -> Any:
    """``function`` applied to each distinct text of a column; its ``ValueError`` names the first row that has it."""
    encoded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = encoded.dictionary_encode()
    results = []
    for number, text in enumerate(encoded.dictionary.to_pylist()):
        try:
            results.append(function(text))
        except ValueError as error:
            index = encoded.indices.to_pylist().index(number)
            raise place.error(index, str(error), "Bitte die Stelle prüfen oder die Datei neu laden.") from None
    return pa.array(results, kind).take(encoded.indices)
