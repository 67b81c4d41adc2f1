"""Who gets which mail of a monitoring round on a day (rule ladder/1).

A *request* asks one person (the *contact*) about their measures. Its steps, in working days:

==========  =================================================  ==========================================
step        day                                                goes to
==========  =================================================  ==========================================
opening     the round opens                                    contact
reminder    40 % of the way from opening to the deadline       contact
deputy      2 after the reminder was sent, if the form was     deputy
            never opened; at once if the contact cannot be
            reached
three_days  3 before the deadline                              contact
last_day    the deadline (or the last working day before it)   deputy if asked, else contact
escalation  the first after the deadline, if approved          head of the lead institution
==========  =================================================  ==========================================

If the contact cannot be reached, the deputy gets the contact's mails. An extension moves the last three
steps of its request. Nothing goes out on days off, before the round opens, after it closes (or after a
later extended deadline), or for a request that was submitted. Each step of a request is taken once. A
day on which nobody called this rule is caught up on the next working day: of the steps that are due only
the latest is taken, the ones before it are dropped. So a caught-up ``last_day`` may go out a day late;
its words must come from the dates.

**One mail a day, three a round.** A person gets at most one mail on a day and three in a round, all
requests and roles together (receipts do not count). The three are spent so:

1. Before the day of the reminder only two may be spent. The third waits for that day, so that every open
   request for which someone can be reached is touched between the reminder and the third day before the
   deadline, even if its deputy was asked for several others before.
2. Whoever is contact of one request and deputy of another gets both in one mail where the days meet. With
   one mail left they are not asked as deputy of a silent contact at once: the question waits until the
   mail that reminds them of their own request three days before the deadline, and goes along in it.
3. A contact who got opening, reminder and three_days has had all three. On the last day the mail goes to
   the deputy if one was asked, otherwise to the contact if a mail is left.

What a person without a mail left would have got is dropped; the desk shows it to the office, who can call.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.domain.reporting.rules.schedule import (
    Dates,
    WorkingDay,
    working_day_until,
    working_days_after,
    working_days_between,
)

RULE = "ladder/1"
STEPS = ("opening", "reminder", "deputy", "three_days", "last_day", "escalation")
OWN_STEPS = ("opening", "reminder", "three_days", "last_day")
MOST_MAILS = 3
MOST_BEFORE_THE_REMINDER = 2
REMINDER_AFTER_PERCENT = 40
SILENT_FOR = 2
DAYS_BEFORE = 3

Taken = Mapping[str, Mapping[str, date]]


@dataclass(frozen=True)
class Asked:
    """One request as it stands today. ``open_items`` only orders the requests within a mail."""

    request_key: str
    person_key: str
    email_reachable: bool = True
    deputy_key: str | None = None
    head_key: str | None = None
    open_items: int = 1
    opened_form: bool = False
    extended_until: date | None = None
    submitted: bool = False


@dataclass(frozen=True)
class Mail:
    """One mail to one person: ``steps`` are pairs of request and step, each request once."""

    person_key: str
    steps: tuple[tuple[str, str], ...]


def reminder_day(dates: Dates, is_working_day: WorkingDay) -> date:
    """The day of the reminder: 40 % of the working days between opening and deadline, rounded."""
    days = working_days_between(dates.opens_on, dates.deadline, is_working_day)
    return working_days_after(dates.opens_on, (days * REMINDER_AFTER_PERCENT + 50) // 100, is_working_day)


def deadline_of(dates: Dates, asked: Asked) -> date:
    return max(asked.extended_until or dates.deadline, dates.deadline)


def timetable(dates: Dates, asked: Asked, is_working_day: WorkingDay) -> dict[str, date]:
    """The day of each step but ``deputy``, whose day depends on when the reminder was sent."""
    last = working_day_until(deadline_of(dates, asked), is_working_day)
    return {
        "opening": dates.opens_on,
        "reminder": reminder_day(dates, is_working_day),
        "three_days": working_days_after(last, -DAYS_BEFORE, is_working_day),
        "last_day": last,
        "escalation": working_days_after(last, 1, is_working_day),
    }


def mails_on(
    today: date,
    dates: Dates,
    requests: Sequence[Asked],
    *,
    is_working_day: WorkingDay,
    mailed: Mapping[str, int],
    taken: Taken,
    mailed_today: Collection[str] = (),
    escalation_approved: bool = False,
) -> list[Mail]:
    """The mails that are due, at most one to each person, ordered by person.

    ``mailed`` counts the mails each person had in this round, ``taken`` says for each request on which
    day each step was mailed, ``mailed_today`` names who had one today. Called again on the same day
    with what the first call returned added to ``mailed`` and ``taken``, it returns nothing.
    """
    if not is_working_day(today) or today < dates.opens_on:
        return []
    day = _Day(
        today,
        dates,
        requests,
        is_working_day,
        mailed,
        taken,
        frozenset(mailed_today),
        escalation_approved,
        reminder_day(dates, is_working_day),
    )
    steps: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for asked in sorted(requests, key=lambda asked: (-asked.open_items, asked.request_key)):
        for person, step in day.due(asked):
            steps[person].append((asked.request_key, step))
    return [Mail(person, tuple(steps[person])) for person in sorted(steps)]


@dataclass(frozen=True)
class _Day:
    """Everything known about the round on one day, and the decision for one request."""

    today: date
    dates: Dates
    requests: Sequence[Asked]
    is_working_day: WorkingDay
    mailed: Mapping[str, int]
    taken: Taken
    mailed_today: frozenset[str]
    escalation_approved: bool
    reminder: date

    def due(self, asked: Asked) -> Iterator[tuple[str, str]]:
        """Pairs of person and step for one request, no person twice."""
        if asked.submitted or self.today > max(self.dates.closes_on, deadline_of(self.dates, asked)):
            return
        days, taken = timetable(self.dates, asked, self.is_working_day), self.taken.get(asked.request_key, {})
        if self._escalates(asked, days, taken):
            if "escalation" not in taken:
                yield str(asked.head_key), "escalation"
            return
        deputy = self._deputy_due(asked, days, taken)
        if deputy:
            yield deputy, "deputy"
        step = self._own_step(days, taken)
        person = self._addressee(asked, step, taken) if step else None
        if step and person and person != deputy and not self._told_as_deputy(asked, days[step], taken):
            yield person, step

    def _has_mail_left(self, person: str) -> bool:
        most = MOST_BEFORE_THE_REMINDER if self.today < self.reminder else MOST_MAILS
        return self.mailed.get(person, 0) < most and person not in self.mailed_today

    def _escalates(self, asked: Asked, days: Mapping[str, date], taken: Mapping[str, date]) -> bool:
        """Whether the request is now in the hands of the head; who is contact and head needs no second voice."""
        if "escalation" in taken:
            return True
        due = self.escalation_approved and self.today >= days["escalation"]
        head = asked.head_key
        return bool(due and head and head != asked.person_key and self._has_mail_left(head))

    def _own_step(self, days: Mapping[str, date], taken: Mapping[str, date]) -> str | None:
        """The latest step that is due, unless it or a later one was taken."""
        latest = max(
            (step for step in OWN_STEPS if days[step] <= self.today),
            key=lambda step: (days[step], OWN_STEPS.index(step)),
        )
        later = OWN_STEPS[OWN_STEPS.index(latest) :]
        return None if any(step in taken for step in later) else latest

    def _addressee(self, asked: Asked, step: str, taken: Mapping[str, date]) -> str | None:
        possible = [asked.person_key] if asked.email_reachable else []
        # Who was asked only today is not told the next thing on the same day.
        if asked.deputy_key and taken.get("deputy", self.today) < self.today:
            possible = [asked.deputy_key, *possible] if step == "last_day" else [*possible, asked.deputy_key]
        if step != "last_day":
            possible = possible[:1]
        return next((person for person in possible if self._has_mail_left(person)), None)

    def _told_as_deputy(self, asked: Asked, day: date, taken: Mapping[str, date]) -> bool:
        """Whether the deputy, in an unreachable contact's place, was asked on or after the step's day."""
        return not asked.email_reachable and taken.get("deputy", date.min) >= day

    def _deputy_due(self, asked: Asked, days: Mapping[str, date], taken: Mapping[str, date]) -> str | None:
        deputy = asked.deputy_key
        if not deputy or deputy == asked.person_key or "deputy" in taken or not self._has_mail_left(deputy):
            return None
        if not asked.email_reachable:
            return deputy
        silent = self._is_silent(asked, taken) and self.today <= days["last_day"]
        return deputy if silent and not self._waits(deputy, days["three_days"]) else None

    def _is_silent(self, asked: Asked, taken: Mapping[str, date]) -> bool:
        if asked.opened_form or "reminder" not in taken:
            return False
        return self.today >= working_days_after(taken["reminder"], SILENT_FOR, self.is_working_day)

    def _waits(self, deputy: str, until: date) -> bool:
        """Whether the question to a deputy with one mail left will go along in a mail about their own request."""
        if self.mailed.get(deputy, 0) < MOST_MAILS - 1:
            return False
        own = [asked for asked in self.requests if asked.person_key == deputy and asked.email_reachable]
        coming = (
            timetable(self.dates, asked, self.is_working_day)["three_days"]
            for asked in own
            if not asked.submitted and "three_days" not in self.taken.get(asked.request_key, {})
        )
        return any(self.today < day <= until for day in coming)
