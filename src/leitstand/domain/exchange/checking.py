"""Checking what an import would leave behind: references, required columns, constraints, what is frozen.

Single values were checked when they were read (``values``). Here rows are checked against each
other and against what is kept: on the state *after* the import, so that a file may bring a
reference and what it refers to together.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from leitstand.domain.exchange.comparing import CHANGED, IMPLIED, NEW, REMOVED, Change, ImportPlan, RowChange
from leitstand.domain.exchange.constraints import broken_checks, collisions, sentence, unique_constraints
from leitstand.domain.exchange.dataset import Stored, same
from leitstand.domain.exchange.incoming import MAX_PROBLEMS, Problem
from leitstand.domain.exchange.quotations import misquoted
from leitstand.domain.exchange.series import joined_wrongly, redefined
from leitstand.domain.exchange.tables import BY_NAME, TABLES, Column, Table
from leitstand.domain.exchange.values import Row, Value, is_empty, nearest
from leitstand.domain.plans.rules.content import FROZEN, edition_hash
from leitstand.foundation.history.writing import type_of

SUBJECTS = {
    "plan": "plans",
    "edition": "editions",
    "measure": "measures",
    "institution": "institutions",
    "indicator": "indicators",
    "topic": "topics",
    "event": "events",
}
"""Which table a statement's ``subject_key`` refers to, by its ``subject_kind``."""


@dataclass
class After:
    """The rows as they would be after the import."""

    here: Stored
    wishes: list[RowChange]
    living: dict[str, dict[str, Row]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in TABLES:
            self.living[table.name] = dict(self.here.living.rows(table.name))
            self.gone[table.name] = set(self.here.removed.rows(table.name))
        for wish in self.wishes:
            if wish.new is None:
                self.living[wish.table.name].pop(wish.key, None)
                self.gone[wish.table.name].add(wish.key)
            else:
                self.living[wish.table.name][wish.key] = wish.new
                self.gone[wish.table.name].discard(wish.key)

    def edition_of(self, table: Table, row: Row) -> str:
        """The edition to whose content a row belongs, or nothing."""
        if table.name == "editions":
            return str(row["key"])
        if table.name == "topics":
            return self._edition_via("fields", row["field"])
        if table.name in ("responsibilities", "milestones"):
            return self._edition_via("entries", row["entry"])
        return str(row.get("edition") or "") if type_of(table.model) in FROZEN else ""

    def content_hashes(self, editions: Collection[str]) -> dict[str, str]:
        """The content hash of each of the editions; see ``plans.rules.content``."""
        contents: dict[str, dict[str, list[Row]]] = {key: {} for key in editions}
        for table in TABLES:
            kind = type_of(table.model)
            for row in self.living[table.name].values() if kind in FROZEN else ():
                content = contents.get(self.edition_of(table, row))
                if content is not None:
                    content.setdefault(kind, []).append(row)
        return {key: edition_hash(content) for key, content in contents.items()}

    def _edition_via(self, table: str, key: Value) -> str:
        row = self.living[table].get(str(key)) or self.here.living.rows(table).get(str(key)) or {}
        return str(row.get("edition") or "")


def check(plan: ImportPlan, here: Stored) -> None:
    """Add to ``plan`` what is wrong with it (``errors``) and what it would change of adopted editions."""
    wishes = plan.rows
    after = After(here, wishes)
    for problem in _problems(wishes, after, plan.incoming.excused):
        if len(plan.errors) >= MAX_PROBLEMS:
            break
        plan.errors.append(problem)
    _find_frozen(plan, after)
    plan.redefined = redefined([*wishes, *(conflict.wish for conflict in plan.conflicts)], after)


def _problems(wishes: list[RowChange], after: After, excused: set[tuple[str, str]]) -> Iterator[Problem]:
    known = _Known(after, excused)
    for wish in wishes:
        if wish.new is not None:
            yield from _row_problems(wish, wish.new, after, known)
        yield from _guarded(wish)
    yield from _collisions(wishes, after)
    yield from joined_wrongly(wishes, after)
    yield from _still_needed(wishes, after)


def _row_problems(wish: RowChange, row: Row, after: After, known: "_Known") -> Iterator[Problem]:
    if wish.incoming.place == IMPLIED:
        return
    changed = wish.columns
    for column in wish.table.columns:
        value = row[column.name]
        if (
            column.required
            and is_empty(value)
            and not (column.refers_to and wish.table.nested_in and known.excuses(wish))
        ):
            yield Problem(wish.incoming.at(column.name), f"„{column.heading}“ fehlt.", "Bitte ausfüllen.")
        elif column.refers_to and column.name in changed:
            yield from known.references(wish, column, value)
    if wish.table.name == "statements":
        yield from known.subject(wish, row)
    yield from misquoted(wish, row, after.living)
    for reason, cure in broken_checks(wish.table, row):
        yield Problem(wish.incoming.place, reason, cure)
    yield from _strangers(wish, row, after)


class _Known:
    """Looks up references."""

    def __init__(self, after: After, excused: set[tuple[str, str]]) -> None:
        self._after = after
        self._excused = excused

    def excuses(self, wish: RowChange) -> bool:
        return (wish.table.name, wish.key) in self._excused

    def references(self, wish: RowChange, column: Column, value: Value) -> Iterator[Problem]:
        """Problems with keys that lead nowhere; keys of rows that could not be read are excused."""
        before = wish.old[column.name] if wish.old else None
        kept = set(before) if isinstance(before, tuple) else {before}
        for key in value if isinstance(value, tuple) else (value,):
            if key and key not in kept:
                yield from self._lookup(wish, column.name, column.refers_to, str(key))

    def subject(self, wish: RowChange, row: Row) -> Iterator[Problem]:
        table = SUBJECTS.get(str(row["subject_kind"]))
        if table and row["subject_key"]:
            yield from self._lookup(wish, "subject_key", table, str(row["subject_key"]))

    def _lookup(self, wish: RowChange, column: str, target: str, key: str) -> Iterator[Problem]:
        sheet = BY_NAME[target].sheet
        if key in self._after.living[target] or (target, key) in self._excused:
            return
        if key in self._after.gone[target]:
            reason = f"„{key}“ ({sheet}) ist entfernt."
            yield Problem(wish.incoming.at(column), reason, "Bitte etwas anderes angeben oder leer lassen.")
        else:
            reason = f"„{key}“ gibt es nicht in „{sheet}“.{nearest(key, self._after.living[target])}"
            cure = "Bitte ein vorhandenes Kennzeichen angeben oder dort eine Zeile dafür anlegen."
            yield Problem(wish.incoming.at(column), reason, cure)


def _strangers(wish: RowChange, row: Row, after: After) -> Iterator[Problem]:
    """References that leave the edition; only ``further_topics`` may, as the editorial link it is."""
    if wish.table.name not in ("entries", "goals"):
        return
    for name in ("field", "topic", "lines", "goals"):
        value = row.get(name)
        for key in value if isinstance(value, tuple) else (value,):
            target = BY_NAME[wish.table.column(name).refers_to] if key else None
            other = after.living[target.name].get(str(key)) if target else None
            if target is None or other is None:
                continue
            edition = after.edition_of(target, other)
            if edition and edition != row["edition"]:
                reason = f"„{key}“ gehört zur Fassung „{edition}“, diese Zeile zu „{row['edition']}“."
                yield Problem(wish.incoming.at(name), reason, "Bitte eines aus derselben Fassung wählen.")


def _guarded(wish: RowChange) -> Iterator[Problem]:
    """What an import must not touch: amendments made, and the resolution that froze an edition."""
    name, old, new = wish.table.name, wish.old, wish.new
    if old is None or wish.restored:
        return
    if name == "amendments":
        yield Problem(
            wish.incoming.place,
            "Eine festgehaltene Änderung einer Fassung bleibt, wie sie ist.",
            "Bitte die Zeile wieder so herstellen, wie sie exportiert wurde.",
        )
    elif name == "resolutions" and old["kind"] == "adopts" and old["content_hash"]:
        guarded = ("edition", "kind", "content_hash")
        if new is None or any(not same(old[c], new[c]) for c in guarded):
            yield Problem(
                wish.incoming.place,
                "Dieser Beschluss hat eine Fassung eingefroren; das nimmt ein Import nicht zurück.",
                "Bitte Fassung, Art und Prüfsumme lassen, wie sie waren, und die Zeile nicht entfernen.",
            )


def _collisions(wishes: list[RowChange], after: After) -> Iterator[Problem]:
    touched: dict[str, dict[str, RowChange]] = {}
    for wish in wishes:
        if wish.new is not None:
            touched.setdefault(wish.table.name, {})[wish.key] = wish
    for name, own in touched.items():
        table = BY_NAME[name]
        rows: list[Row] = [row | {"removed_on": None} for row in after.living[name].values()]
        gone = after.here.removed.rows(name)
        rows += [gone[key] | {"removed_on": True} for key in after.gone[name] & gone.keys()]
        for constraint in unique_constraints(table):
            reason, cure = sentence(constraint.name)
            for keys in collisions(constraint, rows):
                at_fault = [own[key] for key in keys if key in own]
                if at_fault:
                    others = ", ".join(f"„{key}“" for key in keys if key != at_fault[-1].key)
                    yield Problem(at_fault[-1].incoming.place, f"{reason} Beteiligt: {others}.", cure)


def _still_needed(wishes: list[RowChange], after: After) -> Iterator[Problem]:
    """Removed rows to which rows that stay still refer."""
    removed = {(wish.table.name, wish.key): wish for wish in wishes if wish.kind == REMOVED}
    if not removed:
        return
    for table in TABLES:
        columns = [column for column in table.columns if column.refers_to]
        for key, row in after.living[table.name].items():
            for column in columns:
                value = row[column.name]
                for target in value if isinstance(value, tuple) else (value,):
                    wish = removed.pop((column.refers_to, str(target)), None)
                    if wish:
                        reason = f"„{wish.key}“ wird noch gebraucht, zum Beispiel von „{key}“ in „{table.sheet}“."
                        yield Problem(wish.incoming.place, reason, "Bitte zuerst dort lösen oder ebenfalls entfernen.")


def _find_frozen(plan: ImportPlan, after: After) -> None:
    adopted = adopted_editions(after.here.living.rows("resolutions"))
    amended = {
        str(wish.new["edition"])
        for wish in plan.rows
        if wish.table.name == "amendments" and wish.new is not None and wish.kind == NEW
    }
    affected: set[str] = set()
    # Conflicts may still be decided for the file; carrying out looks again with the decisions.
    for wish in [*plan.rows, *(conflict.wish for conflict in plan.conflicts)]:
        fields = FROZEN.get(type_of(wish.table.model))
        editions = {after.edition_of(wish.table, row) for row in (wish.old, wish.new) if row} & adopted
        if not fields or not editions:
            continue
        found: list[Change] = [c for c in wish.changes() if wish.kind != CHANGED or c.column in fields]
        plan.frozen += found
        affected |= editions if found else set()
    plan.editions_to_amend = tuple(sorted(affected - amended))


def adopted_editions(resolutions: Mapping[str, Row]) -> set[str]:
    """Keys of editions that a resolution has adopted."""
    return {str(row["edition"]) for row in resolutions.values() if row["kind"] == "adopts"}
