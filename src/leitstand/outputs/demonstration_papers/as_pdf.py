"""Invented papers as PDF, set by Typst: the same source gives the same bytes."""

import calendar
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_partial
from leitstand.outputs.demonstration_papers.source import LABEL, NOTICE, Block, Source
from leitstand.outputs.typesetting import typeset

HERE = Path(__file__).parent / "templates"
SCAN_PPI = 110


@cache
def _template(name: str) -> bytes:
    return (HERE / name).read_bytes()


def render(source: Source) -> bytes:
    """The paper as PDF. Raises ``typst.TypstError`` if it cannot be set."""
    content = {
        **asdict(source),
        "blocks": [_laid(one) for one in source.blocks],
        "label": LABEL,
        "notice": NOTICE,
        "published_word": say_partial(source.published),
        "contents": source.layout != "side",
    }
    files = {"main.typ": _template("paper.typ"), "content.json": json.dumps(content).encode()}
    day = PartialDate.parse(source.published).earliest
    made: bytes = typeset(files, format="pdf", timestamp=calendar.timegm(day.timetuple()))
    return made


def _laid(block: Block) -> dict[str, Any]:
    laid = asdict(block)
    if block.kind == "scan":
        # Files in memory must be text, so the picture comes as a list of its bytes.
        laid["picture"] = list(_scan(block))
    return laid


def _scan(block: Block) -> bytes:
    """A page of these blocks as PNG."""
    content = {"label": LABEL, "blocks": [asdict(one) for one in block.inner]}
    files = {"main.typ": _template("scan.typ"), "content.json": json.dumps(content).encode()}
    made: bytes = typeset(files, format="png", ppi=SCAN_PPI)
    return made
