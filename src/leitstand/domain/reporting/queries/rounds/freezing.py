"""Putting together what a round freezes: each measure's answer, light, inputs and difference to the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from leitstand.domain.plans.rules import state as state_rule
from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.models import Attachment, Round, StatusReport
from leitstand.domain.reporting.queries.rounds.asking import Question, questions
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, Named, as_text
from leitstand.domain.reporting.rules import agenda, answering, light, rollup
from leitstand.domain.reporting.rules.answering import overlaid
from leitstand.domain.reporting.rules.differences import Answer, Difference, differences
from leitstand.domain.reporting.rules.light import Computed, computed_light
from leitstand.foundation.history.chain import plain

FACTS = (
    *("key", "title", "period_begins", "period_ends", "opens_on", "deadline", "closes_on", "publishes_on"),
    *("demonstration", "gaps_reason", "silent_named", "special_title", "special_text"),
)
RULES = {
    "state": state_rule.RULE,
    "light": light.RULE,
    "rollup": rollup.RULE,
    "answering": answering.RULE,
    "agenda": agenda.RULE,
}
UNSENT = (StatusReport.State.OPEN, StatusReport.State.RETURNED)


def to_freeze(this_round: Round) -> FrozenRound:
    """The round as it would be frozen now; its hash is not known yet."""
    reports = this_round.reports.filter(removed_on=None).select_related("measure", "round__edition", "request")
    asked = questions(reports)
    attached = _attached(this_round)
    silent = _silent_rounds(this_round)
    facts = {name: plain(getattr(this_round, name)) for name in FACTS}
    edition = {"edition_key": this_round.edition.key, "edition_title": this_round.edition.title}
    measures = tuple(_measure(one, attached.get(one.report.pk, ()), silent) for one in asked)
    return FrozenRound({**facts, **edition}, RULES, measures, "")


def text_of(this_round: Round) -> str:
    return as_text(to_freeze(this_round))


def state_of_answer(answer: Answer | None) -> str:
    """The reporter's word as one of the plan's states."""
    if answer is None or not answer.stage:
        return "not_reported"
    return answer.stage if answer.stage in FINAL else answer.light or answer.stage


def answered(question: Question) -> Answer | None:
    """What counts as reported: sent and not returned."""
    return None if question.report.state in UNSENT else question.answer


def judged(question: Question) -> Computed:
    """The computed light with the answer taken as true; without one by what was known."""
    answer = answered(question)
    facts = question.asked.facts
    return computed_light(overlaid(facts, answer) if answer else facts)


def _measure(one: Question, attachments: Sequence[Mapping[str, str]], silent: Mapping[int, int]) -> FrozenMeasure:
    report, entry, answer = one.report, one.entry, answered(one)
    told = answer is not None
    facts = overlaid(one.asked.facts, answer) if answer else one.asked.facts
    field = entry.field
    return FrozenMeasure(
        key=one.measure.key,
        title=entry.title,
        title_en=entry.title_en,
        code=entry.code,
        field=Named(field.key, field.title) if field else Named("", ""),
        topic=Named(entry.topic.key, entry.topic.title) if entry.topic else Named("", ""),
        lead=Named(entry.lead.key, entry.lead.name) if entry.lead else Named("", ""),
        lighthouse=entry.lighthouse,
        goals=len(entry.goals),
        planned="" if entry.planned is None else f"{entry.planned:f}",
        state=state_of_answer(answer),
        computed=judged(one),
        inputs=_inputs(facts),
        answer=answer,
        light_reason=report.light_reason if told else "",
        unchanged=report.unchanged and told,
        evidence=report.evidence if told else "",
        decision=one.asked.decision,
        decision_answer=report.decision_answer if told else "",
        sent_by=report.sent_by if told else "",
        sent_on=report.sent_at.date().isoformat() if told and report.sent_at else "",
        channel=report.channel if told else "",
        approved_by=report.approved_by if told else "",
        attachments=tuple(attachments) if told else (),
        differences=_differences(one, answer),
        before=state_of_answer(one.asked.last) if one.last_report else "",
        silent_rounds=0 if told else 1 + silent.get(report.measure_id, 0),
    )


def _differences(one: Question, answer: Answer | None) -> tuple[Difference, ...]:
    return differences(one.asked.last, answer) if answer else ()


def _inputs(facts: light.LightFacts) -> Mapping[str, Any]:
    kept: Mapping[str, Any] = asdict(facts)
    return kept


def _attached(this_round: Round) -> Mapping[int, Sequence[Mapping[str, str]]]:
    found: dict[int, list[Mapping[str, str]]] = {}
    files = Attachment.objects.filter(report__round=this_round, removed_on=None).select_related("stored")
    for one in files:
        found.setdefault(one.report_id, []).append({"name": one.name, "sha256": one.stored.sha256})
    return found


def _silent_rounds(this_round: Round) -> Mapping[int, int]:
    """In how many rounds in a row before this one nothing was reported, by measure."""
    before = StatusReport.objects.filter(
        round__period_ends__lt=this_round.period_ends, round__removed_on=None, removed_on=None
    ).exclude(round__state__in=(Round.State.PLANNED, Round.State.OPEN))
    counts: dict[int, int] = {}
    ended: set[int] = set()
    for report in before.order_by("-round__period_ends"):
        if report.is_answered:
            ended.add(report.measure_id)
        elif report.measure_id not in ended:
            counts[report.measure_id] = counts.get(report.measure_id, 0) + 1
    return counts
