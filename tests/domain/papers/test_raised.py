"""Numbers of notes: set off from the word they stand behind, so that words, sentences and figures are found right."""

import numpy as np
import pytest

from leitstand.domain.papers.reading.raised import raised_runs, with_raised
from leitstand.domain.papers.rules.analysing import words
from leitstand.domain.papers.rules.facets import facets
from leitstand.domain.papers.rules.figures import find_figures
from leitstand.domain.papers.rules.raised import without_marks
from leitstand.domain.papers.rules.sentences import sentences
from leitstand.domain.papers.rules.themes import find_themes


def _boxes(said: str, small: range, lift: float) -> np.ndarray:
    """One letter beside the other, 5 wide and 10 high; those of ``small`` 6 high and raised by ``lift``."""
    return np.array(
        [
            (5.0 * at, 104 - lift, 5.0 * at + 5, 110 - lift) if at in small else (5.0 * at, 100, 5.0 * at + 5, 110)
            for at in range(len(said))
        ]
    )


def _read(said: str, small: range, lift: float = 4) -> str:
    return with_raised(said, raised_runs(said, _boxes(said, small, lift)))


@pytest.mark.parametrize(
    ("said", "small", "lift", "read"),
    [
        ("Wirtschaft12,", range(10, 12), 4, "Wirtschaft¹²,"),
        ("3Befragung", range(1), 4, "³Befragung"),
        ("20203", range(4, 5), 4, "2020³"),
        ("CO2-Preis", range(2, 3), -2, "CO2-Preis"),
        ("A4-Blatt", range(0), 4, "A4-Blatt"),
        ("Nr.12345", range(3, 8), 4, "Nr.12345"),
    ],
)
def test_figures_are_raised_if_small_and_high(said: str, small: range, lift: float, read: str) -> None:
    assert _read(said, small, lift) == read


def test_without_marks_keeps_places_and_units() -> None:
    assert without_marks("Programm² auf 12 km², 3 m³") == "Programm  auf 12 km², 3 m³"


def test_words_leave_out_the_numbers_of_notes() -> None:
    assert words("Die Wirtschaft³ wächst.¹²") == ["die", "wirtschaft", "wächst"]


def test_sentences_end_behind_the_number_of_a_note() -> None:
    text = "Die Wirtschaft wächst.³ Die Stadt auch."
    assert [text[start:end] for start, end in sentences(text)] == ["Die Wirtschaft wächst.³", "Die Stadt auch."]


def test_facets_end_behind_the_number_of_a_note() -> None:
    assert facets("Das Land will wachsen.³ Die Agentur hilft.").goal == "Das Land will wachsen.³"


def test_a_year_before_the_number_of_a_note_is_a_date() -> None:
    assert [figure.when for figure in find_figures("Das soll bis 2030⁴ gelten.")] == ["2030"]


def test_themes_are_named_without_the_numbers_of_notes() -> None:
    texts = [f"Kluge Raketen{mark} fliegen mit {noun}." for mark, noun in (("³", "Wind"), ("⁴", "Sonne"), ("", "Eis"))]
    assert [theme.terms[0] for theme in find_themes([*texts, "Weinbau prägt die Region."])] == ["Raketen"]
