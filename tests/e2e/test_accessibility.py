"""axe finds nothing on any page, at desktop and phone width, light and dark, closed and opened."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.e2e.conftest import LOOKS, WIDTHS, crawl, open_everything, sign_in, violations

SEEN_ENOUGH = 16


@pytest.fixture(scope="session")
def public_pages(browser: Browser, server: str) -> dict[str, str]:
    context = browser.new_context()
    found = crawl(context, f"{server}/")
    context.close()
    return found


@pytest.fixture(scope="session")
def desk_pages(office_context: BrowserContext, server: str) -> dict[str, str]:
    found = crawl(office_context, f"{server}/arbeitsplatz/")
    return {name: address for name, address in found.items() if name.startswith("de") and ":portal:" not in name}


def found_on(context: BrowserContext, pages: dict[str, str]) -> dict[str, list[str]]:
    """Violations by page, with everything open that opens: what is shown closed is shown open too."""
    page = context.new_page()
    found = {}
    for name, address in pages.items():
        page.goto(address)
        open_everything(page)
        complaints = violations(page)
        if complaints:
            found[name] = complaints
    page.close()
    return found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_public_pages_have_no_violations(
    browser: Browser, public_pages: dict[str, str], width: str, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme)
    # English pages share the German ones' templates and styles.
    found = found_on(context, {name: url for name, url in public_pages.items() if name.startswith("de")})
    context.close()
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_desk_pages_have_no_violations(
    browser: Browser, server: str, desk_pages: dict[str, str], width: str, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, server, "geschaeftsstelle")
    page.close()
    found = found_on(context, desk_pages)
    context.close()
    assert found == {}


def test_crawl_reaches_the_public_pages(public_pages: dict[str, str]) -> None:
    assert len([name for name in public_pages if name.startswith("de:portal:")]) >= SEEN_ENOUGH


def test_crawl_reaches_the_desk(desk_pages: dict[str, str]) -> None:
    assert len([name for name in desk_pages if ":desk:" in name]) >= SEEN_ENOUGH


@pytest.mark.parametrize("width", [320, 1280])
def test_public_pages_do_not_scroll_sideways(browser: Browser, public_pages: dict[str, str], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wide = []
    for name, address in public_pages.items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)
    context.close()
    assert wide == []


def test_pages_ask_nothing_of_other_hosts_and_break_no_policy(
    browser: Browser, server: str, public_pages: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    foreign: list[str] = []
    complaints: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith((server, "data:")) else None,
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in public_pages.values():
        page.goto(address)
    context.close()
    assert (foreign, complaints) == ([], [])
