"""The public's ledger of demands and origins: what is public is there, what is not is nowhere."""

import json

import pytest
from django.test import Client

from leitstand.domain.papers.models import Demand
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.demands import answer_demand, mark_demand
from leitstand.domain.papers.operations.marks import mark_passage
from tests.domain.papers.made_papers import FIRST, MAKER, TEXT, Small, small_plan

PAGES = ("/forderungen/", "/papiere/", "/institution/kammer/", "/quellen/", "/api/v1/papers", "/suche/?q=Ladepunkte")


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


@pytest.fixture
def demand(small: Small) -> Demand:
    return mark_demand(small.passage, {"text": FIRST}, actor=MAKER)


def _seen(client: Client) -> str:
    answers = [client.get(page) for page in PAGES]
    assert [answer.status_code for answer in answers] == [200] * len(PAGES)
    return "".join(
        json.dumps(a.json(), ensure_ascii=False) if "json" in a["Content-Type"] else a.content.decode() for a in answers
    )


def test_what_is_not_public_is_nowhere(small: Small, demand: Demand, client: Client) -> None:
    answer_demand(demand, {"outcome": "rejected", "reason": "Geheime Absage."}, actor=MAKER)
    mark_passage(small.passage, "Geheime Notiz", actor=MAKER)
    adopt(small.passage, "reject", "Geheimer Grund", "", {}, actor=MAKER)
    seen = _seen(client)
    assert [text for text in (FIRST, "Geheime Absage", "Geheime Notiz", "Geheimer Grund") if text in seen] == []


def test_of_two_answers_only_the_public_one_is_shown(demand: Demand, client: Client) -> None:
    answer_demand(demand, {"outcome": "answered", "reason": "Wird geprüft.", "public": True}, actor=MAKER)
    answer_demand(demand, {"outcome": "rejected", "reason": "Geheime Absage."}, actor=MAKER)
    seen = _seen(client)
    assert "Geheime Absage" not in seen
    assert [seen.count(text) > 0 for text in (FIRST, "Wird geprüft.")] == [True, True]


def test_a_draft_that_is_not_published_gives_no_origin_away(small: Small, client: Client) -> None:
    type(small.draft).objects.filter(pk=small.draft.pk).update(published=False)
    adopt(small.passage, "adopt", "", "measure", {"edition": small.draft, "title": "Geheim"}, actor=MAKER)
    assert TEXT not in _seen(client)


@pytest.mark.parametrize(
    ("kind", "page"), [("measure", "/massnahme/{}/"), ("goal", "/thema/neu.laden/"), ("topic", "/thema/{}/")]
)
def test_the_page_names_quotation_and_citation(small: Small, client: Client, kind: str, page: str) -> None:
    values = {
        "edition": small.draft,
        "title": "Laden",
        "text": "Alle laden.",
        "field": small.field,
        "topic": small.topic,
    }
    adoption = adopt(small.passage, "adopt", "", kind, values, actor=MAKER)
    shown = client.get(page.format(getattr(adoption, kind).key)).content.decode()
    assert TEXT in shown
    assert "Musterkammer: Laden in Musterland, 2024, Seite 3" in shown


def test_the_api_names_the_origin_of_a_measure(small: Small, client: Client) -> None:
    made = adopt(small.passage, "adopt", "", "measure", {"edition": small.draft, "title": "Laden"}, actor=MAKER)
    assert made.measure is not None
    (origin,) = client.get(f"/api/v1/measures/{made.measure.key}").json()["origins"]
    assert (origin["quotation"], origin["page"], origin["title"], origin["year"]) == (
        TEXT,
        3,
        "Laden in Musterland",
        "2024",
    )


def test_an_institution_that_demanded_nothing_is_refused(small: Small, client: Client) -> None:
    answer = client.get("/forderungen/?institution=niemand")
    assert "keine Forderung erfasst" in answer.content.decode()
    assert answer.status_code == 400


def test_berlin_says_what_became_of_the_demands_of_the_chamber(berlin: None, client: Client) -> None:
    shown = client.get("/forderungen/?institution=ihk-berlin").content.decode()
    assert "3 Forderungen sind erfasst: 1 übernommen; 2 offen, ohne bekannte Antwort." in shown
    assert "Seit dem 1. März 2019 gibt es eine Geschäftsstelle" in shown


def test_before_the_answer_all_demands_are_open(berlin: None, client: Client) -> None:
    shown = client.get("/forderungen/?institution=ihk-berlin&as_of=2018-12-31").content.decode()
    assert "3 Forderungen sind erfasst; 3 offen, ohne bekannte Antwort." in shown
