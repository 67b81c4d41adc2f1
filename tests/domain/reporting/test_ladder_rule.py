"""The ladder of mails: whole rounds simulated day by day, with people who answer, keep silent or vanish."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.domain.reporting.rules.ladder import (
    MOST_MAILS,
    Asked,
    Mail,
    deadline_of,
    mails_on,
    reminder_day,
    timetable,
)
from leitstand.domain.reporting.rules.schedule import Dates, propose, working_days_after
from leitstand.foundation import calendar

is_working_day = lru_cache(calendar.is_working_day)
DATES = propose(date(2026, 7, 6), None, is_working_day)
REMINDER = reminder_day(DATES, is_working_day)
THREE_DAYS = working_days_after(DATES.deadline, -3, is_working_day)
NEVER = date(2100, 1, 1)
people = st.sampled_from("abcdef")
days = st.integers(0, 45).map(lambda passed: DATES.opens_on + timedelta(days=passed))
# A day on which something happens; most often it never does.
perhaps = st.one_of(st.just(NEVER), st.just(NEVER), days)


@dataclass
class Behaviour:
    """What happens to one request, and when; ``NEVER`` if it does not."""

    asked: Asked
    opens_form: date = NEVER
    submits: date = NEVER
    vanishes: date = NEVER
    extended_on: date = NEVER
    extended_until: date = NEVER

    def on(self, day: date) -> Asked:
        return replace(
            self.asked,
            opened_form=day > self.opens_form,
            submitted=day > self.submits,
            email_reachable=day <= self.vanishes,
            extended_until=self.extended_until if day > self.extended_on else None,
        )


@dataclass
class Round:
    """A simulated round: which days were missed, what was mailed when, and how each request stood."""

    behaviours: list[Behaviour]
    missed: set[date] = field(default_factory=set)
    approved_on: date = NEVER
    dates: Dates = DATES
    working: Callable[[date], bool] = is_working_day
    sent: dict[date, list[Mail]] = field(default_factory=dict)
    mailed: Counter[str] = field(default_factory=Counter)
    taken: dict[str, dict[str, date]] = field(default_factory=dict)

    def call(self, day: date, mailed_today: Collection[str] = ()) -> list[Mail]:
        return mails_on(
            day,
            self.dates,
            [behaviour.on(day) for behaviour in self.behaviours],
            is_working_day=self.working,
            mailed=self.mailed,
            taken=self.taken,
            mailed_today=mailed_today,
            escalation_approved=day > self.approved_on,
        )

    def tick(self, day: date) -> list[Mail]:
        mails = self.call(day)
        for mail in mails:
            self.post(mail, day)
        return mails

    def post(self, mail: Mail, day: date) -> None:
        self.mailed[mail.person_key] += 1
        for request, step in mail.steps:
            self.taken.setdefault(request, {})[step] = day

    def days(self) -> Iterator[date]:
        first = self.dates.opens_on - timedelta(days=3)
        yield from (first + timedelta(days=passed) for passed in range(70))

    def play(self) -> "Round":
        for day in self.days():
            if day not in self.missed:
                self.sent[day] = self.tick(day)
        return self

    def steps(self) -> list[tuple[date, str, str, str]]:
        """``(day, person, request, step)`` of everything mailed."""
        return [
            (day, mail.person_key, *pair) for day, mails in self.sent.items() for mail in mails for pair in mail.steps
        ]


@st.composite
def behaviours(draw: st.DrawFn, deputies: str = "abcdef", soon: int = 0) -> list[Behaviour]:
    """Up to eight requests; with ``soon`` every contact vanishes within as many days of the opening."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        asked = Asked(
            f"r{number}",
            draw(people),
            deputy_key=draw(st.none() | st.sampled_from(deputies)),
            head_key=draw(st.none() | people),
            open_items=draw(st.integers(0, 9)),
        )
        extended = draw(perhaps)
        until = DATES.deadline + timedelta(days=draw(st.integers(1, 20)))
        early = DATES.opens_on + timedelta(days=draw(st.integers(-1, soon)))
        made.append(Behaviour(asked, draw(perhaps), draw(perhaps), early if soon else draw(perhaps), extended, until))
    return made


rounds = st.builds(Round, behaviours(), st.sets(days, max_size=20), perhaps)
# The same one or two people stand in for everyone, and the contacts vanish one after the other.
crowded = st.builds(Round, behaviours(deputies="ab", soon=8), st.sets(days, max_size=5), perhaps)
diligent = st.builds(Round, behaviours(), st.just(set()), perhaps)


@given(rounds)
def test_no_mail_on_days_off(played: Round) -> None:
    assert [day for day, mails in played.play().sent.items() if mails and not is_working_day(day)] == []


@given(rounds)
def test_no_mail_about_a_submitted_request(played: Round) -> None:
    submits = {behaviour.asked.request_key: behaviour.submits for behaviour in played.behaviours}
    assert [step for step in played.play().steps() if step[0] > submits[step[2]]] == []


@given(rounds)
def test_no_mail_before_opening_or_after_the_close(played: Round) -> None:
    steps = played.play().steps()
    ends = {
        behaviour.asked.request_key: max(DATES.closes_on, behaviour.extended_until) for behaviour in played.behaviours
    }
    assert [step for step in steps if not DATES.opens_on <= step[0] <= ends[step[2]]] == []


@settings(max_examples=200)
@given(rounds | crowded)
def test_nobody_gets_more_than_three_mails(played: Round) -> None:
    played.play()
    counted = Counter(mail.person_key for mails in played.sent.values() for mail in mails)
    assert [person for person, count in counted.items() if count > MOST_MAILS] == []


@given(rounds)
def test_nobody_gets_two_mails_on_a_day(played: Round) -> None:
    for mails in played.play().sent.values():
        assert len({mail.person_key for mail in mails}) == len(mails)


@given(rounds)
def test_mail_names_each_request_once(played: Round) -> None:
    for mails in played.play().sent.values():
        for mail in mails:
            assert len({request for request, _ in mail.steps}) == len(mail.steps)


@given(rounds)
def test_step_is_taken_once(played: Round) -> None:
    counted = Counter((request, step) for _, _, request, step in played.play().steps())
    assert [pair for pair, count in counted.items() if count > 1] == []


@settings(max_examples=200)
@given(rounds)
def test_second_call_on_a_day_yields_nothing(played: Round) -> None:
    for day in played.days():
        if day not in played.missed:
            played.tick(day)
            assert played.call(day) == []


@given(rounds | crowded)
def test_call_after_some_mails_were_posted_yields_the_others(played: Round) -> None:
    for day in played.days():
        waiting = played.call(day)
        people = [mail.person_key for mail in waiting]
        while waiting:
            played.post(waiting.pop(0), day)
            assert played.call(day) == waiting
            assert played.call(day, people[: len(people) - len(waiting)]) == waiting


@settings(max_examples=200)
@given(rounds | crowded)
def test_open_request_is_touched_between_reminder_and_third_day_before(played: Round) -> None:
    window = [day for day in played.days() if REMINDER <= day <= THREE_DAYS and is_working_day(day)]
    if not set(window) - played.missed:
        return
    steps = played.play().steps()
    touched = {request for day, _, request, _ in steps if REMINDER <= day <= THREE_DAYS}
    for behaviour in played.behaviours:
        first = next(day for day in window if day not in played.missed)
        someone = first <= behaviour.vanishes or behaviour.asked.deputy_key not in (None, behaviour.asked.person_key)
        if behaviour.submits >= THREE_DAYS and someone:
            assert behaviour.asked.request_key in touched


@given(rounds)
def test_mail_goes_to_someone_the_request_names(played: Round) -> None:
    named = {behaviour.asked.request_key: behaviour.asked for behaviour in played.behaviours}
    for _, person, request, step in played.play().steps():
        asked = named[request]
        allowed = {"deputy": {asked.deputy_key}, "escalation": {asked.head_key}, "opening": {asked.person_key}}
        assert person in allowed.get(step, {asked.person_key, asked.deputy_key})


@given(rounds)
def test_unreachable_contact_gets_no_mail_about_the_request(played: Round) -> None:
    vanishes = {behaviour.asked.request_key: behaviour for behaviour in played.behaviours}
    for day, person, request, step in played.play().steps():
        behaviour = vanishes[request]
        if day > behaviour.vanishes and person == behaviour.asked.person_key:
            assert step == "escalation" or person == behaviour.asked.deputy_key


@given(rounds)
def test_step_never_comes_before_its_day(played: Round) -> None:
    known = {behaviour.asked.request_key: behaviour for behaviour in played.behaviours}
    for day, _, request, step in played.play().steps():
        if step != "deputy":
            assert day >= timetable(DATES, known[request].on(day), is_working_day)[step]


@given(rounds)
def test_silent_contact_has_two_working_days_after_the_reminder(played: Round) -> None:
    known = {behaviour.asked.request_key: behaviour for behaviour in played.behaviours}
    played.play()
    for day, _, request, step in played.steps():
        if step == "deputy" and known[request].on(day).email_reachable:
            assert day >= working_days_after(played.taken[request]["reminder"], 2, is_working_day)


@given(rounds)
def test_escalation_only_once_approved(played: Round) -> None:
    assert [step for step in played.play().steps() if step[3] == "escalation" and step[0] <= played.approved_on] == []


@given(diligent)
def test_request_without_a_missed_day_keeps_its_timetable(played: Round) -> None:
    for day, _, request, step in played.play().steps():
        behaviour = next(one for one in played.behaviours if one.asked.request_key == request)
        moved = behaviour.vanishes < NEVER or behaviour.extended_on < NEVER
        if step in ("opening", "reminder", "three_days") and not moved:
            assert day == timetable(DATES, behaviour.on(day), is_working_day)[step]


def day(step: str, asked: Asked | None = None) -> date:
    return timetable(DATES, asked or Asked("r", "a"), is_working_day)[step]


def story(
    *behaviours: Behaviour, missed: set[date] | None = None, approved: bool = False
) -> list[tuple[str, str, str]]:
    """Person, request and step, in order of the days."""
    played = Round(list(behaviours), missed or set(), date.min if approved else NEVER).play()
    return [step[1:] for step in played.steps()]


def test_silent_contact_without_deputy_gets_opening_reminder_and_three_days() -> None:
    assert story(Behaviour(Asked("r", "a"))) == [
        ("a", "r", "opening"),
        ("a", "r", "reminder"),
        ("a", "r", "three_days"),
    ]


def test_silent_contact_with_deputy_and_head_takes_the_whole_ladder() -> None:
    asked = Asked("r", "a", deputy_key="b", head_key="c")
    assert story(Behaviour(asked), approved=True) == [
        ("a", "r", "opening"),
        ("a", "r", "reminder"),
        ("b", "r", "deputy"),
        ("a", "r", "three_days"),
        ("b", "r", "last_day"),
        ("c", "r", "escalation"),
    ]


def test_contact_who_opened_the_form_is_not_passed_over() -> None:
    told = story(Behaviour(Asked("r", "a", deputy_key="b"), opens_form=DATES.opens_on))
    assert [person for person, _, _ in told] == ["a", "a", "a"]


def test_unreachable_contact_is_replaced_at_once() -> None:
    asked = Asked("r", "a", deputy_key="b")
    assert story(Behaviour(asked, vanishes=date.min)) == [
        ("b", "r", "deputy"),
        ("b", "r", "reminder"),
        ("b", "r", "three_days"),
    ]


def test_contact_who_submitted_early_gets_the_opening_only() -> None:
    assert story(Behaviour(Asked("r", "a"), submits=DATES.opens_on)) == [("a", "r", "opening")]


def test_two_requests_share_one_mail() -> None:
    mails = Round([Behaviour(Asked("r", "a")), Behaviour(Asked("s", "a", open_items=5))]).tick(DATES.opens_on)
    assert mails == [Mail("a", (("s", "opening"), ("r", "opening")))]


def test_missed_days_are_caught_up_with_the_latest_step_only() -> None:
    missed = {DATES.opens_on + timedelta(days=passed) for passed in range((REMINDER - DATES.opens_on).days + 1)}
    assert story(Behaviour(Asked("r", "a")), missed=missed) == [
        ("a", "r", "reminder"),
        ("a", "r", "three_days"),
        ("a", "r", "last_day"),
    ]


def test_missed_reminder_goes_out_on_the_next_working_day() -> None:
    played = Round([Behaviour(Asked("r", "a"))], {REMINDER}).play()
    assert played.taken["r"]["reminder"] == working_days_after(REMINDER, 1, is_working_day)


def test_extension_moves_the_last_steps() -> None:
    asked = Asked("r", "a", extended_until=date(2026, 8, 14), head_key="c")
    played = Round(
        [Behaviour(asked, extended_on=DATES.opens_on, extended_until=date(2026, 8, 14))], approved_on=date.min
    ).play()
    assert (played.taken["r"]["three_days"], "escalation" in played.taken["r"]) == (date(2026, 8, 11), False)


def test_deadline_on_a_day_off_is_announced_on_the_working_day_before() -> None:
    asked = Asked("r", "a", extended_until=date(2026, 8, 16))
    assert (deadline_of(DATES, asked), day("last_day", asked)) == (date(2026, 8, 16), date(2026, 8, 14))


def test_deputy_with_one_mail_left_is_asked_in_the_mail_about_their_own_request() -> None:
    silent, own = Asked("r", "a", deputy_key="b"), Asked("s", "b")
    played = Round([Behaviour(silent), Behaviour(own)]).play()
    assert played.sent[THREE_DAYS] == [
        Mail("a", (("r", "three_days"),)),
        Mail("b", (("r", "deputy"), ("s", "three_days"))),
    ]


def test_third_mail_waits_for_the_reminder() -> None:
    first = [DATES.opens_on + timedelta(days=passed) for passed in (0, 1, 2)]
    silent = [Behaviour(Asked(f"r{n}", "xyz"[n], deputy_key="b"), vanishes=gone) for n, gone in enumerate(first)]
    played = Round(silent).play()
    days_of_b = [day for day, mails in played.sent.items() for mail in mails if mail.person_key == "b"]
    assert (len(days_of_b), days_of_b[2]) == (3, REMINDER)


def test_head_is_not_asked_without_approval() -> None:
    assert "c" not in [person for person, _, _ in story(Behaviour(Asked("r", "a", head_key="c")))]


def test_contact_who_is_the_head_is_not_asked_again_as_head() -> None:
    told = story(Behaviour(Asked("r", "a", head_key="a")), approved=True)
    assert "escalation" not in [step for _, _, step in told]


def test_approval_after_the_day_is_caught_up() -> None:
    late = working_days_after(DATES.deadline, 2, is_working_day)
    played = Round([Behaviour(Asked("r", "a", head_key="c"))], approved_on=late).play()
    assert played.taken["r"]["escalation"] == working_days_after(late, 1, is_working_day)


def test_person_who_had_a_mail_today_gets_no_other() -> None:
    mails = mails_on(
        DATES.opens_on,
        DATES,
        [Asked("r", "a")],
        is_working_day=is_working_day,
        mailed={},
        taken={},
        mailed_today=["a"],
    )
    assert mails == []


@given(st.integers(1, 12), st.integers(0, 12))
def test_short_rounds_break_no_rule(length: int, grace: int) -> None:
    deadline = working_days_after(DATES.opens_on, length, is_working_day)
    dates = replace(DATES, deadline=deadline, closes_on=working_days_after(deadline, grace, is_working_day))
    asked = Asked("r", "a", deputy_key="b", head_key="c")
    played = Round([Behaviour(asked)], approved_on=date.min, dates=dates).play()
    assert max(played.mailed.values()) <= MOST_MAILS


@pytest.mark.parametrize(("length", "day_of_reminder"), [(5, 2), (10, 4), (15, 6), (20, 8)])
def test_reminder_comes_after_forty_percent_of_the_working_days(length: int, day_of_reminder: int) -> None:
    dates = replace(DATES, deadline=working_days_after(DATES.opens_on, length, is_working_day))
    assert reminder_day(dates, is_working_day) == working_days_after(DATES.opens_on, day_of_reminder, is_working_day)
