"""Ranks: order, ties, missing values, direction; changes over years; classes."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.indicators.rules.ranking import MOST_CLASSES, Move, classes, median, move, pace, ranks
from leitstand.domain.indicators.rules.regions import canonical, level_of, levels_in, name_of, own_papers

NUMBERS = st.decimals(-1000, 1000, places=1)
VALUES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.none() | NUMBERS, max_size=20)
KNOWN = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), NUMBERS, min_size=1, max_size=20)
DIRECTIONS = st.sampled_from(["up", "down", "context"])


@dataclass(frozen=True)
class Seen:
    value: Decimal | None
    breaks: bool = False


def test_ranks_leave_the_place_after_a_tie_free() -> None:
    values = {"a": Decimal(9), "b": Decimal(5), "c": Decimal(5), "d": Decimal(1)}
    assert ranks(values, "up") == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_ranks_begin_with_the_lowest_where_less_is_better() -> None:
    assert ranks({"a": Decimal(9), "b": Decimal(5)}, "down") == {"a": 2, "b": 1}


@given(VALUES, DIRECTIONS)
def test_ranks_are_given_to_known_values_only(values: dict[str, Decimal | None], polarity: str) -> None:
    assert set(ranks(values, polarity)) == {region for region, value in values.items() if value is not None}


@given(VALUES, DIRECTIONS)
def test_ranks_count_the_better_values(values: dict[str, Decimal | None], polarity: str) -> None:
    sign = -1 if polarity == "down" else 1
    known = {region: sign * value for region, value in values.items() if value is not None}
    expected = {region: 1 + sum(other > own for other in known.values()) for region, own in known.items()}
    assert ranks(values, polarity) == expected


@given(KNOWN)
def test_ranks_turn_round_with_the_direction(values: dict[str, Decimal]) -> None:
    up, down = ranks(values, "up"), ranks(values, "down")
    best = [region for region, rank in up.items() if rank == 1]
    assert {down[region] for region in best} == {len(values) - len(best) + 1}


@given(KNOWN, st.integers(1, MOST_CLASSES))
def test_classes_hold_each_region_once_in_order(values: dict[str, Decimal], at_most: int) -> None:
    made = classes(values, at_most)
    ordered = [region for members in made for region in members]
    assert (sorted(ordered), len(made) <= at_most) == (sorted(values), True)
    assert [values[region] for region in ordered] == sorted(values.values())


@given(KNOWN)
def test_classes_never_part_equal_values(values: dict[str, Decimal]) -> None:
    seen = [{values[region] for region in members} for members in classes(values)]
    assert sum(len(those) for those in seen) == len(set(values.values()))


def test_classes_of_distinct_values_are_about_equal() -> None:
    sizes = [len(members) for members in classes({str(n): Decimal(n) for n in range(16)})]
    assert (len(sizes), max(sizes) - min(sizes)) == (5, 1)


def test_move_is_the_difference_of_the_ends() -> None:
    assert move([Seen(Decimal(50)), Seen(None), Seen(Decimal(60))]) == Move(Decimal(10), 20.0)


def test_move_from_zero_has_no_percent() -> None:
    assert move([Seen(Decimal(0)), Seen(Decimal(3))]) == Move(Decimal(3), None)


def test_move_across_a_break_is_unknown() -> None:
    assert move([Seen(Decimal(50)), Seen(Decimal(60), breaks=True)]) is None


def test_move_from_a_break_on_is_known() -> None:
    assert move([Seen(Decimal(50), breaks=True), Seen(Decimal(60))]) == Move(Decimal(10), 20.0)


def test_pace_is_the_difference_if_one_percentage_is_missing() -> None:
    moves = {"a": Move(Decimal(3), None), "b": Move(Decimal(10), 20.0), "c": None}
    assert pace(moves, relative=True) == {"a": Decimal(3), "b": Decimal(10), "c": None}


def test_median_of_an_even_count_lies_between() -> None:
    assert median([Decimal(4), Decimal(1), Decimal(2), Decimal(9)]) == Decimal(3)


def test_level_of_codes() -> None:
    codes = ("11", "DG", "11001", "11001001", "11001002", "11000", "05315", "99999", "DE30")
    levels = ["laender", "", "bezirke", "bezirke", "", "kreise", "kreise", "", ""]
    assert [level_of(code) for code in codes] == levels


def test_levels_need_two_regions() -> None:
    assert levels_in(["11", "12", "11001", "11001001", "05315"]) == ("laender",)


def test_region_has_one_key_and_a_name() -> None:
    codes = ("DE", "11001001", "11000", "09")
    assert [canonical(code) for code in codes] == ["DG", "11001", "11", "09"]
    assert [name_of(code, "en") for code in codes] == ["Germany", "Mitte", "11000", "Bavaria"]


def test_papers_of_two_laender_belong_to_both() -> None:
    assert [own_papers(land, "Berlin und Brandenburg") for land in ("11", "12", "14")] == [True, True, False]


def test_papers_of_sachsen_are_not_those_of_sachsen_anhalt() -> None:
    assert own_papers("14", "Sachsen-Anhalt") is False
