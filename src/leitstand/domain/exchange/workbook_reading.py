"""Reading the workbook: worksheets into rows, with the place of every cell.

Columns are known by the technical names in the hidden first row, wherever they stand; a sheet
without that row is read by its German headings. Columns whose technical name begins with ``~`` and
whose heading begins with ``#`` are for people and are not read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from leitstand.domain.exchange import values
from leitstand.domain.exchange.incoming import Incoming, IncomingRow, Place, forget_new_columns, make_keys
from leitstand.domain.exchange.tables import SINCE_SECOND, TABLES, Column, Table
from leitstand.domain.exchange.values import Row, Unreadable, Value, nearest
from leitstand.domain.exchange.workbook_layout import LISTS, MARK, README, REMOVE, REMOVE_HEADING
from leitstand.foundation.spreadsheet import Cell, NotReadable, Sheet, Spreadsheet, column_letters

_SEARCHED_ROWS = 20
"""How far down the names of the columns are looked for."""


@dataclass
class _Layout:
    """Where each column of a table stands in a sheet."""

    places: dict[int, Column] = field(default_factory=dict)
    mark: int = -1
    remove: int = -1
    headings: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    empty: Row = field(default_factory=dict)


def read_workbook(file: BinaryIO, name: str = "Arbeitsmappe") -> Incoming:
    """Read a workbook. Whatever is wrong with it is listed in the result's ``problems``."""
    incoming = Incoming(name)
    try:
        book = Spreadsheet(file)
    except NotReadable as fault:
        incoming.complain(Place(name), fault.reason, fault.cure)
        return incoming
    tables = {table.sheet: table for table in TABLES}
    _name_strangers(book, tables, incoming)
    for title, sheet in book.sheets.items():
        if title in tables:
            _SheetReader(tables[title], sheet, incoming).read(book)
    forget_new_columns(
        row for row in incoming.rows if not row.columns.keys() & set(SINCE_SECOND.get(row.table.name, ()))
    )
    return incoming


def _name_strangers(book: Spreadsheet, tables: Mapping[str, Table], incoming: Incoming) -> None:
    """Say which sheets are not read, and which ones are missing."""
    missing = [title for title in tables if title not in book.sheets]
    if len(missing) == len(tables):
        incoming.complain(
            Place(incoming.name),
            "Die Arbeitsmappe enthält kein bekanntes Blatt.",
            "Bitte eine hier exportierte Arbeitsmappe verwenden.",
        )
        return
    for title in book.sheets:
        if title in tables or title in (README, LISTS):
            continue
        near = nearest(title, missing)
        if near:
            incoming.complain(
                Place(incoming.name, title),
                f"Dieses Blatt ist nicht bekannt.{near}",
                "Bitte es umbenennen oder löschen.",
            )
        else:
            incoming.notes.append(f"Das Blatt „{title}“ ist nicht bekannt und wurde nicht gelesen.")
    if missing:
        names = ", ".join(f"„{title}“" for title in missing)
        incoming.notes.append(f"Diese Blätter fehlen, ihre Zeilen bleiben unverändert: {names}.")


class _SheetReader:
    """Turns the rows of one sheet into rows of its table."""

    def __init__(self, table: Table, sheet: Sheet, incoming: Incoming) -> None:
        self._table = table
        self._sheet = sheet
        self._incoming = incoming
        self._layout: _Layout | None = None
        self._strangers: dict[int, str] = {}

    def read(self, book: Spreadsheet) -> None:
        try:
            for number, cells in book.rows(self._sheet):
                if self._layout is None:
                    self._find_layout(number, cells)
                elif not self._is_heading(number, cells):
                    self._row(number, cells, self._layout)
        except NotReadable as fault:
            self._complain(0, fault.reason, fault.cure)
        if self._layout is None:
            self._complain(0, "Die Spalte „Kennzeichen“ fehlt.", "Bitte die Überschriften wieder herstellen.")
        for area in self._sheet.merged:
            found = re.search(r"\d+", area)
            self._complain(
                int(found[0]) if found else 0, f"Die Zellen {area} sind verbunden.", "Bitte die Verbindung aufheben."
            )

    def _find_layout(self, number: int, cells: dict[int, Cell]) -> None:
        """Take this row for the names of the columns if it holds that of the key."""
        words = {place: str(cell.value).strip() for place, cell in cells.items()}
        columns = self._table.columns
        if "key" in words.values():
            known = {column.name: column for column in columns}
        elif columns[0].heading in words.values():
            known = {column.heading: column for column in columns}
        else:
            if number > _SEARCHED_ROWS:
                raise NotReadable("Die Spalte „Kennzeichen“ fehlt.", "Bitte die Überschriften wieder herstellen.")
            return
        self._layout = self._lay_out(number, words, known)

    def _lay_out(self, number: int, words: dict[int, str], known: Mapping[str, Column]) -> _Layout:
        layout = _Layout()
        seen: set[str] = set()
        for place, word in words.items():
            if word in seen:
                self._complain(
                    number, f"Die Spalte „{word}“ kommt zweimal vor.", "Bitte eine von beiden löschen.", place
                )
            elif word in known:
                layout.places[place] = known[word]
            elif word == MARK:
                layout.mark = place
            elif word in (REMOVE, REMOVE_HEADING):
                layout.remove = place
            elif word and not word.startswith(("~", "#")):
                hint = nearest(word, known)
                self._complain(
                    number,
                    f"Die Spalte „{word}“ ist nicht bekannt.{hint}",
                    "Bitte sie umbenennen oder löschen. Eigene Spalten beginnen mit #; sie werden nicht gelesen.",
                    place,
                )
            seen.add(word)
        layout.headings = {
            column.name: (f"{column.heading} ({column_letters(place)})", 0) for place, column in layout.places.items()
        }
        self._named = frozenset(words)
        layout.empty = {column.name: values.empty(column) for column in layout.places.values()}
        return layout

    def _is_heading(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether this is the row of German headings; it also names columns that someone added."""
        key = next(place for place, column in self._layout.places.items() if column.name == "key")  # type: ignore[union-attr]  # set before
        cell = cells.get(key)
        if cell is None or cell.value != self._table.columns[0].heading:
            return False
        for place, heading in cells.items():
            word = str(heading.value).strip()
            if place not in self._named and word and not word.startswith("#"):
                self._complain(
                    number,
                    f"Die Spalte „{word}“ ist nicht bekannt.",
                    "Bitte sie löschen. Eigene Spalten beginnen mit #; sie werden nicht gelesen.",
                    place,
                )
        return True

    def _row(self, number: int, cells: dict[int, Cell], layout: _Layout) -> None:
        if not any(_is_filled(cells.get(place)) for place in layout.places):
            return
        place_of_row = Place(self._incoming.name, self._sheet.name, number)
        row = IncomingRow(self._table, dict(layout.empty), place_of_row, layout.headings)
        sound = True
        for place, cell in cells.items():
            column = layout.places.get(place)
            if column is None:
                continue
            try:
                row.values[column.name] = _read(column, cell)
            except Unreadable as error:
                self._incoming.complain(row.at(column.name), error.reason, error.cure)
                sound = False
        sound &= self._read_extras(row, cells, layout)
        if not row.key:
            row.fingerprint = ""
        make_keys(row)
        if sound:
            self._incoming.rows.append(row)
        else:
            self._incoming.leave_out(row)

    def _read_extras(self, row: IncomingRow, cells: dict[int, Cell], layout: _Layout) -> bool:
        mark, remove = cells.get(layout.mark), cells.get(layout.remove)
        row.fingerprint = str(mark.value) if mark and mark.kind == "text" else ""
        word = str(remove.value).strip().lower() if remove else ""
        row.remove = word in ("x", "ja", "1", "1.0", "true")
        if word and not row.remove and word not in ("nein", "0", "0.0", "false"):
            self._complain(
                row.place.row,
                f"In „Entfernen“ steht „{word[:40]}“.",
                "Bitte x eintragen oder leer lassen.",
                layout.remove,
            )
            return False
        return True

    def _complain(self, row: int, reason: str, cure: str, column: int | None = None) -> None:
        letters = "" if column is None else column_letters(column)
        self._incoming.complain(Place(self._incoming.name, self._sheet.name, row, letters), reason, cure)


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and (cell.kind != "text" or bool(str(cell.value).strip()))


def _read(column: Column, cell: Cell) -> Value:
    """The value of one cell. Raises ``Unreadable``."""
    if cell.kind == "formula":
        raise Unreadable("Die Zelle enthält eine Formel.", "Bitte den Inhalt als Wert einfügen.")
    if cell.kind == "error":
        raise Unreadable(f"Die Zelle enthält den Fehler {cell.value}.", "Bitte den Inhalt neu eintippen.")
    if cell.kind == "number":
        return values.from_number(column, float(cell.value))  # type: ignore[arg-type]  # kind says it
    if cell.kind == "day":
        return values.from_day(column, cell.value, shows_day=cell.shows_day)  # type: ignore[arg-type]  # kind says it
    if cell.kind == "flag":
        return values.from_flag(column, bool(cell.value))
    return values.from_text(column, str(cell.value), german=True)
