"""What a person says about a table that does not explain itself: saved once, used for every new file of its kind.

``ColumnMapping`` is for tidy tables (one row, one value); ``guess_columns`` proposes one from the
headings and the first rows, and the person confirms it. ``SheetMapping`` is for the worksheets of
statistical reports, where periods, regions and measures stand in heads and label columns.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from leitstand.domain.statistics.reading.periods import is_period, part_of
from leitstand.domain.statistics.reading.regions import code_of_name, looks_like_code
from leitstand.domain.statistics.reading.shape import Unreadable
from leitstand.domain.statistics.reading.values import value_of

FIXED_NAMES = ("measure", "measure_label", "unit", "region", "period")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Headings of the columns by what they hold; ``fixed`` says what no column holds.

    ``value`` is needed, and ``period`` as a column or fixed. ``part`` holds months, quarters or
    half-years beside a column of years. ``decimal`` is ``,``, ``.`` or empty (either).
    """

    value: str
    period: str = ""
    part: str = ""
    region: str = ""
    region_label: str = ""
    measure: str = ""
    measure_label: str = ""
    unit: str = ""
    flag: str = ""
    dimensions: tuple[str, ...] = ()
    decimal: str = ""
    sheet: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> dict[str, str]:
        """Heading by role, dimensions left out."""
        roles = ("value", "period", "part", "region", "region_label", "measure", "measure_label", "unit", "flag")
        return {role: getattr(self, role) for role in roles if getattr(self, role)}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """Where things stand on a worksheet: rows by their number from 1, columns by their letters.

    Periods stand either in ``period_column`` (a year with its months or quarters in the rows below
    it), in ``period_row`` over the values (then ``year_column`` may hold the year that they belong
    to), or are ``fixed["period"]``. ``label_columns`` are dimensions: letters to name.
    """

    sheet: str
    head_rows: tuple[int, int]
    first_row: int
    value_columns: tuple[str, str]
    last_row: int = 0
    unit_row: int = 0
    period_row: int = 0
    period_column: str = ""
    year_column: str = ""
    region_column: str = ""
    label_columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


AnyMapping = ColumnMapping | SheetMapping


def mapping_as_json(mapping: AnyMapping) -> str:
    """A mapping as text, to be saved and read by ``mapping_from_json``."""
    kind = "columns" if isinstance(mapping, ColumnMapping) else "sheet"
    return json.dumps({"kind": kind} | asdict(mapping), ensure_ascii=False, sort_keys=True)


def mapping_from_json(text: str, name: str = "Zuordnung") -> AnyMapping:
    """Read a saved mapping. Raises ``Unreadable`` for anything else."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("kind") not in ("columns", "sheet"):
        raise Unreadable("Das ist keine gespeicherte Zuordnung.", "Bitte sie neu festlegen.", file=name)
    model = ColumnMapping if said.pop("kind") == "columns" else SheetMapping
    known = {one.name for one in fields(model)}
    if unknown := sorted(set(said) - known):
        raise Unreadable(f"Die Zuordnung kennt „{unknown[0]}“ nicht.", "Bitte sie neu festlegen.", file=name)
    try:
        return _made(model, said)
    except (TypeError, ValueError, KeyError):
        raise Unreadable("Der Zuordnung fehlen Angaben.", "Bitte sie neu festlegen.", file=name) from None


def _made(model: Any, said: dict[str, Any]) -> AnyMapping:
    kinds = {"dimensions": tuple, "head_rows": tuple, "value_columns": tuple}
    values = {name: kinds[name](value) if name in kinds else value for name, value in said.items()}
    for name, value in values.items():
        wanted = int if name in ("first_row", "last_row", "unit_row", "period_row") else str
        if name in ("fixed", "label_columns"):
            values[name] = {str(key): str(text) for key, text in dict(value).items()}
        elif name == "head_rows":
            values[name] = tuple(int(row) for row in value)
        elif name not in kinds and not isinstance(value, wanted):
            raise TypeError(name)
    if any(len(values[name]) != 2 for name in ("head_rows", "value_columns") if name in values):
        raise ValueError("pairs")
    made: AnyMapping = model(**values)
    return made


_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "value": ("wert", "value", "obs_value", "messwert", "betrag"),
    "period": ("zeitraum", "periode", "jahr", "year", "period", "time", "time_period", "zeit", "datum", "date",
               "stichtag"),
    "part": ("monat", "month", "quartal", "quarter", "vierteljahr", "halbjahr"),
    "region": ("region", "ags", "regionalschlüssel", "regionalschluessel", "kreis", "bundesland", "land", "geo", "nuts",
               "bezirk"),
    "region_label": ("regionsname", "region_name", "name der region", "regionname", "gebiet"),
    "measure": ("indikator", "indicator", "measure", "merkmal", "kennzahl", "variable", "series"),
    "unit": ("einheit", "unit", "maßeinheit"),
    "flag": ("kennzeichen", "flag", "obs_flag", "status", "qualität"),
}  # fmt: skip


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> ColumnMapping:
    """A proposal from headings and the first rows; ``value`` is empty if no column holds numbers."""
    found: dict[str, str] = {}
    for role, names in _HEADINGS.items():
        match = next((cell for name in names for cell in header if cell.strip().lower() == name), "")
        if match and match not in found.values():
            found[role] = match
    columns = {
        cell: [row[place] for row in rows if place < len(row) and row[place]] for place, cell in enumerate(header)
    }
    free = [cell for cell in header if cell and cell not in found.values()]
    _by_content(found, columns, free)
    dimensions = tuple(cell for cell in header if cell and cell not in found.values())
    decimal = _decimal(columns.get(found.get("value", ""), []))
    return replace(ColumnMapping("", dimensions=dimensions, decimal=decimal), **found)  # type: ignore[arg-type]  # roles are texts


def _by_content(found: dict[str, str], columns: Mapping[str, Sequence[str]], free: list[str]) -> None:
    tests: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
        ("period", lambda cells: all(map(is_period, cells))),
        ("part", lambda cells: all(map(part_of, cells))),
        ("region", lambda cells: all(looks_like_code(cell) or code_of_name(cell) != cell for cell in cells)),
    )
    for role, test in tests:
        match = next((cell for cell in free if columns[cell] and test(columns[cell])), "")
        if role not in found and match and not (role == "part" and "period" not in found):
            found[role] = match
            free.remove(match)
    if "value" not in found:
        match = next((cell for cell in reversed(free) if columns[cell] and all(map(_is_value, columns[cell]))), "")
        if match:
            found["value"] = match


def _is_value(cell: str) -> bool:
    try:
        return not value_of(cell).is_empty
    except ValueError:
        return False


def _decimal(cells: Sequence[str]) -> str:
    commas, points = (any(mark in cell.strip(".…") for cell in cells) for mark in (",", "."))
    return "," if commas and not points else "." if points and not commas else ""
