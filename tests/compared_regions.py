"""An invented indicator of sixteen Länder and Germany over ten years, with every trap of a comparison.

Hessen and Thüringen are level; Bremen's last value is secret; Saarland's ends a year early; Hamburg's
series breaks in 2021; Sachsen-Anhalt has none. The unit is percent and more is better.
"""

from decimal import Decimal

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.indicators.rules.regions import BEZIRKE, LAENDER
from leitstand.domain.plans.models import Edition, Plan
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing

KEY = "probe-vergleich"
YEARS = range(2015, 2025)
LEVEL = dict(zip(LAENDER, (58, 70, 60, 55, 62, 64, 59, 68, 69, 52, 66, 57, 50, 61, 0, 64), strict=True))
PACE = dict(zip(LAENDER, ("0.4", "0.9", "0.5", "0.2", "0.6", "0.7", "0.5", "0.8", "0.9", "0.1", "1.1", "0.8", "0.9", "1.4", "0", "0.7"), strict=True))  # fmt: skip  # noqa: E501 - a row of a table
GONE = ("15",)


def keep_regions(polarity: str = "up", *, bezirke: bool = False, districts: int = 0) -> None:
    """Save the indicator; with the twelve Bezirke or some districts if asked for. There must be no plan yet, or one."""
    actor = system("Test")
    if not Plan.objects.exists():
        plan = Plan(key="plan", title="Plan der Probe")
        writing.create(actor, [writing.Row(plan)])
        edition = Edition(key="2020", plan=plan, title="Fassung 2020", short_title="2020", published=True)
        writing.create(actor, [writing.Row(edition)])
    indicator = Indicator(
        key=KEY, title="Anteil der Probe", title_en="Share of the sample", unit="%", decimals=1,
        polarity=polarity, origin="official",
    )  # fmt: skip
    writing.create(actor, [writing.Row(indicator)])
    rows = [_value(indicator, code, year) for code in (*LAENDER, "DG") for year in YEARS if _there(code, year)]
    rows += [_part(indicator, code, number) for number, code in enumerate(BEZIRKE) if bezirke]
    rows += [_part(indicator, f"09{171 + number}", number) for number in range(districts)]
    writing.create(actor, [writing.Row(row) for row in rows])


def _there(code: str, year: int) -> bool:
    return code not in GONE and not (code == "10" and year == YEARS[-1])


def _value(indicator: Indicator, code: str, year: int) -> Observation:
    made = Observation(
        key=f"{KEY}.{code.lower()}.{year}", indicator=indicator, region=code, period=str(year), vintage=f"{year + 1}-06"
    )
    if code == "04" and year == YEARS[-1]:
        made.sign = "secret"
        return made
    made.value = LEVEL.get(code, 63) + Decimal(PACE.get(code, "0.7")) * (year - YEARS[0])
    made.flag = "provisional" if year == YEARS[-1] else ""
    made.breaks = code == "02" and year == 2021
    return made


def _part(indicator: Indicator, code: str, number: int) -> Observation:
    value = Decimal(40 + number)
    return Observation(
        key=f"{KEY}.{code}", indicator=indicator, region=code, period="2024", vintage="2025", value=value
    )
