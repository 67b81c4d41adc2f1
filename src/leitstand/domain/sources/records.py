"""The verbs that all kept records share: add, change, remove, restore.

Each goes the same way: access, then the record's own rules (``check``), then the write with its
history entry. Sources, institutions, indicators and papers need nothing else and use the verbs as
they are; ``plans.operations`` builds on the parts, because an adopted edition changes only with an
amendment.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from leitstand.domain.sources.access import require_keeper
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.recorded import Recorded

Related = Mapping[str, Sequence[models.Model]]

# What a violated constraint means to the person who filled in the form, by the constraint's name.
SENTENCES = {
    "adopted_once": "Diese Fassung ist bereits beschlossen.",
    "exactly_one_lead": "Diese Maßnahme hat schon eine Federführung. Bitte zuerst die bisherige ändern oder entfernen.",
    "one_role_once": "Diese Institution hat diese Rolle bei der Maßnahme schon.",
    "one_entry_per_edition": "Diese Maßnahme steht schon in der Fassung.",
    "fate_leads_somewhere_or_ends": "Fortgeführt, zusammengeführt und aufgeteilt brauchen eine Maßnahme der neuen "
    "Fassung; abgeschlossen und entfallen dürfen keine haben.",
    "crosswalk_one_old": "Bitte genau ein altes Handlungsfeld oder ein altes Thema angeben.",
    "crosswalk_one_new": "Bitte genau ein neues Handlungsfeld oder ein neues Thema angeben.",
    "one_value_per_vintage": "Für diesen Zeitraum, diese Region und diesen Datenstand gibt es schon einen Wert.",
    "value_or_sign": "Bitte entweder einen Wert oder ein Zeichen statt eines Werts angeben.",
    "target_of_something": "Bitte angeben, wozu das Ziel gehört: Indikator, Fassung oder Thema.",
    "one_link_per_indicator": "Diese Maßnahme ist mit diesem Indikator schon verbunden.",
}
KEY_LENGTH = 110


@dataclass(frozen=True)
class Edit:
    """A change before it is written: the record as stored, as wanted, and the fields that differ."""

    stored: Recorded
    wanted: Recorded
    values: Mapping[str, Any]
    changed: frozenset[str]


def add(
    obj: Recorded, related: Related | None = None, *, actor: Actor, reason: str = "", since: date | None = None
) -> Recorded:
    """Save a new record. ``related`` holds many-to-many values by field name.

    Raises ``NotAllowed`` or ``ValidationError`` with messages by field.
    """
    require_keeper(actor)
    check_new(obj)
    writing.create(actor, [writing.Row(obj, related or {})], reason=reason, since=since)
    return obj


def change(obj: Recorded, values: Mapping[str, Any], *, actor: Actor, reason: str = "") -> dict[str, Any]:
    """Change fields and relations of a saved record; return ``{field: [old, new]}``.

    Raises as ``add`` does. Nothing is written if nothing changes.
    """
    require_keeper(actor)
    edit = planned(obj, values)
    return writing.update(actor, edit.stored, values, reason=reason)


def remove(obj: Recorded, *, actor: Actor, reason: str = "") -> None:
    """Mark a record as gone from today. Raises ``NotAllowed``, or ``RuleBroken`` if it is still used."""
    require_keeper(actor)
    require_unused(obj)
    writing.remove(actor, obj, reason=reason)


def restore(obj: Recorded, *, actor: Actor, reason: str = "") -> None:
    """Take back a removal. Raises as ``add`` does."""
    require_keeper(actor)
    check(returned(obj))
    writing.restore(actor, obj, reason=reason)


def check_new(obj: Recorded, taken: Iterable[str] = ()) -> None:
    """Check an unsaved record and give it a key if it has none; ``taken`` are keys given but not saved yet."""
    check(obj, exclude=() if obj.key else ("key",))
    if not obj.key:
        prefix = _owner_prefix(obj)
        obj.key = new_key(type(obj), obj.label[: KEY_LENGTH - len(prefix)], prefix=prefix, also=taken)


def check(obj: Recorded, exclude: Sequence[str] = (), changed: frozenset[str] | None = None) -> None:
    """Raise ``ValidationError`` with messages by field if the record may not be like this.

    ``changed`` names the fields that differ from what is stored, if the rest is known to be right: then
    the statements that would prove the rest again are not made.
    """
    proven = {*exclude, *_saved_relations(obj)} | ({"key"} if changed is not None else set())
    try:
        obj.full_clean(exclude=proven, validate_constraints=False)
    except ValidationError as error:
        raise ValidationError(error.message_dict) from None
    broken = [
        SENTENCES.get(constraint.name, str(constraint.get_violation_error_message()))
        for constraint in obj._meta.constraints
        if (changed is None or _fields_of(constraint) & changed) and not _holds(obj, constraint, exclude)
    ]
    if broken:
        raise ValidationError({NON_FIELD_ERRORS: broken})


def _saved_relations(obj: Recorded) -> set[str]:
    """Relations that hold a record: records are never deleted, so that it is there needs no statement."""
    columns = [column for column in obj._meta.concrete_fields if column.is_relation and not column.unique]
    return {column.name for column in columns if getattr(obj, column.attname) is not None}


def _fields_of(constraint: models.BaseConstraint) -> set[str]:
    condition = getattr(constraint, "condition", None)
    named = condition.referenced_base_fields if condition is not None else set()
    return {*getattr(constraint, "fields", ()), *named}


def _holds(obj: Recorded, constraint: models.BaseConstraint, exclude: Sequence[str]) -> bool:
    if isinstance(constraint, models.UniqueConstraint) and not _reaches(constraint, obj):
        return True
    try:
        constraint.validate(type(obj), obj, exclude=set(exclude))
    except ValidationError:
        return False
    return True


def _reaches(constraint: models.UniqueConstraint, obj: Recorded) -> bool:
    """Whether another record has what must be unique: asked first, because it is a tenth of the full proof."""
    if not constraint.fields:
        return True
    columns: list[Any] = [obj._meta.get_field(name) for name in constraint.fields]
    same = {column.attname: getattr(obj, column.attname) for column in columns}
    others = type(obj)._default_manager.filter(constraint.condition or models.Q(), **same)
    return None not in same.values() and others.exclude(pk=obj.pk).order_by().exists()


def _owner_prefix(obj: Recorded) -> str:
    """The key of what the record belongs to, as the beginning of its own, so that a key says where it is from."""
    for column in obj._meta.concrete_fields:
        if isinstance(column, models.ForeignKey) and not column.null and issubclass(column.related_model, Recorded):
            owner = getattr(obj, column.name)
            return f"{owner.key}." if len(owner.key) < KEY_LENGTH - 30 else ""
    return ""


def planned(obj: Recorded, values: Mapping[str, Any]) -> Edit:
    """What a change would do, checked. Raises ``ValidationError``."""
    return planned_each([(obj, values)])[0]


def planned_each(updates: Sequence[writing.Update]) -> list[Edit]:
    """``planned`` for many records, read with a fixed number of statements for each model."""
    stored = writing.stored_now([obj for obj, _values in updates])
    return [_planned(stored[type(obj), obj.pk], values) for obj, values in updates]


def _planned(stored: Recorded, values: Mapping[str, Any]) -> Edit:
    wanted = copy(stored)
    many = {relation.name for relation in stored._meta.many_to_many}
    changed = frozenset(name for name, value in values.items() if _differs(stored, name, value, many))
    for name in changed - many:
        setattr(wanted, name, values[name])
    check(wanted, changed=changed)
    return Edit(stored, wanted, values, changed)


def _differs(stored: Recorded, name: str, value: Any, many: set[str]) -> bool:
    if name in many:
        return {item.pk for item in getattr(stored, name).all()} != {item.pk for item in value}
    return bool(getattr(stored, name) != value)


def returned(obj: Recorded) -> Recorded:
    """The record as it would be if its removal were taken back. Raises ``RuleBroken`` if it is not removed."""
    if obj.removed_on is None:
        raise RuleBroken(f"„{obj.label}“ ist nicht entfernt.", "not-removed")
    wanted = type(obj)._default_manager.get(pk=obj.pk)
    wanted.removed_on = None
    return wanted


def require_unused(obj: Recorded) -> None:
    """Raise ``RuleBroken`` (``in-use``) if present records refer to ``obj``."""
    counts: dict[str, int] = {}
    for user in users_of(obj):
        name = str(user._meta.verbose_name)
        counts[name] = counts.get(name, 0) + 1
    if counts:
        listed = ", ".join(f"{count} × {name}" for name, count in counts.items())
        raise RuleBroken(f"„{obj.label}“ wird noch gebraucht: {listed}. Bitte zuerst dort lösen.", "in-use")


def users_of(obj: Recorded) -> list[Recorded]:
    """Present records that refer to ``obj``, those under hidden reverse names included."""
    users: list[Recorded] = []
    for relation in obj._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            not relation.auto_created
            or relation.concrete
            or not isinstance(model, type)
            or not issubclass(model, Recorded)
        ):
            continue
        # Relations that point here have a field on the other side.
        users += model._default_manager.filter(**{relation.field.name: obj}, removed_on=None)  # type: ignore[union-attr]  # relations of ours have a field
    return users


def last_entry(obj: Recorded) -> int:
    """Number of the last history entry about a record; 0 without one. Forms carry it along."""
    entry = recording.history_of(writing.type_of(obj), obj.key).first()
    return entry.number if entry else 0


def require_unmoved(obj: Recorded, seen: int) -> None:
    """Raise ``RuleBroken`` (``moved``) if someone wrote to the record after entry ``seen``.

    Call it in the transaction of the write; it holds the history's end until that is over.
    """
    recording.hold()
    if last_entry(obj) != seen:
        raise RuleBroken(f"„{obj.label}“ wurde inzwischen von jemand anderem geändert.", "moved")


def model_of(subject_type: str) -> type[Recorded] | None:
    """The model that the history keeps under this type, if it is one of ours."""
    try:
        model = apps.get_model(subject_type)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Recorded) else None


def value_of(obj: Recorded, name: str, said: Any) -> Any:
    """A value of the history as the record's field holds it: records for keys, dates for texts."""
    column: Any = obj._meta.get_field(name)
    if column.many_to_many:
        return list(column.related_model._default_manager.filter(key__in=said))
    if column.is_relation:
        return column.related_model._default_manager.get(key=said) if said else None
    return None if said is None else column.to_python(said)
