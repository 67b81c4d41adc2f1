"""The desk's pages on passages and demands: mark, answer, show in public, adopt."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Passage, TopicScore
from leitstand.domain.papers.operations.demands import answer_demand, mark_demand
from leitstand.domain.plans.models import MeasureEntry, Responsibility
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.actor import Role
from leitstand.foundation.history.writing import Row, create
from tests.domain.papers.made_papers import FIRST, MAKER, TEXT, Small, made_paper, passage_in, small_plan
from tests.interfaces.desk.conftest import Browser


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


@pytest.fixture
def demand(small: Small) -> Demand:
    return mark_demand(small.passage, {"text": FIRST}, actor=MAKER)


def test_marking_proposes_wording_deadline_and_figures(small: Small, office_browser: Browser) -> None:
    form = office_browser.get(f"/arbeitsplatz/textstelle/{small.passage.pk}/forderung/").context["form"]
    assert (form["text"].value(), form["deadline"].value()) == (TEXT, "2030")
    assert [label.split(" – ")[0] for _place, label in form.fields["figures"].choices] == [
        "„bis 2030“",
        "„mindestens 1.000 Ladepunkte“",
        "„40 Mio. Euro“",
    ]


def test_number_of_a_heading_is_not_offered_as_a_figure(small: Small, office_browser: Browser) -> None:
    Passage.objects.update(kind="heading", text="3 Flächen und 20 Hektar")
    form = office_browser.get(f"/arbeitsplatz/textstelle/{small.passage.pk}/forderung/").context["form"]
    assert [label.split(" – ")[0] for _place, label in form.fields["figures"].choices] == ["„20 Hektar“"]


def test_marking_keeps_the_figures_of_the_wording(small: Small, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/forderung/"
    values = {"kind": "demand", "text": FIRST, "deadline": "2030", "figures": ["0", "1", "2"]}
    answer = office_browser.post(url, values, page=url)
    demand = Demand.objects.get()
    assert (answer.status_code, demand.text, demand.deadline) == (302, FIRST, "2030")
    assert [figure["text"] for figure in demand.figures] == ["bis 2030", "mindestens 1.000 Ladepunkte"]


def test_another_wording_is_explained_on_the_form(small: Small, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/forderung/"
    answer = office_browser.post(url, {"kind": "demand", "text": "Wir wollen Ladepunkte."}, page=url)
    assert answer.status_code == 422
    assert "steht so nicht in der Textstelle" in answer.content.decode()


def test_adopting_takes_one_form_that_is_filled_in(small: Small, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/"
    answer = office_browser.post(url, office_browser.form(url), page=url)
    entry = MeasureEntry.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/arbeitsplatz/massnahmen/{entry.measure.key}/")
    assert (entry.edition, entry.promise) == (small.draft, TEXT)
    page = office_browser.get(answer.url).content.decode()
    assert "Musterkammer: Laden in Musterland, 2024, Seite 3" in page
    assert TEXT in page


def test_a_topic_asked_for_is_chosen(small: Small, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/?thema=neu.laden"
    office_browser.post(url, office_browser.form(url), page=url)
    assert MeasureEntry.objects.get().topic == small.topic


def test_what_is_known_is_filled_in_but_nobody_leads(small: Small, office_browser: Browser) -> None:
    Passage.objects.update(outline=["3 Laden im Kiez"], text="Die Musterbank soll Ladepunkte fördern.")
    create(MAKER, [Row(Institution(key="bank", name="Musterbank"))])
    TopicScore.objects.create(passage=small.passage, topic=small.topic, rank=1, score=0.9, assigned=True, rule="test")
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/"
    form = office_browser.get(url).context["form"]
    values = (form["place"].value(), form["title"].value(), form["lead"].value())
    assert values == ("topic:neu.laden", "Laden im Kiez", None)
    assert form.fields["lead"].choices[1] == ("In der Textstelle genannt", [("bank", "Musterbank")])
    office_browser.post(url, office_browser.form(url) | {"lead": "bank"}, page=url)
    assert [one.institution.key for one in Responsibility.objects.all()] == ["bank"]


def test_a_frozen_edition_is_not_offered(small: Small, office_browser: Browser) -> None:
    form = office_browser.get(f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/").context["form"]
    assert [group for group, _options in form.fields["place"].choices] == ["Entwurf"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"verdict": "reject", "reason": ""}, "reason"), ({"target_kind": "topic"}, "place"), ({"title": ""}, "title")],
)
def test_what_is_missing_is_said_at_its_field(
    small: Small, office_browser: Browser, values: dict[str, str], field: str
) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/"
    answer = office_browser.post(url, office_browser.form(url) | values, page=url)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Adoption.objects.exists()


def test_a_demand_is_adopted_and_answered(small: Small, demand: Demand, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/forderungen/{demand.key}/uebernehmen/"
    office_browser.post(url, office_browser.form(url) | {"verdict": "reject", "reason": "Kein Geld."}, page=url)
    assert [(one.outcome, one.reason, one.public) for one in demand.answers.all()] == [
        ("rejected", "Kein Geld.", False)
    ]


def test_an_answer_is_added_and_shown_in_public_on_demand(demand: Demand, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/forderungen/{demand.key}/"
    values = {"outcome": "answered", "reason": "Wird geprüft.", "on": "01.03.2025"}
    assert office_browser.post(url, values, page=url).status_code == 302
    answer = DemandAnswer.objects.get()
    assert (answer.reason, answer.on.isoformat(), answer.public) == ("Wird geprüft.", "2025-03-01", False)
    office_browser.post("/arbeitsplatz/forderungen/zeigen/", {"antwort": [answer.key]}, page=url)
    assert DemandAnswer.objects.get().public


def test_a_rejection_without_reason_is_refused_at_its_field(demand: Demand, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/forderungen/{demand.key}/"
    answer = office_browser.post(url, {"outcome": "rejected"}, page=url)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])


@pytest.mark.parametrize("role", [Role.READER, Role.CONTACT])
def test_readers_see_demands_and_write_nothing(
    small: Small, demand: Demand, role: Role, browser_as: Callable[..., Browser]
) -> None:
    browser = browser_as(role)
    page = browser.get("/arbeitsplatz/forderungen/").content.decode()
    assert FIRST in page
    assert "öffentlich zeigen" not in page
    one = f"/arbeitsplatz/forderungen/{demand.key}/"
    assert browser.get(one).context["form"] is None
    forbidden = [
        browser.post(one, {"outcome": "open"}).status_code,
        browser.post("/arbeitsplatz/forderungen/zeigen/").status_code,
        browser.get(f"{one}uebernehmen/").status_code,
        browser.get(f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/").status_code,
        browser.get(f"/arbeitsplatz/textstelle/{small.passage.pk}/forderung/").status_code,
    ]
    assert forbidden == [403] * 5


def test_nobody_comes_in_without_signing_in(small: Small, demand: Demand, browser_as: Callable[..., Browser]) -> None:
    browser = browser_as(None)
    urls = ("forderungen/", f"forderungen/{demand.key}/", f"textstelle/{small.passage.pk}/uebernehmen/")
    assert [browser.get(f"/arbeitsplatz/{url}").status_code for url in urls] == [302] * 3


def test_what_is_not_there_is_said(small: Small, office_browser: Browser) -> None:
    urls = ("forderungen/nichts/", "forderungen/nichts/uebernehmen/", "textstelle/999/forderung/")
    assert [office_browser.get(f"/arbeitsplatz/{url}").status_code for url in urls] == [404] * 3


def _statements(browser: Browser, keys: str) -> int:
    for key in keys:
        demand = mark_demand(passage_in(made_paper(key)), {}, actor=MAKER)
        answer_demand(demand, {"outcome": "open"}, actor=MAKER)
    forget()
    with CaptureQueriesContext(connection) as taken:
        browser.get("/arbeitsplatz/forderungen/")
    return len(taken)


def test_statements_do_not_grow_with_the_demands(small: Small, office_browser: Browser) -> None:
    office_browser.get("/arbeitsplatz/forderungen/")
    assert _statements(office_browser, "a") == _statements(office_browser, "bc")


def test_asking_for_one_more_source_keeps_what_was_entered(demand: Demand, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/forderungen/{demand.key}/"
    answer = office_browser.post(url, {"outcome": "rejected", "reason": "", "more": "ja"}, page=url)
    assert (answer.status_code, answer.context["form"]["outcome"].value()) == (200, "rejected")
    assert not DemandAnswer.objects.exists()
