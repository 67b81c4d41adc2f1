"""From the matrix of topics and Länder to a comparison, its workbook, and adopting one of the passages."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from leitstand.domain.indicators.models import Indicator
from leitstand.domain.papers.models import Paper, TopicScore
from leitstand.foundation.actor import Role
from leitstand.outputs.synopsis import FORMATS
from tests.compared_regions import KEY, keep_regions
from tests.domain.papers.made_papers import Small, small_plan
from tests.interfaces.desk.conftest import Browser, text_of

MATRIX = "/arbeitsplatz/papiere/themen/"


@pytest.fixture
def small(db: None) -> Small:
    """The small plan, whose passage speaks of its topic."""
    made = small_plan()
    TopicScore.objects.create(passage=made.passage, topic=made.topic, rank=1, score=0.7, assigned=True, rule="probe")
    return made


def _topic(small: Small) -> str:
    return f"/arbeitsplatz/papiere/thema/{small.topic.key}/"


def test_matrix_leads_to_the_topic(office_browser: Browser, small: Small) -> None:
    page = office_browser.get(MATRIX).content.decode()

    assert f'href="{_topic(small)}?land=' in page


def test_topic_shows_the_passage_with_a_way_to_adopt_it(office_browser: Browser, small: Small) -> None:
    page = office_browser.get(_topic(small)).content.decode()

    assert f'href="/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/?thema=neu.laden"' in page


def test_topic_offers_readers_nothing_to_adopt(browser_as: Callable[..., Browser], small: Small) -> None:
    page = browser_as(Role.READER).get(_topic(small)).content.decode()

    assert "uebernehmen" not in page


def test_topic_refuses_a_land_that_says_nothing(office_browser: Browser, small: Small) -> None:
    response = office_browser.get(f"{_topic(small)}?land=Nirgendwo")

    assert (response.status_code, "„Nirgendwo“ sagt zu diesem Thema nichts." in text_of(response)) == (400, True)


def test_topic_unknown_is_not_found(office_browser: Browser, small: Small) -> None:
    assert office_browser.get("/arbeitsplatz/papiere/thema/nichts/").status_code == 404


def test_workbook_holds_comparison_and_passages_word_for_word(office_browser: Browser, small: Small) -> None:
    response = office_browser.get(f"{_topic(small)}vergleich.xlsx")
    book = load_workbook(BytesIO(response.content))

    assert (len(book.sheetnames), book.worksheets[1]["D2"].value) == (2, small.passage.text)


@pytest.fixture
def measured(small: Small) -> Small:
    """The topic has an indicator with values of all Länder, and the paper is one of Hessen."""
    keep_regions()
    Indicator.objects.get(key=KEY).topics.add(small.topic)
    Paper.objects.filter(pk=small.paper.pk).update(land="Hessen")
    return small


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_comparison_is_there_in_each_format(office_browser: Browser, measured: Small, file_format: str) -> None:
    response = office_browser.get(f"{_topic(measured)}vergleich.{file_format}")

    assert (response.status_code, response.headers["Content-Type"]) == (200, FORMATS[file_format])
    assert f'href="{_topic(measured)}vergleich.{file_format}' in office_browser.get(_topic(measured)).content.decode()


def test_workbook_holds_the_statistics_of_the_page(office_browser: Browser, measured: Small) -> None:
    page = text_of(office_browser.get(_topic(measured)))
    book = load_workbook(BytesIO(office_browser.get(f"{_topic(measured)}vergleich.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]

    assert rows == [
        ["Indikator", "Einheit", "Berlin", "Berlin: Zeitraum", "Hessen", "Hessen: Zeitraum"],
        ["Anteil der Probe", "%", 75.9, "2024", 70.3, "2024"],
    ]
    assert "75,9 % (2024) 70,3 % (2024)" in page


def test_comparison_in_another_format_is_not_found(office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"{_topic(small)}vergleich.exe").status_code == 404


def test_refusal_leads_back_to_the_passage_and_its_reason_stays(office_browser: Browser, small: Small) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/uebernehmen/"
    given = {"verdict": "reject", "reason": "Dafür ist der Bund zuständig.", "quotation": small.passage.text}
    response = office_browser.post(url, given, page=url)

    assert response.headers["Location"].endswith(f"#stelle-{small.passage.pk}")
    assert "Dafür ist der Bund zuständig." in text_of(office_browser.get(_topic(small)))
