"""Who gets in where: every address of the desk, for every role and for no one."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from leitstand.domain.institutions.models import Account
from leitstand.foundation.actor import Role
from leitstand.interfaces.desk import urls
from tests.interfaces.desk.conftest import Browser, Small, text_of

ARGUMENTS = {
    "pk": 1,
    "number": 1,
    "topic_key": "tegel",
    "text_key": "tegel.text",
    "edition_key": "2022",
    "part": "2022.flaechen",
    "key": "tegel",
    "kind": "eintrag",
    "milestone_key": "2022.tegel.plan",
    "subject_type": "plans.measure",
    "ident": 1,
    "first": 1,
    "last": 2,
    "verb": "entfernen",
    "file_format": "pdf",
    "measure_key": "tegel",
    "report_key": "runde.tegel",
    "request_key": "runde.probe",
}
OPEN = {"first-sign-in"}
NAMES = [pattern.name for pattern in urls.urlpatterns if pattern.name not in OPEN]
EVERYONE = ["start", "editions", "grid", "catalogue", "history", "own-account", "reports"]
EVERYONE += ["committee", "committee-further", "committee-ineffective", "sittings"]
KEEPERS = ["exchange", "statistics", "statistics-upload", "borders", "outbox", "export-package", "export-workbook"]


def address(name: str) -> str:
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    return reverse(f"desk:{name}", kwargs={part: ARGUMENTS[part] for part in pattern.pattern.converters})


@pytest.mark.parametrize("name", NAMES)
def test_page_without_sign_in_leads_to_sign_in(name: str, browser_as: Callable[..., Browser], small: Small) -> None:
    response = browser_as(None).get(address(name))

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/konto/login/")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICE, Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("name", EVERYONE)
def test_reading_page_opens_for_every_role(
    name: str, role: Role, browser_as: Callable[..., Browser], small: Small
) -> None:
    response = browser_as(role).client.get(address(name), follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("name", KEEPERS)
def test_keepers_page_is_closed_to_readers(
    name: str, role: Role, browser_as: Callable[..., Browser], small: Small
) -> None:
    response = browser_as(role).get(address(name))

    assert response.status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("name", ["accounts", "account-new"])
def test_accounts_are_closed_to_all_but_the_administrator(
    name: str, role: Role, browser_as: Callable[..., Browser], small: Small
) -> None:
    response = browser_as(role).get(address(name))

    assert response.status_code == 403


def test_closed_page_says_why(browser_as: Callable[..., Browser], small: Small) -> None:
    response = browser_as(Role.READER).get("/arbeitsplatz/eintrag/thema/neu/")

    assert response.status_code == 403


def test_navigation_of_office_lacks_accounts(office_browser: Browser, small: Small) -> None:
    nav = office_browser.get("/arbeitsplatz/").context["site"]["nav"]

    assert [str(entry["label"]) for entry in nav] == [
        "Was wartet",
        "Plan",
        "Maßnahmen",
        "Runden",
        "Steuerungskreis",
        "Berichte",
        "Papiere",
        "Statistik",
        "Verzeichnisse",
        "Austausch",
        "Postausgang",
        "Verlauf",
        "Mein Zugang",
    ]


def test_navigation_marks_one_place(office_browser: Browser, small: Small) -> None:
    nav = office_browser.get("/arbeitsplatz/massnahmen/tegel/").context["site"]["nav"]

    assert [str(entry["label"]) for entry in nav if entry["current"]] == ["Maßnahmen"]


def test_navigation_marks_papers_on_their_demands(office_browser: Browser, small: Small) -> None:
    nav = office_browser.get("/arbeitsplatz/forderungen/").context["site"]["nav"]

    assert [str(entry["label"]) for entry in nav if entry["current"]] == ["Papiere"]


def test_navigation_begins_a_part_with_what_the_role_may_see(browser_as: Callable[..., Browser], small: Small) -> None:
    nav = browser_as(Role.READER).get("/arbeitsplatz/").context["site"]["nav"]

    assert [str(entry["label"]) for entry in nav if entry["opens"]] == ["Plan", "Papiere", "Verlauf"]


def test_post_without_csrf_token_is_refused(office_browser: Browser, small: Small) -> None:
    response = office_browser.client.post("/arbeitsplatz/eintrag/thema/neu/", {"title": "x"})

    assert response.status_code == 403


def test_closed_account_is_out_at_once(browser_as: Callable[..., Browser], small: Small) -> None:
    browser = browser_as(Role.OFFICE)
    Account.objects.update(is_active=False)

    assert browser.get("/arbeitsplatz/").status_code == 302


def test_start_without_a_plan_offers_to_read_one_in(office_browser: Browser) -> None:
    assert "Hier gibt es noch keinen Plan." in text_of(office_browser.get("/arbeitsplatz/"))


@pytest.mark.parametrize(
    "url",
    [
        "/arbeitsplatz/eintrag/quatsch/neu/", "/arbeitsplatz/eintrag/thema/gibtsnicht/", "/arbeitsplatz/plan/1999/",
        "/arbeitsplatz/plan/2022/gibtsnicht/", "/arbeitsplatz/massnahmen/gibtsnicht/",
        "/arbeitsplatz/verlauf/plans.topic/nein/",
        "/arbeitsplatz/postausgang/99999999999999999999999/", "/arbeitsplatz/berichte/nein/datei/pdf/",
    ],
)  # fmt: skip
def test_address_of_nothing_is_a_404(url: str, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(url).status_code == 404


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "fassung=nein", "sort=--", "stand=nein", "luecke=nein", "feld=-&thema=-"]
)
def test_grid_bears_any_query(query: str, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"/arbeitsplatz/massnahmen/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["seit=999999999999999999999", "von=gestern", "page=-1", "wie=%25"])
def test_history_bears_any_query(query: str, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"/arbeitsplatz/verlauf/?{query}").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "/arbeitsplatz/eintrag/thema/%00/",
        "/arbeitsplatz/massnahmen/%00/",
        "/arbeitsplatz/massnahmen/?q=%00",
        "/arbeitsplatz/verlauf/?wer=%00",
    ],
)
def test_character_nobody_types_is_refused(url: str, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(url).status_code == 400


def test_character_nobody_types_is_refused_in_a_form(office_browser: Browser, small: Small) -> None:
    response = office_browser.post("/arbeitsplatz/massnahmen/ansicht/merken/", {"name": "a\0b", "query": ""})

    assert response.status_code == 400
