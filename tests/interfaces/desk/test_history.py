"""The history in words, its filters, its chain, and its export."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.history import recording
from leitstand.foundation.history.models import Entry
from leitstand.interfaces.desk.telling import Told, tell
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, text_of


def last_told() -> Told:
    return tell(recording.all_entries()[:1])[0]


def test_change_of_a_relation_is_told_by_name(office: Actor, small: Small) -> None:
    operations.change(small.measure, {"contact": small.other}, actor=office)
    line = last_told().lines[0]

    assert (line.field, line.before, line.after) == (
        "Ansprechperson",
        "Probe Person (Haus der Probe)",
        "Andere Person (Haus der Probe)",
    )


def test_change_of_sources_is_told_by_title(office: Actor, small: Small) -> None:
    operations.change(small.topic, {"sources": [small.source]}, actor=office)
    line = last_told().lines[0]

    assert (line.field, line.before, line.after) == ("Quellen", "–", "Eine Quelle – Verlag")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ends", "2026-06", ("Ende", "–", "Juni 2026")),
        ("lighthouse", True, ("Leuchtturm", "nein", "ja")),
        ("kind", "lead_project", ("Art", "Maßnahme", "Leitprojekt")),
        ("planned", 1234567, ("geplante Mittel (Euro)", "–", "1.234.567")),
    ],
)
def test_value_is_told_as_people_say_it(
    name: str, value: object, said: tuple[str, str, str], office: Actor, small: Small
) -> None:
    operations.change(small.entry, {name: value}, actor=office)
    line = last_told().lines[0]

    assert (line.field, line.before, line.after) == said


def test_fact_is_told_with_its_measure(office: Actor, small: Small) -> None:
    operations.add(m.Status(measure=small.measure, when="2024", stage="completed"), actor=office)

    assert (last_told().kind, last_told().subject) == ("Statusmeldung", "Tegel nutzen: abgeschlossen")


def test_removed_record_keeps_its_name(office: Actor, small: Small) -> None:
    operations.remove(small.milestone, actor=office)

    assert (last_told().verb, last_told().subject) == ("entfernt", "Tegel nutzen: Plan steht")


def test_history_of_one_thing_shows_its_entries(office_browser: Browser, office: Actor, small: Small) -> None:
    operations.change(small.topic, {"title": "Tegel-Nord"}, actor=office)
    told = office_browser.get("/arbeitsplatz/verlauf/plans.topic/2022.flaechen.tegel/").context["told"]

    assert [one.verb for one in told] == ["geändert", "angelegt"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 10),
        ("?was=plans.topic", 1),
        ("?wie=change", 0),
        ("?wer=Test", 10),
        ("?wer=Niemand", 0),
        ("?seit=9", 1),
        ("?von=1999&bis=2000", 0),
    ],
)
def test_history_is_filtered(query: str, count: int, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"/arbeitsplatz/verlauf/{query}").context["page_obj"].paginator.count == count


def test_bad_day_in_a_filter_is_named(office_browser: Browser, small: Small) -> None:
    assert "„gestern“ ist kein Datum." in text_of(office_browser.get("/arbeitsplatz/verlauf/?von=gestern"))


def test_whole_chain_is_confirmed(office_browser: Browser, small: Small) -> None:
    assert "Geprüft bis Eintrag 10: Die Kette ist lückenlos und unverändert." in text_of(
        office_browser.post("/arbeitsplatz/verlauf/pruefen/")
    )


def test_broken_chain_is_named(office_browser: Browser, small: Small) -> None:
    Entry.objects.filter(number=3).update(actor_name="Jemand anders")

    assert "zuerst bei Eintrag 3" in text_of(office_browser.post("/arbeitsplatz/verlauf/pruefen/"))


def test_export_has_a_line_for_each_entry(browser_as: Callable[..., Browser], small: Small) -> None:
    response = browser_as(Role.READER).get("/arbeitsplatz/verlauf/ausgabe/")
    lines = b"".join(response.streaming_content).decode().splitlines()

    assert [json.loads(json.loads(line)["content"])["number"] for line in lines] == list(range(1, 11))


def test_statements_do_not_grow_with_entries(
    office_browser: Browser, small: Small, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(10):
        operations.change(small.topic, {"title": f"Titel {number}"}, actor=SYSTEM)
    office_browser.get("/arbeitsplatz/verlauf/")
    with django_assert_max_num_queries(25):
        office_browser.get("/arbeitsplatz/verlauf/")


@pytest.mark.parametrize(("language", "words"), [("de", "Einträge"), ("en", "entries")])
def test_history_says_how_many_entries_there_are(
    client_as: Callable[[Role], Client], small: Small, language: str, words: str
) -> None:
    with translation.override(language):
        page = client_as(Role.OFFICE).get(reverse("desk:history"), HTTP_ACCEPT_LANGUAGE=language)
    assert f"<span>{recording.head()[0]} {words}</span>" in page.content.decode()
