"""Rules of the plan: state, distribution, gaps, lineage, content hash. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.plans.rules.content import FROZEN, edition_hash
from leitstand.domain.plans.rules.distribution import distribute
from leitstand.domain.plans.rules.gaps import GAPS, Known, gaps_of
from leitstand.domain.plans.rules.lineage import Link, ancestry, descent, outcome_of
from leitstand.domain.plans.rules.state import STATES, StatusFact, state_of

TODAY = date(2026, 6, 30)
stages = st.sampled_from(["not_started", "under_way", "completed", "stopped", "unknown"])
lights = st.sampled_from(["", "on_track", "at_risk", "off_track"])
days = st.dates(date(2010, 1, 1), TODAY)
facts = st.lists(st.builds(StatusFact, stages, lights, days.map(str)), max_size=6)


def code(*statuses: StatusFact, as_of: date = TODAY, stale: int = 12) -> str:
    return state_of(statuses, as_of, stale).code


def test_measure_without_status_is_not_reported() -> None:
    assert code() == "not_reported"


def test_light_is_the_state_while_it_holds() -> None:
    assert code(StatusFact("under_way", "at_risk", "2026-05")) == "at_risk"


def test_stage_is_the_state_without_a_light() -> None:
    assert code(StatusFact("under_way", "", "2026-05")) == "under_way"


@pytest.mark.parametrize("stage", ["completed", "stopped"])
def test_final_stage_stays_true_for_years(stage: str) -> None:
    assert code(StatusFact(stage, "", "2013")) == stage


def test_old_status_counts_as_not_reported_and_is_remembered() -> None:
    state = state_of([StatusFact("under_way", "on_track", "2021-01-31")], TODAY, 12)
    assert (state.code, state.last, state.age_months) == ("not_reported", 0, 64)


def test_status_of_a_year_is_known_only_at_its_end() -> None:
    assert code(StatusFact("completed", "", "2013"), as_of=date(2013, 12, 30)) == "not_reported"


def test_later_status_replaces_a_final_one() -> None:
    assert code(StatusFact("stopped", "", "2024"), StatusFact("under_way", "", "2026-06")) == "under_way"


def test_of_equal_dates_the_later_entry_counts() -> None:
    assert code(StatusFact("under_way", "", "2026-06"), StatusFact("completed", "", "2026-06")) == "completed"


@given(facts, days)
def test_state_never_uses_what_came_later(statuses: list[StatusFact], as_of: date) -> None:
    earlier = [fact for fact in statuses if date.fromisoformat(fact.when) <= as_of]
    assert code(*statuses, as_of=as_of) == code(*earlier, as_of=as_of)


@given(facts)
def test_silence_never_makes_a_state_better(statuses: list[StatusFact]) -> None:
    later = code(*statuses, as_of=TODAY + timedelta(days=1000))
    assert later in {code(*statuses), "not_reported"}


@given(st.lists(st.sampled_from(STATES)))
def test_distribution_adds_up(codes: list[str]) -> None:
    distribution = distribute(codes)
    assert sum(share.count for share in distribution.shares) == distribution.total == len(codes)


@given(st.lists(st.sampled_from(STATES), min_size=1), st.data())
def test_taking_a_report_away_never_raises_the_coverage(codes: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(codes) - 1))
    silent = [*codes[:place], "not_reported", *codes[place + 1 :]]
    assert distribute(silent).coverage <= distribute(codes).coverage


def test_gaps_list_what_is_not_known() -> None:
    known = Known(lead=True, date=False, money=True, milestone=False, indicator=True, status=True)
    assert gaps_of(known) == ("date", "milestone")


def test_gaps_of_nothing_known_are_all() -> None:
    assert gaps_of(Known(*[False] * 6)) == GAPS


def test_outcome_without_fate_is_unknown() -> None:
    assert outcome_of([], "not_reported") == "unknown"


def test_outcome_without_fate_of_a_completed_measure_is_completed() -> None:
    assert outcome_of([], "completed") == "completed"


def test_outcome_with_fate_is_the_fate() -> None:
    assert outcome_of([Link("merged", "a", "b")], "completed") == "merged"


LINKS = [Link("continued", "a", "b"), Link("split", "b", "c"), Link("split", "b", "d"), Link("dropped", "c", "")]


def test_descent_follows_all_branches() -> None:
    assert descent("a", LINKS) == ["b", "c", "d"]


def test_ancestry_goes_back_to_the_first() -> None:
    assert ancestry("d", LINKS) == ["b", "a"]


@given(st.lists(st.builds(Link, st.just("merged"), st.sampled_from("abcde"), st.sampled_from("abcde"))))
def test_lineage_ends_even_in_a_circle(links: list[Link]) -> None:
    assert "a" not in descent("a", links)


@given(st.lists(st.builds(Link, st.just("merged"), st.sampled_from("abcde"), st.sampled_from("abcde"))))
def test_descent_and_ancestry_mirror_each_other(links: list[Link]) -> None:
    assert all("a" in ancestry(key, links) for key in descent("a", links))


def rows(title: str = "Titel", note: str = "") -> dict[str, list[dict[str, object]]]:
    def row(name: str) -> dict[str, object]:
        return {
            "key": "k",
            "note": note,
            **dict.fromkeys(FROZEN[name], ""),
            **({"title": title} if "title" in FROZEN[name] else {}),
        }

    return {name: [row(name)] for name in FROZEN}


def test_edition_hash_ignores_what_is_not_frozen() -> None:
    assert edition_hash(rows(note="eins")) == edition_hash(rows(note="zwei"))


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, fields in FROZEN.items() for field in sorted(fields)]
)
def test_edition_hash_changes_with_every_frozen_field(name: str, field: str) -> None:
    changed = rows()
    changed[name][0][field] = "anders"
    assert edition_hash(changed) != edition_hash(rows())


def test_edition_hash_ignores_the_order_of_rows() -> None:
    one, other = rows(), rows()
    one["plans.goal"].append(one["plans.goal"][0] | {"key": "z"})
    other["plans.goal"].insert(0, other["plans.goal"][0] | {"key": "z"})
    assert edition_hash(one) == edition_hash(other)
