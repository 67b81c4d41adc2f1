"""Assessing targets and taking in new values: ratings and outlooks are put on record, never overwritten.

``assess`` runs after every import and publication and with ``leitstand tick``: it writes only what changed. Without
news it writes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from leitstand.domain.indicators import assessing
from leitstand.domain.indicators.assessing import EntryView, RatingView
from leitstand.domain.indicators.joining import require_joinable
from leitstand.domain.indicators.models import Indicator, Observation, OutlookEntry, Rating, Target
from leitstand.domain.indicators.queries import MODELS, IndicatorView, TargetView, load_indicators
from leitstand.domain.indicators.rules import assessing as rules
from leitstand.domain.indicators.rules.joining import same_definition
from leitstand.domain.indicators.rules.ratings import Rating as Said
from leitstand.domain.plans.queries.loading import MODELS as PLAN_MODELS
from leitstand.domain.plans.queries.loading import load_plan
from leitstand.domain.sources import records
from leitstand.domain.sources.access import require_keeper
from leitstand.domain.sources.models import Source
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.history import writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.reading import Rows, changes_since
from leitstand.foundation.history.recording import head, hold

ASSESSING = system("Bewertung der Ziele")
LONGEST = 80
Held = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Done:
    """How much an assessment wrote: new ratings, newly kept probabilities, probabilities scored."""

    ratings: int
    outlooks: int
    scored: int


def assess(*, actor: Actor = ASSESSING) -> Done:
    """Rate everything, keep every probability and score what fell due, in one transaction. Raises ``NotAllowed``."""
    with transaction.atomic():
        hold()
        run, _hash = head()
        ratings, outlooks = rate_all(actor=actor, run=run), log_outlooks(actor=actor, run=run)
        return Done(ratings, outlooks, score_due(clock.today(), actor=actor))


def indicators_today() -> Mapping[str, IndicatorView]:
    """All indicators as known now, those of unpublished editions' targets included; empty without a plan."""
    day = clock.today()
    models = (*PLAN_MODELS, *MODELS)
    rows = Rows(day, changes_since(models, day))
    plan = load_plan(rows, drafts=True, stale_months=settings.OPTIONS["STALE_MONTHS"], naming=models)
    return {} if plan is None else load_indicators(plan, rows)[0]


def rate_all(*, actor: Actor, run: int | None = None) -> int:
    """Rate every target for every year by every verified method; return how many ratings are new.

    ``run`` tells the assessment that this is part of; by itself it is one.

    A rating that says something else than the one on record takes its place; the old one stays as superseded.
    """
    require_keeper(actor)
    with transaction.atomic():
        hold()
        today, run = clock.today(), head()[0] if run is None else run
        every = (replace(one, run=run) for one in _ratings_now(indicators_today().values(), today))
        said = {_held(one): one for one in every}
        holding = {
            (one.target_key, one.method, one.assessment_year): one
            for one in assessing.read_record(today).ratings
            if one.superseded_on is None
        }
        new = [one for which, one in said.items() if which not in holding or _differs(holding[which], one)]
        gone = [which for which in holding if which not in said or _differs(holding[which], said[which])]
        _supersede(gone, today, run, actor)
        _keep(new, actor)
        return len(new)


def _held(one: RatingView) -> Held:
    return one.target_key, one.method, one.assessment_year


def _ratings_now(indicators: Iterable[IndicatorView], today: date) -> Iterator[RatingView]:
    asked = [(one, [assessing.question_of(one, target) for target in one.targets]) for one in indicators]
    every = [(one, place, own) for one, own in asked for place in range(len(own))]
    questions = [own[place] for _, place, own in every]
    for method in rules.VERIFIED:
        for (one, place, own), said in zip(every, rules.rated(questions, method, every_year=True), strict=True):
            for rating in said:
                counts = rating.year is None or rules.which_count(own, rating.year)[place]
                yield _view(rating, one.targets[place], own[place].course.vintage, counts, today)


def _view(rating: Said, target: TargetView, vintage: str, counts: bool, today: date) -> RatingView:
    return RatingView(
        target.key,
        rating.year,
        rating.method.key,
        rating.method.version,
        rating.verdict,
        rating.rule,
        rating.reason,
        {name: figure for name, figure in rating.inputs.items() if abs(figure) != float("inf")},
        vintage,
        counts,
        today,
        None,
    )


def _differs(held: RatingView, said: RatingView) -> bool:
    """Another verdict, rule, reason, figure or version; a newer state of the data that says the same is no news."""
    before = (held.version, held.verdict, held.rule, held.reason, held.counts, held.inputs.keys())
    after = (said.version, said.verdict, said.rule, said.reason, said.counts, said.inputs.keys())
    near = assessing.SAME
    return before != after or any(
        abs(figure - said.inputs[name]) > near * max(1.0, abs(figure)) for name, figure in held.inputs.items()
    )


def _supersede(which: Sequence[Held], today: date, run: int, actor: Actor) -> None:
    holding = Rating._default_manager.filter(superseded_on=None, removed_on=None).select_related("target")
    old = {(one.target.key, one.method, one.assessment_year): one for one in holding} if which else {}
    values = {"superseded_on": today, "superseded_run": run}
    writing.update_each(actor, [(old[one], values) for one in which], verb="supersede")


def _keep(ratings: Sequence[RatingView], actor: Actor) -> None:
    targets = Target._default_manager.in_bulk({one.target_key for one in ratings}, field_name="key")
    mark = _mark()
    made = []
    for one in ratings:
        values = {name: getattr(one, name) for name in RatingView.__dataclass_fields__ if name != "target_key"}
        key = _key(mark, one.target_key, one.method, str(one.assessment_year or "ohne"))
        made.append(writing.Row(Rating(key=key, target=targets[one.target_key], **values)))
    writing.create(actor, made)


def _mark() -> str:
    """The place in the history at which something is made; no two assessments share one."""
    number, chained = head()
    return f"{number} {chained}"


def _key(mark: str, target_key: str, *parts: str) -> str:
    """A key that no other record has, because it holds the place in the history at which it was made."""
    digest = sha256(f"{mark} {target_key} {parts}".encode()).hexdigest()[:10]
    return ".".join((target_key[:LONGEST], *(part.replace("_", "-") for part in parts), digest))


def log_outlooks(*, actor: Actor, run: int | None = None) -> int:
    """Put every probability that is to be shown on record; return how many are new. ``run``: see ``rate_all``."""
    require_keeper(actor)
    with transaction.atomic():
        hold()
        today, run = clock.today(), head()[0] if run is None else run
        record = assessing.read_record(today)
        found = assessing.assess(indicators_today().values(), record, today)
        fresh = [
            (one, own.course.vintage)
            for own in found.values()
            for one in own.targets
            if one.outlook.probability is not None and not one.on_record
        ]
        targets = Target._default_manager.in_bulk({one.target.key for one, _ in fresh}, field_name="key")
        mark = _mark()
        entries = [_entry(one, targets[one.target.key], vintage, (today, run), mark) for one, vintage in fresh]
        writing.create(actor, [writing.Row(entry) for entry in entries])
        return len(entries)


def _entry(
    one: assessing.TargetAssessment, target: Target, vintage: str, moment: assessing.Moment, mark: str
) -> OutlookEntry:
    said = one.outlook
    fields = ("method", "last_year", "due_year", "horizon", "goal", "direction", "probability")
    asked: dict[str, Any] = {name: getattr(said, name) for name in fields}
    fan = dict(zip(("lo95", "lo80", "median", "hi80", "hi95"), said.fan[-1], strict=True))
    key = _key(mark, target.key, "aussicht", str(said.due_year))
    return OutlookEntry(key=key, target=target, asked_on=moment[0], run=moment[1], vintage=vintage, **asked, **fan)


def score_due(today: date, *, actor: Actor) -> int:
    """Score each kept probability whose year is over and has a value; return how many.

    A provisional value waits for its final one; across a break in the series nothing can be compared.
    """
    require_keeper(actor)
    open_ = OutlookEntry._default_manager.filter(scored_on=None, removed_on=None, due_year__lt=today.year)
    with transaction.atomic():
        waiting = list(open_.select_related("target__indicator"))
        indicators = indicators_today() if waiting else {}
        updates: list[writing.Update] = []
        for entry in waiting:
            indicator = indicators.get(entry.target.indicator.key) if entry.target.indicator else None
            actual = None if indicator is None else came(indicator, entry.last_year, entry.due_year)
            if actual is not None:
                updates.append((entry, _scored(entry, actual, today)))
        writing.update_each(actor, updates, verb="score")
    return len(updates)


def came(indicator: IndicatorView, last_year: int, due_year: int) -> float | None:
    """The final value of the year due, if it can be compared with the one of ``last_year``."""
    between = [seen for seen in indicator.series if last_year < rules.year_of(seen.period) <= due_year]
    due = [seen for seen in between if rules.year_of(seen.period) == due_year and seen.value is not None]
    if not due or any(seen.breaks for seen in between) or due[-1].flag == Observation.Flag.PROVISIONAL:
        return None
    return float(due[-1].value or 0)


def _scored(entry: OutlookEntry | EntryView, actual: float, today: date) -> dict[str, Any]:
    met = entry.direction * (actual - entry.goal) >= -assessing.SAME * max(1.0, abs(entry.goal))
    brier = (entry.probability - met) ** 2
    return {"scored_on": today, "actual": actual, "outcome": met, "brier": brier}


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value to be taken in: period and region, the value or the sign that stands for it."""

    period: str
    value: Decimal | None
    sign: str = ""
    flag: str = ""
    region: str = "11"
    breaks: bool = False
    note: str = ""


def publish_values(
    indicator: Indicator,
    values: Sequence[NewValue],
    *,
    vintage: str,
    unit: str,
    definition: str = "",
    sources: Sequence[Source] = (),
    actor: Actor,
) -> Done:
    """Take in a new state of a statistic beside the older ones, and assess anew.

    ``unit`` and ``definition`` (empty: unchanged) are those of the new values. Raises ``NotAllowed``, ``RuleBroken``
    (``unit``, ``definition``) for values that may not be joined to the series, or ``ValidationError``.
    """
    require_keeper(actor)
    with transaction.atomic():
        hold()
        given: set[str] = set()
        own = "" if same_definition(definition or indicator.definition, indicator.definition) else definition
        rows = [_observation(indicator, value, vintage, sources, given, unit=unit, definition=own) for value in values]
        require_joinable(indicator, [row.record for row in rows if isinstance(row.record, Observation)])
        writing.create(actor, rows)
        return assess(actor=actor)


def _observation(
    indicator: Indicator,
    value: NewValue,
    vintage: str,
    sources: Sequence[Source],
    given: set[str],
    *,
    unit: str,
    definition: str,
) -> writing.Row:
    made = Observation(
        key=new_key(Observation, f"{value.period}-{vintage}", f"{indicator.key}.", given),
        indicator=indicator,
        region=value.region,
        period=value.period,
        value=value.value,
        sign=value.sign,
        flag=value.flag,
        breaks=value.breaks,
        unit=unit,
        definition=definition,
        note=value.note,
        vintage=vintage,
    )
    records.check_new(made, given)
    given.add(made.key)
    return writing.Row(made, {"sources": list(sources)})
