"""The weather symbols: every sentence of the published method, and what must hold of any series."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leitstand.domain.indicators.rules.ratings import Kind, Rating, Series, Target, Targets, rate, rate_one

YEARS = range(2019, 2025)
WORSE = ("sun", "sun_cloud", "cloud", "thunderstorm")
figures = st.lists(st.integers(-1000, 1000), min_size=4, max_size=9)
whole = st.integers(-1000, 1000)
ways = st.sampled_from((1, -1))
kinds = st.sampled_from((Kind.POINT, Kind.YEARLY, Kind.DIRECTION))
dues = st.integers(2020, 2040)


def rated(values: Sequence[float], target: Target) -> Rating:
    return rate_one(range(2025 - len(values), 2025), values, target)


def point(value: float, due: int = 2030, direction: int = 1) -> Target:
    return Target(Kind.POINT, direction, value, due=due)


@pytest.mark.parametrize(
    ("goal", "symbol"),
    # From 50 to 60 in five years, two a year: 72 in 2030.
    [(72, "sun"), (72.6, "sun"), (72.7, "sun_cloud"), (75, "sun_cloud"), (75.1, "cloud"), (90, "cloud")],
)
def test_point_target_ahead_is_rated_by_the_share_left_open(goal: float, symbol: str) -> None:
    assert rated([50, 52, 54, 56, 58, 60], point(goal)).verdict == symbol


def test_exactly_five_percent_left_open_is_slightly_cloudy() -> None:
    # Two a year for nine and a half tenths of the way of 20: 19 of 20.
    assert rated([9.5 - 9.5 * n / 5 for n in range(5, -1, -1)], point(9.5 + 20, due=2034)).verdict == "sun_cloud"


def test_exactly_twenty_percent_left_open_is_slightly_cloudy() -> None:
    assert rated([0, 1, 2, 3, 4, 5], point(5 + 7.5)).verdict == "sun_cloud"


@pytest.mark.parametrize("values", [[60, 60, 60, 60, 60, 60], [60, 59, 58, 57, 56, 55]])
def test_point_target_whose_distance_does_not_shrink_is_a_thunderstorm(values: list[float]) -> None:
    assert rated(values, point(100)).verdict == "thunderstorm"


def test_only_the_last_six_values_count() -> None:
    assert rated([900, 50, 52, 54, 56, 58, 60], point(72)).inputs["first"] == 50


@pytest.mark.parametrize(
    ("values", "symbol"),
    [
        ([50, 52, 54, 56, 58, 60], "sun"),
        ([60, 60, 60, 60, 60, 60], "sun"),
        ([70, 68, 66, 64, 62, 60], "sun_cloud"),
        ([40, 42, 44, 46, 48, 50], "cloud"),
        ([50, 50, 50, 50, 50, 50], "thunderstorm"),
        ([59, 58, 57, 56, 55, 54], "thunderstorm"),
    ],
)
def test_yearly_target_is_rated_by_where_the_value_stands_and_goes(values: list[float], symbol: str) -> None:
    assert rated(values, Target(Kind.YEARLY, 1, 60)).verdict == symbol


def test_point_target_already_reached_is_rated_like_a_yearly_one() -> None:
    found = rated([70, 68, 66, 64, 62, 60], point(60))
    assert (found.verdict, found.rule) == ("sun_cloud", "point_reached")


@pytest.mark.parametrize("due", [2024, 2020])
def test_target_due_in_the_last_reporting_year_or_before_is_rated_like_a_yearly_one(due: int) -> None:
    found = rated([40, 42, 44, 46, 48, 50], point(60, due))
    assert (found.verdict, found.rule) == ("cloud", "point_due")


def test_value_that_fell_from_100_to_80_against_a_passed_target_of_120_is_a_thunderstorm() -> None:
    assert rated([100, 96, 92, 88, 84, 80], point(120, 2024)).verdict == "thunderstorm"


@pytest.mark.parametrize(
    ("values", "symbol"),
    [
        ([1, 2, 3, 4, 5, 6], "sun"),
        ([1, 2, 3, 4, 6, 6], "sun_cloud"),
        ([1, 2, 3, 4, 7, 6], "sun_cloud"),
        ([6, 5, 4, 3, 2, 3], "cloud"),
        ([6, 5, 4, 3, 2, 1], "thunderstorm"),
        ([3, 3, 3, 3, 3, 3], "thunderstorm"),
    ],
)
def test_direction_is_rated_by_mean_and_last_change(values: list[float], symbol: str) -> None:
    assert rated(values, Target(Kind.DIRECTION, 1)).verdict == symbol


@pytest.mark.parametrize("count", [4, 5])
def test_four_or_five_values_are_enough_as_an_exception(count: int) -> None:
    assert rated([50, 52, 54, 56, 58][:count], point(60)).inputs["points"] == count


@pytest.mark.parametrize("values", [[], [1], [1, 2, 3]])
def test_fewer_than_four_values_get_no_symbol(values: list[float]) -> None:
    found = rated(values, point(60))
    assert (found.verdict, found.reason) == ("", "too_few" if values else "no_values")


def test_gaps_stretch_the_window_over_more_years() -> None:
    found = rate_one([2013, 2015, 2017, 2019, 2021, 2023], [30, 32, 34, 36, 38, 40], point(60))
    assert (found.inputs["first_year"], found.inputs["change"]) == (2013, 1)


@pytest.mark.parametrize(("direction", "end"), [(-1, 20), (1, 5)])
def test_interval_counts_by_its_weaker_end(direction: int, end: float) -> None:
    target = Target(Kind.INTERVAL, direction, 5, 20, due=2030)
    assert rated([10, 10, 10, 10, 10, 10], target).inputs["goal"] == end


@pytest.mark.parametrize(("year", "goal"), [(2024, 60), (2025, 60), (2026, 80), (2031, 80)])
def test_of_several_target_years_the_next_counts(year: int, goal: float) -> None:
    target = Target(Kind.SEVERAL_YEARS, 1, steps=((2030, 80), (2025, 60)))
    assert rate_one(range(year - 5, year + 1), [1, 2, 3, 4, 5, 6], target).inputs["goal"] == goal


def test_target_relative_to_another_series_applies_to_the_difference() -> None:
    target, years = Target(Kind.RELATIVE, -1), list(YEARS)
    found = rate_one(years, [9, 9, 9, 9, 9, 9], target, reference=(years, [10, 10, 10, 10, 10, 10]))
    assert (found.verdict, found.inputs["value"], found.inputs["goal"]) == ("sun", -1, 0)


def test_difference_of_nothing_but_rounding_is_none() -> None:
    target, years = Target(Kind.RELATIVE, 1), list(YEARS)
    found = rate_one(years, [0.3] * 6, target, reference=(years, [0.1 + 0.2] * 6))
    assert found.verdict == "sun"


def test_values_before_a_break_do_not_count_after_it() -> None:
    target = Target(Kind.POINT, 1, 60, due=2030, break_year=2021)
    found = rated([90, 90, 50, 52, 54, 56], target)
    assert (found.inputs["points"], found.inputs["first_year"]) == (4, 2021)


def test_too_few_values_since_a_break_get_no_symbol() -> None:
    target = Target(Kind.POINT, 1, 60, due=2030, break_year=2022)
    assert rated([50, 52, 54, 56, 58, 60], target).reason == "too_few"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (Target(Kind.WISH, 1), "wish"),
        (Target(Kind.POINT, 0, 5, due=2030), "no_direction"),
        (Target(Kind.POINT, 1, due=2030), "no_goal"),
        (Target(Kind.POINT, 1, float("nan"), due=2030), "no_goal"),
        (Target(Kind.POINT, 1, 5), "no_due_year"),
        (Target(Kind.INTERVAL, 1, 5, due=2030), "no_goal"),
        (Target(Kind.UNKNOWN, 1), "not_foreseen"),
    ],
)
def test_target_without_figures_gets_no_symbol_but_a_reason(target: Target, reason: str) -> None:
    found = rated([1, 2, 3, 4, 5, 6], target)
    assert (found.verdict, found.reason) == ("", reason)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("place", range(6))
def test_value_that_is_no_number_gets_no_symbol(bad: float, place: int) -> None:
    values = [1.0, 2, 3, 4, 5, 6]
    values[place] = bad
    assert rated(values, point(60)).reason == "not_finite"


def test_value_that_is_no_number_before_the_window_does_no_harm() -> None:
    assert rated([float("nan"), 50, 52, 54, 56, 58, 60], point(72)).verdict == "sun"


def test_numbers_too_large_to_subtract_get_no_symbol() -> None:
    assert rated([-1.7e308, 1, 2, 3, 4, 1.7e308], Target(Kind.DIRECTION, 1)).reason == "not_finite"


def test_year_with_two_different_values_gets_no_symbol() -> None:
    assert rate_one([2020, 2021, 2022, 2023, 2024, 2024], [1, 2, 3, 4, 5, 6], point(9)).reason == "conflicting"


def test_year_with_the_same_value_twice_counts_once() -> None:
    assert rate_one([2020, 2021, 2022, 2023, 2024, 2024], [1, 2, 3, 4, 5, 5], point(9)).inputs["points"] == 5


def test_share_above_a_hundred_percent_gets_no_symbol() -> None:
    target = Target(Kind.POINT, 1, 100, due=2030, limit=100)
    assert rated([95, 96, 97, 98, 104, 99], target).reason == "beyond_limit"


def test_target_equal_to_an_unchanged_value_is_reached() -> None:
    assert rated([60] * 6, point(60)).verdict == "sun"


def test_every_year_begins_with_the_first_year_that_can_be_rated() -> None:
    series = Series.one(list(range(2015, 2025)), list(range(10)))
    found = rate(series, Targets.many([point(60)]), every_year=True)
    assert [one.year for one in found] == list(range(2018, 2025))


def test_every_year_without_any_rating_keeps_the_last_year_with_its_reason() -> None:
    found = rate(Series.one([2023, 2024], [1, 2]), Targets.many([point(60)]), every_year=True)
    assert [(one.year, one.reason) for one in found] == [(2024, "too_few")]


def test_every_year_uses_nothing_later_than_the_year() -> None:
    values = [5.0, 7, 4, 8, 3, 9, 2, 10]
    found = rate(Series.one(list(range(2017, 2025)), values), Targets.many([point(20)]), every_year=True)
    single = [rate_one(range(2017, 2017 + n), values[:n], point(20)) for n in range(4, 9)]
    assert [(one.year, one.verdict) for one in found] == [(one.year, one.verdict) for one in single]


@given(figures, whole, dues, ways, kinds, st.sampled_from((1000, 0.001, 1 / 3)))
def test_unit_makes_no_difference(values: list[int], goal: int, due: int, way: int, kind: Kind, unit: float) -> None:
    first = rated(list(values), Target(kind, way, goal, due=due))
    second = rated([unit * value for value in values], Target(kind, way, unit * goal, due=due))
    assert (first.verdict, first.rule) == (second.verdict, second.rule)


@given(figures, whole, dues, ways, kinds)
def test_mirrored_direction_mirrors_the_rating(values: list[int], goal: int, due: int, way: int, kind: Kind) -> None:
    first = rated(list(values), Target(kind, way, goal, due=due))
    second = rated([-value for value in values], Target(kind, -way, -goal, due=due))
    assert (first.verdict, first.rule) == (second.verdict, second.rule)


@given(figures, whole, dues, ways, kinds, st.integers(1, 500))
def test_worse_last_value_never_improves_the_rating(
    values: list[int], goal: int, due: int, way: int, kind: Kind, loss: int
) -> None:
    first = rated(list(values), Target(kind, way, goal, due=due))
    second = rated([*values[:-1], values[-1] - way * loss], Target(kind, way, goal, due=due))
    assert WORSE.index(second.verdict) >= WORSE.index(first.verdict)


@given(figures, whole, dues, ways, st.integers(1, 500))
def test_harder_target_never_improves_the_rating(values: list[int], goal: int, due: int, way: int, more: int) -> None:
    first = rated(list(values), Target(Kind.POINT, way, goal, due=due))
    second = rated(list(values), Target(Kind.POINT, way, goal + way * more, due=due))
    assume(first.rule == second.rule)
    assert WORSE.index(second.verdict) >= WORSE.index(first.verdict)


@given(st.lists(st.tuples(figures, whole, dues, ways, kinds), min_size=1, max_size=8))
def test_batch_says_the_same_as_one_at_a_time(cases: list[tuple[list[int], int, int, int, Kind]]) -> None:
    targets = [Target(kind, way, goal, due=due) for _, goal, due, way, kind in cases]
    years = [year for values, *_ in cases for year in range(2025 - len(values), 2025)]
    offsets = np.cumsum([0] + [len(values) for values, *_ in cases])
    batch = Series.many(years, [value for values, *_ in cases for value in values], offsets)
    single = [rated(list(values), target) for (values, *_), target in zip(cases, targets, strict=True)]
    assert [one.verdict for one in rate(batch, Targets.many(targets))] == [one.verdict for one in single]


@given(figures, st.randoms())
def test_order_of_the_values_makes_no_difference(values: list[int], random: object) -> None:
    pairs = list(zip(range(2025 - len(values), 2025), values, strict=True))
    random.shuffle(pairs)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    shuffled = rate_one([year for year, _ in pairs], [value for _, value in pairs], point(50))
    assert shuffled.verdict == rated(list(values), point(50)).verdict


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=9),
    st.floats(allow_nan=True, allow_infinity=True),
    dues,
    ways,
    kinds,
)
def test_any_figures_get_a_symbol_or_a_reason(values: list[float], goal: float, due: int, way: int, kind: Kind) -> None:
    found = rated(values, Target(kind, way, goal, due=due))
    assert (found.verdict in WORSE) == ("." in found.reason)
