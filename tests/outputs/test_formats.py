"""What each format promises beside its figures: typed cells, real headings, accessible markup, no escape."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import docx as word
import openpyxl
import pytest
from docx.oxml.ns import qn

from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.outputs import docx, html, xlsx
from tests.outputs.plans import NASTY, many_titles, situation_of, source
from tests.outputs.reading import Page

Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def book(files: Files) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(files["xlsx"]))


def test_workbook_has_its_sheets(book: openpyxl.Workbook) -> None:
    names = ["Überblick", "Maßnahmen", "Meilensteine", "Finanzierung", "Indikatoren", "Lücken", "Quellen"]
    assert book.sheetnames == names


def test_workbook_holds_no_formula_and_no_link(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_workbook_keeps_a_title_that_looks_like_a_formula_as_text(book: openpyxl.Workbook) -> None:
    titles = [row[2].value for row in book["Maßnahmen"].iter_rows(min_row=2)]
    assert [title for title in NASTY[:-1] if title not in titles] == []


def test_workbook_has_dates_where_the_day_is_known(book: openpyxl.Workbook) -> None:
    dues = [row[3].value for row in book["Meilensteine"].iter_rows(min_row=2, max_row=3)]
    assert sorted(dues, key=str) == [datetime(2026, 9, 30), "März 2025"]


def test_workbook_has_amounts_as_numbers(book: openpyxl.Workbook) -> None:
    row = next(book["Finanzierung"].iter_rows(min_row=2))
    assert [cell.value for cell in row[5:8]] == [1200000.5, 500000, None]


@pytest.mark.parametrize("name", ["Maßnahmen", "Meilensteine", "Finanzierung", "Indikatoren", "Lücken", "Quellen"])
def test_sheet_can_be_filtered_below_a_fixed_head(name: str, book: openpyxl.Workbook) -> None:
    assert (book[name].freeze_panes, bool(book[name].auto_filter.ref)) == ("A2", True)


@pytest.fixture(scope="module")
def document(files: Files) -> object:
    return word.Document(BytesIO(files["docx"]))


def test_word_file_has_real_headings(document: object, content: ReportContent) -> None:
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]  # type: ignore[attr-defined]  # python-docx has no types
    wanted = [content.words[name] for name in ("introduction", "standing", "overview", "gaps", "sources")]
    assert [text for text in wanted if text not in headings] == []


def test_word_file_has_a_field_for_its_contents(document: object) -> None:
    codes = [node.text for node in document.element.body.iter(qn("w:instrText"))]  # type: ignore[attr-defined]  # python-docx has no types
    assert [code for code in codes if code and code.strip().startswith("TOC")] == [' TOC \\o "1-2" \\h \\z \\u ']


def test_word_tables_repeat_their_heads(document: object) -> None:
    tables = document.tables  # type: ignore[attr-defined]  # python-docx has no types
    assert [table for table in tables if table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is None] == []


def test_word_pictures_have_texts(document: object) -> None:
    pictures = list(document.element.body.iter(qn("wp:docPr")))  # type: ignore[attr-defined]  # python-docx has no types
    assert (len(pictures) > 4, [one for one in pictures if not one.get("descr")]) == (True, [])


def test_word_file_says_its_language_and_day(document: object) -> None:
    core = document.core_properties  # type: ignore[attr-defined]  # python-docx has no types
    assert (core.language, core.created.date().isoformat(), core.modified.date().isoformat()) == (
        "de-DE",
        "2026-06-30",
        "2026-06-30",
    )


def test_word_links_lead_to_sources(document: object) -> None:
    body = document.element.body  # type: ignore[attr-defined]  # python-docx has no types
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert (bool(anchors), anchors - places) == (True, set())


@pytest.fixture(scope="module")
def page(files: Files) -> Page:
    return Page(files["html"])


def test_page_runs_no_script_and_loads_nothing(page: Page) -> None:
    loaded = [tag for tag, given in page.elements if tag in ("script", "link", "img", "iframe") or "src" in given]
    handlers = [name for _, given in page.elements for name in given if name.startswith("on") or name == "style"]
    assert (loaded, handlers) == ([], [])


def test_page_says_its_language_and_has_landmarks(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert (page.elements[0], [tags.count(name) for name in ("header", "nav", "main", "footer", "h1")]) == (
        ("html", {"lang": "de"}),
        [1, 1, 1, 1, 1],
    )


def test_every_table_of_the_page_has_a_caption(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert tags.count("caption") == tags.count("table")


def test_every_head_of_the_page_has_a_scope(page: Page) -> None:
    assert [given for tag, given in page.elements if tag == "th" and given.get("scope") not in ("col", "row")] == []


def test_ids_of_the_page_are_unique_and_links_lead_somewhere(page: Page) -> None:
    ids = [given["id"] for _, given in page.elements if given.get("id")]
    targets = {
        str(given["href"])[1:] for tag, given in page.elements if tag == "a" and str(given["href"]).startswith("#")
    }
    assert (len(ids), targets - set(ids)) == (len(set(ids)), set())


def test_templates_of_the_page_name_only_what_exists(content: ReportContent) -> None:
    assert re.findall(r"MISSING\[.*?\]", html.render(content, missing="MISSING[%s]").decode()) == []


def test_address_that_a_browser_must_not_follow_is_left_out() -> None:
    seen = situation_of(many_titles(1))
    bad = {**seen.plan.sources, "quelle-1": source(1, url="javascript:alert(1)")}
    content = report_content(seen.changed(plan=replace(seen.plan, sources=bad)), "neu")
    assert [one.url for one in content.sources if one.key == "quelle-1"] == [""]


@pytest.mark.parametrize("render", [docx.render, xlsx.render, html.render], ids=["docx", "xlsx", "html"])
def test_edition_without_measures_can_be_set(render: Callable[[ReportContent], bytes]) -> None:
    assert len(render(report_content(situation_of([], indicators=0), "neu"))) > 1000


@pytest.mark.parametrize("render", [docx.render, xlsx.render, html.render], ids=["docx", "xlsx", "html"])
def test_english_report_can_be_set(render: Callable[[ReportContent], bytes]) -> None:
    assert len(render(report_content(situation_of(many_titles(3)), "neu", language="en"))) > 1000
