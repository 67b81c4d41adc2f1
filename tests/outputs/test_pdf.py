"""The PDF's inner structure: what PDF/A-3a and PDF/UA-1 promise, as far as it can be checked here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest

from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.foundation.history.chain import canonical
from leitstand.outputs import pdf
from tests.outputs.plans import many_titles, situation_of


@pytest.fixture(scope="module")
def opened(pdf_file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(pdf_file) as document:
        yield document


def walk(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element below ``node``."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node and ("/S" in node or node.get("/Type") == "/StructTreeRoot"):
            yield from walk(node.K)


@pytest.fixture(scope="module")
def elements(opened: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return list(walk(opened.Root.StructTreeRoot))


def below(element: pikepdf.Dictionary, kind: str) -> list[pikepdf.Dictionary]:
    return [one for one in walk(element) if str(one.S) == kind]


def test_outloud_finds_no_error(pdf_file: Path) -> None:
    found = outloud.check(str(pdf_file))
    assert [(one.rule, one.message) for one in found.findings if one.severity == "error"] == []


def test_pdf_is_marked_and_tagged(opened: pikepdf.Pdf) -> None:
    assert (bool(opened.Root.MarkInfo.Marked), "/StructTreeRoot" in opened.Root) == (True, True)


def test_pdf_says_its_language(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) == "de-DE"


def test_pdf_names_both_standards(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")


def test_pdf_shows_its_title(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        title = str(meta["dc:title"])
    shown = bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert (title, shown) == ("Monitoring-Bericht Probeplan neu, Stand 30.06.2026", True)


def test_every_figure_has_a_text(elements: list[pikepdf.Dictionary]) -> None:
    figures = [one for one in elements if str(one.S) == "/Figure"]
    assert (len(figures) > 5, [one for one in figures if not str(one.get("/Alt", ""))]) == (True, [])


def test_every_table_has_heads(elements: list[pikepdf.Dictionary]) -> None:
    tables = [one for one in elements if str(one.S) == "/Table"]
    assert (len(tables) > 10, [one for one in tables if not below(one, "/TH")]) == (True, [])


def test_headings_skip_no_level(elements: list[pikepdf.Dictionary]) -> None:
    levels = [int(str(one.S)[2]) for one in elements if str(one.S)[:2] == "/H" and str(one.S)[2:].isdigit()]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_bookmarks_lead_to_every_chapter(opened: pikepdf.Pdf, content: ReportContent) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    wanted = ["introduction", "standing", "overview", "earlier", "outlook", "contradictions", "gaps", "sources"]
    assert [content.words[name] for name in wanted if content.words[name] not in titles] == []


def test_head_of_a_long_table_repeats(pdf_file: Path, content: ReportContent) -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf_file)]
    heads = Counter("Nächster Termin" in page and "Gemeldet" in page for page in pages)
    assert heads[True] > 2


def test_pdf_carries_content_and_workbook(
    opened: pikepdf.Pdf, files: Mapping[str, bytes], content: ReportContent
) -> None:
    carried = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    assert carried == {"monitoring.json": canonical(content.as_dict()).encode(), "monitoring.xlsx": files["xlsx"]}


def test_fonts_are_embedded(opened: pikepdf.Pdf) -> None:
    names = set()
    for page in opened.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            names.add(str(font.BaseFont).split("+")[-1])
    assert {name for name in names if "FiraSans" in name} >= {"FiraSans-Regular", "FiraSans-SemiBold"}


@pytest.mark.parametrize("count", [0, 1])
def test_plan_with_hardly_any_measures_can_be_set(count: int, tmp_path: Path) -> None:
    content = report_content(situation_of(many_titles(count), indicators=0), "neu")
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf.render(content))
    assert [one.message for one in outloud.check(str(path)).findings if one.severity == "error"] == []


def test_english_report_marks_german_texts(tmp_path: Path) -> None:
    content = report_content(situation_of(many_titles(3)), "neu", language="en")
    path = tmp_path / "english.pdf"
    path.write_bytes(pdf.render(content))
    with pikepdf.open(path) as document:
        marked = {str(one.Lang) for one in walk(document.Root.StructTreeRoot) if "/Lang" in one}
        assert (str(document.Root.Lang), marked - {"en-GB"}) == ("en-GB", {"de-DE"})
