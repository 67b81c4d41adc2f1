"""Checking a played round against the rules it must keep. Every broken rule is a sentence."""

from collections.abc import Iterator
from datetime import date

from leitstand.domain.reporting.models import Request, Round, StatusReport, Step
from leitstand.domain.reporting.queries.rounds.frozen import frozen_round
from leitstand.domain.reporting.queries.rounds.proposing import dates_of
from leitstand.domain.reporting.rules.ladder import DAYS_BEFORE, MOST_MAILS, reminder_day
from leitstand.domain.reporting.rules.schedule import working_days_after
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.history.recording import verify
from leitstand.interfaces.cli.simulation.playing import Play, mails_by_person

MOST_ACTIONS = 10


def broken_rules(play: Play, this_round: Round) -> list[str]:
    """What the round did that it must not do; empty if all is well."""
    this_round.refresh_from_db()
    found = [*_mails(play), *_after_submission(play), *_untouched(play, this_round), *_lost(play, this_round)]
    if len(play.record.actions) > MOST_ACTIONS:
        found.append(f"Die Geschäftsstelle musste {len(play.record.actions)}-mal handeln.")
    if verify() is not None:
        found.append("Die Kette des Verlaufs ist gebrochen.")
    return found


def _mails(play: Play) -> Iterator[str]:
    for address, count in mails_by_person(play.post.letters).items():
        if count > MOST_MAILS:
            yield f"{address} bekam {count} Mails."
    for letter in play.post.letters:
        if not is_working_day(letter.day) and not letter.is_receipt:
            yield f"Am {letter.day:%d.%m.%Y}, keinem Arbeitstag, ging eine Mail an {letter.to}."


def _after_submission(play: Play) -> Iterator[str]:
    """Mails that ask for a measure which was reported on an earlier day."""
    for letter in play.post.letters:
        if letter.is_receipt:
            continue
        for title, sent_on in play.record.sent_on.items():
            if letter.day > sent_on and f"– {title}\n" in letter.body:
                yield f"{letter.to} wurde am {letter.day} nach „{title}“ gefragt, gemeldet am {sent_on}."


def _untouched(play: Play, this_round: Round) -> Iterator[str]:
    """Open items that nobody was asked about between the reminder and the third day before the deadline."""
    dates = dates_of(this_round)
    first = reminder_day(dates, is_working_day)
    last = working_days_after(dates.deadline, -DAYS_BEFORE, is_working_day)
    titles = {one.key: one.title for one in frozen_round(this_round).measures}
    for request in Request.objects.filter(round=this_round, removed_on=None).select_related("person"):
        keys = request.reports.filter(removed_on=None).values_list("measure__key", flat=True)
        done = max(play.record.sent_on.get(titles[key], date.max) for key in keys)
        touched = Step.objects.filter(request=request, taken_on__gte=first, taken_on__lte=last).exists()
        if done > last and not touched:
            yield f"Niemand wurde bis Tag −{DAYS_BEFORE} an die Anfrage an {request.person} erinnert."


def _lost(play: Play, this_round: Round) -> Iterator[str]:
    """Sentences that were sent and are not in the frozen round."""
    frozen = {one.title: one.answer.sentence if one.answer else "" for one in frozen_round(this_round).measures}
    for title, sentence in play.record.sentences.items():
        if frozen.get(title) != sentence:
            yield f"Verloren: die Meldung zu „{title}“."


def lost(play: Play, this_round: Round) -> int:
    return len(list(_lost(play, this_round)))


def said(play: Play, this_round: Round) -> Iterator[str]:
    """The figures of the round, line by line."""
    counts = mails_by_person(play.post.letters)
    shares = {number: list(counts.values()).count(number) for number in sorted(set(counts.values()))}
    opened, deadline, closed = this_round.opens_on, this_round.deadline, this_round.closes_on
    yield f"{this_round}: {opened:%d.%m.%Y} bis {closed:%d.%m.%Y}, Frist {deadline:%d.%m.%Y}"
    yield "Mails je Person: " + ", ".join(f"{count} × {number}" for number, count in shares.items())
    receipts = sum(letter.is_receipt for letter in play.post.letters)
    refused = len(play.post.refused)
    yield f"Mails zusammen: {sum(counts.values())}, dazu {receipts} Bestätigungen; {refused} nicht zustellbar"
    for day, (told, every) in play.record.coverage.items():
        if is_working_day(day):
            yield f"  {day:%d.%m.%Y}  {told:>4} von {every} gemeldet  ({told / every:4.0%})"
    on_time = this_round.reports.exclude(version=0).filter(sent_at__date__lte=this_round.deadline).count()
    yield f"Bis zur Frist: {on_time} von {StatusReport.objects.filter(round=this_round).count()}"
    yield f"Handlungen der Geschäftsstelle: {len(play.record.actions)} ({', '.join(play.record.actions)})"
    yield f"Verlorene Meldungen: {lost(play, this_round)}"
