"""The API does what its description says, whatever it is asked: schemathesis against the application.

Bounded and without chance: the same questions every time. A question that fits the description may
still get 400 or 404 (a day in the future, a key that does not exist); that is not checked as an error.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from leitstand.interfaces.api.door import api
from leitstand.interfaces.wsgi import application
from tests.interfaces.api.addresses import DETAILS, LISTS, ROOT

BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
]
ANSWERED = [*CHECKS[:5], checks.positive_data_acceptance]
PATHS = list(api.get_openapi_schema()["paths"])


@cache
def _schema() -> BaseSchema:
    """Read once: the description does not depend on what the database holds."""
    return schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)


@pytest.fixture
def described(db: None) -> Iterator[BaseSchema]:
    """The schema; the application keeps the test's connection, as Django's own test client sees to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield _schema()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", PATHS)
def test_any_question_gets_an_answer_as_described(path: str, mixed: None, described: BaseSchema) -> None:
    operation = described[path]["GET"]
    known = {"key": DETAILS[path.removeprefix(ROOT)]} if "{key}" in path else {}
    right, wrong = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @BOUNDED
    @given(case=st.one_of(right, wrong, operation.as_strategy(path_parameters=known)))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


def test_everything_in_the_plan_is_as_described(berlin: None, described: BaseSchema) -> None:
    for path in [path for path in PATHS if path.endswith("/{key}")]:
        listed = described[path.removesuffix("/{key}")]["GET"].Case(query={"limit": 500}).call()
        for thing in listed.json()["items"]:
            case = described[path]["GET"].Case(path_parameters={"key": thing["key"]})
            case.call_and_validate(checks=ANSWERED)


def test_every_list_of_the_plan_is_as_described(berlin: None, described: BaseSchema) -> None:
    for path in LISTS:
        operation = described[ROOT + path.replace("2010", "{key}")]["GET"]
        operation.Case(path_parameters={"key": "2010"}, query={"limit": 500}).call_and_validate(checks=ANSWERED)
