"""Rule effect/1: when something came of a decision."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.rules.differences import Difference
from leitstand.domain.reporting.rules.effect import STANDINGS, Later, has_effect, shows, standing
from leitstand.domain.reporting.rules.light import LIGHTS

KINDS = st.sampled_from(("replan", "resources", "stop", "watch", "defer"))
LATER = st.builds(Later, st.sampled_from(STANDINGS), st.booleans())
SEVERAL = st.lists(LATER, max_size=4)
THEN = st.sampled_from(STANDINGS)


def rank(one: str) -> int:
    return STANDINGS.index(one)


@pytest.mark.parametrize(
    ("kind", "then", "later", "wanted"),
    [
        ("replan", "off_track", Later("at_risk", False), True),
        ("replan", "off_track", Later("off_track", False), False),
        ("replan", "off_track", Later("off_track", True), True),
        ("replan", "at_risk", Later("off_track", True), False),
        ("replan", "off_track", Later("not_reported", True), False),
        ("replan", "not_reported", Later("off_track", False), True),
        ("stop", "off_track", Later("on_track", True), False),
        ("stop", "off_track", Later("stopped", False), True),
    ],
)
def test_effect_of_one_later_round(kind: str, then: str, later: Later, wanted: bool) -> None:
    assert has_effect(kind, then, [later]) is wanted


@given(KINDS, THEN)
def test_no_later_round_is_no_effect(kind: str, then: str) -> None:
    assert not has_effect(kind, then, [])


@given(KINDS, THEN, SEVERAL, LATER)
def test_another_round_never_takes_the_effect_away(kind: str, then: str, later: list[Later], more: Later) -> None:
    assert has_effect(kind, then, [*later, more]) >= has_effect(kind, then, later)


@given(KINDS, THEN, SEVERAL, st.data())
def test_removing_a_report_never_makes_an_effect(kind: str, then: str, later: list[Later], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(later)))
    silent = [Later("not_reported", False) if place == gone else one for place, one in enumerate(later)]

    assert has_effect(kind, then, silent) <= has_effect(kind, then, later)


@given(KINDS.filter(lambda kind: kind != "stop"), THEN, LATER, THEN)
def test_worse_standing_never_makes_an_effect(kind: str, then: str, found: Later, other: str) -> None:
    worse = min(found.standing, other, key=rank)

    assert has_effect(kind, then, [Later(worse, found.shown)]) <= has_effect(kind, then, [found])


@given(st.sampled_from(STANDINGS), st.sampled_from(LIGHTS))
def test_standing_is_never_better_than_what_was_reported(state: str, computed: str) -> None:
    assert rank(standing(state, computed)) <= rank(state)


@given(st.sampled_from(LIGHTS))
def test_computed_light_never_speaks_for_the_silent(computed: str) -> None:
    assert standing("not_reported", computed) == "not_reported"


@pytest.mark.parametrize(
    ("kind", "changed", "wanted"),
    [
        ("replan", Difference("milestone:x:due", "2026", "2027"), True),
        ("replan", Difference("milestone:x:done_on", "", "2027"), False),
        ("resources", Difference("secured", None, Decimal(5)), True),
        ("resources", Difference("secured", Decimal(9), Decimal(5)), False),
        ("resources", Difference("money", "not_secured", "partly"), True),
        ("resources", Difference("money", "secured", "partly"), False),
        ("resources", Difference("sentence", "a", "b"), False),
        ("watch", Difference("sentence", "a", "b"), True),
        ("stop", Difference("milestone:x:due", "2026", "2027"), False),
        ("defer", Difference("milestone:x:due", "2026", "2027"), False),
    ],
)
def test_what_shows_that_a_decision_was_carried_out(kind: str, changed: Difference, wanted: bool) -> None:
    assert shows(kind, [changed]) is wanted
