"""Sending a round's mails when they are due: the ladder decides, this posts, the outbox sends.

Each step of a request is taken once: the row that says so and the mail are written in one transaction, so
that whatever interrupts this, the next run goes on where it stopped and mails nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting import round_texts
from leitstand.domain.reporting.models import Request, RequestLink, Round, Step
from leitstand.domain.reporting.operations.rounds import issue_link, renew_link
from leitstand.domain.reporting.queries.rounds.chasing import can_be_mailed, due_mails, mailed, titles_of, unreached
from leitstand.domain.reporting.queries.rounds.form import form_of
from leitstand.domain.reporting.queries.rounds.workbook import file_name, workbook
from leitstand.domain.reporting.rules.ladder import MOST_MAILS, Mail
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.history import recording
from leitstand.foundation.mail.outbox import post

CHASING = system("Erinnerungen")


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it would go out: to whom, for which steps, and its words."""

    person: Person
    parts: Sequence[round_texts.Part]
    text: round_texts.Text


def remind(this_round: Round, *, actor: Actor) -> int:
    """Post every mail of the round that is due now; return how many. Safe to call at any time, any number of times."""
    require_keeper(actor)
    posted = 0
    for mail in due_mails(this_round, clock.today()):
        with transaction.atomic():
            recording.hold()
            # Someone may have sent a report, or this mail, since the list was made.
            still_due = next((one for one in due_mails(this_round, clock.today()) if one == mail), None)
            if still_due is not None:
                _post(this_round, still_due, actor)
                posted += 1
    return posted


def remind_all(*, actor: Actor) -> int:
    """Post what is due in every open round."""
    return sum(remind(one, actor=actor) for one in Round.objects.filter(state=Round.State.OPEN, removed_on=None))


def preview(
    this_round: Round,
    mails: Sequence[Mail],
    requests: Mapping[str, Request],
    titles: Mapping[str, Sequence[str]] | None = None,
) -> list[Written]:
    """The mails in words, as they would be posted, for the office to read first.

    ``titles`` are the measures by request; for a round that is not open yet the caller knows them.
    """
    titles = titles_of(this_round) if titles is None else titles
    people = Person.objects.in_bulk([mail.person_key for mail in mails], field_name="key")
    return [_written(this_round, mail, people[mail.person_key], requests, titles, {}) for mail in mails]


def send_link(request: Request, person: Person, *, actor: Actor) -> bool:
    """Make the person's links worthless and give out a new one; return whether a mail brings it.

    No mail goes to someone who has had the round's mails already or cannot be reached; a later step of the
    ladder, or the deputy, brings a link then.
    """
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        link = renew_link(request, person, actor=actor)
        this_round = request.round
        if not can_be_mailed(person, unreached()) or mailed(this_round).get(person.key, 0) >= MOST_MAILS:
            return False
        text = round_texts.renewed(request, person, titles_of(this_round).get(request.key, ()), link.ident)
        occasion = f"round:{this_round.key}:mail:{person.pk}:link:{link.pk}"
        post(occasion, person.email, text.subject, text.body, at=clock.now())
    return True


def _post(this_round: Round, mail: Mail, actor: Actor) -> None:
    requests = {
        one.key: one
        for one in Request.objects.filter(key__in=[key for key, _step in mail.steps]).select_related(
            "person", "round__edition__plan"
        )
    }
    person = Person.objects.get(key=mail.person_key)
    now = clock.now()
    idents = {key: _link(requests[key], person, now) for key in requests}
    written = _written(this_round, mail, person, requests, titles_of(this_round), idents)
    today = timezone.localdate(now)
    occasion = f"round:{this_round.key}:mail:{person.pk}:{today}"
    files = _workbooks([requests[key] for key, _step in mail.steps], now)
    message = post(occasion, person.email, written.text.subject, written.text.body, attachments=files, at=now)
    Step.objects.bulk_create(
        [
            Step(request=requests[key], step=step, person=person, taken_on=today, message=message)
            for key, step in mail.steps
        ]
    )
    steps = dict(mail.steps)
    recording.record(
        actor,
        [
            recording.Draft(
                "reporting.round.mail", "reporting.round", this_round.key, str(this_round), {person.key: steps}
            )
        ],
    )


def _workbooks(requests: Sequence[Request], now: datetime) -> list[tuple[str, bytes]]:
    """Each request's form as a workbook, for those who would rather fill in a file."""
    forms = [form_of(request, now) for request in requests]
    return [(file_name(form), workbook(form)) for form in forms if form.blocks]


def _link(request: Request, person: Person, now: datetime) -> str:
    """The ident of a good link of the person to the request; a new one if there is none."""
    known = RequestLink.objects.filter(request=request, person=person, revoked_at=None).last()
    return (known or issue_link(request, person, now)).ident


def _written(
    this_round: Round,
    mail: Mail,
    person: Person,
    requests: Mapping[str, Request],
    titles: Mapping[str, Sequence[str]],
    idents: Mapping[str, str],
) -> Written:
    parts = [
        round_texts.Part(
            requests[key], step, titles.get(f"{key}:{step}", titles.get(key, ())), idents.get(key, f"{key}:vorschau")
        )
        for key, step in mail.steps
    ]
    return Written(person, parts, round_texts.compose(this_round, person, parts))
