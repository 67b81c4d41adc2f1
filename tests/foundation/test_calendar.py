"""Partial dates, working days, months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.foundation.calendar import PartialDate, add_working_days, is_working_day, months_between


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2015/2016", date(2015, 1, 1), date(2016, 12, 31)),
        ("2012-06", date(2012, 6, 1), date(2012, 6, 30)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-Q3", date(2012, 7, 1), date(2012, 9, 30)),
        ("2012-H2", date(2012, 7, 1), date(2012, 12, 31)),
        ("2012-06-21", date(2012, 6, 21), date(2012, 6, 21)),
    ],
)
def test_partial_date_knows_what_it_can_mean(text: str, earliest: date, latest: date) -> None:
    partial = PartialDate.parse(text)
    assert (partial.earliest, partial.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["", "12", "2012-13", "2012-02-30", "21.06.2012", "2012/2014", "2012-Q5", "bald"])
def test_partial_date_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"Datum|Kalender"):
        PartialDate.parse(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_partial_date_of_a_day_is_that_day(day: date) -> None:
    partial = PartialDate.parse(day.isoformat())
    assert partial.earliest == partial.latest == day


def test_working_day_in_berlin_excludes_womens_day() -> None:
    assert not is_working_day(date(2027, 3, 8))


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_add_working_days_there_and_back_from_a_working_day(day: date, count: int) -> None:
    start = add_working_days(day, 1)
    assert add_working_days(add_working_days(start, count), -count) == start


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 0),
        (date(2025, 1, 31), date(2026, 1, 31), 12),
        (date(2025, 6, 30), date(2026, 6, 29), 11),
    ],
)
def test_months_between_counts_whole_months(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months
