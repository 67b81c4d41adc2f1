"""The start of the desk, the plan editor, and adopting an edition."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from leitstand.domain.institutions.models import Account
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.plans.queries import edition_content_hash
from leitstand.foundation.actor import Role
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of


def sentences(browser: Browser) -> list[str]:
    return [task.sentence for task in browser.get("/arbeitsplatz/").context["tasks"]]


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

    assert [told.subject for told in office_browser.get("/arbeitsplatz/").context["news"]] == ["2022: Anders"]


def test_news_are_gone_once_read(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/gelesen/", {"number": "10"})

    assert office_browser.get("/arbeitsplatz/").context["news_count"] == 0


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
