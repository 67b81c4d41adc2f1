"""The lineage drawing: well-formed, described, with every measure and an honest unknown."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from leitstand.outputs.charts.lineage import Crossing, Lane, Lineage, Stop, describe, draw

Parse = Callable[[str], Element]
SVG = "{http://www.w3.org/2000/svg}"
LINEAGE = Lineage(
    "Verbleib",
    ("2010–2020", "2018–2021"),
    (
        Lane("C1 Analysieren & <sichern>", (Stop(0, "completed", "abgeschlossen"),)),
        Lane("Lange Nacht", (Stop(0), Stop(1))),
        Lane("Workshops", (Stop(0, "unknown", "Verbleib unbekannt"),)),
        Lane("23 weitere", (Stop(0),), 23),
    ),
    (Crossing(0, 0, 1, 1),),
)


def texts(svg: str, parse: Parse) -> list[str | None]:
    return [node.text for node in parse(svg).iter(f"{SVG}text")]


def test_drawing_names_editions_measures_and_endings(parse: Parse) -> None:
    assert texts(draw(LINEAGE), parse) == [
        "2010–2020",
        "2018–2021",
        "C1 Analysieren & <sichern>",
        "abgeschlossen",
        "Lange Nacht",
        "Workshops",
        "23 weitere",
    ]


def test_narrow_drawing_names_editions_by_their_year(parse: Parse) -> None:
    assert texts(draw(LINEAGE, width=340), parse)[:2] == ["2010", "2018"]


def test_description_counts_the_unknown_and_the_unnamed() -> None:
    assert describe(LINEAGE) == (
        "3 Maßnahmen: 1 stehen in der letzten Fassung oder gehen weiter, 1 haben ein bekanntes Ende, bei 1 ist der "
        "Verbleib unbekannt. Weitere 23 sind nicht mit Namen bekannt."
    )


def test_title_and_description_are_read_out(parse: Parse) -> None:
    root = parse(draw(LINEAGE))
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Verbleib", describe(LINEAGE))


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("standalone", [True, False])
def test_drawing_without_measures_is_well_formed(parse: Parse, width: int, standalone: bool) -> None:
    svg = draw(Lineage("Verbleib", (), ()), width=width, standalone=standalone)
    parse(svg)
    assert "nan" not in svg.lower()


def test_standalone_drawing_has_no_classes() -> None:
    assert "class=" not in draw(LINEAGE, standalone=True)
