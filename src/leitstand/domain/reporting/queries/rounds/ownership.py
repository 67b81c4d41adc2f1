"""Measures without a living owner, or with one who does not answer, and who could take over.

The successor proposed is, in this order: whom the reporter named, the deputy, the head of the lead
institution, someone else there. Looked at are the running measures of the edition in force, and whatever
else the running round asks about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.queries.views import InstitutionView, PersonView
from leitstand.domain.reporting.models import Round, StatusReport
from leitstand.domain.reporting.queries.rounds.asking import ROUND
from leitstand.domain.reporting.queries.rounds.chasing import unreached
from leitstand.domain.reporting.queries.rounds.proposing import is_living, unknown_rows
from leitstand.domain.reporting.queries.rounds.standing import RUNNING
from leitstand.domain.reporting.queries.situation import MeasureRow, situation
from leitstand.domain.reporting.queries.waiting import rows_in_force, running
from leitstand.foundation import clock

SILENT_ROUNDS = 2
# Why a measure is flagged, the most pressing first; a missing deputy alone is no reason to hand over.
REASONS = ("disowned", "no_contact", "gone", "no_email", "bounced", "silent", "no_deputy")


@dataclass(frozen=True, slots=True)
class Successor:
    """Who could take over; ``key`` is empty for someone who is not in the directory yet. ``why`` is ``named``,
    ``deputy``, ``head`` or ``colleague``."""

    key: str
    name: str
    email: str
    why: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A measure whose ownership needs a look, why (codes of ``REASONS``), and who could take over."""

    entry_key: str
    measure_key: str
    title: str
    lead: InstitutionView | None
    contact: PersonView | None
    deputy: PersonView | None
    reasons: tuple[str, ...]
    successor: Successor | None

    @property
    def needs_owner(self) -> bool:
        return self.reasons != ("no_deputy",)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    email: str


def flagged() -> tuple[Flagged, ...]:
    """Every measure whose ownership needs a look, in the plan's order. A fixed number of statements."""
    seen = situation(clock.today(), actor=ROUND)
    asked = set(_asked_measures())
    rows = [*running(rows_in_force(seen)), *(row for row in unknown_rows(seen) if row.measure.key in asked)]
    known = _Known(unreached(), _silent(), _disowned(), tuple(_people()))
    found = (_flag(row, known) for row in rows)
    return tuple(one for one in found if one is not None)


def _asked_measures() -> Iterable[str]:
    """Keys of the measures that a running round asks about."""
    reports = StatusReport.objects.filter(round__state__in=RUNNING, round__removed_on=None, removed_on=None)
    return reports.values_list("measure__key", flat=True)


@dataclass(frozen=True, slots=True)
class _Known:
    came_back: set[str]
    silent: set[str]
    disowned: Mapping[str, _Named]
    people: tuple[Person, ...]


def _flag(row: MeasureRow, known: _Known) -> Flagged | None:
    reasons = tuple(_reasons(row, known))
    if not reasons:
        return None
    measure, entry = row.measure, row.entry
    return Flagged(
        entry_key=entry.key,
        measure_key=measure.key,
        title=entry.title,
        lead=entry.lead,
        contact=measure.contact,
        deputy=measure.deputy,
        reasons=reasons,
        successor=_successor(row, known),
    )


def _reasons(row: MeasureRow, known: _Known) -> Iterator[str]:
    contact, deputy = row.measure.contact, row.measure.deputy
    if row.measure.key in known.disowned:
        yield "disowned"
    if contact is None:
        yield "no_contact"
    elif contact.gone_on is not None:
        yield "gone"
    elif not contact.email:
        yield "no_email"
    elif contact.email in known.came_back:
        yield "bounced"
    if row.measure.key in known.silent:
        yield "silent"
    if not is_living(deputy):
        yield "no_deputy"


def _successor(row: MeasureRow, known: _Known) -> Successor | None:
    named = known.disowned.get(row.measure.key)
    if named:
        person = _found(named, known.people)
        return _proposed(person, "named") if person else Successor("", named.name, named.email, "named")
    contact, deputy = row.measure.contact, row.measure.deputy
    if deputy is not None and is_living(deputy) and deputy.email not in known.came_back:
        return Successor(deputy.key, deputy.name, deputy.email, "deputy")
    lead = row.entry.lead or (contact.institution if contact else None)
    there = [one for one in known.people if lead and one.institution.key == lead.key and _could(one, row, known)]
    heads = [one for one in there if one.heads]
    return _proposed(heads[0], "head") if heads else _proposed(there[0], "colleague") if there else None


def _proposed(person: Person, why: str) -> Successor:
    return Successor(person.key, person.name, person.email, why)


def _could(person: Person, row: MeasureRow, known: _Known) -> bool:
    contact = row.measure.contact
    return person.email not in known.came_back and (contact is None or person.key != contact.key)


def _found(named: _Named, people: Sequence[Person]) -> Person | None:
    """The person meant: by address, else by the full name if only one has it."""
    if named.email:
        return next((one for one in people if one.email.lower() == named.email.lower()), None)
    same = [one for one in people if one.name.casefold() == named.name.casefold()]
    return same[0] if len(same) == 1 else None


def _people() -> Iterator[Person]:
    living = Person.objects.filter(removed_on=None, gone_on=None).exclude(email="")
    yield from living.select_related("institution").order_by("name", "key")


def _disowned() -> Mapping[str, _Named]:
    """Whom the reporters of running rounds named, by measure."""
    said = StatusReport.objects.filter(removed_on=None, round__state__in=RUNNING, round__removed_on=None).exclude(
        successor_name="", successor_email=""
    )
    return {
        key: _Named(name, email)
        for key, name, email in said.values_list("measure__key", "successor_name", "successor_email")
    }


def _silent() -> set[str]:
    """Measures that were not reported in any of the last two rounds that are over."""
    over = Round.objects.filter(removed_on=None).exclude(state__in=(Round.State.PLANNED, Round.State.OPEN))
    last = list(over.order_by("-period_ends").values_list("pk", flat=True)[:SILENT_ROUNDS])
    if len(last) < SILENT_ROUNDS:
        return set()
    asked: dict[str, list[int]] = {}
    reports = StatusReport.objects.filter(round__in=last, removed_on=None)
    for key, version in reports.values_list("measure__key", "version"):
        asked.setdefault(key, []).append(version)
    return {key for key, versions in asked.items() if len(versions) == SILENT_ROUNDS and not any(versions)}
