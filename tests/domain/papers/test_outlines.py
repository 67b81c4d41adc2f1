"""The way to a passage begins below its paper's title."""

import pytest

from leitstand.domain.papers.rules.outlines import below_title

TITLE = "Masterplan Industriestadt Berlin 2018 – 2021"


@pytest.mark.parametrize(
    "first", [TITLE, "MASTERPLAN INDUSTRIESTADT\nBERLIN 2018-2021", "„Masterplan Industriestadt Berlin 2018–2021“"]
)
def test_below_title_leaves_the_title_out(first: str) -> None:
    assert below_title([first, "3 Flächen"], TITLE) == ("3 Flächen",)


@pytest.mark.parametrize(
    ("outline", "title"),
    [
        ([], TITLE),
        (["3 Flächen", TITLE], TITLE),
        (["Masterplan Industriestadt Berlin"], TITLE),
        (["–", "3 Flächen"], "!"),
    ],
)
def test_below_title_keeps_what_says_more(outline: list[str], title: str) -> None:
    assert below_title(outline, title) == tuple(outline)
