"""Indicators by topic: which topics are measured, which have an indicator without a value, which have none."""

from dataclasses import dataclass

from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.plans.queries.structure_views import EditionView, FieldView, TopicView
from leitstand.domain.reporting.queries import Situation


@dataclass(frozen=True, slots=True)
class Measured:
    """A topic with its indicators; ``valued`` are those with a value."""

    topic: TopicView
    indicators: tuple[IndicatorView, ...]

    @property
    def valued(self) -> int:
        return sum(indicator.latest is not None for indicator in self.indicators)


@dataclass(frozen=True, slots=True)
class ByTopic:
    """The topics of one edition by field, and the indicators that belong to none of them.

    ``edition`` is ``None`` if no edition has topics.
    """

    edition: EditionView | None
    fields: tuple[tuple[FieldView, tuple[Measured, ...]], ...]
    rest: tuple[IndicatorView, ...]

    @property
    def topics(self) -> list[Measured]:
        return [one for _, topics in self.fields for one in topics]

    @property
    def without_value(self) -> list[Measured]:
        return [one for one in self.topics if one.indicators and not one.valued]

    @property
    def without_indicator(self) -> list[Measured]:
        return [one for one in self.topics if not one.indicators]


def by_topic(now: Situation) -> ByTopic:
    """Indicators by the topics of the edition whose topics are measured most; the newer one if there are several."""
    fields: dict[str, list[tuple[FieldView, tuple[Measured, ...]]]] = {}
    for field in now.plan.fields.values():
        topics = tuple(Measured(topic, tuple(now.indicators_of_topic(topic.key))) for topic in field.topics)
        fields.setdefault(field.edition_key, []).append((field, topics))
    counts = {key: _count(own) for key, own in fields.items() if any(topics for _, topics in own)}
    best = max(counts, key=lambda key: (counts[key], list(counts).index(key)), default="")
    chosen = tuple(fields.get(best, ()))
    shown = {indicator.key for _, topics in chosen for one in topics for indicator in one.indicators}
    rest = tuple(indicator for indicator in now.indicators.values() if indicator.key not in shown)
    return ByTopic(now.plan.editions[best] if best else None, chosen, rest)


def _count(fields: list[tuple[FieldView, tuple[Measured, ...]]]) -> int:
    return sum(bool(one.indicators) for _, topics in fields for one in topics)
