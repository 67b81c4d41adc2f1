"""The proposed dates of a round, and the states it may go through."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.rules.schedule import (
    MOVES,
    Dates,
    check,
    half_year_of,
    moves,
    propose,
    working_day_from,
    working_day_until,
    working_days_after,
    working_days_between,
)
from leitstand.foundation.calendar import add_working_days, is_working_day

todays = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
any_dates = st.builds(Dates, *[some_days] * 6)


def test_first_round_asks_about_the_half_year_that_ended() -> None:
    assert propose(date(2026, 11, 23), None, is_working_day) == Dates(
        period_begins=date(2026, 1, 1),
        period_ends=date(2026, 6, 30),
        opens_on=date(2026, 11, 23),
        deadline=date(2026, 12, 14),
        closes_on=date(2026, 12, 21),
        publishes_on=date(2027, 1, 13),
    )


def test_next_round_asks_about_the_half_year_after_the_last() -> None:
    last = propose(date(2026, 7, 6), None, is_working_day)
    proposed = propose(date(2027, 1, 4), last, is_working_day)
    assert (proposed.period_begins, proposed.period_ends) == (date(2026, 7, 1), date(2026, 12, 31))


def test_round_does_not_open_before_its_half_year_has_ended() -> None:
    last = propose(date(2026, 7, 6), None, is_working_day)
    assert propose(date(2026, 11, 23), last, is_working_day).opens_on == date(2027, 1, 4)


def test_round_opens_on_the_working_day_after_a_day_off() -> None:
    assert propose(date(2026, 4, 3), None, is_working_day).opens_on == date(2026, 4, 7)


@given(todays)
def test_proposal_is_in_order(today: date) -> None:
    assert check(propose(today, None, is_working_day)) == []


@given(todays, st.integers(1, 6))
def test_rounds_follow_each_other_without_gap_or_overlap(today: date, count: int) -> None:
    last = propose(today, None, is_working_day)
    for _ in range(count):
        following = propose(last.publishes_on, last, is_working_day)
        assert following.period_begins == last.period_ends + timedelta(days=1)
        last = following


@given(todays)
def test_every_proposed_day_of_work_is_a_working_day(today: date) -> None:
    proposed = propose(today, None, is_working_day)
    days = [proposed.opens_on, proposed.deadline, proposed.closes_on, proposed.publishes_on]
    assert [day for day in days if not is_working_day(day)] == []


@given(todays)
def test_proposed_period_has_ended(today: date) -> None:
    proposed = propose(today, None, is_working_day)
    assert proposed.period_ends < today <= proposed.opens_on


@given(todays)
def test_distances_are_counted_in_working_days(today: date) -> None:
    proposed = propose(today, None, is_working_day)
    steps = [proposed.opens_on, proposed.deadline, proposed.closes_on, proposed.publishes_on]
    distances = [working_days_between(*pair, is_working_day) for pair in pairwise(steps)]
    assert distances == [15, 5, 15]


@given(todays)
def test_half_year_holds_its_day(day: date) -> None:
    first, last = half_year_of(day)
    assert (first <= day <= last, (last - first).days in (180, 181, 183)) == (True, True)


@given(todays, st.integers(-40, 40))
def test_working_days_are_counted_as_the_calendar_does(day: date, count: int) -> None:
    assert working_days_after(day, count, is_working_day) == add_working_days(day, count)


@given(todays)
def test_nearest_working_days_enclose_the_day(day: date) -> None:
    before, after = working_day_until(day, is_working_day), working_day_from(day, is_working_day)
    assert (before <= day <= after, is_working_day(before), is_working_day(after)) == (True, True, True)


@pytest.mark.parametrize(
    ("field", "day", "found"),
    [
        ("period_ends", date(2025, 12, 31), [("period_ends", "before_period_begins")]),
        ("opens_on", date(2025, 12, 31), [("opens_on", "before_period")]),
        ("deadline", date(2026, 7, 6), [("deadline", "not_after_opens_on")]),
        ("closes_on", date(2026, 7, 24), [("closes_on", "before_deadline")]),
        ("publishes_on", date(2026, 7, 31), [("publishes_on", "before_closes_on")]),
    ],
)
def test_day_out_of_order_is_named(field: str, day: date, found: list[tuple[str, str]]) -> None:
    dates = propose(date(2026, 7, 6), None, is_working_day)
    assert check(replace(dates, **{field: day})) == found


@given(any_dates)
def test_complaints_name_fields_each_once(dates: Dates) -> None:
    named = [field for field, _ in check(dates)]
    assert (len(set(named)), set(named) <= {field.name for field in fields(Dates)}) == (len(named), True)


@given(any_dates)
def test_dates_without_complaint_are_in_order(dates: Dates) -> None:
    if not check(dates):
        assert dates.period_begins <= dates.opens_on < dates.deadline <= dates.closes_on <= dates.publishes_on


@pytest.mark.parametrize(
    ("state", "following"),
    [
        ("planned", {"open"}),
        ("open", {"closed"}),
        ("closed", {"open", "in_review"}),
        ("in_review", {"frozen"}),
        ("frozen", {"published"}),
        ("published", set()),
    ],
)
def test_state_leads_only_where_it_may(state: str, following: set[str]) -> None:
    assert moves(state) == following


def test_reopening_is_the_only_way_back() -> None:
    order = list(MOVES)
    back = [(here, there) for here in order for there in moves(here) if order.index(there) < order.index(here)]
    assert back == [("closed", "open")]


def test_unknown_state_has_no_moves() -> None:
    with pytest.raises(KeyError):
        moves("dreaming")
