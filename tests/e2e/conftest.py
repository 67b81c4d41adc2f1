"""A real server with Berlin's plan, a real browser, and every page that links lead to.

The server is the product's own ``demo start`` in a process and a data folder of its own. Pages are
found by following links, once for the public and once signed in, so that a new page is checked
without anyone adding it to a list.
"""

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from leitstand.domain.institutions.operations import DEMONSTRATION_PASSWORD
from tests.conftest import CHROMIUM

WIDTHS = {"desktop": 1280, "phone": 375}
# Both widths and both schemes, in two looks instead of four: colours do not depend on the width.
LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (("desktop", "light"), ("phone", "dark"))
LINKS = re.compile(r'<a\s[^>]*?href="([^"#]+)')
BROKEN = "Störung"
NOT_PAGES = ("text/html",)
CRAWLED = 400
AXE = f"(() => {{{Axe().axe_script}}})()"
# Nothing is preloaded: that serves rules on sound, and on how pages turn, which read whole style sheets anew.
FIND_VIOLATIONS = """axe.run({resultTypes: ['violations'], preload: false}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`)))"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running demonstration."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("instance")
    log = folder / "log.txt"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LEITSTAND_", "DJANGO_", "TEST_"))
    }
    environment = kept | {
        "LEITSTAND_DATA_DIR": str(folder),
        "LEITSTAND_BASE_URL": f"http://127.0.0.1:{port}",
        # What the pages show of papers does not depend on it, and the minutes belong to the browser.
        "LEITSTAND_PAPER_MEANING": "no",
    }
    with log.open("wb") as output:
        command = [sys.executable, "-m", "leitstand", "demo", "start", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1800):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # The container's root user cannot have Chromium's sandbox; the pages are our own.
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


def sign_in(page: Page, server: str, who: str) -> None:
    """Sign in with a demonstration account, as a person would."""
    page.goto(f"{server}/konto/login/")
    fill_in(page, f"{who}@demo.example", DEMONSTRATION_PASSWORD)
    page.wait_for_url(f"{server}/arbeitsplatz/**")


def fill_in(page: Page, address: str, password: str) -> None:
    """Fill in the sign-in form, not the demonstration's buttons beside it, and send it."""
    form = page.locator("form:has(input[type=password]:visible)")
    form.locator("input[name=login]").fill(address)
    form.locator("input[name=password]").fill(password)
    follow(form.locator("button.kern-btn--primary"))


@pytest.fixture(scope="session")
def office_context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser signed in as the demonstration's office."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    sign_in(page, server, "geschaeftsstelle")
    page.close()
    yield context
    context.close()


@pytest.fixture
def office(office_context: BrowserContext) -> Iterator[Page]:
    """A page of the office, at desktop width."""
    page = office_context.new_page()
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": 900})
    yield page
    page.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the public, German, desktop width."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def crawl(context: BrowserContext, start: str) -> dict[str, str]:
    """One address for each named page that links lead to from ``start``, in the order found."""
    found: dict[str, str] = {}
    queue, seen = [start], {start}
    fetched = 0
    while queue and fetched < CRAWLED:
        address = queue.pop(0)
        name = page_name(address)
        # Two pages of a kind are enough to find links; more only cost time.
        if name is None or name in found:
            continue
        answer = context.request.get(address)
        fetched += 1
        if not answer.ok:
            raise AssertionError(f"{address} answers {answer.status}")
        if "text/html" not in answer.headers.get("content-type", "") or "content-disposition" in answer.headers:
            continue
        found[name] = address
        for link in LINKS.findall(answer.text()):
            target = urljoin(address, link.replace("&amp;", "&"))
            if urlsplit(target).netloc == urlsplit(start).netloc and target not in seen:
                seen.add(target)
                queue.append(target)
    return found


def page_name(address: str) -> str | None:
    """The name of the page behind an address, with its language; ``None`` for files and other doors."""
    path = urlsplit(address).path
    try:
        match = resolve(path.removeprefix("/en") or "/")
    except Resolver404:
        return None
    language = "en" if path.startswith("/en/") else "de"
    room = match.namespace or match.url_name
    return f"{language}:{room}:{match.url_name}"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, element, how often."""
    # A click returns when the answer begins to arrive; the page it leads to may still be empty.
    page.wait_for_load_state("load")
    # Half a megabyte of script: sent once to a page, not for each of its looks.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(FIND_VIOLATIONS))


def open_everything(page: Page) -> None:
    """Open every disclosure on the page."""
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


class Walk:
    """States of pages that a person reaches by acting; ``found`` holds what was wrong in each, by its name."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def look(self, page: Page, state: str) -> None:
        """Check the page as it stands in both looks, and leave it at desktop width in the light."""
        for width, scheme in reversed(LOOKS):
            page.set_viewport_size({"width": WIDTHS[width], "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            complaints = violations(page)
            if page.title() == BROKEN:
                complaints.append("the server failed")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                complaints.append("the page scrolls sideways")
            if complaints:
                self.found[f"{state}, {width}"] = complaints


@pytest.fixture
def walk() -> Iterator[Walk]:
    """A walk that ends with nothing found."""
    walked = Walk()
    yield walked
    assert walked.found == {}


def follow(target: Locator) -> None:
    """Click, and wait for all of the page that it leads to: a click returns when the answer begins to arrive."""
    target.click()
    target.page.wait_for_load_state("load")


def press(page: Page, words: str) -> None:
    """Press a button that says ``words``."""
    follow(page.get_by_role("button", name=words, exact=True).first)


def replaced(package: bytes, old: str, new: str) -> bytes:
    """The package with one text replaced in all its files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).decode().replace(old, new))
    return target.getvalue()
