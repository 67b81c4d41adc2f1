"""Targets beside the value they are about."""

from dataclasses import dataclass

from leitstand.domain.indicators.queries import IndicatorView, TargetView
from leitstand.domain.plans.queries.structure_views import EditionView, TopicView
from leitstand.domain.reporting.queries import Situation


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, what it is about and, if it is one of an indicator, that indicator."""

    target: TargetView
    about: IndicatorView | TopicView | EditionView
    indicator: IndicatorView | None = None


def every_target(now: Situation) -> list[Aim]:
    """All targets: those of indicators in the plan's order, then those of topics and editions."""
    own = [Aim(target, indicator, indicator) for indicator in now.indicators.values() for target in indicator.targets]
    return own + [Aim(target, _about(now, target)) for target in now.targets]


def _about(now: Situation, target: TargetView) -> TopicView | EditionView:
    return now.plan.topics[target.topic_key] if target.topic_key else now.plan.editions[target.edition_key]


def with_numbers(now: Situation) -> list[Aim]:
    """Targets of indicators that name a number."""
    return [aim for aim in every_target(now) if aim.indicator and aim.target.value is not None]
