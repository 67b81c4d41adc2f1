"""Adoption and the content hash of an edition."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from django.db import models

from leitstand.domain.plans.models import (
    ActionField,
    Amendment,
    CrossCuttingLine,
    Edition,
    Goal,
    MeasureEntry,
    Milestone,
    Resolution,
    Responsibility,
    Topic,
)
from leitstand.domain.plans.rules.content import FROZEN, edition_hash
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.writing import type_of

# How each kind of record leads to its edition.
_PATHS: dict[type[Recorded], str] = {
    ActionField: "edition",
    Topic: "field__edition",
    CrossCuttingLine: "edition",
    Goal: "edition",
    MeasureEntry: "edition",
    Responsibility: "entry__edition",
    Milestone: "entry__edition",
}


def adoption_of(edition: Edition) -> Resolution | None:
    """The resolution that adopts the edition, or ``None``."""
    return edition.resolutions.filter(kind=Resolution.Kind.ADOPTS, removed_on=None).first()


def editions_touched(obj: Recorded) -> list[Edition]:
    """The editions whose content a write to ``obj`` may change: none or one."""
    if isinstance(obj, Edition):
        return [obj] if obj.pk else []
    path = _PATHS.get(type(obj))
    if path is None:
        return []
    return [reduce(getattr, path.split("__"), obj)]  # type: ignore[list-item]  # every path ends at an edition


def read_editions(objs: Iterable[Recorded]) -> None:
    """Read what ``editions_touched`` needs of many records with few statements."""
    grouped: dict[type[Recorded], list[Recorded]] = {}
    for obj in objs:
        grouped.setdefault(type(obj), []).append(obj)
    for model, found in grouped.items():
        if model in _PATHS:
            _read_along(found, _PATHS[model].split("__"))


def _read_along(objs: Sequence[models.Model], path: Sequence[str]) -> None:
    column: Any = objs[0]._meta.get_field(path[0])
    there = column.related_model._default_manager.in_bulk({getattr(obj, column.attname) for obj in objs})
    for obj in objs:
        setattr(obj, path[0], there[getattr(obj, column.attname)])
    if path[1:]:
        _read_along(list(there.values()), path[1:])


def edition_content_hash(edition: Edition) -> str:
    """The hash of what the edition says now; see ``rules.content``."""
    rows = {type_of(Edition): _rows(Edition, {"pk": edition.pk})}
    for model, path in _PATHS.items():
        rows[type_of(model)] = _rows(model, {path: edition, "removed_on": None})
    return edition_hash(rows)


def _rows(model: type[Recorded], where: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The frozen columns of the records found, relations as keys; one statement, and one for each many-to-many."""
    frozen = FROZEN[type_of(model)]
    columns = [column for column in model._meta.concrete_fields if column.name in frozen]
    names = {column.name: f"{column.name}__key" if column.is_relation else column.name for column in columns}
    found = model._default_manager.filter(**where)
    rows = {
        row[0]: dict(zip(("key", *names), row[1:], strict=True))
        for row in found.values_list("pk", "key", *names.values())
    }
    for relation in model._meta.many_to_many:
        if relation.name in frozen:
            linked = _linked(found, relation.name)
            for pk, row in rows.items():
                row[relation.name] = sorted(linked.get(pk, ()))
    return list(rows.values())


def _linked(found: models.QuerySet[Any], relation: str) -> dict[int, list[str]]:
    linked: dict[int, list[str]] = {}
    for pk, key in found.filter(**{f"{relation}__isnull": False}).values_list("pk", f"{relation}__key"):
        linked.setdefault(pk, []).append(key)
    return linked


def tampered_editions() -> Iterator[Edition]:
    """Adopted editions whose content no longer has the hash that was adopted or last amended."""
    adopted = Resolution.objects.filter(kind=Resolution.Kind.ADOPTS, removed_on=None).exclude(content_hash="")
    for resolution in adopted.select_related("edition"):
        if edition_content_hash(resolution.edition) != hash_now_expected(resolution):
            yield resolution.edition


def hash_now_expected(resolution: Resolution) -> str:
    """The hash the edition must have: what was adopted, carried on by each amendment that follows from it.

    Amendments of an earlier adoption that was taken back do not start from this hash and fall out.
    """
    expected = resolution.content_hash
    for amendment in Amendment.objects.filter(edition=resolution.edition, removed_on=None).order_by("made_on", "pk"):
        if amendment.hash_before == expected:
            expected = amendment.hash_after
    return expected
