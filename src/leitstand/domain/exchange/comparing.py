"""Comparing a file with what is kept here: what an import would change, and where both sides changed.

A row is *changed here* if its fingerprint differs from the one it had when it was exported. If it
was changed here and in the file, differently, it is a conflict and someone must decide. A row that
only one side changed keeps that change. Rows that the file does not mention stay as they are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from leitstand.domain.exchange.dataset import Stored, default_row, label_of, same
from leitstand.domain.exchange.incoming import Incoming, IncomingRow, Place, Problem
from leitstand.domain.exchange.tables import BY_NAME, TABLES, Table
from leitstand.domain.exchange.values import Row, Value, is_empty, say
from leitstand.foundation.history.chain import content_hash

NEW, CHANGED, REMOVED = "new", "changed", "removed"
KIND_WORDS = {NEW: "neu", CHANGED: "geändert", REMOVED: "entfernt"}
KEPT_IF_EMPTY = frozenset({"since", "content_hash"})
"""Columns that the system fills in: a file that leaves them empty does not clear them."""


@dataclass(frozen=True)
class Change:
    """One changed value, or a whole new or removed row (then ``column`` is empty)."""

    kind: str
    table: str
    key: str
    label: str
    column: str
    old: Value
    new: Value
    place: Place

    def __str__(self) -> str:
        table = BY_NAME[self.table]
        if not self.column:
            return f"{table.sheet}: {self.label} ({self.key}): {KIND_WORDS[self.kind]}"
        column = table.column(self.column)
        old, new = say(column, self.old) or "leer", say(column, self.new) or "leer"
        return f"{table.sheet}: {self.label} ({self.key}): {column.heading}: {old} → {new}"


@dataclass(frozen=True)
class RowChange:
    """What becomes of one row: ``old`` is ``None`` for a new one, ``new`` for a removed one.

    ``restored`` marks a row that was removed here and comes back; it counts as new.
    """

    kind: str
    table: Table
    key: str
    old: Row | None
    new: Row | None
    incoming: IncomingRow
    restored: bool = False

    @property
    def label(self) -> str:
        return label_of(self.table, self.new or self.old or {})

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns whose value changes; of a new row those that say something."""
        old, new = self.old or default_row(self.table), self.new or default_row(self.table)
        return tuple(c.name for c in self.table.columns if not same(old[c.name], new[c.name]))

    def changes(self) -> Iterable[Change]:
        if self.kind != CHANGED or self.old is None or self.new is None:
            yield self._change("", None, None)
            return
        for name in self.columns:
            yield self._change(name, self.old[name], self.new[name])

    def _change(self, column: str, old: Value, new: Value) -> Change:
        place = self.incoming.at(column) if column else self.incoming.place
        return Change(self.kind, self.table.name, self.key, self.label, column, old, new, place)


@dataclass(frozen=True)
class Conflict:
    """A row that was changed here and in the file since the export.

    ``columns`` holds (column, value here, value in the file). ``wish`` is what the file wants.
    """

    table: str
    key: str
    label: str
    columns: tuple[tuple[str, Value, Value], ...]
    place: Place
    wish: RowChange = field(repr=False)

    def __str__(self) -> str:
        table = BY_NAME[self.table]
        said = [
            f"{column.heading}: hier {say(column, here) or 'leer'}, in der Datei {say(column, there) or 'leer'}"
            for column, here, there in ((table.column(name), here, there) for name, here, there in self.columns)
        ]
        what = "; ".join(said) or f"in der Datei {KIND_WORDS[self.wish.kind]}, hier geändert oder entfernt"
        return f"{self.place}: {self.label} ({self.key}) wurde auf beiden Seiten geändert. {what}"


@dataclass
class ImportPlan:
    """What an import would do. Nothing is written before it is carried out.

    ``errors`` and undecided ``conflicts`` stop it. ``frozen`` are changes to what an adopted edition
    promised; unless the file brings the amendment of the ``editions_to_amend`` they need a reason. So do changes of
    definitions by which values on record were measured (``redefined``).
    """

    incoming: Incoming
    rows: list[RowChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    frozen: list[Change] = field(default_factory=list)
    editions_to_amend: tuple[str, ...] = ()
    redefined: tuple[Change, ...] = ()
    unchanged: int = 0
    read: int = 0
    head: int = 0
    here: Stored | None = field(default=None, repr=False)
    """What was kept here when the plan was made, at ``head``."""

    @cached_property
    def changes(self) -> list[Change]:
        return [change for row in self.rows for change in row.changes()]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them; ``read`` is the sum of the others."""
        kinds = Counter(row.kind for row in self.rows if row.incoming.place != IMPLIED)
        found = {kind: kinds[kind] for kind in (NEW, CHANGED, REMOVED)}
        found |= {"unchanged": self.unchanged, "conflicting": len(self.conflicts)}
        return {"read": self.read, **found, "faulty": self.read - sum(found.values())}

    @cached_property
    def mark(self) -> str:
        """A text that is equal for equal plans: a door keeps it to see that nothing moved since the preview."""
        wishes = [*self.rows, *(conflict.wish for conflict in self.conflicts)]
        return content_hash({"rows": [[r.kind, r.table.name, r.key, _said(r.old), _said(r.new)] for r in wishes]})


def _said(row: Row | None) -> dict[str, Any] | None:
    return None if row is None else {name: value for name, value in row.items() if not is_empty(value)}


_ORDER = {table.name: number for number, table in enumerate(TABLES)}
IMPLIED = Place("(aus den Maßnahmen der Fassungen)")


def compare(incoming: Incoming, here: Stored) -> ImportPlan:
    """Compare rows with what is kept here, without checking them: see ``checking.check``."""
    plan = ImportPlan(incoming, errors=list(incoming.problems), notes=list(incoming.notes))
    plan.read = len(incoming.rows) + len(incoming.faulty)
    rows = incoming.by_table()
    untouched = 0
    for table in TABLES:
        for row in _single(rows[table.name], plan):
            untouched += _compare_row(row, here, plan)
        _note_missing(table, rows[table.name], here, plan)
    for row in _implied_measures(rows, here, plan):
        _compare_row(row, here, plan)
    plan.rows.sort(key=lambda wish: _ORDER[wish.table.name])
    if untouched:
        plan.notes.append(f"{untouched} Zeilen wurden nur hier geändert, seit die Datei entstand; sie bleiben so.")
    return plan


def _single(rows: list[IncomingRow], plan: ImportPlan) -> Iterable[IncomingRow]:
    """The rows without repeated keys, which are errors."""
    seen: dict[str, IncomingRow] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is row:
            yield row
        elif row.made:
            reason = f"Diese Zeile sagt dasselbe wie {first.place}."
            plan.errors.append(Problem(row.place, reason, "Bitte eine von beiden löschen."))
        else:
            reason = f"Das Kennzeichen „{row.key}“ kommt zweimal vor, zuerst in {first.place}."
            plan.errors.append(
                Problem(row.at("key"), reason, "Bitte ein anderes wählen; in einer neuen Zeile darf es leer bleiben.")
            )


def _implied_measures(rows: dict[str, list[IncomingRow]], here: Stored, plan: ImportPlan) -> list[IncomingRow]:
    """A measure for each entry to be written whose measure neither the file nor this instance has."""
    plans = {row.key: row.values.get("plan") for row in rows["editions"]}
    known = {row.key for row in rows["measures"]} | here.living.rows("measures").keys()
    implied: dict[str, IncomingRow] = {}
    table = BY_NAME["measures"]
    for wish in plan.rows:
        if wish.table.name != "entries" or not wish.new or not wish.new["measure"] or wish.new["measure"] in known:
            continue
        key, edition = str(wish.new["measure"]), str(wish.new["edition"])
        its_plan = plans.get(edition) or here.living.rows("editions").get(edition, {}).get("plan")
        implied.setdefault(key, IncomingRow(table, default_row(table) | {"key": key, "plan": its_plan}, IMPLIED))
    return list(implied.values())


def _compare_row(row: IncomingRow, here: Stored, plan: ImportPlan) -> bool:
    """Sort one row into the plan; return True if it was changed here only."""
    table, key = row.table, row.key
    living = here.living.rows(table.name).get(key)
    removed = here.removed.rows(table.name).get(key)
    old = living or removed
    new = _merged(row, old)
    if row.remove:
        return _removal(row, living, plan)
    if old is None:
        plan.rows.append(RowChange(NEW, table, key, None, new, row))
    elif removed is not None:
        return _comeback(row, removed, new, plan)
    elif not RowChange(CHANGED, table, key, old, new, row).columns:
        _count_unchanged(row, plan)
    elif row.fingerprint and row.same_as_exported(new):
        _count_unchanged(row, plan)
        return True
    else:
        wish = RowChange(CHANGED, table, key, old, new, row)
        _settle(wish, bool(row.fingerprint) and not row.same_as_exported(old), plan)
    return False


def _count_unchanged(row: IncomingRow, plan: ImportPlan) -> None:
    plan.unchanged += row.place != IMPLIED


def _merged(row: IncomingRow, old: Row | None) -> Row:
    """The row as the file wants it; what the file does not speak of stays."""
    new = dict(old or default_row(row.table))
    for name, value in row.values.items():
        if not (name in KEPT_IF_EMPTY and is_empty(value)):
            new[name] = value
    return new


def _removal(row: IncomingRow, living: Row | None, plan: ImportPlan) -> bool:
    if living is None:
        plan.unchanged += 1
        return False
    changed_here = bool(row.fingerprint) and not row.same_as_exported(living)
    _settle(RowChange(REMOVED, row.table, row.key, living, None, row), changed_here, plan)
    return False


def _comeback(row: IncomingRow, removed: Row, new: Row, plan: ImportPlan) -> bool:
    """A row that was removed here: gone for good unless the file changed it or never knew of the removal."""
    wish = RowChange(NEW, row.table, row.key, removed, new, row, restored=True)
    if row.made or (row.fingerprint and row.same_as_exported(new)):
        plan.unchanged += 1
        return True
    _settle(wish, bool(row.fingerprint), plan)
    return False


def _settle(wish: RowChange, changed_here: bool, plan: ImportPlan) -> None:
    """Put a wish among the changes, or among the conflicts if the row was changed here too."""
    if wish.incoming.made:
        # A row without key was imported before and worked on since: what stands here is newer.
        plan.unchanged += 1
    elif changed_here:
        old, new = wish.old or {}, wish.new or {}
        columns = tuple((name, old.get(name), new.get(name)) for name in wish.columns) if wish.kind == CHANGED else ()
        plan.conflicts.append(Conflict(wish.table.name, wish.key, wish.label, columns, wish.incoming.place, wish))
    else:
        plan.rows.append(wish)


def _note_missing(table: Table, rows: list[IncomingRow], here: Stored, plan: ImportPlan) -> None:
    """Say that rows which the file leaves out are not removed."""
    faulty = {key for name, key in plan.incoming.excused if name == table.name}
    missing = len(here.living.rows(table.name).keys() - {row.key for row in rows} - faulty) if rows else 0
    if missing and table.name != "measures":
        stand = "Eine Zeile steht" if missing == 1 else f"{missing} Zeilen stehen"
        stay = "sie bleibt" if missing == 1 else "sie bleiben"
        plan.notes.append(
            f"{table.sheet}: {stand} hier, aber nicht in der Datei; {stay}."
            " Zum Entfernen gibt es die Spalte „Entfernen“."
        )
