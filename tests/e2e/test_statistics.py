"""A file of statistics on its way in, as the office sends it: every page of the way is accessible."""

from playwright.sync_api import Page

from tests.domain.statistics import samples
from tests.e2e.conftest import Walk, follow, press


def send(page: Page, server: str, name: str, content: bytes) -> None:
    page.goto(f"{server}/arbeitsplatz/statistik/einlesen/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.fill("[name=title]", f"Weg von {name}")
    press(page, "Prüfen")


def test_way_of_a_file_is_accessible(office: Page, server: str, walk: Walk) -> None:
    send(office, server, "eigene.csv", samples.tidy_csv())
    walk.look(office, "columns")
    office.select_option("[name=period]", "")
    press(office, "So prüfen")
    walk.look(office, "columns with an error")
    office.select_option("[name=period]", "Jahr")
    press(office, "So prüfen")
    walk.look(office, "checked")
    press(office, "So einlesen")
    walk.look(office, "taken in")
    follow(office.get_by_role("link", name="Zum Datensatz"))
    walk.look(office, "data set")
    follow(office.get_by_role("link", name="Indikator anschließen"))
    walk.look(office, "slice")


def test_refused_file_is_accessible(office: Page, server: str, walk: Walk) -> None:
    send(office, server, "kaputt.csv", samples.new_flat(samples.new_row(value="1"), samples.new_row(value="2")))
    walk.look(office, "refused")
