"""The synopsis as a workbook: one row for each passage, and one for each measure of ours."""

from collections.abc import Sequence
from typing import Any

from leitstand.outputs.synopsis.content import SynopsisContent
from leitstand.outputs.xlsx import Writer, written
from leitstand.outputs.xlsx.sheets import Column, Kind

PASSAGES = (
    ("land", 20, Kind.TEXT), ("paper", 34, Kind.TEXT), ("body", 30, Kind.TEXT), ("published", 16, Kind.TEXT),
    ("outline", 34, Kind.TEXT), ("quotation", 80, Kind.TEXT), ("page", 8, Kind.WHOLE), ("span", 16, Kind.TEXT),
    ("assigned", 20, Kind.TEXT), ("score", 10, Kind.NUMBER), ("verdict", 30, Kind.TEXT), ("source", 60, Kind.TEXT),
    ("address", 40, Kind.TEXT),
)  # fmt: skip
MEASURES = (
    ("number", 10, Kind.TEXT), ("measure", 50, Kind.TEXT), ("promise", 80, Kind.TEXT), ("lead", 34, Kind.TEXT),
)  # fmt: skip


def render(content: SynopsisContent) -> bytes:
    """The workbook; the same content gives the same bytes."""
    words = content.words

    def fill(writer: Writer) -> None:
        for name, columns, rows in (
            (words["synopsis"], PASSAGES, _passages(content)),
            (words["measure"], MEASURES, _measures(content)),
        ):
            writer.add(name, [Column(words[word], width, kind) for word, width, kind in columns], rows, filtered=True)

    return written(content, content.topic.text, fill)


def _passages(content: SynopsisContent) -> Sequence[Sequence[Any]]:
    words = content.words
    return [
        [
            land.name.text,
            " – ".join(filter(None, (paper.title.text, paper.superseded, paper.invented))),
            paper.body.text,
            paper.published,
            one.outline.text,
            one.text.text,
            one.page or None,
            one.span,
            words["by_hand"] if one.by_hand else words["by_rule"],
            None if one.by_hand else one.score,
            ". ".join(filter(None, (one.verdict, one.reason.text))),
            one.citation.text,
            paper.url,
        ]
        for land in content.lands
        for paper in land.papers
        for one in paper.quotations
    ]


def _measures(content: SynopsisContent) -> Sequence[Sequence[Any]]:
    return [[one.number, one.title.text, one.promise.text, one.lead.text] for one in content.own]
