"""The line chart: well-formed, described, with its numbers, and calm with little or no values."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from leitstand.outputs.charts.line import ForecastMark, LineChart, Point, Series, TargetMark, describe, draw

Parse = Callable[[str], Element]
SVG = "{http://www.w3.org/2000/svg}"
JOBS = LineChart(
    title="Beschäftigte <Industrie> & mehr",
    unit="Personen",
    points=(Point("2011-03", 105100), Point("2012", 106000, open=True), Point("2018", 111000, open=True)),
    targets=(TargetMark("2020", 190000, Point("2011-03", 105100)),),
    forecasts=(ForecastMark("2030", 151000, "2016"), ForecastMark("2030", 150000, "2017")),
    comparisons=(Series("Deutschland", (Point("2018", 49000),)),),
)


def texts(svg: str, parse: Parse) -> list[str]:
    return [node.text or "" for node in parse(svg).iter(f"{SVG}text")]


def test_drawing_has_title_and_description(parse: Parse) -> None:
    root = parse(draw(JOBS))
    assert root.findtext(f"{SVG}title") == "Beschäftigte <Industrie> & mehr (Personen)"
    assert root.findtext(f"{SVG}desc") == describe(JOBS)


def test_drawing_writes_first_last_and_target_value(parse: Parse) -> None:
    assert {"105.100", "111.000", "Ziel 190.000"} <= set(texts(draw(JOBS), parse))


def test_drawing_names_forecasts_by_their_edition(parse: Parse) -> None:
    assert {"2016", "2017", "Deutschland"} <= set(texts(draw(JOBS), parse))


def test_value_axis_contains_zero(parse: Parse) -> None:
    assert "0" in texts(draw(LineChart("Quote", "%", points=(Point("2018", 56), Point("2021", 55)))), parse)


def test_line_is_not_drawn_across_a_break(parse: Parse) -> None:
    points = (Point("2018", 1), Point("2019", 2), Point("2020", 3, breaks=True), Point("2021", 4))
    lines = parse(draw(LineChart("Reihe", "", points=points))).findall(f"{SVG}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [2, 2]


def test_single_value_has_a_point_and_no_line(parse: Parse) -> None:
    root = parse(draw(LineChart("Reihe", "", points=(Point("2018", 5),))))
    assert (len(root.findall(f"{SVG}circle")), len(root.findall(f"{SVG}polyline"))) == (1, 0)


@pytest.mark.parametrize(
    "points",
    [(), (Point("2018", 0),), (Point("2018", 0), Point("2019", 0)), (Point("2018", -3.5), Point("2018-06", 2))],
)
@pytest.mark.parametrize("width", [200, 343, 680])
def test_drawing_with_few_or_odd_values_has_no_broken_number(
    points: tuple[Point, ...], width: int, parse: Parse
) -> None:
    svg = draw(LineChart("Reihe", "%", points=points), width=width)
    parse(svg)
    assert "nan" not in svg.lower()
    assert "inf" not in svg.lower()


def test_page_drawing_has_classes_and_no_colours() -> None:
    svg = draw(JOBS)
    assert 'class="c-line"' in svg
    assert "#" not in svg


def test_standalone_drawing_has_colours_and_no_classes() -> None:
    svg = draw(JOBS, standalone=True)
    assert "#1f4bb8" in svg
    assert "class=" not in svg


def test_description_says_course_target_and_break() -> None:
    points = (Point("2018", 26), Point("2023", 37.5, breaks=True))
    chart = LineChart("Umsatz", "Mrd. €", decimals=1, points=points, targets=(TargetMark("2030", 40),))
    assert describe(chart) == "Seit dem letzten Bruch nur 37,5 (2023). Ziel: 40 bis 2030. Die Reihe hat einen Bruch."


def test_description_in_english() -> None:
    chart = LineChart("Turnover", "€bn", language="en", decimals=1, points=(Point("2018", 1026),))
    assert describe(chart) == "A single value: 1,026.0 (2018)."


def test_description_without_values_says_so() -> None:
    assert describe(LineChart("Umsatz", "")) == "Dazu liegt kein Wert vor."


def test_description_compares_nothing_across_a_break() -> None:
    points = (Point("2018", 8.6), Point("2021", 6.3, breaks=True), Point("2023", 6.5))
    chart = LineChart("Anteil", "%", decimals=1, points=points)
    assert describe(chart) == "Von 6,3 (2021) auf 6,5 (2023). Die Reihe hat einen Bruch."
