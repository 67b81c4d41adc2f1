"""The committee's agenda in words, German and English: why a measure is on it, and the rule itself."""

from datetime import date
from decimal import Decimal

from leitstand.domain.reporting.light_words import days_in_words
from leitstand.domain.reporting.queries.rounds.decided import LastWord
from leitstand.domain.reporting.rules.agenda import (
    FIRST_PAGE,
    GOAL_WEIGHT,
    GOALS_COUNTED,
    LIGHTHOUSE_WEIGHT,
    LONG_OVERDUE_DAYS,
    MONEY_BANDS,
    Item,
    Value,
    Why,
)
from leitstand.domain.reporting.words import pick
from leitstand.foundation.wording import say_date, say_euro, say_moment, say_number

DECISIONS = {
    "replan": ("umplanen", "replan"),
    "resources": ("Mittel oder Personal", "money or staff"),
    "stop": ("beenden", "stop"),
    "watch": ("beobachten", "watch"),
    "defer": ("vertagen", "defer"),
}
WHYS = {
    "off_track_both": (
        "Nicht im Plan, gemeldet und berechnet; bis heute {days}.",
        "Off track, as reported and as computed; for {days} by today.",
    ),
    "off_track_reported": (
        "Nicht im Plan, so gemeldet; bis heute {days}.",
        "Off track, as reported; for {days} by today.",
    ),
    "off_track_computed": (
        "Nicht im Plan, so berechnet, aber nicht so gemeldet; bis heute {days}.",
        "Off track, as computed but not as reported; for {days} by today.",
    ),
    "overdue": ("Bis heute {days} überfällig.", "{days} overdue by today."),
    "silent": ("In {rounds} Runden nacheinander nicht berichtet.", "Not reported in {rounds} rounds in a row."),
    "decision_without_effect": (
        "Der Beschluss „{kind}“ vom {decided_on} war bis {due} umzusetzen und ist {days} danach ohne Wirkung.",
        "The decision “{kind}” of {decided_on} was to take effect by {due}; {days} later it has had none.",
    ),
    "deferred": (
        "Am {decided_on} bis {due} vertagt; das ist {days} her.",
        "Deferred on {decided_on} until {due}; that was {days} ago.",
    ),
    "lighthouse": ("Leuchtturm", "lighthouse"),
    "goals": ("dient Zielen: {count}", "serves goals: {count}"),
    "money": ("geplant: {planned}", "planned: {planned}"),
}
EFFECTS = {
    "effect": ("hatte Wirkung", "had effect"),
    "late": ("ohne Wirkung, Termin vorbei", "no effect, date passed"),
    "open": ("Wirkung steht aus", "effect still to come"),
}
EFFECT_RULE = (
    (
        "Ein Beschluss hat Wirkung, sobald zu der Maßnahme in einer Runde nach der Sitzung berichtet wurde und sie "
        "besser steht als am Tag des Beschlusses; es zählt die schlechtere von gemeldeter und berechneter Einschätzung "
        "(Regel effect/1).",
        "A decision has effect as soon as a round after the sitting was answered for the measure and finds it better "
        "than on the day of the decision; the worse of reported and computed light counts (rule effect/1).",
    ),
    (
        "Wirkung hat er auch, wenn die Maßnahme nicht schlechter steht und die Meldung zeigt, was beschlossen war: "
        "bei „umplanen“ ein neuer Termin, bei „Mittel oder Personal“ mehr gesichertes Geld, bei „beobachten“ die "
        "Meldung selbst. „Beenden“ wirkt erst, wenn die Maßnahme ruht, eingestellt oder abgeschlossen ist.",
        "It also has effect if the measure stands no worse and the report shows what was decided: for “replan” another "
        "date, for “money or staff” more money secured, for “watch” the report itself. “Stop” has effect only once the "
        "measure is dormant, stopped or completed.",
    ),
    (
        "Schweigen ist nie eine Wirkung. Was in Worten geantwortet wurde, steht dabei; die Regel liest es nicht.",
        "Silence is never an effect. What was answered in words stands beside it; the rule does not read it.",
    ),
)


OVERTAKEN = {
    "decided": (
        "Inzwischen hat {by} hierzu „{word}“ beschlossen ({at}).",
        "Meanwhile {by} has decided “{word}” on this ({at}).",
    ),
    "taken_back": (
        "Inzwischen hat {by} den Beschluss hierzu zurückgenommen ({at}).",
        "Meanwhile {by} has taken back the decision on this ({at}).",
    ),
}


def overtaken_in_words(last: LastWord, language: str) -> str:
    """That someone else was faster: who, what, when."""
    at = say_moment(last.at, language) if last.at else ""
    word = decision_word(last.decision.kind, language) if last.decision else ""
    sentence = pick(OVERTAKEN["decided" if last.decision else "taken_back"], language)
    return sentence.format(by=last.by, at=at, word=word)


def decision_word(kind: str, language: str) -> str:
    """The word for one of the five kinds of decision."""
    return pick(DECISIONS[kind], language)


def why_in_words(why: Why, language: str) -> str:
    """One reason: a sentence, or a phrase for what adds to the importance."""
    said = {name: _said(name, value, language) for name, value in why.values.items()}
    return pick(WHYS[why.code], language).format_map(said)


def whys_in_words(item: Item, language: str) -> list[str]:
    """Why the measure is on the agenda, one sentence each."""
    return [why_in_words(why, language) for why in item.whys]


def importance_in_words(item: Item, language: str) -> str:
    """``Gewicht 3,5: Leuchtturm, dient Zielen: 2, geplant: 1.000.000 €.``"""
    word = "Gewicht" if language[:2] == "de" else "Importance"
    parts = ", ".join(why_in_words(weight, language) for weight in item.weights)
    return f"{word} {say_number(item.importance, None, language)}{f': {parts}' if parts else ''}."


def effect_in_words(had_effect: bool, is_late: bool, language: str) -> str:
    """What became of a decision: it had effect, is without effect past its date, or still has time."""
    if had_effect:
        return pick(EFFECTS["effect"], language)
    return pick(EFFECTS["late" if is_late else "open"], language)


def effect_rule_in_words(language: str) -> list[str]:
    """When something came of a decision (rule effect/1), for the method page."""
    return [pick(pair, language) for pair in EFFECT_RULE]


def rule_in_words(language: str) -> list[str]:
    """The rule with its formulas, for the method page."""
    lighthouse, goal = (say_number(weight, None, language) for weight in (LIGHTHOUSE_WEIGHT, GOAL_WEIGHT))
    bands = ", ".join(_band(least, weight, language) for least, weight in reversed(MONEY_BANDS))
    if language[:2] == "de":
        return [
            "Auf die Tagesordnung kommt eine Maßnahme, die gemeldet oder berechnet nicht im Plan ist, die mehr als "
            f"{LONG_OVERDUE_DAYS} Tage überfällig ist, zu der in zwei Runden nicht berichtet wurde (außer sie ist "
            "abgeschlossen, ruht oder ist eingestellt) oder zu der ein Beschluss nach seinem Termin ohne Wirkung ist "
            "oder die bis zu einem Tag vertagt war, der vorbei ist (Regel agenda/1).",
            f"Gewicht = 1, dazu {lighthouse} für einen Leuchtturm, {goal} für jedes Ziel (höchstens "
            f"{GOALS_COUNTED} Ziele) und für das geplante Geld: {bands}.",
            "Rang = Gewicht × Tage, die die Maßnahme nicht im Plan ist; mindestens ein Tag.",
            f"Die {FIRST_PAGE} mit dem höchsten Rang stehen auf der ersten Seite, alle anderen auf der weiteren Liste. "
            "Bei gleichem Rang entscheidet das Kennzeichen der Maßnahme.",
        ]
    return [
        "On the agenda is a measure that is off track as reported or as computed, that is more than "
        f"{LONG_OVERDUE_DAYS} days overdue, that was not reported on in two rounds (unless it is "
        "completed, dormant or stopped), on which a decision has had no effect by its date, or that was deferred "
        "until a day that has passed (rule agenda/1).",
        f"Importance = 1, plus {lighthouse} for a lighthouse, {goal} for each goal (at most {GOALS_COUNTED} goals), "
        f"and for the money planned: {bands}.",
        "Score = importance × days the measure is off track; at least one day.",
        f"The {FIRST_PAGE} with the highest score are on the first page, all others on the further list. Equal scores "
        "are ordered by the measure's key.",
    ]


def _band(least: Decimal, weight: Decimal, language: str) -> str:
    before = "ab" if language[:2] == "de" else "from"
    return f"{say_number(weight, None, language)} {before} {say_euro(least, language)}"


def _said(name: str, value: Value, language: str) -> str:
    if name == "kind":
        return pick(DECISIONS[value], language) if isinstance(value, str) and value in DECISIONS else str(value)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return say_date(value, language)
    if name == "days" and isinstance(value, int):
        return days_in_words(value, language)
    return say_euro(Decimal(value), language) if name == "planned" else say_number(value, None, language)
