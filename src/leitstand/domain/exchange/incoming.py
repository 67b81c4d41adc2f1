"""What a file brings: rows of typed values with the place of each, and the problems found in reading.

Reading never raises at a person: whatever cannot be read becomes a ``Problem`` that says where,
why, and what to do about it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from leitstand.domain.exchange.dataset import default_row, fingerprint, label_of
from leitstand.domain.exchange.tables import BY_NAME, SINCE_SECOND, Table
from leitstand.domain.exchange.values import Row
from leitstand.foundation.history.keys import slug

MAX_PROBLEMS = 500
"""After so many problems reading stops noting more: nobody works through a longer list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, or a worksheet, then row (or line) and column."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [f"Blatt „{self.sheet}“" if self.sheet else self.file]
        if self.row:
            parts.append(f"Zeile {self.row}")
        if self.column:
            parts.append(f"Spalte „{self.column}“" if self.sheet else f"Angabe „{self.column}“")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be imported: place, reason and cure, the latter two German sentences."""

    place: Place
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} {self.cure}".strip()


@dataclass
class IncomingRow:
    """One row of a file.

    ``values`` has only the columns that the file speaks of. ``columns`` gives what ``place`` needs
    for a single column: its heading, and in a package its line. ``fingerprint`` is the one the row
    had when it was exported, if the file says so; ``remove`` marks it for removal; ``made`` says
    that its key was made here because the file gave none. ``unknown`` are columns that the file's format did not
    have when it was exported, and of which it says nothing.
    """

    table: Table
    values: Row
    place: Place
    columns: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    fingerprint: str = ""
    remove: bool = False
    made: bool = False
    unknown: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return str(self.values.get("key") or "")

    def same_as_exported(self, row: Row) -> bool:
        """Whether a row says what this one said when it was exported; only asked where there is a fingerprint."""
        nothing = default_row(self.table)
        return fingerprint(self.table, row | {name: nothing[name] for name in self.unknown}) == self.fingerprint

    def at(self, column: str) -> Place:
        """The place of one column of this row."""
        heading, line = self.columns.get(column, (column, 0))
        return replace(self.place, column=heading, row=line or self.place.row)


@dataclass
class Incoming:
    """Everything a file brings. ``notes`` are sentences that do not stop the import."""

    name: str
    rows: list[IncomingRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faulty: set[tuple[str, str, int]] = field(default_factory=set)
    """Rows left out because a value could not be read: table, key, and line to tell rows without key apart."""
    excused: set[tuple[str, str]] = field(default_factory=set)
    """Tables and keys of what the rows left out would have made: to refer to it is no further fault."""

    def complain(self, place: Place, reason: str, cure: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place, reason, cure))

    def leave_out(self, row: IncomingRow) -> None:
        self.faulty.add((row.table.name, row.key, row.place.row))
        self.excused.add((row.table.name, row.key))
        if row.table.name == "entries":
            self.excused.add(("measures", str(row.values.get("measure"))))

    def by_table(self) -> dict[str, list[IncomingRow]]:
        tables: dict[str, list[IncomingRow]] = {name: [] for name in BY_NAME}
        for row in self.rows:
            tables[row.table.name].append(row)
        return tables


def forget_new_columns(rows: Iterable[IncomingRow]) -> None:
    """Take rows as of the format before: of columns that it did not have they say nothing."""
    for row in rows:
        unsaid = [name for name in SINCE_SECOND.get(row.table.name, ()) if name not in row.columns]
        row.unknown = frozenset(unsaid)
        for name in unsaid:
            row.values.pop(name, None)


def make_keys(row: IncomingRow) -> None:
    """Give a row without key one that follows from what it says, so that importing it twice is safe.

    An entry is named after its edition and measure; an entry of a new measure names that as well.
    """
    values = row.values
    entry = row.table.name == "entries"
    # An entry's key by edition and measure is a natural one: the row means the entry that is there.
    row.made = not row.key and not (entry and values.get("measure"))
    if entry and not values.get("measure"):
        values["measure"] = _made_key(row, prefix="")
    if not row.key:
        values["key"] = f"{values.get('edition') or 'neu'}.{values['measure']}" if entry else _made_key(row)


def _made_key(row: IncomingRow, prefix: str | None = None) -> str:
    filled = default_row(row.table) | row.values | {"key": ""}
    if prefix is None:
        parent = filled.get(row.table.parent) if row.table.parent else None
        prefix = f"{str(parent)[:60]}." if parent else ""
    label = label_of(row.table, filled)
    return f"{prefix}{slug(label, 40)}-{fingerprint(row.table, filled)[:6]}"
