"""Adding entries to the chain, reading them, and checking that the chain is whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.chain import START, canonical, link, plain
from leitstand.foundation.history.models import Entry, Head

_COLUMNS = (
    "number",
    "at",
    "actor_kind",
    "actor_name",
    "verb",
    "subject_type",
    "subject_key",
    "subject_label",
    "effective_on",
    "content",
    "previous_hash",
    "hash",
)
_SUBJECT_TYPE = _COLUMNS.index("subject_type")
# Table and columns are our own names, no one's input.
# Only names of our own columns are put in; values are parameters.
_INSERT = f"INSERT INTO history_entry ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608 - names of our own columns
recorded = Signal()
"""Sent to other rooms inside the writing transaction; ``types`` is the set of subject types written to."""


@dataclass(frozen=True)
class Draft:
    """An entry before it is chained: what happened to which subject, and why."""

    verb: str
    subject_type: str
    subject_key: str
    subject_label: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    effective_on: date | None = None


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    number: int
    reason: str


def head() -> tuple[int, str]:
    """Number and hash of the last entry; (0, zeros) for an empty history."""
    row = Head.objects.filter(pk=1).values_list("number", "hash").first()
    return row or (0, START)


def types_between(earlier: int, earlier_hash: str, later: int) -> set[str]:
    """The kinds of subjects written to after entry ``earlier`` up to ``later``.

    An entry ``earlier`` that is not in this history (another database, a rolled back one) gives ``{"?"}``
    and everything since its number.
    """
    written = Entry.objects.filter(number__gt=earlier, number__lte=later)
    types = set(written.values_list("subject_type", flat=True).distinct())
    same = earlier == 0 or Entry.objects.filter(number=earlier, hash=earlier_hash).exists()
    return types if same else types | {"?"}


def hold() -> None:
    """Let nobody else write until the caller's transaction ends."""
    Head.objects.select_for_update().get_or_create(pk=1)


def record(actor: Actor, drafts: Iterable[Draft]) -> None:
    """Chain the drafts onto the history, in order, in the caller's transaction."""
    with transaction.atomic():
        end, _ = Head.objects.select_for_update().get_or_create(pk=1)
        now = clock.now()
        today = timezone.localdate(now)
        rows = [_chained(actor, draft, now, today, end) for draft in drafts]
        with connection.cursor() as cursor:
            # Imports bring tens of thousands of entries; Django's own bulk insert takes most of their time.
            cursor.executemany(_INSERT, rows)
        end.save()
        recorded.send(Head, types={row[_SUBJECT_TYPE] for row in rows})


def _chained(actor: Actor, draft: Draft, now: datetime, today: date, end: Head) -> tuple[Any, ...]:
    """The entry's columns in the order of ``_COLUMNS``; moves ``end`` on."""
    number = end.number + 1
    effective = draft.effective_on or today
    label = draft.subject_label[:300]
    content = {
        "number": number,
        "at": now.isoformat(),
        "actor": {"kind": actor.kind, "name": actor.name, "ident": actor.ident},
        "verb": draft.verb,
        "subject": {"type": draft.subject_type, "key": draft.subject_key, "label": label},
        "effective_on": effective.isoformat(),
        "changes": {name: plain(value) for name, value in draft.changes.items()},
        "reason": draft.reason,
    }
    text = canonical(content)
    previous, digest = end.hash, link(end.hash, text)
    end.number, end.hash = number, digest
    subject = (draft.subject_type, draft.subject_key, label)
    return (
        number,
        _moment(now),
        actor.kind,
        actor.name,
        draft.verb,
        *subject,
        effective.isoformat(),
        text,
        previous,
        digest,
    )


def _moment(now: datetime) -> Any:
    """A moment as the database's driver takes it outside of Django's models."""
    return connection.ops.adapt_datetimefield_value(now)


def history_of(subject_type: str, subject_key: str) -> QuerySet[Entry]:
    """All entries about one subject, newest first."""
    return Entry.objects.filter(subject_type=subject_type, subject_key=subject_key).order_by("-number")


def history_of_many(subjects: Iterable[tuple[str, str]]) -> QuerySet[Entry]:
    """All entries about several subjects, given as (type, key), newest first."""
    wanted = Q(pk__in=[])
    grouped: dict[str, list[str]] = {}
    for subject_type, key in subjects:
        grouped.setdefault(subject_type, []).append(key)
    for subject_type, keys in grouped.items():
        wanted |= Q(subject_type=subject_type, subject_key__in=keys)
    return Entry.objects.filter(wanted).order_by("-number")


def all_entries() -> QuerySet[Entry]:
    """Every entry, newest first."""
    return Entry.objects.order_by("-number")


def content_of(entry: Entry) -> dict[str, Any]:
    """The entry's content as it was hashed."""
    content: dict[str, Any] = json.loads(entry.content)
    return content


def values_before(subject_types: Iterable[str], day: date) -> dict[tuple[str, str], dict[str, Any]]:
    """What fields held at the end of ``day``, for every field changed after it.

    Returns ``{(subject_type, subject_key): {field: value}}`` with values as ``chain.plain`` says
    them. Subjects not changed since do not appear.
    """
    later = Entry.objects.filter(subject_type__in=list(subject_types), effective_on__gt=day, verb__endswith=".change")
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in later.order_by("number").iterator():
        fields = before.setdefault((entry.subject_type, entry.subject_key), {})
        for name, (old, _new) in content_of(entry)["changes"].items():
            fields.setdefault(name, old)
    return before


def changes_until(
    subject_types: Iterable[str], day: date, number: int
) -> Iterator[tuple[str, str, dict[str, tuple[Any, Any]]]]:
    """Every change in force by the end of ``day`` up to entry ``number``, oldest first; one statement.

    Yields subject type, subject key and ``{field: (old, new)}``.
    """
    known = Entry.objects.filter(subject_type__in=list(subject_types), effective_on__lte=day, number__lte=number)
    for entry in known.filter(verb__endswith=".change").order_by("number").iterator():
        changed = {name: (old, new) for name, (old, new) in content_of(entry)["changes"].items()}
        yield entry.subject_type, entry.subject_key, changed


def verify() -> Break | None:
    """Walk the chain from its start; return the first break, or ``None`` if it is whole."""
    previous, number = START, 0
    for entry in Entry.objects.order_by("number").iterator():
        number += 1
        if entry.number != number:
            return Break(number, "Eintrag fehlt")
        reason = _flaw(entry, previous)
        if reason:
            return Break(number, reason)
        previous = entry.hash
    end = head()
    if end != (number, previous):
        return Break(end[0], "das Ende der Kette fehlt oder wurde verlängert")
    return None


def _flaw(entry: Entry, previous: str) -> str:
    if entry.previous_hash != previous:
        return "folgt nicht auf den Eintrag davor"
    if entry.hash != link(previous, entry.content):
        return "Inhalt wurde verändert"
    content = json.loads(entry.content)
    said = [
        content["number"],
        content["actor"]["kind"],
        content["actor"]["name"],
        content["verb"],
        content["subject"]["type"],
        content["subject"]["key"],
        content["subject"]["label"],
        content["effective_on"],
        datetime.fromisoformat(content["at"]),
    ]
    shown = [
        entry.number,
        entry.actor_kind,
        entry.actor_name,
        entry.verb,
        entry.subject_type,
        entry.subject_key,
        entry.subject_label,
        entry.effective_on.isoformat(),
        entry.at,
    ]
    return "" if said == shown else "eine Suchspalte wurde verändert"


def export_lines() -> Iterator[str]:
    """The whole history as lines of JSON with hash, for an auditor to check elsewhere."""
    for entry in Entry.objects.order_by("number").iterator():
        yield canonical({"hash": entry.hash, "previous": entry.previous_hash, "content": entry.content})


def days_of(verb: str) -> dict[str, date]:
    """The day on which each subject last had ``verb`` done to it, by its key; one statement."""
    entries = Entry.objects.filter(verb=verb).order_by("number")
    return dict(entries.values_list("subject_key", "effective_on"))
