"""Figures in sentences: what is found, what is not, and that a span always reproduces the text."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.domain.papers.rules.figures import Figure, find_figures
from leitstand.domain.papers.rules.numerals import SPELLED, number_of


def only(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "said", "when", "relation"),
    [
        ("Das soll bis 2025 geschehen.", "bis 2025", "2025", "until"),
        ("Das soll bis Ende 2024 geschehen.", "bis Ende 2024", "2024-12", "until"),
        ("Das gilt ab dem Schuljahr 2023/24.", "ab dem Schuljahr 2023/24", "2023/2024", "since"),
        ("Fertig spätestens bis zum 31.12.2025.", "spätestens bis zum 31.12.2025", "2025-12-31", "until"),
        ("Beginn zum 1. Januar 2026.", "zum 1. Januar 2026", "2026-01-01", "on"),
        ("Beschluss im 2. Quartal 2024.", "im 2. Quartal 2024", "2024-Q2", "on"),
        ("Es soll im ersten Halbjahr 2025 sein.", "im ersten Halbjahr 2025", "2025-H1", "on"),
        ("Ende 2027 fertig", "Ende 2027", "2027-12", "on"),
    ],
)
def test_a_deadline_is_read_as_a_partial_date(text: str, said: str, when: str, relation: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.when, figure.relation) == ("date", said, when, relation)


def test_a_relative_deadline_keeps_its_length() -> None:
    figure = only("Das wollen wir in den nächsten fünf Jahren schaffen.")
    assert (figure.text, figure.value, figure.unit, figure.relation, figure.when) == (
        "in den nächsten fünf Jahren", Decimal(5), "Jahre", "within", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "value", "relation", "bound"),
    [
        ("um 20 Prozent", "um 20 Prozent", "20", "by", ""),
        ("steigt auf 55 %.", "auf 55 %", "55", "to", ""),
        ("mindestens 3,5 Prozent", "mindestens 3,5 Prozent", "3.5", "", "at_least"),
        ("um mindestens 2.5%", "um mindestens 2.5%", "2.5", "by", "at_least"),
        ("bis zu zehn Prozent", "bis zu zehn Prozent", "10", "", "at_most"),
        ("von 10 Prozentpunkten", "von 10 Prozentpunkten", "10", "from", ""),
    ],
)
def test_a_share_has_value_and_direction(text: str, said: str, value: str, relation: str, bound: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value, figure.relation, figure.bound) == (
        "share", said, Decimal(value), relation, bound,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "every"),
    [
        ("100 Mio. Euro", 100_000_000, ""),
        ("1,2 Milliarden Euro jährlich", 1_200_000_000, "year"),
        ("60 Mrd. €/Jahr", 60_000_000_000, "year"),
        ("1.234,50 Euro", "1234.5", ""),
        ("€ 5 Mio. pro Jahr", 5_000_000, "year"),
        ("200 TEUR", 200_000, ""),
        ("zwei Millionen Euro", 2_000_000, ""),
        ("1\u202f000\u202f000 Euro monatlich", 1_000_000, "month"),
    ],
)
def test_money_is_read_in_euros(text: str, value: int | str, every: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value, figure.every) == ("money", text, Decimal(value), every)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("625 Hektar", 625, "Hektar"),
        ("1.000 Ladepunkte", 1000, "Ladepunkte"),
        ("zwölf Zukunftsorte", 12, "Zukunftsorte"),
        ("1 000 neue Wohnungen", 1000, "Wohnungen"),
        ("fünfundzwanzig zusätzliche Lehrkräfte", 25, "Lehrkräfte"),
        ("500 MW", 500, "MW"),
        ("1,5 Mio. Tonnen", 1_500_000, "Tonnen"),
        ("16.000 ha", 16_000, "ha"),
    ],
)
def test_a_quantity_has_a_unit(text: str, value: int, unit: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text, figure.value, figure.unit) == ("quantity", text, Decimal(value), unit)


def test_a_range_has_both_ends() -> None:
    figure = only("10 bis 15 Prozent")
    assert (figure.low, figure.value) == (Decimal(10), Decimal(15))


@pytest.mark.parametrize(
    "text",
    [
        "Gesetz vom 12. März 2020 (BGBl. I S. 123)",
        "§ 9 Aufenthaltsgesetz, Seite 12 Absatz 3, Kapitel 3 Energie",
        "Drucksache 18/12581 vom 13. November 2017",
        "Tel. 030 90130 Frau Müller",
        "Fasanenstraße 85, 10623 Berlin",
        "Richtlinie 2014/24/EU, Verordnung (EU) 2016/679 vom 27. April 2016",
        "Masterplan Industriestadt Berlin 2018 Leitlinien",
        "1 Einleitung",
        "am 31.02.",
        "Im dritten Halbjahr 2025",
    ],
)
def test_what_only_looks_like_a_figure_is_left_out(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    "text", ["3.2 Flächen", "Vorher.\n\n3.2 Neue Flächen", " 12.10 Orte der Industrie", "3.2.1 Orte"]
)
@pytest.mark.parametrize("heading", [True, False])
def test_number_of_a_section_is_no_figure(text: str, heading: bool) -> None:
    assert find_figures(text, heading=heading) == ()


@pytest.mark.parametrize("text", ["3 Flächen", "12 Orte"])
def test_number_of_a_chapter_is_a_figure_only_outside_headings(text: str) -> None:
    assert (find_figures(text, heading=True), [one.text for one in find_figures(text)]) == ((), [text])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3.2 Flächen: 20 Hektar bis 2030", ["20 Hektar", "bis 2030"]),
        ("1.000 Ladepunkte bis 2030", ["1.000 Ladepunkte", "bis 2030"]),
        ("20 Prozent weniger", ["20 Prozent"]),
        ("3.2 Mio. Tonnen Stahl", ["3.2 Mio. Tonnen"]),
        ("5 GW Windkraft", ["5 GW"]),
        ("Wir schaffen 12 Orte", ["12 Orte"]),
    ],
)
def test_what_a_heading_says_in_figures_is_found(text: str, said: list[str]) -> None:
    assert [one.text for one in find_figures(text, heading=True)] == said


def test_several_figures_stand_in_their_order() -> None:
    text = "Bis 2030 sollen 1.000 Ladepunkte für 40 Mio. Euro entstehen, 20 Prozent davon bis Ende 2026."
    assert [figure.text for figure in find_figures(text)] == [
        "Bis 2030", "1.000 Ladepunkte", "40 Mio. Euro", "20 Prozent", "bis Ende 2026",
    ]  # fmt: skip


PIECES = st.sampled_from(
    ["bis", "Ende", "2025", "um", "20", "Prozent", "1.000", "Mio.", "Euro", "€", "zwölf", "Orte", "§", "3,5", "%", ".",
     "–", "auf", "12.", "März", "vom", "Gesetz", "\u00a0", "/", "jährlich", "31.2.2024", "Schuljahr", "2023/24", "²"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_reproduced_by_its_spans(text: str) -> None:
    figures = find_figures(text)
    assert [text[figure.start : figure.end] for figure in figures] == [figure.text for figure in figures]
    assert all(one.end <= other.start for one, other in pairwise(figures))


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.sampled_from([".", " ", "\u00a0", "\u202f", ""]), st.integers(0, 99))
def test_a_number_is_read_in_every_german_way(number: int, parted: str, cents: int) -> None:
    said = f"{number:,}".replace(",", parted) + f",{cents:02d}"
    assert number_of(said) == Decimal(number) + Decimal(cents) / 100
    assert only(f"{said} Euro").value == number_of(said)


@pytest.mark.parametrize(
    ("word", "value"), [("zwei", 2), ("einundzwanzig", 21), ("hundertdreißig", 130), ("elftausend", 11000)]
)
def test_number_words_have_values(word: str, value: int) -> None:
    assert SPELLED[word] == value
