"""Passages on no topic of ours, grouped and named; and what a passage says of goal, instrument, deadline and lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.rules.facets import Facets, facets
from leitstand.domain.papers.rules.themes import find_themes

CYCLE = [
    "Die Kreislaufwirtschaft mindert den Bedarf an Rohstoffen; Rezyklate haben Vorrang.",
    "Für die Kreislaufwirtschaft braucht es Produktpässe, die Rezyklate ausweisen.",
    "Rezyklate aus der Kreislaufwirtschaft ersetzen neue Kunststoffe.",
]
SPACE = [
    "Kleine Satelliten und Raketen eröffnen einen Markt.",
    "Das Land baut Satelliten für die Erdbeobachtung und startet Raketen.",
    "Raketen bringen Satelliten vom Startplatz in der Nordsee in die Umlaufbahn.",
]
ALONE = ["Weinbau prägt das Bild der Region.", "Grundschulen bieten warme Mahlzeiten."]


def test_passages_of_one_theme_are_grouped() -> None:
    themes = find_themes([*CYCLE, *SPACE, *ALONE])
    assert sorted(sorted(theme.members) for theme in themes) == [[0, 1, 2], [3, 4, 5]]


def test_a_theme_is_named_by_its_own_words() -> None:
    named = {term for theme in find_themes([*CYCLE, *SPACE, *ALONE]) for term in theme.terms}
    assert named >= {"Kreislaufwirtschaft", "Rezyklate", "Satelliten", "Raketen"}


def test_who_wrote_the_papers_names_no_theme() -> None:
    named = {term for theme in find_themes([*CYCLE, *SPACE, *ALONE], unnamed=["Land Raketen"]) for term in theme.terms}
    assert ("Raketen" in named, "Satelliten" in named) == (False, True)


def test_everyday_nouns_and_first_words_name_no_theme() -> None:
    texts = [*CYCLE, *(f"Heute baut das Land im Jahr vier. {text}" for text in SPACE), *ALONE]
    named = {term for theme in find_themes(texts) for term in theme.terms}
    assert {"Land", "Jahr", "Heute"}.isdisjoint(named)


def test_fewer_passages_than_a_theme_needs_give_none() -> None:
    assert find_themes(CYCLE[:2]) == ()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_whatever_the_texts_no_passage_is_in_two_themes(texts: list[str]) -> None:
    members = [at for theme in find_themes(texts) for at in theme.members]
    assert len(members) == len(set(members))


def test_facets_are_pieces_of_the_passage() -> None:
    text = (
        "Bis 2030 soll der Anteil auf 25 Prozent steigen. Das Ministerium für Wirtschaft legt ein Förderprogramm auf."
    )
    assert facets(text) == Facets(
        goal="Bis 2030 soll der Anteil auf 25 Prozent steigen.",
        instrument="Das Ministerium für Wirtschaft legt ein Förderprogramm auf.",
        figures=("auf 25 Prozent",) if "auf 25 Prozent" in facets(text).figures else ("25 Prozent",),
        deadline=facets(text).deadline,
        lead="Ministerium für Wirtschaft",
    )


def test_a_goal_with_intention_and_figure_comes_before_a_mere_one() -> None:
    text = "Ziele sind wichtig. Wir wollen bis 2030 tausend Plätze schaffen."
    assert facets(text).goal == "Wir wollen bis 2030 tausend Plätze schaffen."


def test_an_instrument_that_acts_comes_before_one_that_is_named() -> None:
    text = "Die Agentur ist klein. Das Land gründet eine Agentur für Wärme."
    assert facets(text).instrument == "Das Land gründet eine Agentur für Wärme."


@pytest.mark.parametrize("word", ["begründet", "ungebaut"])
def test_words_that_only_hold_an_instrument_are_none(word: str) -> None:
    assert facets(f"Das ist {word}.").instrument == ""


@given(st.text(max_size=200))
def test_whatever_the_text_facets_are_pieces_of_it(text: str) -> None:
    said = facets(text)
    assert all(piece in text for piece in (said.goal, said.instrument, said.deadline, said.lead, *said.figures))


def test_instrument_is_a_whole_sentence_without_its_bullet() -> None:
    said = "• Das Land fördert mit 18 Mio. Euro im Jahr 200 Plätze in Betrieben."
    assert facets(said).instrument == said[2:]
