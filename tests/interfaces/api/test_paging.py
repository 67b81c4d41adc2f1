"""Pages: together they are the whole, in order, whatever their length."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.interfaces.api.addresses import LISTS, ROOT, Ask

BOUNDED = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@BOUNDED
@given(path=st.sampled_from(LISTS), limit=st.integers(7, 500))
def test_following_next_gives_the_whole_list(path: str, limit: int, berlin: None, ask: Ask, client: Client) -> None:
    items, page = [], ask(path, limit=limit)
    items += page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        items += page["items"]
    assert items == whole(ask, path)


@BOUNDED
@given(path=st.sampled_from(LISTS), limit=st.integers(1, 500), offset=st.integers(0, 600))
def test_page_is_a_slice_of_the_whole(path: str, limit: int, offset: int, berlin: None, ask: Ask) -> None:
    assert ask(path, limit=limit, offset=offset)["items"] == whole(ask, path)[offset : offset + limit]


def whole(ask: Ask, path: str) -> list[object]:
    first = ask(path, limit=500)
    assert first["count"] <= 500, "the plan has grown: read more pages here"
    items: list[object] = first["items"]
    return items


def test_previous_leads_back_to_the_beginning(berlin: None, ask: Ask, client: Client) -> None:
    page = ask("/sources", limit=10, offset=5)
    assert client.get(page["previous"]).json()["items"] == ask("/sources", limit=10)["items"]


def test_first_page_has_no_previous_and_last_no_next(berlin: None, ask: Ask) -> None:
    page = ask("/editions", limit=500)
    assert (page["previous"], page["next"]) == (None, None)


def test_next_keeps_the_filters(berlin: None, ask: Ask, client: Client) -> None:
    page = ask("/observations", region="11", limit=1)
    assert client.get(page["next"]).json()["count"] == page["count"]


def test_fifty_are_given_unless_told(berlin: None, ask: Ask) -> None:
    assert len(ask("/sources")["items"]) == 50


def test_link_header_names_the_next_page(berlin: None, client: Client) -> None:
    response = client.get(f"{ROOT}/sources")
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("limit=0", "Der Parameter „limit“ muss mindestens 1 sein."),
        ("limit=501", "Der Parameter „limit“ muss höchstens 500 sein."),
        ("limit=viele", "Der Parameter „limit“ muss eine ganze Zahl sein."),
        ("offset=-1", "Der Parameter „offset“ muss mindestens 0 sein."),
        ("format=xml", "Der Parameter „format“ kennt diesen Wert nicht. Möglich sind , json, csv."),
    ],
)
def test_bad_page_is_refused_in_german(query: str, sentence: str, db: None, client: Client) -> None:
    response = client.get(f"{ROOT}/sources?{query}")
    assert (response.status_code, response.json()) == (422, {"detail": sentence})
