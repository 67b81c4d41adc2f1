"""The outlook in words: the figure, the word that goes with it, the limits."""

import pytest

from leitstand.domain.indicators.outlook_words import degree, limits, method_in_words, percent, sentence


@pytest.mark.parametrize(
    ("probability", "german", "english"),
    [
        (0.02, "<\u00a05\u00a0%", "<5%"),
        (0.05, "5\u00a0%", "5%"),
        (0.624, "62\u00a0%", "62%"),
        (0.95, "95\u00a0%", "95%"),
        (0.98, ">\u00a095\u00a0%", ">95%"),
    ],
)
def test_percent_ends_at_5_and_95(probability: float, german: str, english: str) -> None:
    assert (percent(probability, "de"), percent(probability, "en")) == (german, english)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.97, "very likely"),
        (0.90, "very likely"),
        (0.89, "likely"),
        (0.66, "likely"),
        (0.65, "open"),
        (0.33, "open"),
        (0.32, "unlikely"),
        (0.11, "unlikely"),
        (0.10, "very unlikely"),
        (0.02, "very unlikely"),
    ],
)
def test_degree_has_five_words(probability: float, word: str) -> None:
    assert degree(probability, "en") == word


def test_word_agrees_with_the_figure_shown() -> None:
    assert (percent(0.8951, "en"), degree(0.8951, "en")) == ("90%", "very likely")


def test_sentence_says_its_condition() -> None:
    assert sentence(0.62, "de") == (
        "Wenn es weitergeht wie bisher, wird das Ziel mit einer Wahrscheinlichkeit von 62\u00a0% erreicht: offen."
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_limits_are_four_and_one_more_far_ahead(language: str) -> None:
    assert [len(limits(language)), len(limits(language, thin=True))] == [4, 5]


def test_method_names_its_version() -> None:
    assert "sdrw/1" in method_in_words("de")
