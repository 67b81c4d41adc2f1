"""The synopsis as a Word file that the office can edit."""

from leitstand.outputs.docx import as_bytes
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.synopsis.content import PaperSaid, SynopsisContent


def render(content: SynopsisContent) -> bytes:
    """The synopsis as DOCX."""
    paper = Paper(content, content.topic.text)
    _opening(paper, content)
    _own(paper, content)
    _others(paper, content)
    if content.silent:
        paper.heading(content.words["silent"], 1)
        paper.text(content.words["silent_note"])
        paper.bullets(content.silent)
    paper.text(content.content_hash, "Klein", content.words["hash"])
    return as_bytes(paper)


def _opening(paper: Paper, content: SynopsisContent) -> None:
    paper.text(content.title, "Leitsatz")
    paper.title(content.topic)
    paper.text(f"{content.words['as_of']} {content.as_of_word}", "Leitsatz")
    if content.invented:
        paper.text(content.invented, "Hinweis")
    for said in (content.edition_title, content.field, content.summary):
        if said:
            paper.text(said)
    paper.text(content.counts)
    paper.text(content.basis)


def _own(paper: Paper, content: SynopsisContent) -> None:
    words = content.words
    paper.heading(words["own"], 1)
    if not content.own:
        paper.text(words["no_own"])
        return
    names = [words[name] for name in ("number", "measure", "promise", "lead")]
    paper.table(names, [(one.number, one.title, one.promise, one.lead) for one in content.own], (16, 46, 64, 34))


def _others(paper: Paper, content: SynopsisContent) -> None:
    paper.heading(content.words["others"], 1)
    if not content.lands:
        paper.text(content.words["no_others"])
    for land in content.lands:
        paper.heading(land.name, 2)
        for one in land.papers:
            _quote(paper, content, one)


def _quote(paper: Paper, content: SynopsisContent, said: PaperSaid) -> None:
    words = content.words
    paper.heading(said.title, 3)
    paper.text(", ".join(part for part in (said.body.text, said.published, said.superseded, said.url) if part), "Klein")
    if said.invented:
        paper.text(said.invented, "Hinweis")
    for one in said.quotations:
        if one.outline:
            paper.text(one.outline, "Klein", words["outline"])
        paper.text(one.text)
        paper.text(one.citation, "Klein", words["source"])
        if one.by_hand:
            paper.text(words["by_hand"], "Klein", words["assigned"])
        if one.verdict:
            paper.text(" – ".join(filter(None, (one.verdict, one.reason.text))), "Klein", words["verdict"])
