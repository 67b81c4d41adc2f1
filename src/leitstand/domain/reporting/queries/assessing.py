"""Assessments as they are told: the same sentences and figures for page, report and desk.

A target is told by the rating of the default method, then those of the others, then the outlook with its limits. What
turned is told since the last round or the last new state of the data, whichever is earlier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from leitstand.domain.indicators import assessing, assessing_words, outlook_words
from leitstand.domain.indicators.assessing import Assessment, TargetAssessment, Turn
from leitstand.domain.indicators.queries import IndicatorView, TargetView
from leitstand.domain.indicators.rules.outlook import required_path
from leitstand.domain.indicators.rules.ratings import Rating
from leitstand.domain.reporting.indicator_words import quantity, target_in_words, unit_of
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure
from leitstand.domain.reporting.queries.rounds.record import published_rounds
from leitstand.domain.reporting.queries.situation import Situation


@dataclass(frozen=True, slots=True)
class RatingTold:
    """One method's rating in words; ``verdict`` is its code, empty where there is none."""

    method: str
    method_word: str
    verified: bool
    verdict: str
    word: str
    sentence: str
    year: int | None


@dataclass(frozen=True, slots=True)
class TargetTold:
    """What is said of one target. ``percent`` and ``limits`` are empty where no probability is shown."""

    target: TargetView
    phrase: str
    first: RatingTold
    others: tuple[RatingTold, ...]
    counts: bool
    outlook: str
    percent: str
    limits: tuple[str, ...]
    path: str

    @property
    def only_others_rate(self) -> bool:
        """The default method says nothing, another does."""
        return not self.first.verdict and any(other.verdict for other in self.others)


@dataclass(frozen=True, slots=True)
class TurnTold:
    """A target that turned, in one sentence."""

    indicator: IndicatorView
    target: TargetView
    on: date
    sentence: str
    run: int


def told(indicator: IndicatorView, assessment: Assessment, language: str) -> tuple[TargetTold, ...]:
    """Everything said of an indicator's targets, in their order."""
    return tuple(_told(indicator, one, language) for one in assessment.targets)


def _told(indicator: IndicatorView, one: TargetAssessment, language: str) -> TargetTold:
    shown = one.shown
    probability = shown.probability if shown else None
    return TargetTold(
        target=one.target,
        phrase=target_in_words(one.target, indicator, language),
        first=rating_told(one.first, language),
        others=tuple(rating_told(rating, language) for rating in one.ratings[1:]),
        counts=one.counts,
        outlook=assessing_words.outlook_said(shown, language) if shown else assessing_words.not_yet(language),
        percent="" if probability is None else outlook_words.percent(probability, language),
        limits=() if probability is None else tuple(outlook_words.limits(language, thin=one.outlook.thin)),
        path=_path(indicator, one, language),
    )


def rating_told(rating: Rating, language: str) -> RatingTold:
    return RatingTold(
        rating.method.key,
        assessing_words.method_said(rating, language),
        rating.method.verified,
        rating.verdict,
        assessing_words.verdict_said(rating, language),
        assessing_words.rating_said(rating, language),
        rating.year,
    )


def _path(indicator: IndicatorView, one: TargetAssessment, language: str) -> str:
    """What it would take from the last value on; empty where nothing is left to do or to reckon."""
    said, values = one.outlook, one.question.course.values
    if said.goal is None or said.due_year is None or said.last_year is None or one.question.refused:
        return ""
    steps, missing = said.due_year - said.last_year, said.goal - values[-1]
    if steps < 1 or said.direction * missing <= 0:
        return ""
    change = required_path(values[-1], said.goal, steps).change
    unit = unit_of(indicator, language)
    if unit.strip() == "%":
        unit = "Prozentpunkte" if language[:2] == "de" else "percentage points"
    places = max(indicator.decimals, 1 if abs(change) < 100 else 0)
    amount = quantity(Decimal(repr(abs(change))), unit, places, language)
    sign = "+" if change > 0 else "\u2212"
    return assessing_words.path_said(said.last_year, f"{sign}{amount}", language)


def turned(now: Situation, language: str) -> tuple[TurnTold, ...]:
    """Targets that turned since the last round or the last new state of the data, the latest first."""
    return turned_since(now, _since(now), language)


def turned_since(now: Situation, since: date, language: str) -> tuple[TurnTold, ...]:
    """Targets that turned on or after a day, the latest first."""
    found = {target.key: (one, target) for one in now.indicators.values() for target in one.targets}
    turns = assessing.turns(now.record)
    return tuple(_turn_told(*found[turn.target_key], turn, language) for turn in turns if turn.on >= since)


def _since(now: Situation) -> date:
    days = [one.assessed_on for one in now.record.ratings] + [one.asked_on for one in now.record.outlooks]
    last = max(days, default=now.as_of)
    rounds = [one.published_on for one in published_rounds(now)][:1]
    return min([last, *rounds])


def _turn_told(indicator: IndicatorView, target: TargetView, turn: Turn, language: str) -> TurnTold:
    if turn.kind == "rating":
        said = assessing_words.turned(str(turn.before), str(turn.after), language)
    else:
        said = assessing_words.crossed(float(turn.before), float(turn.after), language)
    title = indicator.title if language[:2] == "de" else indicator.title_en or indicator.title
    phrase = target_in_words(target, indicator, language)
    return TurnTold(indicator, target, turn.on, f"{title}, {phrase}: {said}.", turn.run)


@dataclass(frozen=True, slots=True)
class Changed:
    """A rating that a new state of the data changes: of which target, year and method, from what to what."""

    target: TargetView
    method: str
    year: int | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new state of the data changes: ratings, probabilities (before, after), and published rounds that used
    the indicator. The rounds stay as they were frozen."""

    ratings: tuple[Changed, ...]
    outlooks: tuple[tuple[TargetView, float | None, float | None], ...]
    rounds: tuple[str, ...]


def revision(now: Situation, before: IndicatorView, after: IndicatorView) -> Revision:
    """What changes between two states of one indicator; nothing is written."""
    return Revision(tuple(_changed(before, after)), tuple(_outlooks(before, after)), tuple(_rounds(now, after)))


def revision_of(now: Situation, indicator: IndicatorView, day: date) -> Revision:
    """What the states of the data published on or after ``day`` changed of what was known the day before."""
    return revision(now, assessing.known_then(indicator, day - timedelta(days=1)), indicator)


def _changed(before: IndicatorView, after: IndicatorView) -> Iterator[Changed]:
    old, new = assessing.every_year(before), assessing.every_year(after)
    targets = {target.key: target for target in chain(before.targets, after.targets)}
    for which in dict.fromkeys([*old, *new]):
        key, method, year = which
        was, now = old.get(which, ""), new.get(which, "")
        if which in old and was != now:
            yield Changed(targets[key], method, year, was, now)


def _outlooks(before: IndicatorView, after: IndicatorView) -> Iterator[tuple[TargetView, float | None, float | None]]:
    for target in after.targets:
        was, now = (assessing.outlook_of(state, target).probability for state in (before, after))
        if was != now:
            yield target, was, now


def _rounds(now: Situation, indicator: IndicatorView) -> Iterator[str]:
    """Titles of the published rounds in which a measure's light or answer used the indicator."""
    for view in published_rounds(now):
        frozen = view.file
        if frozen is not None and any(_uses(one, indicator.key, indicator.title) for one in frozen.measures):
            yield frozen.title


def _uses(one: FrozenMeasure, key: str, title: str) -> bool:
    """Rounds frozen before keys were kept are found by the title."""
    used = {fact.get("key") or fact["title"] for fact in one.inputs.get("indicators", ())}
    answered = one.answer.observations if one.answer else ()
    return bool({key, title} & used) or any(seen.indicator_key == key for seen in answered)
