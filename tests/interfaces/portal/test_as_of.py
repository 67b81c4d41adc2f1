"""Every page can be asked as of a day, and carries it along."""

from collections.abc import Callable

import pytest
from django.test import Client

Read = Callable[[str], str]


def test_measure_was_not_completed_at_the_end_of_2012(client: Client, berlin: None) -> None:
    html = client.get("/massnahme/finanzierungsbedarf/?as_of=2012").content.decode()
    assert "Geld: nicht gesichert" in html
    assert "state--completed" not in html


def test_measure_was_completed_at_the_end_of_2013(read: Read, berlin: None) -> None:
    assert "Gemeldet: „Zählt zu den bis Ende 2013 abgeschlossenen Projekten.“" in read(
        "/massnahme/finanzierungsbedarf/?as_of=2013"
    )


def test_measure_of_a_later_edition_was_not_yet_known(client: Client, berlin: None) -> None:
    assert client.get("/massnahme/gruenes-kraftwerk/?as_of=2012").status_code == 404


def test_later_edition_was_not_yet_known(read: Read, berlin: None) -> None:
    assert "2018–2021" not in read("/fassungen/?as_of=2012")


def test_value_published_later_was_not_yet_known(read: Read, berlin: None) -> None:
    assert "40,8" not in read("/indikator/glasfaser/?as_of=2023")


def test_links_carry_the_day_along(client: Client, berlin: None) -> None:
    html = client.get("/massnahmen/?as_of=2012").content.decode()
    assert 'href="/massnahme/tegel/?as_of=2012"' in html
    assert 'href="/luecken/?as_of=2012"' in html


def test_forms_carry_the_day_along(client: Client, berlin: None) -> None:
    assert '<input type="hidden" name="as_of" value="2012">' in client.get("/suche/?as_of=2012").content.decode()


def test_page_of_today_has_no_day_in_its_links(client: Client, berlin: None) -> None:
    html = client.get("/massnahmen/").content.decode()
    assert 'href="/massnahme/tegel/"' in html


@pytest.mark.parametrize("day", ["gestern", "2012-13-01", "2999", "2012-02-30", "1;drop"])
@pytest.mark.parametrize("path", ["/", "/massnahmen/", "/massnahme/tegel/", "/suche/", "/sitemap.xml"])
def test_bad_day_is_refused_with_a_sentence(client: Client, berlin: None, path: str, day: str) -> None:
    response = client.get(path, {"as_of": day})
    assert response.status_code == 400
    assert day in response.content.decode()


def test_day_before_the_plan_answers(client: Client, berlin: None) -> None:
    pages = ("/", "/massnahmen/", "/fassungen/", "/luecken/", "/chronik/", "/indikatoren/", "/methode/", "/berichte/")
    assert {page: client.get(page, {"as_of": "1999"}).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_comparison_before_the_second_edition_says_so(client: Client, berlin: None) -> None:
    response = client.get("/vergleich/?as_of=1999")
    assert response.status_code == 404
    assert "keine zweite Fassung" in response.content.decode()
