"""Adopting from a passage: a draft with quotation and source, or a refusal with a reason."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from leitstand.domain.papers.models import Adoption, Passage
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.demands import mark_demand
from leitstand.domain.plans.models import MeasureEntry
from leitstand.domain.sources.records import remove
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from tests.domain.papers.made_papers import FIRST, TEXT, Small, small_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


def test_a_measure_keeps_quotation_and_source(small: Small, office: Actor) -> None:
    values = {"edition": small.draft, "title": "Ladepunkte", "promise": FIRST, "topic": small.topic}
    adoption = adopt(small.passage, "adopt", "", "measure", values, actor=office)
    entry = MeasureEntry.objects.get()
    assert (adoption.quotation, adoption.measure) == (TEXT, entry.measure)
    assert (entry.edition, entry.topic, entry.field) == (small.draft, small.topic, small.field)
    assert [source.title for source in entry.sources.all()] == ["Laden in Musterland"]
    assert [source.title for source in adoption.sources.all()] == ["Laden in Musterland"]


@pytest.mark.parametrize("kind", ["goal", "topic"])
def test_a_goal_or_topic_keeps_its_source(small: Small, office: Actor, kind: str) -> None:
    values = {"edition": small.draft, "field": small.field, "title": "Laden", "text": "Alle laden."}
    adoption = adopt(small.passage, "adapt", "Kürzer gefasst.", kind, values, actor=office)
    made = getattr(adoption, kind)
    assert [source.url for source in made.sources.all()] == ["https://example.org/papier.pdf"]


def test_a_refusal_keeps_its_reason_and_makes_nothing(small: Small, office: Actor) -> None:
    adoption = adopt(small.passage, "reject", "Das macht der Bund.", "", {"quotation": FIRST}, actor=office)
    assert (adoption.quotation, adoption.reason, adoption.measure) == (FIRST, "Das macht der Bund.", None)
    assert not MeasureEntry.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "kind", "values", "field"),
    [
        ("reject", "", {}, "reason"),
        ("adopt", "", {}, "target_kind"),
        ("maybe", "measure", {}, "verdict"),
        ("adopt", "measure", {"title": "x"}, "edition"),
        ("adopt", "topic", {"title": "x"}, "field"),
    ],
)
def test_what_is_missing_is_named(
    small: Small, office: Actor, verdict: str, kind: str, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        adopt(small.passage, verdict, " ", kind, values, actor=office)
    assert list(refusal.value.message_dict) == [field]


def test_an_adopted_edition_takes_in_nothing(small: Small, office: Actor) -> None:
    with pytest.raises(RuleBroken) as refusal:
        adopt(small.passage, "adopt", "", "measure", {"edition": small.frozen, "title": "x"}, actor=office)
    assert refusal.value.code == "frozen-edition"
    assert not Adoption.objects.exists()


def test_a_quotation_that_is_not_the_wording_leaves_nothing_behind(small: Small, office: Actor) -> None:
    values = {"edition": small.draft, "title": "x", "quotation": "Wir fordern viele Ladepunkte."}
    with pytest.raises(RuleBroken):
        adopt(small.passage, "adopt", "", "measure", values, actor=office)
    assert (Adoption.objects.count(), MeasureEntry.objects.count()) == (0, 0)


def test_a_topic_of_another_edition_is_refused_and_leaves_nothing_behind(small: Small, office: Actor) -> None:
    other = type(small.draft).objects.create(key="x", plan=small.draft.plan, title="X", short_title="x")
    with pytest.raises(ValidationError):
        adopt(
            small.passage, "adopt", "", "measure", {"edition": other, "title": "x", "topic": small.topic}, actor=office
        )
    assert not MeasureEntry.objects.exists()


def test_adopting_a_demand_answers_it_but_not_publicly(small: Small, office: Actor) -> None:
    demand = mark_demand(small.passage, {"text": FIRST}, actor=office)
    adoption = adopt(demand, "adopt", "", "measure", {"edition": small.draft, "title": "x"}, actor=office)
    answer = demand.answers.get()
    assert (answer.outcome, answer.measure, answer.public) == ("adopted", adoption.measure, False)
    assert (adoption.passage, adoption.demand, adoption.quotation) == (small.passage, demand, FIRST)


@pytest.mark.parametrize("role", ["contact", "committee", "reader", "public"])
def test_nobody_but_the_office_adopts(small: Small, role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        adopt(small.passage, "reject", "Nein.", "", {}, actor=request.getfixturevalue(role))


@pytest.mark.parametrize("kind", ["measure", "goal", "topic"])
def test_the_same_decision_is_made_once(small: Small, office: Actor, kind: str) -> None:
    values = {"edition": small.draft, "field": small.field, "title": "Laden", "text": "Alle laden."}
    adopt(small.passage, "adopt", "", kind, values, actor=office)
    with pytest.raises(RuleBroken, match="schon genau so entschieden"):
        adopt(small.passage, "adopt", "", kind, values, actor=office)
    assert Adoption.objects.count() == 1


def test_one_quotation_becomes_two_measures_of_other_names(small: Small, office: Actor) -> None:
    for title in ("Ladepunkte", "Ladehöfe"):
        adopt(small.passage, "adopt", "", "measure", {"edition": small.draft, "title": title}, actor=office)
    assert Adoption.objects.count() == 2


def test_a_removed_demand_is_not_adopted(small: Small, office: Actor) -> None:
    demand = mark_demand(small.passage, {"text": FIRST}, actor=office)
    remove(demand, actor=office)
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        adopt(demand, "reject", "Zu teuer.", "", {}, actor=office)


@pytest.mark.parametrize("gone", ["paper", "text"])
def test_nothing_is_adopted_from_what_was_removed(small: Small, office: Actor, gone: str) -> None:
    record = small.paper if gone == "paper" else small.passage.fulltext
    type(record).objects.update(removed_on=clock.today())
    passage = Passage.objects.select_related("fulltext__paper").get()
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        adopt(passage, "adopt", "", "measure", {"edition": small.draft, "title": "Laden"}, actor=office)
    assert MeasureEntry.objects.count() == 0
