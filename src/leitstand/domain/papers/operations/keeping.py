"""A text that was read into its tables, and its checksum.

Pages and passages go in as plain rows: a paper has thousands, and making a model of each would take longer
than laying out the page it stands on.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from django.db import connection, models

from leitstand.domain.papers.models import Fulltext, Page, Passage
from leitstand.domain.papers.reading import PageText, PassageText, ReadText

PAGE = ("fulltext", "number", "kind", "width", "height", "content")
PASSAGE = ("fulltext", "page", "position", "start", "end", "kind", "level", "outline", "text", "boxes")


def checksum(found: ReadText) -> str:
    """One checksum over all pages and passages, as the history keeps it."""
    told = [list(_told(PageText, found.pages)), list(_told(PassageText, found.passages))]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _told(kind: type[PageText] | type[PassageText], found: Sequence[Any]) -> Iterator[dict[str, Any]]:
    names = [one.name for one in fields(kind)]
    values = attrgetter(*names)
    return (dict(zip(names, values(one), strict=True)) for one in found)


def write_text(fulltext: Fulltext, found: ReadText) -> None:
    """Pages and passages of a saved text, in the caller's transaction."""
    pages = [(fulltext.pk, one.number, one.kind, one.width, one.height, one.content) for one in found.pages]
    _insert(Page, PAGE, pages)
    numbers = dict(Page.objects.filter(fulltext=fulltext).values_list("number", "pk"))
    _insert(Passage, PASSAGE, _passages(fulltext.pk, found.passages, numbers))


def _passages(text: int, passages: Sequence[PassageText], pages: Mapping[int, int]) -> Iterator[tuple[Any, ...]]:
    # For a column of JSON, as the driver of either database takes it.
    json_of = connection.ops.adapt_json_value
    outlines = {outline: json_of(outline, None) for outline in {one.outline for one in passages}}
    for position, one in enumerate(passages):
        yield (
            text, pages[one.page], position, one.start, one.end, one.kind, one.level, outlines[one.outline], one.text,
            json_of(one.boxes, None),
        )  # fmt: skip


def _insert(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    known = {one.name: str(one.column) for one in model._meta.concrete_fields}
    columns = ", ".join(connection.ops.quote_name(known[name]) for name in names)
    places = ", ".join(["%s"] * len(names))
    # Only names of our own table and columns are put in; values are parameters.
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own table and columns
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))
