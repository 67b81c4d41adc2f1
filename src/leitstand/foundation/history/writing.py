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

from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.chain import plain
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.recording import Draft, record

UNTRACKED = {"id", "key"}
Update = tuple[Recorded, Mapping[str, Any]]


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
    changes = update_each(actor, [(obj, values)], verb=verb, reason=reason)[0]
    obj.refresh_from_db()
    return changes


def update_each(
    actor: Actor, updates: Sequence[Update], *, verb: str = "change", reason: str = ""
) -> list[dict[str, Any]]:
    """``update`` for many records with a fixed number of statements for each model.

    The records given are not read again. One given twice gets all its values (the later of two for one
    field); its changes are returned at its first place.
    """
    wanted: dict[tuple[type[Recorded], int], tuple[Recorded, dict[str, Any]]] = {}
    for obj, values in updates:
        wanted.setdefault((type(obj), obj.pk), (obj, {}))[1].update(values)
    with transaction.atomic():
        before = {which: snapshot(obj) for which, (obj, _values) in wanted.items()}
        for model in {model for model, _pk in wanted}:
            _save(model, [given for which, given in wanted.items() if which[0] is model])
        # Values come back from the database as it keeps them: 5 becomes Decimal("5.00").
        after = stored_now([obj for obj, _values in wanted.values()])
        changes = {which: _differences(before[which], snapshot(after[which])) for which in wanted}
        drafts = [_updated(after[which], verb, changed, reason) for which, changed in changes.items() if changed]
        if drafts:
            record(actor, drafts)
    return [changes.pop((type(obj), obj.pk), {}) for obj, _values in updates]


def stored_now(objs: Sequence[Recorded]) -> dict[tuple[type[Recorded], int], Recorded]:
    """The records as the database has them now, by model and number, with their relations already read."""
    found: dict[tuple[type[Recorded], int], Recorded] = {}
    for model in {type(obj) for obj in objs}:
        single = [column.name for column in model._meta.concrete_fields if column.is_relation]
        many = [relation.name for relation in model._meta.many_to_many]
        rows = model._default_manager.select_related(*single).prefetch_related(*many)
        for pk, row in rows.in_bulk([obj.pk for obj in objs if type(obj) is model]).items():
            found[model, pk] = row
    return found


def _save(model: type[Recorded], given: Sequence[tuple[Recorded, Mapping[str, Any]]]) -> None:
    many = {relation.name: relation for relation in model._meta.many_to_many}
    columns: dict[frozenset[str], list[Recorded]] = {}
    for obj, values in given:
        for name in values.keys() - many.keys():
            setattr(obj, name, values[name])
        columns.setdefault(frozenset(values.keys() - many.keys()), []).append(obj)
    for names, objs in columns.items():
        if names:
            model._default_manager.bulk_update(objs, sorted(names), batch_size=200)
    for name, relation in many.items():
        links = {obj.pk: {item.pk for item in values[name]} for obj, values in given if name in values}
        if links:
            _relink(relation, links)


def _relink(relation: Any, wanted: Mapping[int, set[int]]) -> None:
    """Give each record, by its number, exactly the wanted links of a many-to-many relation."""
    through = relation.remote_field.through
    own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    missing = {(pk, linked) for pk, links in wanted.items() for linked in links}
    spare = []
    for link_pk, pk, linked in through.objects.filter(**{f"{own}__in": wanted}).values_list("pk", own, other):
        if (pk, linked) in missing:
            missing.remove((pk, linked))
        else:
            spare.append(link_pk)
    through.objects.filter(pk__in=spare).delete()
    through.objects.bulk_create([through(**{own: pk, other: linked}) for pk, linked in sorted(missing)], batch_size=500)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def _updated(obj: Recorded, verb: str, changes: Mapping[str, Any], reason: str) -> Draft:
    return Draft(f"{type_of(obj)}.{verb}", type_of(obj), obj.key, obj.label, changes, reason)


def remove(actor: Actor, obj: Recorded, *, reason: str = "") -> None:
    """Mark a record as gone from today. It stays, and pages as of an earlier day still show it."""
    update(actor, obj, {"removed_on": clock.today()}, verb="remove", reason=reason)


def restore(actor: Actor, obj: Recorded, *, reason: str = "") -> None:
    """Undo ``remove``."""
    update(actor, obj, {"removed_on": None}, verb="restore", reason=reason)
