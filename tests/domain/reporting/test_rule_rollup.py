"""The roll-up: honest shares, an order that silence and bad news never improve, parts that add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.plans.rules.state import STATES
from leitstand.domain.reporting.rollup_words import percent, rollup_in_words, rule_in_words
from leitstand.domain.reporting.rules.rollup import BAD, DOUBTFUL, GOOD, UNJUDGED, Rollup, join, rollup

LEVELS = (GOOD, UNJUDGED, DOUBTFUL, ("off_track", "stopped"), ("not_reported",))
LEVEL = {state: level for level, states in enumerate(LEVELS) for state in states}
groups = st.lists(st.sampled_from(STATES), min_size=1, max_size=30)


def not_better(changed: Rollup, than: Rollup) -> bool:
    return changed.rank <= than.rank and changed.good_share <= than.good_share and changed.coverage <= than.coverage


def test_good_share_is_of_all_measures() -> None:
    found = rollup(["completed", "on_track", "at_risk", "not_reported", "not_reported"])
    assert (found.good_share, found.coverage, found.total, found.reported) == (0.4, 0.6, 5, 3)


def test_one_good_measure_does_not_speak_for_the_others() -> None:
    assert rollup(["completed"] + ["not_reported"] * 9).rank < rollup(["on_track", "off_track"]).rank


def test_coverage_decides_between_equal_shares() -> None:
    assert rollup(["on_track", "not_reported"]).rank < rollup(["on_track", "off_track"]).rank


def test_empty_group_has_no_shares() -> None:
    assert (rollup([]).rank, rollup([]).total) == ((0, 0, 0, 0), 0)


def test_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Unbekannter Stand: green\."):
        rollup(["green"])


def test_every_state_has_one_level() -> None:
    assert sorted(GOOD + UNJUDGED + DOUBTFUL + BAD) == sorted(STATES)


@given(groups, st.data())
def test_removing_a_report_never_improves(states: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(states) - 1))
    assert not_better(rollup([*states[:at], "not_reported", *states[at + 1 :]]), rollup(states))


@given(groups, st.data())
def test_worsening_a_measure_never_improves_its_group(states: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(states) - 1))
    worse = data.draw(st.sampled_from([state for state in STATES if LEVEL[state] >= LEVEL[states[at]]]))
    changed, before = rollup([*states[:at], worse, *states[at + 1 :]]), rollup(states)
    assert changed.rank <= before.rank
    assert changed.good_share <= before.good_share


@given(groups, st.lists(groups, max_size=4), st.data())
def test_worsening_a_part_never_improves_the_whole(
    part: list[str], others: list[list[str]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(part) - 1))
    silent = rollup([*part[:at], "not_reported", *part[at + 1 :]])
    rest = [rollup(other) for other in others]
    assert not_better(join([silent, *rest]), join([rollup(part), *rest]))


@given(st.lists(st.lists(st.sampled_from(STATES), max_size=10), max_size=6))
def test_parts_add_up_to_the_whole(parts: list[list[str]]) -> None:
    rolled = [rollup(part) for part in parts]
    whole = join(rolled)
    assert whole == rollup(state for part in parts for state in part)
    assert all(whole.counts[state] == sum(part.counts[state] for part in rolled) for state in STATES)
    assert whole.total == sum(part.total for part in rolled) == sum(whole.counts.values())
    assert whole.reported == sum(part.reported for part in rolled)


@given(groups)
def test_good_share_follows_its_formula(states: list[str]) -> None:
    good = sum(state in ("completed", "on_track") for state in states)
    assert rollup(states).good_share == float(Fraction(good, len(states)))


@given(groups, st.integers(2, 4))
def test_size_of_a_group_does_not_matter(states: list[str], times: int) -> None:
    assert rollup(states * times).rank == rollup(states).rank


@given(groups.flatmap(lambda states: st.tuples(st.just(states), st.permutations(states))))
def test_order_does_not_matter(pair: tuple[list[str], list[str]]) -> None:
    assert rollup(pair[0]) == rollup(pair[1])


def test_sentence_has_counts_share_and_coverage() -> None:
    found = rollup(["completed", "on_track", "at_risk", "not_reported", "not_reported"])
    assert rollup_in_words(found, "de") == (
        "1 abgeschlossen, 1 im Plan, 1 gefährdet, 2 nicht berichtet. "
        "Gut stehen 40\u00a0% von allen 5; berichtet sind 3 (60\u00a0%)."
    )
    assert rollup_in_words(found, "en").endswith("40% of all 5 are doing well; 3 are reported (60%).")


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (0.001, "1%"), (0.999, "99%"), (1.0, "100%")])
def test_percent_keeps_all_and_nothing_for_all_and_nothing(share: float, said: str) -> None:
    assert percent(share, "en") == said


def test_rule_is_said_in_both_languages() -> None:
    assert len(rule_in_words("de")) == len(rule_in_words("en")) == 5
