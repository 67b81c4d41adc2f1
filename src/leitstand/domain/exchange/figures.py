"""Figures in a demand as text: one line for each, a JSON object with the names that say something.

``{"kind": "date", "text": "bis 2030", "value": "2030"}``. One list has one text.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from leitstand.domain.papers.operations.demands import FIGURE
from leitstand.foundation.finding import Finding


class NoFigure(Finding):
    """A line that is no figure."""


def figures_said(figures: Iterable[Mapping[str, Any]]) -> str:
    """Figures as the database keeps them, as text."""
    return "\n".join(_line(figure) for figure in figures)


def _line(figure: Mapping[str, Any]) -> str:
    return json.dumps({name: figure[name] for name in FIGURE if figure.get(name)}, ensure_ascii=False)


def figures_read(text: str) -> list[dict[str, str]]:
    """Figures as the database keeps them. Raises ``NoFigure``."""
    return [_figure(line) for line in text.splitlines() if line.strip()]


def _figure(line: str) -> dict[str, str]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()) or not said.get("text"):
        shown = line if len(line) <= 60 else f"{line[:57]}…"
        example = '{"kind": "date", "text": "bis 2030", "value": "2030"}'
        raise NoFigure(f"„{shown}“ ist keine Zahl einer Forderung.", f"Je Zeile zum Beispiel: {example}")
    foreign = sorted(said.keys() - set(FIGURE))
    if foreign:
        raise NoFigure(f"„{foreign[0][:60]}“ ist hier nicht bekannt.", f"Möglich sind: {', '.join(FIGURE)}.")
    return {name: said.get(name, "") for name in FIGURE}
