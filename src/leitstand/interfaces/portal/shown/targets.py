"""Targets beside the value they are about."""

from dataclasses import dataclass

from leitstand.domain.indicators.queries import IndicatorView, TargetView
from leitstand.domain.reporting.queries import Situation


@dataclass(frozen=True, slots=True)
class Aim:
    """A target and, if it is one of an indicator, that indicator."""

    target: TargetView
    indicator: IndicatorView | None


def every_target(now: Situation) -> list[Aim]:
    """All targets: those of indicators in the plan's order, then those of topics and editions."""
    own = [Aim(target, indicator) for indicator in now.indicators.values() for target in indicator.targets]
    return own + [Aim(target, None) for target in now.targets]


def with_numbers(now: Situation) -> list[Aim]:
    """Targets of indicators that name a number."""
    return [aim for aim in every_target(now) if aim.indicator and aim.target.value is not None]
