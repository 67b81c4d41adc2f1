"""Rating and outlook of a target stand in all four formats with the sentences of the indicator's page."""

from collections.abc import Mapping

from leitstand.domain.reporting.queries.assessing import told
from leitstand.domain.reporting.queries.report import ReportContent
from tests.outputs.plans import many_titles, situation_of
from tests.outputs.reading import Page, docx_text, pdf_text, sheet, squeezed

Files = Mapping[str, bytes]


def sentences(content: ReportContent) -> set[str]:
    return {
        line for block in content.indicators for target in block.targets for line in (target.rating, target.outlook)
    }


def missing(content: ReportContent, made: str) -> set[str]:
    text = squeezed(made)
    return {sentence for sentence in sentences(content) if squeezed(sentence) not in text}


def test_report_says_what_the_page_says(content: ReportContent) -> None:
    now = situation_of(many_titles(120))
    own = [one for key, view in now.indicators.items() for one in told(view, now.assessments[key], "de")]
    said = {f"{one.first.word[:1].upper()}{one.first.word[1:]}. {one.first.sentence}" for one in own}
    assert sentences(content) == said | {f"{one.outlook} {one.path}" for one in own}


def test_docx_says_every_rating_and_outlook(content: ReportContent, files: Files) -> None:
    assert missing(content, docx_text(files["docx"])) == set()


def test_pdf_says_every_rating_and_outlook(content: ReportContent, files: Files) -> None:
    assert missing(content, pdf_text(files["pdf"])) == set()


def test_html_says_every_rating_and_outlook(content: ReportContent, files: Files) -> None:
    assert missing(content, Page(files["html"]).text) == set()


def test_xlsx_says_every_rating_and_outlook(content: ReportContent, files: Files) -> None:
    cells = " ".join(str(cell) for row in sheet(files["xlsx"], "Indikatoren") for cell in row if cell)
    assert missing(content, cells) == set()
