"""The outlook's probability, median and fan: what must hold for every series."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import stdtr, stdtrit

from leitstand.domain.indicators.rules.outlook import (
    FAN_LEVELS,
    Refusal,
    Targets,
    answer,
    fan,
    gather,
    outlook_of,
    probability,
    walk,
)
from leitstand.domain.indicators.rules.outlook.student import chance_below, quantile

VALUES = st.lists(st.integers(-9999, 9999).map(lambda tenths: tenths / 10), min_size=5, max_size=25).filter(
    lambda values: len(set(values)) > 1
)
POSITIVE = st.lists(st.integers(1, 9999).map(lambda tenths: tenths / 10), min_size=5, max_size=25).filter(
    lambda values: len(set(values)) > 1
)
HORIZON, DIRECTION = st.integers(1, 15), st.sampled_from([1, -1])
FALLING = (100.0, 96.0, 95.0, 91.0, 89.0, 84.0)


def walks_of(*series, share=False):  # type: ignore[no-untyped-def]  # lists and numbers of any kind
    which = np.repeat(np.arange(len(series)), [len(values) for values in series])
    when = np.concatenate([np.arange(len(values)) for values in series])
    flags = [share] * len(series)
    return walk(gather(which, when, np.concatenate(series), count=len(series), share=flags))


def chance(values, horizon, direction, target, **more):  # type: ignore[no-untyped-def]  # lists and numbers of any kind
    return outlook_of(
        range(len(values)), values, horizon=horizon, direction=direction, target=target, **more
    ).probability


def by_the_book(values, horizon, target):  # type: ignore[no-untyped-def]  # lists and numbers of any kind
    """The method's formulas for one series on its plain scale, step by step."""
    steps = np.diff(values)
    drift = 0.8 * steps.mean() + 0.2 * steps[-5:].mean()
    certain = drift**2 / (drift**2 + 2.7 * steps.var(ddof=1) / len(steps))
    centre = values[-1] + certain * drift * sum(0.94**i for i in range(1, horizon + 1))
    spread = np.sqrt(np.sqrt((steps**2).mean()) * 1.2533 * np.abs(steps).mean())
    width = 0.9 * spread * horizon**0.4 * np.sqrt(1 + horizon / len(steps))
    return np.clip(1 - stdtr(5, (target - centre) / width), 0.02, 0.98)


@given(VALUES, HORIZON, st.floats(-2000, 2000))
def test_probability_is_that_of_the_formulas(values: list[float], horizon: int, target: float) -> None:
    assume(min(values) <= 0)
    assert chance(values, horizon, 1, target) == pytest.approx(by_the_book(np.array(values), horizon, target))


@given(POSITIVE, HORIZON, st.floats(0.1, 2000))
def test_probability_is_that_of_the_formulas_on_the_scale_chosen(
    values: list[float], horizon: int, target: float
) -> None:
    logs, plain = np.log(values), np.array(values)
    deviation = np.diff(logs).std(ddof=1)
    by_rates, by_steps = deviation * np.exp(logs.mean()), np.diff(plain).std(ddof=1)
    assume(abs(by_rates - by_steps) > 1e-9 * by_steps and abs(deviation - 0.3) > 1e-9)
    if by_rates < by_steps and deviation < 0.3:
        expected = by_the_book(logs, horizon, np.log(target))
    else:
        expected = by_the_book(plain, horizon, target)
    assert chance(values, horizon, 1, target) == pytest.approx(expected)


@given(POSITIVE | VALUES, HORIZON, DIRECTION, st.floats(-2000, 2000))
def test_change_of_unit_leaves_probability(values: list[float], horizon: int, direction: int, target: float) -> None:
    thousandfold = chance([1000 * value for value in values], horizon, direction, 1000 * target)
    assert thousandfold == pytest.approx(chance(values, horizon, direction, target), abs=1e-9)


@given(VALUES, HORIZON, DIRECTION, st.floats(-2000, 2000))
def test_mirrored_direction_leaves_probability(
    values: list[float], horizon: int, direction: int, target: float
) -> None:
    assume(not walks_of(values).logarithmic[0])
    assume(not walks_of([-value for value in values]).logarithmic[0])
    mirrored = chance([-value for value in values], horizon, -direction, -target)
    assert mirrored == pytest.approx(chance(values, horizon, direction, target), abs=1e-12)


@given(VALUES, HORIZON, st.floats(-2000, 2000))
def test_at_least_and_at_most_add_up_to_one(values: list[float], horizon: int, target: float) -> None:
    assert chance(values, horizon, 1, target) + chance(values, horizon, -1, target) == pytest.approx(1)


@given(VALUES | POSITIVE, HORIZON, st.floats(-2000, 2000), st.floats(0, 500))
def test_harder_target_is_never_likelier(values: list[float], horizon: int, target: float, more: float) -> None:
    assert chance(values, horizon, 1, target + more) <= chance(values, horizon, 1, target)


@given(st.lists(VALUES | POSITIVE, min_size=2, max_size=6))
def test_batch_gives_what_single_series_give(series: list[list[float]]) -> None:
    together = walks_of(*series)
    alone = [walks_of(values) for values in series]
    for name in ("last", "drift", "spread", "steps", "logarithmic", "refusal"):
        single = np.array([getattr(one, name)[0] for one in alone])
        assert np.array_equal(getattr(together, name), single, equal_nan=True)


@given(st.lists(POSITIVE, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_shuffled_rows_give_what_sorted_ones_give(series: list[list[float]], chaos: object) -> None:
    rows = [(which, when, value) for which, values in enumerate(series) for when, value in enumerate(values)]
    shuffled = list(rows)
    chaos.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    before, after = (walk(gather(*zip(*table, strict=True), count=len(series))) for table in (rows, shuffled))
    assert np.array_equal(before.spread, after.spread, equal_nan=True)


@given(VALUES | POSITIVE, HORIZON)
def test_fan_is_ordered_and_widens(values: list[float], horizon: int) -> None:
    courses = fan(walks_of(values), 0, np.arange(1, horizon + 1))
    assert (np.diff(courses, axis=1) >= 0).all()


@given(VALUES | POSITIVE, HORIZON, st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_probability_of_a_quantile_is_what_lies_above_it(values: list[float], horizon: int, level: float) -> None:
    walks = walks_of(values)
    target = fan(walks, 0, horizon, [level])[0]
    assume(target < 1e12)
    assert float(probability(walks, 0, horizon, 1, target)) == pytest.approx(1 - level, abs=1e-6)


def test_probability_is_never_certain() -> None:
    assert [chance(FALLING, 1, 1, target) for target in (-1e9, 1e9)] == [0.98, 0.02]


def test_fan_of_a_share_ends_at_100() -> None:
    shares = walks_of([80, 85, 88, 94, 97, 99], share=True)
    assert fan(shares, 0, 6)[-1] == 100


def test_target_of_zero_is_passed_by_a_series_of_rates() -> None:
    growing = [100 * 1.07**year * (1 + 0.01 * (year % 3)) for year in range(12)]
    assert (bool(walks_of(growing).logarithmic[0]), chance(growing, 3, 1, 0.0), chance(growing, 3, -1, 0.0)) == (
        True,
        0.98,
        0.02,
    )


def test_straight_line_is_carried_on_damped() -> None:
    line = walks_of([-2.0, 0.0, 2.0, 4.0, 6.0, 8.0])
    assert fan(line, 0, 2, [0.5])[0] == pytest.approx(8 + 2 * (0.94 + 0.94**2))


def test_series_that_returns_to_its_start_has_no_drift() -> None:
    assert walks_of([0.0, 1.0, 0.0, -1.0, 0.0]).drift[0] == 0


def test_answers_have_probability_and_fan_of_their_own_series() -> None:
    walks = walks_of(FALLING, [-value for value in FALLING])
    said = answer(walks, Targets.of([1, 0], [2, 2], [-1, 1], [-80.0, 80.0]))
    assert (said.quantiles.shape, said.quantiles[0, 2] < 0 < said.quantiles[1, 2]) == ((2, len(FAN_LEVELS)), True)


def test_answers_to_no_targets_are_none() -> None:
    assert len(answer(walks_of(FALLING), Targets.of([], [], [], [])).probability) == 0


def test_outlook_beyond_six_years_is_thin() -> None:
    said = [outlook_of(range(6), FALLING, horizon=horizon, direction=-1, target=80).thin for horizon in (6, 7)]
    assert said == [False, True]


def test_outlook_has_a_row_of_the_fan_for_each_year() -> None:
    said = outlook_of(range(2015, 2021), FALLING, horizon=4, direction=-1, target=80)
    assert (said.refusal, [len(row) for row in said.fan]) == (Refusal.NONE, [5, 5, 5, 5])


@settings(max_examples=300)
@given(st.floats(-1e6, 1e6))
def test_student_agrees_with_scipy(t: float) -> None:
    assert float(chance_below(np.array(t))) == pytest.approx(float(stdtr(5, t)), abs=1e-14)


def test_student_quantiles_agree_with_scipy() -> None:
    levels = np.array([0.001, 0.025, 0.1, 0.5, 0.9, 0.975, 0.999])
    assert quantile(levels) == pytest.approx(stdtrit(5, levels), abs=1e-9)
