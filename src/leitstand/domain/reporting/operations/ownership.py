"""Handing measures over from one person to another: in the plan, and in the round that is running.

The history keeps the old name. The new person gets a request of their own with what is still open.
"""

from collections.abc import Sequence

from django.db import transaction

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations.rounds import issue_link
from leitstand.domain.reporting.queries.rounds.standing import RUNNING
from leitstand.domain.sources import records
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key, slug


def hand_over(measures: Sequence[Measure], person: Person, *, actor: Actor, reason: str = "") -> int:
    """Make someone the contact of several measures in one step; return how many changed.

    In an open round their open reports move to the person's own request, and they are mailed by the
    ladder. Raises ``RuleBroken`` (``gone``, ``email``).
    """
    require_keeper(actor)
    if person.gone_on is not None:
        raise RuleBroken(f"{person} ist nicht mehr zuständig und kann nichts übernehmen.", "gone")
    if not person.email:
        raise RuleBroken(f"{person} hat keine Adresse. Ohne sie kann niemand gefragt werden.", "email")
    with transaction.atomic():
        recording.hold()
        changed = plans.change_each(
            [plans.Wish(measure, {"contact": person}) for measure in measures], actor=actor, reason=reason
        )
        for this_round in Round.objects.filter(state=Round.State.OPEN, removed_on=None):
            _move_requests(this_round, measures, person, actor)
        _confirm(measures, actor)
    return sum(bool(one) for one in changed)


def take_in(name: str, email: str, institution: Institution, *, actor: Actor) -> Person:
    """A person whom a reporter named: the known one with this address, or a new one in the directory.

    Raises ``ValidationError`` by field for a name that is missing or an address that is none.
    """
    require_keeper(actor)
    known = Person.objects.filter(email__iexact=email, removed_on=None, gone_on=None).first() if email else None
    if known:
        return known
    person = Person(name=name or email, email=email.lower(), institution=institution)
    person.key = new_key(Person, person.name)
    records.add(person, actor=actor, since=clock.today())
    return person


def _move_requests(this_round: Round, measures: Sequence[Measure], person: Person, actor: Actor) -> None:
    reports = this_round.reports.filter(removed_on=None, measure__in=measures, version=0).exclude(
        request__person=person
    )
    moved = list(reports.select_related("request"))
    if not moved:
        return
    request = this_round.requests.filter(removed_on=None, person=person).first() or _request(this_round, person, actor)
    values = {"request": request, "successor_name": "", "successor_email": ""}
    old = {report.request for report in moved if report.request}
    writing.update_each(actor, [(report, values) for report in moved], verb="hand-over")
    writing.update(actor, request, {"submitted_at": None}, verb="reopen")
    for emptied in old:
        _settle(emptied, actor)


def _confirm(measures: Sequence[Measure], actor: Actor) -> None:
    """What reporters said about a successor is settled, also where their report stays as it was sent."""
    said = StatusReport.objects.filter(
        measure__in=measures, removed_on=None, round__state__in=RUNNING, round__removed_on=None
    ).exclude(successor_name="", successor_email="")
    settled = {"successor_name": "", "successor_email": ""}
    writing.update_each(actor, [(report, settled) for report in said], verb="hand-over")


def _request(this_round: Round, person: Person, actor: Actor) -> Request:
    request = Request(key=f"{this_round.key}.{slug(person.key, 40)}", round=this_round, person=person)
    writing.create(actor, [writing.Row(request)])
    issue_link(request, person, clock.now())
    return request


def _settle(request: Request, actor: Actor) -> None:
    """A request without measures is taken back; one whose other measures are all answered is submitted."""
    left = StatusReport.objects.filter(request=request, removed_on=None)
    if not left.exists():
        writing.remove(actor, request)
    elif not left.filter(version=0).exists() and request.submitted_at is None:
        writing.update(actor, request, {"submitted_at": clock.now()}, verb="submit")
