"""Dates and deadlines as papers say them: „bis Ende 2024“, „ab dem Schuljahr 2023/24“, „in fünf Jahren“.

A bare year is no date: „2018 Leitlinien“ is a title as often as a time. It needs a word that makes it
one. The day of a law or a printed paper („Gesetz vom 12. März 2020“, „Drucksache 18/12581“) is none.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from leitstand.domain.papers.rules.figure import Figure
from leitstand.domain.papers.rules.numerals import DIGITS, WORD, number_of

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_RELATION = (
    r"(?P<relation>(?i:bis\s+spätestens|spätestens\s+bis|spätestens|bis|ab|seit|von|vor|nach|im|in|zum|für|ins))"
)
_FILLING = r"(?:\s+(?:zum|zur|dem|den|das|der|im|in|Jahresende))*"
_YEAR = r"(?:19|20)\d\d"
_PART = r"(?:(?P<part>Anfang|Mitte|Ende|Beginn|Jahresende|Frühjahr|Sommer|Herbst|Winter)\s+(?:des\s+)?(?:Jahres\s+)?)?"
_NAMED = (
    rf"(?P<day>\d{{1,2}})\.\s?(?:(?P<day_month>\d{{1,2}})\.\s?|(?P<day_name>{_MONTH})\s+)(?P<day_year>{_YEAR})(?!\d)"
    rf"|{_PART}(?:(?P<month>{_MONTH})\s+(?P<month_year>{_YEAR})(?![\d/])"
    rf"|(?P<span>Schuljahr(?:es)?|Haushaltsjahr(?:es)?|Wintersemester|Doppelhaushalt(?:es)?)\s+"
    rf"(?P<first>{_YEAR})\s?[/–-]\s?(?P<second>\d{{4}}|\d\d)(?!\d)"
    rf"|(?:(?P<ordinal>[1-4]\.|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?|I{{1,3}}\.?|IV\.?)\s+)"
    rf"(?P<slice>Quartal|Halbjahr)s?\s+(?:des\s+Jahres\s+)?(?P<slice_year>{_YEAR})(?!\d)"
    rf"|(?:Jahr(?:es)?\s+|Jahre\s+)?(?P<year>{_YEAR})(?![\d/.,-]\d|\d|\s?[–-]\s?\d))"
)
ABSOLUTE = re.compile(rf"(?<![\wäöüß]){_RELATION}{_FILLING}\s+(?:{_NAMED})(?![\wäöüß])")
LATE = re.compile(rf"(?<![\wäöüß])(?P<part>Anfang|Mitte|Ende)\s+(?:des\s+Jahres\s+)?(?P<year>{_YEAR})(?![\d/]|[.,]\d)")
RELATIVE = re.compile(
    rf"(?<![\wäöüß])(?i:(?:in|innerhalb|binnen)\s+(?:(?:den|der|von)\s+)?(?:(?:nächsten|kommenden|folgenden)\s+)?)"
    rf"(?P<number>{DIGITS}|{WORD})\s+(?P<unit>Jahren|Monaten|Wochen|Tagen|Jahre|Monate)(?![\wäöüß])"
)
_LAW = re.compile(
    r"(?:gesetz|verordnung|richtlinie|beschluss|drucksache|drs\.?|bgbl\.?|gvbl\.?|fassung|bekanntmachung|urteil|"
    r"vertrag|erlass|§)[^.!?;]{0,60}$",
    re.IGNORECASE,
)
RELATIONS = {"bis": "until", "ab": "since", "seit": "since", "von": "since", "nach": "since", "vor": "until"}
ORDINALS = {"1": 1, "e": 1, "2": 2, "z": 2, "3": 3, "d": 3, "4": 4, "v": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
PARTS = {"Anfang": 1, "Beginn": 1, "Mitte": 6, "Ende": 12, "Jahresende": 12}
UNITS = {"Jahr": "Jahre", "Mona": "Monate", "Woch": "Wochen", "Tage": "Tage"}


def find_dates(text: str) -> Iterator[Figure]:
    """Dates and deadlines of a text in no certain order; several may be found for one place."""
    for match in ABSOLUTE.finditer(text):
        when = _when(match)
        if when and not _is_of_a_law(text, match):
            yield _figure(match, when, _relation(match["relation"]))
    for match in LATE.finditer(text):
        yield _figure(match, f"{match['year']}-{PARTS[match['part']]:02d}", "on")
    for match in RELATIVE.finditer(text):
        value = number_of(match["number"])
        if value is not None:
            unit = UNITS[match["unit"][:4]]
            yield Figure("date", match.start(), match.end(), match[0], value, unit, relation="within")


def _figure(match: re.Match[str], when: str, relation: str) -> Figure:
    return Figure("date", match.start(), match.end(), match[0], Decimal(when[:4]), "", relation=relation, when=when)


def _relation(words: str) -> str:
    said = words.lower()
    return "until" if "bis" in said or "spät" in said else RELATIONS.get(said, "on")


def _is_of_a_law(text: str, match: re.Match[str]) -> bool:
    """A day or year named to tell one law or paper from another."""
    if match["relation"].lower() not in ("von", "am"):
        return False
    return bool(_LAW.search(text[max(0, match.start() - 90) : match.start()]))


def _when(match: re.Match[str]) -> str:
    """The date as ``PartialDate`` reads it; empty if there is no such day."""
    if match["day"]:
        month = int(match["day_month"]) if match["day_month"] else MONTHS.index(match["day_name"]) + 1
        return _day(int(match["day_year"]), month, int(match["day"]))
    if match["month"]:
        return f"{match['month_year']}-{MONTHS.index(match['month']) + 1:02d}"
    if match["first"]:
        return _turn(match["first"], match["second"])
    if match["slice"]:
        return _slice(match)
    part = PARTS.get(match["part"] or "")
    return f"{match['year']}-{part:02d}" if part else match["year"]


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _turn(first: str, second: str) -> str:
    full = second if len(second) == 4 else first[:2] + second
    return f"{first}/{full}" if int(full) == int(first) + 1 else ""


def _slice(match: re.Match[str]) -> str:
    said = match["ordinal"].rstrip(".").lower()
    number = ORDINALS.get(said) or ORDINALS[said[0]]
    quarter = match["slice"] == "Quartal"
    return f"{match['slice_year']}-{'Q' if quarter else 'H'}{number}" if quarter or number < 3 else ""
