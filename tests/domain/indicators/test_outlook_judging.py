"""Scores of the outlook, the simple methods beside it, and the required path."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.indicators.rules.outlook import gather, judging, required_path
from leitstand.domain.indicators.rules.outlook.path import required_changes
from leitstand.domain.indicators.rules.outlook.peers import line_probability, line_quantile, lines
from leitstand.domain.indicators.rules.outlook.scoring import Came, Said, Score, bars, score

SAID, CAME = np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 1.0, 0.0, 1.0])
FINITE = st.floats(-1e6, 1e6)


def test_brier_is_the_mean_squared_distance() -> None:
    assert judging.brier(SAID, CAME) == pytest.approx((0.01 + 0.04 + 0.09 + 0.81) / 4)


def test_calibration_error_weighs_the_bins_by_their_events() -> None:
    said, came = np.array([0.25, 0.25, 0.25, 0.25, 1.0]), np.array([1.0, 0.0, 0.0, 0.0, 0.0])
    assert judging.calibration_error(said, came) == pytest.approx(0.2)


def test_reliability_leaves_out_empty_bins_and_holds_one() -> None:
    rows = judging.reliability(np.array([0.0, 0.05, 1.0]), np.array([0.0, 1.0, 1.0]))
    assert [(row.low, row.count, row.said, row.happened) for row in rows] == [(0.0, 2, 0.025, 0.5), (0.9, 1, 1.0, 1.0)]


def test_auc_counts_ties_half() -> None:
    assert judging.auc(np.array([0.5, 0.5, 0.9, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])) == pytest.approx(3.5 / 4)


def test_auc_needs_both_outcomes() -> None:
    assert math.isnan(judging.auc(SAID, np.ones(4)))


def test_scores_of_nothing_are_nan() -> None:
    none = np.zeros(0)
    scores = (judging.brier, judging.calibration_error, judging.auc)
    assert all(math.isnan(one(none, none)) for one in scores)


def test_coverage_includes_the_edges() -> None:
    assert judging.coverage(np.zeros(4), np.ones(4), np.array([0.0, 1.0, 0.5, 2.0])) == 0.75


def test_interval_score_fines_misses_forty_times_at_95() -> None:
    scored = judging.interval_score(np.zeros(3), np.ones(3), np.array([0.5, 2.0, -1.0]), 0.95)
    assert scored == pytest.approx([1.0, 41.0, 41.0])


def test_usual_step_is_the_mean_size_of_a_step() -> None:
    made = gather([0, 0, 0, 1, 2, 2], [1, 2, 3, 1, 1, 2], [1.0, 3.0, 2.0, 5.0, 4.0, 4.0], count=4)
    assert judging.usual_step(made)[[0, 2]].tolist() == [1.5, 0.0]


def test_mean_by_series_leaves_out_series_without_scale() -> None:
    owner, errors = np.array([0, 0, 1, 2]), np.array([2.0, 4.0, 9.0, 9.0])
    assert judging.mean_by_series(errors, owner, np.array([1.5, 0.0, np.nan])) == 2.0


def test_score_of_chances_alone_has_no_intervals() -> None:
    came = Came(np.zeros(4, int), CAME, np.zeros(0, int), np.zeros(0), np.ones(1))
    made = score(Said(SAID, None), came, np.array([True]))
    assert (made.events, math.isnan(made.within_80)) == (4, True)


def test_score_reads_the_intervals_by_their_levels() -> None:
    came = Came(np.zeros(4, int), CAME, np.zeros(2, int), np.array([1.5, 9.0]), np.array([2.0]))
    rows = np.array([[0.0, 1.0, 1.5, 2.0, 3.0]] * 2)
    made = score(Said(SAID, rows), came, np.array([True]))
    assert (made.within_80, made.within_95, made.mase) == (0.5, 0.5, 7.5 / 2 / 2)


def test_bars_say_what_is_missed() -> None:
    poor = Score(1, 1, brier=0.2, calibration=0.01, auc=0.8, within_80=0.8, within_95=0.9, mase=2.0, msis=20.0)
    assert [bar.what for bar in bars({"official": poor}, {"n 5–7": poor}) if not bar.met] == ["Brier", "95 %"]


def test_figure_that_is_missing_meets_no_bar() -> None:
    nothing = Score(0, 0, *[float("nan")] * 7)
    assert not any(bar.met for bar in bars({"official": nothing}, {}))


def test_line_goes_on_straight() -> None:
    made = lines(gather([0] * 5, range(5), [1.0, 2.0, 3.0, 4.0, 5.0], count=1))
    assert line_quantile(made, [0], [2], 0.5) == pytest.approx([7.0])
    assert line_probability(made, [0, 0], [2, 2], [1, 1], np.array([6.0, 8.0])).tolist() == [1.0, 0.0]


def test_line_has_the_textbook_interval() -> None:
    values = np.array([1.0, 2.5, 2.0, 4.0, 4.5, 5.0])
    made = lines(gather([0] * 6, range(6), values, count=1))
    slope, level = np.polyfit(range(6), values, 1)
    spread = math.sqrt(((values - level - slope * np.arange(6)) ** 2).sum() / 4)
    width = spread * math.sqrt(1 + 1 / 6 + (8 - 2.5) ** 2 / 17.5)
    assert line_quantile(made, [0], [3], 0.975) == pytest.approx([level + 8 * slope + 2.7764451 * width])


@given(FINITE, FINITE, st.integers(1, 30))
def test_straight_path_ends_at_the_target(last: float, target: float, steps: int) -> None:
    path = required_path(last, target, steps)
    assert (len(path.straight), path.straight[-1]) == (steps, target)
    assert last + steps * path.change == pytest.approx(target, abs=1e-6)


def test_values_too_far_apart_have_no_growing_path() -> None:
    path = required_path(5e-324, 2.0, 1)
    assert (path.change, path.rate, path.growing) == (2.0, None, None)


@given(st.floats(0.001, 1e6), st.floats(0.001, 1e6), st.integers(1, 30))
def test_growing_path_ends_at_the_target(last: float, target: float, steps: int) -> None:
    path = required_path(last, target, steps)
    assert path.growing is not None
    assert path.rate is not None
    assert path.growing[-1] == pytest.approx(target)
    assert last * (1 + path.rate) ** steps == pytest.approx(target)


@pytest.mark.parametrize(("last", "target"), [(0.0, 5.0), (-1.0, 5.0), (5.0, 0.0)])
def test_path_from_or_to_zero_has_no_rate(last: float, target: float) -> None:
    assert required_path(last, target, 3).rate is None


@pytest.mark.parametrize(("target", "steps"), [(5.0, 0), (math.nan, 3), (math.inf, 3)])
def test_path_to_nowhere_is_an_error(target: float, steps: int) -> None:
    with pytest.raises(ValueError, match="at least one step"):
        required_path(1.0, target, steps)


def test_changes_of_many_agree_with_single_paths() -> None:
    amounts, rates = required_changes([100.0, -1.0], [121.0, 1.0], [2, 2])
    assert (amounts.tolist(), rates[0], math.isnan(rates[1])) == ([10.5, 1.0], pytest.approx(0.1), True)
