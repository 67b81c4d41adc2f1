"""An indicator whose one target turns when the next value comes, and a measure that is meant to move it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from leitstand.domain.indicators import operations
from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.indicators.operations import NewValue
from leitstand.domain.plans.models import Edition, Measure, MeasureEntry, Plan
from leitstand.foundation import clock
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing

SYSTEM = system("Test")
RISING = {2016: 40, 2017: 44, 2018: 47, 2019: 52, 2020: 55, 2021: 60, 2022: 63, 2023: 68}
BEFORE = datetime(2024, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def keep(record: Any) -> Any:
    writing.create(SYSTEM, [writing.Row(record)])
    return record


def keep_rising(**of_measure: Any) -> Indicator:
    """Save the indicator, its target and one measure (with ``of_measure``), and assess them in June 2024."""
    plan = Plan.objects.first() or keep(Plan(key="plan", title="Probeplan"))
    edition = Edition.objects.first() or keep(
        Edition(key="2022", plan=plan, title="Fassung 2022", short_title="2022", published=True)
    )
    measure = keep(Measure(key="netz-bauen", plan=plan, **of_measure))
    keep(MeasureEntry(key="2022.netz-bauen", edition=edition, measure=measure, title="Netz bauen", promise="Bauen."))
    indicator: Indicator = keep(Indicator(key="netz", title="Netz", unit="%", polarity="up", origin="official"))
    for year, value in RISING.items():
        keep(Observation(key=f"netz.{year}", indicator=indicator, period=str(year), value=value, vintage="2024-01"))
    keep(Target(key="netz.2026", indicator=indicator, kind="point", value=Decimal(80), due="2026", stated="2020"))
    keep(MeasureIndicator(key="netz-bauen.netz", measure=measure, indicator=indicator, role="progress"))
    with clock.at(BEFORE):
        operations.assess(actor=SYSTEM)
    return indicator


def fall(indicator: Indicator, value: int = 50, vintage: str = "2025-01") -> None:
    """Take in a value for 2024 far below the course: rating and outlook turn."""
    operations.publish_values(indicator, [NewValue("2024", Decimal(value))], vintage=vintage, unit="%", actor=SYSTEM)
