"""The life of a measure from its first edition to today, in one order: what was promised, said, paid, reached.

A moment that is only planned (a milestone due in the future) stands in the same line and is marked so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leitstand.domain.plans.queries.views import MeasureView, Sources
from leitstand.domain.reporting.queries.rounds.decided import DecisionView
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.calendar import PartialDate


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in a measure's life.

    ``kind``: ``edition`` (it appears in an edition), ``decision``, ``report`` (a status), ``funding``,
    ``milestone`` (reached), ``planned`` (a milestone still open), ``fate``, ``result`` (a statement), ``decided``
    (by a sitting of the committee).
    ``record`` is the view behind it. ``when`` is a partial date, or empty if the source gives none.
    """

    kind: str
    when: str
    edition_short: str
    record: object
    sources: Sources


def biography(situation: Situation, measure: MeasureView, decided: Iterable[DecisionView] = ()) -> tuple[Moment, ...]:
    """All moments, oldest first; those without a date last among what is known, before what is planned.

    ``decided`` is what the committee decided on the measure.
    """
    moments = [
        *_of_editions(situation, measure),
        *(Moment("report", status.when, "", status, status.sources) for status in measure.statuses),
        *(Moment("funding", fact.when, "", fact, fact.sources) for fact in measure.funding),
        *(
            Moment("result", said.when, "", said, said.sources)
            for said in situation.plan.statements_about("measure", measure.key)
        ),
        *(Moment("decided", one.decided_on.isoformat(), "", one, ()) for one in decided),
    ]
    return tuple(sorted(moments, key=_place))


def _of_editions(situation: Situation, measure: MeasureView) -> Iterator[Moment]:
    for entry in measure.entries:
        edition = situation.plan.editions[entry.edition_key]
        short = edition.short_title
        decided = edition.adopted_on.isoformat() if edition.adopted_on else ""
        yield Moment("edition", decided or edition.announced or edition.begins, short, entry, entry.sources)
        for decision in edition.resolutions:
            if decision.kind != "adopts":
                yield Moment("decision", decision.decided_on.isoformat(), short, decision, decision.sources)
        for step in entry.milestones:
            kind = "milestone" if step.done_on else "planned"
            yield Moment(kind, step.done_on or step.due, short, step, step.sources)
        for fate in situation.fates_from.get(entry.key, ()):
            yield Moment("fate", fate.when, short, fate, fate.sources)


def _place(moment: Moment) -> tuple[date, int]:
    order = ("edition", "decision", "milestone", "report", "funding", "result", "decided", "fate", "planned")
    day = PartialDate.parse(moment.when).latest if moment.when else date.max
    return day, order.index(moment.kind)
