"""The rules of the layout, without any file: hyphens, running lines, spans."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.domain.papers.rules.layout import Piece, Sheet, Word, compose, lay_out
from leitstand.domain.papers.rules.layout.hyphens import joined, vocabulary


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("der Brutto-", "inlandsprodukte", "der Bruttoinlandsprodukte"),
        ("eine zu\ufffe", "sätzliche", "eine zusätzliche"),
        ("eine zu\x02", "sätzliche", "eine zusätzliche"),
        ("eine zu\xad", "sätzliche", "eine zusätzliche"),
        ("die Siedlungs-", "und Verkehrsfläche", "die Siedlungs- und Verkehrsfläche"),
        ("die FuE\ufffe", "Ausgaben", "die FuE-Ausgaben"),
        ("der Freiburg-", "Umfrage", "der Freiburg-Umfrage"),
        ("ganz EU-", "weit", "ganz EU-weit"),
        ("die deutsch-", "französische", "die deutsch-französische"),
        ("Evangelisch-", "methodistischen", "Evangelisch-methodistischen"),
        ("die Möglich-", "keit", "die Möglichkeit"),
        ("2020-", "2025", "2020-2025"),
        ("Bürger/", "innen", "Bürger/innen"),
        ("oder -", "so", "oder - so"),
        ("ein", "Wort", "ein Wort"),
    ],
)
def test_joined_drops_only_the_typesetters_hyphen(before: str, after: str, whole: str) -> None:
    known = Counter({"deutsch": 1, "französische": 1})
    assert joined(before, after, known) == whole


def test_joined_keeps_a_hyphen_that_stands_within_a_line_elsewhere() -> None:
    known = vocabulary([["die", "CO2-arme", "Luft-technik", "hier"]])
    assert joined("neue Luft-", "technik", known) == "neue Luft-technik"


def test_joined_drops_a_hyphen_where_the_word_occurs_whole() -> None:
    known = vocabulary([["rot", "grün", "rotgrün", "hier"]])
    assert joined("der rot-", "grün", known) == "der rotgrün"


def test_vocabulary_leaves_out_parted_words() -> None:
    assert vocabulary([["ein", "Flächen-"], ["bedarf", "hier"]]) == Counter({"ein": 1, "hier": 1})


texts = st.text(st.characters(exclude_categories=[]), max_size=30)


@given(st.lists(st.lists(texts, max_size=6), max_size=4))
def test_compose_gives_spans_of_the_pages_text(pages: list[list[str]]) -> None:
    given_pages = [
        (number, "text", 0.0, 0.0, [Piece("paragraph", said) for said in said_there])
        for number, said_there in enumerate(pages, 1)
    ]
    made, passages = compose(given_pages)  # type: ignore[arg-type]  # the kind is one of the known
    assert [
        one for one in passages if made[one.page - 1].content[one.start : one.end] != one.text or not one.text
    ] == []


boxes = st.tuples(st.floats(0, 560), st.floats(0, 800), st.floats(1, 300), st.floats(4, 30))


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["Wort", "zu-", "1.", "•", "12,5", "A"]), boxes), max_size=25), max_size=3
    )
)
def test_lay_out_takes_any_words_anywhere(pages: list[list[tuple[str, tuple[float, float, float, float]]]]) -> None:
    sheets = [
        Sheet(
            number, 595, 842, ((0, [Word(text, x, y, x + wide, y + high, high) for text, (x, y, wide, high) in words]),)
        )
        for number, words in enumerate(pages, 1)
        if words
    ]
    made, passages = lay_out(sheets)
    contents = {page.number: page.content for page in made}
    assert [one for one in passages if contents[one.page][one.start : one.end] != one.text] == []


def _line(text: str, x: float, y: float, size: float = 10) -> list[Word]:
    words = []
    for word in text.split():
        words.append(Word(word, x, y, x + len(word) * size / 2, y + size, size))
        x += (len(word) + 1) * size / 2
    return words


def _page(number: int, *columns: list[str], header: str = "") -> Sheet:
    words = _line(header, 60, 30) + _line(str(number), 300, 810)
    for place, lines in enumerate(columns):
        for row, said in enumerate(lines):
            words += _line(said, 60 + 250 * place, 100 + 12 * row)
    return Sheet(number, 595, 842, ((0, words),))


LEFT = [f"links steht in der Zeile {number} ein Text" for number in range(12)]
RIGHT = [f"rechts steht in der Zeile {number} ein Text" for number in range(12)]


def test_lay_out_reads_the_left_column_first() -> None:
    pages, _passages = lay_out([_page(1, LEFT, RIGHT)])
    assert pages[0].content == " ".join(LEFT + RIGHT)


def test_lay_out_leaves_out_what_runs_along() -> None:
    lines = [[f"{word} beginnt diese Seite mit Worten", *LEFT] for word in ("Hier", "Dort", "Nun", "Dann")]
    pages, _passages = lay_out(
        [_page(number, said, header=f"Bericht {number}") for number, said in enumerate(lines, 1)]
    )
    assert [page.content for page in pages] == [" ".join(said) for said in lines]


def test_lay_out_keeps_rows_of_a_table_together() -> None:
    rows = [_line("Land", 60, 100), _line("2010", 200, 100), _line("2020", 300, 100)]
    rows += [_line("Musterland", 60, 114), _line("12,5", 200, 114), _line("14,1", 300, 114)]
    _pages, passages = lay_out([Sheet(1, 595, 842, ((0, [word for row in rows for word in row]),))])
    assert [(one.kind, one.text) for one in passages] == [
        ("cell", "Land\t2010\t2020"),
        ("cell", "Musterland\t12,5\t14,1"),
    ]


def _kinds(*placed: tuple[float, float, str, float]) -> list[tuple[str, str]]:
    """Kinds and texts of a page of texts at (x, y) in letters of some size."""
    words = [word for x, y, said, size in placed for word in _line(said, x, y, size)]
    _pages, passages = lay_out([Sheet(1, 595, 842, ((0, words),))])
    return [(one.kind, one.text) for one in passages]


def _columns_of_text(top: float) -> list[tuple[float, float, str, float]]:
    return [
        (60 + 250 * place, top + 12 * row, said, 10)
        for place, lines in enumerate((LEFT, RIGHT))
        for row, said in enumerate(lines)
    ]


def test_the_short_end_of_a_note_under_both_columns_belongs_to_it() -> None:
    note = "Diese Fußnote steht unter beiden Spalten und ist viel länger als eine einzige Zeile des Textes darüber und"
    found = _kinds(*_columns_of_text(400), (60, 700, f"¹ {note}", 8), (60, 709.6, "endet hier.", 8))
    assert found == [("paragraph", " ".join(LEFT + RIGHT)), ("footnote", f"¹ {note} endet hier.")]


def test_a_title_over_the_right_column_comes_first() -> None:
    assert _kinds((310, 150, "Vorwort", 14), *_columns_of_text(200))[0] == ("heading", "Vorwort")


WIDE = [
    (60.0, 300 + 12.0 * row, f"{row} Worte über die ganze Breite, eins nach dem anderen, und so", 10.0)
    for row in range(8)
]


def test_an_author_beside_the_title_is_no_cell() -> None:
    found = _kinds((60, 250, "Erika Muster", 10), (200, 248, "Sozialbericht", 16), *WIDE)
    assert [text for _kind, text in found[:2]] == ["Erika Muster", "Sozialbericht"]


def test_a_stretched_line_within_a_paragraph_is_no_row() -> None:
    lines = [f"Zeile {number} ist ganz voll von Worten und" for number in range(7)]
    placed = [(60.0, 200 + 12.0 * row, said, 10.0) for row, said in enumerate(lines)]
    placed[3:4] = [(60.0, 236.0, "gen.", 10.0), (115.0, 236.0, "Dieser Satz beginnt weit", 10.0)]
    assert [kind for kind, _text in _kinds(*placed)] == ["paragraph"]


def test_a_number_that_is_counted_begins_no_note() -> None:
    found = _kinds(*WIDE, (60, 600, "10 oder mehr Punkte", 8), (60, 630, "2 Vgl. die Karte", 8))
    assert [kind for kind, _text in found[-2:]] == ["paragraph", "footnote"]


def test_the_number_of_a_section_over_its_title_is_its_heading() -> None:
    found = _kinds((150, 250, "3.2", 10), (130, 264, "Wohnungen ohne Hürden", 10), *WIDE)
    assert found[0] == ("heading", "3.2 Wohnungen ohne Hürden")


def test_a_numbered_title_over_a_paragraph_is_a_heading() -> None:
    assert _kinds((60, 275, "9c Quote der Neuen", 10), *WIDE)[0] == ("heading", "9c Quote der Neuen")


def test_a_numbered_sentence_over_a_paragraph_is_no_heading() -> None:
    assert _kinds((60, 275, "9 Städte wachsen.", 10), *WIDE)[0] == ("paragraph", "9 Städte wachsen.")


def test_an_abbreviation_at_the_beginning_of_a_line_is_no_item() -> None:
    lines = [
        (60, 200 + 12 * row, said, 10) for row, said in enumerate(["Es gibt viele Probleme wie", "z. B. Leerstand."])
    ]
    assert [kind for kind, _text in _kinds(*lines)] == ["paragraph"]


def _with(known: str, *placed: tuple[float, float, str, float]) -> list[str]:
    """Texts of a page that also has a line with known words at its foot."""
    return [text for _kind, text in _kinds(*placed, (60, 600, known, 10))][:-1]


def test_a_parted_word_of_an_item_is_joined() -> None:
    item = [
        (60, 300, "• Ausbau der Wirt-", 10),
        (70, 312, "schaft und der Innovations-", 10),
        (70, 324, "und Netze", 10),
    ]
    assert _with("Hier steht sonst nichts weiter.", *item) == ["• Ausbau der Wirtschaft und der Innovations- und Netze"]


def test_a_word_parted_by_a_suspended_hyphens_word_is_joined_where_it_is_known() -> None:
    lines = [(60, 300, "Das gilt für Städte so-", 10), (60, 312, "wie für Gemeinden.", 10)]
    assert _with("Städte sowie Gemeinden sind hier", *lines) == ["Das gilt für Städte sowie für Gemeinden."]


def test_a_word_parted_between_columns_is_joined() -> None:
    left, right = [*LEFT[:-1], "zuletzt kommt die Wirt-"], ["schaft der Stadt und so weiter", *RIGHT]
    pages, _passages = lay_out([_page(1, left, right)])
    assert "kommt die Wirtschaft der Stadt" in pages[0].content


def test_a_suspended_hyphen_between_columns_remains() -> None:
    left, right = [*LEFT[:-1], "zuletzt kommt die Innovations-"], ["und Forschungspolitik und so weiter", *RIGHT]
    pages, _passages = lay_out([_page(1, left, right)])
    assert "die Innovations- und Forschungspolitik und" in pages[0].content
