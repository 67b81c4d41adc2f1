"""CSV: the same content as JSON, safe in a spreadsheet, readable in both dialects."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from leitstand.interfaces.api.table import columns_of, table
from tests.interfaces.api.addresses import LISTS, ROOT, Ask


def read(text: str, dialect: str) -> list[dict[str, str]]:
    divider = ";" if dialect == "excel" else ","
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=divider))


def flat(item: dict[str, Any], german: bool) -> list[dict[str, str]]:
    """What the rows of an item must be, made from its JSON alone."""
    objects = [name for name, value in item.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if not objects:
        return [cells(item, german)]
    name = objects[0]
    return [cells(item | {name: one}, german) for one in item[name]]


def cells(item: dict[str, Any], german: bool, prefix: str = "") -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            row |= cells(value, german, f"{prefix}{name}.")
        else:
            row[prefix + name] = cell(value, german)
    return row


def cell(value: Any, german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value).replace(".", ",") if german else str(value)
    return "|".join(value) if isinstance(value, list) else value


def plain(text: str) -> str:
    """Take away the apostrophe that guards a text."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and bare[:1] in tuple("=+-@\t\r\n") else text


@pytest.mark.parametrize("dialect", ["excel", "rfc4180"])
def test_table_read_back_equals_json(dialect: str, berlin: None, ask: Ask, client: Client) -> None:
    got, wanted = {}, {}
    for path in LISTS:
        text = client.get(ROOT + path, {"format": "csv", "dialect": dialect}).content.decode()
        got[path] = [{name: plain(value) for name, value in row.items() if value} for row in read(text, dialect)]
        rows = [row for item in ask(path, limit=500)["items"] for row in flat(item, dialect == "excel")]
        wanted[path] = [{name: value for name, value in row.items() if value} for row in rows]
    assert got == wanted


def test_table_without_limit_holds_everything(berlin: None, ask: Ask, client: Client) -> None:
    text = client.get(f"{ROOT}/sources?format=csv").content.decode()
    assert len(read(text, "excel")) == ask("/sources")["count"]


def test_table_with_limit_holds_one_page(mixed: None, client: Client) -> None:
    text = client.get(f"{ROOT}/measures?format=csv&limit=1").content.decode()
    assert len(read(text, "excel")) == 1


class Thing(BaseModel):
    """A shape of its own, so that any text can be tried."""

    text: str
    number: float = 0.5
    keys: list[str] = []


@pytest.mark.parametrize("sign", list("=+-@\t\r\n"))
def test_text_that_looks_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    rows = read(table(Thing, [Thing(text=f"{sign}1+1")], "rfc4180"), "rfc4180")
    assert rows[0]["text"] == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'x", "x=1", "", "Müller; „Söhne“\n& Co", 'a "b"'])
def test_guarded_text_reads_back_unchanged(text: str) -> None:
    assert plain(read(table(Thing, [Thing(text=text)], "excel"), "excel")[0]["text"]) == text


def test_list_that_begins_with_a_formula_is_guarded() -> None:
    assert read(table(Thing, [Thing(text="", keys=["=a", "b"])], "excel"), "excel")[0]["keys"] == "'=a|b"


@pytest.mark.parametrize(("dialect", "written"), [("excel", "-0,5"), ("rfc4180", "-0.5")])
def test_negative_number_is_not_guarded(dialect: str, written: str) -> None:
    assert read(table(Thing, [Thing(text="", number=-0.5)], dialect), dialect)[0]["number"] == written


@pytest.mark.parametrize(
    ("dialect", "begins"), [("excel", "\ufefftext;number;keys\r\n"), ("rfc4180", "text,number,keys\r\n")]
)
def test_empty_table_still_has_its_header(dialect: str, begins: str) -> None:
    assert table(Thing, [], dialect) == begins


def test_columns_follow_the_shape() -> None:
    assert [column.name for column in columns_of(Thing)] == ["text", "number", "keys"]


def test_file_has_a_name_with_list_and_day(mixed: None, client: Client) -> None:
    response = client.get(f"{ROOT}/measures?format=csv&as_of=2013")
    assert response["Content-Disposition"] == 'attachment; filename="leitstand-measures-2013-12-31.csv"'


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.1", "text/csv"),
        ("image/png", "application/json"),
    ],
)
def test_accept_header_chooses_the_form(accept: str, kind: str, mixed: None, client: Client) -> None:
    response = client.get(f"{ROOT}/editions", headers={"accept": accept})
    assert response["Content-Type"].split(";")[0] == kind


def test_format_wins_over_the_accept_header(mixed: None, client: Client) -> None:
    response = client.get(f"{ROOT}/editions?format=json", headers={"accept": "text/csv"})
    assert response["Content-Type"] == "application/json"
