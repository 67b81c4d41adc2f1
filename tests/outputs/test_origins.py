"""A measure's origin stands in every form of the report, word for word and with its citation."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.foundation import clock
from leitstand.outputs import docx, html, pdf, xlsx
from tests.domain.papers.made_papers import MAKER, TEXT, small_plan

SAID = f"Übernommen aus Musterkammer: Laden in Musterland, 2024, Seite 3: „{TEXT}“"


@pytest.fixture
def content(db: None) -> ReportContent:
    small = small_plan()
    adopt(small.passage, "adopt", "", "measure", {"edition": small.draft, "title": "Laden"}, actor=MAKER)
    today: date = clock.today()
    return report_content(situation(today, actor=MAKER), "neu")


def test_every_form_of_the_report_names_the_origin(content: ReportContent) -> None:
    assert [origin.text for measure in content.measures for origin in measure.origins] == [SAID]
    assert SAID in "\n".join(one.text for one in Document(BytesIO(docx.render(content))).paragraphs)
    assert SAID in html.render(content).decode()
    cells = [
        cell for sheet in openpyxl.load_workbook(BytesIO(xlsx.render(content))) for row in sheet.values for cell in row
    ]
    assert SAID in cells
    assert pdf.render(content).startswith(b"%PDF")
