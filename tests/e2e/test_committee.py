"""The committee's desk in a real browser: reached by clicking, decided by clicking, without finding of axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Walk, follow, press

AGENDA = "arbeitsplatz/steuerungskreis"


@pytest.fixture
def agenda(office: Page, server: str) -> Iterator[Page]:
    """The agenda with a sitting being held: the demonstration's, or one prepared here and cancelled afterwards."""
    office.goto(f"{server}/{AGENDA}/")
    begin = office.locator("main summary", has_text="Sitzung vorbereiten")
    prepared_here = begin.count() > 0
    if prepared_here:
        begin.click()
        follow(office.locator("main details button"))
    yield office
    if prepared_here:
        office.goto(f"{server}/{AGENDA}/sitzungen/")
        follow(office.locator("main th a").first)
        press(office, "Sitzung absagen")


def test_deciding_and_taking_back(agenda: Page, server: str, walk: Walk) -> None:
    walk.look(agenda, "agenda")
    choices = agenda.locator(".agenda__choices a", has_text="Umplanen")
    if not choices.count():
        pytest.skip("nothing is up for decision in this demonstration")
    before = choices.count()
    follow(choices.first)
    walk.look(agenda, "decision")
    agenda.locator("main [name=due]").fill("irgendwann")
    follow(agenda.locator("main button.kern-btn--primary").last)
    walk.look(agenda, "wrong date")
    agenda.locator("main [name=due]").fill("01.02.2099")
    agenda.locator("main [name=owner_text]").fill("Probe")
    follow(agenda.locator("main button.kern-btn--primary").last)
    walk.look(agenda, "decided")
    assert agenda.locator(".agenda__choices a", has_text="Umplanen").count() == before - 1
    follow(agenda.get_by_role("button", name="Zurücknehmen").first)
    assert agenda.locator(".agenda__choices a", has_text="Umplanen").count() == before


def test_sitting_and_lists(agenda: Page, server: str, walk: Walk) -> None:
    for path, step in (("sitzungen/", "sittings"), ("ohne-wirkung/", "without effect"), ("weitere/", "further items")):
        agenda.goto(f"{server}/{AGENDA}/{path}")
        walk.look(agenda, step)
    agenda.goto(f"{server}/{AGENDA}/sitzungen/")
    for place in range(min(agenda.locator("main th a").count(), 2)):
        agenda.goto(f"{server}/{AGENDA}/sitzungen/")
        follow(agenda.locator("main th a").nth(place))
        walk.look(agenda, f"sitting {place + 1}")
