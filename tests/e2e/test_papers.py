"""Papers in a browser: one taken in, read and searched; axe finds nothing in any state a person reaches."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Walk, follow, press

STRATEGY = (
    b"# Probestrategie Industrie 2020\n\nHerausgeber: Land Probe\n\n## Netze\n\n"
    b"Das Land baut bis 2029 in jedem Gewerbegebiet ein Stromnetz fuer Fabriken.\n\n"
    b"Wir fordern dafuer mindestens 12 Mio. Euro.\n"
)
WORK = 60_000


@pytest.fixture
def desk(server: str) -> str:
    return f"{server}/arbeitsplatz"


def test_paper_from_file_to_reading_desk_and_public_address(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/papiere/hochladen/")
    press(office, "Hochladen und lesen")
    walk.look(office, "nothing chosen")
    office.locator("input[type=file]").set_input_files(
        [
            {"name": "probe.txt", "mimeType": "text/plain", "buffer": STRATEGY},
            {"name": "kaputt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"},
        ]
    )
    press(office, "Hochladen und lesen")
    # The page asks for itself until both files are read; one that fails stops no other.
    expect(office.get_by_role("row", name=re.compile("kaputt.pdf"))).to_contain_text("nicht lesbar", timeout=WORK)
    confirm = office.get_by_role("row", name=re.compile("probe.txt")).get_by_role("link")
    expect(confirm).to_contain_text("Bestätigen", timeout=WORK)
    walk.look(office, "one read, one refused")
    follow(confirm)
    walk.look(office, "guessed values to confirm")
    press(office, "So übernehmen")
    paper = office.get_by_role("link", name="Probestrategie Industrie 2020")
    expect(paper).to_be_visible(timeout=WORK)
    follow(paper)
    follow(office.get_by_role("link", name=re.compile("wählen ?: Wir fordern")))
    office.get_by_label("Ihre Notiz").fill("Für die Sitzung")
    press(office, "Markieren")
    walk.look(office, "a passage at hand, marked with a note")
    office.get_by_text("Diese Textstelle zitieren").click()
    follow(office.locator(".cite a"))
    expect(office.locator("blockquote")).to_have_text("Wir fordern dafuer mindestens 12 Mio. Euro.")
    expect(office.locator("body")).not_to_contain_text("Für die Sitzung")
    walk.look(office, "its public address")


def test_search_answers_with_marked_words_and_by_keyboard(office: Page, desk: str, server: str, walk: Walk) -> None:
    for address, state in ((f"{desk}/papiere/suche/", "desk"), (f"{server}/papiere/suche/", "public")):
        office.goto(address)
        walk.look(office, f"{state}: nothing asked")
        office.get_by_label("Frage oder Wörter").fill("Stromnetz für Fabriken")
        office.keyboard.press("Enter")
        expect(office.locator("mark").first).to_be_visible()
        walk.look(office, f"{state}: hits")
    office.goto(f"{desk}/papiere/suche/?q=Quastenflosser&land=Nirgendwo")
    walk.look(office, "nothing found, or little")
