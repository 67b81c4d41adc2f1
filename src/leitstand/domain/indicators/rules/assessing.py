"""From what is kept of an indicator to what the rules of rating and outlook take, and what they say of it.

Values before the last break of a series do not count: they cannot be compared. Of several values of a year the last
one counts. Forecasts never count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from leitstand.domain.indicators.rules import ratings
from leitstand.domain.indicators.rules.outlook import Outlook, Refusal, outlook_of
from leitstand.domain.indicators.rules.ratings import METHODS, Kind, Rating, Series, Targets, counting, rate
from leitstand.domain.indicators.rules.vintages import Dated, period_end
from leitstand.foundation.calendar import PartialDate

VERIFIED = tuple(key for key, method in METHODS.items() if method.verified)
EVERY = tuple(METHODS)
# Reasons of our own, beside those of the methods.
OTHER_UNIT, NO_REFERENCE, NOT_DATED = "other_unit", "no_reference", "not_dated"
NATION = frozenset({"deutschland", "germany", "bund", "bundesdurchschnitt", "de", "0", "00"})
_KINDS = {
    "point": Kind.POINT,
    "every_year": Kind.YEARLY,
    "direction": Kind.DIRECTION,
    "relative": Kind.RELATIVE,
    "interval": Kind.INTERVAL,
    "wish": Kind.WISH,
}


class Wanted(Protocol):
    """What the rules need of a target."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def due(self) -> str: ...
    @property
    def compared_with(self) -> str: ...
    @property
    def stated(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Course:
    """The yearly values that count. ``cut`` is the year of the break before which values were left out, or ``None``;
    ``vintage`` is the newest state of the statistic among them."""

    years: tuple[int, ...]
    values: tuple[float, ...]
    cut: int | None
    vintage: str

    @property
    def last_year(self) -> int | None:
        return self.years[-1] if self.years else None


def course_of(series: Sequence[Dated]) -> Course:
    """The course of a series as last published (``latest_vintages``)."""
    by_year: dict[int, Dated] = {}
    cut = None
    for seen in series:
        if seen.breaks and by_year:
            by_year, cut = {}, year_of(seen.period)
        if seen.value is not None:
            by_year[year_of(seen.period)] = seen
    vintages = [seen.vintage for seen in by_year.values() if seen.vintage]
    return Course(
        tuple(by_year),
        tuple(float(seen.value) for seen in by_year.values() if seen.value is not None),
        cut,
        max(vintages, key=period_end, default=""),
    )


def year_of(period: str) -> int:
    """The year in which a period ends."""
    return PartialDate.parse(period).latest.year


@dataclass(frozen=True, slots=True)
class Question:
    """One target of one series, ready for the rules. ``refused`` is a reason of our own, or empty."""

    wanted: ratings.Target
    course: Course
    share: bool
    refused: str

    @property
    def goal(self) -> float | None:
        """The value that must be reached: of an interval the end that is easier to reach."""
        ends = [end for end in (self.wanted.value, self.wanted.upper) if end is not None]
        return (min(ends) if self.wanted.direction > 0 else max(ends)) if ends else None


def question(
    target: Wanted, polarity: str, unit: str, course: Course, others: Mapping[str, Sequence[Dated]]
) -> Question:
    """What is asked of the rules; ``others`` are the last published series of other regions."""
    percent = unit.strip().startswith("%")
    ends = [float(end) for end in (target.value, target.upper) if end is not None]
    share = percent and all(0 <= value <= 100 for value in (*course.values, *ends))
    wanted = ratings.Target(
        kind=_KINDS.get(target.kind, Kind.UNKNOWN),
        direction={"up": 1, "down": -1}.get(polarity, 0),
        value=None if target.value is None else float(target.value),
        upper=None if target.upper is None else float(target.upper),
        due=year_of(target.due) if target.due else None,
        valid_from=year_of(target.stated) if target.stated else None,
        limit=100.0 if share else None,
        percent=percent,
    )
    refused = OTHER_UNIT if target.unit and target.unit.strip() != unit.strip() else ""
    if wanted.kind == Kind.RELATIVE and not refused:
        compared = _beside(course, others.get(_reference(target.compared_with, others), ()))
        return Question(wanted, compared or course, False, "" if compared else NO_REFERENCE)
    return Question(wanted, course, share, refused)


def _reference(said: str, others: Iterable[str]) -> str:
    """The region a target is compared with, found by what was said; empty if it is not kept here."""
    words = said.strip().lower()
    nation = any(name in words for name in NATION if len(name) > 3) or words in NATION
    return next((code for code in others if code.lower() == words or (nation and code.lower() in NATION)), "")


def _beside(course: Course, other: Sequence[Dated]) -> Course | None:
    """The difference to another series; ``None`` where there is none."""
    reference = course_of(other)
    if not reference.years:
        return None
    difference = Series.one(course.years, course.values).minus(Series.one(reference.years, reference.values))
    years, values = (tuple(column.tolist()) for column in (difference.years, difference.values))
    return Course(years, values, course.cut or reference.cut, course.vintage)


def rated(questions: Sequence[Question], method: str, *, every_year: bool = False) -> list[list[Rating]]:
    """The ratings of each question by one method: the latest, or one for each year that can be rated."""
    years = [year for asked in questions for year in asked.course.years]
    values = [value for asked in questions for value in asked.course.values]
    offsets = [0]
    for asked in questions:
        offsets.append(offsets[-1] + len(asked.course.years))
    if not questions:
        return []
    targets = Targets.many([asked.wanted for asked in questions])
    found: list[list[Rating]] = [[] for _ in questions]
    for one in rate(Series.many(years, values, offsets), targets, method=method, every_year=every_year):
        found[one.target].append(one)
    return [_own(own, asked, method, place) for place, (own, asked) in enumerate(zip(found, questions, strict=True))]


def _own(found: list[Rating], asked: Question, method: str, place: int) -> list[Rating]:
    if not asked.refused:
        return found
    return [Rating(METHODS[method], place, asked.course.last_year, "", "", asked.refused, {})]


@dataclass(frozen=True, slots=True)
class Said:
    """An outlook with what it was asked about. ``reason`` is the name of a refusal, or empty.

    ``years`` are those of the fan's rows; ``direction`` is 1 (at least ``goal``) or -1 (at most).
    """

    reason: str
    probability: float | None
    goal: float | None
    direction: int
    last_year: int | None
    due_year: int | None
    fan: tuple[tuple[float, ...], ...]
    thin: bool
    method: str

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range((self.last_year or 0) + 1, (self.last_year or 0) + 1 + len(self.fan)))

    @property
    def horizon(self) -> int:
        return len(self.fan)


def outlook(asked: Question) -> Said:
    """The outlook for one target, or why there is none."""
    goal, due, last = asked.goal, asked.wanted.due, asked.course.last_year
    dated = asked.wanted.kind in (Kind.POINT, Kind.INTERVAL) and goal is not None and due is not None
    if asked.refused or not dated:
        return _silent(asked, asked.refused or NOT_DATED)
    if last is None:
        return _silent(asked, Refusal.TOO_FEW.name.lower())
    if (due or 0) <= last:
        return _silent(asked, Refusal.HORIZON_PAST.name.lower())
    found: Outlook = outlook_of(
        asked.course.years,
        asked.course.values,
        horizon=(due or 0) - last,
        direction=asked.wanted.direction,
        target=goal or 0.0,
        share=asked.share,
    )
    reason = found.refusal.name.lower() if found.refusal else ""
    return Said(reason, found.probability, goal, asked.wanted.direction, last, due, found.fan, found.thin, found.method)


def _silent(asked: Question, reason: str) -> Said:
    wanted, last = asked.wanted, asked.course.last_year
    return Said(reason, None, asked.goal, wanted.direction, last, wanted.due, (), False, "")


def which_count(questions: Sequence[Question], year: int) -> list[bool]:
    """Which of an indicator's targets count in a year (``ratings.counting``)."""
    return counting([asked.wanted for asked in questions], year)


DOUBTFUL, LIKELY = 0.33, 0.66


def band(probability: float) -> int:
    """0 below one third, 1 open, 2 from two thirds on: crossing one of these is worth a warning."""
    return (probability >= DOUBTFUL) + (probability >= LIKELY)
