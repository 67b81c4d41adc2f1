"""The synopsis as PDF/A-3a and PDF/UA-1, in the look of the monitoring report."""

import calendar
import json
from functools import cache
from pathlib import Path

from leitstand.outputs.pdf import STANDARDS
from leitstand.outputs.symbols import symbols
from leitstand.outputs.synopsis.content import SynopsisContent
from leitstand.outputs.typesetting import typeset

HERE = Path(__file__).parent
REPORT = HERE.parent / "pdf" / "templates"
SHARED = ("look.typ", "parts.typ", "states.typ")


@cache
def _templates() -> dict[str, bytes]:
    shared = {name: (REPORT / name).read_bytes() for name in SHARED}
    return {**shared, "main.typ": (HERE / "synopsis.typ").read_bytes()}


def render(content: SynopsisContent) -> bytes:
    """The synopsis as PDF; every date in the file is the day it was made for."""
    files = {
        **_templates(),
        "content.json": content.as_json().encode(),
        "drawings.json": json.dumps({"symbols": symbols()}).encode(),
    }
    day = calendar.timegm(content.as_of.timetuple())
    made: bytes = typeset(files, format="pdf", pdf_standards=STANDARDS, timestamp=day)
    return made
