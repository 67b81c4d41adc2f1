"""The search page finds things under every title they ever had."""

from collections.abc import Callable

import pytest
from django.test import Client

from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans.models import Edition, MeasureEntry
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing

Read = Callable[[str], str]


def found(client: Client, query: str) -> str:
    return client.get("/suche/", {"q": query}).content.decode()


@pytest.mark.parametrize("query", ["Motzener Straße", "Motzener Strasse", "motzener STRASSE", "Motzner Straße"])
def test_street_is_found_in_all_spellings(client: Client, berlin: None, query: str) -> None:
    assert 'href="/massnahme/gruenes-kraftwerk/"' in found(client, query)


@pytest.mark.parametrize("query", ["Industrieflächen", "Industrieflaechen", "Industrieflachen", "Flächen", "Flachen"])
def test_umlaut_is_found_in_all_spellings(client: Client, berlin: None, query: str) -> None:
    assert 'href="/massnahme/industrieflaechen/"' in found(client, query)


@pytest.mark.parametrize("query", ["C1", "c1"])
def test_code_leads_to_its_measure(client: Client, berlin: None, query: str) -> None:
    assert 'href="/massnahme/finanzierungsbedarf/"' in found(client, query)


def test_answer_says_under_which_edition_the_title_was_used(read: Read, berlin: None) -> None:
    assert "so in der Fassung 2010–2020" in read("/suche/?q=Transfer-Allianz")


@pytest.mark.parametrize("query", ["Lange Nacht", "long night", "Lagne Nacht", "lange-nacht"])
def test_measure_is_found_in_both_languages_and_with_a_slip(client: Client, berlin: None, query: str) -> None:
    assert 'href="/massnahme/lange-nacht-der-industrie/"' in found(client, query)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("IHK", "/institution/ihk-berlin/"),
        ("Glasfaser", "/indikator/glasfaser/"),
        ("Additive Fertigung", "/thema/2017.2.4/"),
        ("Rahmenbedingungen", "/handlungsfeld/2010.rahmenbedingungen/"),
        ("Version 2.0", "/fassung/2015/"),
        ("Drucksache 17/15801", "/quelle/drs17_15801/"),
    ],
)
def test_other_things_are_found_too(client: Client, berlin: None, query: str, address: str) -> None:
    assert f'href="{address}"' in found(client, query)


@pytest.mark.parametrize("query", ["", "   ", "xyzzyx", "<script>alert(1)</script>", "%", "'" * 300, "\u0000"])
def test_odd_query_is_answered(client: Client, berlin: None, query: str) -> None:
    response = client.get("/suche/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_nothing_found_says_what_to_do(read: Read, berlin: None) -> None:
    assert "Dazu ist nichts bekannt." in read("/suche/?q=xyzzyx")


def test_search_that_fits_both_languages_shows_the_german_title(client: Client, berlin: None) -> None:
    answer = client.get("/suche/?q=tegel").content.decode()
    assert ">Nachnutzung des Flughafens Tegel als Industriestandort<" in answer


@pytest.fixture
def reworded(mixed: None) -> None:
    """The measure was called otherwise twice within its edition, the draft's as well before it is published."""
    for key, titles in {
        "2020.bekannt": ("Werkstatt im Wandel", "Labor der Zukunft", "Bekannt"),
        "geheim.bekannt": ("Verborgene Wendung", "Titel geheim"),
    }.items():
        for title in titles:
            writing.update(system("Test"), MeasureEntry.objects.get(key=key), {"title": title})
    writing.update(system("Test"), Institution.objects.get(key="probehaus"), {"name": "Haus am neuen Ort"})


def test_title_reworded_within_an_edition_is_found_as_the_former_one(read: Read, reworded: None) -> None:
    assert "Bekannt früher: Werkstatt im WandelFassung 2020" in read("/suche/?q=Werkstatt im Wandel")


def test_former_name_of_an_institution_is_found(read: Read, reworded: None) -> None:
    assert "Haus am neuen Ort früher: Haus der Probe" in read("/suche/?q=Haus der Probe")


def test_title_that_is_borne_again_is_not_called_former(read: Read, reworded: None) -> None:
    assert "früher: Bekannt" not in read("/suche/?q=Bekannt")


def test_former_title_of_an_unpublished_edition_is_not_found(client: Client, reworded: None) -> None:
    assert "Dazu ist nichts bekannt." in found(client, "Verborgene Wendung")


def test_wording_of_a_draft_is_not_found_once_another_is_published(client: Client, reworded: None) -> None:
    writing.update(system("Test"), Edition.objects.get(key="geheim"), {"published": True})
    assert "Dazu ist nichts bekannt." in found(client, "Verborgene Wendung")


def test_former_title_is_not_found_as_of_a_day_on_which_it_was_not_changed(client: Client, reworded: None) -> None:
    answer = client.get("/suche/", {"q": "Werkstatt im Wandel", "as_of": "2021-01-01"}).content.decode()
    assert "früher:" not in answer
