"""Rounds for a demonstration: two past ones and one that is open, with invented answers that say so.

They go through the same operations as real ones, on a clock of their own. Everything here is the same each
time; only the days follow the present one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, chasing, freezing, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.asking import Question, questions
from leitstand.domain.reporting.queries.rounds.proposing import propose_round, title_of
from leitstand.domain.reporting.rules.schedule import Dates, half_year_of, working_days_after
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.mail.models import Message

OFFICE = Actor(kind="account", name="Demo Geschäftsstelle", role=Role.OFFICE)
SECOND = Actor(kind="account", name="Demo Geschäftsstelle (Vertretung)", role=Role.OFFICE)
OPEN_SINCE, DAYS_TO_REPORT = 9, 15
LIGHTS = ("on_track", "on_track", "on_track", "at_risk", "off_track")
SENTENCES = {
    "on_track": "Erfunden: Der nächste Schritt ist vorbereitet, die Partner sind eingebunden.",
    "at_risk": "Erfunden: Die Abstimmung mit dem Bezirk dauert länger als geplant.",
    "off_track": "Erfunden: Die Ausschreibung musste aufgehoben und neu begonnen werden.",
    "completed": "Erfunden: Die Arbeit ist abgeschlossen und übergeben.",
}
ASKS: tuple[dict[str, str], ...] = (
    {},
    {"asks_amount": "120.000", "asks_text": "Erfunden: zwei Stellen für die Beratung, befristet auf zwei Jahre."},
    {"asks_text": "Erfunden: eine Entscheidung, welches Haus die Ausschreibung führt."},
)
REASON = "Erfunden: Der Zeitplan wurde mit allen Beteiligten neu vereinbart."


def first_day(today: date) -> date:
    """The day from which the demonstration's history runs: before its first round opens."""
    return _periods(today)[0][1] - timedelta(days=20)


def play_rounds(today: date, seed: int = 1) -> list[Round]:
    """Play two rounds to their publication and a third into its second week. The last one is open."""
    chance = random.Random(seed)  # noqa: S311 - a play, not a secret
    *past, present = _periods(today)
    played = [_past_round(period, chance) for period in past]
    return [*played, _open_round(present, today, chance)]


def _periods(today: date) -> list[tuple[date, date]]:
    """The last three half-years that have ended, the oldest first."""
    found: list[tuple[date, date]] = []
    day = today
    for _number in range(3):
        day = half_year_of(day)[0] - timedelta(days=1)
        found.insert(0, half_year_of(day))
    return found


def _past_round(period: tuple[date, date], chance: random.Random) -> Round:
    opens = working_days_after(period[1], 3, is_working_day)
    this_round = _opened(_dates(period, opens))
    with clock.at(_moment(working_days_after(opens, 6, is_working_day), 10)):
        _answer_most(this_round, chance, silent=1)
    with clock.at(_moment(working_days_after(this_round.deadline, 5, is_working_day), 16)):
        reason = "Eine Ansprechperson war auch nach Erinnerung nicht zu erreichen."
        rounds.close_round(this_round, actor=OFFICE, gaps_reason=reason)
        rounds.begin_review(this_round, actor=OFFICE)
        reviewing.approve(list(this_round.reports.filter(state=StatusReport.State.SENT)), actor=SECOND)
        freezing.freeze_round(this_round, actor=OFFICE)
    with clock.at(_moment(this_round.publishes_on, 10)):
        this_round.refresh_from_db()
        freezing.publish_round(this_round, actor=OFFICE)
    return this_round


def _open_round(period: tuple[date, date], today: date, chance: random.Random) -> Round:
    """Open for some days: most have answered, one wants time, one needs help, one is no longer in charge."""
    opens = working_days_after(today, -OPEN_SINCE, is_working_day)
    this_round = _opened(_dates(period, opens))
    with clock.at(_moment(working_days_after(opens, 4, is_working_day), 11)):
        left = _answer_most(this_round, chance, silent=4)
    with clock.at(_moment(working_days_after(opens, 7, is_working_day), 9)):
        chasing.remind(this_round, actor=chasing.CHASING)
        _ask_otherwise(left)
        _deliver()
    return this_round


def _opened(dates: Dates) -> Round:
    with clock.at(_moment(dates.opens_on, 9)):
        proposal = propose_round(earlier=True)
        values = {**asdict(dates), "title": title_of(dates), "silent_named": True}
        this_round = rounds.plan_round(proposal.edition, values, actor=OFFICE, demonstration=True)
        rounds.open_round(this_round, proposal, actor=OFFICE, accept_ownerless=True)
        chasing.remind(this_round, actor=chasing.CHASING)
        _deliver()
    return this_round


def _dates(period: tuple[date, date], opens: date) -> Dates:
    deadline = working_days_after(opens, DAYS_TO_REPORT, is_working_day)
    closes = working_days_after(deadline, 5, is_working_day)
    return Dates(period[0], period[1], opens, deadline, closes, working_days_after(closes, 15, is_working_day))


def _answer_most(this_round: Round, chance: random.Random, silent: int) -> list[Request]:
    """All but the last ``silent`` requests answer; returns those that do not."""
    asked = list(this_round.requests.filter(removed_on=None).select_related("person", "round__edition__plan"))
    answering_now, left = asked[:-silent], asked[-silent:]
    for request in answering_now:
        actor = _holder(request)
        answering.opened(request, actor=actor)
        given = dict(_said(request, chance))
        answering.send(request, given, {}, actor=actor, sender=request.person)
    _deliver()
    return left


def _said(request: Request, chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    reports = list(request.reports.filter(removed_on=None).select_related("measure", "round__edition"))
    for one in questions(reports):
        yield one.report.key, _answer(one, chance)


def _answer(one: Question, chance: random.Random) -> dict[str, str]:
    if one.asked.last and chance.random() < 0.3:
        return {"unchanged": "1", "evidence": "Erfunden: Der Zwischenbericht liegt vor."}
    light = chance.choice(LIGHTS)
    return {
        "stage": "under_way",
        "light": light,
        "sentence": SENTENCES[light],
        "light_reason": REASON,
        "money": "partly",
        **(_asks(one.report.key) if light == "off_track" else {}),
    }


def _asks(key: str) -> dict[str, str]:
    """Two in three ask for something. Drawn apart, so that everything else is what it would be without."""
    return random.Random(key).choice(ASKS)  # noqa: S311 - a play, not a secret


def _ask_otherwise(left: Sequence[Request]) -> None:
    time_wanted, help_wanted, gone, _silent = left
    until = working_days_after(time_wanted.round.deadline, 4, is_working_day)
    answering.ask_for_time(
        time_wanted, until, "Erfunden: Die Zahlen kommen erst nächste Woche.", actor=_holder(time_wanted)
    )
    answering.ask_for_help(help_wanted, "Erfunden: Welcher Betrag ist gemeint?", actor=_holder(help_wanted))
    for report in gone.reports.filter(removed_on=None).select_related("request__round", "round", "measure"):
        answering.disown(report, "Demo-Nachfolge", "nachfolge@demo.example", actor=_holder(gone))


def _holder(request: Request) -> Actor:
    return Actor(kind="link", name=request.person.name, ident=request.key, person_id=request.person_id)


def _deliver() -> None:
    """A demonstration sends nothing: its mails count as delivered at once."""
    Message.objects.filter(state=Message.State.WAITING).update(state=Message.State.SENT, sent_at=clock.now())


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
