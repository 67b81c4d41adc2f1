"""Indicators and their values."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.indicators.queries import IndicatorView, ObservationView
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.statistics.queries.feeding import supply_of
from leitstand.foundation import clock
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many, one
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.endpoints.assessments import said_of
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.shapes.indicators import IndicatorDetail, IndicatorLine, ObservationLine


@api.get(
    "/indicators",
    operation_id="listIndicators",
    tags=["Indicators"],
    summary="Indicators",
    response={200: Listing[IndicatorLine], **ANSWERS},
    openapi_extra=LISTED,
)
def indicators(request: HttpRequest, asked: Query[asking.Many]) -> HttpResponse:
    """What is measured, in which unit, with the last value and its change."""
    return many(request, asked, IndicatorLine, lambda now: list(now.indicators.values()), "indicators")


@api.get(
    "/indicators/{key}",
    operation_id="getIndicator",
    tags=["Indicators"],
    summary="One indicator",
    response={200: IndicatorDetail, **ANSWERS},
)
def indicator(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """The series as last published, every vintage behind it, other regions, targets and linked measures."""

    def find(now: Situation) -> Any:
        found = now.indicators[choosing.known(now.indicators, key, "keinen Indikator")]
        return _detail(now, found)

    return one(request, asked, IndicatorDetail, find)


@api.get(
    "/observations",
    operation_id="listObservations",
    tags=["Indicators"],
    summary="Values",
    response={200: Listing[ObservationLine], **ANSWERS},
    openapi_extra=LISTED,
)
def observations(request: HttpRequest, asked: Query[asking.Observations]) -> HttpResponse:
    """All values of all indicators, regions and vintages as one flat list."""
    return many(request, asked, ObservationLine, lambda now: list(_observations(now, asked)), "observations")


def _detail(now: Situation, indicator: IndicatorView) -> With:
    current = _current(indicator)
    regions = indicator.comparison.items()
    return With(
        indicator,
        series=_marked(indicator.series, current),
        forecasts=_marked(indicator.forecasts, current),
        comparison=[{"region": region, "observations": _marked(series, current)} for region, series in regions],
        observations=_marked(indicator.observations, current),
        statements=now.plan.statements_about("indicator", indicator.key),
        supply=_supply(now, indicator.key),
        assessments=said_of(now, indicator.key),
    )


def _supply(now: Situation, key: str) -> With | None:
    supply = supply_of(key) if now.as_of >= clock.today() else None
    return With(supply, refused=bool(supply.trouble)) if supply else None


def _current(indicator: IndicatorView) -> set[str]:
    """Keys of the values that no later vintage has replaced."""
    series = [indicator.series, *indicator.comparison.values()]
    return {observation.key for observations in series for observation in observations}


def _marked(observations: tuple[ObservationView, ...], current: set[str], **more: Any) -> list[With]:
    return [With(observation, current=observation.key in current, **more) for observation in observations]


def _observations(now: Situation, asked: asking.Observations) -> Iterator[With]:
    indicators = list(now.indicators.values())
    if asked.indicator:
        indicators = [now.indicators[choosing.known(now.indicators, asked.indicator, "keinen Indikator")]]
    for indicator in indicators:
        for marked in _marked(indicator.observations, _current(indicator), indicator=indicator):
            if asked.region in ("", marked.region):
                yield marked
