"""Values, changes and targets of indicators in words, in both languages (``de`` or ``en``)."""

import re
from decimal import Decimal

from leitstand.domain.indicators.queries import IndicatorView, ObservationView, TargetView
from leitstand.foundation.wording import say_number, say_partial

_YEARLY = re.compile("jahr|year", re.IGNORECASE)
COUNTING = {"anzahl", "number", ""}


def quantity(value: Decimal | float, unit: str, decimals: int, language: str, *, approximate: bool = False) -> str:
    """``26,0 Mrd. €``; a mere count goes without its unit; ``rund`` before what is approximate."""
    said = say_number(value, decimals, language)
    if unit.strip().lower() not in COUNTING:
        said = f"{said}\u00a0{unit.strip()}"
    return f"{'rund' if language[:2] == 'de' else 'about'} {said}" if approximate else said


def unit_of(indicator: IndicatorView, language: str) -> str:
    return indicator.unit if language[:2] == "de" else indicator.unit_en or indicator.unit


def value_in_words(indicator: IndicatorView, observation: ObservationView, language: str) -> str:
    """The observed value with its unit, or the words for the sign that stands for it."""
    if observation.value is None:
        return observation.sign_label
    return quantity(
        observation.value,
        unit_of(indicator, language),
        indicator.decimals,
        language,
        approximate=observation.approximate,
    )


def change_in_words(indicator: IndicatorView, language: str) -> str:
    """How the last value differs from the one before it; empty if that cannot be said."""
    change = indicator.change
    if change is None:
        return ""
    german = language[:2] == "de"
    since = say_partial(change.since, language)
    if change.direction == "same":
        return f"unverändert gegenüber {since}" if german else f"unchanged from {since}"
    unit = unit_of(indicator, language)
    points = unit.strip() == "%"
    if points:
        unit = "Prozentpunkte" if german else "percentage points"
    amount = quantity(abs(change.absolute), unit, indicator.decimals, language)
    percent = "" if points or change.percent is None else f" ({say_number(abs(change.percent), 1, language)}\u00a0%)"
    if german:
        return f"{amount}{percent} {'mehr' if change.direction == 'up' else 'weniger'} als {since}"
    return f"{amount}{percent} {'more' if change.direction == 'up' else 'less'} than in {since}"


def target_in_words(target: TargetView, indicator: IndicatorView | None, language: str) -> str:
    """The target as one phrase: its number and due date if it has them, else its own words."""
    german = language[:2] == "de"
    text = target.text if german else target.text_en or target.text
    if target.value is None:
        return text or target.kind_label
    unit = target.unit or (unit_of(indicator, language) if indicator else "")
    low = _amount(target.value, unit, language)
    said = low if target.upper is None else f"{low} {'bis' if german else 'to'} {_amount(target.upper, unit, language)}"
    if target.kind == "every_year" and not _YEARLY.search(unit):
        said += " in jedem Jahr" if german else " in every year"
    if target.due:
        said += f" bis {say_partial(target.due, language)}" if german else f" by {say_partial(target.due, language)}"
    return said


def _amount(value: Decimal, unit: str, language: str) -> str:
    return quantity(value, unit, max(0, -int(value.normalize().as_tuple().exponent)), language)
