"""When a paper appeared: what it says of its own date counts, and no year that still lies ahead.

The year in a title is as often an aim („Strategie 2030“) as a date („Sozialbericht 2023“). So a date of
publication comes first, a title's year counts only where it is not later than the file and no aim, and the
file's own date comes before the years its text speaks of.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONTH = r"(?P<month>Jan(?:uar|\.)?|Feb(?:ruar|\.)?|März|Mrz\.?|Apr(?:il|\.)?|Mai|Juni?|Juli?|Aug(?:ust|\.)?" + (
    r"|Sept?(?:ember|\.)?|Okt(?:ober|\.)?|Nov(?:ember|\.)?|Dez(?:ember|\.)?)"
)
_FIGURES = r"(?:\d{1,2}\.\s?)?(?P<number>0?[1-9]|1[0-2])\s?[./]\s?"
_WHEN = rf"(?:(?:\d{{1,2}}\.\s{{0,3}})?{_MONTH}\s{{1,3}}|{_FIGURES})(?P<year>(?:19|20)\d\d)(?!\d)"
_DATED = (
    re.compile(
        r"(?:\bStand|Redaktionsschluss|Erschienen|Erscheinungsdatum|Veröffentlicht|Veröffentlichung|Ausgabe|Druck)"
        rf"\s{{0,3}}(?:im|am|vom)?\s{{0,3}}:?\s{{0,3}}(?:im\s|am\s|vom\s)?{_WHEN}",
        re.IGNORECASE,
    ),
    re.compile(rf"^[^\w\n]{{0,20}}{_WHEN}[^\w\n]{{0,20}}$", re.MULTILINE),
    re.compile(rf"^[^\w\n]{{0,20}}[A-ZÄÖÜ][\w. -]{{2,30}},\s+(?:(?:im|den|am)\s+)?{_WHEN}", re.MULTILINE),
    re.compile(rf"\b(?:[Bb]eschluss\s+vom|[Bb]eschlossen\s+am)\s+{_WHEN}"),
)
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)")
_IMPRINT = re.compile(
    r"(?:©|\(c\)|Copyright|Erscheinungsjahr|Auflage|Redaktionsschluss|\bStand|Erschienen)\D{0,40}?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"(?:\bbis(?:\s+(?:zum\s+Jahr|Ende))?|Agenda|Vision|Horizont|Perspektiven?|Ziele?|Zukunft|Richtung|Fahrplan)\s+$",
    re.I,
)
_SPAN = re.compile(r"((?:19|20)\d\d)\s?(?:[-–/]|bis)\s?(?:(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """Where a year may be told: the title, the file's name, beginning and end of the text, the file's own account."""

    title: str
    name: str
    start: str
    end: str
    told: Mapping[str, str]


def latest_year(told: Mapping[str, str], today: date) -> int:
    """The last year in which the paper can have appeared: that of its file, or this one."""
    years = [year for year in (_file_year(told, name) for name in ("CreationDate", "ModDate")) if year]
    return min([max(years), today.year] if years else [today.year])


def _file_year(told: Mapping[str, str], name: str) -> int:
    found = re.match(r"\D*(\d{4})", told.get(name, ""))
    return int(found[1]) if found and int(found[1]) >= 1980 else 0


def published_in(text: str, latest: int) -> str:
    """The date by which a text says when it appeared, as ``2022-03``; empty if it does not say."""
    for pattern in _DATED:
        for found in pattern.finditer(text):
            if int(found["year"]) <= latest:
                return f"{found['year']}-{_month(found):02}"
    return ""


def _month(found: re.Match[str]) -> int:
    if found["number"]:
        return int(found["number"])
    said = found["month"].lower()[:3]
    return _MONTHS.index("mär" if said == "mrz" else said) + 1


def year_of(said: Said, kind: str, published: str, latest: int) -> str:
    """The year a paper is of: of a report the one it reports on, otherwise the one in which it appeared."""
    titled = list(_years(said.title, latest))
    if kind == "report" and titled:
        return titled[-1]
    if published:
        return published[:4]
    span = _SPAN.search(said.title)
    if span and int(span[1]) <= latest:
        return span[1]
    imprint = [found["year"] for found in _IMPRINT.finditer(f"{said.start}\n{said.end}")]
    file = _file_year(said.told, "CreationDate")
    named = list(_years(said.name.replace("_", " "), latest))
    for years in (_not_after(imprint, latest), titled[-1:], named[-1:], [str(file)] if 0 < file <= latest else []):
        if years:
            return max(years)
    spoken = Counter(_years(said.start[:3000], latest))
    return spoken.most_common(1)[0][0] if spoken else ""


def _not_after(years: list[str], latest: int) -> list[str]:
    return [year for year in years if int(year) <= latest]


def _years(text: str, latest: int) -> Iterator[str]:
    """Years that are not ahead and not an aim, in their order."""
    for found in _YEAR.finditer(text):
        if int(found[0]) <= latest and not _AIM.search(text[: found.start()]):
            yield found[0]
