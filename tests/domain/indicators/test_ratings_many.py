"""Series and targets in flat arrays, what counts of several targets, and what goes for the words."""

import re

import numpy as np
import pytest

from leitstand.domain.indicators.rating_rule_words import rule_in_words
from leitstand.domain.indicators.rating_words import METHODS as WORDED
from leitstand.domain.indicators.rating_words import (
    NOT_ASSESSABLE,
    cause_in_words,
    rating_in_words,
    validity_in_words,
    verdict_word,
)
from leitstand.domain.indicators.rules.ratings import (
    METHODS,
    Fault,
    Kind,
    Rating,
    Reason,
    Series,
    Target,
    Targets,
    counting,
    rate,
    rate_one,
    worst,
)
from leitstand.domain.indicators.rules.ratings.agreement import Cause, Cell, Evidence, likely_cause

YEARS = tuple(range(2019, 2025))


def test_arrays_in_order_are_used_without_a_copy() -> None:
    values = np.array([1.0, 2, 3])
    assert Series.many(np.array([1, 2, 1]), values, [0, 2, 3]).values is values


def test_series_out_of_order_are_sorted_each_by_itself() -> None:
    assert Series.many([3, 1, 2, 9, 8], [30, 10, 20, 90, 80], [0, 3, 5]).values.tolist() == [10, 20, 30, 80, 90]


def test_faults_stand_with_the_value_they_belong_to() -> None:
    found = Series.many([1, 1, 2, 3], [5, 6, np.inf, 7], [0, 4]).faults
    assert found is not None
    assert found.tolist() == [Fault.CONFLICTING, Fault.NOT_FINITE, Fault.NONE]


@pytest.mark.parametrize("offsets", [[0, 2], [1, 3], [0, 3, 2, 3]])
def test_offsets_that_do_not_fit_are_refused(offsets: list[int]) -> None:
    with pytest.raises(ValueError, match=r"offsets"):
        Series.many([1, 2, 3], [1, 2, 3], offsets)


def test_difference_keeps_the_years_both_have() -> None:
    found = Series.one([2020, 2021, 2022], [5, 6, 7]).minus(Series.one([2021, 2022, 2023], [1, 1, 1]))
    assert (found.years.tolist(), found.values.tolist()) == ([2021, 2022], [5, 6])


def test_empty_series_between_others_takes_no_value_from_them() -> None:
    series = Series.many([*YEARS, *YEARS], [1, 2, 3, 4, 5, 6] * 2, [0, 6, 6, 12])
    found = rate(series, Targets.points([9, 9, 9], [2030] * 3, [1, 1, 1]))
    assert [one.reason for one in found] == ["point.sun", "no_values", "point.sun"]


def test_no_targets_at_all_give_no_ratings() -> None:
    assert len(rate(Series.one([], []), Targets.many([]), every_year=True)) == 0


def test_more_targets_than_one_block_are_all_rated() -> None:
    count = 40_000
    series = Series.many(np.tile(YEARS, count), np.tile([1.0, 2, 3, 4, 5, 6], count), np.arange(count + 1) * 6)
    found = rate(series, Targets.points(np.full(count, 9.0), np.full(count, 2030), np.ones(count)))
    assert (found.targets.tolist(), set(found.verdicts.tolist())) == (list(range(count)), {0})


def test_worst_of_targets_to_be_met_at_once_counts() -> None:
    series = Series.one(list(YEARS), [1, 2, 3, 4, 5, 6])
    targets = Targets.many([Target(Kind.YEARLY, 1, 5), Target(Kind.YEARLY, 1, 9), Target(Kind.WISH)], [0, 0, 0])
    assert worst(rate(series, targets), np.array([0, 0, 1])).tolist() == [2, -1]


POINT_2020 = Target(Kind.POINT, 1, 5, due=2020)
POINT_2030 = Target(Kind.POINT, 1, 9, due=2030)
WITHDRAWN = Target(Kind.POINT, 1, 7, due=2030, valid_until=2025)
YEARLY = Target(Kind.YEARLY, 1, 5)


@pytest.mark.parametrize(
    ("targets", "year", "count"),
    [
        ([POINT_2020, POINT_2030], 2019, [True, False]),
        ([POINT_2020, POINT_2030], 2020, [True, False]),
        ([POINT_2020, POINT_2030], 2021, [False, True]),
        ([POINT_2020, POINT_2030], 2031, [False, True]),
        ([WITHDRAWN, POINT_2030], 2020, [False, True]),
        ([POINT_2020, YEARLY], 2020, [True, False]),
        ([POINT_2020, YEARLY], 2021, [False, True]),
        ([Target(Kind.WISH)], 2021, [False]),
    ],
)
def test_the_next_target_year_counts(targets: list[Target], year: int, count: list[bool]) -> None:
    assert counting(targets, year) == count


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason != Reason.RATED])
def test_every_reason_has_words(reason: Reason, language: str) -> None:
    figures = dict.fromkeys(("first", "value", "goal", "points"), 3.0) | {"first_year": 2015.0, "due": 2030.0}
    rating = Rating(METHODS["destatis"], 0, 2024, "", "", reason.name.lower(), figures)
    assert not re.search(r"[{}]", rating_in_words(rating, language))


def test_words_name_no_reason_that_does_not_exist() -> None:
    assert set(NOT_ASSESSABLE) == {reason.name.lower() for reason in Reason if reason != Reason.RATED}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_method_and_verdict_has_words(language: str) -> None:
    assert set(WORDED) == set(METHODS)
    for key, method in METHODS.items():
        assert all(rule_in_words(key, language))
        assert all(verdict_word(verdict, language) for verdict in ("", *method.verdicts))


def test_unverified_method_says_so_first() -> None:
    assert rule_in_words("eurostat", "de")[0].startswith("Nicht geprüft")


def test_rating_in_words_names_its_figures() -> None:
    rating = rate_one(YEARS, [50, 52, 54, 56, 58, 60], Target(Kind.POINT, 1, 1250.5, due=2030))
    assert rating_in_words(rating, "de") == (
        "2024 liegt der Wert bei 60. Im Mittel änderte er sich von 2019 bis 2024 (6 Werte) um +2 je Jahr. Geht es so "
        "weiter, sind es 2030 72 bei einem Ziel von 1.250; vom heutigen Abstand blieben 99\u00a0% offen, mehr als "
        "20\u00a0%."
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("target", [POINT_2030, POINT_2020, YEARLY, Target(Kind.DIRECTION, -1)])
@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [3] * 6, [1e-300, 1, 1, 1, 1, 1e300]])
def test_every_rating_can_be_said(method: str, target: Target, values: list[float]) -> None:
    rating = rate_one(YEARS, values, target, method=method)
    assert [text for text in (rating_in_words(rating, "de"), rating_in_words(rating, "en")) if "{" in text] == []


def test_validity_is_said_where_a_target_was_changed() -> None:
    assert validity_in_words(WITHDRAWN, "de") == ["Das Ziel galt bis 2025."]


def cause(values: list[float], other: list[float], symbol: str, target: Target, known: int = 2025) -> Cause:
    cell = Cell("x", "1", 2024, symbol, "point", True, known)
    first = 2025 - len(values)
    mine = Series.one(list(range(first, 2025)), values)
    theirs = Series.one(list(range(first, 2025)), other)
    return likely_cause(cell, Evidence(mine, theirs, target, [Target(Kind.YEARLY, 1, 1)]))


RISING = [50.0, 52, 54, 56, 58, 60]


@pytest.mark.parametrize(
    ("values", "other", "symbol", "target", "known", "found"),
    [
        (RISING, [50, 50, 50, 50, 50, 50], "thunderstorm", Target(Kind.POINT, 1, 72, due=2030), 2025, "revised"),
        (RISING, RISING, "sun", Target(Kind.YEARLY, 1, 90, valid_from=2025), 2025, "other_target"),
        (RISING[1:], RISING[1:], "thunderstorm", Target(Kind.POINT, 1, 72, due=2030), 2025, "short_window"),
        (RISING, RISING, "sun_cloud", Target(Kind.POINT, 1, 72.6, due=2030), 2025, "small_change"),
        (RISING, RISING, "thunderstorm", Target(Kind.POINT, 1, 72, due=2030), 2030, "old_rating"),
        (RISING, RISING, "thunderstorm", Target(Kind.POINT, 1, 72, due=2030), 2025, "unexplained"),
        (RISING[:2], RISING[:2], "sun", Target(Kind.POINT, 1, 72, due=2030), 2025, "not_assessable"),
    ],
)
def test_difference_to_a_published_symbol_has_a_likely_cause(
    values: list[float], other: list[float], symbol: str, target: Target, known: int, found: str
) -> None:
    assert cause(values, other, symbol, target, known) == found


@pytest.mark.parametrize("one", Cause)
def test_every_cause_has_words(one: Cause) -> None:
    assert cause_in_words(one, "de") != cause_in_words(one, "en")
