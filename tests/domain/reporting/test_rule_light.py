"""The computed light: each check, the worst finding decides, silence is never green; its sentences."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.light_words import REASONS, light_word, rule_in_words, why
from leitstand.domain.reporting.rules.light import (
    LIGHTS,
    Computed,
    IndicatorFact,
    LightFacts,
    MilestoneFact,
    computed_light,
    severity,
)

TODAY = date(2026, 10, 28)
PLAIN = LightFacts(TODAY, "under_way", "", "", (), "unknown", None, None, None, ())
GROWTH = IndicatorFact("Umsatz", "up", Decimal("12.5"), Decimal(12), Decimal(12), "2025", "progress")


def milestone(due: str, done_on: str = "", moved_from: str = "") -> MilestoneFact:
    return MilestoneFact("X", due, done_on, moved_from)


def after(days: int) -> str:
    return str(TODAY + timedelta(days=days))


def judged(facts: LightFacts = PLAIN, /, **changes: object) -> Computed:
    return computed_light(replace(facts, **changes))  # type: ignore[arg-type]  # each test gives the right ones


def lights(computed: Computed) -> dict[str, str]:
    return {reason.check: reason.light for reason in computed.reasons}


def test_nothing_to_judge_from_cannot_be_said() -> None:
    assert lights(judged()) == {"nothing": ""}


@pytest.mark.parametrize("stage", ["", "unknown"])
def test_silence_is_never_on_track(stage: str) -> None:
    assert judged(stage=stage, ends="2030", money="secured").light == ""


def test_silence_does_not_hide_a_finding() -> None:
    assert judged(stage="", ends="2025").light == "off_track"


@pytest.mark.parametrize("stage", ["completed", "stopped", "not_started"])
def test_stage_is_the_light_if_nothing_speaks_against_it(stage: str) -> None:
    assert judged(stage=stage).light == stage


def test_stopped_measure_is_not_judged_further() -> None:
    assert lights(judged(stage="stopped", ends="2020", money="not_secured")) == {"stage": "stopped"}


def test_completed_with_open_milestone_is_at_risk() -> None:
    assert judged(stage="completed", milestones=(milestone("2027"),)).light == "at_risk"


def test_completed_does_not_hide_a_long_overdue_milestone() -> None:
    assert judged(stage="completed", milestones=(milestone(after(-91)),)).light == "off_track"


def test_completed_with_reached_milestones_is_completed() -> None:
    assert judged(stage="completed", milestones=(milestone(after(-91), after(-5)),)).light == "completed"


@pytest.mark.parametrize(("days", "light"), [(0, "not_started"), (-1, "at_risk"), (-90, "at_risk"), (-91, "off_track")])
def test_not_started_past_its_begin(days: int, light: str) -> None:
    assert judged(stage="not_started", begins=after(days)).light == light


@pytest.mark.parametrize(("days", "light"), [(0, "on_track"), (-1, "at_risk"), (-90, "at_risk"), (-91, "off_track")])
def test_milestone_overdue(days: int, light: str) -> None:
    assert judged(milestones=(milestone(after(days)),)).light == light


def test_partial_date_counts_by_its_latest_day() -> None:
    assert judged(milestones=(milestone("2026-10"),)).light == "on_track"


def test_milestone_reached_at_an_uncertain_time_is_still_open() -> None:
    assert judged(milestones=(milestone("2026-06", "2026"),)).light == "off_track"


@pytest.mark.parametrize(("days", "noted"), [(30, True), (31, False)])
def test_milestone_due_soon_is_only_a_note(days: int, noted: bool) -> None:
    found = judged(milestones=(milestone(after(days)),))
    assert (found.light, "milestone_soon" in lights(found)) == ("on_track", noted)


@pytest.mark.parametrize(
    ("first", "now", "light"), [(10, 100, "on_track"), (10, 101, "at_risk"), (-1, 5, "at_risk"), (10, 5, None)]
)
def test_postponement(first: int, now: int, light: str | None) -> None:
    moved = judged(milestones=(milestone(after(now), moved_from=after(first)),))
    ending = judged(ends=after(now), ends_moved_from=after(first))
    assert (lights(moved).get("milestone_moved"), lights(ending).get("end_moved")) == (light, light)


def test_date_taken_away_still_counts() -> None:
    assert judged(milestones=(milestone("", moved_from=after(-91)),)).light == "off_track"
    assert judged(ends_moved_from=after(-1)).light == "off_track"


@pytest.mark.parametrize(("days", "light"), [(0, "on_track"), (-1, "off_track")])
def test_end_passed_without_completion(days: int, light: str) -> None:
    assert judged(ends=after(days)).light == light


@pytest.mark.parametrize(
    ("money", "light"), [("secured", "on_track"), ("partly", "at_risk"), ("not_secured", "off_track"), ("unknown", "")]
)
def test_money_after_the_begin(money: str, light: str) -> None:
    assert judged(money=money).light == light


def test_money_before_the_begin_is_only_a_note() -> None:
    found = judged(stage="not_started", begins=after(1), money="not_secured")
    assert lights(found) == {"stage": "not_started", "money_pending": "on_track"}


@pytest.mark.parametrize(("secured", "light"), [(0, "off_track"), (99, "at_risk"), (100, "on_track")])
def test_amounts_count_if_they_are_worse_than_what_was_said(secured: int, light: str) -> None:
    assert judged(money="secured", planned=Decimal(100), secured=Decimal(secured)).light == light


@pytest.mark.parametrize(
    ("spent", "check"), [(75, None), (76, "spent_ahead"), (100, "spent_ahead"), (101, "overspent")]
)
def test_spending_ahead_of_time(spent: int, check: str | None) -> None:
    found = judged(begins=after(-50), ends=after(50), planned=Decimal(100), spent=Decimal(spent))
    assert [reason.check for reason in found.reasons if reason.light == "at_risk"] == ([check] if check else [])


@pytest.mark.parametrize(
    ("polarity", "previous", "light"),
    [("up", 13, "at_risk"), ("up", 12, "on_track"), ("down", 12, "at_risk"), ("down", 13, "on_track"), ("none", 1, "")],
)
def test_indicator_against_its_direction(polarity: str, previous: int, light: str) -> None:
    fact = replace(GROWTH, polarity=polarity, previous=Decimal(previous), due="")
    assert judged(indicators=(fact,)).light == light


@pytest.mark.parametrize(("target", "due", "light"), [(13, "2025", "off_track"), (12, "2025", ""), (13, "2026", "")])
def test_target_missed_after_it_was_due(target: int, due: str, light: str) -> None:
    fact = replace(GROWTH, previous=None, target=Decimal(target), due=due)
    assert judged(indicators=(fact,)).light == (light or ("on_track" if due == "2025" else ""))


def test_target_is_not_missed_on_the_day_it_is_due() -> None:
    fact = replace(GROWTH, previous=None, target=Decimal(13))
    assert judged(indicators=(replace(fact, due=after(0)),)).light == ""
    assert judged(indicators=(replace(fact, due=after(-1)),)).light == "off_track"


def test_target_is_not_missed_by_an_earlier_value() -> None:
    fact = replace(GROWTH, previous=None, target=Decimal(13), period="2024")
    assert judged(indicators=(fact,)).light == ""


def test_context_indicator_does_not_count() -> None:
    assert judged(indicators=(replace(GROWTH, role="context", target=Decimal(99)),)).light == ""


def test_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="ist kein Datum"):
        judged(ends="bald")


partials = st.one_of(
    st.just(""),
    st.dates(date(2024, 1, 1), date(2029, 12, 31)).map(str),
    st.sampled_from(["2025", "2026-H1", "2026-Q4", "2026-10", "2027-03", "2026/2027"]),
)
reached = st.one_of(st.just(""), st.dates(date(2024, 1, 1), TODAY).map(str))
amounts = st.one_of(st.none(), st.decimals(0, 10**8, places=2))
values = st.one_of(st.none(), st.decimals(-1000, 1000, places=1))
milestones = st.builds(MilestoneFact, st.sampled_from("ABC"), partials, reached, partials)
indicators = st.builds(
    IndicatorFact,
    st.sampled_from("IJK"),
    st.sampled_from(["up", "down", "none"]),
    values,
    values,
    values,
    partials,
    st.sampled_from(["progress", "context"]),
    partials,
)
stages = st.sampled_from(["", "unknown", "not_started", "under_way", "completed", "stopped"])
measures = st.builds(
    LightFacts,
    st.just(TODAY),
    stages,
    partials,
    partials,
    st.lists(milestones, max_size=4).map(tuple),
    st.sampled_from(["secured", "partly", "not_secured", "unknown"]),
    amounts,
    amounts,
    amounts,
    st.lists(indicators, max_size=3).map(tuple),
    partials,
)


def worse_or_equal(facts: LightFacts, than: LightFacts) -> bool:
    return severity(computed_light(facts).light) >= severity(computed_light(than).light)


@given(measures)
def test_worst_finding_decides(facts: LightFacts) -> None:
    found = computed_light(facts)
    assert severity(found.light) == max(severity(reason.light) for reason in found.reasons)


@given(measures)
def test_reasons_stand_worst_first(facts: LightFacts) -> None:
    order = [severity(reason.light) for reason in computed_light(facts).reasons]
    assert order == sorted(order, reverse=True)


@given(measures, milestones, st.integers(1, 2000))
def test_overdue_milestone_never_improves_the_light(facts: LightFacts, other: MilestoneFact, days: int) -> None:
    late = replace(other, due=str(TODAY - timedelta(days=days)), done_on="")
    assert worse_or_equal(replace(facts, milestones=(*facts.milestones, late)), facts)


@given(measures, st.data())
def test_milestone_longer_overdue_never_improves_the_light(facts: LightFacts, data: st.DataObject) -> None:
    soon, late = sorted(data.draw(st.tuples(st.integers(1, 400), st.integers(1, 400))))
    assert worse_or_equal(
        replace(facts, milestones=(*facts.milestones, milestone(after(-late)))),
        replace(facts, milestones=(*facts.milestones, milestone(after(-soon)))),
    )


@given(measures)
def test_missed_target_never_improves_the_light(facts: LightFacts) -> None:
    missed = replace(GROWTH, target=Decimal(99))
    assert worse_or_equal(replace(facts, indicators=(*facts.indicators, missed)), facts)


@given(measures)
def test_worse_money_never_improves_the_light(facts: LightFacts) -> None:
    secured, partly, none = (replace(facts, money=money) for money in ("secured", "partly", "not_secured"))
    assert worse_or_equal(partly, secured)
    assert worse_or_equal(none, partly)


@given(measures, st.integers(0, 1500))
def test_waiting_never_improves_the_light(facts: LightFacts, days: int) -> None:
    now = replace(facts, spent=None, indicators=tuple(replace(fact, due="") for fact in facts.indicators))
    assert worse_or_equal(replace(now, day=TODAY + timedelta(days=days)), now)


@given(measures, st.integers(1, 800), st.integers(0, 2000))
def test_putting_off_an_overdue_milestone_never_leads_to_green(facts: LightFacts, late: int, ahead: int) -> None:
    moved = milestone(after(ahead), moved_from=after(-late))
    running = replace(facts, stage="under_way", milestones=(*facts.milestones, moved))
    assert computed_light(running).light in ("at_risk", "off_track")


@given(measures)
def test_green_is_always_said_with_a_reason_and_a_stage(facts: LightFacts) -> None:
    if computed_light(facts).light == "on_track":
        assert facts.stage == "under_way"


@given(measures, st.randoms())
def test_order_of_facts_does_not_matter(facts: LightFacts, chance: Random) -> None:
    mixed = list(facts.milestones)
    chance.shuffle(mixed)
    assert computed_light(replace(facts, milestones=tuple(mixed))).light == computed_light(facts).light


def test_sentence_names_date_and_days() -> None:
    found = judged(milestones=(milestone("2026-06-30"),))
    assert why(found, "de") == ["Der Meilenstein „X“ war am 30.06.2026 fällig und ist 120\u00a0Tage überfällig."]
    assert why(found, "en") == ["The milestone “X” was due on 30 Jun 2026 and is 120\u00a0days overdue."]


@pytest.mark.parametrize(
    ("ends", "said"),
    [("2025", "2025"), ("2025-06", "im Juni 2025"), ("2025-Q2", "im 2. Quartal 2025"), ("2024/2025", "2024/2025")],
)
def test_sentence_says_a_partial_date_as_known(ends: str, said: str) -> None:
    assert why(judged(ends=ends), "de")[0].startswith(f"Die Maßnahme sollte {said} enden;")


def test_sentence_names_amounts_of_money() -> None:
    found = judged(planned=Decimal(1_000_000), secured=Decimal(400_000))
    said = "Die Maßnahme hat begonnen, aber das Geld ist erst teilweise gesichert (400.000 € von 1.000.000 €)."
    assert why(found, "de") == [said]


def test_title_with_braces_is_said_as_it_is() -> None:
    found = judged(milestones=(MilestoneFact("{due}", after(-1)),))
    assert "„{due}“" in why(found, "de")[0]


@given(measures, st.sampled_from(["de", "en"]))
def test_every_reason_has_a_sentence(facts: LightFacts, language: str) -> None:
    found = computed_light(facts)
    said = why(found, language)
    assert len(said) == len(found.reasons)
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)


def test_every_light_and_the_rule_have_words_in_both_languages() -> None:
    assert all(light_word(light, "de") != light_word(light, "en") for light in LIGHTS)
    assert len(rule_in_words("de")) == len(rule_in_words("en")) == 7
    assert all(german != english for german, english in REASONS.values())
