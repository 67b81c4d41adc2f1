"""Reading assessments: what the methods say of every target now, what was said before, and what turned.

Ratings and outlooks are computed from the values known by a day (``assess``, the same figures for every door). Beside
them stands the record: every rating and probability as it was kept (``read_record``). A probability is shown only if
it is on record (``TargetAssessment.shown``), so that none can be said and then forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from leitstand.domain.indicators.models import Observation, OutlookEntry, Rating
from leitstand.domain.indicators.queries import HOME, IndicatorView, ObservationView, TargetView
from leitstand.domain.indicators.rules import assessing, last_change, latest_vintages
from leitstand.domain.indicators.rules import ratings as rules
from leitstand.domain.indicators.rules.assessing import Course, Question, Said
from leitstand.domain.plans.queries.loading import known_by
from leitstand.foundation.history.reading import make_view

SAME = 1e-9
# A day and an assessment of that day.
Moment = tuple[date, int]


@dataclass(frozen=True, slots=True)
class RatingView:
    """A rating as it was kept. ``superseded_on`` is ``None`` while it holds."""

    target_key: str
    assessment_year: int | None
    method: str
    version: str
    verdict: str
    rule: str
    reason: str
    inputs: Mapping[str, float]
    vintage: str
    counts: bool
    assessed_on: date
    superseded_on: date | None
    run: int = 0
    superseded_run: int | None = None

    @property
    def began(self) -> Moment:
        return self.assessed_on, self.run

    @property
    def ended(self) -> Moment | None:
        return None if self.superseded_on is None else (self.superseded_on, self.superseded_run or 0)

    def holds(self, moment: Moment) -> bool:
        return self.began <= moment and (self.ended is None or self.ended > moment)


@dataclass(frozen=True, slots=True)
class EntryView:
    """A probability as it was shown, and how it came out; the last four are ``None`` until it is scored."""

    key: str
    target_key: str
    asked_on: date
    run: int
    vintage: str
    method: str
    last_year: int
    due_year: int
    horizon: int
    goal: float
    direction: int
    probability: float
    median: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float
    scored_on: date | None
    actual: float | None
    outcome: bool | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was kept by a day, in the order in which it was said."""

    ratings: tuple[RatingView, ...]
    outlooks: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """What is said of one target: a rating by each method, the default first, and the outlook.

    ``counts``: of the indicator's targets this is the one that counts in the year of the last value. ``on_record``:
    the outlook's probability is kept, so it may be shown.
    """

    target: TargetView
    question: Question
    ratings: tuple[rules.Rating, ...]
    outlook: Said
    counts: bool
    on_record: bool

    @property
    def first(self) -> rules.Rating:
        return self.ratings[0]

    @property
    def shown(self) -> Said | None:
        """The outlook if it may be shown: a refusal always, a probability once it is on record."""
        return self.outlook if self.on_record or self.outlook.probability is None else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is said of one indicator's targets. ``course`` are the values that count."""

    course: Course
    targets: tuple[TargetAssessment, ...]


def assess(
    indicators: Iterable[IndicatorView], record: Record, day: date, methods: Sequence[str] = assessing.VERIFIED
) -> Mapping[str, Assessment]:
    """The assessments of all indicators by key, all rated in one go; ``record`` says what may be shown by ``day``."""
    courses, asked = {}, []
    for indicator in indicators:
        courses[indicator.key] = assessing.course_of(indicator.series)
        asked += [(indicator, target, question_of(indicator, target)) for target in indicator.targets]
    questions = [question for _, _, question in asked]
    rated = [assessing.rated(questions, method) for method in methods]
    last = latest_outlooks(record, day)
    made: dict[str, list[TargetAssessment]] = {key: [] for key in courses}
    for place, (indicator, target, question) in enumerate(asked):
        said = assessing.outlook(question)
        own = tuple(by_method[place][-1] for by_method in rated)
        kept = is_same(last.get(target.key), said)
        made[indicator.key].append(TargetAssessment(target, question, own, said, True, kept))
    return {key: Assessment(course, _counted(course, made[key])) for key, course in courses.items()}


def question_of(indicator: IndicatorView, target: TargetView) -> Question:
    course = assessing.course_of(indicator.series)
    return assessing.question(target, indicator.polarity, indicator.unit, course, indicator.comparison)


def every_year(indicator: IndicatorView) -> Mapping[tuple[str, str, int | None], str]:
    """The verdicts of all verified methods by target's key, method and assessment year; empty where there is none."""
    questions = [question_of(indicator, target) for target in indicator.targets]
    return {
        (indicator.targets[place].key, method, rating.year): rating.verdict
        for method in assessing.VERIFIED
        for place, own in enumerate(assessing.rated(questions, method, every_year=True))
        for rating in own
    }


def outlook_of(indicator: IndicatorView, target: TargetView) -> Said:
    return assessing.outlook(question_of(indicator, target))


def _counted(course: Course, targets: list[TargetAssessment]) -> tuple[TargetAssessment, ...]:
    if not targets or course.last_year is None:
        return tuple(targets)
    counting = assessing.which_count([one.question for one in targets], course.last_year)
    return tuple(replace(one, counts=counts) for one, counts in zip(targets, counting, strict=True))


def is_same(entry: EntryView | None, said: Said) -> bool:
    """The entry on record says just what would be said now."""
    if entry is None or said.probability is None:
        return False
    asked = (entry.method, entry.last_year, entry.due_year, entry.direction)
    if asked != (said.method, said.last_year, said.due_year, said.direction):
        return False
    low95, low80, median, high80, high95 = said.fan[-1]
    before = (entry.goal, entry.probability, entry.lo95, entry.lo80, entry.median, entry.hi80, entry.hi95)
    now = (said.goal or 0.0, said.probability, low95, low80, median, high80, high95)
    return all(abs(one - other) <= SAME * max(1.0, abs(one)) for one, other in zip(before, now, strict=True))


def latest_outlooks(record: Record, day: date) -> Mapping[str, EntryView]:
    """The last entry of each target by its key."""
    return {entry.target_key: entry for entry in record.outlooks if entry.asked_on <= day}


def read_record(day: date) -> Record:
    """Everything kept by the day; two statements. What happened to an entry later is not told."""
    names = [name for name in RatingView.__dataclass_fields__ if name != "target_key"]
    ratings = Rating._default_manager.filter(removed_on=None, assessed_on__lte=day).order_by("pk")
    outlooks = OutlookEntry._default_manager.filter(removed_on=None, asked_on__lte=day).order_by("pk")
    of_entries = [name for name in EntryView.__dataclass_fields__ if name != "target_key"]
    return Record(
        tuple(RatingView(*row) for row in ratings.values_list("target__key", *names)),
        tuple(
            _as_of(EntryView(row[1], row[0], *row[2:]), day) for row in outlooks.values_list("target__key", *of_entries)
        ),
    )


def _as_of(entry: EntryView, day: date) -> EntryView:
    if entry.scored_on is None or entry.scored_on <= day:
        return entry
    return replace(entry, scored_on=None, actual=None, outcome=None, brier=None)


def known_then(indicator: IndicatorView, day: date) -> IndicatorView:
    """The indicator with the values published by the day, everything else as it is known now."""
    seen = [one for one in indicator.observations if known_by(one.vintage or one.period, day)]
    series = tuple(latest_vintages(seen, region=HOME))
    return replace(
        indicator,
        observations=tuple(seen),
        series=series,
        forecasts=tuple(one for one in seen if one.basis == "forecast" and one.region == HOME),
        comparison={region: tuple(latest_vintages(seen, region=region)) for region in indicator.comparison},
        change=last_change(series),
    )


def with_values(indicator: IndicatorView, added: Iterable[Observation]) -> IndicatorView:
    """The indicator as it would be with further values, saved or not."""
    seen = (*indicator.observations, *map(_seen, added))
    series = tuple(latest_vintages(seen, region=HOME))
    others = sorted({one.region for one in seen} - {HOME})
    return replace(
        indicator,
        observations=seen,
        series=series,
        comparison={region: tuple(latest_vintages(seen, region=region)) for region in others},
        change=last_change(series),
    )


def _seen(one: Observation) -> ObservationView:
    row = {column.name: getattr(one, column.name) for column in one._meta.concrete_fields if not column.is_relation}
    labels = {"sign_label": one.get_sign_display(), "flag_label": one.get_flag_display()}
    return make_view(ObservationView, row, sources=(), **labels)


@dataclass(frozen=True, slots=True)
class Turn:
    """A target that turned: another verdict by the default method, or its outlook left its third.

    ``kind`` is ``rating`` or ``outlook``; before and after are verdicts or probabilities. ``run`` is the assessment
    that said so: two imports on one day can each turn a target.
    """

    target_key: str
    on: date
    kind: str
    before: str | float
    after: str | float
    run: int = 0


def turns(record: Record) -> tuple[Turn, ...]:
    """Every turn on record, the latest first. What is said of a target for the first time is no turn."""
    found = [*_rating_turns(record.ratings), *_outlook_turns(record.outlooks)]
    return tuple(sorted(found, key=lambda turn: (turn.on, turn.run, turn.target_key), reverse=True))


def _rating_turns(ratings: Sequence[RatingView]) -> Iterator[Turn]:
    by_target: dict[str, list[RatingView]] = {}
    for rating in ratings:
        if rating.method == rules.DEFAULT:
            by_target.setdefault(rating.target_key, []).append(rating)
    for key, own in by_target.items():
        before: str | None = None
        for day, run in sorted({rating.began for rating in own}):
            holding = [rating for rating in own if rating.holds((day, run))]
            if not holding:
                continue
            after = max(holding, key=lambda rating: rating.assessment_year or 0).verdict
            if before is not None and after != before:
                yield Turn(key, day, "rating", before, after, run)
            before = after


def _outlook_turns(entries: Sequence[EntryView]) -> Iterator[Turn]:
    by_target: dict[str, list[EntryView]] = {}
    for entry in entries:
        by_target.setdefault(entry.target_key, []).append(entry)
    for key, own in by_target.items():
        for earlier, later in pairwise(own):
            if assessing.band(earlier.probability) != assessing.band(later.probability):
                yield Turn(key, later.asked_on, "outlook", earlier.probability, later.probability, later.run)
