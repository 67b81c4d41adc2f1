"""Which sentences are proposed as demand or commitment."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.rules.demands import COMMITMENT, DEMAND, deadline_in, propose, propose_demands


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Wir fordern einen verbindlichen Zeitplan für alle Maßnahmen.", DEMAND),
        ("Das Land muss bis 2025 mehr Flächen sichern.", DEMAND),
        ("Die Ressorts sollten Zeit- und Umsetzungspläne vorlegen.", DEMAND),
        ("Wir erwarten vom Senat eine zügige Entscheidung.", DEMAND),
        ("Wir verpflichten uns, 200 Ausbildungsplätze zu schaffen.", COMMITMENT),
        ("Bis 2030 werden wir die Emissionen halbieren.", COMMITMENT),
    ],
)
def test_a_sentence_that_asks_or_promises_is_proposed(sentence: str, kind: str) -> None:
    proposed = propose(sentence)
    assert proposed is not None
    assert proposed[0] == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Berlin hatte 2018 rund 111.000 Beschäftigte in der Industrie.",
        "Was muss das Land jetzt tun?",
        "Sollten Sie Fragen haben, rufen Sie uns an.",
        "Er soll dort gewesen sein.",
        "Muss sein.",
        "Die Musterfirma erweitert ihren Standort.",
    ],
)
def test_any_other_sentence_is_not_proposed(sentence: str) -> None:
    assert propose(sentence) is None


def test_sentences_are_cut_behind_their_end_and_not_behind_an_abbreviation() -> None:
    text = "Es gibt ca. 20 Mio. Euro. Das Land muss z. B. am 3. Mai handeln. Sonst geschieht nichts."
    assert [proposal.text for proposal in propose_demands(text)] == ["Das Land muss z. B. am 3. Mai handeln."]


def test_the_deadline_is_the_first_until() -> None:
    assert deadline_in("Ab 2024 sind bis Ende 2026 und bis 2030 Flächen zu sichern.") == "2026-12"


@given(st.text())
def test_any_text_is_reproduced_by_the_spans_of_its_proposals(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in propose_demands(text))


def test_long_text_full_of_soll_is_judged_at_once() -> None:
    began = process_time()
    propose_demands("soll " * 20_000)

    assert process_time() - began < 3
