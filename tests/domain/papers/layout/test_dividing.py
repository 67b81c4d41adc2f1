"""Passages of any length become parts that can be cited: nothing lost, none too long, whole sentences if possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.rules.layout import Piece, compose
from leitstand.domain.papers.rules.layout.dividing import LONGEST, divided

BOX = (1.0, 2.0, 3.0, 4.0)
said = st.text(st.sampled_from("ab1.! \n\t„“ß"), max_size=200) | st.text(max_size=200)


def parts(text: str, longest: int) -> list[str]:
    return [text[start:end] for start, end in divided(text, longest)]


@given(said, st.integers(1, 60))
def test_divided_loses_nothing_but_blanks(text: str, longest: int) -> None:
    assert "".join("".join(parts(text, longest)).split()) == "".join(text.split())


@given(said, st.integers(1, 60))
def test_divided_parts_are_short_and_without_blanks_around(text: str, longest: int) -> None:
    assert [one for one in parts(text, longest) if not 0 < len(one) <= longest or one != one.strip()] == []


@given(said, st.integers(1, 60))
def test_divided_parts_follow_one_another(text: str, longest: int) -> None:
    places = [place for span in divided(text, longest) for place in span]
    assert places == sorted(places)


@given(said)
def test_divided_leaves_a_short_text_whole(text: str) -> None:
    assert parts(text, 200) == ([text.strip()] if text.strip() else [])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Ein Satz. Noch einer.", ["Ein Satz.", "Noch einer."]),
        ("Das kostet 3 Mio. Euro.", ["Das kostet 3", "Mio. Euro."]),
        ("eins zwei drei vier", ["eins zwei drei", "vier"]),
        ("eins zwei dreivie vier", ["eins zwei", "dreivie vier"]),
        ("einszweidreivierfuenf", ["einszweidreivie", "rfuenf"]),
    ],
)
def test_divided_ends_parts_at_sentences_then_words_then_anywhere(text: str, made: list[str]) -> None:
    assert parts(text, 15) == made


@pytest.mark.parametrize("sign", [".", "a", "a ", "Ja. ", "\n", ".)", "! "])
def test_divided_takes_megabytes_quickly(sign: str) -> None:
    text = sign * (1_000_000 // len(sign)) + "x"
    assert max(end - start for start, end in divided(text)) <= LONGEST


def test_compose_divides_a_long_passage_and_gives_each_part_its_boxes() -> None:
    text = "Wir fordern mehr davon. " * 1000
    (page,), found = compose([(1, "text", 10.0, 10.0, [Piece("paragraph", text, boxes=(BOX,))])])
    assert [(page.content[one.start : one.end] == one.text, one.boxes) for one in found] == [(True, (BOX,))] * 3
    assert (max(len(one.text) for one in found), {one.text[-7:] for one in found}) == (9983, {" davon."})


def test_compose_names_the_first_part_of_a_long_heading_in_the_outline() -> None:
    pieces = [Piece("heading", "Wort " * 3000, 1), Piece("paragraph", "Text")]
    _pages, (first, second, text) = compose([(1, "text", 0.0, 0.0, pieces)])
    assert (second.kind, second.outline, text.outline) == ("heading", (), (first.text,))
