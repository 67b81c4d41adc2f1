"""The feed of changes: whole, in order, under names that stay."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.domain.plans import models as m
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.lately import changes
from leitstand.foundation.actor import PUBLIC
from leitstand.interfaces.api.endpoints.feed import LENGTH, items
from tests.interfaces.api.addresses import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{ROOT}/changes.atom{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own answer
    found = feed.findall(f"{ATOM}entry")
    return [{part.tag.removeprefix(ATOM): part.text or part.get("href", "") for part in entry} for entry in found]


def test_feed_holds_every_change_up_to_its_length(berlin: None, client: Client) -> None:
    now = situation(timezone.localdate(), actor=PUBLIC)
    assert len(entries(client)) == min(LENGTH, len(changes(now)))


def test_entries_are_newest_first(berlin: None, client: Client) -> None:
    days = [entry["updated"] for entry in entries(client)]
    assert days == sorted(days, reverse=True)


def test_every_entry_has_its_own_name(berlin: None) -> None:
    names = [item.ident for item in items(situation(timezone.localdate(), actor=PUBLIC))]
    assert len(set(names)) == len(names)


def test_names_stay_when_something_is_added(mixed: None, keep: Any, client: Client) -> None:
    before = {entry["id"]: entry["title"] for entry in entries(client)}
    measure = m.Measure.objects.get(key="bekannt")
    keep(m.Status(key="s0", measure=measure, when="2021", stage="not_started", wording="später gefunden"))
    after = {entry["id"]: entry["title"] for entry in entries(client)}
    assert {name: after[name] for name in before} == before


def test_status_says_measure_and_state(mixed: None, client: Client) -> None:
    assert entries(client)[1]["title"] == "Bekannt: abgeschlossen"


def test_entry_leads_to_the_page_of_the_measure(mixed: None, client: Client) -> None:
    assert entries(client)[1]["link"] == "http://127.0.0.1:8000/massnahme/bekannt/"


def test_every_entry_leads_to_a_page_that_is_there(berlin: None, client: Client) -> None:
    paths = {entry["link"].removeprefix("http://127.0.0.1:8000") for entry in entries(client)}
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_feed_as_of_a_day_knows_nothing_later(mixed: None, client: Client) -> None:
    assert [entry["updated"][:10] for entry in entries(client, "?as_of=2022")] == ["2022-12-31", "2021-12-31"]


@pytest.mark.parametrize("sign", ["\x0b", "\x1f"])
def test_character_that_xml_cannot_hold_is_left_out(sign: str, mixed: None, keep: Any, client: Client) -> None:
    measure = m.Measure.objects.get(key="bekannt")
    keep(m.Status(key="s4", measure=measure, when="2024", stage="under_way", wording=f"vor{sign}bei"))
    assert entries(client)[1]["summary"] == "2024: vorbei"


@pytest.mark.usefixtures("berlin")
def test_ids_stay_when_the_host_changes(client: Client, settings: Any) -> None:
    found = []
    for settings.BASE_URL in ("https://eins.example.org", "https://zwei.example.org"):
        found.append(re.findall(r"<id>(.*?)</id>", client.get("/api/v1/changes.atom").content.decode()))
    assert found[0] == found[1]
    assert all(ident.startswith("urn:uuid:") for ident in found[0])


def test_feed_of_a_measure_holds_what_concerns_it(mixed: None, client: Client) -> None:
    links = {entry["link"] for entry in entries(client, "?measure=bekannt")}
    assert links == {"http://127.0.0.1:8000/massnahme/bekannt/"}


def test_feed_of_a_measure_leaves_out_nothing_of_it(mixed: None, client: Client) -> None:
    page = "http://127.0.0.1:8000/massnahme/bekannt/"
    whole = [entry["id"] for entry in entries(client) if entry["link"] == page]
    assert [entry["id"] for entry in entries(client, "?measure=bekannt")] == whole


def test_feed_of_an_unknown_measure_is_not_found(mixed: None, client: Client) -> None:
    response = client.get(f"{ROOT}/changes.atom?measure=gibt-es-nicht")
    assert (response.status_code, "keine Maßnahme" in response.content.decode()) == (404, True)
