"""Answering a round: drafts, sending, attachments, delegation, more time, not mine any more, help.

Whoever answers holds a personal link (an actor of kind ``link`` whose ``ident`` is the request's key), is
the contact's account, or is the office. All of them go through ``rules.answering``, so that every way in
stores the same thing. Sending is one transaction with the receipt; a draft is no part of the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting import answer_words, round_texts
from leitstand.domain.reporting.access import require_answerer, require_open
from leitstand.domain.reporting.models import Attachment, Draft, Request, RequestLink, StatusReport
from leitstand.domain.reporting.operations.rounds import issue_link
from leitstand.domain.reporting.queries.rounds.asking import Question, attachment_names, questions
from leitstand.domain.reporting.rules.answering import Problem, Read, read
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import store
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.mail.outbox import post

Given = Mapping[str, Mapping[str, str]]
LARGEST_ATTACHMENT = 10 * 1024 * 1024
MOST_ATTACHMENTS = 5


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else has sent this measure since the form was opened."""

    question: Question
    sent_by: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of sending: the reports stored, problems by report, conflicts. Stored only without the latter two."""

    stored: tuple[Question, ...] = ()
    problems: Mapping[str, tuple[Problem, ...]] | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def done(self) -> bool:
        return not self.problems and not self.conflicts


def save_draft(request: Request, given: Given, *, actor: Actor) -> None:
    """Keep what was typed, unchecked, for whoever opens the form next. Raises ``NotAllowed``, ``RuleBroken``.

    Kept even after the round has closed, until it is frozen: whoever typed past the deadline loses nothing.
    """
    require_answerer(actor, request)
    if request.round.state in (request.round.State.FROZEN, request.round.State.PUBLISHED):
        raise RuleBroken(f"{request.round} ist eingefroren; es lässt sich nichts mehr speichern.", "frozen")
    now = clock.now()
    for report in _own(request, given):
        values = {name[:160]: str(text)[:2000] for name, text in list(given[report.key].items())[:200]}
        Draft.objects.update_or_create(
            report=report, defaults={"values": values, "saved_at": now, "saved_by": actor.name}
        )


def drop_drafts(request: Request, keys: Iterable[str], *, actor: Actor) -> None:
    """Throw away what was typed for these reports, and keep what was sent. Raises ``NotAllowed``."""
    require_answerer(actor, request)
    Draft.objects.filter(report__in=request.reports.filter(key__in=list(keys))).delete()


def enter(link: RequestLink, *, actor: Actor) -> None:
    """A person has opened the form with a personal link: the link is in use, the request not silent."""
    if link.used_at is None:
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])
    opened(link.request, actor=actor)


def _own(request: Request, given: Given) -> list[StatusReport]:
    """The request's reports among those named; a foreign name is ignored, never answered."""
    found = request.reports.filter(removed_on=None, key__in=given)
    return list(found.select_related("measure", "round__edition", "request__person"))


def send(
    request: Request,
    given: Given,
    versions: Mapping[str, int],
    *,
    actor: Actor,
    channel: str = StatusReport.Channel.LINK,
    sender: Person | None = None,
    language: str = "de",
) -> Sending:
    """Send the answers to some or all measures of a request: all of them or, with one problem, none.

    ``versions`` are those the form was made with, ``language`` that of the receipt.
    Raises ``NotAllowed`` or ``RuleBroken`` (``closed``).
    """
    require_answerer(actor, request)
    with transaction.atomic():
        recording.hold()
        request.refresh_from_db()
        reports = _own(request, given)
        for report in reports:
            require_open(report, clock.now())
        asked = questions(reports)
        reads = {one.report.key: read(one.asked, given[one.report.key]) for one in asked}
        problems = {key: got.problems for key, got in reads.items() if got.problems}
        conflicts = tuple(
            Conflict(one, one.report.sent_by)
            for one in asked
            if one.report.version != versions.get(one.report.key, one.report.version)
        )
        if problems or conflicts:
            return Sending(problems=problems, conflicts=conflicts)
        sender = sender or _sender(request, actor)
        _store(request, asked, reads, actor, channel, sender)
        _receipt(request, asked, reads, sender, language)
        stored = {report.key: report for report in _own(request, given)}
        return Sending(
            stored=tuple(
                replace(one, report=stored[one.report.key], answer=reads[one.report.key].answer) for one in asked
            )
        )


def _sender(request: Request, actor: Actor) -> Person | None:
    return Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None


def _store(
    request: Request,
    asked: Sequence[Question],
    reads: Mapping[str, Read],
    actor: Actor,
    channel: str,
    sender: Person | None,
) -> None:
    now = clock.now()
    who = {"sent_at": now, "sent_by": actor.name, "sender": sender, "channel": channel}
    updates = [
        (one.report, {**values_of(reads[one.report.key]), **who, "version": one.report.version + 1}) for one in asked
    ]
    writing.update_each(actor, updates, verb="send")
    Draft.objects.filter(report__in=[one.report for one in asked]).delete()
    left = request.reports.filter(removed_on=None, version=0).exists()
    writing.update(actor, request, {"submitted_at": None if left else now}, verb="submit")


def values_of(got: Read) -> dict[str, Any]:
    """What an answer that was read stores in its status report."""
    answer = got.answer
    return {
        "state": StatusReport.State.SENT,
        "stage": answer.stage,
        "light": answer.light,
        "sentence": answer.sentence,
        "light_reason": answer.light_reason,
        "money": answer.money,
        "secured": answer.secured,
        "spent": answer.spent,
        "asks_amount": answer.asks_amount,
        "asks_text": answer.asks_text,
        "milestones": [
            {"key": one.key, "title": one.title, "due": one.due, "done_on": one.done_on} for one in answer.milestones
        ],
        "observations": [
            {
                "indicator_key": one.indicator_key,
                "title": one.title,
                "period": one.period,
                "value": f"{one.value:f}",
                "unit": one.unit,
            }
            for one in answer.observations
        ],
        "unchanged": got.unchanged,
        "evidence": got.evidence,
        "decision_answer": got.decision_answer,
        "comment": "",
        "approved_by": "",
        "approved_at": None,
    }


def _receipt(
    request: Request, asked: Sequence[Question], reads: Mapping[str, Read], sender: Person | None, language: str
) -> None:
    person = sender or request.delegate or request.person
    if not person.email:
        return
    names = attachment_names([one.report for one in asked])
    said = "\n\n".join(
        answer_words.in_full(one, reads[one.report.key], names.get(one.report.pk, ()), language) for one in asked
    )
    text = round_texts.receipt(request, said, person.name, request.round.closes_on, language)
    versions = "-".join(f"{one.report.pk}.{one.report.version}" for one in asked)
    occasion = f"round:{request.round.key}:receipt:{request.pk}:{versions}"[:200]
    post(occasion, person.email, text.subject, text.body, at=clock.now())


def opened(request: Request, *, actor: Actor) -> None:
    """Remember that the form was opened by a person: from then on the request is not silent."""
    require_answerer(actor, request)
    if request.opened_at is None and not actor.keeps_the_plan:
        writing.update(actor, request, {"opened_at": clock.now()}, verb="open")


def ask_for_time(request: Request, until: date, reason: str, *, actor: Actor) -> None:
    """Ask the office for more time. Raises ``RuleBroken`` (``date``, ``closed``)."""
    require_answerer(actor, request)
    _require_round_open(request)
    if until <= max(clock.today(), request.round.deadline):
        raise RuleBroken("Bitte einen Tag nach der Frist angeben.", "date")
    values = {"extension_wanted": until, "extension_reason": reason.strip()[:500]}
    writing.update(actor, request, values, verb="ask-for-time")


def ask_for_help(request: Request, text: str, *, actor: Actor) -> None:
    """Tell the office that help is needed. Raises ``RuleBroken`` (``empty``)."""
    require_answerer(actor, request)
    if not text.strip():
        raise RuleBroken("Bitte in einem Satz sagen, wobei Sie Hilfe brauchen.", "empty")
    writing.update(actor, request, {"help_wanted": text.strip()[:2000]}, verb="ask-for-help")


def disown(report: StatusReport, name: str, email: str, *, actor: Actor) -> None:
    """Say that the measure is no longer the asked person's, and whose it is; the office confirms.

    Raises ``ValidationError`` by field or ``RuleBroken``.
    """
    request = _request_of(report)
    require_answerer(actor, request)
    require_open(report, clock.now())
    if not name.strip() and not email.strip():
        raise RuleBroken("Bitte angeben, wer jetzt zuständig ist: einen Namen oder eine Adresse.", "empty")
    if email.strip():
        validate_email(email.strip())
    values = {"successor_name": name.strip()[:200], "successor_email": email.strip()}
    writing.update(actor, report, values, verb="disown")


def delegate(request: Request, name: str, email: str, *, actor: Actor) -> Person:
    """Let a named colleague answer. Both are told; the own link stays good. Raises as ``disown`` does."""
    require_answerer(actor, request)
    _require_round_open(request)
    name, email = name.strip(), email.strip().lower()
    if not name:
        raise ValidationError({"name": "Bitte den Namen angeben."})
    validate_email(email)
    with transaction.atomic():
        recording.hold()
        person = _colleague(request, name, email, actor)
        writing.update(actor, request, {"delegate": person}, verb="delegate")
        ident = issue_link(request, person, clock.now()).ident
        _tell_delegation(request, person, ident)
    return person


def _colleague(request: Request, name: str, email: str, actor: Actor) -> Person:
    known = Person.objects.filter(email__iexact=email, removed_on=None, gone_on=None).first()
    if known:
        return known
    person = Person(name=name, email=email, institution=request.person.institution)
    person.key = new_key(Person, name)
    person.full_clean()
    writing.create(actor, [writing.Row(person)], since=clock.today())
    return person


def _tell_delegation(request: Request, person: Person, ident: str) -> None:
    titles = [one.title for one in questions(_all(request))]
    day, prefix = clock.today().isoformat(), f"round:{request.round.key}"
    told = round_texts.delegated(request, person, titles, ident)
    post(
        f"{prefix}:mail:{person.pk}:delegated:{request.pk}:{day}", person.email, told.subject, told.body, at=clock.now()
    )
    noted = round_texts.delegation_noted(request, person)
    occasion = f"{prefix}:receipt:{request.pk}:delegated:{person.pk}:{day}"
    post(occasion, request.person.email, noted.subject, noted.body, at=clock.now())


def _all(request: Request) -> list[StatusReport]:
    return list(request.reports.filter(removed_on=None).select_related("measure", "round__edition"))


def attach(report: StatusReport, name: str, content: bytes, content_type: str, *, actor: Actor) -> Attachment:
    """Keep a file with a status report; what it holds was checked at the door. Raises ``RuleBroken``."""
    require_answerer(actor, _request_of(report))
    require_open(report, clock.now())
    if len(content) > LARGEST_ATTACHMENT:
        raise RuleBroken(f"„{name}“ ist größer als 10 MB. Bitte eine kleinere Datei wählen.", "large")
    if report.attachments.filter(removed_on=None).count() >= MOST_ATTACHMENTS:
        raise RuleBroken(f"Mehr als {MOST_ATTACHMENTS} Anlagen je Maßnahme sind nicht möglich.", "many")
    stored = store(content, content_type)
    attachment = Attachment(report=report, stored=stored, name=name[:200])
    attachment.key = new_key(Attachment, name[:60], prefix=f"{report.key}."[:100])
    writing.create(actor, [writing.Row(attachment)])
    return attachment


def detach(attachment: Attachment, *, actor: Actor) -> None:
    """Take a file back; the history keeps that it was there."""
    require_answerer(actor, _request_of(attachment.report))
    require_open(attachment.report, clock.now())
    writing.remove(actor, attachment)


def _request_of(report: StatusReport) -> Request:
    if report.request is None:
        raise RuleBroken(
            "Zu dieser Maßnahme ist niemand gefragt. Bitte zuerst eine Ansprechperson eintragen.", "nobody"
        )
    return report.request


def _require_round_open(request: Request) -> None:
    if request.round.state != request.round.State.OPEN:
        raise RuleBroken(f"{request.round} nimmt keine Meldungen mehr an.", "closed")
