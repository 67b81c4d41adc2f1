"""J4: from the matrix of topics and Länder to a passage, a comparison, its workbook, and a decision; clicks counted."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Walk, follow, press

WORK = 90_000
TO_PASSAGES, TO_ADOPT = 3, 2
DECIDE = "main form button.kern-btn--primary"


class Clicks:
    """Clicks as a person makes them."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, thing: Locator) -> None:
        self.count += 1
        follow(thing)


@pytest.fixture
def matrix(office: Page, server: str) -> Page:
    """The matrix, once the worker has read the invented papers and put their passages to topics."""
    for _ in range(WORK // 1000):
        office.goto(f"{server}/arbeitsplatz/papiere/themen/")
        if office.locator("tbody td a").count():
            return office
        office.wait_for_timeout(1000)
    raise TimeoutError("The worker put no passage to a topic.")


def test_journey_from_matrix_to_a_draft_measure(matrix: Page, walk: Walk) -> None:
    page, reading, adopting = matrix, Clicks(), Clicks()
    walk.look(page, "matrix")
    reading.on(page.locator("tbody td a").first)
    topic = page.url
    walk.look(page, "passages of one Land")
    reading.on(page.locator(".hit .rows__title a").first)
    expect(page.locator("mark").first).to_be_visible()
    assert reading.count <= TO_PASSAGES
    page.goto(topic)
    adopting.on(page.get_by_role("link", name=re.compile("Übernehmen oder ablehnen")).first)
    adopting.on(page.locator(DECIDE))
    expect(page.locator("main")).to_contain_text("Festgehalten, mit Zitat und Quelle.")
    assert adopting.count <= TO_ADOPT
    walk.look(page, "the measure made of it")


def test_journey_compares_lands_and_takes_the_comparison_along(matrix: Page, walk: Walk) -> None:
    page = matrix
    widest = max(page.locator("tbody tr").all(), key=lambda row: row.locator("td a").count())
    follow(widest.locator("th a"))
    page.locator("input[name=land]:checked").last.uncheck()
    lands = page.locator("input[name=land]:checked").count()
    press(page, "Vergleichen")
    walk.look(page, "Länder side by side")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Vergleich als Excel").click()
    book = load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))
    assert book.worksheets[0].max_column == lands + 1


def test_journey_keeps_the_reason_of_a_refusal(matrix: Page, walk: Walk) -> None:
    page = matrix
    follow(page.locator("tbody td a").last)
    topic = page.url
    follow(page.get_by_role("link", name=re.compile("Übernehmen oder ablehnen")).last)
    page.get_by_label("Nicht übernehmen").check()
    follow(page.locator(DECIDE))
    walk.look(page, "refused without a reason")
    page.get_by_label("Begründung").fill("Dafür ist der Bund zuständig.")
    follow(page.locator(DECIDE))
    page.goto(topic)
    expect(page.locator(".hit").last).to_contain_text("Dafür ist der Bund zuständig.")
