"""What a paper says about itself: it gets no topic and makes no theme."""

import pytest

from leitstand.domain.papers.rules.formal import may_be_theme, may_have_topic

SENTENCE = "Für den Ankauf von Flächen richtet die Stadt einen Bodenfonds ein."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Flächen für die Industrie sichern und entwickeln", "heading"),
        ("Industriestandorte der Stadt, eigene Darstellung nach Angaben der Bezirke.", "caption"),
        ("Ankauf von Brachen\tBau\t150 Mio.\t2030", "cell"),
        ("Was Beschäftigte von der Industriepolitik erwarten", "paragraph"),
        ("Dieses Papier ist erfunden. Es dient nur der Vorführung. Orte und Zahlen gibt es nicht.", "paragraph"),
        ("Redaktion: Amt für Wirtschaft, Anfragen an wirtschaft@example.org richten wir gern weiter.", "paragraph"),
        ("Ziele.", "paragraph"),
    ],
)
def test_formal_passages_have_no_topic(text: str, kind: str) -> None:
    assert not may_have_topic(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SENTENCE, "paragraph"),
        (SENTENCE, "item"),
        ("• Gassensoren für Bergwerke und Kläranlagen", "item"),
        ("Bodenfonds\tDie Stadt kauft bis 2030 brachliegende Grundstücke und vergibt sie im Erbbaurecht", "cell"),
    ],
)
def test_passages_on_a_subject_may_have_a_topic(text: str, kind: str) -> None:
    assert may_have_topic(text, kind)


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        (SENTENCE, []),
        (SENTENCE, ["Strategie", "1 Vorwort zur Sache"]),
        (SENTENCE, ["Strategie", "8 Fahrplan und Überprüfung"]),
        ("Die Vollversammlung hat diese Empfehlungen am 18. April einstimmig beschlossen.", ["Bilder der Stadt"]),
    ],
)
def test_what_papers_say_of_themselves_is_no_theme(text: str, outline: list[str]) -> None:
    assert not may_be_theme(text, outline)


def test_a_passage_on_its_subject_may_be_a_theme() -> None:
    assert may_be_theme(SENTENCE, ["Strategie", "2 Umsetzungsreife Flächen"])
