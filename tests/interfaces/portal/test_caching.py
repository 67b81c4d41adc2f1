"""Pages are kept until something is written, and browsers are told what they already have."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans import models as m
from leitstand.foundation.actor import Role, system
from leitstand.foundation.history import writing
from leitstand.foundation.instance.kind import found

PAGES = (
    "/", "/massnahmen/", "/massnahme/bekannt/", "/verbleib/", "/fassungen/", "/fassung/2020/",
    "/handlungsfeld/2020.feld/", "/thema/2020.thema/", "/institutionen/", "/institution/probehaus/",
    "/indikatoren/", "/indikator/wert/", "/quellen/", "/quelle/quelle/", "/luecken/", "/widersprueche/",
    "/chronik/", "/papiere/", "/berichte/", "/suche/?q=m1", "/methode/", "/daten/", "/handbuch/",
    "/barrierefreiheit/", "/ueber/", "/sitemap.xml",
)  # fmt: skip


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def add_measures(count: int) -> None:
    """More measures in the edition, each with a status."""
    edition, topic = m.Edition.objects.get(key="2020"), m.Topic.objects.get(key="2020.thema")
    start = m.Measure.objects.count()
    measures = [m.Measure(key=f"m{number}", plan=edition.plan) for number in range(start, start + count)]
    keep([*measures])
    keep([m.MeasureEntry(key=f"e.{x.key}", edition=edition, measure=x, title=x.key, topic=topic) for x in measures])
    keep([m.Status(key=f"{x.key}.1", measure=x, when="2021", stage="under_way") for x in measures])


def keep(records: list[Any]) -> None:
    writing.create(system("Test"), [writing.Row(record) for record in records])


@pytest.fixture
def real(mixed: None) -> None:
    """The small plan in an installation that knows what it is."""
    found("real")


@pytest.mark.parametrize("address", PAGES)
def test_page_costs_the_same_with_one_and_with_three_more_measures(client: Client, real: None, address: str) -> None:
    client.get(address)
    add_measures(1)
    with_one = statements(client, address)
    add_measures(3)
    assert statements(client, address) == with_one


@pytest.mark.parametrize("address", PAGES)
def test_kept_page_costs_one_statement(client: Client, real: None, address: str) -> None:
    client.get(address)
    assert statements(client, address) == 1


def test_page_of_a_warm_situation_costs_few_statements(client: Client, real: None) -> None:
    client.get("/massnahmen/")
    assert statements(client, "/luecken/") <= 6


def test_browser_that_has_the_page_hears_so(client: Client, real: None) -> None:
    tag = client.get("/massnahmen/")["ETag"]
    again = client.get("/massnahmen/", HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_browser_is_told_to_ask_again(client: Client, real: None) -> None:
    assert client.get("/massnahmen/")["Cache-Control"] == "no-cache"


def test_answer_that_nothing_changed_keeps_tag_and_rule(client: Client, real: None) -> None:
    tag = client.get("/massnahmen/")["ETag"]
    again = client.get("/massnahmen/", HTTP_IF_NONE_MATCH=tag)
    assert (again["ETag"], again["Cache-Control"]) == (tag, "no-cache")


def test_page_changes_with_the_next_write(client: Client, real: None) -> None:
    tag = client.get("/massnahmen/")["ETag"]
    add_measures(1)
    changed = client.get("/massnahmen/", HTTP_IF_NONE_MATCH=tag)
    assert changed.status_code == 200
    assert 'href="/massnahme/m2/"' in changed.content.decode()


def test_languages_are_kept_apart(client: Client, real: None) -> None:
    assert 'lang="de"' in client.get("/massnahmen/").content.decode()[:200]
    assert 'lang="en"' in client.get("/en/massnahmen/").content.decode()[:200]


def test_queries_are_kept_apart(client: Client, real: None) -> None:
    assert client.get("/suche/?q=Bekannt").content != client.get("/suche/?q=Feld").content


def test_error_is_not_kept(client: Client, real: None) -> None:
    assert client.get("/massnahme/m2/").status_code == 404
    add_measures(1)
    assert client.get("/massnahme/m2/").status_code == 200


def test_overlong_address_is_answered_and_not_kept(client: Client, real: None) -> None:
    client.get("/")
    kept = len(cache._cache)  # type: ignore[attr-defined]  # the in-memory cache, to count what it holds
    assert client.get("/suche/", {"q": "x" * 700}).status_code == 200
    assert len(cache._cache) == kept  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, real: None, method: str) -> None:
    assert getattr(client, method)("/massnahmen/").status_code == 405


def test_head_is_answered_without_a_body(client: Client, real: None) -> None:
    response = client.head("/massnahmen/")
    assert (response.status_code, response.content) == (200, b"")


def test_page_is_the_same_for_whoever_is_signed_in(
    real: None, client: Client, client_as: Callable[[Role], Client]
) -> None:
    assert client_as(Role.ADMINISTRATOR).get("/")["ETag"] == client.get("/")["ETag"]
