"""A topic's synopsis as PDF (PDF/A-3a and PDF/UA-1), Word file or workbook: quotations with their sources.

Built whenever someone asks; the same synopsis in the same language gives the same bytes.
"""

from collections.abc import Callable, Mapping

from leitstand.domain.papers.queries.synopsis import Synopsis
from leitstand.outputs.synopsis import pdf, spreadsheet, word
from leitstand.outputs.synopsis.content import SynopsisContent, synopsis_content

FORMATS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MAKERS: Mapping[str, Callable[[SynopsisContent], bytes]] = {
    "pdf": pdf.render,
    "docx": word.render,
    "xlsx": spreadsheet.render,
}


def render(synopsis: Synopsis, file_format: str, language: str = "de") -> bytes:
    """The synopsis in one of ``FORMATS``. Raises ``KeyError`` for another, ``typst.TypstError`` if it cannot be set."""
    return MAKERS[file_format](synopsis_content(synopsis, language))
