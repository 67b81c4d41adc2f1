"""When a monitoring round begins and ends (rule schedule/1).

A round asks about one half-year. It is proposed for the half-year after the last round's, or, without a
last round, for the last half-year that has ended:

- *opens* on the first working day that is today or later, but not before the half-year has ended,
- *deadline* 15 working days after opening,
- *closes* 5 working days after the deadline: until then a late report is still taken,
- *publishes* 15 working days after the close: time for the office to read and ask back.

Days count in working days of the place; the calendar comes in as a function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

RULE = "schedule/1"
DAYS_TO_REPORT = 15
DAYS_OF_GRACE = 5
DAYS_TO_PUBLISH = 15

WorkingDay = Callable[[date], bool]

# From "closed" a round may be opened again: the only way back. What is in review was read by others.
MOVES: Mapping[str, frozenset[str]] = {
    "planned": frozenset({"open"}),
    "open": frozenset({"closed"}),
    "closed": frozenset({"open", "in_review"}),
    "in_review": frozenset({"frozen"}),
    "frozen": frozenset({"published"}),
    "published": frozenset(),
}


@dataclass(frozen=True)
class Dates:
    """The days of one round; the period is the half-year it asks about, both ends included."""

    period_begins: date
    period_ends: date
    opens_on: date
    deadline: date
    closes_on: date
    publishes_on: date


def working_days_after(day: date, count: int, is_working_day: WorkingDay) -> date:
    """The day ``count`` working days after (or, if negative, before) ``day``; for 0 the day itself."""
    step = timedelta(days=1 if count >= 0 else -1)
    remaining = abs(count)
    while remaining:
        day += step
        remaining -= is_working_day(day)
    return day


def working_day_from(day: date, is_working_day: WorkingDay) -> date:
    """``day`` if it is a working day, else the next one."""
    return day if is_working_day(day) else working_days_after(day, 1, is_working_day)


def working_day_until(day: date, is_working_day: WorkingDay) -> date:
    """``day`` if it is a working day, else the one before."""
    return day if is_working_day(day) else working_days_after(day, -1, is_working_day)


def working_days_between(earlier: date, later: date, is_working_day: WorkingDay) -> int:
    """How many working days lie after ``earlier`` up to ``later``, that day included."""
    return sum(is_working_day(earlier + timedelta(days=passed)) for passed in range(1, (later - earlier).days + 1))


def propose(today: date, last: Dates | None, is_working_day: WorkingDay) -> Dates:
    """The dates of the next round, which the office may change."""
    begins, ends = _half_year_ended(today) if last is None else half_year_of(last.period_ends + timedelta(days=1))
    opens = working_day_from(max(today, ends + timedelta(days=1)), is_working_day)
    deadline = working_days_after(opens, DAYS_TO_REPORT, is_working_day)
    closes = working_days_after(deadline, DAYS_OF_GRACE, is_working_day)
    return Dates(begins, ends, opens, deadline, closes, working_days_after(closes, DAYS_TO_PUBLISH, is_working_day))


def half_year_of(day: date) -> tuple[date, date]:
    """First and last day of the half-year in which ``day`` lies."""
    if day.month <= 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def _half_year_ended(today: date) -> tuple[date, date]:
    return half_year_of(half_year_of(today)[0] - timedelta(days=1))


def check(dates: Dates) -> list[tuple[str, str]]:
    """What is out of order, as ``(field, code)``; the code says which day it must not come before.

    Closing on the day of the deadline and publishing on the day of the close are allowed; a deadline on
    the day of opening is not.
    """
    order = [
        ("period_ends", dates.period_ends < dates.period_begins, "before_period_begins"),
        ("opens_on", dates.opens_on < dates.period_begins, "before_period"),
        ("deadline", dates.deadline <= dates.opens_on, "not_after_opens_on"),
        ("closes_on", dates.closes_on < dates.deadline, "before_deadline"),
        ("publishes_on", dates.publishes_on < dates.closes_on, "before_closes_on"),
    ]
    return [(field, code) for field, broken, code in order if broken]


def moves(state: str) -> frozenset[str]:
    """The states a round may go to from ``state``. Raises ``KeyError`` for a state there is not."""
    return MOVES[state]
