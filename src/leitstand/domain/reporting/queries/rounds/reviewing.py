"""What a review reads: each report as its difference to the last one, beside the light the rule computes.

Made for all measures of a round with a fixed number of statements. What is *alike* says the same as last time
and its lights agree: such reports may be approved together.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from leitstand.domain.plans.queries.views import InstitutionView
from leitstand.domain.reporting.access import is_own
from leitstand.domain.reporting.models import Attachment, Round, StatusReport
from leitstand.domain.reporting.queries.rounds.asking import Question, questions
from leitstand.domain.reporting.queries.rounds.freezing import state_of_answer
from leitstand.domain.reporting.rules.answering import differs, overlaid
from leitstand.domain.reporting.rules.differences import Ask, Difference, differences
from leitstand.domain.reporting.rules.light import Computed, computed_light
from leitstand.foundation.actor import Actor

State = StatusReport.State
FILTERS = ("waiting", "differing", "alike", "returned", "approved", "missing", "all")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that was handed in; ``size`` in bytes."""

    key: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure of the round. ``said`` is the reporter's word as a state; empty texts were not given."""

    report: StatusReport
    title: str
    code: str
    lead: InstitutionView | None
    said: str
    computed: Computed
    agrees: bool
    differences: tuple[Difference, ...]
    is_first: bool
    decision: str
    attachments: tuple[Evidence, ...]
    sent_on: date | None
    is_own: bool
    ask: Ask | None

    @property
    def state(self) -> str:
        return self.report.state

    @property
    def is_alike(self) -> bool:
        """Sent by someone else, says the same as last time, and the lights agree."""
        same = not self.differences and not self.report.decision_answer and self.agrees
        return self.state == State.SENT and same and not self.is_own

    @property
    def sign(self) -> tuple[Hashable, ...]:
        """Equal for readings that say the same: for whoever keeps what was made of them."""
        report = self.report
        return (
            *(report.pk, report.version, report.state, report.comment, report.approved_by, report.approved_at),
            *(report.sentence, report.light_reason, report.evidence, report.decision_answer, report.sent_by),
            *(self.title, self.lead.name if self.lead else "", self.said, self.decision, self.is_own, self.ask),
            *(repr(self.computed), self.differences, self.attachments, self.sent_on),
        )

    @property
    def is_sent(self) -> bool:
        return self.state != State.OPEN


@dataclass(frozen=True, slots=True)
class Review:
    """All readings of a round, in the plan's order."""

    round: Round
    rows: tuple[Reading, ...]

    def shown(self, name: str) -> tuple[Reading, ...]:
        """The readings of one of ``FILTERS``."""
        return tuple(row for row in self.rows if _passes(row, name))

    @property
    def counts(self) -> Mapping[str, int]:
        return {name: len(self.shown(name)) for name in FILTERS}


def _passes(row: Reading, name: str) -> bool:
    by_state = {"waiting": State.SENT, "returned": State.RETURNED, "approved": State.APPROVED, "missing": State.OPEN}
    if name in by_state:
        return row.state == by_state[name]
    if name == "differing":
        return row.state == State.SENT and not row.agrees
    return row.is_alike if name == "alike" else True


def review(this_round: Round, *, actor: Actor) -> Review:
    """The round as the office reads it; ``actor`` decides which reports are their own."""
    reports = list(this_round.reports.filter(removed_on=None).select_related("measure", "request__person"))
    for report in reports:
        # Joining the same round to every row would cost more than all the rest.
        report.round = this_round
    asked = questions(reports)
    files = _files(this_round)
    return Review(this_round, tuple(_reading(one, files.get(one.report.pk, ()), actor) for one in asked))


def _reading(one: Question, files: Sequence[Evidence], actor: Actor) -> Reading:
    report, answer, facts = one.report, one.answer, one.asked.facts
    named = replace(answer, attachments=tuple(file.name for file in files)) if answer else None
    computed = computed_light(overlaid(facts, answer) if answer else facts)
    return Reading(
        report=report,
        title=one.title,
        code=one.entry.code,
        lead=one.entry.lead,
        said=state_of_answer(answer),
        computed=computed,
        agrees=answer is None or not differs(answer, computed),
        differences=differences(one.asked.last, named) if named else (),
        is_first=named is not None and one.asked.last is None,
        decision=one.asked.decision,
        attachments=tuple(files),
        sent_on=timezone.localdate(report.sent_at) if report.sent_at else None,
        is_own=is_own(report, actor),
        ask=answer.ask if answer else None,
    )


def _files(this_round: Round) -> Mapping[int, Sequence[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    files = Attachment.objects.filter(report__round=this_round, removed_on=None).select_related("stored")
    for one in files:
        found.setdefault(one.report_id, []).append(Evidence(one.key, one.name, one.stored.size))
    return found
