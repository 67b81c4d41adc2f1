"""Planning, opening, closing and reopening a round, and the personal links it gives out.

Opening is one transaction: requests, status reports, links and mails come into being together or not at
all. A mail has an occasion of its own, so that whoever opens or reminds twice mails nothing twice.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Edition, Measure
from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport
from leitstand.domain.reporting.queries.rounds.proposing import DATE_FIELDS, DATE_SENTENCES, Proposal, dates_of
from leitstand.domain.reporting.rules import schedule
from leitstand.domain.sources import records
from leitstand.foundation import clock, links
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key, slug

EDITABLE = (
    *("title", "invitation", "reminder", "thanks", "escalation_approved", "silent_named"),
    *("special_title", "special_text", *DATE_FIELDS),
)


def plan_round(edition: Edition, values: Mapping[str, Any], *, actor: Actor, demonstration: bool = False) -> Round:
    """Save a planned round. ``values`` are fields of ``Round`` from ``EDITABLE``.

    Raises ``NotAllowed``, ``ValidationError``, or ``RuleBroken`` (``dates``).
    """
    require_keeper(actor)
    planned = Round(edition=edition, demonstration=demonstration, **values)
    planned.key = new_key(Round, f"{edition.key}-{planned.title}", prefix="runde-")
    _require_dates(planned)
    records.check(planned)
    writing.create(actor, [writing.Row(planned)])
    return planned


def change_round(this_round: Round, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Change dates and texts until the round is frozen. Raises as ``plan_round`` does, or ``frozen``."""
    require_keeper(actor)
    if this_round.state in (Round.State.FROZEN, Round.State.PUBLISHED):
        raise RuleBroken(f"{this_round} ist eingefroren und ändert sich nicht mehr.", "frozen")
    edit = records.planned(this_round, {name: value for name, value in values.items() if name in EDITABLE})
    _require_dates(edit.wanted)
    writing.update(actor, this_round, edit.values)


def _require_dates(this_round: Any) -> None:
    wrong = schedule.check(dates_of(this_round))
    if wrong:
        raise RuleBroken(" ".join(DATE_SENTENCES[code] for _field, code in wrong), "dates")


def open_round(this_round: Round, proposal: Proposal, *, actor: Actor, accept_ownerless: bool = False) -> list[Request]:
    """Ask everyone in the proposal; one transaction for requests, reports, links.

    Measures without a living owner take part with nobody asked, and only if ``accept_ownerless`` says so.
    The opening mails are the first step of the ladder (``chasing.remind``). Raises ``RuleBroken``
    (``state``, ``ownerless``, ``empty``, ``another``).
    """
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        this_round.refresh_from_db()
        _require_openable(this_round, proposal, accept_ownerless)
        requests = _requests(this_round, proposal, actor)
        _reports(this_round, proposal, requests, actor)
        move(this_round, Round.State.OPEN, actor=actor)
    return list(requests.values())


def _require_openable(this_round: Round, proposal: Proposal, accept_ownerless: bool) -> None:
    if this_round.state != Round.State.PLANNED:
        raise RuleBroken(f"{this_round} ist bereits {this_round.get_state_display()}.", "state")
    running = Round.objects.filter(state=Round.State.OPEN, removed_on=None).exclude(pk=this_round.pk).first()
    if running:
        raise RuleBroken(f"{running} ist noch offen. Bitte zuerst diese schließen.", "another")
    if not proposal.people and not proposal.ownerless:
        raise RuleBroken("Es gibt keine Maßnahme, nach der diese Runde fragen könnte.", "empty")
    if proposal.ownerless and not accept_ownerless:
        titles = ", ".join(f"„{row.entry.title}“" for row in proposal.ownerless[:5])
        raise RuleBroken(
            f"{len(proposal.ownerless)} Maßnahmen haben niemanden, der antworten könnte: {titles}. Bitte eine "
            "Ansprechperson eintragen oder ausdrücklich ohne sie öffnen.",
            "ownerless",
        )


def _requests(this_round: Round, proposal: Proposal, actor: Actor) -> dict[str, Request]:
    people = Person.objects.in_bulk([one.person.key for one in proposal.people], field_name="key")
    requests = {
        key: Request(key=f"{this_round.key}.{slug(key, 40)}", round=this_round, person=person)
        for key, person in people.items()
    }
    writing.create(actor, [writing.Row(request) for request in requests.values()])
    now = clock.now()
    for request in requests.values():
        issue_link(request, request.person, now)
    return requests


def _reports(this_round: Round, proposal: Proposal, requests: Mapping[str, Request], actor: Actor) -> None:
    asked = {row.measure.key: requests[one.person.key] for one in proposal.people for row in one.rows}
    keys = [*asked, *(row.measure.key for row in proposal.ownerless)]
    measures = Measure.objects.in_bulk(keys, field_name="key")
    rows = [
        writing.Row(
            StatusReport(
                key=f"{this_round.key}.{key}"[:120], round=this_round, measure=measures[key], request=asked.get(key)
            )
        )
        for key in keys
    ]
    writing.create(actor, rows)


def issue_link(request: Request, person: Person, now: datetime) -> RequestLink:
    """A new personal link for a person to a request. Earlier ones of the same person stay good until revoked."""
    number = RequestLink.objects.filter(request=request).count() + 1
    ident = f"{request.key}:{person.key}:{number}"
    return RequestLink.objects.create(
        request=request, person=person, ident=ident, token_hash=links.hash_of(links.token_of(ident)), issued_at=now
    )


def renew_link(request: Request, person: Person, *, actor: Actor) -> RequestLink:
    """Revoke the person's links to the request and issue a new one."""
    require_keeper(actor)
    with transaction.atomic():
        revoke_links(request, person, actor=actor)
        return issue_link(request, person, clock.now())


def revoke_links(request: Request, person: Person, *, actor: Actor) -> int:
    """Make the person's links to the request worthless; return how many were good."""
    require_keeper(actor)
    with transaction.atomic():
        count = RequestLink.objects.filter(request=request, person=person, revoked_at=None).update(
            revoked_at=clock.now()
        )
        if count:
            note(request, "revoke", {"person": person.key, "links": count}, actor)
    return count


def note(request: Request, verb: str, values: Mapping[str, Any], actor: Actor, reason: str = "") -> None:
    """Write to the history what happened to a request without changing its fields."""
    kind = writing.type_of(request)
    recording.record(actor, [recording.Draft(f"{kind}.{verb}", kind, request.key, request.label, values, reason)])


def close_round(this_round: Round, *, actor: Actor, gaps_reason: str = "") -> None:
    """Take no more reports. With reports missing it needs a sentence that says why it closes nevertheless.

    Raises ``RuleBroken`` (``state``, ``gaps``).
    """
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        this_round.refresh_from_db()
        missing = unanswered(this_round)
        if missing and not gaps_reason.strip():
            raise RuleBroken(
                f"Zu {len(missing)} Maßnahmen fehlt eine Meldung. Die Runde kann mit diesen Lücken schließen; "
                "bitte einen Satz dazu schreiben.",
                "gaps",
            )
        move(this_round, Round.State.CLOSED, actor=actor, values={"gaps_reason": gaps_reason.strip()})


def unanswered(this_round: Round) -> Sequence[StatusReport]:
    """The status reports nobody has sent."""
    return list(this_round.reports.filter(removed_on=None, version=0).select_related("measure"))


def reopen_round(this_round: Round, *, actor: Actor, reason: str) -> None:
    """Back from closed to open. Raises ``RuleBroken`` (``state``, ``reason``)."""
    require_keeper(actor)
    if not reason.strip():
        raise RuleBroken("Bitte sagen, warum die Runde wieder geöffnet wird.", "reason")
    move(this_round, Round.State.OPEN, actor=actor, reason=reason)


def begin_review(this_round: Round, *, actor: Actor) -> None:
    """From closed to in review. Raises ``RuleBroken`` (``state``)."""
    require_keeper(actor)
    move(this_round, Round.State.IN_REVIEW, actor=actor)


def move(
    this_round: Round, state: str, *, actor: Actor, values: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    """Move a round to its next state. Raises ``RuleBroken`` (``state``) if it may not go there."""
    with transaction.atomic():
        recording.hold()
        this_round.refresh_from_db()
        if state not in schedule.moves(this_round.state):
            wanted = Round.State(state).label
            raise RuleBroken(
                f"{this_round} ist {this_round.get_state_display()} und kann nicht {wanted} werden.", "state"
            )
        writing.update(actor, this_round, {"state": state, **(values or {})}, verb=state, reason=reason)


def require_move(this_round: Round, state: str) -> None:
    """Raise ``RuleBroken`` (``state``) unless the round may go to ``state`` next."""
    if state not in schedule.moves(this_round.state):
        now, wanted = this_round.get_state_display(), Round.State(state).label
        raise RuleBroken(f"{this_round} ist {now} und kann nicht {wanted} werden.", "state")
