"""Who is to be written to in a round, on a day: the round as the ladder needs it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import MeasureEntry, Responsibility
from leitstand.domain.reporting.models import Request, Round, StatusReport, Step
from leitstand.domain.reporting.queries.rounds.charging import charged_in
from leitstand.domain.reporting.queries.rounds.proposing import dates_of
from leitstand.domain.reporting.rules.ladder import Asked, Mail, mails_on
from leitstand.domain.reporting.rules.owners import with_owners
from leitstand.domain.reporting.rules.schedule import working_day_from, working_day_until, working_days_after
from leitstand.foundation import clock
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.mail.models import Message

UNREACHED = ("refused", "bounced")


def due_mails(this_round: Round, today: date) -> list[Mail]:
    """What the ladder says is due in an open round; nothing in any other."""
    this_round.refresh_from_db()
    return mails_of_day(this_round, today, escalation_approved=this_round.escalation_approved)


def mails_of_day(this_round: Round, day: date, *, escalation_approved: bool) -> list[Mail]:
    """What the ladder would say on a day if until then nothing happens; nothing unless the round is open."""
    if this_round.state != Round.State.OPEN:
        return []
    steps = list(Step.objects.filter(request__round=this_round).select_related("request", "person"))
    taken: dict[str, dict[str, date]] = {}
    for step in steps:
        taken.setdefault(step.request.key, {})[step.step] = step.taken_on
    asked, had = asked_people(this_round), mailed(this_round)
    mailed_today = {step.person.key for step in steps if step.taken_on == day}
    mails = mails_on(
        day,
        dates_of(this_round),
        asked,
        is_working_day=is_working_day,
        mailed=had,
        taken=taken,
        mailed_today=mailed_today,
        escalation_approved=escalation_approved,
    )
    if not is_working_day(day) or not this_round.opens_on <= day <= this_round.closes_on:
        return mails
    found = charged_in(this_round)
    if not found.charges:
        return mails
    without = unreached_among(found.people)
    return with_owners(
        mails, found.charges, mailed=had, not_alone={one.person_key for one in asked} | mailed_today | without
    )


def escalation_mails(this_round: Round) -> tuple[date, list[Mail]]:
    """The day of the letters to the heads, and those that would go out then if nothing happens until then."""
    last = working_day_until(this_round.deadline, is_working_day)
    day = max(working_days_after(last, 1, is_working_day), working_day_from(clock.today(), is_working_day))
    due = mails_of_day(this_round, day, escalation_approved=True)
    letters = [replace(mail, steps=tuple(one for one in mail.steps if one[1] == "escalation")) for mail in due]
    return day, [mail for mail in letters if mail.steps]


def mailed(this_round: Round) -> Mapping[str, int]:
    """How many mails each person had in this round, receipts aside."""
    prefix = f"round:{this_round.key}:mail:"
    counts: Counter[int] = Counter()
    for occasion in Message.objects.filter(occasion__startswith=prefix).values_list("occasion", flat=True):
        counts[int(occasion.removeprefix(prefix).split(":")[0])] += 1
    keys = dict(Person.objects.filter(pk__in=counts).values_list("pk", "key"))
    return {keys[pk]: count for pk, count in counts.items() if pk in keys}


def asked_people(this_round: Round) -> list[Asked]:
    """Every request as it stands, with deputy and head."""
    requests = this_round.requests.filter(removed_on=None).select_related("person", "delegate")
    reports = _reports_by_request(this_round)
    without, heads = unreached(), _heads(this_round)
    return [_asked(request, reports.get(request.pk, []), without, heads) for request in requests]


def unreached() -> set[str]:
    """The addresses from which a mail came back, or that a mail server refused."""
    return set(Message.objects.filter(state__in=UNREACHED).values_list("to", flat=True))


def unreached_among(people: Collection[str]) -> set[str]:
    """Keys of those among the people to whom no mail gets through."""
    without = unreached()
    return {one.key for one in Person.objects.filter(key__in=people) if not can_be_mailed(one, without)}


def _reports_by_request(this_round: Round) -> Mapping[int, list[StatusReport]]:
    found: dict[int, list[StatusReport]] = {}
    reports = this_round.reports.filter(removed_on=None, request__isnull=False)
    for report in reports.select_related("measure__deputy"):
        if report.request_id is not None:
            found.setdefault(report.request_id, []).append(report)
    return found


def _asked(request: Request, reports: Sequence[StatusReport], unreached: set[str], heads: Mapping[int, str]) -> Asked:
    answers = request.delegate or request.person
    deputies = [report.measure.deputy for report in reports if can_be_mailed(report.measure.deputy, unreached)]
    return Asked(
        request_key=request.key,
        person_key=answers.key,
        email_reachable=can_be_mailed(answers, unreached),
        deputy_key=next((deputy.key for deputy in deputies if deputy and deputy.pk != answers.pk), None),
        head_key=next((heads[report.measure_id] for report in reports if report.measure_id in heads), None),
        open_items=sum(not report.version for report in reports),
        opened_form=request.opened_at is not None,
        extended_until=request.extended_until,
        submitted=bool(reports) and all(report.is_answered for report in reports),
    )


def can_be_mailed(person: Person | None, unreached: set[str]) -> bool:
    """Whether a person is there and mail reaches them."""
    return person is not None and person.gone_on is None and bool(person.email) and person.email not in unreached


def _heads(this_round: Round) -> Mapping[int, str]:
    """The head of each measure's lead institution as its last edition names it, by measure."""
    asked = this_round.reports.filter(removed_on=None).values("measure")
    leads = (
        Responsibility.objects.filter(entry__measure__in=asked, role=Responsibility.Role.LEAD, removed_on=None)
        .order_by("entry__edition_id")
        .values_list("entry__measure_id", "institution_id")
    )
    heads = dict(
        Person.objects.filter(heads=True, removed_on=None, gone_on=None)
        .exclude(email="")
        .values_list("institution_id", "key")
    )
    return {measure: heads[institution] for measure, institution in leads if institution in heads}


def titles_of(this_round: Round) -> Mapping[str, Sequence[str]]:
    """The titles, as the last edition has them, of the measures each request is still asked about, by request.

    What someone charged with a decision is asked about is called ``<request>:<step>``.
    """
    waiting = StatusReport.objects.filter(round=this_round, removed_on=None, request__isnull=False).exclude(
        state__in=(StatusReport.State.SENT, StatusReport.State.APPROVED)
    )
    asked = dict(waiting.order_by("key").values_list("measure_id", "request__key"))
    entries = MeasureEntry.objects.filter(measure__in=asked, removed_on=None).order_by("edition_id", "position")
    titles = dict(entries.values_list("measure_id", "title"))
    found: dict[str, list[str]] = {}
    for measure, title in titles.items():
        found.setdefault(str(asked[measure]), []).append(title)
    for called, measures in charged_in(this_round).about.items():
        found[called] = [titles[measure] for measure in measures if measure in titles]
    return found
