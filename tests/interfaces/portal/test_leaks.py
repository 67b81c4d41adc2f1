"""What is not public stands on no page, whoever asks."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone, translation

from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC, Role

WITH_KEYS = {
    "measure",
    "edition",
    "field",
    "topic",
    "institution",
    "indicator",
    "source",
    "report_file",
    "round",
    "handbook_page",
}


def plain_pages() -> list[str]:
    """Addresses of all pages of the portal that need no key."""
    names = {name for name in get_resolver().namespace_dict["portal"][1].reverse_dict if isinstance(name, str)}
    found = []
    for name in sorted(names):
        with suppress(NoReverseMatch):
            found.append(reverse(f"portal:{name}"))
    return found


def single_pages(now: Situation) -> Iterator[str]:
    plan = now.plan
    things = {
        "measure": plan.measures,
        "edition": plan.editions,
        "field": plan.fields,
        "topic": plan.topics,
        "institution": plan.institutions,
        "indicator": now.indicators,
        "source": plan.sources,
    }
    for name, keys in things.items():
        yield from (reverse(f"portal:{name}", args=[key]) for key in keys)


def addresses() -> list[str]:
    with translation.override("de"):
        return [*plain_pages(), *single_pages(situation(timezone.localdate(), actor=PUBLIC)), "/runde/runde/"]


def test_no_page_says_what_is_not_public(client: Client, mixed: None) -> None:
    said = {address: client.get(address).content.decode().lower() for address in addresses()}
    assert [address for address, html in said.items() if "geheim" in html] == []


@pytest.mark.parametrize("query", ["geheim", "Titel geheim", "Person geheim", "Notiz"])
def test_search_does_not_know_what_is_not_public(client: Client, mixed: None, query: str) -> None:
    assert "Dazu ist nichts bekannt." in client.get("/suche/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/fassung/geheim/",
        "/massnahme/massnahme-geheim/",
        "/thema/geheim.thema/",
        "/runde/runde-geheim/",
        "/runde/runde-2-geheim/",
        "/handlungsfeld/geheim.feld/",
        "/verbleib/?fassung=geheim",
        "/vergleich/?von=2020&nach=geheim",
        "/bericht/report-geheim/pdf/",
        "/bericht/report-2-geheim/pdf/",
    ],
)
def test_unpublished_thing_does_not_exist(client: Client, mixed: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/massnahmen/?edition=geheim", "/massnahmen/?field=geheim.feld"])
def test_unpublished_thing_is_no_filter(client: Client, mixed: None, address: str) -> None:
    assert client.get(address).status_code == 400


def test_signed_in_person_sees_the_public_page(
    mixed: None, client: Client, client_as: Callable[[Role], Client]
) -> None:
    office = client_as(Role.OFFICE)
    assert office.get("/fassungen/").content == client.get("/fassungen/").content


def test_page_does_not_name_who_is_signed_in(berlin: None, client_as: Callable[[Role], Client]) -> None:
    office = client_as(Role.OFFICE)
    assert "Test office" not in office.get("/").content.decode()


def test_page_shows_no_message_of_the_desk(berlin: None, client_as: Callable[[Role], Client]) -> None:
    office = client_as(Role.OFFICE)
    office.cookies["messages"] = "anything"
    assert 'class="messages"' not in office.get("/").content.decode()
