"""Who may see and order monitoring reports, and who may answer in a round.

The office orders and publishes reports; whoever is signed in sees them all; the public sees the published ones.
A request is answered by the person asked, by the one it was delegated to, and by the deputies of its measures:
with a personal link to it, or signed in as a contact. The office answers for everyone, but approves nothing that
it has sent itself.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from leitstand.domain.plans.access import may_keep
from leitstand.domain.reporting.models import Report, Request, RequestLink, Round, StatusReport
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import NotAllowed, RuleBroken


def may_order(actor: Actor) -> bool:
    """May order, publish and take back reports."""
    return may_keep(actor)


def may_follow(actor: Actor) -> bool:
    """May see who has reported in a round, and what: all who are signed in but contacts, who see their own."""
    return actor.is_staff and not actor.has(Role.CONTACT)


def require_follower(actor: Actor) -> None:
    """Raise ``NotAllowed`` unless the actor may see the whole round."""
    if not may_follow(actor):
        raise NotAllowed("Die Meldungen anderer sehen Geschäftsstelle, Steuerungskreis und Lesezugang.", "follower")


def may_decide(actor: Actor) -> bool:
    """May record what the steering committee decides: its members and the keepers."""
    return actor.keeps_the_plan or actor.has(Role.COMMITTEE)


def require_decider(actor: Actor) -> None:
    """Raise ``NotAllowed`` unless the actor may record decisions."""
    if not may_decide(actor):
        raise NotAllowed("Beschlüsse halten Steuerungskreis und Geschäftsstelle fest. Ihr Zugang liest sie.", "decider")


def may_read_sittings(actor: Actor) -> bool:
    """May read agendas, sittings and minutes: everyone who is signed in."""
    return actor.is_staff


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """The reports the actor may see, the latest day first, with their files."""
    reports = Report.objects.filter(removed_on=None).select_related("edition").prefetch_related("files__stored")
    if not actor.is_staff:
        reports = reports.filter(published=True, state=Report.State.DONE)
    return reports


def may_answer(actor: Actor, request: Request) -> bool:
    """May report for a request: keepers, holders of a link to it, and contacts who are asked or stand in."""
    if actor.keeps_the_plan:
        return True
    if actor.kind == "link":
        return actor.ident == request.key
    return actor.has(Role.CONTACT) and actor.person_id in people_of(request)


def people_of(request: Request) -> set[int]:
    """The persons who may answer: asked, delegated to, deputies of its measures."""
    deputies = request.reports.filter(removed_on=None).values_list("measure__deputy_id", flat=True)
    return {pk for pk in (request.person_id, request.delegate_id, *deputies) if pk is not None}


def require_answerer(actor: Actor, request: Request) -> None:
    """Raise ``NotAllowed`` unless the actor may answer the request."""
    if not may_answer(actor, request):
        raise NotAllowed("Diese Meldung geben andere ab. Ihr Link oder Zugang erlaubt das nicht.", "answerer")


def is_own(report: StatusReport, actor: Actor) -> bool:
    """Whether the actor has sent the report: by name, or as the person behind the account."""
    same_person = actor.person_id is not None and report.sender_id == actor.person_id
    return same_person or report.sent_by == actor.name


def is_open(report: StatusReport, now: datetime) -> bool:
    """Whether a report can be sent: in an open round until it closes, later only if it was returned."""
    this_round = report.round
    if report.state == StatusReport.State.RETURNED:
        return this_round.state in (Round.State.OPEN, Round.State.CLOSED, Round.State.IN_REVIEW)
    extended = report.request.extended_until if report.request else None
    last = max(this_round.closes_on, extended or this_round.closes_on)
    return this_round.state == Round.State.OPEN and timezone.localdate(now) <= last


def require_open(report: StatusReport, now: datetime) -> None:
    """Raise ``RuleBroken`` (``closed``) unless the report can be sent."""
    if not is_open(report, now):
        raise RuleBroken(
            f"{report.round} nimmt keine Meldungen mehr an. Bitte wenden Sie sich an die Geschäftsstelle.", "closed"
        )


def is_good(link: RequestLink, now: datetime) -> bool:
    """Whether a personal link opens its form: not revoked, and something can still be sent."""
    reports = link.request.reports.filter(removed_on=None).select_related("round", "request")
    return link.revoked_at is None and any(is_open(report, now) for report in reports)
