"""Ratings in words, German and English: the verdict, the sentence with its figures, why there is none.

The language is ``de`` or ``en``. Figures are said with four significant places, in the reader's format.
"""

import math

from leitstand.domain.indicators.rules.ratings import Rating, Target
from leitstand.domain.indicators.rules.ratings.cases import POINTS
from leitstand.domain.indicators.rules.ratings.destatis import FEWEST
from leitstand.foundation.wording import say_number

Pair = tuple[str, str]
PLACES = 4
TINY, HUGE = 1e-9, 1e15
YEARS = ("year", "first_year", "due", "points")
SHARES = ("missing", "share", "observed", "required")
SIGNED = ("change", "last", "observed", "required")

METHODS: dict[str, Pair] = {
    "destatis": ("Wettersymbole des Statistischen Bundesamts", "Weather symbols of the Federal Statistical Office"),
    "open_sdg": ("Open SDG / Statistics Canada", "Open SDG / Statistics Canada"),
    "un_progress_chart": ("SDG Progress Chart der Vereinten Nationen", "SDG Progress Chart of the United Nations"),
    "eurostat": ("Eurostat (nicht geprüft)", "Eurostat (unverified)"),
    "escap": ("UN ESCAP (nicht geprüft)", "UN ESCAP (unverified)"),
}
VERDICTS: dict[str, Pair] = {
    "sun": ("Sonne", "sun"),
    "sun_cloud": ("leicht bewölkt", "slightly cloudy"),
    "cloud": ("Wolke", "cloud"),
    "thunderstorm": ("Gewitter", "thunderstorm"),
    "achieved": ("Ziel erreicht", "target achieved"),
    "on_track": ("auf Kurs", "on track"),
    "acceleration": ("muss schneller werden", "acceleration needed"),
    "limited": ("kaum Fortschritt", "limited progress"),
    "deterioration": ("Verschlechterung", "deterioration"),
    "met": ("erreicht oder auf Kurs", "met or on track"),
    "fair": ("Fortschritt, muss schneller werden", "fair progress, acceleration needed"),
    "stagnation": ("Stillstand oder Rückschritt", "stagnation or regression"),
    "significant_progress": ("deutlicher Fortschritt", "significant progress"),
    "moderate_progress": ("mäßiger Fortschritt", "moderate progress"),
    "insufficient_progress": ("zu geringer Fortschritt", "insufficient progress"),
    "moderate_away": ("entfernt sich mäßig", "moderate movement away"),
    "away": ("entfernt sich vom Ziel", "movement away"),
    "significant_away": ("entfernt sich deutlich", "significant movement away"),
    "maintain": ("halten", "maintain"),
    "accelerate": ("beschleunigen", "accelerate"),
    "reverse": ("umkehren", "reverse"),
}
NONE: Pair = ("nicht bewertbar", "not assessable")

_MEAN: Pair = (
    "{year} liegt der Wert bei {value}. Im Mittel änderte er sich von {first_year} bis {year} ({points} Werte) um "
    "{change} je Jahr. ",
    "In {year} the value is {value}. From {first_year} to {year} ({points} values) it changed by {change} a year on "
    "average. ",
)
_ONWARD: Pair = (
    "Geht es so weiter, sind es {due} {projected} bei einem Ziel von {goal}; ",
    "At this pace it will be {projected} in {due}, with a target of {goal}; ",
)
_OPEN: Pair = ("vom heutigen Abstand blieben {missing}\u00a0% offen, ", "{missing}% of today's gap would remain, ")
_STANDS: Pair = (
    "Das Ziel {goal} ist {met}, und der Wert entwickelt sich {course}.",
    "The target of {goal} is {met}, and the value {course}.",
)
_PASSED: Pair = ("Das Zieljahr {due} ist da oder vorbei. ", "The target year {due} is here or past. ")
_RATE: Pair = (
    "Von {first_year} bis {year} änderte sich der Wert von {first} auf {value}, um {observed}\u00a0% im Jahr. ",
    "From {first_year} to {year} the value went from {first} to {value}, {observed}% a year. ",
)
_NEEDED: Pair = (
    "Für das Ziel {goal} im Jahr {due} wären {required}\u00a0% im Jahr nötig; das sind {share}\u00a0% davon.",
    "The target of {goal} in {due} needs {required}% a year; this is {share}% of it.",
)
_REACHED: Pair = (
    "Mit {value} im Jahr {year} ist das Ziel {goal} erreicht.",
    "With {value} in {year} the target of {goal} is reached.",
)
_NEAR: Pair = (
    "Mit {value} im Jahr {year} fehlt höchstens ein Punkt zum Ziel {goal}; das gilt als erreicht.",
    "With {value} in {year} at most one point is missing to the target of {goal}; this counts as reached.",
)
_MET = {True: ("erreicht", "met"), False: ("nicht erreicht", "not met")}
_COURSE: dict[str, Pair] = {
    "sun": ("nicht in die falsche Richtung", "does not move the wrong way"),
    "sun_cloud": ("in die falsche Richtung", "moves the wrong way"),
    "cloud": ("in die richtige Richtung", "moves the right way"),
    "thunderstorm": ("nicht in die richtige Richtung", "does not move the right way"),
}
_AHEAD: dict[str, Pair] = {
    "sun": ("weniger als 5\u00a0%.", "less than 5%."),
    "sun_cloud": ("zwischen 5 und 20\u00a0%.", "between 5 and 20%."),
    "cloud": ("mehr als 20\u00a0%.", "more than 20%."),
}
_SINCE: Pair = ("Das Ziel gilt seit {}.", "The target has been in force since {}.")
_UNTIL: Pair = ("Das Ziel galt bis {}.", "The target was in force until {}.")
_ONLY: Pair = ("nur ", "only ")
_WANTED: dict[bool, Pair] = {
    True: ("Gewünscht ist ein Anstieg.", "A rise is wanted."),
    False: ("Gewünscht ist ein Rückgang.", "A fall is wanted."),
}
_OVERSHOT: Pair = ("damit wäre das Ziel erreicht.", "the target would be reached.")
_FARTHER: Pair = (
    "Der Abstand zum Ziel {goal} ({due}) wird so nicht kleiner.",
    "The distance to the target of {goal} ({due}) does not shrink.",
)
_DIRECTION: dict[str, Pair] = {
    "sun": ("beides in die gewünschte Richtung.", "both the right way."),
    "sun_cloud": ("im Mittel in die gewünschte Richtung, zuletzt nicht.", "right on average, but not lately."),
    "cloud": ("im Mittel nicht in die gewünschte Richtung, aber zuletzt.", "not right on average, but lately."),
    "thunderstorm": ("beides nicht in die gewünschte Richtung.", "neither of them the right way."),
}
_LAST: Pair = ("Die letzte Änderung war {last}: ", "The last change was {last}: ")
_WAY: Pair = (
    "Geht es so weiter, sind es {due} {projected}; vom ganzen Weg zum Ziel {goal} sind dann {share}\u00a0% geschafft.",
    "At this pace it will be {projected} in {due}, {share}% of the whole way to the target of {goal}.",
)
_GAP: Pair = (
    "Zu erwarten sind {projected} im Jahr {due}; vom Weg von {first} ({first_year}) zum Ziel {goal} bleiben "
    "{missing}\u00a0% offen.",
    "The value to expect in {due} is {projected}; {missing}% of the way from {first} ({first_year}) to the target of "
    "{goal} remain.",
)
NOT_ASSESSABLE: dict[str, Pair] = {
    "no_values": ("Zu dieser Reihe gibt es keine Werte.", "There are no values in this series."),
    "too_few": (
        f"Brauchbare Werte bis {{year}}: {{points}}; nötig sind mindestens {FEWEST}.",
        f"Usable values up to {{year}}: {{points}}; at least {FEWEST} are needed.",
    ),
    "not_finite": (
        "Unter den Werten, auf die es ankommt, ist einer keine endliche Zahl.",
        "One of the values that matter is not a finite number.",
    ),
    "conflicting": (
        "Für eines der Jahre, auf die es ankommt, stehen verschiedene Werte in den Daten.",
        "For one of the years that matter the data hold different values.",
    ),
    "beyond_limit": (
        "Unter den letzten Werten ist einer höher, als er sein kann (ein Anteil über 100\u00a0%).",
        "One of the latest values is higher than it can be (a share above 100%).",
    ),
    "wish": (
        "Das Ziel ist in Worten gesagt, ohne Zahl und Richtung; kein Verfahren kann es bewerten.",
        "The target is said in words, without figure or direction; no method can rate it.",
    ),
    "no_direction": (
        "Es fehlt, ob der Wert steigen oder sinken soll.",
        "It is not said whether the value should rise or fall.",
    ),
    "no_goal": ("Es fehlt der Zielwert.", "The target value is missing."),
    "no_due_year": ("Es fehlt das Zieljahr.", "The target year is missing."),
    "no_reference": (
        "Die Vergleichsreihe, auf die sich das Ziel bezieht, fehlt.",
        "The series the target refers to is missing.",
    ),
    "base_not_positive": (
        "Der Ausgangswert {first} ({first_year}) ist null oder negativ; davon gibt es keine Wachstumsrate.",
        "The base value {first} ({first_year}) is zero or negative and has no rate of growth.",
    ),
    "value_not_positive": (
        "Der Wert {value} ({year}) ist null oder negativ; dafür gibt es keine Wachstumsrate.",
        "The value {value} ({year}) is zero or negative and has no rate of growth.",
    ),
    "goal_not_positive": (
        "Das Ziel {goal} ist null oder negativ; dafür gibt es keine Wachstumsrate.",
        "The target {goal} is zero or negative and has no rate of growth.",
    ),
    "goal_equals_base": (
        "Das Ziel {goal} ist gleich dem Ausgangswert {first} ({first_year}); es gibt keinen Weg zu messen.",
        "The target {goal} equals the base value {first} ({first_year}); there is no way to be measured.",
    ),
    "due_before_base": (
        "Das Zieljahr {due} liegt nicht nach dem Ausgangsjahr {first_year}.",
        "The target year {due} is not after the base year {first_year}.",
    ),
    "due_passed": (
        "Das Zieljahr {due} ist da oder vorbei, ohne dass das Ziel {goal} erreicht ist; das Verfahren sieht dafür "
        "nichts vor.",
        "The target year {due} is here or past without the target of {goal} being met; the method does not provide "
        "for this.",
    ),
    "too_short": (
        "Zwischen Ausgangsjahr und {year} liegen weniger als zwei Jahre.",
        "There are less than two years between the base year and {year}.",
    ),
    "no_base": (
        "Der letzte Wert ({year}) liegt vor dem Ausgangsjahr des Verfahrens.",
        "The latest value ({year}) lies before the method's base year.",
    ),
    "not_foreseen": (
        "Für diese Art von Ziel sieht das Verfahren keine Bewertung vor.",
        "The method provides no rating for this kind of target.",
    ),
}


CAUSES: dict[str, Pair] = {
    "not_assessable": ("mit diesen Daten nicht bewertbar", "not assessable with these data"),
    "revised": (
        "Daten revidiert: der andere Datenstand ergibt das amtliche Symbol",
        "data revised: the other state of the data gives the official symbol",
    ),
    "other_target": (
        "das Ziel galt damals noch nicht; nach einem anderen Ziel des Indikators ergibt sich das amtliche Symbol",
        "the target was not yet in force; another target of the indicator gives the official symbol",
    ),
    "short_window": (
        "weniger als sechs Werte vorhanden; amtlich wohl mit älteren Werten bewertet",
        "fewer than six values at hand; officially probably rated with older values",
    ),
    "small_change": (
        "Grenzfall: ein um 1\u00a0% anderer Wert ergibt das amtliche Symbol; wohl ein früherer Datenstand",
        "borderline: a value changed by 1% gives the official symbol; probably an earlier state of the data",
    ),
    "old_rating": (
        "alte Bewertung, wohl von einem früheren Datenstand übernommen",
        "old rating, probably kept from an earlier state of the data",
    ),
    "unexplained": ("nicht erklärt", "unexplained"),
}


def cause_in_words(cause: str, language: str) -> str:
    """What a difference to a published symbol probably comes from."""
    return _in(CAUSES[cause], language)


def method_word(key: str, language: str) -> str:
    return _in(METHODS[key], language)


def verdict_word(verdict: str, language: str) -> str:
    """``Sonne``; ``nicht bewertbar`` for the empty verdict."""
    return _in(VERDICTS[verdict] if verdict else NONE, language)


def rating_in_words(rating: Rating, language: str) -> str:
    """The sentences of a rating with its figures, or why there is none."""
    pieces = _pieces(rating) if rating.verdict else [NOT_ASSESSABLE[rating.reason]]
    inputs = dict(rating.inputs)
    if rating.year is not None:
        inputs["year"] = rating.year
    said = {name: _figure(name, figure, language) for name, figure in inputs.items()}
    if rating.verdict and 0 < inputs.get("points", 0) < POINTS:
        said["points"] = _in(_ONLY, language) + said["points"]
    if rating.method.key == "destatis" and rating.rule not in ("point", "direction"):
        said["met"] = _in(_MET[rating.verdict in ("sun", "sun_cloud")], language)
        said["course"] = _in(_COURSE.get(rating.verdict, NONE), language)
    return "".join(_in(piece, language) for piece in pieces).format_map(said)


def validity_in_words(target: Target, language: str) -> list[str]:
    """``Dieses Ziel gilt seit 2025.``; nothing where it was never changed."""
    pairs = ((_SINCE, target.valid_from), (_UNTIL, target.valid_until))
    return [_in(pair, language).format(year) for pair, year in pairs if year]


def _pieces(rating: Rating) -> list[Pair]:
    if rating.method.key == "destatis":
        return [_MEAN, *_weather(rating)]
    if rating.rule in ("reached", "near"):
        return [_REACHED if rating.rule == "reached" else _NEAR]
    wanted = _WANTED[rating.inputs["direction"] > 0]
    return {"growth": [_RATE, wanted], "required": [_RATE, _NEEDED], "way": [_RATE, _WAY], "gap": [_GAP]}[rating.rule]


def _weather(rating: Rating) -> list[Pair]:
    if rating.rule == "direction":
        return [_LAST, _DIRECTION[rating.verdict]]
    if rating.rule != "point":
        return [_PASSED, _STANDS] if rating.rule == "point_due" else [_STANDS]
    if rating.verdict == "thunderstorm":
        return [_FARTHER]
    if rating.inputs["missing"] <= 0:
        return [_ONWARD, _OVERSHOT]
    return [_ONWARD, _OPEN, _AHEAD[rating.verdict]]


def _in(pair: Pair, language: str) -> str:
    return pair[0] if language[:2] == "de" else pair[1]


def _figure(name: str, figure: float, language: str) -> str:
    if not math.isfinite(figure):
        return "–"
    if name in YEARS:
        return str(int(figure))
    figure = 100 * figure if name in SHARES else figure
    if figure and not TINY < abs(figure) < HUGE:
        return f"{figure:.3g}".replace("-", "\u2212")
    places = PLACES - 1 - math.floor(math.log10(abs(figure))) if figure else 0
    # A share needs no more than one place; a large number keeps all of its figures before the point.
    places = min(max(places, 0), 1 if name in SHARES and abs(figure) >= 1 else 12)
    rounded = round(figure, places) + 0.0
    sign = "+" if name in SIGNED and rounded > 0 else ""
    return (sign + say_number(rounded, None, language)).replace("-", "\u2212")
