"""The journeys of press, office and committee, in a real browser, some of them without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import fill_in, follow, sign_in, violations


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def test_press_finds_what_became_of_a_measure_without_javascript(plain_page: Page, server: str) -> None:
    plain_page.goto(f"{server}/suche/?q=flughafen+tegel")
    follow(plain_page.get_by_role("link", name=re.compile("Tegel")).first)
    expect(plain_page).to_have_url(re.compile("/massnahme/tegel/"))
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Tegel")


def test_press_forgets_an_umlaut_and_misses_a_letter(plain_page: Page, server: str) -> None:
    plain_page.goto(f"{server}/suche/?q=industrieflachen+sichrn")
    expect(plain_page.get_by_role("link", name=re.compile("Industrieflächen")).first).to_be_visible()


def test_page_as_of_2012_shows_money_not_secured(plain_page: Page, server: str) -> None:
    plain_page.goto(f"{server}/massnahme/finanzierungsbedarf/?as_of=2012-12-31")
    expect(plain_page.locator("main")).to_contain_text("nicht gesichert")


def test_reader_changes_the_language(page: Page, server: str) -> None:
    page.goto(f"{server}/massnahme/tegel/")
    follow(page.get_by_role("link", name="English").first)
    expect(page).to_have_url(re.compile("/en/massnahme/tegel/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_keyboard_reaches_the_content_first(page: Page, server: str) -> None:
    page.goto(f"{server}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")


def test_wrong_password_says_so_accessibly(page: Page, server: str) -> None:
    page.goto(f"{server}/konto/login/")
    fill_in(page, "geschaeftsstelle@demo.example", "falsch")
    assert violations(page) == []


@pytest.mark.parametrize("who", ["ansprechperson", "steuerungskreis", "lesezugang", "administration"])
def test_every_role_has_a_start_page_without_violations(page: Page, server: str, who: str) -> None:
    sign_in(page, server, who)
    assert violations(page) == []


def test_unknown_page_leads_back(page: Page, server: str) -> None:
    answer = page.goto(f"{server}/massnahme/gibt-es-nicht/")
    assert answer is not None
    assert (answer.status, violations(page)) == (404, [])
