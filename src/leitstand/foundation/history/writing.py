"""Writing records together with their history, so that neither can exist without the other.

The operations of the domain decide whether a write is allowed and right; then they call
``create``, ``update`` or ``remove`` here. Values of relations are objects (or lists of objects);
the history keeps their keys, which a person can read and which outlive the database's numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from leitstand.foundation.actor import Actor
from leitstand.foundation.history.chain import plain
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.recording import Draft, record

UNTRACKED = {"id", "key"}


@dataclass
class Row:
    """A record to be made: the unsaved object and its many-to-many values by field name."""

    record: Recorded
    related: Mapping[str, Sequence[models.Model]] = field(default_factory=dict)


def type_of(model: type[models.Model] | models.Model) -> str:
    """The name under which the history keeps a model, e.g. ``plans.measure``."""
    return str(model._meta.label_lower)


def key_of(value: models.Model | None) -> Any:
    return None if value is None else getattr(value, "key", value.pk)


def snapshot(obj: models.Model) -> dict[str, Any]:
    """All tracked fields of a saved record in the history's words; relations as keys."""
    values: dict[str, Any] = {}
    for column in obj._meta.concrete_fields:
        if column.name in UNTRACKED:
            continue
        value = getattr(obj, column.name)
        values[column.name] = key_of(value) if column.is_relation else plain(value)
    for relation in obj._meta.many_to_many:
        values[relation.name] = sorted(key_of(item) for item in getattr(obj, relation.name).all())
    return values


def create(actor: Actor, rows: Sequence[Row], *, reason: str = "", since: date | None = None) -> None:
    """Save new records of one model with one entry each, many rows to a statement.

    Raises ``IntegrityError`` if a key or a constraint is violated; callers check before.
    """
    if not rows:
        return
    model = type(rows[0].record)
    with transaction.atomic():
        for row in rows:
            row.record.since = row.record.since or since
        model._default_manager.bulk_create([row.record for row in rows], batch_size=500)
        for relation in model._meta.many_to_many:
            _link(relation, rows)
        record(actor, [_created(row, reason) for row in rows])


def _link(relation: Any, rows: Sequence[Row]) -> None:
    through = relation.remote_field.through
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    links = [through(**{own: row.record, other: item}) for row in rows for item in row.related.get(relation.name, ())]
    through.objects.bulk_create(links, batch_size=500)


def _created(row: Row, reason: str) -> Draft:
    obj = row.record
    changes: dict[str, Any] = {}
    for column in obj._meta.concrete_fields:
        value = getattr(obj, column.name)
        if column.name not in UNTRACKED and value not in (None, ""):
            changes[column.name] = key_of(value) if column.is_relation else plain(value)
    for name, items in row.related.items():
        if items:
            changes[name] = sorted(key_of(item) for item in items)
    return Draft(f"{type_of(obj)}.create", type_of(obj), obj.key, obj.label, changes, reason, obj.since)


def update(
    actor: Actor, obj: Recorded, values: Mapping[str, Any], *, verb: str = "change", reason: str = ""
) -> dict[str, Any]:
    """Set fields and relations of a saved record; return ``{field: [old, new]}`` of what changed.

    Writes nothing, and no entry, if every value is as it was.
    """
    with transaction.atomic():
        before = snapshot(obj)
        many = {relation.name for relation in obj._meta.many_to_many}
        for name, value in values.items():
            if name not in many:
                setattr(obj, name, value)
        obj.save()
        for name in many & values.keys():
            getattr(obj, name).set(values[name])
        # Values come back from the database as it keeps them: 5 becomes Decimal("5.00").
        obj.refresh_from_db()
        after = snapshot(obj)
        changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        if changes:
            record(actor, [Draft(f"{type_of(obj)}.{verb}", type_of(obj), obj.key, obj.label, changes, reason)])
    return changes


def remove(actor: Actor, obj: Recorded, *, reason: str = "") -> None:
    """Mark a record as gone from today. It stays, and pages as of an earlier day still show it."""
    update(actor, obj, {"removed_on": timezone.localdate()}, verb="remove", reason=reason)


def restore(actor: Actor, obj: Recorded, *, reason: str = "") -> None:
    """Undo ``remove``."""
    update(actor, obj, {"removed_on": None}, verb="restore", reason=reason)
