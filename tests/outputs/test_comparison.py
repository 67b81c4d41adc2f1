"""Länder side by side on a topic in PDF, Word and as a workbook; from invented contents."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import outloud
import pikepdf
import pytest
from docx import Document

from leitstand.domain.papers.queries.side_by_side import Found, Side
from leitstand.domain.papers.queries.topic_passages import Quote, QuotedPaper
from leitstand.domain.reporting.queries.topic_regions import TopicIndicator
from leitstand.outputs.synopsis import FORMATS
from leitstand.outputs.synopsis.comparing import Topic, render_comparison
from tests.outputs import plans
from tests.outputs.test_synopsis import NASTY, text_of

TOPIC = Topic(("Flächen", "Land"), ("Fassung der Probe", ""), "Probeplan", date(2026, 9, 2))
PLACES = ("Musterland", "Beispielen", "Vorhafen", "Neuland")


def _quote(place: str, page: int, *, demonstration: bool = False) -> Quote:
    paper = QuotedPaper(
        f"p-{place}", f"Papier {place}", "Land Probe", place, "2024", "https://example.org/#a?b", demonstration
    )
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


def test_word_file_cites_every_passage_and_holds_both_tables() -> None:
    document = Document(BytesIO(_render("docx")))
    cited = [one.text for one in document.paragraphs if one.text.startswith("Quelle: ")]
    assert cited == [f"Quelle: Land Probe: Papier {place}, 2024, S. {page}" for place in PLACES for page in (1, 2)]
    assert [[cell.text for cell in table.rows[0].cells] for table in document.tables] == [
        ["Frage", *PLACES],
        ["Indikator", "Berlin", "Musterland", "Bremen"],
    ]
    assert document.tables[1].rows[1].cells[3].text == "–"


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
