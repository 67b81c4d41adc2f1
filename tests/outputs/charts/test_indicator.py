"""Which lines the chart of an indicator has."""

from dataclasses import replace

import pytest

from leitstand.outputs.charts.indicator import chart_of
from tests.outputs.plans import indicator


@pytest.mark.parametrize(("regions", "drawn"), [(4, 4), (5, 0)])
def test_many_regions_are_left_to_the_page_that_compares_them(regions: int, drawn: int) -> None:
    shown = indicator(1)
    others = {f"{number:02}": shown.series for number in range(1, regions + 1)}

    assert len(chart_of(replace(shown, comparison=others), "de").comparisons) == drawn
