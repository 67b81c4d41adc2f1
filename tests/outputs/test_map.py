"""The map of regions, its borders and the small charts beside it."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from leitstand.domain.indicators.rules.borders import read_borders
from leitstand.domain.indicators.rules.regions import BEZIRKE, LAENDER
from leitstand.foundation.errors import RuleBroken
from leitstand.outputs.charts import map as maps
from leitstand.outputs.charts import multiples
from leitstand.outputs.charts.drawing import BUILT_IN
from leitstand.outputs.charts.line import Point, Series
from leitstand.outputs.charts.outlines import Outlines, bezirke, districts, laender, of_borders

RING = [[13.0, 52.0], [14.0, 52.0], [14.0, 53.0], [13.0, 53.0], [13.0, 52.0]]
SVG = "{http://www.w3.org/2000/svg}"


def the_map(outlines: Outlines, codes: list[str]) -> maps.RegionMap:
    regions = tuple(
        maps.MapRegion(code, f"<{code}>", code, "1,0", "1,0 %", number % 5 + 1 if number else None, code == "11")
        for number, code in enumerate(codes)
    )
    return maps.RegionMap("Titel & mehr", "Beschreibung", outlines, regions, ("a", "b", "c", "d", "e"), "kein Wert")


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def area(code: Any = "05315", **geometry: Any) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": [RING], **geometry}
    return {"type": "Feature", "properties": {"AGS": code, "GEN": "Köln"}, "geometry": shape}


def test_map_has_a_path_with_title_for_each_land() -> None:
    drawn = ElementTree.fromstring(maps.draw(the_map(laender(), list(LAENDER))))  # noqa: S314 - our own drawing
    assert [path.findtext(f"{SVG}title") for path in drawn.iter(f"{SVG}path")][-1] == "<11>: 1,0 %"
    assert len(list(drawn.iter(f"{SVG}path"))) == 16


def test_map_says_title_and_description() -> None:
    drawn = ElementTree.fromstring(maps.draw(the_map(laender(), list(LAENDER))))  # noqa: S314 - our own drawing
    assert (drawn.findtext(f"{SVG}title"), drawn.findtext(f"{SVG}desc")) == ("Titel & mehr", "Beschreibung")


def test_map_without_value_is_dashed() -> None:
    assert maps.draw(the_map(laender(), ["01"])).count("stroke-dasharray") == 2


def test_legend_turns_its_lines_where_the_map_is_narrow() -> None:
    said = "1.084.974 Personen bis 1.625.455 Personen (3 Länder)"
    made = replace(the_map(laender(), list(LAENDER)), limits=(said,))
    drawn = ElementTree.fromstring(maps.draw(made, width=340))  # noqa: S314 - our own drawing
    lines = [text.text for text in drawn.iter(f"{SVG}text")]
    assert [line for line in lines if line and line in f"1 – {said}" and " " in line] == [
        "1 – 1.084.974 Personen bis 1.625.455",
        "Personen (3 Länder)",
    ]


@pytest.mark.parametrize("width", [340, 560])
def test_labels_stay_inside_the_map(width: int) -> None:
    made = the_map(laender(), list(LAENDER))
    wide = tuple(replace(region, value="1.682.946") for region in made.regions)
    drawn = ElementTree.fromstring(maps.draw(replace(made, regions=wide), width=width))  # noqa: S314 - our own drawing
    middles = [float(text.get("x", "")) for text in drawn.iter(f"{SVG}text") if text.text == "1.682.946"]
    assert (min(middles) >= 31, max(middles) <= width - 31) == (True, True)


def test_map_for_files_carries_its_colours() -> None:
    drawn = maps.draw(the_map(laender(), list(LAENDER)), standalone=True)
    assert ("class=" in drawn, "#1f4bb8" in drawn) == (False, True)


def test_classes_grow_darker_in_grey() -> None:
    fills = [BUILT_IN[f"c-class-{number}"]["fill"] for number in range(1, 6)]
    grey = [sum(w * int(f[i : i + 2], 16) for w, i in ((0.3, 1), (0.59, 3), (0.11, 5))) for f in fills]
    assert min(one - other for one, other in pairwise(grey)) > 15


def test_borders_of_all_laender_are_there_with_their_notice() -> None:
    assert list(laender().regions) == list(LAENDER)


def test_bezirke_lie_on_places_of_their_own() -> None:
    assert len({outline.label for outline in bezirke(BEZIRKE).regions.values()}) == 12


def test_districts_lie_on_places_of_their_own() -> None:
    codes = [f"{land}{number:03}" for land in LAENDER for number in range(1, 30)]
    made = districts([code for code in codes if code not in BEZIRKE])
    places = [outline.label for outline in made.regions.values()]
    assert len(set(places)) == len(places)


def test_narrow_squares_carry_the_number_of_their_class() -> None:
    codes = [f"09{number:03}" for number in range(1, 97)]
    drawn = maps.draw(the_map(districts(codes), codes), width=220)
    assert len(re.findall(r">[1-5]</text>", drawn)) == 95


def test_uploaded_borders_replace_the_squares() -> None:
    outlines = of_borders(read_borders(geojson(area())))
    assert (list(outlines.regions), len(outlines.regions["05315"].rings[0])) == (["05315"], 5)


def test_borders_keep_names_and_level() -> None:
    borders = read_borders(geojson(area()))
    assert (borders.level, borders.names) == ("kreise", {"05315": "Köln"})


def test_half_a_pair_of_surrogates_is_left_out_of_a_name() -> None:
    content = geojson(area()).replace(rb"K\u00f6ln", rb"K\ud800ln")
    assert read_borders(content).names == {"05315": "Kln"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "Das ist kein lesbares GeoJSON"),
        (b"[" * 100_000, "Das ist kein lesbares GeoJSON"),
        (b"[]", "keine Sammlung von Gebieten"),
        (geojson(), "keine Sammlung von Gebieten"),
        (geojson(3), "Gebiet 1 hat keine Eigenschaften"),
        (geojson(area(None)), "Gebiet 1 hat keine Eigenschaft „AGS“"),
        (geojson(area("4711")), "den AGS „4711“, den es hier nicht gibt"),
        (geojson(area(), area("05316", type="Point")), "Gebiet 2 (05316) ist keine Fläche, sondern „Point“"),
        (geojson(area(coordinates=[[["x", 1]]])), "Koordinaten, die sich nicht lesen lassen"),
        (geojson(area(coordinates=None)), "Koordinaten, die sich nicht lesen lassen"),
        (geojson(area(coordinates=5)), "Koordinaten, die sich nicht lesen lassen"),
        (geojson(area(coordinates=[RING[:3]])), "weniger als vier Punkten"),
        (geojson(area(coordinates=[[[356000, 5645000]] * 4])), "liegt nicht in Deutschland"),
        (geojson(area(), area("11001")), "Die Datei mischt"),
        (geojson(*[area()] * 2001), "höchstens 2000"),
    ],
)
def test_odd_borders_are_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(sentence)):
        read_borders(content)


def test_small_chart_draws_region_home_and_nation() -> None:
    own, home, federal = (
        Series(name, (Point("2020", 1.0), Point("2021", value)))
        for name, value in zip("abc", (2.0, 3.0, 4.0), strict=True)
    )
    axes = multiples.Axes.around([own, home, federal], 1, "de")
    assert multiples.draw(own, home, federal, axes).count("<polyline") == 3


def test_small_chart_says_from_where_to_where() -> None:
    series = Series("a", (Point("2020", 1.0), Point("2021", 2.5)))
    axes = multiples.Axes.around([series], 1, "de")
    assert multiples.describe(series, axes) == "Von 1,0 (2020) auf 2,5 (2021)."
