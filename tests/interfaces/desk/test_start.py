"""The start of the desk, the plan editor, and adopting an edition."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.institutions.models import Account
from leitstand.domain.papers.models import Received
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.plans.queries import edition_content_hash
from leitstand.foundation import clock
from leitstand.foundation.actor import Role
from leitstand.foundation.instance.kind import found
from leitstand.foundation.instance.models import Instance
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of, waiting_tasks


def sentences(browser: Browser) -> list[str]:
    return list(waiting_tasks(browser))


def test_office_sees_what_is_missing(office_browser: Browser, small: Small) -> None:
    assert sentences(office_browser) == [
        "Ein Meilenstein ist überfällig",
        "Zu einer Maßnahme fehlt ein gültiger Stand",
        "In einer laufenden Maßnahme fehlen Angaben",
        "Die Fassung „2022“ ist noch nicht beschlossen",
    ]


def test_contact_sees_own_measures(browser_as: Callable[..., Browser], small: Small) -> None:
    assert sentences(browser_as(Role.CONTACT)) == [
        "Eine Ihrer Maßnahmen braucht einen Stand",
        "Überfällig: Plan steht",
        "Stand der Finanzierung unbekannt: Tegel nutzen",
    ]


def test_contact_of_nothing_has_nothing_to_do(browser_as: Callable[..., Browser], small: Small) -> None:
    assert sentences(browser_as(Role.CONTACT, of=small.other)) == []


def test_readers_see_what_is_in_trouble(browser_as: Callable[..., Browser], small: Small) -> None:
    keep(m.Status(key="s", measure=small.measure, when=date.today().isoformat(), stage="under_way", light="off_track"))

    assert sentences(browser_as(Role.READER))[0] == "Eine Maßnahme ist gefährdet oder nicht im Plan"


def test_news_are_those_of_others_since_last_time(office_browser: Browser, small: Small) -> None:
    Account.objects.filter(role=Role.OFFICE).update(seen_entry=10)
    operations.change(small.topic, {"title": "Anders"}, actor=SYSTEM)

    page = office_browser.get("/arbeitsplatz/").content.decode()
    assert re.findall(r'changes__head"><strong><a [^>]*>([^<]*)', page) == ["2022: Anders"]


def test_news_are_gone_once_read(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/gelesen/", {"number": "10"})

    assert "Nichts Neues von anderen." in text_of(office_browser.get("/arbeitsplatz/"))


def test_reading_up_to_a_number_of_thousands_of_digits_is_reading_all(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/gelesen/", {"number": "9" * 5000})

    assert "Nichts Neues von anderen." in text_of(office_browser.get("/arbeitsplatz/"))


def test_first_page_is_kept_until_something_is_written(office_browser: Browser, small: Small) -> None:
    found(Instance.Kind.REAL)
    office_browser.get("/arbeitsplatz/")
    with CaptureQueriesContext(connection) as queries:
        office_browser.get("/arbeitsplatz/")
    tables = [table for query in queries for table in re.findall(r'FROM "(\w+)"', query["sql"])]

    assert set(tables) == {
        "django_session",
        "institutions_account",
        "history_head",
        "mail_message",
        "papers_received",
    }


def test_kept_first_page_tells_what_was_written_since(office_browser: Browser, small: Small) -> None:
    before = sentences(office_browser)
    operations.change(small.milestone, {"done_on": "2022-12-01"}, actor=SYSTEM)

    assert set(before) - set(sentences(office_browser)) == {"Ein Meilenstein ist überfällig"}


def test_kept_first_page_tells_of_a_paper_read_since(office_browser: Browser, small: Small) -> None:
    before = sentences(office_browser)
    Received.objects.create(made_at=clock.now(), name="papier.pdf", state=Received.State.READ)

    assert set(sentences(office_browser)) - set(before) == {"Ein hochgeladenes Papier ist zu bestätigen"}


def test_first_page_is_kept_for_each_account(
    office_browser: Browser, browser_as: Callable[..., Browser], small: Small
) -> None:
    before = sentences(office_browser)

    assert sentences(browser_as(Role.CONTACT)) != before


# Editor and adoption


def test_editor_lists_what_is_missing(office_browser: Browser, small: Small) -> None:
    missing = [item.text for item in office_browser.get("/arbeitsplatz/plan/2022/").context["missing"]]

    assert missing == [
        "Fehlt: Gesamtziel",
        "Fehlt: Worum es geht",
        "Fehlt: gilt ab",
        "noch nicht beschlossen",
        "Handlungsfeld ohne Ziel: Flächen",
        "1 × Federführung unbekannt",
        "1 × kein Zeitraum genannt",
        "1 × Stand der Finanzierung unbekannt",
        "1 × kein Indikator",
        "1 × nie eine Statusmeldung",
    ]


def test_editor_shows_the_measures_of_a_topic(office_browser: Browser, small: Small) -> None:
    rows = office_browser.get("/arbeitsplatz/plan/2022/2022.flaechen.tegel/").context["rows"]

    assert [row.entry.key for row in rows] == ["2022.tegel"]


def test_adoption_shows_the_hash_it_will_record(office_browser: Browser, small: Small) -> None:
    page = text_of(office_browser.get("/arbeitsplatz/plan/2022/beschliessen/"))

    assert ("Danach nur noch mit Änderungsvermerk." in page, edition_content_hash(small.draft) in page) == (True, True)


def adoption(small: Small) -> dict[str, Any]:
    return {"hash": edition_content_hash(small.draft), "body": "senat", "decided_on": "16.08.2022", "number": "S-1"}


def test_edition_is_adopted(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/plan/2022/beschliessen/", adoption(small))
    made = m.Resolution.objects.get()
    content_hash = edition_content_hash(small.draft)

    assert (made.kind, made.decided_on, made.content_hash) == ("adopts", date(2022, 8, 16), content_hash)


def test_edition_that_moved_is_not_adopted(office_browser: Browser, small: Small) -> None:
    values = adoption(small)
    operations.change(small.topic, {"title": "Anders"}, actor=SYSTEM)
    response = office_browser.post("/arbeitsplatz/plan/2022/beschliessen/", values)

    assert (response.status_code, m.Resolution.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_edition_is_not_adopted_by_readers(role: Role, browser_as: Callable[..., Browser], small: Small) -> None:
    assert browser_as(role).post("/arbeitsplatz/plan/2022/beschliessen/", adoption(small)).status_code == 403
