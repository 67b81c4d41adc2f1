"""The monitoring report as PDF: one file that is PDF/A-3a (for the archive) and PDF/UA-1 (accessible).

Typst sets it from the templates beside this module. The content reaches them as a JSON file that lives in
memory, and never as markup: a title that looks like a Typst command is printed as it stands. The content and,
if given, the workbook are attached to the PDF, so that the archived file carries its own figures.
"""

import calendar
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.foundation.history.chain import canonical
from leitstand.outputs.report_drawings import bar, courses
from leitstand.outputs.symbols import symbols
from leitstand.outputs.typesetting import typeset

HERE = Path(__file__).parent
STANDARDS = ["a-3a", "ua-1"]


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((HERE / "templates").glob("*.typ"))}


def render(content: ReportContent, workbook: bytes | None = None) -> bytes:
    """The report as PDF; the same content gives the same bytes. ``workbook`` is attached if given.

    Raises ``typst.TypstError`` if the document cannot be set to the standards.
    """
    files = {
        **_templates(),
        "content.json": canonical(content.as_dict()).encode(),
        "drawings.json": json.dumps(_drawings(content)).encode(),
        # Files in memory must be text, so the workbook comes as a list of its bytes.
        "workbook.json": json.dumps(list(workbook or b"")).encode(),
    }
    made: bytes = typeset(
        files,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=calendar.timegm(content.as_of.timetuple()),
    )
    return made


def _drawings(content: ReportContent) -> dict[str, object]:
    spreads = [bar(section.spread, content.language) for section in content.sections]
    return {
        "round": asdict(bar(content.round.spread, content.language)) if content.round else None,
        "whole": asdict(bar(content.standing.spread, content.language)),
        "sections": [asdict(drawing) for drawing in spreads],
        "symbols": symbols(),
        "courses": {key: asdict(drawing) for key, drawing in courses(content).items()},
    }
