"""Every format names who answers for a measure."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.outputs import report
from tests.outputs.reading import Page, docx_text, pdf_text, sheet, squeezed

WHO = "Haus der Probe, Referatsleitung <II>, Probe Person"


@pytest.fixture(scope="module")
def named(small: ReportContent) -> Mapping[str, bytes]:
    """The files of a report in which the first measure has a contact, and no other."""
    head, *rest = small.sections
    first, *others = head.measures
    return report.render(
        replace(small, sections=(replace(head, measures=(replace(first, contact=WHO), *others)), *rest))
    )


@pytest.mark.parametrize(
    ("ending", "read"), [("pdf", pdf_text), ("docx", docx_text), ("html", lambda made: Page(made).text)]
)
def test_document_names_the_contact_where_there_is_one(ending: str, read: object, named: Mapping[str, bytes]) -> None:
    text = squeezed(read(named[ending]))  # type: ignore[operator]  # one of the readers above
    assert (text.count(squeezed(WHO)), text.count("Ansprechperson")) == (1, 1)


def test_workbook_has_a_column_for_the_contact(named: Mapping[str, bytes]) -> None:
    heads, *lines = sheet(named["xlsx"], "Maßnahmen")
    assert [line[heads.index("Ansprechperson")] for line in lines if line[heads.index("Ansprechperson")]] == [WHO]
