"""Numbers, dates and amounts as the reader writes them, in German or English.

Pages, reports, workbooks and mails all use these functions, so that a figure looks the same
wherever it stands. The language comes in as a parameter; doors pass the active one.
"""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from leitstand.foundation.calendar import PartialDate

_LOCALE = {"de": "de_DE", "en": "en_GB"}


def locale_of(language: str) -> str:
    return _LOCALE.get(language[:2], "de_DE")


def say_date(day: date, language: str = "de") -> str:
    """``30.06.2026`` or ``30 Jun 2026``."""
    return format_date(day, "dd.MM.yyyy" if language[:2] == "de" else "d MMM yyyy", locale=locale_of(language))


def say_moment(moment: datetime, language: str = "de") -> str:
    """Date and time of day in the instance's time zone (the caller localises)."""
    pattern = "dd.MM.yyyy, HH:mm" if language[:2] == "de" else "d MMM yyyy, HH:mm"
    return format_datetime(moment, pattern, locale=locale_of(language))


def say_partial(text: str, language: str = "de") -> str:
    """A partial date in words: ``Juni 2012``, ``2. Halbjahr 2012``, ``Jahreswechsel 2015/2016``."""
    if not text:
        return ""
    partial = PartialDate.parse(text)
    german = language[:2] == "de"
    if len(text) == 10:
        return say_date(partial.earliest, language)
    if "Q" in text:
        return f"{text[-1]}. Quartal {text[:4]}" if german else f"Q{text[-1]} {text[:4]}"
    if "H" in text:
        return f"{text[-1]}. Halbjahr {text[:4]}" if german else f"half {text[-1]} of {text[:4]}"
    if len(text) == 7 and text[4] == "-":
        return format_date(partial.earliest, "MMMM yyyy", locale=locale_of(language))
    return text


def say_during(text: str, language: str = "de") -> str:
    """A partial date as the time in which something holds: ``2012``, ``im Juni 2012``, ``am 30.06.2012``."""
    said = say_partial(text, language)
    if language[:2] != "de":
        return f"on {said}" if len(text) == 10 else f"in {said}"
    if len(text) == 10:
        return f"am {said}"
    return said if text.isdecimal() else f"im {said}"


def say_number(value: Decimal | int | float, decimals: int | None = None, language: str = "de") -> str:
    """``1.234,5`` or ``1,234.5``; ``decimals=None`` keeps the places the value has."""
    if decimals is None:
        exact = Decimal(str(value)).normalize()
        decimals = max(0, -int(exact.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=locale_of(language)))


def say_euro(value: Decimal | int, language: str = "de") -> str:
    """``1.200.000 €`` or ``€1,200,000``; cents only where there are any."""
    exact = Decimal(value)
    whole = exact == exact.to_integral_value()
    return str(
        format_currency(
            exact,
            "EUR",
            locale=locale_of(language),
            currency_digits=False,
            decimal_quantization=not whole,
            format=None if not whole else ("#,##0 ¤" if language[:2] == "de" else "¤#,##0"),
        )
    )
