"""Assessments in words, German and English: ratings and outlooks with our own reasons, and what turned."""

from leitstand.domain.indicators import outlook_words, rating_words
from leitstand.domain.indicators.rules.assessing import NO_REFERENCE, NOT_DATED, OTHER_UNIT, Course, Said
from leitstand.domain.indicators.rules.outlook import Refusal
from leitstand.domain.indicators.rules.ratings import METHODS, Rating

Pair = tuple[str, str]
OWN: dict[str, Pair] = {
    OTHER_UNIT: (
        "Das Ziel ist in einer anderen Einheit gesagt als die Reihe; beides lässt sich nicht vergleichen.",
        "The target is stated in another unit than the series; the two cannot be compared.",
    ),
    NO_REFERENCE: rating_words.NOT_ASSESSABLE["no_reference"],
    NOT_DATED: (
        "Eine Wahrscheinlichkeit gibt es nur für ein Ziel mit einer Zahl und einem Jahr.",
        "There is a probability only for a target with a figure and a year.",
    ),
}
_CUT: Pair = (
    "Die Reihe hat {year} einen Bruch; frühere Werte gehen nicht ein.",
    "The series has a break in {year}; earlier values do not enter.",
)
_NOT_YET: Pair = (
    "Zu diesem Datenstand ist keine Wahrscheinlichkeit festgehalten; gezeigt wird nur, was festgehalten ist.",
    "No probability is on record for this vintage of the data; only what is on record is shown.",
)
_TURNED: Pair = (
    "Bewertung von „{before}“ zu „{after}“",
    "rating from “{before}” to “{after}”",
)
_CROSSED: Pair = (
    "Aussicht von {before} auf {after}: jetzt {word}",
    "outlook from {before} to {after}: now {word}",
)
_PATH: Pair = (
    "Um das Ziel zu erreichen, müsste sich der Wert von {year} an um {change} im Jahr ändern.",
    "To reach the target, the value would have to change by {change} a year from {year} on.",
)


def rating_said(rating: Rating, language: str) -> str:
    """The sentences of a rating, or why there is none."""
    if rating.reason in OWN and not rating.verdict:
        return _pick(OWN[rating.reason], language)
    return rating_words.rating_in_words(rating, language)


def verdict_said(rating: Rating, language: str) -> str:
    return rating_words.verdict_word(rating.verdict, language)


def method_said(rating: Rating, language: str) -> str:
    return rating_words.method_word(rating.method.key, language)


def outlook_said(said: Said, language: str) -> str:
    """The sentence with the probability, or why there is none."""
    if said.probability is None:
        return refusal_said(said.reason, language)
    return outlook_words.sentence(said.probability, language)


def refusal_said(reason: str, language: str) -> str:
    if reason in OWN:
        return _pick(OWN[reason], language)
    return outlook_words.refusal_in_words(Refusal[reason.upper()], language)


def path_said(year: int, change: str, language: str) -> str:
    """What it would take: the amount a year, already in words."""
    return _pick(_PATH, language).format(year=year, change=change)


def cut_said(course: Course, language: str) -> str:
    """That values before a break were left out; empty if none were."""
    return _pick(_CUT, language).format(year=course.cut) if course.cut else ""


def not_yet(language: str) -> str:
    return _pick(_NOT_YET, language)


def turned(before: str, after: str, language: str) -> str:
    """``Bewertung von „Wolke“ zu „Sonne“`` from verdicts, empty where there was none."""
    words = {name: rating_words.verdict_word(verdict, language) for name, verdict in
             (("before", before), ("after", after))}  # fmt: skip
    return _pick(_TURNED, language).format(**words)


def crossed(before: float, after: float, language: str) -> str:
    """``Aussicht von 62 % auf 70 %: jetzt wahrscheinlich``."""
    return _pick(_CROSSED, language).format(
        before=outlook_words.percent(before, language),
        after=outlook_words.percent(after, language),
        word=outlook_words.degree(after, language),
    )


def is_verified(method: str) -> bool:
    return METHODS[method].verified


def _pick(pair: Pair, language: str) -> str:
    return pair[0] if language[:2] == "de" else pair[1]
