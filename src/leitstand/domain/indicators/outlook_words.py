"""The outlook in words, German and English: the probability, why there is none, and the limits stated beside each.

The word follows the percentage that is shown, so that figure and word never disagree. Beyond five and 95 % no figure is
shown: there the method is too thinly tested for one. The language is ``de`` or ``en``.
"""

from leitstand.domain.indicators.rules.outlook.refusals import FARTHEST, LEAST_VALUES, Refusal
from leitstand.domain.indicators.rules.outlook.walk import METHOD
from leitstand.foundation.wording import say_number

Pair = tuple[str, str]

# From this percentage on; the last word holds for the rest.
DEGREES: tuple[tuple[int, Pair], ...] = (
    (90, ("sehr wahrscheinlich", "very likely")),
    (66, ("wahrscheinlich", "likely")),
    (33, ("offen", "open")),
    (11, ("unwahrscheinlich", "unlikely")),
    (0, ("sehr unwahrscheinlich", "very unlikely")),
)
SENTENCE: Pair = (
    "Wenn es weitergeht wie bisher, wird das Ziel mit einer Wahrscheinlichkeit von {percent} erreicht: {word}.",
    "If things go on as they have, the target will be met with a probability of {percent}: {word}.",
)
LIMITS: tuple[Pair, ...] = (
    (
        "Die Wahrscheinlichkeit heißt: wenn es weitergeht wie bisher. Sie heißt nicht: wenn der Plan wirkt. "
        "Ein Plan will den bisherigen Verlauf ja gerade ändern.",
        "The probability means: if things go on as they have. It does not mean: if the plan works. "
        "A plan wants to break the trend.",
    ),
    (
        "Bisher sind nur 13 echte Ziele der deutschen Nachhaltigkeitsstrategie fällig geworden; an ihnen ist kein "
        "Vorteil des Verfahrens belegt. Darum wird jede gezeigte Wahrscheinlichkeit aufgehoben, jährlich geprüft und "
        "das Ergebnis veröffentlicht.",
        "Only 13 real targets of the German sustainability strategy have fallen due; on them the method has no proven "
        "advantage. Therefore every probability shown is kept, scored yearly, and the score is published.",
    ),
    (
        "Der letzte Wert gilt als genau; spätere Berichtigungen, Fehler der Erhebung und Brüche sind nicht "
        "eingerechnet. Regionen teilen ihre Erschütterungen: Ihre Wahrscheinlichkeiten dürfen nicht miteinander "
        "malgenommen werden.",
        "The latest value is taken as exact; revisions, survey errors and breaks are not reckoned with. Regions share "
        "their shocks: never multiply their probabilities.",
    ),
    (
        "Über 90 %, über sechs Jahre hinaus und für Quartals- oder Monatswerte ist das Verfahren nur dünn geprüft.",
        "Above 90%, beyond six years, and for quarterly or monthly values the method is thinly tested.",
    ),
)
THIN: Pair = (
    "Das Ziel liegt mehr als sechs Jahre hinter dem letzten Wert; so weit voraus ist das Verfahren nur dünn geprüft.",
    "The target lies more than six years after the last value; so far ahead the method is thinly tested.",
)
REFUSALS: dict[Refusal, Pair] = {
    Refusal.UNKNOWN_SERIES: (
        "Zu diesem Ziel gibt es keine Reihe.",
        "There is no series for this target.",
    ),
    Refusal.NOT_FINITE: (
        "In der Reihe fehlt ein Wert, oder ein Wert ist keine endliche Zahl.",
        "A value of the series is missing or not a finite number.",
    ),
    Refusal.CONFLICTING: (
        "Für denselben Zeitraum stehen verschiedene Werte in der Reihe.",
        "The series has different values for the same period.",
    ),
    Refusal.TOO_FEW: (
        f"Die Reihe hat weniger als {LEAST_VALUES} Werte; so viele sind mindestens nötig.",
        f"The series has fewer than {LEAST_VALUES} values, the least that is needed.",
    ),
    Refusal.GAPS: (
        "Die Reihe hat Lücken: Zwischen dem ersten und dem letzten Zeitraum fehlen Werte.",
        "The series has gaps: values are missing between its first and last period.",
    ),
    Refusal.BREAK: (
        "In der Reihe liegt ein Bruch (Einheit, Abgrenzung oder Gebiet); davor und danach ist nicht vergleichbar.",
        "The series has a break (unit, definition or territory); values before and after it cannot be compared.",
    ),
    Refusal.CONSTANT: (
        "Alle Werte der Reihe sind gleich; wie sehr sie schwanken kann, ist daraus nicht zu erkennen.",
        "All values of the series are equal; they do not show how much it can vary.",
    ),
    Refusal.NOT_A_SHARE: (
        "Die Reihe ist als Anteil in Prozent gekennzeichnet, hat aber Werte unter 0 oder über 100.",
        "The series is marked as a percentage share but has values below 0 or above 100.",
    ),
    Refusal.TOO_LARGE: (
        "Die Werte der Reihe sind zu groß oder zu verschieden, um mit ihnen zu rechnen.",
        "The values of the series are too large or too different to reckon with.",
    ),
    Refusal.HORIZON_PAST: (
        "Das Ziel liegt nicht nach dem letzten Wert der Reihe; vorauszusagen ist nichts mehr.",
        "The target does not lie after the last value of the series; there is nothing left to foretell.",
    ),
    Refusal.HORIZON_FAR: (
        f"Das Ziel liegt mehr als {FARTHEST} Jahre hinter dem letzten Wert; so weit reicht das Verfahren nicht.",
        f"The target lies more than {FARTHEST} years after the last value; the method does not reach that far.",
    ),
    Refusal.TARGET_NOT_FINITE: (
        "Das Ziel hat keinen Wert, oder sein Wert ist keine endliche Zahl.",
        "The target has no value, or its value is not a finite number.",
    ),
    Refusal.TARGET_NOT_A_SHARE: (
        "Das Ziel liegt unter 0 oder über 100 Prozent; ein Anteil kann es nie erreichen oder nie verfehlen.",
        "The target lies below 0 or above 100 percent; a share can never reach it or never miss it.",
    ),
    Refusal.NO_DIRECTION: (
        "Ob das Ziel ein Mindestwert (1) oder ein Höchstwert (-1) ist, ist nicht angegeben.",
        "It is not stated whether the target is a least (1) or a greatest (-1) value.",
    ),
}
METHOD_SAID: Pair = (
    f"Verfahren {METHOD}: gedämpfte Fortschreibung des bisherigen Verlaufs, die sich umso mehr zurückhält, je "
    "unsicherer er ist; alle Reihen werden mit denselben sieben Festwerten gerechnet.",
    f"Method {METHOD}: the course so far carried on, damped, and the more held back the less certain it is; all series "
    "are reckoned with the same seven constants.",
)


def percent(probability: float, language: str) -> str:
    """``62 %``; at the ends ``< 5 %`` and ``> 95 %``."""
    space = "\u00a0%" if language[:2] == "de" else "%"
    if probability < 0.05:
        return f"<\u00a05{space}" if language[:2] == "de" else f"<5{space}"
    if probability > 0.95:
        return f">\u00a095{space}" if language[:2] == "de" else f">95{space}"
    return say_number(_whole(probability), 0, language) + space


def degree(probability: float, language: str) -> str:
    """The word for a probability, from ``sehr wahrscheinlich`` to ``sehr unwahrscheinlich``."""
    shown = _whole(probability)
    return _pick(next(word for least, word in DEGREES if shown >= least), language)


def sentence(probability: float, language: str) -> str:
    """The whole sentence, with the condition under which it holds."""
    shown = percent(probability, language)
    return _pick(SENTENCE, language).format(percent=shown, word=degree(probability, language))


def refusal_in_words(refusal: Refusal, language: str) -> str:
    """Why there is no probability; empty where there is one."""
    return _pick(REFUSALS[refusal], language) if refusal else ""


def limits(language: str, *, thin: bool = False) -> list[str]:
    """What must stand beside every probability; ``thin``: the target is farther ahead than was well tested."""
    return [_pick(pair, language) for pair in (*LIMITS, *([THIN] if thin else []))]


def method_in_words(language: str) -> str:
    return _pick(METHOD_SAID, language)


def _whole(probability: float) -> int:
    return round(100 * probability)


def _pick(pair: Pair, language: str) -> str:
    return pair[0] if language[:2] == "de" else pair[1]
