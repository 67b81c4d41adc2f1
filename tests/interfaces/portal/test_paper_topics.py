"""What do others plan, and what do we not? The matrix, and a topic's page with Länder side by side."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.domain.papers.models import Paper, TopicDescription, TopicScore
from leitstand.domain.papers.operations.topics import assign_topics
from leitstand.foundation.history.writing import Row, create, update
from tests.domain.papers.made_papers import MAKER, TEXT, small_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged() -> None:
    """One passage on one of the draft's topics."""
    made = small_plan()
    create(MAKER, [Row(TopicDescription(key="b1", topic=made.topic, text="Ladepunkte, Ladesäulen, Elektromobilität"))])
    assign_topics(made.passage.fulltext)


def test_the_matrix_answers_in_one_sentence(judged: None, client: Client) -> None:
    said = client.get("/papiere/themen/").content.decode()
    assert "Ein Papier behandelt 1 unserer 1 Themen." in said
    assert "Zu einem davon ist keine eigene Maßnahme bekannt: Laden." in said


def test_a_count_leads_to_its_passages(judged: None, client: Client) -> None:
    assert "/thema/neu.laden/papiere/?land=Musterkammer" in client.get("/papiere/themen/").content.decode()


def test_a_topic_quotes_with_page_and_paper(judged: None, client: Client) -> None:
    said = client.get("/thema/neu.laden/papiere/").content.decode()
    assert "Wir fordern bis 2030 mindestens 1.000 Ladepunkte. Das Land muss" in said
    assert "Laden in Musterland" in said
    assert "Seite 3" in said


@pytest.mark.parametrize("address", ["/papiere/themen/", "/thema/neu.laden/papiere/"])
def test_passages_judged_in_the_background_are_shown_before_the_run_is_over(client: Client, address: str) -> None:
    made = small_plan()
    assert TEXT not in client.get(address).content.decode()
    TopicScore.objects.create(passage=made.passage, topic=made.topic, rank=1, score=0.9, assigned=True, rule="test")
    assert TEXT in client.get(address).content.decode()


def test_page_is_kept_while_nothing_is_judged(judged: None, client: Client) -> None:
    client.get("/papiere/themen/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/papiere/themen/")
    assert len(caught) <= 6


def test_an_invented_paper_says_so(judged: None, client: Client) -> None:
    update(MAKER, Paper.objects.get(), {"demonstration": True})
    assert "Vorführpapier, erfunden" in client.get("/thema/neu.laden/papiere/").content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/thema/neu.laden/papiere/?land=Nirgendwo", 400),
        ("/thema/gibt-es-nicht/papiere/", 404),
        ("/papiere/themen/?fassung=gibt-es-nicht", 404),
        ("/papiere/themen/?fassung=alt", 404),
    ],
)
def test_odd_wishes_get_a_clear_word(judged: None, client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_without_papers_the_page_says_so(berlin: None, client: Client) -> None:
    assert "Noch ist kein Papier im Volltext eingelesen" in client.get("/papiere/themen/").content.decode()
