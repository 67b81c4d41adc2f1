"""Time as the programme office uses it: dates that are only partly known, periods, working days.

Sources say "2012", "June 2012" or "at the turn of 2015/16". ``PartialDate`` keeps what was said
and knows the earliest and the latest day it can mean. Something said to be true "2012-06" counts
as known from the *latest* day it can mean: a page asked "as of" an earlier day must not show it.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_PATTERN = re.compile(
    r"^(?P<year>\d{4})(?:/(?P<second>\d{4})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12]))?$"
)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A day, month, quarter, half-year, year or pair of years: ``earliest``, ``latest``, ``text``."""

    earliest: date
    latest: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2012``, ``2015/2016``, ``2012-H1``, ``2012-Q3``, ``2012-06`` or ``2012-06-21``.

        Raises ``ValueError`` with a German sentence.
        """
        text = text.strip()
        match = _PATTERN.match(text)
        if match is None:
            raise ValueError(
                f"„{text}“ ist kein Datum. Möglich sind 2012, 2015/2016, 2012-H1, 2012-Q3, 2012-06 und 2012-06-21."
            )
        try:
            earliest, latest = _span(match)
        except ValueError:
            raise ValueError(f"„{text}“ gibt es nicht im Kalender.") from None
        return cls(earliest, latest, text)


def _span(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["second"]:
        second = int(match["second"])
        if second != year + 1:
            raise ValueError("not consecutive")
        return date(year, 1, 1), date(second, 12, 31)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    first, last = 1, 12
    if match["month"]:
        first = last = int(match["month"])
    elif match["quarter"]:
        first = int(match["quarter"]) * 3 - 2
        last = first + 2
    elif match["half"]:
        first = int(match["half"]) * 6 - 5
        last = first + 5
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=64)
def berlin_holidays(year: int) -> frozenset[date]:
    """Public holidays in Berlin in one year, from the library ``holidays``."""
    # Imported here because it reads calendars of all countries, which would slow down every command.
    import holidays

    return frozenset(holidays.country_holidays("DE", subdiv="BE", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in berlin_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day ``count`` working days after (or, if negative, before) ``day``."""
    step = timedelta(days=1 if count >= 0 else -1)
    remaining = abs(count)
    while remaining:
        day += step
        if is_working_day(day):
            remaining -= 1
    return day


def months_between(earlier: date, later: date) -> int:
    """Whole months from ``earlier`` to ``later``; negative if ``later`` comes first."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day and later >= earlier else months
