"""What changed lately: statuses, decisions and events of the plan's life, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leitstand.domain.plans.queries.views import MeasureView, Sources, StatusView
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.calendar import PartialDate


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: ``kind`` is ``status``, ``resolution`` or an event's kind.

    ``before`` and ``after`` are state codes of a measure (``before`` empty for its first status).
    ``page_kind`` and ``page_key`` say where more stands; ``key`` is the permanent key of the fact itself.
    """

    kind: str
    when: str
    title: str
    title_en: str
    text: str
    page_kind: str
    page_key: str
    before: str = ""
    after: str = ""
    sources: Sources = ()
    key: str = ""


def changes(situation: Situation) -> tuple[Change, ...]:
    """Everything dated that is known by the day, newest first."""
    found = [*_statuses(situation), *_decisions(situation), *_events(situation)]
    return tuple(sorted(found, key=lambda change: PartialDate.parse(change.when).latest, reverse=True))


def _statuses(situation: Situation) -> Iterator[Change]:
    for measure in situation.plan.measures.values():
        before = ""
        for number, status in enumerate(measure.statuses):
            after = _state_after(measure, number, status)
            entry = measure.latest
            said = " ".join(part for part in (status.said, status.reason) if part)
            yield Change(
                "status",
                status.when,
                entry.title,
                entry.title_en,
                said,
                "measure",
                measure.key,
                before,
                after,
                status.sources,
                status.key,
            )
            before = after


def _state_after(measure: MeasureView, number: int, status: StatusView) -> str:
    """The state on the day of the status, when it was as fresh as can be."""
    facts = [StatusFact(known.stage, known.light, known.when) for known in measure.statuses[: number + 1]]
    return state_of(facts, _day(status.when), stale_months=1).code


def _day(when: str) -> date:
    return PartialDate.parse(when).latest


def _decisions(situation: Situation) -> Iterator[Change]:
    for edition in situation.plan.editions.values():
        for decision in edition.resolutions:
            said = f"{decision.body.name} {decision.kind_label}"
            day = decision.decided_on.isoformat()
            yield Change(
                "resolution",
                day,
                edition.title,
                edition.title_en,
                said,
                "edition",
                edition.key,
                sources=decision.sources,
                key=decision.key,
            )


def _events(situation: Situation) -> Iterator[Change]:
    for event in situation.plan.events:
        yield Change(
            event.kind,
            event.when,
            event.title,
            event.title_en,
            event.text,
            "event",
            event.key,
            sources=event.sources,
            key=event.key,
        )
