"""What a paper says about itself: it gets no topic and makes no theme."""

from time import process_time

import pytest

from leitstand.domain.papers.rules.formal import is_greeting, may_be_theme, may_have_topic, only_introduces

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
        ("• Arbeit, Beschäftigung und Partizipation", "item"),
        ("• Menschen mit Behinderung", "item"),
        ("Messe der Industrie\talle zwei Jahre\tBetriebe und Wissenschaft\tKammer und Stadt", "cell"),
        ("Klimaschutz in der Industrie . . . . . . . . . . . . . 42", "paragraph"),
    ],
)
def test_formal_passages_have_no_topic(text: str, kind: str) -> None:
    assert not may_have_topic(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SENTENCE, "paragraph"),
        (SENTENCE, "item"),
        ("• Gassensoren für Bergwerke, Kläranlagen und Tunnel", "item"),
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
        (SENTENCE, ["Grußwort der Ministerin", "Ein starkes Land"]),
        (SENTENCE, ["2 Methodisches Vorgehen"]),
        (SENTENCE, ["Impressum"]),
        (SENTENCE, ["Aufbau der Strategie", "Was folgt"]),
        ("Liebe Leserinnen und Leser, die Stadt richtet für den Ankauf von Flächen einen Fonds ein.", ["Wandel"]),
        ("• Bildung, Kultur, Gesundheit", ["3 Stadt"]),
        ("Die Vollversammlung hat diese Empfehlungen am 18. April einstimmig beschlossen.", ["Bilder der Stadt"]),
    ],
)
def test_what_papers_say_of_themselves_is_no_theme(text: str, outline: list[str]) -> None:
    assert not may_be_theme(text, outline)


def test_a_passage_on_its_subject_may_be_a_theme() -> None:
    assert may_be_theme(SENTENCE, ["Strategie", "2 Umsetzungsreife Flächen"])


@pytest.mark.parametrize(
    ("page", "pages", "outline", "opens"),
    [
        (2, 40, ["Strategie 2030"], True),
        (2, 40, ["1 Flächen"], False),
        (2, 40, ["Strategie 2030", "Flächen"], False),
        (9, 40, ["Strategie 2030"], False),
        (1, 4, ["Positionspapier"], False),
    ],
)
def test_what_stands_before_the_chapters_of_a_long_paper_introduces_it(
    page: int, pages: int, outline: list[str], opens: bool
) -> None:
    assert only_introduces(page, pages, outline) is opens


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("Sehr geehrte Damen und Herren,", True),
        ("Liebe Berlinerinnen und Berliner!", True),
        ("Lieber heute als morgen beginnt der Umbau der Netze in der ganzen Stadt.", False),
        ("Die liebe Not mit den Flächen, die fehlen.", False),
    ],
)
def test_a_letter_to_the_readers_is_a_greeting(text: str, greets: bool) -> None:
    assert is_greeting(text) is greets


@pytest.mark.parametrize("text", ["a" * 200_000, "1." * 100_000, "a-" * 100_000])
def test_long_text_without_spaces_is_judged_at_once(text: str) -> None:
    began = process_time()
    may_have_topic(text, "paragraph")
    may_be_theme(text, ["Kapitel"])

    assert process_time() - began < 2
