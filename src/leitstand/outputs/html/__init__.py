"""The monitoring report as one HTML file that needs nothing else: style and drawings are inside, no script.

It is set by Django's template engine, apart from the pages: an engine of its own, with its own filters, so that
nothing of a request or of the site gets in. Every text is escaped.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.outputs.report_drawings import bar, courses
from leitstand.outputs.symbols import symbols

HERE = Path(__file__).parent


@cache
def engine(missing: str = "") -> Engine:
    """The engine; ``missing`` is printed for a name that does not exist (tests look for it)."""
    return Engine(
        dirs=[str(HERE / "templates")],
        builtins=["leitstand.outputs.html.filters"],
        string_if_invalid=missing,
        autoescape=True,
    )


def render(content: ReportContent, *, missing: str = "") -> bytes:
    """The report as UTF-8; the same content gives the same bytes."""
    values: dict[str, Any] = {
        "content": content,
        "w": content.words,
        "sections": [(section, bar(section.spread, content.language)) for section in content.sections],
        "round_drawn": bar(content.round.spread, content.language) if content.round else None,
        "whole": bar(content.standing.spread, content.language),
        "drawings": courses(content),
        "symbols": symbols(),
        "style": (HERE / "templates" / "report.css").read_text(),
    }
    page = engine(missing).get_template("report.html").render(Context(values, use_l10n=False, use_tz=False))
    lines = (line.rstrip() for line in page.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()
