"""Adoption and the content hash of an edition."""

from collections.abc import Iterator
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
from leitstand.domain.plans.rules.content import edition_hash
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.writing import snapshot, type_of

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


def edition_content_hash(edition: Edition) -> str:
    """The hash of what the edition says now; see ``rules.content``."""
    rows: dict[str, list[dict[str, Any]]] = {type_of(Edition): [_row(Edition.objects.get(pk=edition.pk))]}
    for model, path in _PATHS.items():
        found = model._default_manager.filter(**{path: edition}, removed_on=None)
        rows[type_of(model)] = [_row(obj) for obj in _with_relations(found)]
    return edition_hash(rows)


def _with_relations(found: models.QuerySet[Any]) -> models.QuerySet[Any]:
    single = [column.name for column in found.model._meta.concrete_fields if column.is_relation]
    many = [relation.name for relation in found.model._meta.many_to_many]
    return found.select_related(*single).prefetch_related(*many)


def _row(obj: Recorded) -> dict[str, Any]:
    return {"key": obj.key, **snapshot(obj)}


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
