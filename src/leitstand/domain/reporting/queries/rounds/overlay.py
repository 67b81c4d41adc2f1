"""The situation with a frozen round laid over it: what publishing the round will write, without writing it.

So the report of a round can be built between freezing and publishing, and says the same afterwards: facts that
are published already are replaced by what was frozen, never added twice. Only measures and indicators that the
situation knows are touched, so that nothing hidden comes in with the round.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings

from leitstand.domain.indicators.models import Observation
from leitstand.domain.indicators.queries import HOME, IndicatorView, ObservationView
from leitstand.domain.indicators.rules import last_change, latest_vintages
from leitstand.domain.plans.models import Funding, Status
from leitstand.domain.plans.queries.loading import known_by, labels
from leitstand.domain.plans.queries.views import EntryView, FundingView, MeasureView, MilestoneView, StatusView
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.calendar import PartialDate

Fact = TypeVar("Fact", StatusView, FundingView)
INVENTED = "Erfundene Antwort der Demonstration."


def status_key(round_key: str, measure_key: str) -> str:
    """The key of the status that a round's answer becomes."""
    return f"{round_key}.{measure_key}"[:120]


def funding_key(round_key: str, measure_key: str) -> str:
    return f"{round_key}.{measure_key}.geld"[:120]


def value_key(round_key: str, indicator_key: str, period: str) -> str:
    return f"{round_key}.{indicator_key}.{period.lower()}"[:120]


def note_on(one: FrozenMeasure, *, demonstration: bool) -> str:
    """What stands as a note with the published facts: that they are invented, and dates that were put off."""
    said = [INVENTED] if demonstration else []
    put_off = [difference for difference in one.differences if difference.what.endswith(":due") and difference.before]
    said += [f"Termin „{moved.title}“: {moved.before} → {moved.after}." for moved in put_off]
    return " ".join(said)


def says_money(one: FrozenMeasure) -> bool:
    answer = one.answer
    return answer is not None and (answer.money != "unknown" or answer.secured is not None or answer.spent is not None)


def with_round(situation: Situation, frozen: FrozenRound) -> Situation:
    """The situation as if the round's answers were facts of the plan. Pure; the given one stays as it is."""
    return _Overlay(situation, frozen).made()


class _Overlay:
    def __init__(self, situation: Situation, frozen: FrozenRound) -> None:
        self.situation, self.frozen = situation, frozen
        self.key, self.when = str(frozen.facts["key"]), frozen.period_ends.isoformat()
        self.author, self.demonstration = f"Runde {frozen.title}", bool(frozen.facts["demonstration"])
        self.told = {one.key: one for one in frozen.measures if one.answer is not None}
        self.done = {
            step.key: step.done_on
            for one in self.told.values()
            if one.answer
            for step in one.answer.milestones
            if step.done_on and known_by(step.done_on, situation.as_of)
        }

    def made(self) -> Situation:
        plan = self.situation.plan
        entries = {key: self._entry(entry) for key, entry in plan.entries.items()}
        measures = {key: self._measure(measure, entries) for key, measure in plan.measures.items()}
        laid = replace(plan, entries=entries, measures=measures)
        return self.situation.changed(plan=laid, indicators=self._indicators())

    def _entry(self, entry: EntryView) -> EntryView:
        if not any(step.key in self.done for step in entry.milestones):
            return entry
        return replace(entry, milestones=tuple(self._milestone(step) for step in entry.milestones))

    def _milestone(self, step: MilestoneView) -> MilestoneView:
        done = self.done.get(step.key)
        return replace(step, done_on=done, overdue=False) if done else step

    def _measure(self, measure: MeasureView, entries: Mapping[str, EntryView]) -> MeasureView:
        own = tuple(entries[entry.key] for entry in measure.entries)
        one = self.told.get(measure.key)
        if one is None:
            return measure if own == measure.entries else replace(measure, entries=own)
        statuses = _by_day([*_without(measure.statuses, status_key(self.key, one.key)), self._status(one)])
        money = list(_without(measure.funding, funding_key(self.key, one.key)))
        funding = _by_day([*money, self._money(one)] if says_money(one) else money)
        facts = [StatusFact(status.stage, status.light, status.when) for status in statuses]
        said = [fact.state for fact in funding if fact.state != Funding.State.UNKNOWN]
        return replace(
            measure,
            entries=own,
            statuses=statuses,
            funding=funding,
            state=state_of(facts, self.situation.as_of, settings.OPTIONS["STALE_MONTHS"]),
            money=said[-1] if said else "unknown",
        )

    def _status(self, one: FrozenMeasure) -> StatusView:
        answer = one.answer
        if answer is None:
            raise ValueError(one.key)
        return StatusView(
            key=status_key(self.key, one.key),
            when=self.when,
            stage=answer.stage,
            stage_label=labels(Status.Stage)[answer.stage],
            light=answer.light,
            light_label=labels(Status.Light).get(answer.light, ""),
            wording=answer.sentence,
            reason=one.light_reason,
            author=self.author,
            author_institution=self.situation.plan.institutions.get(one.lead.key),
            sources=(),
            note=note_on(one, demonstration=self.demonstration),
        )

    def _money(self, one: FrozenMeasure) -> FundingView:
        answer = one.answer
        if answer is None:
            raise ValueError(one.key)
        return FundingView(
            key=funding_key(self.key, one.key),
            when=self.when,
            state=answer.money,
            state_label=labels(Funding.State)[answer.money],
            funder=None,
            funder_text="",
            planned=None,
            secured=answer.secured,
            spent=answer.spent,
            approximate=False,
            sources=(),
            note=note_on(one, demonstration=self.demonstration),
        )

    def _indicators(self) -> Mapping[str, IndicatorView]:
        values = {
            (seen.indicator_key, seen.period): seen.value
            for one in self.told.values()
            if one.answer
            for seen in one.answer.observations
        }
        added: dict[str, list[ObservationView]] = {}
        for (key, period), value in values.items():
            added.setdefault(key, []).append(
                ObservationView(
                    key=value_key(self.key, key, period),
                    region=HOME,
                    period=period,
                    value=value,
                    **_PLAIN,
                    vintage=str(self.frozen.facts["closes_on"]),
                )
            )
        return {
            key: _observed(indicator, added[key]) if key in added else indicator
            for key, indicator in self.situation.indicators.items()
        }


_PLAIN: dict[str, Any] = {
    **dict.fromkeys(("sign", "sign_label", "flag", "flag_label", "unit", "definition", "note"), ""),
    "approximate": False,
    "basis": Observation.Basis.ACTUAL.value,
    "breaks": False,
    "sources": (),
}


def _observed(indicator: IndicatorView, added: list[ObservationView]) -> IndicatorView:
    keys = {seen.key for seen in added}
    observations = (*(seen for seen in indicator.observations if seen.key not in keys), *added)
    series = tuple(latest_vintages(observations, region=HOME))
    return replace(indicator, observations=observations, series=series, change=last_change(series))


def _without(facts: Iterable[Fact], key: str) -> list[Fact]:
    return [fact for fact in facts if fact.key != key]


def _by_day(facts: list[Fact]) -> tuple[Fact, ...]:
    """By the last day their dates can mean; of the same day the round's comes last, as it was written last."""
    return tuple(sorted(facts, key=lambda fact: PartialDate.parse(fact.when).latest))
