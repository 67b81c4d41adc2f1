"""The drawings of a monitoring report: the same charts as on the pages, with their colours built in.

A drawing is made once and set by every format; its description is the text for those who do not see it.
"""

from dataclasses import dataclass

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.printable import printable
from leitstand.domain.reporting.queries.report.views import IndicatorBlock, Spread
from leitstand.outputs.charts import distribution, line
from leitstand.outputs.charts.indicator import chart_of

BAR_WIDTH, BAR_HEIGHT = 680, 36
LINE_WIDTH, LINE_HEIGHT = 440, 230


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
    svg = distribution.draw(drawn, width=BAR_WIDTH, height=BAR_HEIGHT, standalone=True)
    return Drawing(printable(svg), f"{spread.caption}. {distribution.describe(drawn)}", BAR_WIDTH, BAR_HEIGHT)


def course(content: ReportContent, block: IndicatorBlock) -> Drawing | None:
    """The indicator's line chart; ``None`` if a single value stands alone."""
    chart = chart_of(content.views[block.key], content.language, content.assessments[block.key])
    if len(chart.points) + len(chart.targets) + len(chart.forecasts) < 2:
        return None
    svg = line.draw(chart, width=LINE_WIDTH, height=LINE_HEIGHT, standalone=True)
    caption = content.words["chart_of"].format(title=block.title.text)
    return Drawing(printable(svg), printable(f"{caption}. {line.describe(chart)}"), LINE_WIDTH, LINE_HEIGHT)


def courses(content: ReportContent) -> dict[str, Drawing]:
    """Every line chart of the report by the indicator's key."""
    drawn = {block.key: course(content, block) for block in content.indicators}
    return {key: drawing for key, drawing in drawn.items() if drawing is not None}
