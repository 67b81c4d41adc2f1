"""Länder side by side on a topic in PDF, Word and as a workbook; from invented contents."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import outloud
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from leitstand.domain.papers.queries.side_by_side import Found, Side
from leitstand.domain.papers.queries.topic_passages import Quote, QuotedPaper
from leitstand.domain.reporting.queries.topic_regions import TopicIndicator
from leitstand.outputs.synopsis import FORMATS
from leitstand.outputs.synopsis.comparing import Topic, render_comparison
from tests.outputs import plans
from tests.outputs.test_synopsis import NASTY, text_of

TOPIC = Topic(("Flächen", "Land"), ("Fassung der Probe", ""), "Probeplan", date(2026, 9, 2))
ADDRESS = "https://example.org/#a?b"
PLACES = ("Musterland", "Beispielen", "Vorhafen", "Neuland")


def _quote(place: str, page: int, *, demonstration: bool = False) -> Quote:
    paper = QuotedPaper(f"p-{place}", f"Papier {place}", "Land Probe", place, "2024", ADDRESS, demonstration)
    return Quote(page, "t", paper, page, 10, 10 + len(NASTY), NASTY, 0.8)


def _side(place: str, *, demonstration: bool = False) -> Side:
    quotes = tuple(_quote(place, page, demonstration=demonstration) for page in (1, 2))
    pieces = tuple(Found(NASTY[:40], quote) for quote in quotes)
    return Side(place, quotes, goals=pieces, instruments=(), figures=pieces[:1], deadlines=(), leads=())


SIDES = tuple(_side(place) for place in PLACES)
ROWS = [
    (word, [(side.place, getattr(side, name)) for side in SIDES])
    for word, name in (("Was wollen sie?", "goals"), ("Womit?", "instruments"), ("Welche Zahl?", "figures"))
]
MEASURED = plans.indicator(1)
INDICATORS = [
    TopicIndicator(MEASURED, (("Berlin", MEASURED.latest), ("Musterland", MEASURED.latest), ("Bremen", None)))
]


def _render(file_format: str, language: str = "de") -> bytes:
    return render_comparison(TOPIC, ROWS, SIDES, INDICATORS, file_format, language)


@pytest.mark.parametrize(("sides", "indicators"), [(SIDES, INDICATORS), ((), [])])
def test_outloud_finds_no_error(tmp_path: Path, sides: tuple[Side, ...], indicators: list[TopicIndicator]) -> None:
    path = tmp_path / "comparison.pdf"
    path.write_bytes(render_comparison(TOPIC, ROWS if sides else [], sides, indicators, "pdf"))
    found = outloud.check(str(path))
    assert [(one.rule, one.message) for one in found.findings if one.severity == "error"] == []


def test_pdf_names_both_standards_and_carries_its_content() -> None:
    with pikepdf.open(BytesIO(_render("pdf"))) as document:
        with document.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert list(document.attachments) == ["vergleich.json"]


@pytest.mark.parametrize("file_format", FORMATS)
def test_same_comparison_gives_the_same_bytes(file_format: str) -> None:
    assert _render(file_format) == _render(file_format)


def test_pdf_quotes_every_passage_word_for_word() -> None:
    assert "".join(text_of(_render("pdf")).split()).count("".join(NASTY.split())) == 8


def _word(language: str = "de") -> Any:
    return Document(BytesIO(_render("docx", language)))


def test_word_file_cites_every_passage_with_its_address() -> None:
    cited = [one for one in _word().paragraphs if one.style.name == "Zitatquelle"]
    assert [(one.text, one.hyperlinks[0].url) for one in cited] == [
        (f"Quelle: Land Probe: Papier {place}, 2024, S. {page}\n{ADDRESS}", ADDRESS)
        for place in PLACES
        for page in (1, 2)
    ]


def test_word_file_holds_both_tables_with_repeated_heads() -> None:
    tables = _word().tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Frage", *PLACES],
        ["Indikator", "Berlin", "Musterland", "Bremen"],
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    assert tables[1].rows[1].cells[3].text == "–"


def test_word_file_has_each_quotation_and_its_source_as_lines_of_their_own() -> None:
    question, first, *_others = _word().tables[0].rows[1].cells
    assert [one.style.name for one in (*question.paragraphs, *first.paragraphs)] == [
        "Zeilenkopf",
        *("Tabelle", "Stelle") * 2,
    ]
    assert first.paragraphs[3].text == "Papier Musterland, 2024, S. 2"


def test_word_file_lies_and_its_tables_fill_the_page() -> None:
    document = _word()
    section = document.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    widths = [sum(column.width for column in table.columns) for table in document.tables]
    assert section.page_width > section.page_height
    assert [abs(width - text) < Mm(1) for width in widths] == [True, True]


def test_word_file_is_named_after_the_topic() -> None:
    document = _word()
    head = document.sections[0].header.paragraphs[0].text
    assert (document.core_properties.title, head) == ("Vergleich Flächen", "Vergleich · Flächen\tStand 02.09.2026")


def test_english_word_file_marks_what_is_german() -> None:
    document = _word("en")
    places = document.tables[0].rows[0]._tr.iter(qn("w:lang"))
    quoted = next(one for one in document.paragraphs if one.style.name == "Zitat")
    assert [one.get(qn("w:val")) for one in (*places, *quoted._p.iter(qn("w:lang")))] == ["de-DE"] * 5


def test_word_file_shows_which_paper_is_invented() -> None:
    made = render_comparison(TOPIC, [], [_side("Musterland", demonstration=True)], [], "docx")
    cited = [one.text for one in Document(BytesIO(made)).paragraphs if one.style and one.style.name == "Zitatquelle"]
    assert [text.count(" · Vorführpapier – erfunden") for text in cited] == [1, 1]


def test_word_file_shows_the_tab_between_cells() -> None:
    quote = replace(_quote("Musterland", 1), text="Jahr\t2030")
    side = replace(_side("Musterland"), quotes=(quote,))
    document = Document(BytesIO(render_comparison(TOPIC, [], [side], [], "docx")))
    assert "Jahr | 2030" in [one.text for one in document.paragraphs]


def test_workbook_has_three_sheets_in_the_readers_language() -> None:
    book = openpyxl.load_workbook(BytesIO(_render("xlsx", "en")))
    assert book.sheetnames == ["Side by side", "What the statistics say", "Passages"]
    assert book["Side by side"]["A1"].value == "Land"


def test_notice_stands_only_on_invented_papers() -> None:
    invented = render_comparison(TOPIC, [], [_side("Musterland", demonstration=True)], [], "pdf")
    assert ("Enthält erfundene Papiere" in text_of(invented), "erfunden" in text_of(_render("pdf"))) == (True, False)


def test_other_day_gives_another_hash() -> None:
    other = render_comparison(replace(TOPIC, day=date(2026, 9, 3)), ROWS, SIDES, INDICATORS, "docx")
    assert other != _render("docx")
