"""A comparison as a workbook: as on the page, beside it the statistics as numbers, then every passage behind it."""

from collections.abc import Sequence
from typing import Any

from leitstand.outputs.synopsis.compared import Compared, Piece
from leitstand.outputs.xlsx import Writer, written
from leitstand.outputs.xlsx.sheets import Column, Kind

NAMES = (("land", 20), ("paper", 40), ("body", 30), ("quotation", 90), ("page", 8), ("address", 40))


def render(content: Compared) -> bytes:
    """The workbook; the same content gives the same bytes."""
    words = content.words

    def fill(writer: Writer) -> None:
        head = [Column(content.topic.text, 24), *(Column(place.text, 50) for place in content.places)]
        asked = [[word, *(_said(found) for found in cells)] for word, cells in content.questions]
        writer.add(words["side_by_side"], head, asked, filtered=True)
        if content.indicators:
            writer.add(words["statistics"], _head(content), _numbers(content), filtered=True)
        columns = [Column(words[name], width, Kind.WHOLE if name == "page" else Kind.TEXT) for name, width in NAMES]
        writer.add(words["passages"], columns, _passages(content), filtered=True)

    return written(content, content.topic.text, fill)


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
