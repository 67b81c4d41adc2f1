"""A roll-up in words, German and English: its figures in two sentences, and the rule itself."""

from leitstand.domain.reporting.rules.rollup import Rollup
from leitstand.domain.reporting.words import counts_in_words, pick
from leitstand.foundation.wording import say_number

RULE = (
    (
        "Jede Maßnahme einer Gruppe zählt einmal; wer nicht berichtet, zählt wie der schlechteste Stand "
        "(Regel rollup/1).",
        "Each measure of a group counts once; what is not reported counts like the worst state (rule rollup/1).",
    ),
    ("Abdeckung = berichtet ÷ alle Maßnahmen.", "Coverage = reported ÷ all measures."),
    (
        "Guter Anteil = (abgeschlossen + im Plan) ÷ alle Maßnahmen, nicht nur die berichteten.",
        "Good share = (completed + on track) ÷ all measures, not only those reported.",
    ),
    (
        "Gruppen stehen in der Reihenfolge ihres guten Anteils; ist er gleich, zählt der Anteil mit den Maßnahmen "
        "in Umsetzung und den noch nicht begonnenen, dann der mit den gefährdeten, dann die Abdeckung. Was nicht im "
        "Plan ist, ruht, eingestellt oder nicht berichtet ist, zählt in keinem Anteil mit.",
        "Groups stand in the order of their good share; if it is equal, the share with the measures under way and "
        "not started counts, then that with those at risk, then coverage. What is off track, dormant, stopped or "
        "not reported counts in none of the shares.",
    ),
    (
        "Farben werden nicht gemittelt, und der beste Stand steht nicht für die anderen. Eine fehlende Meldung und "
        "ein schlechterer Stand können deshalb keine Gruppe besser aussehen lassen.",
        "Colours are not averaged, and the best state does not stand for the others. So neither a missing report nor "
        "a worse state can make a group look better.",
    ),
)


def percent(share: float, language: str) -> str:
    """``40 %`` or ``40%``, from a share of 0 to 1. Only the whole is 100 and only nothing is 0."""
    rounded = round(100 * share)
    shown = min(max(rounded, 1), 99) if 0 < share < 1 else rounded
    return say_number(shown, 0, language) + ("\u00a0%" if language[:2] == "de" else "%")


def rollup_in_words(rollup: Rollup, language: str) -> str:
    """Counts, good share and coverage; one sentence for an empty group."""
    german = language[:2] == "de"
    if not rollup.total:
        return "Hier ist keine Maßnahme." if german else "There is no measure here."
    good, coverage = percent(rollup.good_share, language), percent(rollup.coverage, language)
    total, counts = say_number(rollup.total, 0, language), counts_in_words(rollup.distribution, language)
    reported = say_number(rollup.reported, 0, language)
    if german:
        return f"{counts}. Gut stehen {good} von allen {total}; berichtet sind {reported} ({coverage})."
    return f"{counts}. {good} of all {total} are doing well; {reported} are reported ({coverage})."


def rule_in_words(language: str) -> list[str]:
    """The rule with its formulas, for the method page."""
    return [pick(pair, language) for pair in RULE]
