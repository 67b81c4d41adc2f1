"""The monitoring report as a Word file that the office can edit: real headings, styles, tables and fields.

Charts are pictures with their text; the list of contents is a field that Word brings up to date. The same content
gives the same bytes: every date in the file is the day of the report.
"""

import zipfile
from io import BytesIO

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.outputs.docx.chapters import write
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.report_drawings import bar, courses
from leitstand.outputs.typesetting import pictures

# The earliest time a ZIP can hold: entries say nothing about when they were written.
EPOCH = (1980, 1, 1, 0, 0, 0)


def render(content: ReportContent) -> bytes:
    """The report as DOCX."""
    paper = Paper(content)
    write(paper, content, _pictures(content))
    return as_bytes(paper)


def as_bytes(paper: Paper) -> bytes:
    """The file of a paper; the same paper gives the same bytes."""
    stream = BytesIO()
    paper.document.save(stream)
    return _steady(stream.getvalue())


def _pictures(content: ReportContent) -> dict[str, tuple[bytes, str]]:
    """PNG and text of every drawing: ``whole``, ``section-<n>`` and each indicator's key."""
    drawings = {"whole": bar(content.standing.spread, content.language)}
    if content.round:
        drawings["round"] = bar(content.round.spread, content.language)
    for number, section in enumerate(content.sections):
        drawings[f"section-{number}"] = bar(section.spread, content.language)
    drawings |= courses(content)
    made = pictures([drawing.svg for drawing in drawings.values()])
    return {key: (png, drawing.alt) for (key, drawing), png in zip(drawings.items(), made, strict=True)}


def _steady(made: bytes) -> bytes:
    """The same archive without the time at which it was packed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()
