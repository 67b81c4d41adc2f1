"""Länder, districts and Bezirke beside each other."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.indicators.rules.regions import name_of
from leitstand.domain.reporting import region_words
from leitstand.domain.reporting.indicator_words import unit_of
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.regions import OWN, Question, RegionComparison, RegionLine, comparable, compare
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.shapes.regions import ComparedRegion


@api.get(
    "/regions",
    operation_id="compareRegions",
    tags=["Indicators"],
    summary="Regions beside each other",
    response={200: Listing[ComparedRegion], **ANSWERS},
    openapi_extra=LISTED,
)
def regions(request: HttpRequest, asked: Query[asking.Regions]) -> HttpResponse:
    """Where each region stands on an indicator in one period, best first, and how it changed; Germany last."""
    return many(request, asked, ComparedRegion, lambda now: _lines(now, asked), "regions")


def _lines(now: Situation, asked: asking.Regions) -> list[With]:
    keys = [key for key, indicator in now.indicators.items() if comparable(indicator)]
    if asked.indicator:
        keys = [choosing.known(now.indicators, asked.indicator, "keinen Indikator")]
    members = tuple(code for code in asked.land.split(",") if code)
    group = asked.group or (OWN if members else "")
    question = Question(asked.level, group, members, asked.since, asked.period)
    every = [compare(now, key, question) for key in keys]
    return [_line(made, line) for made in every for line in (*made.lines, *([made.nation] if made.nation else []))]


def _line(made: RegionComparison, line: RegionLine) -> With:
    nation = line is made.nation
    return With(
        line,
        indicator=made.indicator.key,
        name=name_of(line.region),
        rank=None if nation else line.rank,
        pace_rank=None if nation else line.pace_rank,
        unit=unit_of(made.indicator, "de"),
        missing="" if line.value is not None else region_words.missing_said(line, "de"),
        period=made.period,
        since=made.since,
    )
