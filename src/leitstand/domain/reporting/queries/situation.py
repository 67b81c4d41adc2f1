"""The situation (*Lagebild*): plan, indicators, papers, gaps and distributions as of one day.

It is built with a fixed number of statements and kept in this process until the history's head
moves. Whoever asks gets the same frozen object, so that two outputs cannot disagree.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from django.conf import settings

from leitstand.domain.indicators import assessing
from leitstand.domain.indicators import queries as indicators
from leitstand.domain.indicators.assessing import Assessment, Record
from leitstand.domain.indicators.models import OutlookEntry, Rating
from leitstand.domain.indicators.queries import IndicatorView, LinkView, TargetView
from leitstand.domain.papers import queries as papers
from leitstand.domain.papers.queries import OriginView, PaperView
from leitstand.domain.plans.access import may_see_drafts
from leitstand.domain.plans.queries import load_plan
from leitstand.domain.plans.queries.loading import MODELS as PLAN_MODELS
from leitstand.domain.plans.queries.views import (
    EditionView,
    EntryView,
    FateView,
    MeasureView,
    PlanPicture,
    StatementView,
    TopicView,
)
from leitstand.domain.plans.rules.distribution import Distribution, distribute
from leitstand.domain.plans.rules.gaps import Known, gaps_of
from leitstand.domain.plans.rules.lineage import Link, outcome_of
from leitstand.domain.reporting.queries.former import FormerTitle, former_titles
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.reading import Rows, changes_since
from leitstand.foundation.history.recording import head, types_between
from leitstand.foundation.history.writing import type_of

KEPT = 8
# Under these aspects the package keeps how many measures an edition is said to have.
COUNT_ASPECTS = ("massnahmen", "projekte")
MODELS = (*PLAN_MODELS, *indicators.MODELS, *papers.MODELS)
# What a situation is made of, as the history names it; "?" stands for another history.
SUBJECTS = frozenset({"?", *map(type_of, MODELS), type_of(Rating), type_of(OutlookEntry)})


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as one edition has it: the line of every list of measures.

    ``outcome`` says what became of it after this edition (``rules.lineage.OUTCOMES``).
    """

    entry: EntryView
    measure: MeasureView
    gaps: tuple[str, ...]
    outcome: str

    @property
    def state(self) -> str:
        return self.measure.state.code


@dataclass(frozen=True)
class Situation:
    """Everything that can be asked as of ``as_of``. Immutable; derived parts are made once on demand."""

    plan: PlanPicture
    indicators: Mapping[str, IndicatorView]
    targets: tuple[TargetView, ...]
    papers: tuple[PaperView, ...]
    head: int
    head_hash: str
    origins: tuple[OriginView, ...] = ()

    @property
    def as_of(self) -> date:
        return self.plan.as_of

    @cached_property
    def former_titles(self) -> tuple[FormerTitle, ...]:
        """Names that visible things bore in public and bear no more; one statement, the first time."""
        return former_titles(self.plan, self.head)

    @cached_property
    def record(self) -> Record:
        """Ratings and probabilities kept of the targets that may be seen; two statements, the first time."""
        visible = {target.key for indicator in self.indicators.values() for target in indicator.targets}
        if not visible:
            return Record((), ())
        kept = assessing.read_record(self.as_of)
        return Record(
            tuple(one for one in kept.ratings if one.target_key in visible),
            tuple(one for one in kept.outlooks if one.target_key in visible),
        )

    def changed(self, **changes: Any) -> "Situation":
        """A copy with another plan or other indicators; what is on record of the targets stays the same."""
        made = replace(self, **changes)
        made.__dict__["record"] = self.record
        return made

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """What is said of every indicator's targets as of the day, by the indicator's key."""
        return assessing.assess(self.indicators.values(), self.record, self.as_of)

    @cached_property
    def _rows(self) -> Mapping[str, tuple[MeasureRow, ...]]:
        grouped: dict[str, list[MeasureRow]] = {key: [] for key in self.plan.editions}
        for entry in self.plan.entries.values():
            measure = self.plan.measures.get(entry.measure_key)
            if measure is not None:
                grouped[entry.edition_key].append(self._row(entry, measure))
        return {key: tuple(rows) for key, rows in grouped.items()}

    def _row(self, entry: EntryView, measure: MeasureView) -> MeasureRow:
        known = Known(
            lead=entry.lead is not None,
            date=bool(entry.begins or entry.ends),
            money=measure.money != "unknown",
            milestone=bool(entry.milestones),
            indicator=measure.key in self.links_by_measure,
            status=bool(measure.statuses),
        )
        fates = [Link(fate.kind, fate.old_entry_key, fate.new_entry_key) for fate in self.fates_from.get(entry.key, ())]
        return MeasureRow(entry, measure, gaps_of(known), outcome_of(fates, measure.state.code))

    def rows(self, edition_key: str) -> tuple[MeasureRow, ...]:
        """The measures of an edition in its order. Raises ``NotFound``."""
        self.edition(edition_key)
        return self._rows[edition_key]

    def edition(self, key: str) -> EditionView:
        if key not in self.plan.editions:
            raise NotFound(f"Es gibt keine Fassung „{key}“, die am {self.as_of:%d.%m.%Y} bekannt war.")
        return self.plan.editions[key]

    @cached_property
    def fates_from(self) -> Mapping[str, tuple[FateView, ...]]:
        """Recorded fates by the key of the old entry."""
        grouped: dict[str, tuple[FateView, ...]] = {}
        for fate in self.plan.fates:
            grouped[fate.old_entry_key] = (*grouped.get(fate.old_entry_key, ()), fate)
        return grouped

    @cached_property
    def links_by_measure(self) -> Mapping[str, tuple[LinkView, ...]]:
        grouped: dict[str, tuple[LinkView, ...]] = {}
        for indicator in self.indicators.values():
            for link in indicator.links:
                grouped[link.measure_key] = (*grouped.get(link.measure_key, ()), link)
        return grouped

    def distribution(self, rows: Iterable[MeasureRow]) -> Distribution:
        return distribute(row.state for row in rows)

    def rows_of_field(self, field_key: str) -> tuple[MeasureRow, ...]:
        """Measures of a field: those filed under it or under one of its topics."""
        edition = self.plan.fields[field_key].edition_key
        return tuple(row for row in self._rows[edition] if row.entry.field and row.entry.field.key == field_key)

    def rows_of_topic(self, topic_key: str) -> tuple[MeasureRow, ...]:
        """Measures filed under a topic, or serving it from another edition (``further_topics``)."""
        return self._rows_by_topic.get(topic_key, ())

    @cached_property
    def _rows_by_topic(self) -> Mapping[str, tuple[MeasureRow, ...]]:
        grouped: dict[str, list[MeasureRow]] = {}
        for rows in self._rows.values():
            for row in rows:
                served = {topic.key for topic in row.entry.further_topics}
                if row.entry.topic:
                    served.add(row.entry.topic.key)
                for key in served:
                    grouped.setdefault(key, []).append(row)
        return {key: tuple(rows) for key, rows in grouped.items()}

    def origins_of(self, kind: str, key: str) -> tuple[OriginView, ...]:
        """The quotations from which a measure, goal or topic (``kind``) was made."""
        return self._origins.get((kind, key), ())

    @cached_property
    def _origins(self) -> Mapping[tuple[str, str], tuple[OriginView, ...]]:
        grouped: dict[tuple[str, str], tuple[OriginView, ...]] = {}
        for origin in self.origins:
            place = (origin.kind, origin.target_key)
            grouped[place] = (*grouped.get(place, ()), origin)
        return grouped

    def indicators_of_topic(self, topic_key: str) -> tuple[IndicatorView, ...]:
        return tuple(indicator for indicator in self.indicators.values() if topic_key in indicator.topic_keys)

    @cached_property
    def empty_topics(self) -> tuple[TopicView, ...]:
        """Topics that no measure of any edition serves."""
        return tuple(topic for topic in self.plan.topics.values() if not self.rows_of_topic(topic.key))

    @cached_property
    def contradictions(self) -> tuple[tuple[StatementView, ...], ...]:
        """Groups of statements on the same aspect of the same subject and time whose values differ."""
        grouped: dict[tuple[str, str, str, str], list[StatementView]] = {}
        for statement in self.plan.statements:
            about = (statement.subject_kind, statement.subject_key, statement.aspect, statement.when)
            grouped.setdefault(about, []).append(statement)
        return tuple(tuple(group) for group in grouped.values() if len({(s.value, s.text) for s in group}) > 1)

    def contradictions_about(self, kind: str, key: str) -> tuple[tuple[StatementView, ...], ...]:
        return tuple(g for g in self.contradictions if g[0].subject_kind == kind and g[0].subject_key == key)

    def published_count(self, edition_key: str) -> StatementView | None:
        """How many measures the edition has by what was published; if sources differ, what most of them say."""
        about = self.plan.statements_about("edition", edition_key)
        counts = [statement for statement in about if statement.aspect in COUNT_ASPECTS and statement.value is not None]
        return max(counts, key=lambda statement: (len(statement.sources), statement.value), default=None)


_kept: OrderedDict[tuple[str, date, bool, int], Situation] = OrderedDict()
_lock = Lock()


def situation(as_of: date, *, actor: Actor) -> Situation:
    """The situation at the end of a day, as far as the actor may see it.

    Raises ``NotFound`` if there is no plan yet. One statement if it is kept, a fixed number if not.
    """
    drafts = may_see_drafts(actor)
    stale = settings.OPTIONS["STALE_MONTHS"]
    number, head_hash = head()
    wanted = (head_hash, as_of, drafts, stale)
    with _lock:
        if wanted in _kept:
            _kept.move_to_end(wanted)
            return _kept[wanted]
    made = _carried_on(wanted, number) or _load(as_of, drafts, stale, number, head_hash)
    if head() != (number, head_hash):
        # Someone wrote between two of our statements: what was read may not fit together.
        return situation(as_of, actor=actor)
    with _lock:
        _kept[wanted] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Keep nothing: another database takes the place of the one that was read."""
    with _lock:
        _kept.clear()


def _carried_on(wanted: tuple[str, date, bool, int], number: int) -> Situation | None:
    """The last kept situation under a new head, if nothing that it is made of was written in between."""
    with _lock:
        alike = [kept for key, kept in _kept.items() if key[1:] == wanted[1:] and kept.head <= number]
    last = max(alike, key=lambda kept: kept.head, default=None)
    if last is None or types_between(last.head, last.head_hash, number) & SUBJECTS:
        return None
    # The copy shares everything, what was derived on demand included.
    carried = copy(last)
    object.__setattr__(carried, "head", number)
    object.__setattr__(carried, "head_hash", wanted[0])
    return carried


def _load(as_of: date, drafts: bool, stale: int, number: int, head_hash: str) -> Situation:
    rows = Rows(as_of, changes_since(MODELS, as_of))
    plan = load_plan(rows, drafts=drafts, stale_months=stale, naming=MODELS)
    if plan is None:
        raise NotFound("Hier gibt es noch keinen Plan.")
    by_key, loose = indicators.load_indicators(plan, rows)
    places = papers.read_places()
    read = papers.load_papers(plan, rows, places, drafts=drafts)
    origins = papers.load_origins(plan, rows, read, places, drafts=drafts)
    return Situation(plan, by_key, loose, read, number, head_hash, origins)
