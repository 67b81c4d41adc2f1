"""Open SDG, the UN's Progress Chart, Eurostat and ESCAP: their thresholds, and what they cannot rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.indicators.rules.ratings import METHODS, Kind, Rating, Target, rate_one
from leitstand.domain.indicators.rules.ratings.open_sdg import score

GROWTH = [key for key in METHODS if key not in ("destatis", "escap")]


def rated(method: str, values: list[float], target: Target, first_year: int = 2015) -> Rating:
    return rate_one(range(first_year, first_year + len(values)), values, target, method=method)


def course(rate: float, years: int = 5) -> list[float]:
    return [100 * (1 + rate) ** year for year in range(years + 1)]


def doubled(due: int = 2030) -> Target:
    """From 100 in 2015 to a value that needs 2 % a year."""
    return Target(Kind.POINT, 1, 100 * 1.02 ** (due - 2015), due=due)


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (0.0191, "on_track"),
        (0.0189, "acceleration"),
        (0.0121, "acceleration"),
        (0.0119, "limited"),
        (0.0, "limited"),
        (-0.001, "deterioration"),
    ],
)
def test_open_sdg_compares_growth_with_the_growth_needed(rate: float, word: str) -> None:
    assert rated("open_sdg", course(rate), doubled()).verdict == word


@pytest.mark.parametrize(
    ("rate", "word"),
    [(0.0151, "on_track"), (0.0149, "acceleration"), (0.0049, "limited"), (-0.001, "deterioration")],
)
def test_open_sdg_without_a_target_looks_at_the_growth(rate: float, word: str) -> None:
    assert rated("open_sdg", course(rate), Target(Kind.DIRECTION, 1)).verdict == word


def test_open_sdg_asks_for_less_near_a_natural_limit() -> None:
    assert rated("open_sdg", [95, 95.1, 95.5, 96.0], Target(Kind.DIRECTION, 1, limit=100)).verdict == "on_track"


def test_open_sdg_begins_in_2015_or_the_first_year_after() -> None:
    values = [50.0, 60, 70, 80, 90]
    found = [rated("open_sdg", values, Target(Kind.DIRECTION, 1), first).inputs["first_year"] for first in (2013, 2017)]
    assert found == [2015, 2017]


@pytest.mark.parametrize(("share", "points"), [(-2, -5), (-0.6, -5), (0.6, 0), (0.95, 2.5), (1.3, 5), (9, 5)])
def test_open_sdg_score_follows_the_published_pieces(share: float, points: float) -> None:
    assert score(share) == pytest.approx(points)


@pytest.mark.parametrize(("rate", "word"), [(0.0195, "met"), (0.018, "fair"), (0.003, "fair"), (0.001, "stagnation")])
def test_un_chart_measures_the_way_covered_by_the_target_year(rate: float, word: str) -> None:
    assert rated("un_progress_chart", course(rate), doubled()).verdict == word


@pytest.mark.parametrize(("rate", "word"), [(0.021, "met"), (0.019, "fair"), (0.0049, "stagnation")])
def test_un_chart_without_a_target_looks_at_the_growth(rate: float, word: str) -> None:
    assert rated("un_progress_chart", course(rate), Target(Kind.DIRECTION, 1)).verdict == word


def test_un_chart_takes_one_point_from_a_hundred_percent_as_reached() -> None:
    target = Target(Kind.POINT, 1, 100, due=2030, percent=True)
    found = rated("un_progress_chart", [99.6, 99.4, 99.2, 99.0], target)
    assert (found.verdict, found.rule) == ("met", "near")


def test_un_chart_says_nothing_on_a_target_missed() -> None:
    assert rated("un_progress_chart", course(0.01), doubled(2020)).reason == "due_passed"


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (0.011, "significant_progress"),
        (0.0, "moderate_progress"),
        (-0.005, "moderate_away"),
        (-0.02, "significant_away"),
    ],
)
def test_eurostat_without_a_target_has_four_bands(rate: float, word: str) -> None:
    assert rated("eurostat", course(rate), Target(Kind.DIRECTION, 1)).verdict == word


@pytest.mark.parametrize(("values", "word"), [
    ([10, 12, 14, 16, 18, 20], "maintain"),
    ([10, 10.5, 11, 11.5, 12, 12.5], "accelerate"),
    ([10, 9, 8, 7, 6, 5], "reverse"),
])  # fmt: skip
def test_escap_measures_the_gap_left_in_the_target_year(values: list[float], word: str) -> None:
    assert rated("escap", values, Target(Kind.POINT, 1, 38, due=2030)).verdict == word


def test_methods_not_held_against_their_source_say_so() -> None:
    assert [key for key, method in METHODS.items() if not method.verified] == ["eurostat", "escap"]


@pytest.mark.parametrize("method", GROWTH)
@pytest.mark.parametrize("base", [0, -5])
def test_growth_from_zero_or_below_is_not_assessable(method: str, base: float) -> None:
    found = rated(method, [base, 1, 2, 3], Target(Kind.POINT, 1, 10, due=2030))
    assert (found.verdict, found.reason) == ("", "base_not_positive")


@pytest.mark.parametrize("method", GROWTH)
def test_growth_down_to_zero_is_not_assessable(method: str) -> None:
    assert rated(method, [4, 3, 2, 1], Target(Kind.POINT, -1, 0, due=2030)).reason == "goal_not_positive"


@pytest.mark.parametrize("method", GROWTH)
def test_target_equal_to_the_base_is_not_assessable(method: str) -> None:
    assert rated(method, [10, 9, 9, 9], Target(Kind.POINT, 1, 10, due=2030)).reason == "goal_equals_base"


@pytest.mark.parametrize("method", GROWTH)
def test_less_than_two_years_are_not_assessable(method: str) -> None:
    assert rated(method, [10, 11], Target(Kind.POINT, 1, 20, due=2030)).reason == "too_short"


@pytest.mark.parametrize("method", GROWTH)
def test_reached_target_needs_no_growth_rate(method: str) -> None:
    assert rated(method, [0, 5, 10, 15], Target(Kind.POINT, 1, 10, due=2030)).rule == "reached"


@pytest.mark.parametrize("method", METHODS)
@given(
    values=st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=9),
    goal=st.floats(allow_nan=True, allow_infinity=True),
    way=st.sampled_from((1, -1)),
    kind=st.sampled_from(tuple(Kind)),
)
def test_any_figures_get_a_verdict_or_a_reason(
    method: str, values: list[float], goal: float, way: int, kind: Kind
) -> None:
    found = rated(method, values, Target(kind, way, goal, due=2030))
    assert bool(found.verdict) == ("." in found.reason)


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(st.integers(1, 1000), min_size=4, max_size=9), goal=st.integers(1, 1000))
def test_unit_makes_no_difference(method: str, values: list[int], goal: int) -> None:
    first = rated(method, list(values), Target(Kind.POINT, 1, goal, due=2030))
    second = rated(method, [1000 * value for value in values], Target(Kind.POINT, 1, 1000 * goal, due=2030))
    assert (first.verdict, first.reason) == (second.verdict, second.reason)
