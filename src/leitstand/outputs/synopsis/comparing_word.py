"""A comparison as a Word file that the office can edit."""

from collections.abc import Sequence
from dataclasses import replace

from leitstand.outputs.docx import as_bytes
from leitstand.outputs.docx.markup import Cell
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.synopsis.compared import Compared, Piece

WIDTH, FIRST = 253, 28
"""Of the page's text and of the column of questions, in millimetres."""
TITLE_TO_VALUE = 1.6
"""How much wider the titles of indicators stand than the values of a region."""


def render(content: Compared) -> bytes:
    """The comparison as DOCX."""
    paper = Paper(content, content.topic.text, landscape=True)
    paper.text(content.title, "Leitsatz")
    paper.title(content.topic)
    paper.text(f"{content.words['as_of']} {content.as_of_word}", "Leitsatz")
    paper.text(content.edition_title)
    _beside(paper, content)
    if content.indicators:
        _measured(paper, content)
    if content.passages:
        _passages(paper, content)
    paper.text(content.content_hash, "Klein", content.words["comparison_hash"])
    return as_bytes(paper)


def _widths(count: int, first: float) -> list[float]:
    return [first, *[(WIDTH - first) / count] * count]


def _beside(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["side_by_side"], 1)
    if not content.places:
        paper.text(words["no_land_chosen"])
        return
    paper.text(content.note, "VorTabelle")
    rows: list[Sequence[Cell]] = [(word, *map(_pieces, cells)) for word, cells in content.questions]
    paper.table([words["question"], *content.places], rows, _widths(len(content.places), FIRST), named=True)


def _pieces(found: Sequence[Piece]) -> Cell:
    return [part for one in found for part in (("Tabelle", one.said), ("Stelle", one.source))] or "–"


def _measured(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["statistics"], 1)
    paper.text(words["latest"], "VorTabelle")
    rows: list[Sequence[Cell]] = [(one.title, *(value.said for value in one.values)) for one in content.indicators]
    count = len(content.regions)
    widths = _widths(count, WIDTH * TITLE_TO_VALUE / (TITLE_TO_VALUE + count))
    paper.table([words["indicator"], *content.regions], rows, widths, right=range(1, count + 1))


def _passages(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["passages"], 1)
    place = ""
    for one in content.passages:
        if one.place.text != place:
            place = one.place.text
            paper.heading(one.place, 2)
        # Between the cells of a row stands a tab, which would not be seen.
        said = replace(one.text, text=one.text.text.replace("\t", " | "))
        paper.quotation(said, one.citation, words["source"], one.invented, one.url)
