"""Länder side by side on a topic as a workbook: one sheet as on the page, one with every passage behind it."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

from leitstand.domain.papers.queries.side_by_side import Found, Side
from leitstand.domain.papers.queries.topic_passages import Quote
from leitstand.domain.reporting.words import pick
from leitstand.outputs.synopsis.content import WORDS
from leitstand.outputs.xlsx import OPTIONS, Writer
from leitstand.outputs.xlsx.sheets import Column, Kind

Row = tuple[str, Sequence[tuple[str, Sequence[Found]]]]


def render_comparison(title: str, rows: Sequence[Row], sides: Sequence[Side], language: str) -> bytes:
    """The workbook; ``rows`` are the questions with what was found for each of ``sides``, in their order."""
    words = {name: pick(said, language) for name, said in WORDS.items()}
    quotes = [(side.place, quote) for side in sides for quote in side.quotes]
    invented = words["invented_paper"] if any(quote.paper.demonstration for _place, quote in quotes) else ""
    stream = BytesIO()
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties({"title": title})
    writer = Writer(workbook, invented)
    head = [Column(title, 24), *(Column(side.place, 50) for side in sides)]
    asked = [[word, *(_said(found, words["page"]) for _place, found in cells)] for word, cells in rows]
    writer.add(words["others"].rstrip("?"), head, asked, filtered=True)
    names = (("land", 20), ("paper", 40), ("body", 30), ("quotation", 90), ("page", 8), ("address", 40))
    columns = [Column(words[name], width, Kind.WHOLE if name == "page" else Kind.TEXT) for name, width in names]
    writer.add(words["quotation"], columns, [_line(place, quote) for place, quote in quotes], filtered=True)
    workbook.close()
    return stream.getvalue()


def _said(found: Sequence[Found], page: str) -> str:
    return "\n".join(
        f"„{one.said}“" + (f" ({one.quote.paper.title}, {page} {one.quote.page})" if one.quote.page else "")
        for one in found
    )


def _line(place: str, quote: Quote) -> list[str | int | None]:
    paper = quote.paper
    return [place, paper.title, paper.body, quote.text, quote.page or None, paper.url]
