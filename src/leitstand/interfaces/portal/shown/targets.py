"""Targets beside the value they are about."""

from dataclasses import dataclass

from leitstand.domain.indicators.assessing import TargetAssessment
from leitstand.domain.indicators.queries import IndicatorView, TargetView
from leitstand.domain.plans.queries.structure_views import EditionView, TopicView
from leitstand.domain.reporting.queries import Situation


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, what it is about and, if it is one of an indicator, that indicator and what is said of it."""

    target: TargetView
    about: IndicatorView | TopicView | EditionView
    indicator: IndicatorView | None = None
    assessed: TargetAssessment | None = None


def every_target(now: Situation) -> list[Aim]:
    """All targets: those of indicators in the plan's order, then those of topics and editions."""
    own = [
        Aim(one.target, indicator, indicator, one)
        for key, indicator in now.indicators.items()
        for one in now.assessments[key].targets
    ]
    return own + [Aim(target, _about(now, target)) for target in now.targets]


def aims_of_topic(now: Situation, key: str) -> list[Aim]:
    """Targets of a topic and of the indicators that measure it."""
    return [aim for aim in every_target(now) if _serves(aim, key)]


def _serves(aim: Aim, key: str) -> bool:
    return aim.target.topic_key == key or (aim.indicator is not None and key in aim.indicator.topic_keys)


def _about(now: Situation, target: TargetView) -> TopicView | EditionView:
    return now.plan.topics[target.topic_key] if target.topic_key else now.plan.editions[target.edition_key]


def with_numbers(now: Situation) -> list[Aim]:
    """Targets of indicators that name a number."""
    return [aim for aim in every_target(now) if aim.indicator and aim.target.value is not None]
