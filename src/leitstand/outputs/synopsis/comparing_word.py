"""A comparison as a Word file that the office can edit."""

from collections.abc import Sequence

from leitstand.domain.reporting.queries.report.views import Said
from leitstand.outputs.docx import as_bytes
from leitstand.outputs.docx.markup import Text
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.synopsis.compared import Compared, Piece

WIDTH, FIRST = 160, 26
"""Of the page's text and of the column of questions, in millimetres."""


def render(content: Compared) -> bytes:
    """The comparison as DOCX."""
    paper = Paper(content)
    paper.text(content.title, "Leitsatz")
    paper.title(content.topic.text)
    paper.text(f"{content.words['as_of']} {content.as_of_word}", "Leitsatz")
    if content.invented:
        paper.text(content.invented, "Hinweis")
    paper.text(content.edition_title)
    _beside(paper, content)
    if content.indicators:
        _measured(paper, content)
    if content.passages:
        _passages(paper, content)
    paper.text(content.content_hash, "Klein", content.words["hash"])
    return as_bytes(paper)


def _widths(count: int, first: float) -> list[float]:
    return [first, *[(WIDTH - first) / count] * count]


def _beside(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["side_by_side"], 1)
    if not content.places:
        paper.text(words["no_land_chosen"])
        return
    paper.text(content.note, "Klein")
    names = [words["question"], *(place.text for place in content.places)]
    rows: list[Sequence[Text]] = [
        (word, *(_joined(found, content.language) for found in cells)) for word, cells in content.questions
    ]
    paper.table(names, rows, _widths(len(content.places), FIRST))


def _joined(found: Sequence[Piece], language: str) -> Said:
    text = " · ".join(f"{one.said.text} ({one.source.text})" for one in found)
    return Said(text or "–", language="" if language == "de" or not text else "de")


def _measured(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["statistics"], 1)
    paper.text(words["latest"], "Klein")
    rows: list[Sequence[Text]] = [(one.title, *(value.said for value in one.values)) for one in content.indicators]
    places = range(1, len(content.regions) + 1)
    paper.table([words["indicator"], *content.regions], rows, _widths(len(content.regions), 50), right=places)


def _passages(paper: Paper, content: Compared) -> None:
    words = content.words
    paper.heading(words["passages"], 1)
    place = ""
    for one in content.passages:
        if one.place.text != place:
            place = one.place.text
            paper.heading(place, 2)
        paper.text(one.text)
        paper.text(one.citation, "Klein", words["source"])
        if one.invented:
            paper.text(one.invented, "Hinweis")
