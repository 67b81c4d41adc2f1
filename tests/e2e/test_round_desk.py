"""The desk's pages of a round, checked with axe in the states that people reach by acting.

Uses the round that the demonstration has open; where none is open, one is opened through the pages themselves.
"""

from playwright.sync_api import Page

from tests.e2e.conftest import Walk, follow, open_everything


def running_round(page: Page, server: str) -> str:
    """The address of the open round's cockpit."""
    page.goto(f"{server}/arbeitsplatz/runden/")
    rows = page.locator("tbody tr", has_text="offen").locator("th a")
    if rows.count():
        return f"{server}{rows.first.get_attribute('href')}"
    follow(page.get_by_role("link", name="Runde vorbereiten").first)
    tick = page.locator("input[name=ownerless_ok]")
    if tick.count():
        tick.check()
    follow(page.locator("button.kern-btn--primary").first)
    follow(page.get_by_role("button", name="Runde öffnen"))
    return page.url.partition("?")[0]


def test_round_pages_are_accessible_in_every_state(office: Page, server: str) -> None:
    walk = Walk()
    cockpit = running_round(office, server)
    office.goto(cockpit)
    open_everything(office)
    walk.look(office, "cockpit, everything open")
    office.goto(f"{cockpit}mails/")
    walk.look(office, "mails of today")
    office.goto(f"{cockpit}schliessen/")
    if office.locator("textarea[name=reason]").count():
        follow(office.locator("button.kern-btn--primary").last)
    walk.look(office, "closing without a reason")
    office.goto(f"{cockpit}pruefen/")
    open_everything(office)
    walk.look(office, "review, everything open")
    office.goto(f"{cockpit}pruefen/gemeinsam/")
    walk.look(office, "approving together")
    assert walk.found == {}


def test_owners_and_reporting_for_someone_are_accessible(office: Page, server: str) -> None:
    walk = Walk()
    cockpit = running_round(office, server)
    office.goto(f"{server}/arbeitsplatz/runden/zustaendigkeit/")
    walk.look(office, "owners")
    preview = office.get_by_role("button", name="Vorschau")
    if preview.count():
        follow(preview.first)
        walk.look(office, "owners, nothing chosen")
    office.goto(cockpit)
    enter = office.get_by_role("link", name="Meldung eintragen")
    if enter.count():
        follow(enter.first)
        open_everything(office)
        walk.look(office, "reporting for someone")
        follow(office.get_by_role("button", name="Melden", exact=True))
        walk.look(office, "reporting nothing")
    assert walk.found == {}
