"""A topic's synopsis in PDF, Word and as a workbook; from invented contents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import outloud
import pikepdf
import pypdfium2
import pytest
from docx import Document

from leitstand.domain.papers.queries.synopsis import LandPart, OwnMeasure, PaperPart, Quotation, Synopsis
from leitstand.outputs.synopsis import FORMATS, render
from tests.outputs.test_pdf import walk

NASTY = "Wir fordern #panic() für 20 % der *Betriebe*, $Geld$ & <b>@alles</b> bis 2030."
LONG = "Ein sehr langer Satz über Flächen, Genehmigungen und das, was daraus werden soll. " * 60


def quotation(number: int, text: str = NASTY) -> Quotation:
    return Quotation(
        passage_id=number, text=text, page=number, start=10, end=10 + len(text), kind="paragraph",
        outline=("2 Flächen", "2.1 Gestapelt produzieren"), score=0.8123, by_hand=number == 2,
        verdict="reject" if number == 3 else "", reason="Das Land ist dafür nicht zuständig." if number == 3 else "",
    )  # fmt: skip


def paper(key: str, *quotations: Quotation, url: str = "", demonstration: bool = False) -> PaperPart:
    return PaperPart(
        key=key, title=f"Papier {key}", body="Land Probe", years="", published="2024-11", url=url, media="pdf",
        superseded=False, demonstration=demonstration, quotations=quotations,
    )  # fmt: skip


MADE = Synopsis(
    day=date(2026, 9, 2), topic_key="3.1", code="3.1", title="Flächenmanagement", title_en="Land management",
    summary="Flächen sichern.", field="Rahmenbedingungen", edition="Fassung der Probe", edition_en="", plan="Probeplan",
    own=(OwnMeasure("m", "M 1", "Flächen sichern", "", NASTY, "", "Haus der Probe"),),
    lands=(
        LandPart("Musterland", (
            paper("a", *(quotation(number) for number in range(1, 5)), url="https://example.org/a?b=#c"),
            paper("b", quotation(1, LONG), demonstration=True),
        )),
        LandPart("", (paper("c", replace(quotation(1), page=0)),)),
    ),
    silent=(("Beispielen", "Digitale Fabrik"),),
)  # fmt: skip
EMPTY = replace(MADE, own=(), lands=(), silent=(), summary="", field="")


@pytest.fixture(scope="module")
def pdf_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synopsis") / "synopsis.pdf"
    path.write_bytes(render(MADE, "pdf"))
    return path


@pytest.fixture(scope="module")
def opened(pdf_path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(pdf_path) as document:
        yield document


def text_of(made: bytes) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made))


def test_outloud_finds_no_error(pdf_path: Path) -> None:
    found = outloud.check(str(pdf_path))
    assert [(one.rule, one.message) for one in found.findings if one.severity == "error"] == []


def test_pdf_names_both_standards(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")


def test_pdf_carries_its_content(opened: pikepdf.Pdf) -> None:
    assert list(opened.attachments) == ["synopse.json"]


def test_pdf_quotes_word_for_word(pdf_path: Path) -> None:
    said = "".join(text_of(pdf_path.read_bytes()).split())
    assert said.count("".join(NASTY.split())) == 6


def test_pdf_of_a_topic_nobody_speaks_of_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(render(EMPTY, "pdf"))
    assert [one.message for one in outloud.check(str(path)).findings if one.severity == "error"] == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_same_synopsis_gives_the_same_bytes(file_format: str) -> None:
    assert render(MADE, file_format) == render(MADE, file_format)


@pytest.mark.parametrize("made", [EMPTY, replace(MADE, lands=MADE.lands[:1])])
def test_notice_stands_only_on_invented_papers(made: Synopsis) -> None:
    assert ("Enthält erfundene Papiere" in text_of(render(made, "pdf"))) == made.demonstration


def test_word_file_cites_every_passage() -> None:
    document = Document(BytesIO(render(MADE, "docx")))
    cited = [one.text for one in document.paragraphs if one.text.startswith("Quelle: ")]
    assert cited == [
        *(f"Quelle: Land Probe: Papier a, November 2024, S. {number}" for number in range(1, 5)),
        "Quelle: Land Probe: Papier b, November 2024, S. 1",
        "Quelle: Land Probe: Papier c, November 2024, Abschnitt „2.1 Gestapelt produzieren“",
    ]


def test_word_file_is_named_after_the_topic() -> None:
    document = Document(BytesIO(render(MADE, "docx")))
    head, _day = document.sections[0].header.paragraphs[0].text.split("\t")
    assert (document.core_properties.title, head) == (
        "Synopse 3.1 Flächenmanagement",
        "Synopse · 3.1 Flächenmanagement",
    )


def test_workbook_has_a_row_for_each_passage() -> None:
    sheet = openpyxl.load_workbook(BytesIO(render(MADE, "xlsx")))["Synopse"]
    rows = [(row[0].value, row[5].value == NASTY, row[6].value) for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        *(("Musterland", True, number) for number in range(1, 5)),
        ("Musterland", False, 1),
        ("Ohne Land", True, None),
    ]


def test_english_synopsis_marks_german_quotations() -> None:
    with pikepdf.open(BytesIO(render(MADE, "pdf", "en"))) as document:
        spoken = {str(one.Lang) for one in walk(document.Root.StructTreeRoot) if "/Lang" in one}
        assert (str(document.Root.Lang), spoken - {"en-GB"}) == ("en-GB", {"de-DE"})
