"""A topic's indicators across regions: what the statistics say beside what papers say."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitstand.domain.indicators.queries import IndicatorView, ObservationView
from leitstand.domain.indicators.rules.regions import HOME, LAENDER
from leitstand.domain.reporting.queries.situation import Situation


@dataclass(frozen=True, slots=True)
class TopicIndicator:
    """An indicator with the latest value of each region, by its name; ``None`` where there is no value."""

    indicator: IndicatorView
    values: tuple[tuple[str, ObservationView | None], ...]


def topic_indicators(now: Situation, topic_key: str, places: Sequence[str]) -> tuple[TopicIndicator, ...]:
    """The topic's indicators in the home region, then in those of ``places`` that are Länder; only where any is known.

    All of them name the same regions in the same order.
    """
    codes = {name: code for code, (name, _english) in LAENDER.items()}
    regions = dict([(LAENDER[HOME][0], HOME), *((place, codes[place]) for place in places if place in codes)])
    made = [
        TopicIndicator(indicator, tuple((name, _latest(indicator, region)) for name, region in regions.items()))
        for indicator in now.indicators_of_topic(topic_key)
    ]
    return tuple(one for one in made if any(value for _name, value in one.values))


def _latest(indicator: IndicatorView, region: str) -> ObservationView | None:
    series = indicator.series if region == HOME else indicator.comparison.get(region, ())
    return next((one for one in reversed(series) if one.value is not None), None)
