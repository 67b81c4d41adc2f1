"""The drawings of a monitoring report: the same charts as on the pages, with their colours built in.

A drawing is made once and set by every format; its description is the text for those who do not see it.
"""

from dataclasses import dataclass

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.views import IndicatorBlock, Spread
from leitstand.outputs.charts import distribution, line
from leitstand.outputs.charts.indicator import chart_of

WIDTH, BAR_HEIGHT, LINE_HEIGHT = 680, 36, 240


@dataclass(frozen=True, slots=True)
class Drawing:
    """SVG text with what it shows in words; ``width`` and ``height`` in its own units."""

    svg: str
    alt: str
    width: int
    height: int


def bar(spread: Spread, language: str) -> Drawing:
    """The distribution as a stacked bar."""
    segments = tuple(distribution.Segment(count.code, count.word, count.count) for count in spread.counts)
    drawn = distribution.Bar(spread.caption, segments, language)
    svg = distribution.draw(drawn, width=WIDTH, height=BAR_HEIGHT, standalone=True)
    return Drawing(svg, f"{spread.caption}. {distribution.describe(drawn)}", WIDTH, BAR_HEIGHT)


def course(content: ReportContent, block: IndicatorBlock) -> Drawing | None:
    """The indicator's line chart; ``None`` if one value is all that could be drawn."""
    chart = chart_of(content.views[block.key], content.language)
    if len(list(chart.marks)) < 2:
        return None
    svg = line.draw(chart, width=WIDTH, height=LINE_HEIGHT, standalone=True)
    caption = content.words["chart_of"].format(title=block.title.text)
    return Drawing(svg, f"{caption}. {line.describe(chart)}", WIDTH, LINE_HEIGHT)


def courses(content: ReportContent) -> dict[str, Drawing]:
    """Every line chart of the report by the indicator's key."""
    drawn = {block.key: course(content, block) for block in content.indicators}
    return {key: drawing for key, drawing in drawn.items() if drawing is not None}
