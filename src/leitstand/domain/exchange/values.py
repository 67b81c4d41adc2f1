"""Plain values and how they are said: typing of texts and worksheet cells, and the one canonical form.

A *value* is what one column of one row holds: ``str``, ``int``, ``float``, ``bool``, ``Decimal``,
``date``, a tuple of keys (sorted) for ``references``, or ``None`` for nothing. Files say values as
text (YAML) or as typed cells (workbooks). Reading is generous where the meaning is certain, as with
``1.234,50`` or ``21.06.2012``, and refuses with a reason and a cure where it is not.

Nothing here touches the database.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from rapidfuzz import fuzz, process

from leitstand.domain.exchange.figures import NoFigure, figures_read, figures_said
from leitstand.domain.exchange.tables import Column
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.finding import Finding

KIND_NAMES = {
    "text": "ein Text",
    "integer": "eine ganze Zahl",
    "decimal": "eine Zahl",
    "float": "eine Zahl",
    "yes_no": "„ja“ oder „nein“",
    "day": "ein Datum (Tag)",
    "partial": "ein Datum",
    "choice": "eine Auswahl",
    "figures": "Zeilen mit Zahlen einer Forderung",
    "reference": "ein Kennzeichen",
    "references": "eine Liste von Kennzeichen",
}

Value = str | int | float | bool | Decimal | date | tuple[str, ...] | None
Row = dict[str, Value]

MAX_SMALL, MAX_LARGE = 32_767, 2_147_483_647
"""What the database keeps in a small whole number, and in another."""
MAX_TEXT = 32_767
"""Longest text in characters. A worksheet cell holds no more, so no text may be longer."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_KEY = re.compile(r"^[a-z0-9][a-z0-9._-]*$")
_ADDRESS = re.compile(r"^(https?|ftp|ftps)://[^\s/?#]+[^\s]*$", re.IGNORECASE)
CENTS = 2
_YES_NO = {"true": True, "yes": True, "ja": True, "wahr": True, "x": True, "1": True} | {
    "false": False,
    "no": False,
    "nein": False,
    "falsch": False,
    "0": False,
}


class Unreadable(Finding):
    """A value that cannot be used."""


def empty(column: Column) -> Value:
    """What a column holds when a file says nothing: its default, or nothing."""
    if column.kind == "references":
        return ()
    if column.kind == "choice":
        return str(column.default or "")
    if column.kind in ("text", "partial", "figures"):
        return column.default or ""
    default: Value = column.default
    return default


def is_empty(value: Value) -> bool:
    return value is None or value == "" or value == ()


def canonical(value: Value) -> Value:
    """The form in which two values are compared: line ends and blank texts do not make a difference."""
    if not isinstance(value, str):
        return value
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "" if value.isspace() else value


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that suggests the known word nearest to ``word``, or nothing."""
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f" Meinten Sie „{near[0]}“?" if near else ""


def from_text(column: Column, text: str, *, german: bool = False) -> Value:
    """Read one text as a value of ``column``; ``german`` also takes German numbers and dates.

    Raises ``Unreadable``.
    """
    if not text.strip():
        return empty(column)
    if column.kind == "text":
        return _text(column, text)
    return _READERS[column.kind](column, text.strip(), german)


def from_texts(column: Column, texts: Iterable[str]) -> Value:
    """Read a list of keys for a ``references`` column. Raises ``Unreadable``."""
    return tuple(sorted({check_key(text.strip()) for text in texts if text.strip()}))


def check_key(text: str, max_length: int = 120) -> str:
    """Return ``text`` if it can be a key. Raises ``Unreadable``."""
    if len(text) > max_length:
        raise Unreadable(
            f"Das Kennzeichen hat {len(text)} Zeichen, erlaubt sind {max_length}.", "Bitte ein kürzeres wählen."
        )
    if not _KEY.match(text):
        raise Unreadable(
            f"„{_short(text)}“ ist kein Kennzeichen.",
            "Ein Kennzeichen besteht aus kleinen Buchstaben (ohne Umlaute), Ziffern, Punkt, Strich und Unterstrich.",
        )
    return text


def cell_length(text: str) -> int:
    """The length of a text as worksheets count it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _text(column: Column, text: str) -> str:
    found = _CONTROL.search(text)
    if found:
        raise Unreadable(
            f"Der Text enthält ein Steuerzeichen (U+{ord(found[0]):04X}) an Stelle {found.start() + 1}.",
            "Bitte das Zeichen löschen, zum Beispiel den Text neu eintippen.",
        )
    length = len(text) if column.max_length else cell_length(text)
    limit = column.max_length or MAX_TEXT
    if length > limit:
        raise Unreadable(f"Der Text hat {length} Zeichen, erlaubt sind {limit}.", "Bitte den Text kürzen.")
    if column.name == "key":
        return check_key(text.strip())
    _check_address(column, text)
    return text


def _check_address(column: Column, text: str) -> None:
    if isinstance(column.django_field, models.URLField) and not _ADDRESS.match(text):
        raise Unreadable(
            f"„{_short(text)}“ ist keine vollständige Adresse.",
            "Bitte mit https:// beginnen und Leerzeichen vermeiden.",
        )
    if isinstance(column.django_field, models.EmailField):
        try:
            validate_email(text)
        except ValidationError:
            raise Unreadable(
                f"„{_short(text)}“ ist keine E-Mail-Adresse.", "Bitte in der Form name@beispiel.de angeben."
            ) from None


def _integer(column: Column, text: str, german: bool) -> int:
    if not re.fullmatch(r"-?\d{1,12}", text):
        raise Unreadable(f"„{_short(text)}“ ist keine ganze Zahl.", "Bitte eine Zahl wie 12 eintragen.")
    return _checked_integer(column, int(text))


def _checked_integer(column: Column, number: int) -> int:
    most = MAX_LARGE if isinstance(column.django_field, models.PositiveIntegerField) else MAX_SMALL
    if not 0 <= number <= most:
        raise Unreadable(f"{number} liegt außerhalb des Erlaubten.", f"Bitte eine Zahl von 0 bis {most} eintragen.")
    return number


def _number_text(text: str, german: bool, point: str) -> str:
    """Turn a number as people write it into one with a decimal point. Raises ``Unreadable``.

    ``point`` says what 1.234 means: ``decimal``, ``thousands``, or ``either``, which is refused.
    """
    if not german:
        return text
    bare = re.sub(r"[\s\u00a0\u202f]|€|euro$", "", text, flags=re.IGNORECASE)
    if "," in bare and re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+),\d+", bare):
        return bare.replace(".", "").replace(",", ".")
    if point == "either" and re.fullmatch(r"-?\d{1,3}\.\d{3}", bare):
        raise Unreadable(
            f"„{text}“ ist mehrdeutig: {bare.replace('.', '')} oder {bare.replace('.', ',')}?",
            "Bitte die Zahl ohne Punkt schreiben.",
        )
    if point == "thousands" and re.fullmatch(r"-?\d{1,3}\.\d{3}", bare):
        return bare.replace(".", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}", bare):
        return bare.replace(".", "")
    return bare


def _decimal(column: Column, text: str, german: bool) -> Decimal:
    # Three places behind a point cannot be cents: in an amount the point parts thousands.
    bare = _number_text(text, german, point="thousands" if column.django_field.decimal_places <= CENTS else "either")
    if not re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", bare):
        raise _no_number(text, german)
    return checked_decimal(column, Decimal(bare))


def _no_number(text: str, german: bool) -> Unreadable:
    example = "1234,50" if german else "1234.50"
    return Unreadable(f"„{_short(text)}“ ist keine Zahl.", f"Bitte eine Zahl wie {example} eintragen, ohne Zusätze.")


def checked_decimal(column: Column, number: Decimal) -> Decimal:
    """Return ``number`` if the column can hold it without rounding. Raises ``Unreadable``."""
    digits, places = column.django_field.max_digits, column.django_field.decimal_places
    normal = Decimal(format(number.normalize(), "f"))
    decimals = max(0, -int(normal.as_tuple().exponent))
    if decimals > places:
        raise Unreadable(f"Die Zahl hat {decimals} Nachkommastellen, erlaubt sind {places}.", "Bitte die Zahl runden.")
    if abs(normal) >= Decimal(10) ** (digits - places):
        raise Unreadable("Die Zahl ist zu groß.", f"Erlaubt sind {digits - places} Stellen vor dem Komma.")
    return normal


def _float(column: Column, text: str, german: bool) -> float:
    bare = _number_text(text, german, point="decimal")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise _no_number(text, german) from None
    if not number.is_finite():
        raise _no_number(text, german)
    return checked_float(column, float(number))


def checked_float(column: Column, number: float) -> float:
    """Return ``number`` if the column may hold it. Raises ``Unreadable``."""
    limits = {v.code: v.limit_value for v in column.django_field.validators if hasattr(v, "limit_value")}
    low, high = limits.get("min_value"), limits.get("max_value")
    if (low is not None and number < low) or (high is not None and number > high):
        raise Unreadable(f"{number} liegt außerhalb des Erlaubten.", f"Erlaubt ist {low} bis {high}.")
    return number


def _yes_no(column: Column, text: str, german: bool) -> bool:
    try:
        return _YES_NO[text.lower()]
    except KeyError:
        raise Unreadable(f"„{_short(text)}“ ist weder ja noch nein.", "Bitte „ja“ oder „nein“ eintragen.") from None


def _day(column: Column, text: str, german: bool) -> date:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text) if german else None
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"„{text}“ gibt es nicht im Kalender.", "Bitte Tag und Monat prüfen.") from None
    form = "21.06.2012" if german else "2012-06-21"
    raise Unreadable(f"„{_short(text)}“ ist kein Tag.", f"Bitte ein ganzes Datum wie {form} eintragen.")


def _partial(column: Column, text: str, german: bool) -> str:
    spelled = _german_partial(text) if german else text
    try:
        return PartialDate.parse(spelled).text
    except ValueError:
        raise Unreadable(
            f"„{_short(text)}“ ist kein Datum.",
            "Möglich sind 2012, 2015/2016, 2012-H1, 2012-Q3, 2012-06 und 2012-06-21.",
        ) from None


def _german_partial(text: str) -> str:
    day = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if day:
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    month = re.fullmatch(r"(\d{1,2})[./](\d{4})", text)
    if month:
        return f"{month[2]}-{int(month[1]):02d}"
    turn = re.fullmatch(r"(\d{2})(\d{2})/(\d{2})", text)
    return f"{turn[1]}{turn[2]}/{turn[1]}{turn[3]}" if turn else text


def _choice(column: Column, text: str, german: bool) -> str:
    for code, label in column.choices:
        if text.casefold() in (code.casefold(), label.casefold()):
            return code
    labels = [label for _code, label in column.choices]
    raise Unreadable(
        f"„{_short(text)}“ steht nicht zur Auswahl.{nearest(text, [*labels, *(code for code, _ in column.choices)])}",
        f"Möglich sind: {', '.join(labels)}.",
    )


def _figures(column: Column, text: str, german: bool) -> str:
    try:
        return figures_said(figures_read(_text(column, text)))
    except NoFigure as fault:
        raise Unreadable(fault.reason, fault.cure) from None


def _reference(column: Column, text: str, german: bool) -> str:
    return check_key(text)


def _references(column: Column, text: str, german: bool) -> Value:
    return from_texts(column, re.split(r"[,;\n]", text))


_READERS: Mapping[str, Callable[[Column, str, bool], Value]] = {
    "integer": _integer,
    "decimal": _decimal,
    "float": _float,
    "yes_no": _yes_no,
    "day": _day,
    "partial": _partial,
    "choice": _choice,
    "figures": _figures,
    "reference": _reference,
    "references": _references,
}


def from_number(column: Column, number: float) -> Value:
    """Read a worksheet's number. Raises ``Unreadable`` where a number cannot be meant."""
    if not math.isfinite(number):
        raise Unreadable("Hier steht keine Zahl.", "Bitte den Inhalt neu eintippen.")
    exact = Decimal(format(number, ".15g"))
    whole = exact == exact.to_integral_value()
    if column.kind == "decimal":
        return checked_decimal(column, exact)
    if column.kind == "float":
        return checked_float(column, number)
    if column.kind == "integer" and whole:
        return _checked_integer(column, int(exact))
    if column.kind == "partial" and whole and 1500 <= exact <= 2500:
        return str(int(exact))
    if column.kind in ("yes_no", "text", "reference", "references", "choice") and whole:
        return from_text(column, format(exact, "f").split(".")[0], german=True)
    raise Unreadable(
        f"Hier steht die Zahl {format(exact, 'f').replace('.', ',')}, erwartet wird {KIND_NAMES[column.kind]}.",
        "Bitte die Zelle als Text formatieren und den Inhalt neu eintippen.",
    )


def from_day(column: Column, day: date, *, shows_day: bool) -> Value:
    """Read a worksheet's date; ``shows_day`` says whether its number format shows the day of the month.

    A partial date that the spreadsheet turned into a date is taken back where that is certain: a
    format without day (``Jun 12``) on a first of the month means the month. Raises ``Unreadable``.
    """
    if column.kind == "day":
        return day
    if column.kind == "partial" and shows_day:
        return day.isoformat()
    if column.kind == "partial" and day.day == 1:
        return day.isoformat()[:7]
    raise Unreadable(
        f"Die Tabellenkalkulation hat den Inhalt in das Datum {day:%d.%m.%Y} umgewandelt;"
        f" erwartet wird {KIND_NAMES[column.kind]}.",
        "Bitte die Zelle als Text formatieren und den Inhalt neu eintippen.",
    )


def from_flag(column: Column, flag: bool) -> Value:
    """Read a worksheet's WAHR or FALSCH. Raises ``Unreadable``."""
    if column.kind == "yes_no":
        return flag
    raise Unreadable(
        f"Hier steht {'WAHR' if flag else 'FALSCH'}, erwartet wird {KIND_NAMES[column.kind]}.",
        "Bitte die Zelle als Text formatieren und den Inhalt neu eintippen.",
    )


def say(column: Column, value: Value) -> str:
    """A value as the preview shows it, in German."""
    if is_empty(value):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f").replace(".", ",")
    if column.kind == "choice":
        return dict(column.choices).get(str(value), str(value))
    return str(value)
