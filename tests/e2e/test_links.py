"""Reporting by a personal link in a real browser: few interactions, without JavaScript too, axe in each state."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import WIDTHS, Walk, _wait_for, follow, open_everything, press

MOST_INTERACTIONS = 12


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Addresses of personal links at a running instance, each for three measures; a test takes one away."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("reporting")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LEITSTAND_", "DJANGO_", "TEST_"))
    }
    address = f"http://127.0.0.1:{port}"
    environment = kept | {
        "LEITSTAND_DATA_DIR": str(folder),
        "LEITSTAND_BASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "leitstand.settings.base",
    }
    script = Path(__file__).with_name("made_round.py")
    made = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True)
    log = folder / "log.txt"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "leitstand", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        _wait_for(address, process, log)
        yield [address + path for path in made.stdout.split()]
    finally:
        process.terminate()
        process.wait(timeout=20)


class Hand:
    """Clicks and writes on a page, and counts both."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, target: Locator) -> None:
        follow(target)
        self.count += 1

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)
        self.count += 1

    def press(self, words: str) -> None:
        self.click(self.page.get_by_role("button", name=words, exact=True))

    def choose(self, measure: Locator, words: str) -> None:
        self.click(measure.locator("label.choice", has_text=words).locator("visible=true").first)


def _measures(page: Page) -> list[Locator]:
    return page.locator("[data-measure]").all()


def _computed(measure: Locator) -> str:
    """The word of the computed light, to choose the same."""
    word: str = measure.locator(".computed .state__word").inner_text()
    return word if word in ("im Plan", "gefährdet", "nicht im Plan") else "im Plan"


def _report_news(hand: Hand, measure: Locator) -> None:
    hand.choose(measure, "Es gibt Neues")
    light = measure.locator("fieldset", has_text="Ihre Einschätzung").locator("label.choice")
    hand.click(light.get_by_text(_computed(measure), exact=True))
    hand.write(measure.locator("textarea[name$='-sentence']"), "Der Probebetrieb hat begonnen.")


def test_three_measures_with_news_take_few_interactions(page: Page, doors: list[str]) -> None:
    page.goto(doors[0])
    hand = Hand(page)
    hand.press("Meldung öffnen")
    for measure in _measures(page):
        _report_news(hand, measure)
    hand.press("Senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ihre Meldung ist angekommen")
    assert hand.count <= MOST_INTERACTIONS


def test_nothing_new_for_three_measures_takes_five_interactions(page: Page, doors: list[str]) -> None:
    page.goto(doors[1])
    hand = Hand(page)
    hand.press("Meldung öffnen")
    for measure in _measures(page):
        hand.choose(measure, "Nichts Neues")
    hand.press("Senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ihre Meldung ist angekommen")
    assert hand.count == 5


def test_nothing_new_for_all_takes_two_interactions(browser: Browser, doors: list[str]) -> None:
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(doors[2])
    hand = Hand(page)
    hand.press("Meldung öffnen")
    hand.press("Zu allen 3: nichts Neues, senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ihre Meldung ist angekommen")
    context.close()
    assert hand.count == 2


def test_report_without_javascript_takes_few_interactions(browser: Browser, doors: list[str]) -> None:
    context = browser.new_context(locale="de-DE", java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(doors[3])
    hand = Hand(page)
    hand.press("Meldung öffnen")
    for measure in _measures(page):
        _report_news(hand, measure)
    hand.press("Senden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ihre Meldung ist angekommen")
    context.close()
    assert hand.count <= MOST_INTERACTIONS


def test_typing_is_saved_without_a_click(page: Page, doors: list[str]) -> None:
    page.goto(doors[4])
    press(page, "Meldung öffnen")
    measure = _measures(page)[0]
    measure.locator("label.choice", has_text="Es gibt Neues").click()
    measure.locator("textarea[name$='-sentence']").fill("Noch nicht gesendet.")
    expect(page.locator("#saved")).to_contain_text("Zwischengespeichert", timeout=10_000)
    page.reload()
    expect(_measures(page)[0].locator("textarea[name$='-sentence']")).to_have_value("Noch nicht gesendet.")


def test_token_stands_in_no_referrer(page: Page, doors: list[str]) -> None:
    token = doors[4].rstrip("/").rpartition("/")[2]
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.all_headers().get("referer", "")))
    page.goto(doors[4])
    press(page, "Meldung öffnen")
    page.wait_for_load_state()
    assert [referrer for referrer in sent if token in referrer] == []


def test_no_page_scrolls_sideways_at_320_pixels(page: Page, doors: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(doors[4])
    press(page, "Meldung öffnen")
    page.locator("label.choice", has_text="Es gibt Neues").first.click()
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_on_the_way(page: Page, doors: list[str], walk: Walk) -> None:
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": 900})
    page.goto(doors[5])
    walk.look(page, "landing")
    press(page, "Meldung öffnen")
    walk.look(page, "form")
    press(page, "Senden")
    walk.look(page, "nothing chosen")
    for measure in _measures(page):
        measure.locator("label.choice", has_text="Es gibt Neues").click()
    open_everything(page)
    walk.look(page, "everything open")
    for measure in _measures(page):
        measure.locator("textarea[name$='-sentence']").fill("")
        measure.locator("details", has_text="Beträge nennen").evaluate("part => part.open = true")
        measure.locator("input[name$='-spent']").fill("viel")
    press(page, "Senden")
    walk.look(page, "errors")
    press(page, "Zwischenspeichern")
    walk.look(page, "saved")


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Ich brauche mehr Zeit", "more time"),
        ("Ich brauche Hilfe", "help"),
        ("Jemand anderes soll melden", "delegation"),
        ("Lieber als Excel-Datei", "workbook"),
    ],
)
def test_axe_finds_nothing_beside_the_way(page: Page, doors: list[str], walk: Walk, words: str, state: str) -> None:
    page.goto(doors[5])
    press(page, "Meldung öffnen")
    press(page, words)
    walk.look(page, state)
    follow(page.locator("form .kern-btn--primary"))
    walk.look(page, f"{state}, refused")


def test_axe_finds_nothing_when_someone_else_was_first(browser: Browser, doors: list[str], walk: Walk) -> None:
    pages = [browser.new_context(locale="de-DE").new_page() for _ in range(2)]
    for page in pages:
        page.goto(doors[5])
        press(page, "Meldung öffnen")
    for page in pages:
        _report_news(Hand(page), _measures(page)[0])
        press(page, "Senden")
    walk.look(pages[0], "sent in part")
    walk.look(pages[1], "conflict")
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("path", ["/melden/", f"/melden/{'x' * 43}/", f"/en/melden/{'x' * 43}/"])
def test_axe_finds_nothing_on_refusals(page: Page, doors: list[str], walk: Walk, path: str) -> None:
    page.goto(doors[0].partition("/melden/")[0] + path)
    walk.look(page, path)
