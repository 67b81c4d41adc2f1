"""Regions beside each other in words, in both languages (``de`` or ``en``)."""

from collections.abc import Mapping
from decimal import Decimal

from leitstand.domain.indicators.queries import IndicatorView, ObservationView
from leitstand.domain.indicators.rules.ranking import SIGNS
from leitstand.domain.indicators.rules.regions import BEZIRK, LAND, name_of
from leitstand.domain.reporting.indicator_words import quantity, unit_of, value_in_words
from leitstand.domain.reporting.queries.regions import RegionComparison, RegionLine
from leitstand.foundation.wording import say_during, say_number, say_partial

_NOUNS = {
    LAND: ("Ländern", "Länder"),
    BEZIRK: ("Bezirken", "districts of Berlin"),
}
_OTHER = ("Kreisen", "districts")


def _two(language: str, german: str, english: str) -> str:
    return german if language[:2] == "de" else english


def value_said(indicator: IndicatorView, value: Decimal, language: str) -> str:
    return quantity(value, unit_of(indicator, language), indicator.decimals, language)


def latest_said(indicator: IndicatorView, seen: ObservationView, language: str) -> str:
    """``12,3 % (2024)``; empty where the observation has no value."""
    if seen.value is None:
        return ""
    return f"{value_said(indicator, seen.value, language)} ({say_partial(seen.period, language)})"


def difference(indicator: IndicatorView, amount: Decimal, language: str) -> str:
    """``1,3 Prozentpunkte mehr``; ``gleich viel`` for nothing."""
    if not amount:
        return _two(language, "genauso viel", "the same")
    unit = unit_of(indicator, language)
    if unit.strip() == "%":
        unit = _two(language, "Prozentpunkte", "percentage points")
    more = _two(language, "mehr", "more") if amount > 0 else _two(language, "weniger", "less")
    return f"{quantity(abs(amount), unit, indicator.decimals, language)} {more}"


def answer(made: RegionComparison, language: str) -> str:
    """Where Berlin stands: rank, distance to Germany and to the best; for parts of Berlin, their range."""
    if len(made.ranked) < 2 and made.home is None:
        return _two(language, "Es gibt zu wenige Werte für einen Vergleich.", "There are too few values to compare.")
    if made.home is None:
        return _range(made, language)
    if made.home.value is None:
        return _without_home(made, language)
    return _standing(made, made.home, made.home.value, language)


def _range(made: RegionComparison, language: str) -> str:
    during = say_during(made.period, language)
    first, last = (_with_value(made, line, language) for line in (made.ranked[0], made.ranked[-1]))
    count, noun = len(made.ranked), _noun(made.level, language)
    german = f"{_begun(during)} reichen die Werte von {count} {noun} von {first} bis {last}."
    return _two(language, german, f"{_begun(during)} the values of {count} {noun} go from {first} to {last}.")


def _without_home(made: RegionComparison, language: str) -> str:
    during = say_during(made.period, language)
    said = _two(language, f"Für Berlin liegt {during} kein Wert vor", f"There is no value for Berlin {during}")
    if not made.ranked:
        return f"{said}."
    first = _with_value(made, made.ranked[0], language)
    return f"{said}; {_superlative(made, language)}: {first}."


def _superlative(made: RegionComparison, language: str) -> str:
    if made.indicator.polarity == "context":
        return _two(language, "der höchste Wert", "the highest value")
    return _two(language, "der beste Wert", "the best value")


def _standing(made: RegionComparison, home: RegionLine, value: Decimal, language: str) -> str:
    during, said = say_during(made.period, language), value_said(made.indicator, value, language)
    count, noun = len(made.ranked), _noun(made.level, language)
    if count < 2:
        start = _two(language, f"Berlin hat {during} den Wert {said}", f"{_begun(during)} Berlin’s value is {said}")
    else:
        shared = _two(language, " (geteilt)", " (shared)") if home.shared else ""
        start = _two(
            language,
            f"Berlin steht {during} mit {said} auf Rang {home.rank}{shared} von {count} {noun}",
            f"{_begun(during)} Berlin, at {said}, ranks {home.rank}{shared} among {count} {noun}",
        )
    distances = [*_to_nation(made, value, language), *_to_best(made, home, value, language)]
    joined = _two(language, " und ", " and ").join(distances)
    context = made.indicator.polarity == "context" and count > 1
    order = _two(language, " Rang 1 hat der höchste Wert.", " Rank 1 is the highest value.") if context else ""
    return f"{start}: {joined}.{order}" if joined else f"{start}.{order}"


def _to_nation(made: RegionComparison, value: Decimal, language: str) -> list[str]:
    if made.nation is None or made.nation.value is None:
        return []
    amount = value - made.nation.value
    said = value_said(made.indicator, made.nation.value, language)
    return [f"{difference(made.indicator, amount, language)} {_than(amount, language)} {_nation(language)} ({said})"]


def _nation(language: str) -> str:
    return name_of("DG", language)


def _than(amount: Decimal, language: str) -> str:
    if not amount:
        return _two(language, "wie", "as")
    return _two(language, "als", "than")


def _to_best(made: RegionComparison, home: RegionLine, value: Decimal, language: str) -> list[str]:
    best = made.ranked[0] if made.ranked else home
    if home.rank == 1 or best.value is None or len(made.ranked) < 2:
        return []
    amount = value - best.value
    which = _superlative(made, language)
    name = f"{name_of(best.region, language)} ({which}: {value_said(made.indicator, best.value, language)})"
    return [f"{difference(made.indicator, amount, language)} {_than(amount, language)} {name}"]


def _with_value(made: RegionComparison, line: RegionLine, language: str) -> str:
    return f"{value_said(made.indicator, line.value or Decimal(0), language)} ({name_of(line.region, language)})"


def _noun(level: str, language: str) -> str:
    german, english = _NOUNS.get(level, _OTHER)
    return _two(language, german, english)


def fastest(made: RegionComparison, language: str, names: Mapping[str, str]) -> str:
    """Who improved fastest over the chosen years, by the ``names`` given; empty if no change is known."""
    if not made.by_pace:
        return ""
    first = made.by_pace[0]
    first_ones = [names[line.region] for line in made.by_pace if line.pace_rank == 1]
    who, change = _two(language, " und ", " and ").join(first_ones), change_said(made, first, language)
    since, until = say_partial(made.since, language), say_partial(made.period, language)
    german, english = _fastest_words(
        made.indicator.polarity, (first.pace or Decimal(0)) * SIGNS[made.indicator.polarity]
    )
    return _two(
        language,
        f"{german} von {since} bis {until}: {who} ({change}).",
        f"{english} from {since} to {until}: {who} ({change}).",
    )


def _fastest_words(polarity: str, gain: Decimal) -> tuple[str, str]:
    if polarity == "context":
        return "Am stärksten gestiegen", "Strongest rise"
    if gain > 0:
        return "Am schnellsten verbessert", "Fastest improvement"
    return "Nirgends besser geworden; am wenigsten verschlechtert", "No improvement anywhere; smallest decline"


def change_said(made: RegionComparison, line: RegionLine, language: str) -> str:
    """The change over the chosen years with its unit; empty where it is not known."""
    said = change_number(made, line, language)
    return f"{said}\u00a0{change_unit(made, language)}" if said else ""


def change_number(made: RegionComparison, line: RegionLine, language: str) -> str:
    """The change without its unit, with its sign; empty where it is not known."""
    if line.move is None or (made.relative and line.move.percent is None):
        return ""
    amount = line.move.absolute if line.move.percent is None or not made.relative else Decimal(line.move.percent)
    sign = "+" if amount > 0 else "−" if amount < 0 else "±"
    return f"{sign}{say_number(abs(amount), 1 if made.relative else made.indicator.decimals, language)}"


def change_unit(made: RegionComparison, language: str) -> str:
    """What changes are counted in: percent, percentage points or the indicator's unit."""
    unit = unit_of(made.indicator, language).strip()
    if made.relative:
        return "%"
    return _two(language, "Prozentpunkte", "percentage points") if unit == "%" else unit


def missing_said(line: RegionLine, language: str) -> str:
    """Why a region has no value; its last one is named if there is one."""
    if line.observation is not None and line.observation.sign:
        return line.observation.sign_label
    if line.last is not None:
        when = say_partial(line.last.period, language)
        return _two(
            language, f"noch nicht veröffentlicht; letzter Wert: {when}", f"not published yet; last value: {when}"
        )
    return _two(language, "hier liegt kein Wert vor", "no value is known here")


def class_said(made: RegionComparison, members: tuple[str, ...], language: str) -> str:
    """The limits of a class: ``70,1 % bis 74,9 %``; one value if all are alike."""
    values = sorted(line.value for line in made.ranked if line.region in members and line.value is not None)
    low, high = (value_said(made.indicator, value, language) for value in (values[0], values[-1]))
    return low if low == high else _two(language, f"{low} bis {high}", f"{low} to {high}")


def line_said(made: RegionComparison, line: RegionLine, language: str) -> str:
    """The value in words, or why there is none."""
    if line.observation is None or line.observation.value is None:
        return missing_said(line, language)
    return value_in_words(made.indicator, line.observation, language)


def _begun(said: str) -> str:
    return said[:1].upper() + said[1:]
