"""Round ticks, years and labels: rules with properties that hold for all values."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leitstand.outputs.charts.scale import moment, round_ticks, spread, year_ticks

VALUES = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-6)


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_ticks_enclose_all_values_and_zero(values: list[float]) -> None:
    ticks = round_ticks(values)
    room = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] <= min(0.0, *values) + room
    assert ticks[-1] >= max(0.0, *values) - room
    assert 2 <= len(ticks) <= 7


@given(st.lists(st.floats(min_value=0, max_value=300), min_size=1, max_size=8))
def test_spread_keeps_order_and_room(places: list[float]) -> None:
    moved = spread(places, 14, 0, 300)
    ordered = [moved[index] for index in sorted(range(len(places)), key=lambda index: places[index])]
    assert all(after - before >= 13.999 for before, after in pairwise(ordered))


def test_spread_without_need_moves_nothing() -> None:
    assert spread([10, 50, 90], 14, 0, 100) == [10, 50, 90]


def test_moment_of_a_year_is_its_middle() -> None:
    assert moment("2018") == 2018.5


def test_moment_of_a_day_lies_in_its_year() -> None:
    assert 2023.49 < moment("2023-06-30") < 2023.5


def test_year_ticks_leave_room() -> None:
    assert year_ticks(2007, 2024, 520, room=52) == [2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024]
