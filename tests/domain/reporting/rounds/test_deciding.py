"""Sittings of the committee: who may decide, what may be decided, and what closing freezes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Decision, Round, Sitting
from leitstand.domain.reporting.operations import deciding
from leitstand.domain.reporting.queries.rounds.minutes import minutes_of, text_of
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotAllowed, NotFound, RuleBroken
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.recording import verify
from tests.domain.reporting.rounds.conftest import PEOPLE, SYSTEM
from tests.domain.reporting.rounds.sittings import play_round, sitting_of
from tests.worlds import World, inside

RED = "massnahme-1"


PLAYED = World("played", lambda: play_round({RED: {"light": "off_track"}}), upon=PEOPLE)


@pytest.fixture
def played(db: None) -> Iterator[Round]:
    with inside(PLAYED):
        yield Round.objects.get()


@pytest.fixture
def sitting(played: Round) -> Sitting:
    return sitting_of(played, clock.today())


def measure(key: str = RED) -> Measure:
    return Measure.objects.get(key=key)


def due(days: int = 30) -> date:
    return clock.today() + timedelta(days=days)


def settle(sitting: Sitting, actor: Actor = SYSTEM) -> None:
    """Decide one item and defer the others."""
    deciding.decide(sitting, measure(), "replan", due(), owner_text="Frau Muster", text="Neuer Zeitplan.", actor=actor)
    deciding.defer_rest(sitting, due(60), actor=actor)


def code_of(error: pytest.ExceptionInfo[RuleBroken]) -> str:
    return error.value.code


@pytest.mark.parametrize("role", ["committee", "office", "administrator"])
def test_committee_and_office_may_decide(role: str, sitting: Sitting, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(role)

    assert deciding.decide(sitting, measure(), "watch", due(), owner_text="Haus", actor=actor).kind == "watch"


@pytest.mark.parametrize("role", ["contact", "reader", "public"])
def test_others_may_not_decide(role: str, sitting: Sitting, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        deciding.decide(sitting, measure(), "watch", due(), owner_text="X", actor=request.getfixturevalue(role))


def test_public_may_not_prepare(played: Round) -> None:
    with pytest.raises(NotAllowed):
        sitting_of(played, clock.today(), PUBLIC)


def test_second_sitting_waits_for_the_first(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as error:
        sitting_of(None, clock.today())

    assert code_of(error) == "another"


def test_sitting_needs_a_title(played: Round) -> None:
    with pytest.raises(ValidationError):
        deciding.prepare_sitting(played, " ", clock.today(), actor=SYSTEM)


def test_decision_keeps_why_and_how_the_measure_stood(sitting: Sitting) -> None:
    made = deciding.decide(sitting, measure(), "replan", due(), owner_text="X", actor=SYSTEM)

    assert ([why["code"] for why in made.why], made.light_then) == (["off_track_both", "overdue"], "off_track")


def test_second_decision_replaces_the_first(sitting: Sitting) -> None:
    first = deciding.decide(sitting, measure(), "watch", due(), owner_text="X", actor=SYSTEM)
    second = deciding.decide(sitting, measure(), "stop", due(), owner_text="X", actor=SYSTEM)

    assert (first.key, second.kind, sitting.decisions.count()) == (second.key, "stop", 1)


def test_decision_taken_back_can_be_taken_anew(sitting: Sitting) -> None:
    deciding.undo_decision(
        deciding.decide(sitting, measure(), "watch", due(), owner_text="X", actor=SYSTEM), actor=SYSTEM
    )
    deciding.decide(sitting, measure(), "stop", due(), owner_text="X", actor=SYSTEM)

    assert [one.kind for one in sitting.decisions.filter(removed_on=None)] == ["stop"]


def test_decision_needs_an_owner(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as error:
        deciding.decide(sitting, measure(), "replan", due(), owner_text=" ", actor=SYSTEM)

    assert code_of(error) == "owner"


def test_deferral_needs_no_owner(sitting: Sitting) -> None:
    assert deciding.decide(sitting, measure(), "defer", due(), actor=SYSTEM).kind == "defer"


def test_date_before_the_sitting_is_refused(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as error:
        deciding.decide(sitting, measure(), "defer", due(-1), actor=SYSTEM)

    assert code_of(error) == "past"


def test_kind_there_is_not_is_refused(sitting: Sitting) -> None:
    with pytest.raises(ValidationError):
        deciding.decide(sitting, measure(), "applaud", due(), owner_text="X", actor=SYSTEM)


def test_measure_of_no_plan_is_refused(sitting: Sitting) -> None:
    stranger = Measure.objects.create(key="fremd", plan=measure().plan)
    with pytest.raises(NotFound):
        deciding.decide(sitting, stranger, "watch", due(), owner_text="X", actor=SYSTEM)


def test_closing_names_red_items_without_decision(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken) as error:
        deciding.close_sitting(sitting, actor=SYSTEM)

    assert (code_of(error), "Begleitung der Anlaufstellen" in error.value.message) == ("undecided", True)


def test_refused_closing_leaves_the_sitting_open(sitting: Sitting) -> None:
    with pytest.raises(RuleBroken):
        deciding.close_sitting(sitting, actor=SYSTEM)

    assert (Sitting.objects.get().state, Sitting.objects.get().minutes) == ("prepared", None)


def test_rest_is_deferred_in_one_go(sitting: Sitting) -> None:
    deciding.decide(sitting, measure(), "replan", due(), owner_text="X", actor=SYSTEM)
    deferred = deciding.defer_rest(sitting, due(60), actor=SYSTEM)

    assert (deferred > 3, sitting.decisions.filter(kind="defer").count()) == (True, deferred)


def test_closed_sitting_keeps_its_minutes(sitting: Sitting) -> None:
    settle(sitting)
    wanted = text_of(sitting).encode()
    deciding.close_sitting(sitting, actor=SYSTEM)

    assert (sitting.state, read(sitting.minutes), verify()) == ("closed", wanted, None)


def test_minutes_are_what_was_decided_even_if_names_change(sitting: Sitting) -> None:
    person = Person.objects.filter(heads=False).first()
    deciding.decide(sitting, measure(), "replan", due(), owner=person, actor=SYSTEM)
    deciding.defer_rest(sitting, due(60), actor=SYSTEM)
    deciding.close_sitting(sitting, actor=SYSTEM)
    before = minutes_of(sitting)
    Person.objects.update(name="Anders")

    assert minutes_of(Sitting.objects.get()) == before


def test_hash_of_the_minutes_is_in_the_history(sitting: Sitting) -> None:
    settle(sitting)
    deciding.close_sitting(sitting, actor=SYSTEM)

    assert sitting.content_hash == sitting.minutes.sha256 == minutes_of(sitting).content_hash


@pytest.mark.parametrize("what", ["decide", "change", "undo", "defer", "close", "cancel"])
def test_closed_sitting_changes_no_more(what: str, sitting: Sitting) -> None:
    settle(sitting)
    deciding.close_sitting(sitting, actor=SYSTEM)
    do = {
        "decide": lambda: deciding.decide(sitting, measure(), "stop", due(), owner_text="X", actor=SYSTEM),
        "change": lambda: deciding.change_sitting(sitting, {"present": "alle"}, actor=SYSTEM),
        "undo": lambda: deciding.undo_decision(Decision.objects.first(), actor=SYSTEM),
        "defer": lambda: deciding.defer_rest(sitting, due(), actor=SYSTEM),
        "close": lambda: deciding.close_sitting(sitting, actor=SYSTEM),
        "cancel": lambda: deciding.cancel_sitting(sitting, actor=SYSTEM),
    }[what]
    with pytest.raises(RuleBroken) as error:
        do()

    assert code_of(error) == "closed"


def test_sitting_that_decided_is_not_cancelled(sitting: Sitting) -> None:
    settle(sitting)
    with pytest.raises(RuleBroken) as error:
        deciding.cancel_sitting(sitting, actor=SYSTEM)

    assert code_of(error) == "decided"


def test_cancelled_sitting_makes_room(sitting: Sitting, played: Round) -> None:
    deciding.cancel_sitting(sitting, actor=SYSTEM)

    assert sitting_of(played, clock.today()).key != sitting.key
