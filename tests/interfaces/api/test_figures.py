"""The API's figures are the situation's: nothing is counted a second time."""

from datetime import date
from typing import Any

import pytest

from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.state import STATES
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC
from tests.interfaces.api.addresses import Ask

DAY = date(2019, 6, 30)


@pytest.fixture
def now(berlin: None) -> Situation:
    return situation(DAY, actor=PUBLIC)


@pytest.fixture
def then(ask: Ask) -> Ask:
    """Ask as of ``DAY``, and for everything."""
    return lambda path, **query: ask(path, as_of=DAY.isoformat(), limit=500, **query)["items"]


def test_distribution_of_every_edition_equals_the_situation(now: Situation, then: Ask) -> None:
    got = {line["edition"]: line["counts"] for line in then("/distribution") if line["field"] is None}
    wanted = {key: now.distribution(now.rows(key)) for key in now.plan.editions}
    assert got == {key: {code: shares.count(code) for code in STATES} for key, shares in wanted.items()}


def test_distribution_of_every_field_equals_the_situation(now: Situation, then: Ask) -> None:
    got = {line["field"]: (line["total"], line["coverage"]) for line in then("/distribution") if line["field"]}
    wanted = {key: now.distribution(now.rows_of_field(key)) for key in now.plan.fields}
    assert got == {key: (shares.total, shares.coverage) for key, shares in wanted.items()}


def test_state_of_every_measure_equals_the_situation(now: Situation, then: Ask) -> None:
    got = {line["key"]: line["state"] for line in then("/measures")}
    assert got == {key: measure.state.code for key, measure in now.plan.measures.items()}


def test_gaps_equal_the_situation(now: Situation, then: Ask) -> None:
    got = [(line["edition"], line["measure"], line["gap"]) for line in then("/gaps")]
    rows = [(key, row) for key in now.plan.editions for row in now.rows(key)]
    assert got == [(key, row.measure.key, gap) for key, row in rows for gap in row.gaps]


def test_outcomes_equal_the_situation(now: Situation, then: Ask) -> None:
    got = [(line["key"], line["outcome"]) for line in then("/editions/2010/measures")]
    assert got == [(row.measure.key, row.outcome) for row in now.rows("2010")]


def test_contradictions_equal_the_situation(now: Situation, then: Ask) -> None:
    got = [[statement["key"] for statement in line["statements"]] for line in then("/contradictions")]
    assert got == [[statement.key for statement in group] for group in now.contradictions]


def test_empty_topics_equal_the_situation(now: Situation, then: Ask) -> None:
    assert [line["key"] for line in then("/topics", empty="true")] == [topic.key for topic in now.empty_topics]


def test_series_of_every_indicator_equals_the_situation(now: Situation, then: Ask) -> None:
    got = {line["key"]: (line["latest_value"], line["latest_period"]) for line in then("/indicators")}
    wanted = {key: indicator.latest for key, indicator in now.indicators.items()}
    assert {key: (value, period and period["text"]) for key, (value, period) in got.items()} == {
        key: (float(latest.value), latest.period) if latest and latest.value is not None else (None, None)
        for key, latest in wanted.items()
    }


def test_observations_are_all_values_of_all_vintages(now: Situation, then: Ask) -> None:
    got = [line["key"] for line in then("/observations")]
    assert got == [value.key for indicator in now.indicators.values() for value in indicator.observations]


def test_current_observations_are_those_of_the_series(now: Situation, then: Ask) -> None:
    got = [line["key"] for line in then("/observations", region="11") if line["current"]]
    wanted = {value.key for indicator in now.indicators.values() for value in indicator.series}
    assert set(got) == wanted


def test_head_equals_the_history(now: Situation, ask: Ask) -> None:
    assert ask("/history/head") == {"number": now.head, "hash": now.head_hash}


def test_lists_hold_everything_the_situation_has(now: Situation, then: Ask) -> None:
    names = ["editions", "topics", "institutions", "sources", "events"]
    things: dict[str, Any] = {name: getattr(now.plan, name) for name in names}
    wanted = {name: [t if isinstance(t, str) else t.key for t in found] for name, found in things.items()}
    assert {name: [line["key"] for line in then(f"/{name}")] for name in names} == wanted


def test_filter_by_state_finds_exactly_those(now: Situation, then: Ask) -> None:
    got = {state: [line["key"] for line in then("/measures", state=state)] for state in STATES}
    measures = now.plan.measures.items()
    assert got == {state: [key for key, measure in measures if measure.state.code == state] for state in STATES}


def test_filter_by_gap_finds_exactly_those(now: Situation, then: Ask) -> None:
    got = {gap: [line["key"] for line in then("/editions/2010/measures", gap=gap)] for gap in GAPS}
    assert got == {gap: [row.measure.key for row in now.rows("2010") if gap in row.gaps] for gap in GAPS}


def test_filter_by_topic_finds_exactly_its_measures(now: Situation, then: Ask) -> None:
    got = {key: {line["key"] for line in then("/measures", topic=key)} for key in now.plan.topics}
    assert got == {key: {row.measure.key for row in now.rows_of_topic(key)} for key in now.plan.topics}


def test_filter_by_field_finds_exactly_its_measures(now: Situation, then: Ask) -> None:
    got = {key: {line["key"] for line in then("/measures", field=key)} for key in now.plan.fields}
    assert got == {key: {row.measure.key for row in now.rows_of_field(key)} for key in now.plan.fields}


def test_filter_by_institution_finds_its_measures(now: Situation, then: Ask, ask: Ask) -> None:
    entries = now.plan.entries.values()
    wanted = {
        key: {
            entry.measure_key for entry in entries if key in {part.institution.key for part in entry.responsibilities}
        }
        for key in now.plan.institutions
    }
    assert {key: {line["key"] for line in then("/measures", institution=key)} for key in wanted} == wanted


def test_search_finds_a_measure_by_any_of_its_titles(now: Situation, then: Ask) -> None:
    missed = []
    for entry in now.plan.entries.values():
        found = [line["key"] for line in then("/measures", q=entry.title.upper())]
        missed += [] if entry.measure_key in found else [entry.key]
    assert missed == []


def test_measure_is_listed_once_with_its_latest_entry(now: Situation, then: Ask) -> None:
    got = {line["key"]: line["entry"] for line in then("/measures")}
    assert got == {key: measure.latest.key for key, measure in now.plan.measures.items()}


def test_measure_of_an_edition_is_what_that_edition_says(now: Situation, then: Ask) -> None:
    got = [line["entry"] for line in then("/measures", edition="2010")]
    assert sorted(got) == sorted(row.entry.key for row in now.rows("2010"))
