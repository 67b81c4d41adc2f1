"""What sittings have decided, with what became of it: each measure's last decision, and those without effect."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from leitstand.domain.reporting.models import Decision, Sitting
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.domain.reporting.rules.effect import Later, has_effect, shows, standing
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.reading import current
from leitstand.foundation.history.recording import history_of_many
from leitstand.foundation.history.writing import type_of

RELATED = ("sitting__body", "sitting__round", "owner__institution", "measure")


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision. ``owner`` is who sees to it, in words; ``standing`` how the measure stood when it was taken;
    ``answer`` what a later round said became of it; in a ``demonstration`` it is invented."""

    key: str
    measure_key: str
    kind: str
    kind_label: str
    text: str
    owner: str
    due: date
    decided_on: date
    sitting_key: str
    sitting_title: str
    body: str
    standing: str
    has_effect: bool = False
    answer: str = ""
    demonstration: bool = False

    @property
    def sign(self) -> str:
        """Equal for decisions that say the same: for forms that must notice another one."""
        said = "\x1f".join((self.key, self.kind, self.text, self.owner, self.due.isoformat()))
        return sha256(said.encode()).hexdigest()[:16]

    def is_late(self, day: date) -> bool:
        """Past its date without effect; a deferral cannot be."""
        return self.kind != Decision.Kind.DEFER and self.due < day and not self.has_effect


@dataclass(frozen=True, slots=True)
class LastWord:
    """What stands decided on a measure in a sitting (``None``: nothing), and who wrote it or took it back, and when.

    ``at`` is ``None`` and ``by`` empty if nobody ever decided on it there.
    """

    decision: DecisionView | None
    by: str
    at: datetime | None

    @property
    def sign(self) -> str:
        """What a form keeps of it; empty if nothing stands."""
        return self.decision.sign if self.decision else ""


def last_word(sitting: Sitting, measure_key: str) -> LastWord:
    """The last word on a measure in a sitting. Two statements."""
    ever = list(Decision.objects.filter(sitting=sitting, measure__key=measure_key).select_related(*RELATED))
    entry = history_of_many((type_of(one), one.key) for one in ever).first()
    standing_now = next((view(one) for one in ever if one.removed_on is None), None)
    if entry is None:
        return LastWord(standing_now, "", None)
    return LastWord(standing_now, entry.actor_name, timezone.localtime(entry.at))


def decisions(before: Sitting | None = None) -> list[Decision]:
    """Every decision of a closed sitting, the oldest first; ``before`` leaves out what is not earlier than that one."""
    found = current(Decision).filter(sitting__state=Sitting.State.CLOSED, sitting__removed_on=None)
    if before is not None:
        found = found.filter(sitting__held_on__lte=before.held_on).exclude(sitting=before)
    return list(found.select_related(*RELATED).order_by("sitting__held_on", "sitting__pk", "key"))


def decisions_of(sitting: Sitting) -> list[Decision]:
    """What one sitting has decided so far, in the order in which it did."""
    return list(current(Decision).filter(sitting=sitting).select_related(*RELATED).order_by("pk"))


def public_decisions(measure_key: str, day: date) -> list[DecisionView]:
    """What closed sittings up to ``day`` decided on a measure, the oldest first. One statement."""
    found = current(Decision).filter(
        measure__key=measure_key,
        sitting__state=Sitting.State.CLOSED,
        sitting__removed_on=None,
        sitting__held_on__lte=day,
    )
    return [view(one) for one in found.select_related(*RELATED).order_by("sitting__held_on", "key")]


def past(
    found: Iterable[Decision], rounds: Sequence[FrozenRound], today: Situation | None = None
) -> list[DecisionView]:
    """Decisions with what the rounds say came of them; without any round, what the situation of ``today`` says."""
    by_measure = [(one, {measure.key: measure for measure in one.measures}) for one in rounds]
    return [_judged(decision, by_measure, today) for decision in found]


def view(decision: Decision) -> DecisionView:
    """A decision as it stands, without what came of it."""
    sitting = decision.sitting
    return DecisionView(
        key=decision.key,
        measure_key=decision.measure.key,
        kind=decision.kind,
        kind_label=decision.get_kind_display(),
        text=decision.text,
        owner=owner_in_words(decision),
        due=decision.due,
        decided_on=sitting.held_on,
        sitting_key=sitting.key,
        sitting_title=sitting.title,
        body=sitting.body.name if sitting.body else "",
        standing=decision.light_then,
        demonstration=sitting.round is not None and sitting.round.demonstration,
    )


def owner_in_words(decision: Decision) -> str:
    """``Name, Institution``, or what was written instead."""
    if decision.owner is None:
        return decision.owner_text
    return f"{decision.owner.name}, {decision.owner.institution.name}"


History = Sequence[tuple[FrozenRound, Mapping[str, FrozenMeasure]]]


def _judged(decision: Decision, rounds: History, today: Situation | None) -> DecisionView:
    seen = view(decision)
    later = [
        measures[seen.measure_key]
        for one, measures in rounds
        if date.fromisoformat(one.facts["closes_on"]) > seen.decided_on and seen.measure_key in measures
    ]
    readings = [Later(standing(one.state, one.computed.light), shows(seen.kind, one.differences)) for one in later]
    if not rounds and today is not None:
        readings += _reported_since(today, seen.measure_key, seen.decided_on)
    values: dict[str, Any] = {name: getattr(seen, name) for name in seen.__slots__}
    effect = has_effect(seen.kind, seen.standing, readings)
    answer = next((one.decision_answer for one in reversed(later) if one.decision_answer), "")
    return DecisionView(**values | {"has_effect": effect, "answer": answer})


def _reported_since(today: Situation, measure_key: str, day: date) -> list[Later]:
    measure = today.plan.measures.get(measure_key)
    status = measure.last_status if measure else None
    if measure is None or status is None or PartialDate.parse(status.when).latest <= day:
        return []
    return [Later(measure.state.code, False)]
