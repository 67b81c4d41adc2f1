"""The office reads what came in: approve, return with a question, extend, record a call.

Nobody approves what they have sent themselves; a second pair of eyes is needed even in the office.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting import round_texts
from leitstand.domain.reporting.access import is_own
from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport
from leitstand.domain.reporting.operations.rounds import issue_link
from leitstand.domain.reporting.queries.rounds.asking import questions
from leitstand.domain.reporting.queries.rounds.chasing import mailed
from leitstand.domain.reporting.rules.ladder import MOST_MAILS
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import recording, writing
from leitstand.foundation.mail.outbox import post

REVIEWED_IN = (Round.State.OPEN, Round.State.CLOSED, Round.State.IN_REVIEW)


def approve(reports: Sequence[StatusReport], *, actor: Actor) -> int:
    """Approve reports that were sent; all or none. Return how many.

    Raises ``NotAllowed`` for an own report, ``RuleBroken`` (``state``, ``not-sent``).
    """
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        stored = list(
            StatusReport.objects.filter(pk__in=[report.pk for report in reports]).select_related("round", "sender")
        )
        for report in stored:
            _require_reviewable(report)
            _require_other_eyes(report, actor)
        values = {"state": StatusReport.State.APPROVED, "approved_by": actor.name, "approved_at": clock.now()}
        writing.update_each(actor, [(report, values) for report in stored], verb="approve")
    return len(stored)


def _require_other_eyes(report: StatusReport, actor: Actor) -> None:
    if is_own(report, actor):
        raise NotAllowed(
            f"„{report.measure}“ haben Sie selbst gemeldet. Freigeben muss es jemand anderes.", "own-report"
        )


def _require_reviewable(report: StatusReport) -> None:
    if report.round.state not in REVIEWED_IN:
        raise RuleBroken(f"{report.round} ist {report.round.get_state_display()} und ändert sich nicht mehr.", "state")
    if report.state not in (StatusReport.State.SENT, StatusReport.State.APPROVED):
        raise RuleBroken(f"Zu „{report.measure}“ liegt keine Meldung vor, die zu prüfen wäre.", "not-sent")


def return_report(report: StatusReport, comment: str, *, actor: Actor) -> bool:
    """Send a report back with a question; its link opens again for this measure.

    Returns whether a mail goes out: not to someone who has had the round's mails already, nor to someone
    without an address; then the office calls. Raises ``RuleBroken`` (``empty``, ``state``, ``not-sent``).
    """
    require_keeper(actor)
    if not comment.strip():
        raise RuleBroken("Bitte sagen, was fehlt oder unklar ist.", "empty")
    with transaction.atomic():
        recording.hold()
        report.refresh_from_db()
        _require_reviewable(report)
        values = {
            "state": StatusReport.State.RETURNED,
            "comment": comment.strip(),
            "approved_by": "",
            "approved_at": None,
        }
        writing.update(actor, report, values, verb="return", reason=comment.strip())
        request = report.request
        if request is None:
            return False
        writing.update(actor, request, {"submitted_at": None}, verb="reopen")
        return _ask_back(report, request, comment.strip())


def _ask_back(report: StatusReport, request: Request, comment: str) -> bool:
    person = report.sender or request.delegate or request.person
    if not person.email or person.gone_on or mailed(request.round).get(person.key, 0) >= MOST_MAILS:
        return False
    question = questions([report])[0]
    text = round_texts.returned(request, question.title, comment, _ident(request, person))
    occasion = f"round:{request.round.key}:mail:{person.pk}:returned:{report.pk}:{report.version}"
    post(occasion, person.email, text.subject, text.body, at=clock.now())
    return True


def _ident(request: Request, person: Person) -> str:
    known = RequestLink.objects.filter(request=request, person=person, revoked_at=None).last()
    return (known or issue_link(request, person, clock.now())).ident


def extend(request: Request, until: date, *, actor: Actor) -> None:
    """Give a request more time; a wish for it is answered with it. Raises ``RuleBroken`` (``date``, ``state``)."""
    require_keeper(actor)
    if request.round.state != Round.State.OPEN:
        raise RuleBroken(
            f"{request.round} ist nicht offen; eine Frist lässt sich nur in der offenen Runde verlängern.", "state"
        )
    if until < clock.today():
        raise RuleBroken("Die neue Frist liegt in der Vergangenheit.", "date")
    writing.update(actor, request, {"extended_until": until, "extension_wanted": None}, verb="extend")


def help_given(request: Request, *, actor: Actor) -> None:
    """The question of someone who needed help is settled; the history keeps it."""
    require_keeper(actor)
    writing.update(actor, request, {"help_wanted": ""}, verb="help")
