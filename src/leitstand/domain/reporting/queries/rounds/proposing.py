"""The next round as it could be opened at once: dates, texts, whom to ask for which measures.

Participants are the contacts of the running measures of the edition in force, as they stand today; what
has changed since the last round, or is missing, is said with each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from leitstand.domain.plans.models import Edition
from leitstand.domain.plans.queries.views import PersonView
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.queries.rounds.asking import ROUND
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation, situation
from leitstand.domain.reporting.queries.waiting import rows_in_force, running, unknown_fates
from leitstand.domain.reporting.rules.schedule import Dates, propose
from leitstand.foundation import clock
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.errors import NotFound
from leitstand.foundation.mail.models import Message

DATE_FIELDS = tuple(field.name for field in fields(Dates))
DATE_SENTENCES = {
    "before_period_begins": "Der Zeitraum endet, bevor er beginnt.",
    "before_period": "Die Runde öffnet, bevor ihr Zeitraum begonnen hat.",
    "not_after_opens_on": "Die Frist muss nach der Öffnung liegen.",
    "before_deadline": "Die Runde kann nicht vor der Frist schließen.",
    "before_closes_on": "Veröffentlicht wird frühestens, wenn die Runde geschlossen ist.",
}


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone to ask, for which measures, and what speaks against it (codes: ``no_email``, ``no_deputy``,
    ``bounced``, ``silent``, ``new``)."""

    person: PersonView
    rows: tuple[MeasureRow, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round ready to open: ``dates``, ``title``, texts of the last round, participants, and what nobody owns."""

    edition: Edition
    dates: Dates
    title: str
    texts: dict[str, str]
    people: tuple[Participant, ...]
    ownerless: tuple[MeasureRow, ...]


def propose_round(today: date | None = None, *, earlier: bool | None = None) -> Proposal:
    """The next round; with ``earlier`` it also asks what became of measures of earlier editions whose fate is unknown.

    Without a word on that it asks about them if the last round did.
    Raises ``NotFound`` without an edition in force.
    """
    today = today or clock.today()
    seen = situation(today, actor=ROUND)
    in_force = seen.plan.in_force
    if in_force is None:
        raise NotFound("Es gilt noch keine Fassung; eine Runde fragt nach den Maßnahmen der geltenden.")
    last = _last_opened()
    dates = propose(today, dates_of(last) if last else None, is_working_day)
    asks_earlier = _asked_earlier(last) if earlier is None else earlier
    rows = [*running(rows_in_force(seen)), *(unknown_rows(seen) if asks_earlier else [])]
    owned = [row for row in rows if is_living(row.measure.contact)]
    return Proposal(
        edition=Edition.objects.get(key=in_force.key),
        dates=dates,
        title=title_of(dates),
        texts={name: getattr(last, name) if last else "" for name in ("invitation", "reminder", "thanks")},
        people=_participants(owned, last),
        ownerless=tuple(row for row in rows if row not in owned),
    )


def _asked_earlier(last: Round | None) -> bool:
    """Whether the last round asked about measures that its own edition does not have."""
    if last is None:
        return False
    return last.reports.filter(removed_on=None).exclude(measure__entries__edition=last.edition).exists()


def unknown_rows(seen: Situation) -> list[MeasureRow]:
    """Measures of earlier editions of which nobody has said what became of them, each once, as it last stood."""
    in_force = {row.measure.key for row in rows_in_force(seen)}
    last = {row.measure.key: row for rows in unknown_fates(seen).values() for row in rows}
    return [row for key, row in last.items() if key not in in_force]


def next_dates(today: date) -> Dates:
    """The dates of the next round, as ``propose_round`` proposes them."""
    last = _last_opened()
    return propose(today, dates_of(last) if last else None, is_working_day)


def title_of(dates: Dates) -> str:
    """``1/2026``: the half-year that a round with these dates asks about."""
    return f"{1 if dates.period_ends.month <= 6 else 2}/{dates.period_ends.year}"


def _last_opened() -> Round | None:
    """The last round that has asked someone: one that is only planned says nothing about dates and people."""
    return Round.objects.filter(removed_on=None).exclude(state=Round.State.PLANNED).order_by("-period_ends").first()


def is_living(person: PersonView | None) -> bool:
    """Someone who is there and can be written to."""
    return person is not None and person.gone_on is None and bool(person.email)


def dates_of(this_round: Any) -> Dates:
    return Dates(**{name: getattr(this_round, name) for name in DATE_FIELDS})


def _participants(rows: Sequence[MeasureRow], last: Round | None) -> tuple[Participant, ...]:
    by_person: dict[str, list[MeasureRow]] = {}
    for row in rows:
        if row.measure.contact:
            by_person.setdefault(row.measure.contact.key, []).append(row)
    asked_before = _asked_in(last)
    bounced = set(Message.objects.filter(state__in=("refused", "bounced")).values_list("to", flat=True))
    found = []
    for own in by_person.values():
        person = own[0].measure.contact
        if person is not None:
            found.append(Participant(person, tuple(own), tuple(_warnings(person, own, asked_before, bounced))))
    return tuple(sorted(found, key=lambda one: (one.person.institution.name, one.person.name)))


def _asked_in(last: Round | None) -> dict[str, bool]:
    """Who was asked in the last round, and whether that person reported."""
    if last is None:
        return {}
    asked = Request.objects.filter(round=last, removed_on=None).select_related("person")
    return {request.person.key: request.submitted_at is not None for request in asked}


def _warnings(person: PersonView, rows: Sequence[MeasureRow], before: dict[str, bool], bounced: set[str]) -> list[str]:
    found = []
    if person.email in bounced:
        found.append("bounced")
    if before and person.key not in before:
        found.append("new")
    if before.get(person.key) is False:
        found.append("silent")
    if any(not is_living(row.measure.deputy) for row in rows):
        found.append("no_deputy")
    return found
