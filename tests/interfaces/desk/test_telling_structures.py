"""Values with parts, as the history says them: words, never the marks of a programming language."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.models import Demand, Fulltext
from leitstand.domain.statistics.models import Subscription
from leitstand.interfaces.desk.telling_structures import is_pair, say_steps, say_structure

FIGURES = [{"by": "2027", "kind": "date", "text": "bis 2027", "unit": "", "value": "2027"}]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.sampled_from(["", "Wort", "2027", "2021-H1"]),
    lambda parts: st.lists(parts) | st.dictionaries(st.sampled_from(["value", "key", "other"]), parts),
)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (FIGURES, "bis 2027"),
        ([{"title": "Workshops", "due": "", "done_on": "2021-H1"}], "Workshops (erreicht 1. Halbjahr 2021)"),
        ([{"title": "Bau", "due": "2026-06", "done_on": ""}, {"title": "Test"}], "Bau (fällig Juni 2026); Test"),
        (["reminder"], "reminder"),
        ({"goal": 1234.5, "met": False, "none": None}, "1.234,5, nein"),
        ([6, 7], "6; 7"),
        ({}, ""),
    ],
)
def test_structure_is_said_in_words(value: Any, said: str) -> None:
    assert say_structure(value, "de") == said


def test_steps_of_a_mail_are_said_once_as_the_cockpit_calls_them() -> None:
    assert say_steps({"a": "reminder", "b": "deputy", "c": "reminder"}) == "Erinnerung, Frage an die Vertretung"


@given(VALUES)
def test_structure_is_never_said_as_code(value: Any) -> None:
    assert {"{", "}", "[", "]", "'"} & set(say_structure(value, "de")) == set()


@pytest.mark.parametrize(
    ("column", "value", "pair"),
    [
        (Demand._meta.get_field("figures"), FIGURES * 2, False),
        (Demand._meta.get_field("figures"), [[], FIGURES], True),
        (Fulltext._meta.get_field("pages_without_text"), [6, 7], False),
        (Subscription._meta.get_field("filters"), [{}, {"land": "11"}], True),
    ],
)
def test_list_of_two_is_a_change_only_if_it_holds_two_whole_values(column: Any, value: list[Any], pair: bool) -> None:
    assert is_pair(column, value) == pair
