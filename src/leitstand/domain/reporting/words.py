"""The words for states, gaps and outcomes, and the sentences made from counts, in both languages.

Pages, API and reports take them from here. Every function takes the language as ``de`` or ``en``.
"""

from leitstand.domain.plans.queries.views import EditionView, MeasureView
from leitstand.domain.plans.rules.distribution import Distribution
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.wording import say_date, say_number, say_partial

STATES = {
    "completed": ("abgeschlossen", "completed"),
    "on_track": ("im Plan", "on track"),
    "under_way": ("in Umsetzung", "under way"),
    "at_risk": ("gefährdet", "at risk"),
    "off_track": ("nicht im Plan", "off track"),
    "not_started": ("noch nicht begonnen", "not started"),
    "stopped": ("ruht oder eingestellt", "dormant or stopped"),
    "not_reported": ("nicht berichtet", "not reported"),
}
SYMBOLS = {
    "completed": "■",
    "on_track": "●",
    "under_way": "◐",
    "at_risk": "▲",
    "off_track": "◆",
    "not_started": "○",
    "stopped": "✕",
    "not_reported": "▨",
}
GAPS = {
    "lead": ("Federführung unbekannt", "lead unknown"),
    "date": ("kein Zeitraum genannt", "no period given"),
    "money": ("Stand der Finanzierung unbekannt", "state of funding unknown"),
    "milestone": ("kein Meilenstein", "no milestone"),
    "indicator": ("kein Indikator", "no indicator"),
    "status": ("nie eine Statusmeldung", "never a status report"),
}
# The same with a number before it: „2 ruhen oder sind eingestellt“.
COUNTED_OUTCOMES = {
    "completed": ("abgeschlossen", "completed"),
    "continued": ("fortgeführt", "continued"),
    "merged": ("zusammengeführt", "merged"),
    "split": ("aufgeteilt", "split"),
    "dropped": ("entfallen", "dropped"),
    "stopped": ("ruhend oder eingestellt", "dormant or stopped"),
    "unknown": ("mit unbekanntem Verbleib", "with an unknown fate"),
}
OUTCOMES = {
    "completed": ("abgeschlossen", "completed"),
    "continued": ("fortgeführt", "continued"),
    "merged": ("zusammengeführt", "merged"),
    "split": ("aufgeteilt", "split"),
    "dropped": ("entfallen", "dropped"),
    "stopped": ("ruht oder eingestellt", "dormant or stopped"),
    "unknown": ("Verbleib unbekannt", "fate unknown"),
}
MONEY = {
    "secured": ("gesichert", "secured"),
    "partly": ("teilweise gesichert", "partly secured"),
    "not_secured": ("nicht gesichert", "not secured"),
    "unknown": ("unbekannt", "unknown"),
}


def pick(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language[:2] == "de" else pair[1]


def state_word(code: str, language: str) -> str:
    return pick(STATES[code], language)


def gap_word(code: str, language: str) -> str:
    return pick(GAPS[code], language)


def outcome_word(code: str, language: str) -> str:
    return pick(OUTCOMES[code], language)


def counted_outcome(code: str, language: str) -> str:
    return pick(COUNTED_OUTCOMES[code], language)


def money_word(code: str, language: str) -> str:
    return pick(MONEY[code], language)


def why_state(measure: MeasureView, language: str, stale_months: int) -> str:
    """Why a measure has its state, in one sentence with the date it rests on."""
    german = language[:2] == "de"
    last = measure.last_status
    if last is None:
        return (
            "Zu dieser Maßnahme liegt keine Statusmeldung vor."
            if german
            else "There is no status report on this measure."
        )
    when = say_partial(last.when, language)
    said_by = f" ({last.said_by})" if last.said_by else ""
    silent = measure.state.code == "not_reported"
    if german:
        said = f"{'Letzte Meldung' if silent else 'Gemeldet'}: „{last.said}“, Stand {when}{said_by}."
        return f"{said} Seit mehr als {stale_months} Monaten wurde nicht berichtet." if silent else said
    said = f"{'Last report' if silent else 'Reported'}: “{last.said}”, as of {when}{said_by}."
    return f"{said} Nothing has been reported for more than {stale_months} months." if silent else said


def counts_in_words(distribution: Distribution, language: str) -> str:
    """``4 abgeschlossen, 2 in Umsetzung, 9 nicht berichtet``."""
    return ", ".join(
        f"{say_number(share.count, 0, language)} {state_word(share.code, language)}" for share in distribution.shares
    )


def edition_sentence(situation: Situation, edition: EditionView, language: str) -> str:
    """The plan's state in one sentence: how many measures, how many of them by name, in which state."""
    german = language[:2] == "de"
    rows = situation.rows(edition.key)
    distribution = situation.distribution(rows)
    published = situation.published_count(edition.key)
    total = int(published.value) if published and published.value else None
    about = ("rund " if german else "about ") if published and published.approximate else ""
    if not rows:
        if german:
            return f"Zur Fassung {edition.short_title} sind hier noch keine Maßnahmen erfasst."
        return f"No measures of the edition {edition.short_title} are recorded here yet."
    if german:
        known = (
            f"Von {about}{total} Maßnahmen der Fassung {edition.short_title} sind hier {len(rows)} namentlich bekannt"
            if total and total != len(rows)
            else f"Die Fassung {edition.short_title} hat {len(rows)} Maßnahmen"
        )
        return (
            f"{known}; der Stand am {say_date(situation.as_of, language)}: {counts_in_words(distribution, language)}."
        )
    known = (
        f"Of the {about}{total} measures in the edition {edition.short_title}, {len(rows)} are known here by name"
        if total and total != len(rows)
        else f"The edition {edition.short_title} has {len(rows)} measures"
    )
    return f"{known}; as of {say_date(situation.as_of, language)}: {counts_in_words(distribution, language)}."


def coverage_sentence(distribution: Distribution, language: str) -> str:
    """How much of it was reported."""
    if language[:2] == "de":
        return f"Zu {distribution.reported} von {distribution.total} liegt ein gültiger Stand vor."
    return f"A current state is known for {distribution.reported} of {distribution.total}."
