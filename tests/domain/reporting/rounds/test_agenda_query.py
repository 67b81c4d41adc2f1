"""The agenda from stored rounds: order, days, trend, last decisions and what came of them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.operations import deciding
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.domain.reporting.queries.rounds.agenda import agenda_of, agenda_on
from leitstand.domain.reporting.queries.rounds.asking import questions
from leitstand.foundation import clock
from tests.domain.reporting.rounds.conftest import PEOPLE, SYSTEM, moment
from tests.domain.reporting.rounds.sittings import play_round, sitting_of
from tests.worlds import World, inside

RED, SILENT, STOPPED = "massnahme-1", "massnahme-2", "massnahme-3"
# After whatever day these tests run on: the history knows the people only from then on.
FIRST, BETWEEN, SECOND = "2041-07-01 10:00", "2041-09-02 10:00", "2042-01-06 10:00"


def at(text: str) -> AbstractContextManager[None]:
    return clock.at(moment(text))


def answers(red: str | None = "off_track", **more: str) -> dict[str, dict[str, str] | None]:
    stopped = {"stage": "stopped", "light": "", "light_reason": "Eingestellt."}
    return {RED: None if red is None else {"light": red, **more}, SILENT: None, STOPPED: stopped}


def decide_on_red(first: Round, kind: str = "replan") -> None:
    """A closed sitting that decided on the red measure, due in a month, and deferred the others."""
    with at(BETWEEN):
        sitting = sitting_of(first, clock.today())
        red = Measure.objects.get(key=RED)
        due = clock.today() + timedelta(days=30)
        deciding.decide(sitting, red, kind, due, owner_text="Frau Muster", actor=SYSTEM)
        deciding.defer_rest(sitting, due, actor=SYSTEM)
        deciding.close_sitting(sitting, actor=SYSTEM)


def _play_first() -> None:
    with at(FIRST):
        play_round(answers())


@pytest.fixture
def first_round(db: None) -> Iterator[Round]:
    with inside(World("first_round", _play_first, upon=PEOPLE)):
        yield Round.objects.get()


def second_round(red: str | None = "off_track", **more: str) -> Round:
    with at(SECOND):
        return play_round(answers(red, **{"decision_answer": "Noch nichts."} | more))


def test_order_is_that_of_the_rule(first_round: Round) -> None:
    with at(BETWEEN):
        scores = [row.item.score for row in agenda_on(clock.today()).items if row.item]

    assert (scores, len(scores) > 3) == (sorted(scores, reverse=True), True)


def test_stopped_measure_is_known_but_not_on_the_agenda(first_round: Round) -> None:
    with at(BETWEEN):
        picture = agenda_on(clock.today())
    on_agenda = {row.key for row in picture.items}

    assert (len(picture.rows) > len(on_agenda), STOPPED in picture.rows, STOPPED in on_agenda) == (True, True, False)


def test_days_are_counted_up_to_the_day_of_the_sitting(first_round: Round) -> None:
    with at(BETWEEN):
        today = clock.today()
        days = [agenda_on(day).rows[RED].item.days for day in (today, today + timedelta(days=10))]

    assert days[1] - days[0] == 10


def test_trend_tells_round_after_round(first_round: Round) -> None:
    second_round(red="at_risk")
    with at(SECOND):
        trend = agenda_on(clock.today()).rows[RED].trend

    assert [(one.title, one.state) for one in trend] == [("1/2041", "off_track"), ("2/2041", "at_risk")]


def test_agenda_of_an_earlier_round_does_not_know_the_later_one(first_round: Round) -> None:
    second_round(red="at_risk")
    with at(SECOND):
        row = agenda_on(clock.today(), first_round).rows[RED]

    assert (row.state, len(row.trend)) == ("off_track", 1)


def test_decision_past_its_date_without_effect_says_so(first_round: Round) -> None:
    decide_on_red(first_round)
    second_round(red="off_track")
    with at(SECOND):
        row = agenda_on(clock.today()).rows[RED]

    assert (row.last.has_effect, "decision_without_effect" in [why.code for why in row.item.whys]) == (False, True)


def test_better_standing_in_the_next_round_is_an_effect(first_round: Round) -> None:
    decide_on_red(first_round, kind="stop")
    second_round(stage="stopped", red="", decision_answer="Eingestellt.")
    with at(SECOND):
        last = agenda_on(clock.today()).rows[RED].last

    assert (last.has_effect, last.answer) == (True, "Eingestellt.")


def test_words_alone_are_no_effect(first_round: Round) -> None:
    decide_on_red(first_round)
    second_round(red="off_track", decision_answer="Wir arbeiten daran.")
    with at(SECOND):
        last = agenda_on(clock.today()).rows[RED].last

    assert (last.has_effect, last.answer) == (False, "Wir arbeiten daran.")


def test_deferral_asks_the_contact_nothing(first_round: Round) -> None:
    decide_on_red(first_round)
    with at(SECOND):
        asked = {one.measure.key: one.asked.decision for one in questions(second_round().reports.all())}

    assert {key for key, decision in asked.items() if decision} == {RED}


def test_silence_is_no_effect(first_round: Round) -> None:
    decide_on_red(first_round)
    second_round(red=None)
    with at(SECOND):
        assert agenda_on(clock.today()).rows[RED].last.has_effect is False


def test_deferred_item_comes_back(first_round: Round) -> None:
    decide_on_red(first_round, kind="defer")
    with at(SECOND):
        whys = [why.code for why in agenda_on(clock.today()).rows[RED].item.whys]

    assert "deferred" in whys


def test_list_of_decisions_without_effect_leaves_deferrals_out(first_round: Round) -> None:
    decide_on_red(first_round)
    with at(SECOND):
        found = agenda_on(clock.today()).without_effect

    assert [(row.key, row.last.kind) for row in found] == [(RED, "replan")]


def test_decision_is_not_without_effect_before_its_date(first_round: Round) -> None:
    decide_on_red(first_round)
    with at(BETWEEN):
        assert agenda_on(clock.today()).without_effect == ()


def test_sitting_does_not_see_its_own_decisions_as_past(first_round: Round) -> None:
    with at(BETWEEN):
        sitting = sitting_of(first_round, clock.today())
        deciding.decide(sitting, Measure.objects.get(key=RED), "watch", clock.today(), owner_text="X", actor=SYSTEM)
        deciding.defer_rest(sitting, clock.today(), actor=SYSTEM)
        deciding.close_sitting(sitting, actor=SYSTEM)

        assert {row.last for row in agenda_of(sitting).items} == {None}


def test_agenda_without_any_round_comes_from_the_situation(plan_with_people: None) -> None:
    picture = agenda_on(date(2026, 9, 1))

    assert (picture.round_title, bool(picture.items)) == ("", True)


def statements(measures: int) -> int:
    load_synthetic(measures, 5, 1, 1, actor=SYSTEM)
    invent_people(4, 1, actor=SYSTEM)
    with at(FIRST):
        decide_on_red(play_round(answers()))
    with at(BETWEEN):
        agenda_on(clock.today())
    with at(BETWEEN), CaptureQueriesContext(connection) as caught:
        agenda_on(clock.today())
    return len(caught)


@pytest.mark.parametrize("measures", [3, 30])
def test_statements_do_not_grow_with_the_measures(measures: int, db: None) -> None:
    assert statements(measures) == 4
