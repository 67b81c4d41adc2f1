"""The report of a frozen round: the same before and after publication, and public with its round only."""

import pytest

from leitstand.domain.plans.models import MeasureEntry
from leitstand.domain.reporting.models import Report, Round
from leitstand.domain.reporting.operations import freezing, reports
from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import writing
from tests.domain.reporting.rounds.conftest import SYSTEM
from tests.domain.reporting.rounds.test_overlay import frozen  # noqa: F401 - the round frozen there

MADE = [reports.Made("pdf", b"%PDF-1.7", "application/pdf")]


@pytest.fixture
def report(frozen: FrozenRound, open_round: Round) -> Report:  # noqa: F811 - the fixture
    forget()
    return reports.order_round_report(open_round, actor=SYSTEM)


@pytest.fixture
def content(report: Report) -> ReportContent:
    return reports.content_of(report)


def test_report_is_of_the_last_day_of_the_period(report: Report, open_round: Round) -> None:
    assert (report.as_of, report.round) == (open_round.period_ends, open_round)


def test_report_of_a_round_that_is_not_frozen_is_refused(open_round: Round) -> None:
    with pytest.raises(RuleBroken) as told:
        reports.order_round_report(open_round, actor=SYSTEM)
    assert told.value.code == "not-frozen"


def test_public_may_order_no_report(frozen: FrozenRound, open_round: Round, public: object) -> None:  # noqa: F811 - the fixture
    with pytest.raises(NotAllowed):
        reports.order_round_report(open_round, actor=public)  # type: ignore[arg-type]  # the fixture's actor


def test_content_built_twice_has_the_same_hash(report: Report, content: ReportContent) -> None:
    forget()
    assert reports.content_of(report).content_hash == content.content_hash


def test_content_has_the_same_hash_after_publication(report: Report, content: ReportContent, open_round: Round) -> None:
    freezing.publish_round(open_round, actor=SYSTEM)
    forget()
    assert reports.content_of(report).content_hash == content.content_hash


def test_round_part_is_the_same_after_the_plan_changed(report: Report, content: ReportContent) -> None:
    writing.update(SYSTEM, MeasureEntry.objects.order_by("key")[0], {"title": "Ganz anders"})
    forget()
    assert reports.content_of(report).round == content.round


def test_erratum_is_in_the_report(report: Report, content: ReportContent, open_round: Round) -> None:
    freezing.correct_round(open_round, "alt", "neu", "weil", actor=SYSTEM)
    part = reports.content_of(report).round
    assert part is not None
    assert [one.correct.text for one in part.errata] == ["neu"]


def test_round_part_counts_what_was_frozen(content: ReportContent, frozen: FrozenRound) -> None:  # noqa: F811 - the fixture
    assert content.round is not None
    counts = {count.code: count.count for count in content.round.spread.counts}
    assert counts == {code: number for code, number in frozen.rollup.counts.items() if number}


def test_every_measure_of_the_round_has_both_lights(content: ReportContent, frozen: FrozenRound) -> None:  # noqa: F811 - the fixture
    assert content.round is not None
    told = {line.key: (line.reported, line.computed) for line in content.round.lights}
    assert told == {one.key: (one.state, one.computed.light) for one in frozen.measures}


def test_measures_that_answered_show_what_was_reported(content: ReportContent, frozen: FrozenRound) -> None:  # noqa: F811 - the fixture
    states = {line.key: line.state for line in content.measures}
    answered = [one for one in frozen.measures if one.answer]
    assert [states[one.key] for one in answered] == [one.state for one in answered]


def test_report_of_an_unpublished_round_cannot_be_published(report: Report) -> None:
    reports.finish(report, MADE, "a" * 64, actor=SYSTEM)
    with pytest.raises(RuleBroken) as told:
        reports.publish_report(report, actor=SYSTEM)
    assert told.value.code == "round-not-published"


def test_finished_report_is_published_with_its_round(report: Report, open_round: Round) -> None:
    reports.finish(report, MADE, "a" * 64, actor=SYSTEM)
    freezing.publish_round(open_round, actor=SYSTEM)
    reports.publish_round_reports(open_round, actor=SYSTEM)
    report.refresh_from_db()
    assert report.published


def test_report_finished_after_its_round_was_published_is_public(report: Report, open_round: Round) -> None:
    freezing.publish_round(open_round, actor=SYSTEM)
    reports.finish(report, MADE, "a" * 64, actor=SYSTEM)
    assert report.published


def test_report_of_no_round_is_hashed_as_before(report: Report) -> None:
    report.round = None
    assert reports.content_of(report).round is None
