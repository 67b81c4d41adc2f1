"""What a report says differently: complete, symmetric, empty for the same; its words."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.reporting.difference_words import difference_in_words, differences_in_words
from leitstand.domain.reporting.rules.differences import (
    Answer,
    Difference,
    MilestoneAnswer,
    ObservationAnswer,
    differences,
    unchanged,
)

STEP = MilestoneAnswer("s-1", "Baubeginn", "2026-06-30", "")
SEEN = ObservationAnswer("umsatz", "Umsatz", "2025", Decimal("12.5"))
BEFORE = Answer(
    "under_way", "on_track", "Läuft.", "", "partly", Decimal(400_000), None, (STEP,), (SEEN,), ("Bericht.pdf",)
)

names = st.text("abc:-", min_size=1, max_size=5)
texts = st.sampled_from(["", "eins", "zwei"])
amounts = st.none() | st.decimals(0, 1000, places=2)
dates = st.sampled_from(["", "2026", "2026-06-30", "2027-Q1"])
steps = st.builds(MilestoneAnswer, names, names, dates, dates)
observations = st.builds(
    ObservationAnswer, names, texts, st.sampled_from(["2024", "2025-Q1"]), st.decimals(-9, 9, places=1)
)
answers = st.builds(
    Answer,
    st.sampled_from(["", "unknown", "not_started", "under_way", "completed", "stopped"]),
    st.sampled_from(["", "on_track", "at_risk", "off_track"]),
    texts,
    texts,
    st.sampled_from(["", "secured", "partly", "not_secured", "unknown"]),
    amounts,
    amounts,
    st.lists(steps, max_size=3, unique_by=lambda step: step.key).map(tuple),
    st.lists(observations, max_size=3, unique_by=lambda seen: (seen.indicator_key, seen.period)).map(tuple),
    st.lists(names, max_size=3, unique=True).map(tuple),
)


def places(now: Answer) -> list[str]:
    return [difference.what for difference in differences(BEFORE, now)]


def said(now: Answer, language: str = "de") -> list[str]:
    return differences_in_words(differences(BEFORE, now), language)


def test_first_answer_is_one_difference() -> None:
    assert differences(None, BEFORE) == (Difference("first", "", "on_track"),)
    assert not unchanged(None, BEFORE)


def test_changed_field_is_named_with_both_sides() -> None:
    assert differences(BEFORE, replace(BEFORE, light="at_risk")) == (Difference("light", "on_track", "at_risk"),)


def test_moved_milestone_is_named_with_its_date() -> None:
    (found,) = differences(BEFORE, replace(BEFORE, milestones=(replace(STEP, due="2026-12"),)))
    assert found == Difference("milestone:s-1:due", "2026-06-30", "2026-12", "Baubeginn")


def test_new_and_dropped_milestones_are_differences() -> None:
    other = MilestoneAnswer("s-2", "Abnahme", "2027", "")
    expected = ["milestone:s-2:title", "milestone:s-2:due", "milestone:s-1:title", "milestone:s-1:due"]
    assert places(replace(BEFORE, milestones=(other,))) == expected


def test_observation_of_another_period_is_new_not_changed() -> None:
    found = differences(BEFORE, replace(BEFORE, observations=(SEEN, replace(SEEN, period="2026"))))
    assert found == (Difference("observation:umsatz:2026", None, Decimal("12.5"), "Umsatz"),)


def test_attachments_are_compared_by_name() -> None:
    assert places(replace(BEFORE, attachments=("Neu.pdf",))) == ["attachment:Neu.pdf", "attachment:Bericht.pdf"]


@given(answers)
def test_same_answer_has_no_differences(answer: Answer) -> None:
    assert differences(answer, answer) == ()
    assert unchanged(answer, answer)


@given(answers, answers)
def test_differences_mirror_each_other(one: Answer, other: Answer) -> None:
    there = {(found.what, found.before, found.after) for found in differences(one, other)}
    back = {(found.what, found.after, found.before) for found in differences(other, one)}
    assert there == back
    assert len(differences(one, other)) == len(differences(other, one)) == len(there)


@given(answers, answers)
def test_no_difference_means_the_same_answer(one: Answer, other: Answer) -> None:
    def content(answer: Answer) -> object:
        seen = {(seen.indicator_key, seen.period, seen.value) for seen in answer.observations}
        fields = replace(answer, milestones=(), observations=(), attachments=())
        return fields, set(answer.milestones), seen, set(answer.attachments)

    assert unchanged(one, other) == (content(one) == content(other))


@given(answers, st.randoms())
def test_order_does_not_matter(answer: Answer, chance: Random) -> None:
    mixed = list(answer.milestones)
    chance.shuffle(mixed)
    assert unchanged(answer, replace(answer, milestones=tuple(mixed)))


@given(st.none() | answers, answers, st.sampled_from(["de", "en"]))
def test_every_difference_has_words(before: Answer | None, now: Answer, language: str) -> None:
    assert all(difference_in_words(found, language) for found in differences(before, now))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (replace(BEFORE, light="at_risk"), "Einschätzung: im Plan → gefährdet"),
        (replace(BEFORE, money=""), "Stand der Finanzierung: teilweise gesichert → keine Angabe"),
        (replace(BEFORE, spent=Decimal(1000)), "ausgegeben: keine Angabe → 1.000 €"),
        (replace(BEFORE, sentence="Stockt."), "Was ist geschehen: „Läuft.“ → „Stockt.“"),
        (
            replace(BEFORE, milestones=(replace(STEP, due="2026-12"),)),
            "Meilenstein „Baubeginn“, fällig: 30.06.2026 → Dezember 2026",
        ),
        (replace(BEFORE, observations=(replace(SEEN, value=Decimal(13)),)), "Umsatz, 2025: 12,5 → 13"),
        (replace(BEFORE, attachments=("Bericht.pdf", "{0}.pdf")), "Neue Anlage: „{0}.pdf“"),
    ],
)
def test_difference_in_german(now: Answer, words: str) -> None:
    assert said(now) == [words]


def test_new_milestone_in_words() -> None:
    now = replace(BEFORE, milestones=(STEP, MilestoneAnswer("s-2", "Abnahme", "2027", "")))
    assert said(now) == ["Neuer Meilenstein: „Abnahme“", "Meilenstein „Abnahme“, fällig: keine Angabe → 2027"]


def test_first_answer_in_words() -> None:
    assert differences_in_words(differences(None, BEFORE), "en") == ["First report: on track"]
