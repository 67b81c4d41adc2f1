"""What a round asks about each measure: the last answer, the light's facts, what to ask besides.

Made for any number of status reports with a fixed number of statements; the form, the workbook, the
review and the freezing all start from here, so that they judge by the same facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.plans.queries.views import EntryView, MeasureView
from leitstand.domain.reporting.models import Attachment, Decision, Round, Sitting, StatusReport
from leitstand.domain.reporting.queries.situation import Situation, situation
from leitstand.domain.reporting.rules.answering import Asked, AskedValue
from leitstand.domain.reporting.rules.differences import Answer, MilestoneAnswer, ObservationAnswer
from leitstand.domain.reporting.rules.light import IndicatorFact, LightFacts, MilestoneFact
from leitstand.foundation import clock
from leitstand.foundation.actor import system
from leitstand.foundation.errors import NotFound

ROUND = system("Monitoring-Runde")


@dataclass(frozen=True, slots=True)
class Question:
    """One measure as a round asks about it: who is asked, what is known, and what it was answered so far."""

    report: StatusReport
    measure: MeasureView
    entry: EntryView
    asked: Asked
    answer: Answer | None
    last_report: StatusReport | None

    @property
    def title(self) -> str:
        return self.entry.title


def questions(reports: Iterable[StatusReport]) -> list[Question]:
    """What is asked with each status report of one round, in the plan's order, by what is known today.

    The light is computed for the last day of the round's period, or for today before that.
    """
    ordered = list(reports)
    if not ordered:
        return []
    this_round = ordered[0].round
    today = clock.today()
    seen = situation(today, actor=ROUND)
    earlier = _earlier(this_round, ordered)
    decisions = _decisions(ordered)
    places = {row.measure.key: place for place, row in enumerate(seen.rows(this_round.edition.key))}
    found = [
        _question(report, seen, earlier.get(report.measure_id, []), decisions.get(report.measure_id, ""), today)
        for report in ordered
    ]
    return sorted(found, key=lambda one: places.get(one.measure.key, len(places)))


def _question(
    report: StatusReport, seen: Situation, earlier: list[StatusReport], decision: str, today: date
) -> Question:
    measure = seen.plan.measures.get(report.measure.key)
    if measure is None:
        raise NotFound(f"Die Maßnahme „{report.measure.key}“ ist heute nicht bekannt.")
    entry = measure.entry_in(report.round.edition.key) or measure.latest
    last_report = earlier[0] if earlier else None
    milestones = promised(entry, last_report)
    asked = Asked(
        last=answer_of(last_report) if last_report else None,
        facts=light_facts(measure, entry, seen, min(today, report.round.period_ends)),
        milestones=milestones,
        values=tuple(_collected(seen, measure.key, report.round)),
        same_before=_same_before(earlier),
        today=today,
        decision=decision,
    )
    return Question(report, measure, entry, asked, answer_of(report) if report.version else None, last_report)


def promised(entry: EntryView, last: StatusReport | None) -> tuple[MilestoneAnswer, ...]:
    """The plan's milestones, with the dates last reported where they were put off."""
    moved = {known["key"]: known["due"] for known in last.milestones} if last else {}
    return tuple(
        MilestoneAnswer(one.key, one.title, one.due if one.done_on else moved.get(one.key, one.due), one.done_on)
        for one in entry.milestones
    )


def light_facts(measure: MeasureView, entry: EntryView, seen: Situation, day: date) -> LightFacts:
    """What the plan and the indicators say about a measure on a day, before anyone has answered."""
    last_money = next((one for one in reversed(measure.funding) if one.secured is not None), None)
    last_spent = next((one for one in reversed(measure.funding) if one.spent is not None), None)
    status = measure.last_status
    return LightFacts(
        day=day,
        stage=status.stage if status else "",
        begins=entry.begins,
        ends=entry.ends,
        milestones=tuple(MilestoneFact(one.title, one.due, one.done_on) for one in entry.milestones),
        money=measure.money,
        planned=entry.planned,
        secured=last_money.secured if last_money else None,
        spent=last_spent.spent if last_spent else None,
        indicators=tuple(
            fact
            for link in seen.links_by_measure.get(measure.key, ())
            for fact in _indicator_facts(seen.indicators[link.indicator_key], link.role)
        ),
    )


def _indicator_facts(indicator: IndicatorView, role: str) -> Iterable[IndicatorFact]:
    """The indicator beside each of its targets that names a number, or once without one."""
    values = [seen for seen in indicator.series if seen.value is not None]
    latest, before = (values[-1] if values else None), (values[-2] if len(values) > 1 else None)
    aims: list[tuple[Decimal | None, str]] = [(aim.value, aim.due) for aim in indicator.targets if aim.value]
    for target, due in aims or [(None, "")]:
        yield IndicatorFact(
            title=indicator.title,
            polarity=indicator.polarity,
            value=latest.value if latest else None,
            previous=before.value if before else None,
            target=target,
            due=due,
            role=role,
            period=latest.period if latest else "",
            key=indicator.key,
        )


def _collected(seen: Situation, measure_key: str, this_round: Round) -> Iterable[AskedValue]:
    """Indicators that show the measure's progress and that only its own people can count."""
    half = 1 if this_round.period_ends.month <= 6 else 2
    for link in seen.links_by_measure.get(measure_key, ()):
        indicator = seen.indicators[link.indicator_key]
        if link.role == "progress" and indicator.origin == "collected":
            period = f"{this_round.period_ends.year}-H{half}"
            yield AskedValue(indicator.key, indicator.title, indicator.unit, period, indicator.form)


def answer_of(report: StatusReport, attachments: Sequence[str] = ()) -> Answer:
    """A stored status report as the rules compare it."""
    return Answer(
        stage=report.stage,
        light=report.light,
        sentence=report.sentence,
        light_reason=report.light_reason,
        money=report.money,
        secured=report.secured,
        spent=report.spent,
        milestones=tuple(MilestoneAnswer(**one) for one in report.milestones),
        observations=tuple(
            ObservationAnswer(
                one["indicator_key"], one["title"], one["period"], Decimal(one["value"]), one.get("unit", "")
            )
            for one in report.observations
        ),
        attachments=tuple(attachments),
        asks_amount=report.asks_amount,
        asks_text=report.asks_text,
    )


def _earlier(this_round: Round, reports: Sequence[StatusReport]) -> Mapping[int, list[StatusReport]]:
    """What was reported on these measures in the rounds before, by measure, the latest first."""
    found: dict[int, list[StatusReport]] = {}
    before = StatusReport.objects.filter(
        measure_id__in=[report.measure_id for report in reports],
        round__period_ends__lt=this_round.period_ends,
        removed_on=None,
        version__gt=0,
    )
    for report in before.select_related("round").order_by("-round__period_ends"):
        found.setdefault(report.measure_id, []).append(report)
    return found


def _same_before(earlier: Sequence[StatusReport]) -> int:
    count = 0
    for report in earlier:
        if not report.unchanged:
            break
        count += 1
    return count


def _decisions(reports: Sequence[StatusReport]) -> Mapping[int, str]:
    """What each is asked about a decision, in words."""
    decided = unanswered([report.measure_id for report in reports], besides=[report.pk for report in reports])
    return {measure: _in_words(decision) for measure, decision in decided.items()}


def unanswered(measures: Sequence[int], besides: Sequence[int] = ()) -> Mapping[int, Decision]:
    """The last decision on each measure that nobody has answered since; deferrals ask for nothing.

    What the reports ``besides`` answer does not count: they are being asked. Two statements.
    """
    decided = Decision.objects.filter(
        measure_id__in=measures, removed_on=None, sitting__state=Sitting.State.CLOSED, sitting__removed_on=None
    ).exclude(kind=Decision.Kind.DEFER)
    last = {one.measure_id: one for one in decided.select_related("sitting", "owner").order_by("sitting__held_on")}
    answers = StatusReport.objects.filter(measure_id__in=measures, removed_on=None, sent_at__isnull=False)
    said = answers.exclude(decision_answer="").exclude(pk__in=besides)
    for measure, sent_at in said.values_list("measure_id", "sent_at"):
        if measure in last and sent_at and sent_at.date() > last[measure].sitting.held_on:
            del last[measure]
    return last


def _in_words(decision: Decision) -> str:
    said = f": {decision.text}" if decision.text else ""
    return f"{decision.get_kind_display()}{said} (bis {decision.due:%d.%m.%Y})"


def attachment_names(reports: Sequence[StatusReport]) -> Mapping[int, tuple[str, ...]]:
    """Names of the files handed in, by status report."""
    found: dict[int, tuple[str, ...]] = {}
    for one in Attachment.objects.filter(report__in=reports, removed_on=None):
        found[one.report_id] = (*found.get(one.report_id, ()), one.name)
    return found
