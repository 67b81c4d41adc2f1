"""Values that only a measure's people know: asked by their form, checked by its rule, joined only to their like."""

from decimal import Decimal

import pytest

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, freezing, reviewing, rounds
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said


@pytest.fixture
def request_(open_round: Round) -> Request:
    """The first request of the round; its first measure has an indicator that its people count themselves."""
    found = open_round.requests.select_related("person", "round__edition").first()
    assert found is not None
    measure = found.reports.select_related("measure").order_by("pk")[0].measure
    made = Indicator(
        key="gaeste", title="Gäste", unit="Personen", polarity="up", origin="collected", question="Wie viele kamen?",
        lowest=Decimal(0),
    )  # fmt: skip
    writing.create(SYSTEM, [writing.Row(made)])
    link = MeasureIndicator(key="gaeste.bezug", measure=measure, indicator=made, role="progress")
    writing.create(SYSTEM, [writing.Row(link)])
    forget()
    return found


def send(request: Request, value: str) -> answering.Sending:
    return answering.send(request, said(request, **{"value:gaeste": value}), {}, actor=holder(request))


@pytest.mark.parametrize(("value", "code"), [("-1", "low"), ("1,5", "places")])
def test_value_outside_the_form_is_a_problem(request_: Request, value: str, code: str) -> None:
    problems = [one for own in (send(request_, value).problems or {}).values() for one in own]
    assert {(one.name, one.code) for one in problems} == {("value:gaeste", code)}


def _freeze(this_round: Round, request: Request) -> None:
    assert send(request, "120").done
    rounds.close_round(this_round, actor=SYSTEM, gaps_reason="Die anderen schweigen.")
    rounds.begin_review(this_round, actor=SYSTEM)
    reviewing.approve(list(StatusReport.objects.filter(state=StatusReport.State.SENT)), actor=SYSTEM)
    freezing.freeze_round(this_round, actor=SYSTEM)


def test_value_enters_the_series_with_the_unit_it_was_asked_in(request_: Request, open_round: Round) -> None:
    _freeze(open_round, request_)
    freezing.publish_round(open_round, actor=SYSTEM)
    assert list(Observation.objects.filter(indicator__key="gaeste").values_list("value", "unit")) == [
        (Decimal(120), "Personen")
    ]


def test_value_asked_in_another_unit_is_refused(request_: Request, open_round: Round) -> None:
    _freeze(open_round, request_)
    writing.update(SYSTEM, Indicator.objects.get(key="gaeste"), {"unit": "Tausend Personen"})
    with pytest.raises(RuleBroken, match="Einheit"):
        freezing.publish_round(open_round, actor=SYSTEM)
