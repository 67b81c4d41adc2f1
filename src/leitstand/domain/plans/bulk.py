"""Changing many measures at once: plan it, look at every change before and after, apply it, take it back.

A *step* is what one measure gets. Steps are planned without writing anything; a step that cannot
be taken says why (``problem``) and is left out. All steps are applied in one transaction and, where
they touch what was adopted, with one amendment for each edition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction

from leitstand.domain.plans import access, operations
from leitstand.domain.plans.models import Edition, MeasureEntry, Responsibility, Status
from leitstand.domain.plans.operations import Wish
from leitstand.domain.plans.queries import adoption_of, editions_touched
from leitstand.domain.plans.rules.content import FROZEN
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.writing import type_of

OF_MEASURE = ("contact", "deputy")
OF_ENTRY = ("field", "topic", "lighthouse", "begins", "ends")


@dataclass(frozen=True)
class Step:
    """What one measure gets: the value before and after, why it cannot be, and the record it concerns.

    ``does`` is what writes it: a change, a new record, or a removal of ``subject`` (``None``).
    """

    entry: MeasureEntry
    subject: Recorded
    before: Any
    after: Any
    does: Wish | Recorded | None
    problem: str = ""

    @property
    def changes(self) -> bool:
        return not self.problem and self.before != self.after


def plan_steps(entries: Sequence[MeasureEntry], name: str, value: Any) -> list[Step]:
    """What giving ``value`` to the field ``name`` would do to each entry.

    ``name`` is one of ``OF_MEASURE`` and ``OF_ENTRY``, or ``lead`` (an institution or ``None``),
    ``line`` (a cross-cutting line to add) or ``status`` (values of a status to add).
    """
    if name == "lead":
        leads = _leads(entries)
        return [_lead_step(entry, leads.get(entry.pk), value) for entry in entries]
    if name == "status":
        return [_status_step(entry, value) for entry in entries]
    if name == "line":
        return [_line_step(entry, value) for entry in entries]
    plan = _of_measure if name in OF_MEASURE else _of_entry
    return [plan(entry, name, value) for entry in entries]


def _of_measure(entry: MeasureEntry, name: str, value: Any) -> Step:
    measure = entry.measure
    return Step(entry, measure, getattr(measure, name), value, Wish(measure, {name: value}))


def _of_entry(entry: MeasureEntry, name: str, value: Any) -> Step:
    values = {name: value}
    edition_pk = {"topic": lambda: value.field.edition_id, "field": lambda: value.edition_id}.get(name)
    if value is not None and edition_pk is not None and edition_pk() != entry.edition_id:
        return Step(entry, entry, getattr(entry, name), value, None, "gehört zu einer anderen Fassung")
    if name == "topic" and value is not None:
        values["field"] = value.field
    return Step(entry, entry, getattr(entry, name), value, Wish(entry, values))


def _line_step(entry: MeasureEntry, line: Any) -> Step:
    before = list(entry.lines.all())
    problem = "" if line.edition_id == entry.edition_id else "gehört zu einer anderen Fassung"
    after = before if line in before else [*before, line]
    return Step(entry, entry, before, after, Wish(entry, {"lines": after}), problem)


def _leads(entries: Sequence[MeasureEntry]) -> dict[int, Responsibility]:
    found = Responsibility.objects.filter(entry__in=entries, role=Responsibility.Role.LEAD, removed_on=None)
    return {lead.entry_id: lead for lead in found.select_related("institution")}


def _lead_step(entry: MeasureEntry, lead: Responsibility | None, institution: Any) -> Step:
    does: Wish | Recorded | None = None
    if lead is None:
        does = Responsibility(entry=entry, institution=institution, role=Responsibility.Role.LEAD)
    elif institution is not None:
        does = Wish(lead, {"institution": institution})
    return Step(entry, lead or entry, lead.institution if lead else None, institution, does)


def _status_step(entry: MeasureEntry, values: Mapping[str, Any]) -> Step:
    status = Status(measure=entry.measure, **values)
    return Step(entry, entry.measure, None, status, status)


def needs_amendment(steps: Sequence[Step], name: str) -> list[Edition]:
    """The adopted editions whose frozen content the steps touch."""
    frozen = name in {"lead", "line"} or name in FROZEN[type_of(MeasureEntry)]
    touched = {step.entry.edition_id: step.entry.edition for step in steps if step.changes and frozen}
    return [edition for edition in touched.values() if adoption_of(edition)]


def apply_steps(steps: Sequence[Step], name: str, *, actor: Actor, amendment: str = "", seen: int) -> tuple[int, int]:
    """Take every step that changes something; return the numbers of the first and last history entry.

    ``seen`` is the history's head when the steps were shown. Raises ``RuleBroken``: ``moved`` if one
    of the records changed since, ``frozen`` if the amendment's reason is missing; then nothing was written.
    """
    access.require_keeper(actor)
    taken = [step for step in steps if step.changes]
    with transaction.atomic():
        recording.hold()
        subjects = {(type_of(step.subject), step.subject.key) for step in taken}
        if recording.history_of_many(subjects).filter(number__gt=seen).exists():
            raise RuleBroken("Inzwischen wurde etwas davon geändert. Bitte die Vorschau noch einmal ansehen.", "moved")
        before, _hash = recording.head()
        with operations.amending(needs_amendment(steps, name), amendment, actor):
            _take(taken, actor, amendment)
        return before + 1, recording.head()[0]


def _take(steps: Sequence[Step], actor: Actor, amendment: str) -> None:
    wishes = [step.does for step in steps if isinstance(step.does, Wish)]
    operations.change_each(wishes, actor=actor, amendment=amendment)
    news: list[tuple[Recorded, records.Related]] = [
        (step.does, {}) for step in steps if isinstance(step.does, Recorded)
    ]
    operations.add_each(news, actor=actor, amendment=amendment)
    gone = [step.subject for step in steps if step.does is None]
    operations.remove_each(gone, actor=actor, amendment=amendment)


def take_back(first: int, last: int, *, actor: Actor, amendment: str = "") -> tuple[int, int]:
    """Undo what the history entries ``first`` to ``last`` did to the plan, newest first, as new entries.

    Raises ``RuleBroken``: ``moved`` if something was changed again since, ``frozen`` as always.
    """
    access.require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        before, _hash = recording.head()
        entries = list(recording.all_entries().filter(number__gte=first, number__lte=last))
        backs = [_Back.of(entry, recording.content_of(entry)) for entry in entries]
        _require_unmoved(backs, last)
        with operations.amending((e for back in backs for e in back.editions()), amendment, actor):
            for verb, same in groupby(backs, lambda back: back.verb):
                _take_verb_back(verb, [back for back in same if back.record is not None], actor, amendment)
        return before + 1, recording.head()[0]


@dataclass(frozen=True)
class _Back:
    """The way back from one entry; ``record`` is ``None`` where there is none (amendments stay)."""

    record: Recorded | None
    verb: str
    changes: Mapping[str, Any]

    @classmethod
    def of(cls, entry: Any, content: Mapping[str, Any]) -> "_Back":
        model = records.model_of(entry.subject_type)
        is_amendment = entry.subject_type == "plans.amendment"
        record = None if is_amendment or model is None else model._default_manager.get(key=entry.subject_key)
        return cls(record, entry.verb.rsplit(".", 1)[-1], content["changes"])

    def editions(self) -> list[Edition]:
        if self.record is None:
            return []
        frozen = FROZEN.get(type_of(self.record), frozenset())
        if self.verb == "change" and not frozen & self.changes.keys():
            return []
        return editions_touched(self.record) if frozen else []


def _require_unmoved(backs: Sequence[_Back], last: int) -> None:
    records_by_subject = {(type_of(back.record), back.record.key): back.record for back in backs if back.record}
    moved = recording.history_of_many(records_by_subject).filter(number__gt=last).first()
    if moved is not None:
        label = records_by_subject[moved.subject_type, moved.subject_key].label
        raise RuleBroken(f"„{label}“ wurde seitdem wieder geändert.", "moved")


def _take_verb_back(verb: str, backs: Sequence[_Back], actor: Actor, amendment: str) -> None:
    found = [(back.record, back.changes) for back in backs if back.record is not None]
    if verb == "change":
        wishes = [Wish(record, _values_before(record, changes)) for record, changes in found]
        operations.change_each(wishes, actor=actor, amendment=amendment)
    elif verb == "create":
        operations.remove_each([record for record, _changes in found], actor=actor, amendment=amendment)
    elif verb == "remove":
        operations.restore_each([record for record, _changes in found], actor=actor, amendment=amendment)


def _values_before(record: Recorded, changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: records.value_of(record, name, pair[0]) for name, pair in changes.items()}
