"""What may stand in one series: values of another unit, definition, or with a lost break are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.indicators.rules.joining import Measure, faults, same_unit

MEASURE = Measure("Mrd. Euro", "Betriebe ab 20 Beschäftigte")


@dataclass(frozen=True)
class Value:
    period: str
    breaks: bool = False
    definition: str = ""
    unit: str = ""
    vintage: str = ""
    region: str = "11"
    basis: str = "actual"
    value: Decimal | None = Decimal(1)

    @property
    def key(self) -> str:
        return f"{self.region}.{self.period}.{self.vintage}"


def told(before: Sequence[Value], after: Sequence[Value]) -> list[tuple[str, str]]:
    return [(fault.kind, fault.period) for fault in faults(before, after, MEASURE)]


def test_values_of_one_definition_are_joined() -> None:
    assert told([], [Value("2020"), Value("2021", definition=MEASURE.definition)]) == []


def test_other_unit_is_a_fault_even_with_a_break() -> None:
    assert told([], [Value("2020"), Value("2021", unit="Mio. Euro", breaks=True)]) == [("unit", "2021")]


def test_other_definition_without_a_break_is_a_fault() -> None:
    assert told([], [Value("2020"), Value("2021", definition="ab 50")]) == [("definition", "2021")]


def test_other_definition_with_a_break_is_none() -> None:
    assert told([], [Value("2020"), Value("2021", definition="ab 50", breaks=True)]) == []


def test_return_to_the_old_definition_needs_a_break_too() -> None:
    series = [Value("2007", definition="ab 50"), Value("2012")]
    assert told([], series) == [("definition", "2012")]


def test_only_the_last_published_state_of_a_period_is_joined() -> None:
    replaced = Value("2020", definition="ab 50", vintage="2021")
    assert told([], [Value("2019"), replaced, Value("2020", vintage="2022"), Value("2021")]) == []


def test_regions_are_not_joined_with_each_other() -> None:
    assert told([], [Value("2020"), Value("2021", definition="ab 50", region="0")]) == []


def test_fault_that_stood_before_is_not_told_again() -> None:
    old = [Value("2020"), Value("2021", definition="ab 50")]
    assert told(old, [*old, Value("2022", definition="ab 50")]) == []


def test_newer_state_without_the_mark_loses_the_break() -> None:
    old = [Value("2018"), Value("2021", breaks=True), Value("2023")]
    assert told(old, [*old, Value("2021", vintage="2025")]) == [("breaks", "2021")]


def test_newer_state_with_the_mark_keeps_it() -> None:
    old = [Value("2018"), Value("2021", breaks=True)]
    assert told(old, [*old, Value("2021", vintage="2025", breaks=True)]) == []


def test_value_removed_with_its_break_is_a_fault() -> None:
    old = [Value("2018"), Value("2021", breaks=True), Value("2023")]
    assert told(old, [old[0], old[2]]) == [("breaks", "2021")]


def test_break_may_go_with_everything_before_it() -> None:
    old = [Value("2018"), Value("2021", breaks=True), Value("2023")]
    assert told(old, [old[2]]) == []


def test_new_states_of_all_years_need_no_break() -> None:
    old = [Value("2018"), Value("2021", breaks=True)]
    assert told(old, [*old, Value("2018", vintage="2025"), Value("2021", vintage="2025")]) == []


def test_break_taken_back_by_hand_is_no_fault() -> None:
    old = [Value("2018"), Value("2021", breaks=True)]
    assert told(old, [old[0], Value("2021")]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Mrd. Euro", "mrd €", True), ("%", "Prozent", True), ("Mio. Euro", "Mrd. Euro", False), ("1.000 t", "t", False)],
)
def test_units_are_the_same_but_for_spelling(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


VALUES = st.lists(
    st.builds(
        Value,
        st.sampled_from(["2018", "2019", "2020", "2021-03", "2021"]),
        st.booleans(),
        st.sampled_from(["", "ab 50", "alle"]),
        vintage=st.sampled_from(["", "2022", "2023"]),
        region=st.sampled_from(["11", "0"]),
    ),
    unique_by=lambda one: one.key,
)


@given(VALUES)
def test_nothing_new_is_no_fault(values: list[Value]) -> None:
    assert told(values, values) == []


@given(VALUES)
def test_values_all_marked_as_breaks_are_no_fault(values: list[Value]) -> None:
    marked = [Value(one.period, True, one.definition, "", one.vintage, one.region) for one in values]
    assert told([], marked) == []
