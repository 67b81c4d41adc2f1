"""The measure's page and the small forms on it: who may report, and what happens with what they say."""

from collections.abc import Callable

import pytest

from leitstand.domain.plans import models as m
from leitstand.foundation.actor import Role
from tests.interfaces.desk.conftest import Browser, Small, text_of

PAGE = "/arbeitsplatz/massnahmen/tegel/"
STATUS = {"when": "2024-06", "stage": "under_way", "light": "on_track", "wording": "läuft"}
REPORT, MONEY, REACHED = f"{PAGE}melden/status/", f"{PAGE}melden/finanzierung/", f"{PAGE}meilenstein/2022.tegel.plan/"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICE, Role.CONTACT])
def test_status_is_added_by_those_who_may(role: Role, browser_as: Callable[..., Browser], small: Small) -> None:
    browser_as(role).post(REPORT, STATUS)

    assert m.Status.objects.get().wording == "läuft"


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("url", [REPORT, MONEY, REACHED])
def test_fact_is_refused_to_readers(url: str, role: Role, browser_as: Callable[..., Browser], small: Small) -> None:
    assert browser_as(role).post(url, {**STATUS, "state": "secured", "done_on": "2026"}).status_code == 403


@pytest.mark.parametrize("url", [REPORT, MONEY, REACHED])
def test_fact_is_refused_to_the_contact_of_another_measure(
    url: str, browser_as: Callable[..., Browser], small: Small
) -> None:
    browser = browser_as(Role.CONTACT, of=small.other)

    assert browser.post(url, {**STATUS, "state": "secured", "done_on": "2026"}).status_code == 403


def test_contact_without_consent_is_named_by_institution_only(browser_as: Callable[..., Browser], small: Small) -> None:
    browser_as(Role.CONTACT).post(REPORT, STATUS)
    status = m.Status.objects.get()

    assert (status.author, status.author_institution and status.author_institution.key) == ("", "haus")


def test_contact_cannot_name_another_author(browser_as: Callable[..., Browser], small: Small) -> None:
    browser_as(Role.CONTACT).post(REPORT, {**STATUS, "author": "Senat"})

    assert m.Status.objects.get().author == ""


def test_deputy_may_report(browser_as: Callable[..., Browser], small: Small) -> None:
    m.Measure.objects.update(deputy=small.other)
    browser_as(Role.CONTACT, of=small.other).post(REPORT, STATUS)

    assert m.Status.objects.count() == 1


def test_contact_of_another_measure_sees_no_forms(browser_as: Callable[..., Browser], small: Small) -> None:
    assert browser_as(Role.CONTACT, of=small.other).get(PAGE).context["fact_forms"] == []


def test_money_is_added(office_browser: Browser, small: Small) -> None:
    office_browser.post(MONEY, {"when": "2024", "state": "secured", "secured": "1.200.000,00"})

    assert str(m.Funding.objects.get().secured) == "1200000.00"


def test_milestone_is_reached(browser_as: Callable[..., Browser], small: Small) -> None:
    browser = browser_as(Role.CONTACT)
    form = browser.get(PAGE).context["milestone_forms"]["2022.tegel.plan"]
    browser.post(REACHED, {"done_on": "2023", "base": form["base"].value(), "seen": form["seen"].value()})
    small.milestone.refresh_from_db()

    assert small.milestone.done_on == "2023"


def test_reached_milestone_of_an_adopted_edition_needs_no_reason(
    browser_as: Callable[..., Browser], adopted: Small
) -> None:
    browser = browser_as(Role.CONTACT)
    form = browser.get(PAGE).context["milestone_forms"]["2022.tegel.plan"]
    browser.post(REACHED, {"done_on": "2023", "base": form["base"].value(), "seen": form["seen"].value()})

    assert m.Amendment.objects.count() == 0


def test_contact_cannot_rename_a_milestone(browser_as: Callable[..., Browser], small: Small) -> None:
    browser = browser_as(Role.CONTACT)

    assert browser.post("/arbeitsplatz/eintrag/meilenstein/2022.tegel.plan/", {"title": "Anders"}).status_code == 403


def test_bad_date_keeps_the_form_open(office_browser: Browser, small: Small) -> None:
    response = office_browser.post(REPORT, {**STATUS, "when": "gestern"})

    assert (response.status_code, 'value="gestern"' in response.content.decode()) == (422, True)


def test_unknown_kind_of_fact_is_a_404(office_browser: Browser, small: Small) -> None:
    assert office_browser.post(f"{PAGE}melden/quatsch/", STATUS).status_code == 404


def test_milestone_of_another_measure_is_a_404(office_browser: Browser, small: Small) -> None:
    assert office_browser.post(f"{PAGE}meilenstein/gibtsnicht/", {"done_on": "2023"}).status_code == 404


def test_page_says_why_the_state_is_what_it_is(office_browser: Browser, small: Small) -> None:
    assert "Zu dieser Maßnahme liegt keine Statusmeldung vor." in text_of(office_browser.get(PAGE))


def test_page_tells_the_history_of_all_its_parts(office_browser: Browser, small: Small) -> None:
    assert [told.kind for told in office_browser.get(PAGE).context["history"]] == [
        "Meilenstein",
        "Maßnahme der Fassung",
        "Maßnahme",
    ]
