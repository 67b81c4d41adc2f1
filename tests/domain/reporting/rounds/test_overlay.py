"""The situation with a frozen round laid over it is what publishing makes of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from leitstand.domain.plans.models import Funding, Status
from leitstand.domain.plans.models import Milestone as StoredMilestone
from leitstand.domain.reporting.models import Round, StatusReport
from leitstand.domain.reporting.operations import answering, freezing, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound, frozen_round
from leitstand.domain.reporting.queries.rounds.overlay import with_round
from leitstand.domain.reporting.queries.situation import Situation, forget, situation
from leitstand.foundation.actor import PUBLIC
from tests.domain.reporting.rounds.conftest import OPEN, SYSTEM, holder, said
from tests.worlds import World, inside

LIGHTS = ("on_track", "at_risk", "off_track")


def _freeze() -> None:
    """All but one person answered, with all lights and states of the money."""
    open_round = Round.objects.get()
    for number, request in enumerate(list(open_round.requests.select_related("person", "round__edition"))[:-1]):
        given = said(request, light=LIGHTS[number % 3], money="partly", secured="1000")
        for report in request.reports.select_related("measure"):
            milestone = StoredMilestone.objects.filter(entry__measure=report.measure).first()
            if milestone:
                given[report.key][f"milestone:{milestone.key}:done_on"] = open_round.period_ends.isoformat()
        sending = answering.send(request, given, {}, actor=holder(request))
        assert sending.done, sending.problems
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Eine Person schweigt.")
    rounds.begin_review(open_round, actor=SYSTEM)
    reviewing.approve(list(StatusReport.objects.filter(state=StatusReport.State.SENT)), actor=SYSTEM)
    freezing.freeze_round(open_round, actor=SYSTEM)


FROZEN = World("frozen", _freeze, upon=OPEN)


@pytest.fixture
def frozen(db: None) -> Iterator[FrozenRound]:
    with inside(FROZEN):
        yield frozen_round(Round.objects.select_related("frozen").get())


@pytest.fixture
def seen(frozen: FrozenRound) -> Situation:
    """The public's situation at the end of the round's period, nothing published yet."""
    forget()
    return situation(frozen.period_ends, actor=PUBLIC)


def asked_for(frozen: FrozenRound, seen: Situation) -> dict[str, str]:
    return {one.key: seen.plan.measures[one.key].state.code for one in frozen.measures if one.answer}


def test_measure_has_the_state_that_was_reported(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    assert asked_for(frozen, laid) == {one.key: one.state for one in frozen.measures if one.answer}


def test_measure_without_an_answer_stays_as_it_was(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    silent = [one.key for one in frozen.measures if one.answer is None]
    assert [laid.plan.measures[key] for key in silent] == [seen.plan.measures[key] for key in silent]


def test_situation_itself_stays_as_it_was(frozen: FrozenRound, seen: Situation) -> None:
    before = asked_for(frozen, seen)
    with_round(seen, frozen)
    assert asked_for(frozen, seen) == before


def test_nothing_is_written(frozen: FrozenRound, seen: Situation) -> None:
    with_round(seen, frozen)
    assert (Status.objects.filter(author__startswith="Runde").count(), seen.head) == (0, seen.head)


def test_status_is_dated_by_the_end_of_the_period(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    told = [one.key for one in frozen.measures if one.answer]
    dates = {laid.plan.measures[key].statuses[-1].when for key in told}
    assert dates == {frozen.period_ends.isoformat()}


def test_rows_show_the_reported_states(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    rows = {row.measure.key: row.state for row in laid.rows(str(frozen.facts["edition_key"]))}
    assert [rows[one.key] for one in frozen.measures if one.answer] == [
        one.state for one in frozen.measures if one.answer
    ]


def test_milestone_reported_as_reached_is_reached(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    reached = [m.key for one in frozen.measures if one.answer for m in one.answer.milestones if m.done_on]
    steps = {step.key: step for entry in laid.plan.entries.values() for step in entry.milestones}
    assert reached
    assert [key for key in reached if not steps[key].done_on or steps[key].overdue] == []


def test_money_is_what_was_reported(frozen: FrozenRound, seen: Situation) -> None:
    laid = with_round(seen, frozen)
    assert {laid.plan.measures[one.key].money for one in frozen.measures if one.answer} == {"partly"}


def test_overlay_equals_what_publishing_writes(frozen: FrozenRound, seen: Situation, open_round: Round) -> None:
    freezing.publish_round(open_round, actor=SYSTEM)
    forget()
    published = situation(frozen.period_ends, actor=PUBLIC)
    assert asked_for(frozen, with_round(seen, frozen)) == asked_for(frozen, published)


def test_measures_are_the_same_before_and_after_publishing(
    frozen: FrozenRound, seen: Situation, open_round: Round
) -> None:
    before = with_round(seen, frozen)
    freezing.publish_round(open_round, actor=SYSTEM)
    forget()
    after = with_round(situation(frozen.period_ends, actor=PUBLIC), frozen)
    assert after.plan.measures == before.plan.measures


def test_indicators_are_the_same_before_and_after_publishing(
    frozen: FrozenRound, seen: Situation, open_round: Round
) -> None:
    before = with_round(seen, frozen)
    freezing.publish_round(open_round, actor=SYSTEM)
    forget()
    assert with_round(situation(frozen.period_ends, actor=PUBLIC), frozen).indicators == before.indicators


def test_laying_it_over_twice_adds_nothing(frozen: FrozenRound, seen: Situation) -> None:
    once = with_round(seen, frozen)
    assert with_round(once, frozen).plan.measures == once.plan.measures


def test_status_changed_after_publishing_stays_as_it_was_frozen(
    frozen: FrozenRound, seen: Situation, open_round: Round
) -> None:
    freezing.publish_round(open_round, actor=SYSTEM)
    status = Status.objects.get(key=f"{open_round.key}.{next(one.key for one in frozen.measures if one.answer)}")
    Status.objects.filter(pk=status.pk).update(wording="Nachträglich anders.")
    forget()
    laid = with_round(situation(frozen.period_ends, actor=PUBLIC), frozen)
    assert laid.plan.measures[status.measure.key].statuses[-1].wording == "Läuft."


def test_measure_the_public_does_not_know_does_not_come_in(frozen: FrozenRound, seen: Situation) -> None:
    hidden = replace(frozen, measures=(replace(frozen.measures[0], key="geheim"), *frozen.measures[1:]))
    assert "geheim" not in with_round(seen, hidden).plan.measures


def test_money_facts_are_not_added_twice_after_publishing(frozen: FrozenRound, open_round: Round) -> None:
    freezing.publish_round(open_round, actor=SYSTEM)
    forget()
    laid = with_round(situation(frozen.period_ends, actor=PUBLIC), frozen)
    keys = [fact.key for measure in laid.plan.measures.values() for fact in measure.funding]
    assert (len(keys), Funding.objects.filter(key__startswith=open_round.key).count()) == (
        len(set(keys)),
        sum(one.answer is not None for one in frozen.measures),
    )
