"""Writing the workbook: a sheet per table, made so that changing it in a spreadsheet is safe.

Keys of existing rows, headings and helpers are locked (without a password), everything else is
open. Texts are written as texts, so that nothing turns into a formula, a number or a date. One
content has one sequence of bytes: no clock and no user name goes into the file.
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from leitstand.domain.exchange.dataset import Dataset, default_row, fingerprint, label_of, same
from leitstand.domain.exchange.tables import BY_NAME, TABLES, Column, Table
from leitstand.domain.exchange.values import MAX_TEXT, Row, Value, cell_length, say
from leitstand.domain.exchange.workbook_layout import (
    EXPLANATION,
    FIRST_ROW,
    HEADINGS_ROW,
    LISTS,
    MARK,
    NAME_OF,
    NAMES_ROW,
    README,
    REMOVE,
    REMOVE_HEADING,
    SHEET_ORDER,
    SPARE_ROWS,
)
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.spreadsheet import column_letters

_EPOCH = datetime(2000, 1, 1)  # a fixed property of the file, not a moment
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are written as text: spreadsheets count them differently."""
_PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
}
_READABLE_KEYS = ("plans", "editions")
"""Tables whose keys need no name beside them."""


def write_workbook(dataset: Dataset, target: Path | BinaryIO, *, day: date | None = None) -> None:
    """Write ``dataset`` as XLSX. ``day`` is named in the file as the day of the export, if given.

    Raises ``RuleBroken`` if a text is longer than a cell holds.
    """
    _require_short_texts(dataset)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    book.set_properties({"title": "Leitstand", "author": "Leitstand", "created": _EPOCH})
    _Writer(book, dataset).write(day)
    book.close()


def _require_short_texts(dataset: Dataset) -> None:
    for table, key, row in dataset:
        for name, value in row.items():
            if isinstance(value, str) and len(value) > MAX_TEXT // 2 and cell_length(value) > MAX_TEXT:
                raise RuleBroken(
                    f"{table.sheet}, „{key}“: „{table.column(name).heading}“ ist länger als {MAX_TEXT} Zeichen; mehr "
                    "fasst keine Zelle. Bitte den Text kürzen oder den Plan als Planpaket exportieren.",
                    "too-long",
                )


class _Lists:
    """The lists behind the drop-downs: keys with their names per table, labels per choice."""

    def __init__(self, dataset: Dataset) -> None:
        self.columns: list[list[str]] = []
        self._places: dict[str, int] = {}
        self.names = {table.name: _names(table, dataset) for table in TABLES}

    def keys_of(self, table: str) -> tuple[str, str]:
        """Ranges of a table's keys and of their names; both empty if the table is."""
        names = self.names[table]
        if table not in self._places:
            self._places[table] = len(self.columns)
            self.columns += [list(names), [names[key] for key in names]]
        place = self._places[table]
        return (_range(place, len(names)), _range(place + 1, len(names))) if names else ("", "")

    def labels_of(self, column: Column) -> str:
        labels = [label for _code, label in column.choices]
        identity = "|".join(labels)
        if identity not in self._places:
            self._places[identity] = len(self.columns)
            self.columns.append(labels)
        return _range(self._places[identity], len(labels))


def _range(place: int, count: int) -> str:
    letters = column_letters(place)
    return f"{LISTS}!${letters}$1:${letters}${count}"


def _names(table: Table, dataset: Dataset) -> dict[str, str]:
    if table.name != "measures":
        return {key: label_of(table, row) for key, row in dataset.rows(table.name).items()}
    titles = {str(row["measure"]): str(row["title"]) for row in dataset.rows("entries").values()}
    return {key: titles.get(key, key) for key in dataset.rows("measures")}


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet that takes formulas as they are: looking for newer functions in each costs most of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Writer:
    def __init__(self, book: Any, dataset: Dataset) -> None:
        self._book = book
        self._dataset = dataset
        self._lists = _Lists(dataset)
        base = {"valign": "top", "locked": False}
        grey = {"valign": "top", "locked": True, "bg_color": "#EEF0F2", "font_color": "#3D4752"}
        self._text = book.add_format(base | {"num_format": "@"})
        self._long = book.add_format(base | {"num_format": "@", "text_wrap": True})
        self._number = book.add_format(base)
        self._money = book.add_format(base | {"num_format": "#,##0.00"})
        self._day = book.add_format(base | {"num_format": "dd.mm.yyyy"})
        self._grey = book.add_format(grey | {"num_format": "@"})
        self._heading = book.add_format(grey | {"bold": True, "text_wrap": True, "bottom": 1})
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._strong = book.add_format({"bold": True})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self, day: date | None) -> None:
        self._read_me(day)
        first = [BY_NAME[name] for name in SHEET_ORDER]
        for table in [*first, *(table for table in TABLES if table not in first)]:
            self._sheet(table)
        self._write_lists()

    def _read_me(self, day: date | None) -> None:
        sheet = self._book.add_worksheet(README)
        sheet.set_column(0, 0, 110, self._wrapped)
        sheet.hide_gridlines(2)
        titles = [str(row["title"]) for row in self._dataset.rows("plans").values()]
        sheet.write_string(0, 0, ", ".join(titles)[:200] or "Leitstand", self._title)
        if day:
            sheet.write_string(1, 0, f"Exportiert am {day:%d.%m.%Y}", self._wrapped)
        for number, line in enumerate(EXPLANATION.split("\n"), 3):
            heading = bool(line) and len(line) < 40 and not line.endswith((".", ":"))
            sheet.write_string(number, 0, line, self._strong if heading else self._wrapped)
        sheet.protect()

    def _sheet(self, table: Table) -> None:
        sheet = self._book.add_worksheet(table.sheet, _Sheet)
        rows = self._dataset.rows(table.name)
        layout = _layout(table)
        for place, (name, column) in enumerate(layout):
            self._set_column(sheet, place, name, column)
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})
        for place, (name, _column) in enumerate(layout):
            sheet.write_string(NAMES_ROW, place, name, self._grey)
        for place, (name, column) in enumerate(layout):
            sheet.write_string(HEADINGS_ROW, place, _heading(name, column), self._heading)
        for number, row in enumerate(rows.values(), FIRST_ROW):
            self._row(sheet, table, layout, number, row)
        last = FIRST_ROW + len(rows) - 1
        for place, (name, column) in enumerate(layout):
            self._validate(sheet, place, name, column, last + SPARE_ROWS)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.autofilter(HEADINGS_ROW, 0, max(last, FIRST_ROW), len(layout) - 2)
        sheet.protect("", _PROTECTION)

    def _set_column(self, sheet: Any, place: int, name: str, column: Column) -> None:
        hidden = {"hidden": True} if name == MARK else {}
        grey = name == MARK or name.startswith(NAME_OF)
        style = self._grey if grey else self._text if name == REMOVE else self._style(column)
        sheet.set_column(place, place, _width(name, column), style, hidden)

    def _style(self, column: Column) -> Any:
        if column.kind == "day":
            return self._day
        if column.kind == "decimal":
            return self._money if column.django_field.decimal_places == 2 else self._number
        if column.kind in ("integer", "float"):
            return self._number
        return self._long if column.kind == "text" and not column.max_length else self._text

    def _row(self, sheet: Any, table: Table, layout: list[tuple[str, Column]], number: int, row: Row) -> None:
        nothing = default_row(table)
        for place, (name, column) in enumerate(layout):
            value = row[column.name]
            if name == MARK:
                sheet.write_string(number, place, fingerprint(table, row), self._grey)
            elif name == "key":
                sheet.write_string(number, place, str(value), self._grey)
            elif name.startswith(NAME_OF):
                self._name_beside(sheet, number, place, column, value)
            elif name != REMOVE and (column.kind == "choice" or not same(value, nothing[name])):
                self._cell(sheet, number, place, column, value)

    def _name_beside(self, sheet: Any, number: int, place: int, column: Column, value: Value) -> None:
        """The name behind a key, as a formula so that it follows when another key is chosen."""
        keys, names = self._lists.keys_of(column.refers_to)
        if not keys or not value:
            return
        cell = f"{column_letters(place - 1)}{number + 1}"
        formula = f'=IFERROR(INDEX({names},MATCH({cell},{keys},0)),"")'
        sheet.write_formula(number, place, formula, self._grey, self._lists.names[column.refers_to].get(str(value), ""))

    def _cell(self, sheet: Any, number: int, place: int, column: Column, value: Value) -> None:
        style = self._style(column)
        if isinstance(value, date):
            if value >= _FIRST_DAY:
                sheet.write_datetime(number, place, value, style)
            else:
                sheet.write_string(number, place, value.isoformat(), style)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _survives(value):
            sheet.write_number(number, place, value, style)
        else:
            sheet.write_string(number, place, _said(column, value), style)

    def _validate(self, sheet: Any, place: int, name: str, column: Column, last: int) -> None:
        rule = self._rule(name, column)
        if rule:
            sheet.data_validation(FIRST_ROW, place, last, place, rule | {"error_title": "Bitte prüfen"})

    def _rule(self, name: str, column: Column) -> dict[str, Any]:
        if name == REMOVE:
            return {"validate": "list", "source": ["x"], "error_message": "Bitte x eintragen oder leer lassen."}
        if name in (MARK, "key") or name.startswith(NAME_OF):
            return {}
        if column.kind == "choice":
            return {"validate": "list", "source": f"={self._lists.labels_of(column)}",
                    "error_message": "Bitte aus der Liste wählen."}  # fmt: skip
        if column.kind == "yes_no":
            return {"validate": "list", "source": ["ja", "nein"], "error_message": "Bitte ja oder nein wählen."}
        if column.kind == "reference":
            keys, _names = self._lists.keys_of(column.refers_to)
            message = f"Dieses Kennzeichen steht nicht in „{BY_NAME[column.refers_to].sheet}“. Trotzdem eintragen?"
            return (
                {"validate": "list", "source": f"={keys}", "error_type": "warning", "error_message": message}
                if keys
                else {}
            )
        if column.max_length and column.kind == "text":
            return {"validate": "length", "criteria": "<=", "value": column.max_length,
                    "error_message": f"Der Text darf höchstens {column.max_length} Zeichen haben."}  # fmt: skip
        return {}

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet(LISTS)
        columns = self._lists.columns
        for number in range(max((len(column) for column in columns), default=0)):
            for place, column in enumerate(columns):
                if number < len(column):
                    sheet.write_string(number, place, column[number])
        sheet.hide()
        sheet.protect()


def _layout(table: Table) -> list[tuple[str, Column]]:
    """Technical names of a sheet's columns, each with the column that it is about."""
    layout: list[tuple[str, Column]] = []
    for column in table.columns:
        layout.append((column.name, column))
        if column.kind == "reference" and column.refers_to not in _READABLE_KEYS:
            layout.append((NAME_OF + column.name, column))
    key = table.columns[0]
    return [*layout, (REMOVE, key), (MARK, key)]


def _heading(name: str, column: Column) -> str:
    if name == REMOVE:
        return REMOVE_HEADING
    if name == MARK:
        return "Prüfzeichen"
    return f"{column.heading}: Name" if name.startswith(NAME_OF) else column.heading


def _width(name: str, column: Column) -> int:
    if name.startswith(NAME_OF):
        return 32
    if name == REMOVE or column.kind in ("yes_no", "integer"):
        return 11
    if column.kind == "text" and name != "key":
        return 60 if not column.max_length else 40 if column.max_length >= 200 else 18
    return 22 if column.kind in ("choice", "reference", "references") or name == "key" else 14


def _survives(number: int | float | Decimal) -> bool:
    """Whether a number comes back from a cell as it went in: cells hold 15 digits."""
    return format(Decimal(format(float(number), ".15g")), "f") == format(Decimal(str(number)).normalize(), "f")


def _said(column: Column, value: Value) -> str:
    if isinstance(value, float | Decimal):
        return format(Decimal(str(value)), "f").replace(".", ",")
    return str(value) if column.kind in ("text", "partial", "reference") else say(column, value)
