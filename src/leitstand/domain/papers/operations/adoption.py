"""Adoption: from a passage or demand to a draft measure, goal or topic, or to a refusal with its reason.

Nothing is adopted without its source: the exact quotation stays with the adoption, and what was made
names the paper among its sources. Only an edition that is not yet adopted takes in new content.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Paper, Passage
from leitstand.domain.papers.operations.demands import answer_demand
from leitstand.domain.papers.operations.quoting import paper_of, place_of, present, quoted, source_of
from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.models import Edition, Goal, MeasureEntry, Responsibility, Topic
from leitstand.domain.plans.queries import adoption_of, editions_touched
from leitstand.domain.sources import records
from leitstand.domain.sources.models import Source
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history.recorded import Recorded

Values = Mapping[str, Any]
OUTCOMES = {
    Adoption.Verdict.ADOPT: DemandAnswer.Outcome.ADOPTED,
    Adoption.Verdict.ADAPT: DemandAnswer.Outcome.ADAPTED,
    Adoption.Verdict.REJECT: DemandAnswer.Outcome.REJECTED,
}


@dataclass(frozen=True)
class _Origin:
    paper: Paper
    passage: Passage | None
    demand: Demand | None
    wording: str
    place: Mapping[str, int | None]
    source: Source


def adopt(
    origin: Passage | Demand, verdict: str, reason: str, target_kind: str, values: Values, *, actor: Actor
) -> Adoption:
    """Decide on a passage or demand; for ``adopt`` and ``adapt`` make a draft from it.

    ``target_kind`` is ``measure``, ``goal`` or ``topic`` (empty to reject). ``values``: ``quotation``
    (exactly as in the origin; left out, all of it) and

    - for a measure ``edition``, ``title``, ``promise``, ``field``, ``topic``, ``lead`` (an institution, or nobody yet),
    - for a goal ``edition``, ``text``, ``field``, ``topic``,
    - for a topic ``field``, ``title``, ``summary``.

    A demand is answered by it as well, not yet publicly. Raises ``NotAllowed``, ``ValidationError``, or
    ``RuleBroken`` (``frozen-edition``, ``not-the-wording``, ``own-edition``, ``gone``, ``decided-already``).
    """
    require_keeper(actor)
    if verdict not in Adoption.Verdict.values:
        raise ValidationError({"verdict": "Bitte wählen: übernehmen, angepasst übernehmen oder nicht übernehmen."})
    rejected = verdict == Adoption.Verdict.REJECT
    if rejected and not reason.strip():
        raise ValidationError({"reason": "Wer etwas nicht übernimmt, sagt warum."})
    if not rejected and target_kind not in MAKERS:
        raise ValidationError({"target_kind": "Bitte wählen: Maßnahme, Ziel oder Thema."})
    with transaction.atomic():
        found = _origin(origin, values.get("quotation") or "", actor)
        _require_new(found, verdict, "" if rejected else target_kind, {**values, "reason": reason.strip()})
        made = {} if rejected else {target_kind: MAKERS[target_kind](found, values, actor)}
        adoption = _kept(found, verdict, reason.strip(), made, actor)
        if found.demand:
            _answer(found.demand, adoption, found.source, actor)
    return adoption


def _origin(origin: Passage | Demand, wording: str, actor: Actor) -> _Origin:
    demand = origin if isinstance(origin, Demand) else None
    passage = origin if isinstance(origin, Passage) else origin.passage
    paper = present(present(demand).paper) if demand else paper_of(origin)  # type: ignore[arg-type]  # else a passage
    said = quoted(wording or origin.text, origin.text)
    return _Origin(paper, passage, demand, said, place_of(said, origin), source_of(paper, actor=actor))


def _require_new(found: _Origin, verdict: str, kind: str, values: Values) -> None:
    """Refuse the very same decision twice, as when two people (or one, clicking twice) make it at once.

    One quotation may become several things, if they are called otherwise.
    """
    origin: Passage | Demand | None = found.demand or found.passage
    assert origin is not None  # noqa: S101 - an origin is one of the two
    type(origin).objects.select_for_update().get(pk=origin.pk)
    same = Adoption.objects.filter(
        paper=found.paper, demand=found.demand, quotation=found.wording, verdict=verdict, removed_on=None, **found.place
    )
    named = {
        "measure": {"measure__removed_on": None, "measure__entries__title": values.get("title")},
        "goal": {"goal__removed_on": None, "goal__text": values.get("text")},
        "topic": {"topic__removed_on": None, "topic__title": values.get("title")},
        "": {"reason": values.get("reason")},
    }
    if same.filter(**named[kind]).exists():
        raise RuleBroken(
            "Über dieses Zitat ist schon genau so entschieden, vielleicht gerade von jemand anderem.",
            "decided-already",
        )


def _kept(found: _Origin, verdict: str, reason: str, made: Mapping[str, Recorded], actor: Actor) -> Adoption:
    adoption = Adoption(
        key="",
        paper=found.paper,
        passage=found.passage,
        demand=found.demand,
        quotation=found.wording,
        verdict=verdict,
        reason=reason,
        decided_on=clock.today(),
        **found.place,
        **made,
    )
    records.add(adoption, {"sources": [found.source]}, actor=actor)
    return adoption


def _answer(demand: Demand, adoption: Adoption, source: Source, actor: Actor) -> None:
    outcome = OUTCOMES[Adoption.Verdict(adoption.verdict)]
    reason = adoption.reason or ("" if adoption.measure else str(adoption.goal or adoption.topic))
    values = {"outcome": outcome, "reason": reason, "measure": adoption.measure, "sources": [source]}
    answer_demand(demand, values, actor=actor)


def _require_editable(edition: Edition) -> None:
    if adoption_of(edition):
        raise RuleBroken(
            f"„{edition}“ ist beschlossen und eingefroren. Bitte eine Fassung wählen, an der noch gearbeitet wird.",
            "frozen-edition",
        )


def _named(values: Values, name: str, sentence: str) -> Any:
    if not values.get(name):
        raise ValidationError({name: sentence})
    return values[name]


def _measure(found: _Origin, values: Values, actor: Actor) -> Recorded:
    edition = _named(values, "edition", "In welche Fassung?")
    _require_editable(edition)
    topic = values.get("topic")
    entry = MeasureEntry(
        edition=edition,
        title=_named(values, "title", "Wie soll die Maßnahme heißen?"),
        promise=values.get("promise") or "",
        topic=topic,
        field=values.get("field") or (topic.field if topic else None),
    )
    _require_of(edition, entry.field, entry.topic)
    made = plans.add_measure(entry, {"sources": [found.source]}, actor=actor)
    if values.get("lead"):
        lead = Responsibility(entry=made, institution=values["lead"], role=Responsibility.Role.LEAD)
        plans.add(lead, {"sources": [found.source]}, actor=actor)
    return made.measure


def _goal(found: _Origin, values: Values, actor: Actor) -> Recorded:
    edition = _named(values, "edition", "In welche Fassung?")
    _require_editable(edition)
    goal = Goal(
        edition=edition,
        text=_named(values, "text", "Wie soll das Ziel lauten?"),
        field=values.get("field"),
        topic=values.get("topic"),
    )
    _require_of(edition, goal.field, goal.topic)
    return plans.add(goal, {"sources": [found.source]}, actor=actor)


def _topic(found: _Origin, values: Values, actor: Actor) -> Recorded:
    field = _named(values, "field", "In welches Handlungsfeld?")
    _require_editable(field.edition)
    title = _named(values, "title", "Wie soll das Thema heißen?")
    topic = Topic(field=field, title=title, summary=values.get("summary") or "")
    return plans.add(topic, {"sources": [found.source]}, actor=actor)


def _require_of(edition: Edition, *parts: Recorded | None) -> None:
    for part in parts:
        if part is not None and edition not in editions_touched(part):
            raise ValidationError({"topic": f"„{part}“ gehört zu einer anderen Fassung als „{edition}“."})


MAKERS: Mapping[str, Callable[[_Origin, Values, Actor], Recorded]] = {
    "measure": _measure,
    "goal": _goal,
    "topic": _topic,
}
