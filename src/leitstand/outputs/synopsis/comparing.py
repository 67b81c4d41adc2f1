"""Länder side by side on a topic: what papers say, and beside it what the statistics say; as PDF, Word file, workbook.

What all three say is worded once, in ``Compared``.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from leitstand.domain.papers.queries.side_by_side import Found, Side
from leitstand.domain.papers.queries.topic_passages import Quote
from leitstand.domain.reporting.indicator_words import unit_of
from leitstand.domain.reporting.queries.topic_regions import TopicIndicator
from leitstand.domain.reporting.region_words import latest_said
from leitstand.domain.reporting.words import pick
from leitstand.foundation.history.chain import canonical
from leitstand.foundation.wording import say_date
from leitstand.outputs.synopsis import comparing_pdf, comparing_sheets, comparing_word
from leitstand.outputs.synopsis.compared import Compared, Measured, Passage, Piece, Value
from leitstand.outputs.synopsis.content import SENTENCES, WORDS, either, german

Row = tuple[str, Sequence[tuple[str, Sequence[Found]]]]
MAKERS: Mapping[str, Callable[[Compared], bytes]] = {
    "pdf": comparing_pdf.render,
    "docx": comparing_word.render,
    "xlsx": comparing_sheets.render,
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What is compared: the topic and its edition (each German, English), the plan, and the day."""

    title: tuple[str, str]
    edition: tuple[str, str]
    plan: str
    day: date


def render_comparison(
    topic: Topic, rows: Sequence[Row], sides: Sequence[Side], indicators: Sequence[TopicIndicator],
    file_format: str, language: str = "de",
) -> bytes:  # fmt: skip
    """The comparison in one of ``FORMATS``. ``rows`` are the questions, worded, with what was found for each side.

    Raises ``KeyError`` for another format, ``typst.TypstError`` if it cannot be set.
    """
    return MAKERS[file_format](compared(topic, rows, sides, indicators, language))


def compared(
    topic: Topic, rows: Sequence[Row], sides: Sequence[Side], indicators: Sequence[TopicIndicator], language: str
) -> Compared:
    """The comparison, worded in one language (``de`` or ``en``)."""
    quotes = [quote for side in sides for quote in side.quotes]
    invented = any(quote.paper.demonstration for quote in quotes)
    made = Compared(
        language=language,
        words={name: pick(pair, language) for name, pair in WORDS.items()},
        title=pick(WORDS["comparison"], language),
        edition_title=either(*topic.edition, language),
        as_of=topic.day,
        as_of_word=say_date(topic.day, language),
        organisation=topic.plan,
        content_hash="",
        invented=pick(SENTENCES["invented"], language) if invented else "",
        topic=either(*topic.title, language),
        note=pick(SENTENCES["facets"], language),
        places=tuple(german(side.place, language) for side in sides),
        questions=tuple(
            (word, tuple(tuple(_piece(one, language) for one in found) for _place, found in cells))
            for word, cells in rows
        ),
        regions=tuple(name for name, _seen in indicators[0].values) if indicators else (),
        indicators=tuple(_measured(one, language) for one in indicators),
        passages=tuple(_passage(side.place, quote, language) for side in sides for quote in side.quotes),
    )
    return replace(made, content_hash=hashlib.sha256(canonical(asdict(made)).encode()).hexdigest())


def _piece(found: Found, language: str) -> Piece:
    return Piece(german(f"„{found.said}“", language), german(_source(found.quote, language), language))


def _source(quote: Quote, language: str) -> str:
    page = pick(SENTENCES["page_of"], language).format(page=quote.page) if quote.page else ""
    return ", ".join(filter(None, (quote.paper.title, quote.paper.years, page)))


def _measured(one: TopicIndicator, language: str) -> Measured:
    indicator = one.indicator
    values = [
        Value(latest_said(indicator, seen, language), _plain(seen.value), seen.period) if seen else Value("–", None, "")
        for _name, seen in one.values
    ]
    title = either(indicator.title, indicator.title_en, language)
    return Measured(title, unit_of(indicator, language).strip(), tuple(values))


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _passage(place: str, quote: Quote, language: str) -> Passage:
    paper = quote.paper
    invented = pick(WORDS["invented_paper"], language) if paper.demonstration else ""
    citation = f"{paper.body}: {_source(quote, language)}"
    return Passage(
        german(place, language), german(quote.text, language), german(citation, language),
        german(paper.title, language), german(paper.body, language), quote.page, paper.url, invented,
    )  # fmt: skip
