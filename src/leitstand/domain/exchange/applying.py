"""Carrying out an import: every change in one transaction, with its entries in the history.

New rows are made table by table in an order in which every reference points to something that is
there already; removals come first, so that what they held is free.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from leitstand.domain.exchange.checking import After, adopted_editions
from leitstand.domain.exchange.comparing import CHANGED, NEW, REMOVED, RowChange
from leitstand.domain.exchange.constraints import slot, unique_constraints
from leitstand.domain.exchange.dataset import Stored
from leitstand.domain.exchange.figures import figures_read
from leitstand.domain.exchange.tables import TABLES, Table
from leitstand.domain.exchange.values import Row
from leitstand.domain.plans.models import Amendment, Edition, Resolution
from leitstand.domain.plans.operations import record_amendment, seal
from leitstand.domain.plans.rules.content import FROZEN
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing
from leitstand.foundation.history.recorded import Recorded

Progress = Callable[[int, int, str], None]
LOOKUP = 500
"""Keys per statement: databases bound the number of parameters."""


@dataclass
class Writer:
    """Writes the wishes of one import. ``today`` is the day from which late additions are known."""

    actor: Actor
    here: Stored
    wishes: list[RowChange]
    today: date
    reason: str
    progress: Progress

    def write(self) -> None:
        """Remove, then change and add table by table. The caller holds the transaction."""
        self._after = After(self.here, self.wishes)
        self._adopted = adopted_editions(self.here.living.rows("resolutions"))
        self._known: dict[str, dict[str, Recorded]] = {table.name: {} for table in TABLES}
        self._done = 0
        for table in reversed(TABLES):
            self._remove(table, self._of(table, REMOVED))
        for table in TABLES:
            restored = [wish for wish in self._of(table, NEW) if wish.restored]
            changed = in_free_order(table, self._of(table, CHANGED)) + restored
            self._change(table, changed)
            for layer in layers(table, [wish for wish in self._of(table, NEW) if not wish.restored]):
                self._add(table, layer)
            if table.of_itself:
                self._refer(table, changed)

    def _of(self, table: Table, kind: str) -> list[RowChange]:
        return [wish for wish in self.wishes if wish.table is table and wish.kind == kind]

    def _remove(self, table: Table, wishes: Sequence[RowChange]) -> None:
        objects = self._find(table, (wish.key for wish in wishes))
        for wish in wishes:
            writing.remove(self.actor, objects[wish.key], reason=self.reason)
            self._tell(1, table)

    def _change(self, table: Table, wishes: Sequence[RowChange]) -> None:
        objects = self._find(table, (wish.key for wish in wishes))
        for wish in wishes:
            if wish.restored:
                writing.restore(self.actor, objects[wish.key], reason=self.reason)
            values = self._values(table, wish.new or {}, [name for name in wish.columns if name not in table.of_itself])
            writing.update(self.actor, objects[wish.key], values, reason=self.reason)
            self._tell(1, table)

    def _refer(self, table: Table, wishes: Sequence[RowChange]) -> None:
        """Set what refers to rows of the same table, now that all of them are there."""
        objects = self._find(table, (wish.key for wish in wishes))
        for wish in wishes:
            values = self._values(table, wish.new or {}, [name for name in wish.columns if name in table.of_itself])
            writing.update(self.actor, objects[wish.key], values, reason=self.reason)

    def _values(self, table: Table, row: Row, names: Iterable[str]) -> dict[str, Any]:
        wanted = [table.column(name) for name in names if name != "key"]
        for column in wanted:
            if column.refers_to:
                value = row[column.name]
                self._find_named(column.refers_to, value if isinstance(value, tuple) else (value,))
        return {column.name: self._object(column, row[column.name]) for column in wanted}

    def _object(self, column: Any, value: Any) -> Any:
        if column.kind == "figures":
            return figures_read(value)
        if not column.refers_to:
            return value
        known = self._known[column.refers_to]
        if isinstance(value, tuple):
            return [known[key] for key in value]
        return known[value] if value else None

    def _add(self, table: Table, wishes: Sequence[RowChange]) -> None:
        if not wishes:
            return
        self._find_references(table, [wish.new for wish in wishes if wish.new])
        early: list[writing.Row] = []
        late: list[writing.Row] = []
        for wish in wishes:
            row = wish.new or {}
            edition = self._after.edition_of(table, row)
            (late if edition in self._adopted else early).append(self._record(table, row))
        writing.create(self.actor, early, reason=self.reason)
        writing.create(self.actor, late, reason=self.reason, since=self.today)
        self._known[table.name].update({made.record.key: made.record for made in [*early, *late]})
        self._tell(len(wishes), table)

    def _record(self, table: Table, row: Row) -> writing.Row:
        single: dict[str, Any] = {}
        related: dict[str, Sequence[models.Model]] = {}
        for column in table.columns:
            value = self._object(column, row[column.name])
            if column.kind == "references":
                related[column.name] = value
            else:
                single[column.name] = value
        return writing.Row(table.model(**single), related)

    def _find_references(self, table: Table, rows: Iterable[Row]) -> None:
        wanted: dict[str, set[Any]] = {}
        columns = [column for column in table.columns if column.refers_to]
        for row in rows:
            for column in columns:
                value = row[column.name]
                wanted.setdefault(column.refers_to, set()).update(value if isinstance(value, tuple) else (value,))
        for name, keys in wanted.items():
            self._find_named(name, keys)

    def _find_named(self, name: str, keys: Iterable[Any]) -> None:
        self._find(next(table for table in TABLES if table.name == name), keys)

    def _find(self, table: Table, keys: Iterable[Any]) -> dict[str, Recorded]:
        """Records by key, those not seen yet read from the database."""
        known = self._known[table.name]
        missing = sorted({key for key in keys if key} - known.keys())
        single = [column.name for column in table.columns if column.kind == "reference"]
        for start in range(0, len(missing), LOOKUP):
            found = table.model._default_manager.filter(key__in=missing[start : start + LOOKUP])
            known.update({obj.key: obj for obj in found.select_related(*single)})
        return known

    def _tell(self, count: int, table: Table) -> None:
        self._done += count
        self.progress(self._done, len(self.wishes), table.sheet)


def layers(table: Table, wishes: Sequence[RowChange]) -> Iterator[list[RowChange]]:
    """New rows in an order in which each refers only to rows of its table that are there already."""
    waiting = list(wishes)
    while waiting:
        keys = {wish.key for wish in waiting}
        free = [wish for wish in waiting if not keys & {str((wish.new or {})[name]) for name in table.of_itself}]
        if not free:
            raise RuleBroken(f"In „{table.sheet}“ verweisen Zeilen im Kreis ({waiting[0].label}).", "circle")
        yield free
        done = {wish.key for wish in free}
        waiting = [wish for wish in waiting if wish.key not in done]


def in_free_order(table: Table, wishes: list[RowChange]) -> list[RowChange]:
    """Changes in an order in which none takes a unique place before its holder has left it.

    Raises ``RuleBroken`` if rows swap their places.
    """
    constraints = list(unique_constraints(table))
    waiting, ordered = list(wishes), []
    held = {_slot(number, c, wish.old): wish.key for wish in wishes for number, c in enumerate(constraints)}
    held.pop(None, None)
    while waiting:
        free = [w for w in waiting if all(held.get(s, w.key) == w.key for s in _slots(constraints, w.new))]
        if not free:
            raise RuleBroken(
                f"In „{table.sheet}“ tauschen Zeilen ihre Plätze ({waiting[0].label}). "
                "Bitte in zwei Schritten importieren.",
                "swap",
            )
        leaving = {w.key for w in free}
        held = {place: key for place, key in held.items() if key not in leaving}
        ordered += free
        waiting = [w for w in waiting if w.key not in leaving]
    return ordered


def _slots(constraints: list[models.UniqueConstraint], row: Row | None) -> list[Any]:
    return [_slot(number, constraint, row) for number, constraint in enumerate(constraints)]


def _slot(number: int, constraint: models.UniqueConstraint, row: Row | None) -> Any:
    place = slot(constraint, row | {"removed_on": None}) if row else None
    return None if place is None else (number, place)


def hashes_before(here: Stored, wishes: list[RowChange]) -> dict[str, str]:
    """Content hashes of the adopted editions that the wishes may touch, by edition key."""
    now, after = After(here, []), After(here, wishes)
    frozen = [wish for wish in wishes if writing.type_of(wish.table.model) in FROZEN]
    touched = {after.edition_of(wish.table, row) for wish in frozen for row in (wish.old, wish.new) if row}
    return now.content_hashes(touched & adopted_editions(here.living.rows("resolutions")))


def settle_editions(
    before: dict[str, str], here: Stored, wishes: list[RowChange], amendment: str, *, actor: Actor
) -> int:
    """Record amendments of adopted editions that changed, and seal newly adopted ones.

    Returns the number of amendments made. Raises ``RuleBroken`` if an edition does not have the
    content that its resolution or last amendment in the file says, or if a reason is missing.
    """
    brought = {str(w.new["edition"]) for w in wishes if w.table.name == "amendments" and w.kind == NEW and w.new}
    adopted = {str(w.new["edition"]) for w in wishes if w.table.name == "resolutions" and w.new} - before.keys()
    editions = {edition.key: edition for edition in Edition.objects.filter(key__in=before.keys() | brought | adopted)}
    now = After(here, wishes).content_hashes(editions.keys())
    for key in adopted:
        seal(editions[key], actor=actor)
    for key in sorted(adopted | brought):
        _verify(editions[key], now[key])
    late = [key for key in before if key not in brought and now[key] != before[key]]
    if late and not amendment.strip():
        raise frozen_error(str(editions[key]) for key in late)
    return sum(record_amendment(editions[key], before[key], amendment, actor=actor) is not None for key in late)


def frozen_error(titles: Iterable[str]) -> RuleBroken:
    names = ", ".join(f"„{title}“" for title in titles)
    return RuleBroken(
        f"Die Datei ändert, was mit {names} beschlossen wurde. Bitte eine Begründung angeben; sie wird mit der "
        "Prüfsumme vorher und nachher als Änderung der Fassung festgehalten.",
        "frozen",
    )


def _verify(edition: Edition, found: str) -> None:
    """Check the content hash of an edition against what its resolution or last amendment says."""
    resolution = edition.resolutions.filter(kind=Resolution.Kind.ADOPTS, removed_on=None).first()
    if resolution is None:
        return
    last = Amendment.objects.filter(edition=edition, removed_on=None).order_by("made_on", "pk").last()
    expected = last.hash_after if last else resolution.content_hash
    if found != expected:
        where = "der letzten Änderung" if last else "des Beschlusses"
        raise RuleBroken(
            f"„{edition}“: Der Inhalt in der Datei passt nicht zur Prüfsumme {where} ({expected[:12]}… statt "
            f"{found[:12]}…). Bitte die Datei unverändert verwenden, oder die Prüfsumme beim Beschluss leeren, damit "
            "sie neu berechnet wird.",
            "hash-differs",
        )
