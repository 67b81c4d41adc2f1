"""Setting the committee's papers with Typst, in the look of the monitoring report."""

import calendar
import json
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

from leitstand.domain.reporting.paper_words import MinutesContent, PagesContent
from leitstand.foundation.history.chain import canonical
from leitstand.outputs.pdf import STANDARDS
from leitstand.outputs.symbols import symbols
from leitstand.outputs.typesetting import typeset

HERE = Path(__file__).parent / "pdf"
SHARED = ("look.typ", "parts.typ", "states.typ")


@cache
def _templates(name: str) -> dict[str, bytes]:
    shared = {one: (HERE / "templates" / one).read_bytes() for one in SHARED}
    return {**shared, "main.typ": (HERE / "committee" / name).read_bytes()}


def typeset_paper(template: str, content: MinutesContent | PagesContent, day: date) -> bytes:
    """A paper as PDF; the same content gives the same bytes, for every date in it is ``day``."""
    files = {
        **_templates(template),
        "content.json": canonical(asdict(content)).encode(),
        "drawings.json": json.dumps({"symbols": symbols()}).encode(),
    }
    made: bytes = typeset(files, format="pdf", pdf_standards=STANDARDS, timestamp=calendar.timegm(day.timetuple()))
    return made
