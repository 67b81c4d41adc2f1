"""Numbers as German papers write them: ``1.000``, ``1 000``, ``3,5``, ``zwölf``, ``fünfundzwanzig``.

``DIGITS`` and ``WORD`` are the patterns of one number, ``number_of`` its exact value. A point parts thousands if three
digits follow it, else decimals; a comma always parts decimals.
"""

import re
from decimal import Decimal

ONES = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
TEENS = ("zehn", "elf", "zwölf", *(f"{stem}zehn" for stem in ("drei", "vier", "fünf", "sech", "sieb", "acht", "neun")))
TENS = ("", "", "zwanzig", "dreißig", *(f"{stem}zig" for stem in ("vier", "fünf", "sech", "sieb", "acht", "neun")))
DIGITS = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?(?!\d)|\d+\.\d{1,2}(?![\d.])"
WORD = (
    r"(?i:(?:ein|zwei|drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|zig|hundert|tausend"
    r"|und){1,12})(?![\wäöüß])"
)


def _below_hundred(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 20:
        return TEENS[number - 10]
    tens, ones = divmod(number, 10)
    return f"{ONES[ones]}und{TENS[tens]}" if ones else TENS[tens]


def _below_thousand(number: int) -> tuple[str, ...]:
    """All ways to say a number below a thousand: ``hundert`` and ``einhundert``, with and without ``und``."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return (_below_hundred(rest),)
    fronts = (f"{ONES[hundreds]}hundert", "hundert") if hundreds == 1 else (f"{ONES[hundreds]}hundert",)
    joins = ("", "und") if rest else ("",)
    return tuple(f"{front}{join}{_below_hundred(rest)}" for front in fronts for join in joins)


def _spelled() -> dict[str, int]:
    # „ein“ and „eine“ are articles far more often than numbers: they are left out.
    words = {word: number for number in range(2, 1000) for word in _below_thousand(number)}
    thousands = {f"{word}tausend": number * 1000 for word, number in words.items()}
    return words | thousands | {"tausend": 1000, "eintausend": 1000}


SPELLED = _spelled()


def number_of(text: str) -> Decimal | None:
    """The value of a text that one of them matched; ``None`` for words that are no number."""
    if not text[:1].isdigit():
        value = SPELLED.get(text.lower())
        return None if value is None else Decimal(value)
    if not text.isascii() and not re.fullmatch(r"[0-9.,\u00a0\u202f ]+", text):
        # Digits of other scripts are no German number.
        return None
    bare = re.sub(r"[\u00a0\u202f ]", "", text)
    if re.fullmatch(r"\d+\.\d{1,2}", bare):
        return Decimal(bare)
    return Decimal(bare.replace(".", "").replace(",", "."))
