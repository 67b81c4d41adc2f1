"""A list as CSV: columns from the shape, in its order, whatever the rows hold.

A date that is partly known or a small object becomes columns with a dot (``begins.text``); keys in a
list stand in one cell, divided by ``|``. A list of objects (at most one in a shape) makes one row for
each of its objects, and one row with empty cells if it has none.

Text that a spreadsheet would take for a formula gets an apostrophe in front. Text that begins with
apostrophes before such a sign gets one more, so that reading can take exactly one away.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


class Column(NamedTuple):
    """Where a cell's value is: the path's steps, and how many of them lead to the list of objects."""

    path: tuple[str, ...]
    exploded: int = 0

    @property
    def name(self) -> str:
        return ".".join(self.path)


def columns_of(shape: type[BaseModel]) -> list[Column]:
    """The columns of a shape, in the order of its fields."""
    return list(_columns(shape, ()))


def _columns(shape: type[BaseModel], path: tuple[str, ...], exploded: int = 0) -> Iterator[Column]:
    for name, column in shape.model_fields.items():
        inner, is_list = _inner(column.annotation)
        here = (*path, name)
        if inner is None:
            yield Column(here, exploded)
        else:
            yield from _columns(inner, here, len(here) if is_list else exploded)


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The shape inside an annotation, if there is one, and whether it is a list of them."""
    if isinstance(annotation, type) and not get_args(annotation):
        return (annotation, False) if issubclass(annotation, BaseModel) else (None, False)
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        parts = parts[:1]
    if get_origin(annotation) is list:
        return _inner(parts[0])[0], True
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return next((found for found in map(_inner, parts) if found[0]), (None, False))
    return None, False


def table(shape: type[BaseModel], lines: Iterable[BaseModel], dialect: str) -> str:
    """The lines as CSV text with a header row. ``dialect`` is ``excel`` or ``rfc4180``."""
    text = io.StringIO()
    german = dialect == "excel"
    writer = csv.writer(text, delimiter=";" if german else ",", lineterminator="\r\n")
    columns = columns_of(shape)
    writer.writerow([column.name for column in columns])
    for line in lines:
        for row in _exploded(line.model_dump(mode="json"), columns):
            writer.writerow([_cell(_find(row, column.path), german) for column in columns])
    return ("\ufeff" if german else "") + text.getvalue()


def _exploded(row: dict[str, Any], columns: list[Column]) -> Iterator[Mapping[str, Any]]:
    listed = {column.path[: column.exploded] for column in columns if column.exploded}
    if not listed:
        yield row
        return
    ((name,),) = listed
    for item in row[name] or [None]:
        yield row | {name: item}


def _find(row: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = row
    for step in path:
        if value is None:
            return None
        value = value[step]
    return value


def _cell(value: Any, german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value).replace(".", ",") if german else repr(value)
    text = "|".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
