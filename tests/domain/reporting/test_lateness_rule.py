"""Whether someone will report late, told from the rounds behind them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.rules.lateness import (
    LEVELS,
    REASONS,
    Likely,
    Past,
    likely,
    say_level,
    say_reason,
    say_rule,
)

TODAY = date(2026, 11, 23)
ORDER = ["low", "some", "high"]


def past(number: int, late_by: int | None, reminders: int = 0, returned: bool = False) -> Past:
    """The request ``number`` half-years ago, submitted ``late_by`` days after the deadline; None: never."""
    deadline = TODAY - timedelta(days=180 * number)
    submitted = None if late_by is None else deadline + timedelta(days=late_by)
    return Past(f"round-{number}", submitted, deadline, reminders, returned)


pasts = st.lists(
    st.builds(past, st.integers(1, 8), st.none() | st.integers(-10, 10), st.integers(0, 3), st.booleans()), max_size=12
)


def level(*late_by: int | None) -> str:
    """The level after rounds, the latest first."""
    return likely([past(number, days) for number, days in enumerate(late_by, 1)], TODAY).level


def test_nobody_knows_without_a_round() -> None:
    assert likely([], TODAY) == Likely("unknown", Fraction(0), (("no_round", ()),))


@pytest.mark.parametrize(
    ("late_by", "expected"),
    [
        ((0,), "low"),
        ((-3, -1, 0, -7), "low"),
        ((1,), "some"),
        ((None,), "some"),
        ((1, 0, 0, 0), "some"),
        ((1, None), "high"),
        ((1, 0, 5), "high"),
        ((1, 0, 0, 2), "high"),
        ((0, 0, 0, 0, 9, 9, 9, 9), "low"),
    ],
)
def test_level_follows_the_share_of_late_rounds(late_by: tuple[int | None, ...], expected: str) -> None:
    assert level(*late_by) == expected


def test_in_time_only_after_many_reminders_may_be_late() -> None:
    assert likely([past(1, 0, reminders=2), past(2, 0)], TODAY).level == "some"


def test_round_whose_deadline_has_not_passed_says_nothing() -> None:
    assert likely([Past("now", None, TODAY)], TODAY).level == "unknown"


def test_report_before_a_coming_deadline_counts() -> None:
    assert likely([Past("now", TODAY, TODAY + timedelta(days=3))], TODAY).level == "low"


def test_two_requests_of_a_round_count_as_its_worst() -> None:
    assert likely([past(1, 0), past(1, 4), past(2, 0)], TODAY).share == Fraction(1, 2)


def test_reasons_are_counts_in_rounds() -> None:
    told = likely([past(1, 3, 2), past(2, None, 3, True), past(3, 0)], TODAY)
    assert told.reasons == (("late", (2, 3)), ("silent", (1, 3)), ("reminded", (2, 3)), ("returned", (1, 3)))


def test_reason_is_said_in_german() -> None:
    assert say_reason("late", (2, 3), "de") == "war in 2 von 3 Runden nach der Frist"


def test_reason_is_said_in_english() -> None:
    assert say_reason("late", (2, 3), "en") == "was late in 2 of 3 rounds"


def test_single_round_is_not_counted_aloud() -> None:
    assert say_reason("late", (1, 1), "de") == "war in der letzten Runde nach der Frist"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_level_and_rule_has_words(language: str) -> None:
    assert all([*(say_level(level, language) for level in LEVELS), say_rule(language).startswith("R")])


@given(pasts)
def test_share_is_a_share(all_pasts: list[Past]) -> None:
    assert 0 <= likely(all_pasts, TODAY).share <= 1


@given(pasts, st.sampled_from(["de", "en"]))
def test_every_reason_can_be_said(all_pasts: list[Past], language: str) -> None:
    told = likely(all_pasts, TODAY)
    said = [say_reason(code, values, language) for code, values in told.reasons]
    assert (bool(said), any("{" in sentence for sentence in said)) == (True, False)


@given(pasts, st.randoms(use_true_random=False))
def test_order_of_rounds_does_not_matter(all_pasts: list[Past], chance: object) -> None:
    shuffled = list(all_pasts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    assert likely(shuffled, TODAY) == likely(all_pasts, TODAY)


@given(pasts)
def test_rounds_older_than_the_last_four_do_not_count(all_pasts: list[Past]) -> None:
    kept = sorted({one.round_key for one in all_pasts})[:4]
    assert likely([one for one in all_pasts if one.round_key in kept], TODAY) == likely(all_pasts, TODAY)


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=4), st.integers(0, 3))
def test_one_more_late_round_never_lowers_the_level(late_by: list[int], at: int) -> None:
    worse = [days if number != at else 9 for number, days in enumerate(late_by)]
    assert ORDER.index(level(*worse)) >= ORDER.index(level(*late_by))


def test_reason_codes_are_all_spoken_for() -> None:
    assert set(REASONS) == {"in_time", "late", "silent", "reminded", "returned", "no_round"}
