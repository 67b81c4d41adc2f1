"""Demands: mark one in a passage, and say what became of it.

A demand keeps the passage's exact wording. Answers are only ever added: the latest counts, and everyone
can see what was said before. Whether the public may read an answer is decided for each.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Demand, DemandAnswer, Passage
from leitstand.domain.papers.operations.quoting import paper_of, place_of, present, quoted, source_of
from leitstand.domain.sources import records
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing

FIGURE = ("kind", "text", "value", "unit", "by")
Values = Mapping[str, Any]


def mark_demand(passage: Passage, values: Values, *, actor: Actor) -> Demand:
    """Mark a sentence of a passage as a demand or commitment.

    ``values``: ``text`` (exactly as in the passage; left out, the whole of it), ``kind``, ``deadline``,
    ``figures`` (dictionaries with ``FIGURE``'s names), ``note``. Raises ``NotAllowed``, ``RuleBroken``
    (``not-the-wording``, ``own-edition``, ``gone``, ``marked-already``) or ``ValidationError``.
    """
    require_keeper(actor)
    paper = paper_of(passage)
    text = quoted(values.get("text") or passage.text, passage.text)
    with transaction.atomic():
        Passage.objects.select_for_update().get(pk=passage.pk)
        there = Demand.objects.filter(paper=paper, removed_on=None)
        if there.filter(passage=passage, text=text).exists():
            raise RuleBroken("Dieser Wortlaut ist schon als Forderung oder Zusage festgehalten.", "marked-already")
        demand = Demand(
            paper=paper,
            passage=passage,
            text=text,
            kind=values.get("kind") or Demand.Kind.DEMAND,
            deadline=values.get("deadline") or "",
            figures=_figures(values.get("figures") or (), text),
            note=values.get("note") or "",
            **place_of(text, passage),
            position=max(there.values_list("position", flat=True), default=0) + 1,
        )
        records.add(demand, {"sources": [source_of(paper, actor=actor)]}, actor=actor)
    return demand


def _figures(figures: Iterable[Mapping[str, Any]], text: str) -> list[dict[str, str]]:
    """What was confirmed, as texts. Raises ``ValidationError`` if one does not stand in the demand."""
    kept = [{name: str(figure.get(name) or "") for name in FIGURE} for figure in figures]
    foreign = [figure["text"] for figure in kept if not figure["text"] or figure["text"] not in text]
    if foreign:
        raise ValidationError({"figures": f"„{foreign[0]}“ steht nicht im Wortlaut der Forderung."})
    return kept


def answer_demand(demand: Demand, values: Values, *, actor: Actor) -> DemandAnswer:
    """Say what became of a demand that is still there; earlier answers stay.

    ``values``: ``outcome`` (``DemandAnswer.Outcome``), ``reason``, ``on`` (today, if left out), ``measure``,
    ``sources``, ``public``, ``note``. Raises ``NotAllowed``, ``RuleBroken`` (``gone``), ``ValidationError`` by field.
    """
    require_keeper(actor)
    present(demand)
    answer = DemandAnswer(
        demand=demand,
        outcome=values.get("outcome") or "",
        reason=(values.get("reason") or "").strip(),
        on=values.get("on") or clock.today(),
        measure=values.get("measure"),
        public=bool(values.get("public")),
        note=values.get("note") or "",
    )
    _require_said(answer)
    records.add(answer, {"sources": list(values.get("sources") or ())}, actor=actor)
    return answer


def _require_said(answer: DemandAnswer) -> None:
    outcomes = DemandAnswer.Outcome
    wrong: dict[str, str] = {}
    if answer.on > clock.today():
        wrong["on"] = "Der Tag liegt in der Zukunft. Bitte höchstens heute angeben."
    if answer.outcome == outcomes.REJECTED and not answer.reason:
        wrong["reason"] = "Eine Ablehnung braucht eine Begründung."
    if answer.outcome == outcomes.ANSWERED and not answer.reason:
        wrong["reason"] = "Was wurde geantwortet? Bitte in einem Satz sagen."
    if answer.outcome in (outcomes.ADOPTED, outcomes.ADAPTED) and not (answer.reason or answer.measure):
        wrong["reason"] = "Bitte die Maßnahme nennen, oder in einem Satz sagen, was übernommen wurde."
    if wrong:
        raise ValidationError(wrong)


def show_answers(answers: Sequence[DemandAnswer], *, actor: Actor, public: bool = True) -> int:
    """Make answers public, or take them back; return how many changed. Nothing else of them ever changes."""
    require_keeper(actor)
    verb = "publish" if public else "withdraw"
    return sum(map(bool, writing.update_each(actor, [(one, {"public": public}) for one in answers], verb=verb)))
