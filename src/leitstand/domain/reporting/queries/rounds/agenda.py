"""The committee's agenda: what to decide, in which order, and all that is known of each measure beside it.

The facts come from the last frozen round, or from the round that a sitting was prepared for; without one from the
situation of the day. Days count up to the day asked about: a measure stays off track until someone says otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from leitstand.domain.plans.queries.views import MeasureView, PersonView
from leitstand.domain.reporting.models import Round, Sitting, StatusReport
from leitstand.domain.reporting.queries.rounds.asking import ROUND, light_facts
from leitstand.domain.reporting.queries.rounds.decided import DecisionView, decisions, past
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, Named, frozen_round
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation, situation
from leitstand.domain.reporting.queries.waiting import rows_in_force
from leitstand.domain.reporting.rules import agenda as rule
from leitstand.domain.reporting.rules.agenda import AgendaFacts, DecisionFact, Item
from leitstand.domain.reporting.rules.deciding import is_red, undecided
from leitstand.domain.reporting.rules.differences import Ask
from leitstand.domain.reporting.rules.effect import standing
from leitstand.domain.reporting.rules.light import Computed, MilestoneFact, computed_light
from leitstand.foundation import clock
from leitstand.foundation.calendar import PartialDate

OVERDUE = ("milestone_overdue", "end_passed")
TREND = 4
LOOKED_BACK = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one round: its name, the last day it is about, the state."""

    title: str
    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Money:
    """The state's code and amounts in euros; ``missing`` is planned and not secured, as far as that is known."""

    state: str
    planned: Decimal | None
    secured: Decimal | None

    @property
    def missing(self) -> Decimal | None:
        if self.planned is None or (self.secured is None and self.state != "not_secured"):
            return None
        gap = self.planned - (self.secured or Decimal(0))
        return gap if gap > 0 else None


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A measure before the committee. ``item`` is ``None`` if nothing puts it on the agenda.

    ``promise`` is what the plan says of it today, ``sentence`` what was reported, ``light_reason`` why the
    reporter judges otherwise than the rule, ``ask`` what the report asks for (``None``: nothing, or no report),
    ``help`` what the people asked for help with. ``last`` is the last
    decision of an earlier, closed sitting.
    """

    key: str
    title: str
    title_en: str
    code: str
    lead: Named
    state: str
    computed: Computed
    sentence: str
    light_reason: str
    ask: Ask | None
    trend: tuple[Reading, ...]
    money: Money
    milestones: tuple[MilestoneFact, ...]
    help: str
    promise: str
    promise_en: str
    contact: PersonView | None
    deputy: PersonView | None
    item: Item | None
    last: DecisionView | None

    @property
    def standing(self) -> str:
        return standing(self.state, self.computed.light)

    @property
    def is_red(self) -> bool:
        return self.item is not None and is_red(self.item)


@dataclass(frozen=True)
class AgendaPicture:
    """The agenda on a day. ``rows`` holds every measure by its key; ``judged_on`` is the day of the facts; in a
    ``demonstration`` the answers are invented."""

    plan_title: str
    day: date
    judged_on: date
    round_title: str
    demonstration: bool
    rows: Mapping[str, AgendaRow]
    agenda: rule.Agenda

    @cached_property
    def first(self) -> tuple[AgendaRow, ...]:
        return tuple(self.rows[item.measure_key] for item in self.agenda.first)

    @cached_property
    def further(self) -> tuple[AgendaRow, ...]:
        return tuple(self.rows[item.measure_key] for item in self.agenda.further)

    @property
    def items(self) -> tuple[AgendaRow, ...]:
        return (*self.first, *self.further)

    @property
    def without_effect(self) -> tuple[AgendaRow, ...]:
        """Measures whose last decision had no effect by its date, the longest overdue first; deferrals aside."""
        late = [row for row in self.rows.values() if row.last and row.last.is_late(self.day)]
        return tuple(sorted(late, key=lambda row: (row.last.due if row.last else self.day, row.key)))

    def undecided(self, decided: Iterable[str]) -> list[AgendaRow]:
        """Red items among those that nothing was decided on; ``decided`` are keys of measures."""
        waiting = undecided((*self.agenda.first, *self.agenda.further), set(decided))
        return [self.rows[item.measure_key] for item in waiting]


def agenda_of(sitting: Sitting) -> AgendaPicture:
    """The agenda of a sitting on its day. A fixed number of statements, as ``agenda_on``."""
    return agenda_on(sitting.held_on, sitting.round, before=sitting)


def agenda_on(day: date, of: Round | None = None, before: Sitting | None = None) -> AgendaPicture:
    """The agenda on ``day``, from the frozen round ``of`` or the last one. Raises ``NotFound`` without a plan.

    ``before`` leaves that sitting's own decisions aside.
    """
    seen = situation(min(day, clock.today()), actor=ROUND)
    rounds = _rounds(of)
    shown = rounds[-1] if rounds else None
    found = _from_round(shown, seen) if shown else _from_situation(seen, day)
    history = [_states(one) for one in rounds]
    last = {one.measure_key: one for one in past(decisions(before=before), rounds, today=seen)}
    help_wanted = _help_wanted(shown)
    facts = {one.key: _facts(one, history, last.get(one.key), day) for one in found}
    made = rule.agenda(facts.values(), day)
    items = {item.measure_key: item for item in (*made.first, *made.further)}
    rows = {
        one.key: _row(one, seen, history, items.get(one.key), last.get(one.key), help_wanted.get(one.key, ""))
        for one in found
    }
    judged_on = shown.period_ends if shown else day
    invented = shown is not None and bool(shown.facts["demonstration"])
    return AgendaPicture(seen.plan.title, day, judged_on, shown.title if shown else "", invented, rows, made)


def _rounds(of: Round | None) -> list[FrozenRound]:
    """The last frozen rounds, those up to ``of`` if given, the oldest first."""
    kept = Round.objects.filter(removed_on=None, frozen__isnull=False).select_related("frozen")
    if of is not None:
        kept = kept.filter(period_ends__lte=of.period_ends)
    return [frozen_round(one) for one in reversed(kept.order_by("-period_ends")[:LOOKED_BACK])]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the facts and the row are made from, whatever it came from. ``since`` is the day of the last report that
    first said off track, if only the situation knows."""

    key: str
    title: str
    title_en: str
    code: str
    lead: Named
    lighthouse: bool
    goals: int
    state: str
    computed: Computed
    judged_on: date
    sentence: str
    light_reason: str
    money: Money
    milestones: tuple[MilestoneFact, ...]
    silent_rounds: int
    ask: Ask | None = None
    since: date | None = None


def _from_round(shown: FrozenRound, seen: Situation) -> list[_Found]:
    return [_of_frozen(one) for one in shown.measures if one.key in seen.plan.measures]


def _of_frozen(one: FrozenMeasure) -> _Found:
    inputs = one.inputs
    return _Found(
        **{name: getattr(one, name) for name in ("key", "title", "title_en", "code", "lead", "lighthouse", "goals")},
        state=one.state,
        computed=one.computed,
        judged_on=inputs["day"],
        sentence=one.answer.sentence if one.answer else "",
        light_reason=one.light_reason,
        money=Money(inputs["money"] or "unknown", inputs["planned"], inputs["secured"]),
        milestones=tuple(MilestoneFact(**known) for known in inputs["milestones"]),
        silent_rounds=one.silent_rounds,
        ask=one.answer.ask if one.answer else None,
    )


def _from_situation(seen: Situation, day: date) -> list[_Found]:
    return [_of_row(row, seen, day) for row in rows_in_force(seen)]


def _of_row(row: MeasureRow, seen: Situation, day: date) -> _Found:
    entry, measure = row.entry, row.measure
    facts = light_facts(measure, entry, seen, day)
    status = measure.last_status
    return _Found(
        key=measure.key,
        title=entry.title,
        title_en=entry.title_en,
        code=entry.code,
        lead=Named(entry.lead.key, entry.lead.name) if entry.lead else Named("", ""),
        lighthouse=entry.lighthouse,
        goals=len(entry.goals),
        state=row.state,
        computed=computed_light(facts),
        judged_on=day,
        sentence=status.said if status else "",
        light_reason=status.reason if status else "",
        money=Money(facts.money, facts.planned, facts.secured),
        milestones=facts.milestones,
        silent_rounds=0,
        since=_off_track_since(measure),
    )


def _off_track_since(measure: MeasureView) -> date | None:
    """The day of the first of the last statuses that all say off track."""
    since = None
    for status in reversed(measure.statuses):
        if status.light != "off_track":
            break
        since = PartialDate.parse(status.when).latest
    return since


def _states(one: FrozenRound) -> tuple[FrozenRound, Mapping[str, FrozenMeasure]]:
    return one, {measure.key: measure for measure in one.measures}


History = Sequence[tuple[FrozenRound, Mapping[str, FrozenMeasure]]]


def _facts(one: _Found, history: History, last: DecisionView | None, day: date) -> AgendaFacts:
    passed = (day - one.judged_on).days
    overdue = max((_days(reason.values) for reason in one.computed.reasons if reason.check in OVERDUE), default=None)
    worst = [_days(reason.values) for reason in one.computed.reasons if reason.light == "off_track"]
    since = _first_off_track(one, history)
    lasting = [(day - since).days] if since else []
    return AgendaFacts(
        measure_key=one.key,
        title=one.title,
        lighthouse=one.lighthouse,
        goals=one.goals,
        planned=one.money.planned,
        light=one.state,
        computed_light=one.computed.light,
        days_off_track=max([*lasting, *(days + passed for days in worst)], default=0),
        days_overdue=0 if overdue is None else overdue + passed,
        silent_rounds=one.silent_rounds,
        last_decision=DecisionFact(last.kind, last.decided_on, last.due, last.has_effect) if last else None,
    )


def _days(values: Mapping[str, object]) -> int:
    days = values.get("days", 0)
    return days if isinstance(days, int) else 0


def _first_off_track(one: _Found, history: History) -> date | None:
    """Since when it is off track without a break: the end of the first such round, or the first such status."""
    since = one.since
    for kept, measures in reversed(history):
        found = measures.get(one.key)
        if found is None or "off_track" not in (found.state, found.computed.light):
            break
        since = kept.period_ends
    return since


def _row(
    one: _Found, seen: Situation, history: History, item: Item | None, last: DecisionView | None, help_wanted: str
) -> AgendaRow:
    measure = seen.plan.measures[one.key]
    shared = ("key", "title", "title_en", "code", "lead", "state", "computed", "sentence", "light_reason")
    return AgendaRow(
        **{name: getattr(one, name) for name in (*shared, "ask", "money", "milestones")},
        trend=tuple(
            Reading(kept.title, kept.period_ends, measures[one.key].state)
            for kept, measures in history[-TREND:]
            if one.key in measures
        ),
        help=help_wanted,
        promise=measure.latest.promise,
        promise_en=measure.latest.promise_en,
        contact=measure.contact,
        deputy=measure.deputy,
        item=item,
        last=last,
    )


def _help_wanted(shown: FrozenRound | None) -> Mapping[str, str]:
    """What people of the round said they need help with, by measure."""
    if shown is None:
        return {}
    asking = StatusReport.objects.filter(round__key=shown.facts["key"], removed_on=None)
    rows = asking.exclude(request__help_wanted="").exclude(request=None)
    return dict(rows.values_list("measure__key", "request__help_wanted"))
