"""The description: committed, stable, complete, and told to people."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leitstand.interfaces.api.documentation import groups
from leitstand.interfaces.api.door import api
from leitstand.interfaces.api.shapes.common import Shape
from tests.interfaces.api.addresses import ROOT

DOCS = Path(__file__).parents[3] / "docs"


def description() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return described


def operations() -> list[dict[str, Any]]:
    return [methods["get"] for methods in description()["paths"].values()]


def test_committed_description_is_the_live_one() -> None:
    assert json.loads((DOCS / "openapi.json").read_text("utf-8")) == description(), "run: make api"


def test_only_reading_is_described() -> None:
    assert {method for methods in description()["paths"].values() for method in methods} == {"get"}


def test_every_operation_has_its_own_name() -> None:
    names = [operation["operationId"] for operation in operations()]
    assert sorted(set(names)) == sorted(names)


def test_every_operation_has_summary_description_and_tag() -> None:
    lacking = [o["operationId"] for o in operations() if not (o["summary"] and o.get("description") and o.get("tags"))]
    assert lacking == []


def test_every_operation_declares_its_errors() -> None:
    lacking = [o["operationId"] for o in operations() if not {"400", "404", "422"} <= set(o["responses"])]
    assert lacking == []


def test_handbook_of_the_api_names_every_operation() -> None:
    named = set(re.findall(r"`(\w+)`", (DOCS / "api.md").read_text("utf-8")))
    assert {operation["operationId"] for operation in operations()} - named == set()


def test_handbook_of_the_api_names_every_parameter() -> None:
    named = set(re.findall(r"\w+", (DOCS / "api.md").read_text("utf-8")))
    assert {parameter["name"] for o in operations() for parameter in o["parameters"]} - named == set()


def test_no_shape_has_a_place_for_addresses_of_persons_or_internal_notes() -> None:
    names = {name for shape in Shape.__subclasses__() for name in shape.model_fields}
    assert names & {"email", "phone", "internal_note"} == set()


@pytest.fixture
def page(mixed: None, client: Client) -> str:
    response = client.get(f"{ROOT}/")
    assert response.status_code == 200
    return response.content.decode()


def test_page_shows_every_operation(page: str) -> None:
    missing = [o["operationId"] for o in operations() if f'id="{o["operationId"]}"' not in page]
    assert missing == []


def test_page_has_no_inline_script_or_style(page: str) -> None:
    assert (re.findall(r"<script(?![^>]*src=)", page), re.findall(r"\sstyle=", page)) == ([], [])


def test_examples_on_the_page_answer(mixed: None, client: Client) -> None:
    examples = [link for group in groups() for o in group.operations for link in (o.example, o.table) if link]
    assert {client.get(link).status_code for link in examples} == {200}
