"""Periods as offices write them, turned into the spelling of ``PartialDate``.

Annual, half-yearly, quarterly, monthly and daily periods are known. Calendar weeks are refused:
the plan's calendar has none, and a week counted to a month would be an invented value.
"""

import re
from functools import lru_cache

from leitstand.foundation.calendar import PartialDate

_MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_BY_NAME = {
    **{name: number for names in (_MONTHS, _ENGLISH) for number, name in enumerate(names, 1)},
    **{name[:3]: number for names in (_MONTHS, _ENGLISH) for number, name in enumerate(names, 1)},
    "mrz": 3, "maerz": 3, "jänner": 1,
}  # fmt: skip
_NOTE_MARKS = re.compile(r"[¹²³⁰-⁹*]+\)?$|\s+\d\)$")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"(\d{4})", "{0}"),
        (r"(\d{4})-?A1?", "{0}"),
        (r"(\d{4})-?Q([1-4])", "{0}-Q{1}"),
        (r"(\d{4})-?[HS]([12])", "{0}-H{1}"),
        (r"(\d{4})-?M?(\d{2})", "{0}-{1}"),
        (r"(\d{4})-?M(\d)", "{0}-0{1}"),
        (r"(\d{4})-?(\d{2})-?(\d{2})", "{0}-{1}-{2}"),
        (r"(\d{4})D(\d{2})(\d{2})", "{0}-{1}-{2}"),
        (r"(\d{4}-\d{2}-\d{2})T[\d:.Z+-]*", "{0}"),
        (r"(\d{4})P1Y", "{0}"),
        (r"(\d{4})-(\d{2})P1M", "{0}-{1}"),
    )
)
_WEEK = re.compile(r"\d{4}-?W\d{1,2}|KW\s*\d+|\d{1,2}\. ?KW", re.IGNORECASE)


@lru_cache(maxsize=65536)
def period_of(text: str) -> str:
    """``31.12.2019``, ``2012Q3``, ``2012M06``, ``1. Vj. 2021``, ``Januar 2021``, ``2015/16`` … as a partial date.

    Raises ``ValueError`` with a German sentence.
    """
    plain = " ".join(_NOTE_MARKS.sub("", text.strip()).split())
    if _WEEK.fullmatch(plain):
        raise ValueError(f"„{plain[:40]}“ ist eine Kalenderwoche; Wochenwerte kennt der Leitstand nicht.")
    said = _spelled(plain)
    try:
        partial = PartialDate.parse(said)
    except ValueError:
        raise ValueError(f"„{plain[:40]}“ ist kein Zeitraum.") from None
    if not 1500 <= partial.earliest.year <= 2300:
        raise ValueError(f"„{plain[:40]}“ ist kein Zeitraum.")
    return said


def is_period(text: str) -> bool:
    try:
        period_of(text)
    except ValueError:
        return False
    return True


def _spelled(text: str) -> str:
    for pattern, form in _RULES:
        if found := pattern.fullmatch(text):
            return form.format(*found.groups())
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := re.fullmatch(r"(\d{4})-(01|04|07|10)P3M", text):
        return f"{found[1]}-Q{(int(found[2]) + 2) // 3}"
    if found := re.fullmatch(r"(\d{4})-(01|07)P6M", text):
        return f"{found[1]}-H{1 if found[2] == '01' else 2}"
    if found := re.fullmatch(r"(?:(?:WS|Wintersemester|Schuljahr) )?(\d{4})\s?/\s?(\d{2}|\d{4})", text):
        second = int(found[2]) if len(found[2]) == 4 else int(found[1]) // 100 * 100 + int(found[2])
        return f"{found[1]}/{second + 100 if second < int(found[1]) else second}"
    return _from_words(text)


def _from_words(text: str) -> str:
    """``1. Vj. 2021``, ``2021 Januar`` and the like: a year and a part of it, in either order."""
    year = re.search(r"\b\d{4}\b", text)
    if year is None:
        return ""
    part = part_of(" ".join((text[: year.start()] + " " + text[year.end() :]).split()))
    return f"{year[0]}-{part}" if part else ""


@lru_cache(maxsize=4096)
def part_of(text: str) -> str:
    """The part of a year that a text or code names: ``06``, ``Q3``, ``H1``, ``06-21``, or nothing."""
    plain = _NOTE_MARKS.sub("", text.strip()).strip().lower().rstrip(".")
    if plain in _MONTH_BY_NAME:
        return f"{_MONTH_BY_NAME[plain]:02}"
    if found := re.fullmatch(r"monat(0[1-9]|1[0-2])|(0[1-9]|1[0-2])", plain):
        return found[1] or found[2]
    if found := re.fullmatch(r"(?:quart\w?|q)([1-4])|([1-4])\.? ?(?:vj|vierteljahr|quartal|qu)", plain):
        return f"Q{found[1] or found[2]}"
    if found := re.fullmatch(r"(?:halbj\w?|hj|h)([12])|([12])\.? ?(?:hj|halbjahr)", plain):
        return f"H{found[1] or found[2]}"
    if found := re.fullmatch(r"(\d{2})\.(\d{2})", plain):
        return f"{found[2]}-{found[1]}"
    return ""


def is_week(text: str) -> bool:
    return bool(_WEEK.fullmatch(text.strip())) or "kalenderwoche" in text.lower()
