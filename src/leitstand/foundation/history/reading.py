"""Rows of a model as they stood at the end of a day.

A row is a plain dictionary: column values as Python values, single relations as keys, lists of
relations as tuples of keys. What was created later or removed before is left out; what was changed
later holds its earlier value. One statement for the rows, one for each many-to-many relation; the
history is asked once by the caller (``changes_since``) for all models together.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models

from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.recording import values_before
from leitstand.foundation.history.writing import type_of

T = TypeVar("T")
Row = dict[str, Any]
Changes = Mapping[tuple[str, str], Mapping[str, Any]]


def changes_since(models_: Iterable[type[Recorded]], day: date) -> Changes:
    """Earlier values of everything changed after ``day`` in the given models; one statement."""
    return values_before([type_of(model) for model in models_], day)


def rows_as_of(model: type[Recorded], day: date, changes: Changes) -> list[Row]:
    """All rows of ``model`` as of ``day``, in the model's order."""
    names = {column.name: _asked_as(column) for column in _columns(model)}
    rows = []
    for values in model._default_manager.values_list("id", *names.values()):
        row = dict(zip(["id", *names], values, strict=True))
        row.update(_earlier(model, row["key"], changes))
        rows.append(row)
    for relation in model._meta.many_to_many:
        _add_relation(rows, relation, model, changes)
    return [row for row in rows if _there(row, day)]


class Rows:
    """The rows of models as of one day; each table is read once, however often it is asked for."""

    def __init__(self, as_of: date, changes: Changes) -> None:
        self.as_of, self._changes = as_of, changes
        self._read: dict[type[Recorded], list[Row]] = {}

    def __call__(self, model: type[Recorded]) -> list[Row]:
        """All rows of the model as of the day, in its order; they are shared and must not be changed."""
        if model not in self._read:
            self._read[model] = rows_as_of(model, self.as_of, self._changes)
        return self._read[model]


def _asked_as(column: Any) -> str:
    """Relations to records by their key; to what has none (a stored file), by its number."""
    if not column.is_relation:
        return str(column.name)
    return f"{column.name}__key" if issubclass(column.related_model, Recorded) else str(column.attname)


def _columns(model: type[Recorded]) -> list[Any]:
    return [column for column in model._meta.concrete_fields if column.name != "id"]


def _earlier(model: type[Recorded], key: str, changes: Changes) -> Row:
    earlier = changes.get((type_of(model), key), {})
    many = {relation.name for relation in model._meta.many_to_many}
    row: Row = {}
    for name, value in earlier.items():
        if name in many:
            continue
        column = model._meta.get_field(name)
        # Only columns are read, and a column can turn a value into its kind.
        row[name] = value if column.is_relation or value is None else column.to_python(value)  # type: ignore[union-attr]  # a field of ours, never a relation from elsewhere
    return row


def _add_relation(rows: list[Row], relation: Any, model: type[Recorded], changes: Changes) -> None:
    through = relation.remote_field.through
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    linked: dict[int, list[str]] = {}
    for ident, key in through.objects.order_by(f"{other}__key").values_list(f"{own}_id", f"{other}__key"):
        linked.setdefault(ident, []).append(key)
    for row in rows:
        earlier = changes.get((type_of(model), row["key"]), {}).get(relation.name)
        row[relation.name] = tuple(linked.get(row["id"], ()) if earlier is None else earlier)


def _there(row: Row, day: date) -> bool:
    known = row["since"] is None or row["since"] <= day
    gone = row["removed_on"] is not None and row["removed_on"] <= day
    return known and not gone


def current(model: type[Recorded]) -> models.QuerySet[Any]:
    """The records of a model that are not removed."""
    return model._default_manager.filter(removed_on=None)


def make_view(cls: Callable[..., T], row: Row, **given: Any) -> T:
    """Make a frozen view from the row's columns that it has, and from what is given beside them."""
    names = cls.__dataclass_fields__  # type: ignore[attr-defined]  # every view is a dataclass
    return cls(**{name: row[name] for name in names if name in row and name not in given}, **given)
