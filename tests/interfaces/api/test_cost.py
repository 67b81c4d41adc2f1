"""What an answer costs: a fixed number of statements, and little time, however large the plan is."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans import models as m
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing
from tests.interfaces.api.addresses import DETAILS, LISTS, ROOT

SECONDS = 1.0
Grow = Callable[[int], None]


@pytest.fixture
def grow(mixed: None) -> Grow:
    """``grow(3)``: three more measures in the edition of 2020, each with a status."""

    def grow(count: int) -> None:
        edition = m.Edition.objects.get(key="2020")
        topic = m.Topic.objects.get(key="2020.thema")
        start = m.Measure.objects.count()
        keys = [f"m{number}" for number in range(start, start + count)]
        measures = [m.Measure(key=key, plan=edition.plan) for key in keys]
        _keep(measures)
        _keep(
            [
                m.MeasureEntry(key=f"2020.{x.key}", edition=edition, measure=x, title=x.key, topic=topic)
                for x in measures
            ]
        )
        _keep([m.Status(key=f"{x.key}.1", measure=x, when="2021", stage="under_way") for x in measures])

    return grow


def _keep(records: list[Any]) -> None:
    writing.create(system("Test"), [writing.Row(record) for record in records])


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(ROOT + path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", [path.replace("2010", "2020") for path in LISTS] + ["/plan"])
def test_list_costs_the_same_with_one_and_with_more_measures(path: str, grow: Grow, client: Client) -> None:
    grow(1)
    with_one = statements(client, path)
    grow(3)
    forget()
    assert statements(client, path) == with_one


@pytest.mark.parametrize(("path", "key"), DETAILS.items())
def test_detail_costs_the_same_with_one_and_with_more_measures(path: str, key: str, grow: Grow, client: Client) -> None:
    grow(1)
    with_one = statements(client, path.replace("{key}", key))
    grow(3)
    forget()
    assert statements(client, path.replace("{key}", key)) == with_one


@pytest.mark.parametrize("path", LISTS[2:-2])
def test_second_question_costs_one_statement(path: str, mixed: None, client: Client) -> None:
    client.get(ROOT + path)
    assert statements(client, path) == 1


@pytest.mark.parametrize(
    "query", ["limit=500", "limit=500&offset=500", "format=csv", "topic=2020.thema&limit=500", "q=m99"]
)
def test_a_thousand_measures_are_quick(query: str, grow: Grow, client: Client) -> None:
    grow(1000)
    client.get(f"{ROOT}/plan")
    begun = process_time()
    response = client.get(f"{ROOT}/measures?{query}")
    assert (response.status_code, process_time() - begun < SECONDS) == (200, True)
