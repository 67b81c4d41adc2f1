"""Figures in the sentences of a paper: dates and deadlines, percentages, money, quantities.

Whoever marks a demand is offered what it says in numbers: „bis 2025“, „um 20 Prozent“, „100 Mio. Euro“,
„zwölf Zukunftsorte“. Each figure keeps its exact span, so that ``text[figure.start:figure.end] ==
figure.text``. What only looks like a figure is left out: dates and numbers of laws, pages, chapters
and headings, telephone numbers, postal codes. When in doubt, nothing is found: a person adds what is missing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from leitstand.domain.papers.rules.calendar_words import find_dates
from leitstand.domain.papers.rules.figure import Figure
from leitstand.domain.papers.rules.numerals import DIGITS, WORD, number_of
from leitstand.domain.papers.rules.raised import without_marks

__all__ = ["Figure", "find_figures"]

MULTIPLIER = (
    r"(?:Tausend|Tsd\.?|Millionen|Million|Mio\.?|Milliarden|Milliarde|Mrd\.?|Billionen|Billion|Bio\.?)(?![\wäöüß])"
)
RELATIONS = {"um": "by", "auf": "to", "bis auf": "to", "von": "from"}
BOUNDS = {
    **dict.fromkeys(("mindestens", "wenigstens", "mehr als", "über", "nicht weniger als", "nicht unter"), "at_least"),
    **dict.fromkeys(("höchstens", "maximal", "weniger als", "unter", "bis zu", "nicht mehr als"), "at_most"),
    **dict.fromkeys(("rund", "etwa", "ca.", "circa", "zirka", "knapp", "gut", "ungefähr"), "about"),
}
_LEAD = (
    rf"(?:(?P<relation>\b(?i:bis auf|um|auf|von))\s+)?"
    rf"(?:(?P<bound>\b(?i:{'|'.join(re.escape(word) for word in sorted(BOUNDS, key=len, reverse=True))}))\s+)?"
)
_NUMBERS = (
    rf"(?<![\w.,/+\-–])(?:(?P<low>{DIGITS}|{WORD})(?:\s+(?:bis|und|oder)\s+|\s?[–-]\s?))?"
    rf"(?<![\wäöüß.,/+])(?P<number>{DIGITS}|{WORD})"
)
_EVERY = (
    r"(?P<every>\s*(?:/|pro|je|im)\s*(?:Jahr|Monat|Tag)(?![\wäöüß]|\s+\d)|\s+p\.\s?a\."
    r"|\s+(?:jährlich|monatlich)(?![\wäöüß]))?"
)
SHARE = re.compile(
    rf"{_LEAD}{_NUMBERS}[\s-]?\s?(?P<unit>Prozentpunkten?|Prozent|v\.\s?H\.|%-?Punkten?|%)(?![\wäöüß]){_EVERY}"
)
MONEY = re.compile(
    rf"{_LEAD}(?:{_NUMBERS}\s?(?P<multiplier>{MULTIPLIER})?[\s-]?\s?(?P<unit>Euro|EUR|TEUR|T€|€)(?![\wäöüß])"
    rf"|(?<![\wäöüß])(?P<front>€|EUR)\s?(?P<fronted>{DIGITS})(?:\s?(?P<fronted_multiplier>{MULTIPLIER}))?){_EVERY}"
)
_MEASURED = (
    r"(?:ha|km²|km2|km|m²|m2|m³|qm|t|kg|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kWp|MWp|GWp|Gbit/s|Mbit/s|°C)(?![\wäöüß²³/])"
)
_ADJECTIVE = (
    r"(?:(?!(?:bis|der|die|den|das|seine|ihre|diese|eine|einer|einen|keine|alle)\s)[a-zäöüß-]{2,24}(?:e|en|er)\s+)"
)
QUANTITY = re.compile(
    rf"{_LEAD}{_NUMBERS}(?:\s?(?P<multiplier>{MULTIPLIER}))?"
    rf"(?:\s?(?P<symbol>{_MEASURED})|\s+{_ADJECTIVE}{{0,2}}(?P<unit>[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ]?[\wäöüß]+){{0,4}}))"
    rf"{_EVERY}"
)
# „Kapitel 3 Energie“ counts no energies: a number after one of these words is a place in a list.
_LABELS = re.compile(
    r"(?:\b(?:Ziel|Handlungsfeld|Feld|Kapitel|Kap|Abschnitt|Tabelle|Tab|Abbildung|Abb|Anlage|Anhang|Seiten?|S|Nr|Nummer|"
    r"Ziffer|Artikel|Art|Artikeln|Absatz|Abs|Paragrafe?n?|Satz|Phase|Stufe|Teil|Punkt|Drs|Drucksache|Maßnahme|Frage|"
    r"Band|Heft|Version|Tel|Telefon|Fax|Mobil|PLZ|Klasse|Typ|Cluster|Leitlinie|Säule|Modul|Agenda|Industrie|"
    r"Masterplan|Fußnote|Schritt|Los|BGBl|I|II|III|Jahr|Jahre)|§)\.?\s*$"
)
_NO_UNITS = re.compile(
    r"^(?:Prozent|Euro|EUR|Uhr|Abs|Absatz|Satz|Nr|Nummer|Buchst\w*|Januar|Februar|März|April|Mai|Juni|Juli|August|"
    r"September|Oktober|November|Dezember|Millionen|Milliarden|Mio|Mrd|Tsd|[A-ZÄÖÜ]+G|BGB|GG|Kapitel|Artikel|Art)$"
)
_SUBSECTION = re.compile(r"\d{1,2}\.\d{1,2}")
_ANY_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_figures(text: str, *, heading: bool = False) -> tuple[Figure, ...]:
    """All figures of a text in their order; none overlap. Never raises. ``heading``: the text may be numbered."""
    taken: list[Figure] = []
    plain = without_marks(text)
    for find in (find_dates, _shares, _money, partial(_quantities, heading=heading)):
        for one in find(plain):
            if not any(one.overlaps(other) for other in taken):
                taken.append(replace(one, text=text[one.start : one.end]))
    return tuple(sorted(taken, key=lambda figure: figure.start))


@dataclass(frozen=True, slots=True)
class _Made:
    """What a pattern found, before it is known to be a figure."""

    text: str
    match: re.Match[str]

    def figure(self, kind: str, unit: str, factor: int = 1, number: str = "number") -> Figure | None:
        value = number_of(self.match[number])
        if value is None or _is_labelled(self.text, self.match.start(number)):
            return None
        groups = self.match.groupdict()
        low = number_of(groups["low"]) if groups["low"] else None
        start, end = _trimmed(self.text, self.match)
        return Figure(
            kind, start, end, self.text[start:end], _exact(value * factor), unit,
            low=None if low is None else _exact(low * factor),
            relation=RELATIONS.get((groups["relation"] or "").lower(), ""),
            bound=BOUNDS.get(_plain(groups["bound"] or ""), ""),
            every=_every(groups["every"] or ""),
        )  # fmt: skip


def _exact(value: Decimal) -> Decimal:
    """The value without zeros behind its last digit that counts, and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    found = match[0]
    return match.start() + len(found) - len(found.lstrip()), match.end() - (len(found) - len(found.rstrip()))


def _is_labelled(text: str, start: int) -> bool:
    return bool(_LABELS.search(text[max(0, start - 24) : start]))


def _every(words: str) -> str:
    if not words.strip():
        return ""
    return "month" if "onat" in words else "day" if "Tag" in words else "year"


def _all(text: str, pattern: re.Pattern[str], make: Callable[[_Made], Figure | None]) -> Iterator[Figure]:
    place = 0
    while match := pattern.search(text, place):
        figure = make(_Made(text, match))
        if figure:
            yield figure
        # What is no figure may begin with a word that belongs to the next one.
        place = match.end() if figure else match.start() + 1


def _shares(text: str) -> Iterator[Figure]:
    return _all(
        text, SHARE, lambda made: made.figure("share", "Prozentpunkte" if "unkt" in made.match["unit"] else "%")
    )


def _money(text: str) -> Iterator[Figure]:
    return _all(text, MONEY, _amount)


def _amount(made: _Made) -> Figure | None:
    match = made.match
    if match["fronted"]:
        return made.figure("money", "Euro", _factor(match["fronted_multiplier"]), "fronted")
    thousands = 1000 if match["unit"] in ("TEUR", "T€") else 1
    return made.figure("money", "Euro", thousands * _factor(match["multiplier"]))


def _factor(word: str | None) -> int:
    """1 for none; thousands, millions, milliards (10⁹), billions (10¹²) as German counts them."""
    short = (word or "").lower()
    if short.startswith("t"):
        return 10**3
    if short.startswith(("mio", "million")):
        return 10**6
    return 10**9 if short.startswith("m") else 10**12 if short else 1


def _quantities(text: str, *, heading: bool) -> Iterator[Figure]:
    return _all(text, QUANTITY, partial(_quantity, heading=heading))


def _quantity(made: _Made, *, heading: bool) -> Figure | None:
    match = made.match
    digits, unit = match["number"], match["symbol"] or match["unit"]
    counts = not match["symbol"] and not match["multiplier"]
    if counts and (_is_no_amount(digits, unit) or _numbers_a_title(made, heading)):
        return None
    return made.figure("quantity", unit, _factor(match["multiplier"]))


def _numbers_a_title(made: _Made, heading: bool) -> bool:
    """„3.2 Flächen“ at the beginning of a line; „3 Flächen“ too, where the text is a heading."""
    start, digits = made.match.start("number"), made.match["number"]
    before = made.text[:start]
    begins = "\n" in before[len(before.rstrip()) :] or not before.strip()
    return begins and bool((_ANY_SECTION if heading else _SUBSECTION).fullmatch(digits))


def _is_no_amount(digits: str, unit: str) -> bool:
    """A year, a postal code, a telephone number or „1 Einleitung“, or a unit that counts nothing."""
    if _NO_UNITS.match(unit) or digits == "1" or (digits.startswith("0") and not digits.startswith("0,")):
        return True
    if _YEAR.fullmatch(digits):
        return True
    return digits.isdecimal() and len(digits) >= 5 and not digits.endswith("00")
