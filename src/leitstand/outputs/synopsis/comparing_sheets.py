"""A comparison as a workbook: as on the page, beside it the statistics as numbers, then every passage behind it."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from leitstand.outputs.synopsis.compared import Compared, Piece
from leitstand.outputs.xlsx import OPTIONS, Writer
from leitstand.outputs.xlsx.sheets import Column, Kind

NAMES = (("land", 20), ("paper", 40), ("body", 30), ("quotation", 90), ("page", 8), ("address", 40))


def render(content: Compared) -> bytes:
    """The workbook; the same content gives the same bytes."""
    stream, words = BytesIO(), content.words
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties(
        {
            "title": f"{content.title} {content.topic.text}",
            "subject": f"{words['as_of']} {content.as_of_word}",
            "company": content.organisation,
            "comments": content.content_hash,
            "created": datetime.combine(content.as_of, time.min),
        }
    )
    writer = Writer(workbook, content.invented)
    head = [Column(content.topic.text, 24), *(Column(place.text, 50) for place in content.places)]
    asked = [[word, *(_said(found) for found in cells)] for word, cells in content.questions]
    writer.add(words["side_by_side"], head, asked, filtered=True)
    if content.indicators:
        writer.add(words["statistics"], _head(content), _numbers(content), filtered=True)
    columns = [Column(words[name], width, Kind.WHOLE if name == "page" else Kind.TEXT) for name, width in NAMES]
    writer.add(words["passages"], columns, _passages(content), filtered=True)
    workbook.close()
    return stream.getvalue()


def _said(found: Sequence[Piece]) -> str:
    return "\n".join(f"{one.said.text} ({one.source.text})" for one in found)


def _head(content: Compared) -> list[Column]:
    words = content.words
    each = [
        column
        for region in content.regions
        for column in (Column(region, 18, Kind.NUMBER), Column(f"{region}: {words['period']}", 16))
    ]
    return [Column(words["indicator"], 50), Column(words["unit"], 16), *each]


def _numbers(content: Compared) -> list[list[Any]]:
    return [
        [one.title.text, one.unit, *(part for value in one.values for part in (value.number, value.period))]
        for one in content.indicators
    ]


def _passages(content: Compared) -> list[list[Any]]:
    return [
        [one.place.text, one.title.text, one.body.text, one.text.text, one.page or None, one.url]
        for one in content.passages
    ]
