"""What others treat and we do not, at the desk: themes become topics, doubtful passages find theirs."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.papers.models import Passage, TopicCorrection, TopicDescription, TopicScore
from leitstand.domain.papers.operations.topics import assign_topics
from leitstand.domain.plans.models import Edition, Topic
from leitstand.foundation.actor import Role
from leitstand.foundation.history.writing import Row, create
from tests.domain.papers.made_papers import MAKER, Small, made_paper, passage_in, small_plan
from tests.interfaces.desk.conftest import Browser, text_of

GAPS = "/arbeitsplatz/papiere/themen/"
MAKE = "/arbeitsplatz/papiere/luecken/thema/"
ABOUT = "/arbeitsplatz/thema/neu.laden/beschreibung/"


@pytest.fixture
def small(db: None) -> Small:
    """A topic that one passage speaks of and no measure treats."""
    made = small_plan()
    create(MAKER, [Row(TopicDescription(key="b1", topic=made.topic, text="Ladepunkte, Ladesäulen, Elektromobilität"))])
    assign_topics(made.passage.fulltext)
    return made


def _unsure(passage: Passage) -> None:
    TopicScore.objects.filter(passage=passage).update(assigned=False)


def test_gap_is_named_with_its_passage(small: Small, office_browser: Browser) -> None:
    said = text_of(office_browser.get(GAPS))
    assert "Ein Thema behandeln andere, zu dem wir keine Maßnahme haben" in said
    assert "mindestens 1.000 Ladepunkte" in said


def test_old_address_leads_to_the_part_of_the_page(office_browser: Browser) -> None:
    answer = office_browser.get("/arbeitsplatz/papiere/luecken/?fassung=neu")
    assert (answer.status_code, answer["Location"]) == (301, "/arbeitsplatz/papiere/themen/?fassung=neu#fehlt")


def test_unknown_edition_is_not_found(small: Small, office_browser: Browser) -> None:
    assert office_browser.get(f"{GAPS}?fassung=gibt-es-nicht").status_code == 404


def test_without_papers_the_page_says_so(office_browser: Browser) -> None:
    assert "Noch ist kein Papier im Volltext eingelesen" in text_of(office_browser.get(GAPS))


def test_theme_becomes_a_topic_of_the_draft(small: Small, office_browser: Browser) -> None:
    Edition.objects.filter(key="neu").update(published=False)
    url = f"{MAKE}?stelle={small.passage.pk}&titel=Ladenetz"
    values = office_browser.form(url) | {"stelle": small.passage.pk, "field": "neu.verkehr"}
    answer = office_browser.post(MAKE, values, page=url)
    assert (answer.status_code, answer["Location"]) == (302, "/arbeitsplatz/plan/neu/")
    assert Topic.objects.filter(field=small.field, title="Ladenetz").count() == 1


def test_without_a_title_the_form_says_so(small: Small, office_browser: Browser) -> None:
    Edition.objects.filter(key="neu").update(published=False)
    url = f"{MAKE}?stelle={small.passage.pk}"
    values = {"stelle": small.passage.pk, "field": "neu.verkehr", "title": ""}
    assert office_browser.post(MAKE, values, page=url).status_code == 422


def test_without_a_draft_the_way_to_one_is_shown(small: Small, office_browser: Browser) -> None:
    page = office_browser.get(f"{MAKE}?stelle={small.passage.pk}")
    assert "Es gibt keinen Entwurf" in text_of(page)
    assert "/arbeitsplatz/eintrag/fassung/neu/" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?stelle=x", "?stelle=99999999"])
def test_no_passages_no_form(small: Small, office_browser: Browser, query: str) -> None:
    assert office_browser.get(f"{MAKE}{query}").status_code == 404


def test_description_is_kept(small: Small, office_browser: Browser) -> None:
    office_browser.post(ABOUT, {"text": "Wallboxen,  Ladesäulen"}, page=ABOUT)
    assert list(TopicDescription.objects.values_list("text", flat=True)) == ["Wallboxen, Ladesäulen"]


def test_doubtful_passage_is_offered_and_put_right(small: Small, office_browser: Browser) -> None:
    _unsure(small.passage)
    assert "mindestens 1.000 Ladepunkte" in text_of(office_browser.get(ABOUT))
    url = "/arbeitsplatz/thema/neu.laden/zuordnung/"
    office_browser.post(url, {"stelle": small.passage.pk, "fits": "ja"}, page=ABOUT)
    assert list(TopicCorrection.objects.values_list("passage", "fits")) == [(small.passage.pk, True)]
    assert "Eine Textstelle ist diesem Thema jetzt zugeordnet." in text_of(office_browser.get(ABOUT))


@pytest.mark.parametrize(
    ("role", "gaps", "about"),
    [(Role.OFFICE, 200, 200), (Role.ADMINISTRATOR, 200, 200), (Role.READER, 200, 403), (Role.CONTACT, 200, 403)],
)
def test_who_may_see_and_do(
    small: Small, browser_as: Callable[..., Browser], role: Role, gaps: int, about: int
) -> None:
    browser = browser_as(role)
    make = browser.get(f"{MAKE}?stelle={small.passage.pk}").status_code
    assert (browser.get(GAPS).status_code, browser.get(ABOUT).status_code, make) == (gaps, about, about)


def test_unknown_topic_is_not_found(small: Small, office_browser: Browser) -> None:
    assert office_browser.get("/arbeitsplatz/thema/gibt-es-nicht/beschreibung/").status_code == 404


@pytest.mark.parametrize("url", [GAPS, ABOUT])
def test_statements_do_not_grow_with_papers(small: Small, office_browser: Browser, url: str) -> None:
    counts = []
    for number in range(2):
        for more in range(1 + 3 * number):
            passage = passage_in(made_paper(f"p{number}{more}"))
            assign_topics(passage.fulltext)
            _unsure(passage)
        office_browser.get(url)
        with CaptureQueriesContext(connection) as caught:
            office_browser.get(url)
        counts.append(len(caught))
    assert counts[0] == counts[1]
