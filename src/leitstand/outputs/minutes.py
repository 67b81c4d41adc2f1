"""The minutes of a closed sitting as PDF (PDF/A-3a and PDF/UA-1) and as a Word file, made from what was frozen.

They are built whenever someone asks. The same minutes in the same language give the same bytes: every date in the
files is the day of the sitting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leitstand.domain.reporting.paper_words import ItemSaid, MinutesContent, minutes_content
from leitstand.domain.reporting.queries.report.views import Said
from leitstand.domain.reporting.queries.rounds.minutes import Minutes
from leitstand.domain.reporting.words import SYMBOLS
from leitstand.outputs.committee_typesetting import typeset_paper
from leitstand.outputs.docx import as_bytes
from leitstand.outputs.docx.paper import Paper

FORMATS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def render(minutes: Minutes, file_format: str, language: str = "de") -> bytes:
    """The minutes in one of ``FORMATS``. Raises ``KeyError`` for another, ``typst.TypstError`` if it cannot be set."""
    content = minutes_content(minutes, language)
    return {"pdf": _pdf, "docx": _docx}[file_format](content)


def _pdf(content: MinutesContent) -> bytes:
    return typeset_paper("minutes.typ", content, date.fromisoformat(content.held_on))


@dataclass(frozen=True, slots=True)
class _Cover:
    """The minutes as a paper's frame needs them."""

    language: str
    words: Mapping[str, str]
    title: str
    edition_title: Said
    as_of: date
    as_of_word: str
    organisation: str
    content_hash: str
    invented: str


def _docx(content: MinutesContent) -> bytes:
    w = content.words
    cover = _Cover(
        content.language, w, w["minutes"], Said(content.title), date.fromisoformat(content.held_on),
        content.held_word, content.plan_title, content.content_hash, content.invented,
    )  # fmt: skip
    paper = Paper(cover)
    _opening(paper, content)
    _decisions(paper, content)
    _details(paper, content)
    if content.undecided:
        paper.heading(w["undecided"], 1)
        paper.bullets(content.undecided)
    paper.heading(w["remarks"], 1)
    _paragraphs(paper, content.remarks, w["nobody"])
    paper.text(content.content_hash, "Klein", w["hash"])
    return as_bytes(paper)


def _opening(paper: Paper, content: MinutesContent) -> None:
    w = content.words
    paper.text(w["minutes"], "Leitsatz")
    paper.title(content.title)
    paper.text(f"{w['as_of']} {content.held_word}", "Leitsatz")
    if content.invented:
        paper.text(content.invented, "Hinweis")
    if content.body:
        paper.text(content.body)
    paper.text(content.counts)
    paper.text(content.basis)
    paper.heading(w["present"], 1)
    _paragraphs(paper, content.present, w["nobody"])


def _paragraphs(paper: Paper, texts: tuple[Said, ...], otherwise: str) -> None:
    for text in texts or (Said(otherwise),):
        paper.text(text)


def _decisions(paper: Paper, content: MinutesContent) -> None:
    w = content.words
    paper.heading(w["decisions"], 1)
    if not content.items:
        paper.text(w["none"])
        return
    rows = [(str(one.number), one.title, one.decision, one.owner, one.due) for one in content.items]
    names = [w[name] for name in ("number", "measure", "decision", "owner", "due")]
    paper.table(names, rows, (10, 58, 30, 40, 22))


def _details(paper: Paper, content: MinutesContent) -> None:
    detailed = [one for one in content.items if not one.deferred]
    if detailed:
        paper.heading(content.words["details"], 1)
    for one in detailed:
        paper.heading(f"{one.number} {one.title.text}", 2)
        paper.facts([(label, value) for label, value in _facts(one, content.words) if value])


def _facts(one: ItemSaid, w: Mapping[str, str]) -> list[tuple[str, Said | str]]:
    computed = f" ({one.computed_word})" if one.computed_word else ""
    return [
        (w["decision"], one.decision),
        (w["wording"], one.text),
        (w["owner"], one.owner),
        (w["due"], one.due),
        (w["state"], f"{SYMBOLS[one.state]} {one.state_word}{computed}"),
        (w["lead"], one.lead),
        (w["why_here"], " ".join(one.whys)),
        (w["why_colour"], " ".join(one.reasons)),
        (w["last_report"], one.sentence),
        (w["last"], one.last),
    ]
