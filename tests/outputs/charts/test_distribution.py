"""The stacked bar: its counts, its words, and nothing broken when it is empty."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from leitstand.domain.plans.rules.state import STATES
from leitstand.outputs.charts.distribution import FILLS, Bar, Segment, describe, draw

Parse = Callable[[str], Element]
SVG = "{http://www.w3.org/2000/svg}"
BAR = Bar(
    "Fassung <2018>", (Segment("completed", "abgeschlossen", 4), Segment("not_reported", "nicht berichtet", 1096))
)


def test_counts_stand_in_the_bar(parse: Parse) -> None:
    root = parse(draw(BAR))
    assert [node.text for node in root.iter(f"{SVG}text")] == ["4", "1.096"]


def test_title_and_description_are_there(parse: Parse) -> None:
    root = parse(draw(BAR))
    assert root.findtext(f"{SVG}title") == "Fassung <2018>"
    assert root.findtext(f"{SVG}desc") == "4 abgeschlossen, 1.096 nicht berichtet; zusammen 1.100."


def test_segments_without_count_are_not_drawn(parse: Parse) -> None:
    bar = Bar("x", (Segment("completed", "abgeschlossen", 0), Segment("stopped", "ruht", 2)))
    assert [node.text for node in parse(draw(bar)).iter(f"{SVG}text")] == ["2"]


@pytest.mark.parametrize("standalone", [True, False])
def test_empty_bar_is_drawn_without_numbers(standalone: bool, parse: Parse) -> None:
    root = parse(draw(Bar("x", ()), standalone=standalone))
    assert list(root.iter(f"{SVG}text")) == []


def test_empty_bar_says_so() -> None:
    assert describe(Bar("x", (), "en")) == "No measures."


def test_every_state_has_a_fill() -> None:
    assert set(STATES) <= set(FILLS)


def test_standalone_bar_has_no_classes() -> None:
    assert "class=" not in draw(BAR, standalone=True)


def test_page_bar_has_no_colours() -> None:
    assert "#" not in draw(BAR)
