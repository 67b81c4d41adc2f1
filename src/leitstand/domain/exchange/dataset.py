"""The dataset: the plan as rows of plain values by table, and the reading of the database into one.

Both forms of the exchange are writings of a ``Dataset``. Rows stand in an order that depends on
their values alone (parent's order, position, key), so that two instances with the same content
write the same bytes. The *fingerprint* of a row travels with it and tells, at import, whether the
row was changed on either side since it was exported.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from leitstand.domain.exchange.figures import figures_said
from leitstand.domain.exchange.tables import BY_NAME, TABLES, Column, Table
from leitstand.domain.exchange.values import Row, Value, canonical, empty, is_empty
from leitstand.foundation.history import chain

FINGERPRINT_LENGTH = 16
IMPLICIT_UNLESS = ("contact", "deputy", "internal_note", "since")


@dataclass
class Dataset:
    """Rows by table name and key; every row has a value for every column of its table."""

    tables: dict[str, dict[str, Row]] = field(default_factory=lambda: {table.name: {} for table in TABLES})

    def rows(self, table: str) -> dict[str, Row]:
        return self.tables[table]

    def __iter__(self) -> Iterator[tuple[Table, str, Row]]:
        for table in TABLES:
            for key, row in self.tables[table.name].items():
                yield table, key, row

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.tables.values())

    def ordered(self) -> "Dataset":
        """The same rows in the order of the format: parent's order, position, key."""
        result = Dataset()
        places: dict[str, dict[str, int]] = {}
        for table in TABLES:
            parents = places.get(table.column(table.parent).refers_to, {}) if table.parent else {}
            rows = sorted(self.tables[table.name].items(), key=lambda item: _sort_key(table, parents, *item))
            result.tables[table.name] = dict(rows)
            places[table.name] = {key: place for place, (key, _row) in enumerate(rows)}
        return result


def _sort_key(table: Table, parents: Mapping[str, int], key: str, row: Row) -> tuple[int, int, str]:
    parent = parents.get(str(row[table.parent]), len(parents)) if table.parent else 0
    position = row.get("position")
    # A person's "position" is what they do, not where they stand.
    return parent, position if isinstance(position, int) else 0, key


def default_row(table: Table) -> Row:
    """A row of ``table`` that says nothing yet."""
    return dict(_defaults(table.name))


@lru_cache
def _defaults(table: str) -> Row:
    return {column.name: empty(column) for column in BY_NAME[table].columns}


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same; see ``values.canonical``."""
    return one == other or canonical(one) == canonical(other)


def fingerprint(table: Table, row: Row) -> str:
    """16 hexadecimal digits over what a row says; defaults do not count, so that a new column changes none."""
    nothing = default_row(table)
    said = {name: canonical(row[name]) for name, empty in nothing.items() if not same(row[name], empty)}
    text = chain.canonical({"table": table.name, "row": said})
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def label_of(table: Table, row: Row) -> str:
    """A short name of a row for people: its title, name or text, else its key."""
    for name in ("title", "name", "text", "wording", "reason"):
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:120]
    return str(row.get("key") or table.model._meta.verbose_name)


def implicit_measures(dataset: Dataset) -> set[str]:
    """Keys of measures of which nothing is said beyond what their entries say."""
    plans = {key: row["plan"] for key, row in dataset.rows("editions").items()}
    entered: dict[Any, set[Any]] = {}
    for row in dataset.rows("entries").values():
        entered.setdefault(row["measure"], set()).add(plans.get(str(row["edition"])))
    return {
        key
        for key, row in dataset.rows("measures").items()
        if entered.get(key) == {row["plan"]} and all(is_empty(row[name]) for name in IMPLICIT_UNLESS)
    }


@dataclass
class Stored:
    """What the database holds: the ``living`` rows that are exported, and the ``removed`` ones."""

    living: Dataset
    removed: Dataset


def read_database() -> Stored:
    """Read every table into rows. Needs one statement per table and one per list of references."""
    found = Stored(Dataset(), Dataset())
    for table in TABLES:
        for row, gone in _read_table(table):
            orphan = bool(table.parent) and row[table.parent] in found.removed.rows(_parent_table(table))
            side = found.removed if gone or orphan else found.living
            side.rows(table.name)[str(row["key"])] = row
    return Stored(found.living.ordered(), found.removed)


def _parent_table(table: Table) -> str:
    return table.column(table.parent).refers_to


def _read_table(table: Table) -> Iterator[tuple[Row, bool]]:
    single = [column for column in table.columns if column.kind != "references"]
    lists = {column.name: _read_references(column) for column in table.columns if column.kind == "references"}
    names = [f"{column.name}__key" if column.kind == "reference" else column.name for column in single]
    for *found, removed_on in table.model._default_manager.values_list(*names, "removed_on").iterator(2000):
        row: Row = {column.name: _value(column, value) for column, value in zip(single, found, strict=True)}
        for name, keys in lists.items():
            row[name] = tuple(sorted(keys.get(str(row["key"]), ())))
        # The format's order of columns, so that equal rows are written equally.
        yield {column.name: row[column.name] for column in table.columns}, removed_on is not None


def _value(column: Column, kept: Any) -> Value:
    value: Value = figures_said(kept) if column.kind == "figures" else kept
    return value


def _read_references(column: Column) -> dict[str, list[str]]:
    relation = column.django_field
    through = relation.remote_field.through
    pairs = through._default_manager.values_list(
        f"{relation.m2m_field_name()}__key", f"{relation.m2m_reverse_field_name()}__key"
    )
    lists: dict[str, list[str]] = {}
    for own, other in pairs.iterator(2000):
        lists.setdefault(own, []).append(other)
    return lists
