"""The committee's agenda: who is on it, in which order, and nobody is left out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.agenda_words import importance_in_words, rule_in_words, whys_in_words
from leitstand.domain.reporting.rules.agenda import Agenda, AgendaFacts, DecisionFact, agenda, importance

TODAY = date(2026, 10, 28)
CALM = AgendaFacts("m-1", "Titel", False, 0, None, "on_track", "on_track", 0, 0, 0)
RED = replace(CALM, light="off_track", days_off_track=10)
LATE = DecisionFact("replan", date(2026, 1, 15), TODAY - timedelta(days=3), False)


def codes(fact: AgendaFacts) -> list[str]:
    return [why.code for item in agenda([fact], TODAY).first for why in item.whys]


def test_calm_measure_is_not_on_the_agenda() -> None:
    assert agenda([CALM], TODAY) == Agenda((), ())


@pytest.mark.parametrize(
    ("light", "computed", "code"),
    [
        ("off_track", "off_track", "off_track_both"),
        ("off_track", "", "off_track_reported"),
        ("on_track", "off_track", "off_track_computed"),
    ],
)
def test_off_track_by_either_light(light: str, computed: str, code: str) -> None:
    assert codes(replace(CALM, light=light, computed_light=computed)) == [code]


@pytest.mark.parametrize(("days", "expected"), [(90, []), (91, ["overdue"])])
def test_long_overdue(days: int, expected: list[str]) -> None:
    assert codes(replace(CALM, days_overdue=days)) == expected


@pytest.mark.parametrize(
    ("rounds", "light", "expected"), [(1, "", []), (2, "not_reported", ["silent"]), (2, "completed", [])]
)
def test_silent_for_two_rounds(rounds: int, light: str, expected: list[str]) -> None:
    assert codes(replace(CALM, silent_rounds=rounds, light=light)) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (LATE, ["decision_without_effect"]),
        (replace(LATE, has_effect=True), []),
        (replace(LATE, due=TODAY), []),
        (replace(LATE, due=None), []),
    ],
)
def test_decision_past_its_date_without_effect(decision: DecisionFact, expected: list[str]) -> None:
    assert codes(replace(CALM, last_decision=decision)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "1"),
        ({"lighthouse": True}, "2"),
        ({"goals": 1}, "1.5"),
        ({"goals": 7}, "2"),
        ({"planned": Decimal(999_999)}, "1"),
        ({"planned": Decimal(1_000_000)}, "1.5"),
        ({"planned": Decimal(10_000_000)}, "2"),
        ({"planned": Decimal(100_000_000), "goals": 2, "lighthouse": True}, "4.5"),
    ],
)
def test_importance_follows_its_formula(changes: dict[str, object], expected: str) -> None:
    assert importance(replace(CALM, **changes)) == Decimal(expected)  # type: ignore[arg-type]  # fields of the facts


def test_score_is_importance_times_days_off_track() -> None:
    (item,) = agenda([replace(RED, lighthouse=True)], TODAY).first
    assert (item.importance, item.days, item.score) == (Decimal(2), 10, Decimal(20))


def test_importance_orders_what_is_not_off_track() -> None:
    silent = replace(CALM, silent_rounds=2, days_off_track=400)
    found = agenda([silent, replace(silent, measure_key="m-2", lighthouse=True)], TODAY)
    assert [(item.measure_key, item.days, item.score) for item in found.first] == [
        ("m-2", 0, Decimal(2)),
        ("m-1", 0, Decimal(1)),
    ]


def test_first_page_has_its_places() -> None:
    found = agenda([replace(RED, measure_key=f"m-{n:03}") for n in range(120)], TODAY)
    assert (len(found.first), len(found.further)) == (15, 105)


keys = st.integers(0, 10**6).map("m-{}".format)
lights = st.sampled_from(["", "on_track", "at_risk", "off_track", "completed", "not_reported"])
counts = st.integers(0, 500)
decisions = st.builds(DecisionFact, st.just("watch"), st.just(TODAY), st.none() | st.dates(), st.booleans())
facts = st.builds(
    AgendaFacts,
    keys,
    st.just("Titel"),
    st.booleans(),
    st.integers(0, 4),
    st.none() | st.decimals(0, 10**9, places=2),
    lights,
    lights,
    counts,
    counts,
    st.integers(0, 4),
    st.none() | decisions,
)
many = st.lists(facts, max_size=60, unique_by=lambda fact: fact.measure_key)


@given(many, st.integers(0, 20))
def test_score_falls_and_first_page_is_filled_first(measures: list[AgendaFacts], places: int) -> None:
    found = agenda(measures, TODAY, places)
    every = found.first + found.further
    assert [item.score for item in every] == sorted((item.score for item in every), reverse=True)
    assert len(found.first) == min(places, len(every))


@given(many)
def test_every_red_measure_is_on_one_of_the_lists(measures: list[AgendaFacts]) -> None:
    found = agenda(measures, TODAY)
    listed = [item.measure_key for item in found.first + found.further]
    red = {fact.measure_key for fact in measures if "off_track" in (fact.light, fact.computed_light)}
    assert red <= set(listed)
    assert len(listed) == len(set(listed))


@given(many)
def test_every_item_says_why(measures: list[AgendaFacts]) -> None:
    found = agenda(measures, TODAY)
    for item in found.first + found.further:
        said = [whys_in_words(item, language) for language in ("de", "en")]
        assert len(said[0]) == len(said[1]) == len(item.whys) > 0
        assert all(sentence.endswith(".") for sentences in said for sentence in sentences)


@given(many.flatmap(lambda measures: st.tuples(st.just(measures), st.permutations(measures))))
def test_order_of_facts_does_not_matter(pair: tuple[list[AgendaFacts], list[AgendaFacts]]) -> None:
    assert agenda(pair[0], TODAY) == agenda(pair[1], TODAY)


def test_whys_are_sentences_in_both_languages() -> None:
    (item,) = agenda([replace(RED, computed_light="off_track", last_decision=LATE)], TODAY).first
    assert whys_in_words(item, "de") == [
        "Nicht im Plan, gemeldet und berechnet; bis heute 10\u00a0Tage.",
        "Der Beschluss „umplanen“ vom 15.01.2026 war bis 25.10.2026 umzusetzen "
        "und ist 3\u00a0Tage danach ohne Wirkung.",
    ]
    assert whys_in_words(item, "en")[0] == "Off track, as reported and as computed; for 10\u00a0days by today."


def test_importance_is_explained() -> None:
    (item,) = agenda([replace(RED, lighthouse=True, goals=3, planned=Decimal(1_500_000))], TODAY).first
    said = "Gewicht 3,5: Leuchtturm, dient Zielen: 3, geplant: 1.500.000 €."
    assert importance_in_words(item, "de") == said


def test_rule_is_said_with_its_figures() -> None:
    assert "0,5 ab 1.000.000 €, 1 ab 10.000.000 €, 1,5 ab 100.000.000 €" in rule_in_words("de")[1]
    assert len(rule_in_words("de")) == len(rule_in_words("en"))
