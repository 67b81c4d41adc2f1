"""Marking demands and answering them: the exact wording, nothing overwritten, only by the office."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from leitstand.domain.papers.models import Demand, DemandAnswer, Mark, Paper, Passage
from leitstand.domain.papers.operations.demands import answer_demand, mark_demand, show_answers
from leitstand.domain.papers.operations.marks import mark_passage, unmark
from leitstand.domain.sources.models import Source
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history.recording import history_of
from tests.domain.papers.made_papers import FIRST, TEXT, Small, small_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


@pytest.fixture
def demand(small: Small, office: Actor) -> Demand:
    return mark_demand(small.passage, {"text": FIRST}, actor=office)


def test_a_demand_keeps_the_exact_wording_and_its_source(small: Small, office: Actor) -> None:
    figures = [{"kind": "quantity", "text": "1.000 Ladepunkte", "value": "1000", "unit": "Ladepunkte", "by": ""}]
    demand = mark_demand(small.passage, {"text": FIRST, "deadline": "2030", "figures": figures}, actor=office)
    assert (demand.paper, demand.passage, demand.text) == (small.paper, small.passage, FIRST)
    assert (demand.deadline, demand.figures) == ("2030", figures)
    assert [(source.title, source.url) for source in demand.sources.all()] == [
        ("Laden in Musterland", "https://example.org/papier.pdf")
    ]


def test_without_a_text_the_whole_passage_is_the_demand(small: Small, office: Actor) -> None:
    assert mark_demand(small.passage, {}, actor=office).text == TEXT


@pytest.mark.parametrize("text", ["Wir fordern 1000 Ladepunkte.", "wir fordern bis 2030", "Wir  fordern"])
def test_another_wording_is_refused(small: Small, office: Actor, text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        mark_demand(small.passage, {"text": text}, actor=office)
    assert (refusal.value.code, Demand.objects.count()) == ("not-the-wording", 0)


def test_the_same_wording_is_marked_once(small: Small, demand: Demand, office: Actor) -> None:
    with pytest.raises(RuleBroken) as refusal:
        mark_demand(small.passage, {"text": FIRST}, actor=office)
    assert refusal.value.code == "marked-already"


def test_two_demands_of_a_paper_share_its_source(small: Small, demand: Demand, office: Actor) -> None:
    mark_demand(small.passage, {}, actor=office)
    assert Source.objects.count() == 1


def test_a_figure_must_stand_in_the_demand(small: Small, office: Actor) -> None:
    with pytest.raises(ValidationError) as refusal:
        mark_demand(small.passage, {"text": FIRST, "figures": [{"text": "40 Mio. Euro"}]}, actor=office)
    assert "figures" in refusal.value.message_dict


def test_the_latest_answer_counts_and_the_first_stays(demand: Demand, office: Actor) -> None:
    answer_demand(demand, {"outcome": "open", "on": date(2025, 1, 1)}, actor=office)
    answer_demand(demand, {"outcome": "rejected", "reason": "Kein Geld.", "on": date(2025, 6, 1)}, actor=office)
    assert [answer.outcome for answer in demand.answers.all()] == ["open", "rejected"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "rejected", "reason": "  "}, "reason"),
        ({"outcome": "answered"}, "reason"),
        ({"outcome": "adopted"}, "reason"),
        ({"outcome": "unknown"}, "outcome"),
        ({"outcome": ""}, "outcome"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(
    demand: Demand, office: Actor, values: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        answer_demand(demand, values, actor=office)
    assert list(refusal.value.message_dict) == [field]
    assert not DemandAnswer.objects.exists()


def test_an_answer_of_tomorrow_is_refused(demand: Demand, office: Actor) -> None:
    with pytest.raises(ValidationError) as refusal:
        answer_demand(demand, {"outcome": "open", "on": clock.today() + timedelta(days=1)}, actor=office)
    assert list(refusal.value.message_dict) == ["on"]


def test_showing_answers_changes_nothing_but_that(demand: Demand, office: Actor) -> None:
    answer = answer_demand(demand, {"outcome": "open"}, actor=office)
    assert show_answers([answer], actor=office) == 1
    last = history_of("papers.demandanswer", answer.key).first()
    assert last is not None
    assert last.verb == "papers.demandanswer.publish"
    assert DemandAnswer.objects.get().public


@pytest.mark.parametrize("role", ["contact", "committee", "reader", "public"])
def test_nobody_but_the_office_writes(
    small: Small, demand: Demand, role: str, request: pytest.FixtureRequest, office: Actor
) -> None:
    actor = request.getfixturevalue(role)
    answer = answer_demand(demand, {"outcome": "open"}, actor=office)
    mark = mark_passage(small.passage, actor=office)
    for write in (
        lambda: mark_demand(small.passage, {}, actor=actor),
        lambda: answer_demand(demand, {"outcome": "open"}, actor=actor),
        lambda: show_answers([answer], actor=actor),
        lambda: mark_passage(small.passage, actor=actor),
        lambda: unmark(mark, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_a_mark_has_its_author_and_is_changed_by_marking_again(small: Small, office: Actor) -> None:
    mark_passage(small.passage, "lesen", actor=office)
    mark = mark_passage(small.passage, "gelesen", actor=office)
    assert [(one.note, one.author) for one in Mark.objects.all()] == [("gelesen", office.name)]
    unmark(mark, actor=office)
    assert not Mark.objects.filter(removed_on=None).exists()


@pytest.mark.parametrize("do", [mark_demand, lambda passage, _values, actor: mark_passage(passage, actor=actor)])
def test_nothing_is_marked_in_a_removed_paper(small: Small, office: Actor, do: Callable[..., Any]) -> None:
    Paper.objects.update(removed_on=clock.today())
    passage = Passage.objects.select_related("fulltext__paper").get()
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        do(passage, {}, actor=office)


def test_a_removed_demand_is_not_answered(demand: Demand, office: Actor) -> None:
    Demand.objects.update(removed_on=clock.today())
    demand.refresh_from_db()
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        answer_demand(demand, {"outcome": "answered", "reason": "Ja."}, actor=office)
