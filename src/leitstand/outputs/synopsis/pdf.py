"""The synopsis as PDF/A-3a and PDF/UA-1, in the look of the monitoring report."""

import calendar
import json
from datetime import date
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
def _template() -> bytes:
    return (HERE / "synopsis.typ").read_bytes()


@cache
def _shared() -> dict[str, bytes]:
    return {name: (REPORT / name).read_bytes() for name in SHARED}


def render(content: SynopsisContent) -> bytes:
    """The synopsis as PDF; every date in the file is the day it was made for."""
    return set_in_look(_template(), content.as_json(), content.as_of)


def set_in_look(template: bytes, content: str, as_of: date) -> bytes:
    """A PDF from a template and its content as JSON, with the report's look at hand."""
    files = {
        **_shared(),
        "main.typ": template,
        "content.json": content.encode(),
        "drawings.json": json.dumps({"symbols": symbols()}).encode(),
    }
    day = calendar.timegm(as_of.timetuple())
    made: bytes = typeset(files, format="pdf", pdf_standards=STANDARDS, timestamp=day)
    return made
