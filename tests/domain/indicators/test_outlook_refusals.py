"""The outlook refuses what it cannot know, each with its own reason, and never another series because of it."""

import math

import numpy as np
import pytest

from leitstand.domain.indicators.outlook_words import REFUSALS, refusal_in_words
from leitstand.domain.indicators.rules.outlook import Outlook, Refusal, Targets, answer, gather, outlook_of, walk

GOOD = (1.0, 2.0, 1.5, 3.0, 2.5, 4.0)
YEARS = range(2015, 2021)


def asked(values=GOOD, years=YEARS, **more) -> Outlook:  # type: ignore[no-untyped-def]  # lists and numbers of any kind
    return outlook_of(list(years), values, **{"horizon": 3, "direction": 1, "target": 5.0} | more)


@pytest.mark.parametrize(
    ("values", "years", "reason"),
    [
        (GOOD[:4], range(4), Refusal.TOO_FEW),
        ((), (), Refusal.TOO_FEW),
        ((7.0,), (2020,), Refusal.TOO_FEW),
        (GOOD, (2014, 2016, 2017, 2018, 2019, 2020), Refusal.GAPS),
        ((3.0,) * 6, YEARS, Refusal.CONSTANT),
        ((0.0,) * 6, YEARS, Refusal.CONSTANT),
        ((0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.3), YEARS, Refusal.CONSTANT),
        ((1.0, 2.0, math.nan, 3.0, 2.5, 4.0), YEARS, Refusal.NOT_FINITE),
        ((1.0, 2.0, math.inf, 3.0, 2.5, 4.0), YEARS, Refusal.NOT_FINITE),
        ((1.0, 2.0, 1.5, 3.0, 2.5, -math.inf), YEARS, Refusal.NOT_FINITE),
        ((*GOOD, 9.0), (*YEARS, 2018), Refusal.CONFLICTING),
        ((-1e200, 2e200, 1e200, 3e200, 2e200, 4e200), YEARS, Refusal.TOO_LARGE),
    ],
)
def test_series_is_refused_with_its_reason(values: tuple[float, ...], years: range, reason: Refusal) -> None:
    said = asked(values, years)
    assert (said.refusal, said.probability, said.fan) == (reason, None, ())


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ({"horizon": 0}, Refusal.HORIZON_PAST),
        ({"horizon": -2}, Refusal.HORIZON_PAST),
        ({"horizon": 16}, Refusal.HORIZON_FAR),
        ({"target": math.nan}, Refusal.TARGET_NOT_FINITE),
        ({"target": math.inf}, Refusal.TARGET_NOT_FINITE),
        ({"direction": 0}, Refusal.NO_DIRECTION),
        ({"share": True, "target": 101.0}, Refusal.TARGET_NOT_A_SHARE),
        ({"share": True, "target": -1.0}, Refusal.TARGET_NOT_A_SHARE),
    ],
)
def test_question_is_refused_with_its_reason(question: dict[str, float], reason: Refusal) -> None:
    assert asked(**question).refusal == reason


def test_share_above_100_is_refused() -> None:
    assert asked((90.0, 95.0, 99.0, 101.0, 98.0, 97.0), share=True, target=100.0).refusal == Refusal.NOT_A_SHARE


def test_break_inside_the_series_is_refused() -> None:
    assert asked(breaks=[False, False, True, False, False, False]).refusal == Refusal.BREAK


def test_break_at_the_first_value_is_none() -> None:
    assert asked(breaks=[True, False, False, False, False, False]).refusal == Refusal.NONE


def test_same_value_twice_for_a_period_counts_once() -> None:
    twice = asked((*GOOD, GOOD[2]), (*YEARS, 2017))
    assert twice == asked()


def test_target_at_the_last_value_is_answered() -> None:
    assert asked(target=GOOD[-1]).refusal == Refusal.NONE


def test_unknown_series_is_refused() -> None:
    walks = walk(gather([0] * 6, YEARS, GOOD, count=1))
    said = answer(walks, Targets.of([-1, 0, 5], [1, 1, 1], [1, 1, 1], [5.0, 5.0, 5.0]))
    assert said.refusal.tolist() == [Refusal.UNKNOWN_SERIES, Refusal.NONE, Refusal.UNKNOWN_SERIES]


def test_questions_without_any_series_are_refused() -> None:
    walks = walk(gather([], [], [], count=0))
    assert answer(walks, Targets.of([0], [1], [1], [5.0])).refusal.tolist() == [Refusal.UNKNOWN_SERIES]


def test_bad_series_leaves_its_neighbours_alone() -> None:
    bad = ([math.nan] * 6, [1.0] * 6, [1e300, -1e300, 1e300, 5.0, 1.0, 2.0], list(GOOD[:3]))
    table = [(2 * place + 1, year, value) for place, own in enumerate(bad) for year, value in enumerate(own)]
    table += [(place, year, value) for place in (0, 2, 4, 6, 8) for year, value in enumerate(GOOD)]
    walks = walk(gather(*zip(*table, strict=True), count=9))
    alone = walk(gather([0] * 6, range(6), GOOD, count=1))
    assert walks.spread[::2].tolist() == [alone.spread[0]] * 5
    assert np.isnan(walks.spread[1::2]).all()
    assert (walks.refusal[1::2] > 0).all()


def test_periods_far_apart_are_sorted_instead_of_laid_out() -> None:
    which, when = [0] * 6 + [1] * 6, [*range(6), *range(900_000_000, 900_000_006)]
    walks = walk(gather(which, when, GOOD * 2, count=2))
    assert (walks.refusal.tolist(), walks.spread[0]) == ([0, 0], walks.spread[1])


@pytest.mark.parametrize("which", [-1, 1])
def test_number_of_a_series_out_of_range_is_an_error(which: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        gather([which], [2020], [1.0], count=1)


def test_periods_beyond_counting_are_an_error() -> None:
    with pytest.raises(ValueError, match="too far apart"):
        gather([0, 0], [0, 10**12], [1.0, 2.0], count=1)


def test_every_reason_has_words_in_both_languages() -> None:
    assert {reason for reason in Refusal if reason} == set(REFUSALS)
    assert all(refusal_in_words(reason, language) for reason in REFUSALS for language in ("de", "en"))


def test_no_reason_has_no_words() -> None:
    assert refusal_in_words(Refusal.NONE, "de") == ""
