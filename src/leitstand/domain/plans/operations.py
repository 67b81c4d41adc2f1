"""Writing the plan: add, change and remove its records, report facts, adopt and amend editions.

Frozen content (``rules.content``) of an adopted edition changes only together with an amendment:
the caller gives its reason, and the content hash before and after is kept with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans import access
from leitstand.domain.plans.models import (
    Amendment,
    Edition,
    Funding,
    Measure,
    MeasureEntry,
    Milestone,
    Resolution,
    Status,
)
from leitstand.domain.plans.queries import adoption_of, edition_content_hash, editions_touched
from leitstand.domain.plans.rules.content import FROZEN
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.recorded import Recorded

REPORTABLE = (Status, Funding, Milestone)


def add(obj: Recorded, related: Mapping[str, Sequence[models.Model]] | None = None, *, actor: Actor, amendment: str = "", reason: str = "") -> Recorded:
    """Save a new record of the plan. ``related`` holds many-to-many values by field name.

    Raises ``NotAllowed``, ``RuleBroken`` (``frozen`` if an amendment's reason is needed) or
    ``ValidationError`` with messages by field.
    """
    _require(actor, obj)
    obj.full_clean(exclude=["key"] if not obj.key else None)
    if not obj.key:
        obj.key = new_key(type(obj), obj.label)
    touched = editions_touched(obj)
    late = any(adoption_of(edition) for edition in touched)
    with _amending(obj, touched, set(FROZEN.get(writing.type_of(obj), ())), amendment, actor):
        since = timezone.localdate() if late else None
        writing.create(actor, [writing.Row(obj, related or {})], reason=reason or amendment, since=since)
    return obj


def change(obj: Recorded, values: Mapping[str, Any], *, actor: Actor, amendment: str = "", reason: str = "") -> dict[str, Any]:
    """Change fields and relations of a saved record; return ``{field: [old, new]}``.

    Raises as ``add`` does. Nothing is written if nothing changes.
    """
    _require(actor, obj)
    stored, wanted = (type(obj)._default_manager.get(pk=obj.pk) for _ in range(2))
    many = {relation.name for relation in obj._meta.many_to_many}
    changed = {name for name, value in values.items() if name in many or getattr(stored, name) != value}
    for name in changed - many:
        setattr(wanted, name, values[name])
    wanted.full_clean()
    touched = {edition.pk: edition for edition in [*editions_touched(stored), *editions_touched(wanted)]}
    frozen = changed & FROZEN.get(writing.type_of(obj), frozenset())
    frozen -= {name for name in frozen & many if _same(stored, name, values[name])}
    with _amending(obj, list(touched.values()), frozen, amendment, actor):
        return writing.update(actor, stored, values, reason=reason or amendment)


def remove(obj: Recorded, *, actor: Actor, amendment: str = "", reason: str = "") -> None:
    """Mark a record as gone from today. Raises as ``add`` does."""
    _require(actor, obj)
    in_use = _users_of(obj)
    if in_use:
        raise RuleBroken(f"„{obj.label}“ wird noch gebraucht: {', '.join(in_use)}. Bitte zuerst dort lösen.", "in-use")
    with _amending(obj, editions_touched(obj), set(FROZEN.get(writing.type_of(obj), ())), amendment, actor):
        writing.remove(actor, obj, reason=reason or amendment)


def change_many(objs: Sequence[Recorded], values: Mapping[str, Any], *, actor: Actor, amendment: str = "") -> int:
    """Give several records the same values in one transaction; return how many changed."""
    with transaction.atomic():
        return sum(bool(change(obj, values, actor=actor, amendment=amendment)) for obj in objs)


def add_measure(entry: MeasureEntry, related: Mapping[str, Sequence[models.Model]] | None = None, *, actor: Actor, amendment: str = "") -> MeasureEntry:
    """Save the first entry of a new measure and the measure itself under a new permanent key."""
    access.require_keeper(actor)
    with transaction.atomic():
        measure = Measure(plan=entry.edition.plan, key=new_key(Measure, entry.title))
        writing.create(actor, [writing.Row(measure)])
        entry.measure = measure
        entry.key = f"{entry.edition.key}.{measure.key}"
        add(entry, related, actor=actor, amendment=amendment)
    return entry


def adopt(edition: Edition, *, body: Institution, decided_on: date, number: str = "", sources: Sequence[models.Model] = (), note: str = "", actor: Actor) -> Resolution:
    """Record the resolution that adopts an edition and freeze the edition's content.

    Raises ``RuleBroken`` if it is adopted already.
    """
    access.require_keeper(actor)
    if adoption_of(edition):
        raise RuleBroken(f"„{edition}“ ist bereits beschlossen.", "adopted-once")
    with transaction.atomic():
        resolution = Resolution(
            key=new_key(Resolution, f"{body.key}-{decided_on}", prefix=f"{edition.key}."),
            edition=edition,
            body=body,
            kind=Resolution.Kind.ADOPTS,
            decided_on=decided_on,
            number=number,
            note=note,
            content_hash=edition_content_hash(edition),
        )
        resolution.full_clean()
        writing.create(actor, [writing.Row(resolution, {"sources": sources})])
    return resolution


def seal(edition: Edition, *, actor: Actor) -> None:
    """Give an adopting resolution that came without one the hash of what it adopts."""
    resolution = adoption_of(edition)
    if resolution is not None and not resolution.content_hash:
        writing.update(actor, resolution, {"content_hash": edition_content_hash(edition)}, verb="seal")


def _require(actor: Actor, obj: Recorded) -> None:
    if isinstance(obj, REPORTABLE):
        measure = obj.entry.measure if isinstance(obj, Milestone) else obj.measure
        access.require_reporter(actor, measure)
    else:
        access.require_keeper(actor)


def _same(stored: Recorded, name: str, value: Sequence[models.Model]) -> bool:
    return {item.pk for item in getattr(stored, name).all()} == {item.pk for item in value}


def _users_of(obj: Recorded) -> list[str]:
    """Kinds and numbers of present records that refer to ``obj``."""
    users = []
    for relation in obj._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or not issubclass(model, Recorded):
            continue
        count = model._default_manager.filter(**{relation.field.name: obj}, removed_on=None).count()
        if count:
            users.append(f"{count} × {model._meta.verbose_name}")
    return users


@contextmanager
def _amending(obj: Recorded, editions: Sequence[Edition], frozen: set[str] | frozenset[str], reason: str, actor: Actor) -> Iterator[None]:
    """Run a write; record an amendment for every adopted edition whose frozen content it changes."""
    adopted = [edition for edition in editions if frozen and adoption_of(edition)]
    if adopted and not reason.strip():
        titles = ", ".join(f"„{edition}“" for edition in adopted)
        raise RuleBroken(
            f"{titles} ist beschlossen und eingefroren. Eine Änderung braucht eine Begründung und wird als Änderung "
            "der Fassung festgehalten.",
            "frozen",
        )
    with transaction.atomic():
        before = {edition.pk: edition_content_hash(edition) for edition in adopted}
        yield
        for edition in adopted:
            record_amendment(edition, before[edition.pk], reason, actor=actor)


def record_amendment(edition: Edition, hash_before: str, reason: str, *, actor: Actor) -> Amendment | None:
    """Keep an amendment if the edition's content differs from ``hash_before``."""
    after = edition_content_hash(edition)
    if after == hash_before:
        return None
    today = timezone.localdate()
    amendment = Amendment(
        key=new_key(Amendment, today.isoformat(), prefix=f"{edition.key}."),
        edition=edition,
        made_on=today,
        reason=reason,
        hash_before=hash_before,
        hash_after=after,
    )
    writing.create(actor, [writing.Row(amendment)], since=today)
    return amendment


def messages_of(error: ValidationError) -> str:
    """All messages of a ``ValidationError`` in one sentence each, for doors without a form."""
    return " ".join(error.messages)
