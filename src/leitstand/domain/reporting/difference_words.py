"""What changed in a status report, in words: ``Einschätzung: im Plan → gefährdet``; German and English."""

from decimal import Decimal

from leitstand.domain.reporting.rules.differences import Difference, Value
from leitstand.domain.reporting.words import MONEY, STATES, pick
from leitstand.foundation.wording import say_euro, say_number, say_partial

FIELDS = {
    "stage": ("Stand der Umsetzung", "Stage of implementation"),
    "light": ("Einschätzung", "Judgement"),
    "sentence": ("Was ist geschehen", "What has happened"),
    "light_reason": ("Warum die Einschätzung abweicht", "Why the judgement differs"),
    "money": ("Stand der Finanzierung", "State of funding"),
    "secured": ("gesichert", "secured"),
    "spent": ("ausgegeben", "spent"),
    "asks_amount": ("erbeten", "asked for"),
    "asks_text": ("Was gebraucht wird", "What is needed"),
}
DATES = {"due": ("fällig", "due"), "done_on": ("erreicht", "reached")}
NONE = ("keine Angabe", "not given")
UNKNOWN = ("unbekannt", "unknown")
ADDED_OR_GONE = {
    "milestone": (
        ("Neuer Meilenstein: „{0}“", "New milestone: “{0}”"),
        ("Meilenstein entfallen: „{0}“", "Milestone dropped: “{0}”"),
    ),
    "attachment": (
        ("Neue Anlage: „{0}“", "New attachment: “{0}”"),
        ("Anlage entfallen: „{0}“", "Attachment removed: “{0}”"),
    ),
}


def difference_in_words(difference: Difference, language: str) -> str:
    """One difference in one line: what, before, after."""
    kind = difference.what.partition(":")[0]
    if kind == "first":
        said = pick(("Erste Meldung", "First report"), language)
        return f"{said}: {_code(difference.after, language)}"
    if kind == "milestone":
        return _milestone(difference, language)
    if kind == "attachment":
        return _added_or_gone(difference, "attachment", language)
    if kind == "observation":
        return _observation(difference, language)
    return _change(pick(FIELDS[kind], language), _of_field(kind, difference, language))


def differences_in_words(differences: tuple[Difference, ...], language: str) -> list[str]:
    return [difference_in_words(difference, language) for difference in differences]


def _change(name: str, sides: tuple[str, str]) -> str:
    return f"{name}: {sides[0]} → {sides[1]}"


def _of_field(name: str, difference: Difference, language: str) -> tuple[str, str]:
    before, after = difference.before, difference.after
    if name in ("secured", "spent", "asks_amount"):
        return _amount(before, language), _amount(after, language)
    if name in ("sentence", "light_reason", "asks_text"):
        return _text(before, language), _text(after, language)
    return _code(before, language), _code(after, language)


def _milestone(difference: Difference, language: str) -> str:
    part = difference.what.rpartition(":")[2]
    name = pick(("Meilenstein", "Milestone"), language)
    if part == "title":
        if difference.before and difference.after:
            return _change(name, (_text(difference.before, language), _text(difference.after, language)))
        return _added_or_gone(difference, "milestone", language)
    sides = _day(difference.before, language), _day(difference.after, language)
    return _change(f"{name} {_quoted(difference.title, language)}, {pick(DATES[part], language)}", sides)


def _observation(difference: Difference, language: str) -> str:
    period = say_partial(difference.what.rpartition(":")[2], language)
    sides = _number(difference.before, language), _number(difference.after, language)
    return _change(f"{difference.title}, {period}", sides)


def _added_or_gone(difference: Difference, kind: str, language: str) -> str:
    added, gone = ADDED_OR_GONE[kind]
    return pick(added if difference.after else gone, language).format(difference.after or difference.before)


def _quoted(text: str, language: str) -> str:
    return f"„{text}“" if language[:2] == "de" else f"“{text}”"


def _text(value: Value, language: str) -> str:
    return _quoted(str(value), language) if value else pick(NONE, language)


def _code(value: Value, language: str) -> str:
    """The word for a stage, a light or a state of money; their codes do not collide."""
    if not value:
        return pick(NONE, language)
    words = {**MONEY, **STATES, "unknown": UNKNOWN}
    return pick(words[str(value)], language)


def _amount(value: Value, language: str) -> str:
    return say_euro(value, language) if isinstance(value, Decimal) else pick(NONE, language)


def _number(value: Value, language: str) -> str:
    return say_number(value, None, language) if isinstance(value, Decimal) else pick(NONE, language)


def _day(value: Value, language: str) -> str:
    return say_partial(str(value), language) if value else pick(NONE, language)
