"""Writing the plan: add, change and remove its records, report facts, adopt and amend editions.

Frozen content (``rules.content``) of an adopted edition changes only together with an amendment:
the caller gives its reason, and the content hash before and after is kept with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from itertools import groupby
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
from leitstand.domain.plans.queries import adoption_of, edition_content_hash, editions_touched, read_editions
from leitstand.domain.plans.rules.content import FROZEN
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.recorded import Recorded

FACTS = (Status, Funding)
REACHED = frozenset({"done_on", "sources", "note"})


_being_amended: ContextVar[frozenset[int]] = ContextVar("being_amended", default=frozenset())


@dataclass(frozen=True)
class Wish:
    """One record and the values it shall have."""

    record: Recorded
    values: Mapping[str, Any]


def add(
    obj: Recorded, related: records.Related | None = None, *, actor: Actor, amendment: str = "", reason: str = ""
) -> Recorded:
    """Save a new record of the plan. ``related`` holds many-to-many values by field name.

    Raises ``NotAllowed``, ``RuleBroken`` (``frozen`` if an amendment's reason is needed) or
    ``ValidationError`` with messages by field.
    """
    add_each([(obj, related or {})], actor=actor, amendment=amendment, reason=reason)
    return obj


def add_each(
    news: Sequence[tuple[Recorded, records.Related]], *, actor: Actor, amendment: str, reason: str = ""
) -> None:
    """Save several new records, with their relations, in one transaction. Raises as ``add`` does."""
    given: set[str] = set()
    for obj, _related in news:
        _require_add(actor, obj)
        _require_past(obj)
        records.check_new(obj, given)
        given.add(obj.key)
    touched = [editions_touched(obj) for obj, _related in news]
    late = {edition.pk for edition in distinct_editions(touched) if adoption_of(edition)}
    frozen = [found for found, (obj, _related) in zip(touched, news, strict=True) if writing.type_of(obj) in FROZEN]
    with amending(distinct_editions(frozen), amendment, actor):
        for (obj, _related), editions in zip(news, touched, strict=True):
            if obj.since is None and any(edition.pk in late for edition in editions):
                obj.since = timezone.localdate()
        for _model, rows in groupby((writing.Row(obj, related) for obj, related in news), lambda row: type(row.record)):
            writing.create(actor, list(rows), reason=reason or amendment)


def distinct_editions(found: Iterable[Iterable[Edition]]) -> list[Edition]:
    """Each edition once, in the order of its first place."""
    return list({edition.pk: edition for editions in found for edition in editions}.values())


def change(
    obj: Recorded, values: Mapping[str, Any], *, actor: Actor, amendment: str = "", reason: str = ""
) -> dict[str, Any]:
    """Change fields and relations of a saved record; return ``{field: [old, new]}``.

    Raises as ``add`` does. Nothing is written if nothing changes.
    """
    return change_each([Wish(obj, values)], actor=actor, amendment=amendment, reason=reason)[0]


def change_many(objs: Sequence[Recorded], values: Mapping[str, Any], *, actor: Actor, amendment: str = "") -> int:
    """Give several records the same values in one transaction; return how many changed."""
    return sum(
        bool(changed) for changed in change_each([Wish(obj, values) for obj in objs], actor=actor, amendment=amendment)
    )


def change_each(wishes: Sequence[Wish], *, actor: Actor, amendment: str = "", reason: str = "") -> list[dict[str, Any]]:
    """Change several records in one transaction, with one amendment for each adopted edition touched.

    Raises as ``add`` does, before anything is written.
    """
    edits = records.planned_each([(wish.record, wish.values) for wish in wishes])
    for edit in edits:
        _require_change(actor, edit)
        _require_past(edit.wanted)
    read_editions([edit.stored for edit in edits])
    with amending(distinct_editions(frozen_by(edit) for edit in edits), amendment, actor):
        updates = [(edit.stored, edit.values) for edit in edits]
        return writing.update_each(actor, updates, reason=reason or amendment)


def frozen_by(edit: records.Edit) -> list[Edition]:
    """The editions whose content the change touches, adopted or not."""
    if not edit.changed & FROZEN.get(writing.type_of(edit.stored), frozenset()):
        return []
    return [*editions_touched(edit.stored), *editions_touched(edit.wanted)]


def remove(obj: Recorded, *, actor: Actor, amendment: str = "", reason: str = "") -> None:
    """Mark a record as gone from today. Raises as ``add`` does, or ``RuleBroken`` (``in-use``)."""
    remove_each([obj], actor=actor, amendment=amendment, reason=reason)


def remove_each(objs: Sequence[Recorded], *, actor: Actor, amendment: str = "", reason: str = "") -> None:
    """Mark several records as gone from today, in one transaction. Raises as ``remove`` does."""
    access.require_keeper(actor)
    for obj in objs:
        _require_removable(obj, amendment)
        records.require_unused(obj)
    with amending(_frozen_with(objs), amendment, actor):
        gone = [(obj, {"removed_on": timezone.localdate()}) for obj in objs]
        writing.update_each(actor, gone, verb="remove", reason=reason or amendment)


def restore(obj: Recorded, *, actor: Actor, amendment: str = "", reason: str = "") -> None:
    """Take back a removal. Raises as ``add`` does."""
    restore_each([obj], actor=actor, amendment=amendment, reason=reason)


def restore_each(objs: Sequence[Recorded], *, actor: Actor, amendment: str = "", reason: str = "") -> None:
    """Take back several removals in one transaction. Raises as ``add`` does."""
    access.require_keeper(actor)
    for obj in objs:
        records.check(records.returned(obj), changed=frozenset({"removed_on"}))
    with amending(_frozen_with(objs), amendment, actor):
        back = [(obj, {"removed_on": None}) for obj in objs]
        writing.update_each(actor, back, verb="restore", reason=reason or amendment)


def _frozen_with(objs: Sequence[Recorded]) -> list[Edition]:
    """The editions whose content holds the records."""
    read_editions(objs)
    return distinct_editions(editions_touched(obj) for obj in objs if writing.type_of(obj) in FROZEN)


def _require_past(obj: Recorded) -> None:
    """Raise ``ValidationError`` if a fact is dated so that it would not yet be certain, and so not be shown."""
    name = "done_on" if isinstance(obj, Milestone) else "when" if isinstance(obj, FACTS) else ""
    said = getattr(obj, name) if name else ""
    today = timezone.localdate()
    try:
        latest = PartialDate.parse(said).latest if said else today
    except ValueError:
        # What is no date at all is named by the field's own check.
        return
    if latest > today:
        sentence = f"„{said}“ gilt erst ab dem {latest:%d.%m.%Y}. Bitte den Tag angeben, höchstens {today.isoformat()}."
        raise ValidationError({name: sentence})


def add_measure(
    entry: MeasureEntry,
    related: Mapping[str, Sequence[models.Model]] | None = None,
    *,
    actor: Actor,
    amendment: str = "",
) -> MeasureEntry:
    """Save the first entry of a new measure and the measure itself under a new permanent key."""
    access.require_keeper(actor)
    with transaction.atomic():
        measure = Measure(plan=entry.edition.plan, key=new_key(Measure, entry.title))
        writing.create(actor, [writing.Row(measure)])
        entry.measure = measure
        entry.key = f"{entry.edition.key}.{measure.key}"
        add(entry, related, actor=actor, amendment=amendment)
    return entry


def adopt(
    edition: Edition,
    *,
    body: Institution,
    decided_on: date,
    number: str = "",
    sources: Sequence[models.Model] = (),
    note: str = "",
    actor: Actor,
) -> Resolution:
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


def _require_add(actor: Actor, obj: Recorded) -> None:
    if isinstance(obj, FACTS):
        access.require_reporter(actor, obj.measure)
        return
    access.require_keeper(actor)
    if isinstance(obj, Amendment):
        raise RuleBroken("Änderungen entstehen von selbst, wenn eine beschlossene Fassung geändert wird.", "made-here")
    if isinstance(obj, Resolution) and obj.kind == Resolution.Kind.ADOPTS:
        raise RuleBroken("Eine Fassung wird über „Beschließen“ festgelegt, damit ihre Prüfsumme entsteht.", "adopt")


def _require_change(actor: Actor, edit: records.Edit) -> None:
    """Contacts may say that a milestone of their own measure is reached, and nothing else."""
    if isinstance(edit.stored, Milestone) and edit.changed <= REACHED:
        access.require_reporter(actor, edit.stored.entry.measure)
    else:
        access.require_keeper(actor)
    if isinstance(edit.stored, Resolution) and "kind" in edit.changed:
        raise RuleBroken("Die Art eines Beschlusses steht fest. Bitte entfernen und neu anlegen.", "adopt")


def _require_removable(obj: Recorded, amendment: str) -> None:
    if isinstance(obj, Amendment):
        raise RuleBroken("Eine festgehaltene Änderung bleibt festgehalten.", "made-here")
    if isinstance(obj, Resolution) and obj.kind == Resolution.Kind.ADOPTS and not amendment.strip():
        raise RuleBroken(
            f"Mit diesem Beschluss ist „{obj.edition}“ eingefroren. Ihn zurückzunehmen braucht eine Begründung.",
            "frozen",
        )


@contextmanager
def amending(editions: Iterable[Edition], reason: str, actor: Actor) -> Iterator[None]:
    """Run writes; record one amendment for every adopted edition whose content they change.

    Writes inside that would amend the same editions belong to the same amendment. Raises
    ``RuleBroken`` (``frozen``) before anything is written if the reason is missing.
    """
    distinct = {edition.pk: edition for edition in editions if edition.pk not in _being_amended.get()}
    adopted = [edition for edition in distinct.values() if adoption_of(edition)]
    if adopted and not reason.strip():
        titles = ", ".join(f"„{edition}“" for edition in adopted)
        raise RuleBroken(
            f"{titles} ist beschlossen und eingefroren. Eine Änderung braucht eine Begründung und wird als Änderung "
            "der Fassung festgehalten.",
            "frozen",
        )
    token = _being_amended.set(_being_amended.get() | distinct.keys())
    try:
        with transaction.atomic():
            before = {edition.pk: edition_content_hash(edition) for edition in adopted}
            yield
            for edition in adopted:
                record_amendment(edition, before[edition.pk], reason, actor=actor)
    finally:
        _being_amended.reset(token)


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
