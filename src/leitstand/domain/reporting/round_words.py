"""A frozen round in sentences, German and English: for its page, the report and the feed.

Every figure comes from ``FrozenRound``; here they are only put into words.
"""

from collections.abc import Mapping

from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound
from leitstand.domain.reporting.rollup_words import percent
from leitstand.domain.reporting.words import counts_in_words, pick
from leitstand.foundation.wording import say_date, say_number, say_partial

INVENTED = ("Antworten erfunden: Demonstration", "Answers invented: demonstration")
UNNAMED: Mapping[str, tuple[str, str]] = {
    "field": ("Ohne Handlungsfeld", "Without an action field"),
    "topic": ("Ohne Thema", "Without a topic"),
    "lead": ("Federführung unbekannt", "Lead unknown"),
    "missing": ("Institutionen, von denen Meldungen fehlen", "Institutions from which reports are missing"),
}
RULES: Mapping[str, tuple[str, str]] = {
    "state": ("Stand einer Maßnahme", "State of a measure"),
    "light": ("Berechnete Einschätzung", "Computed light"),
    "rollup": ("Zusammenfassung von Gruppen", "Roll-up of groups"),
    "answering": ("Was eine Meldung braucht", "What a report needs"),
    "agenda": ("Vorlage für den Steuerungskreis", "Agenda of the steering committee"),
}


def round_name(title: str, language: str) -> str:
    return f"{pick(('Runde', 'Round'), language)} {title}"


def invented(frozen: FrozenRound, language: str) -> str:
    """The notice of a demonstration's round; empty for a real one."""
    return pick(INVENTED, language) if frozen.facts["demonstration"] else ""


def period(frozen: FrozenRound, language: str) -> str:
    """``01.01.2026 – 30.06.2026``."""
    return " – ".join(say_partial(str(frozen.facts[name]), language) for name in ("period_begins", "period_ends"))


def answer_sentence(frozen: FrozenRound, language: str) -> str:
    """How many measures were asked about and answered, and where they stand."""
    rolled = frozen.rollup
    total, reported = say_number(rolled.total, 0, language), say_number(rolled.reported, 0, language)
    share, counts = percent(rolled.coverage, language), counts_in_words(rolled.distribution, language)
    if language[:2] == "de":
        return f"Zu {reported} von {total} Maßnahmen wurde berichtet ({share}): {counts}."
    return f"{reported} of {total} measures were reported on ({share}): {counts}."


def change_sentence(frozen: FrozenRound, language: str) -> str:
    """How many measures stand elsewhere than in the round before; says it if there was none."""
    german = language[:2] == "de"
    known = [one for one in frozen.measures if one.before]
    if not known:
        return (
            "Eine frühere Runde, mit der sich vergleichen ließe, gibt es nicht."
            if german
            else "There is no earlier round to compare with."
        )
    changed, total = say_number(len(frozen.changed), 0, language), say_number(len(known), 0, language)
    if german:
        return f"Von {total} Maßnahmen mit einer früheren Meldung haben {changed} jetzt einen anderen Stand."
    return f"Of {total} measures with an earlier report, {changed} now have another state."


def difference_sentence(frozen: FrozenRound, language: str) -> str:
    count = say_number(len(frozen.disagreeing), 0, language)
    if language[:2] == "de":
        if not frozen.disagreeing:
            return "Wo gemeldet wurde, stimmen gemeldete und berechnete Einschätzung überein."
        if len(frozen.disagreeing) == 1:
            return "Bei einer Maßnahme weicht die gemeldete von der berechneten Einschätzung ab."
        return f"Bei {count} Maßnahmen weicht die gemeldete von der berechneten Einschätzung ab."
    if not frozen.disagreeing:
        return "Where something was reported, reported and computed light agree."
    if len(frozen.disagreeing) == 1:
        return "For one measure the reported light differs from the computed one."
    return f"For {count} measures the reported light differs from the computed one."


def silence_sentence(frozen: FrozenRound, language: str) -> str:
    """How many institutions owe how many reports; no names."""
    silent = [one for one in frozen.silent if one.lead.key]
    houses, missing = len(silent), sum(one.missing for one in silent)
    nameless = sum(one.missing for one in frozen.silent if not one.lead.key)
    if nameless:
        said = _named_silence(houses, missing, language) if silent else ""
        return f"{said} {_nameless_silence(nameless, language)}".strip()
    return _named_silence(houses, missing, language)


def _nameless_silence(missing: int, language: str) -> str:
    count = say_number(missing, 0, language)
    if language[:2] == "de":
        what = "fehlt eine Meldung" if missing == 1 else f"fehlen {count} Meldungen"
        return f"Zu Maßnahmen ohne bekannte Federführung {what}."
    what = "one report is" if missing == 1 else f"{count} reports are"
    return f"For measures without a known lead {what} missing."


def _named_silence(houses: int, missing: int, language: str) -> str:
    if language[:2] == "de":
        if not missing:
            return "Alle Institutionen haben zu allen Maßnahmen berichtet."
        who = "Von einer Institution" if houses == 1 else f"Von {say_number(houses, 0, language)} Institutionen"
        what = "fehlt eine Meldung" if missing == 1 else f"fehlen {say_number(missing, 0, language)} Meldungen"
        return f"{who} {what}."
    if not missing:
        return "All institutions have reported on all measures."
    who = "one institution" if houses == 1 else f"{say_number(houses, 0, language)} institutions"
    what = "One report is" if missing == 1 else f"{say_number(missing, 0, language)} reports are"
    return f"{what} missing from {who}."


def rule_name(code: str, language: str) -> str:
    return pick(RULES.get(code, (code, code)), language)


def reported_sentence(one: FrozenMeasure, language: str) -> str:
    """When something was reported on a measure; no person is named."""
    if not one.is_reported:
        return pick(("In dieser Runde wurde nicht berichtet.", "Nothing was reported in this round."), language)
    if not one.sent_on:
        return pick(("Gemeldet.", "Reported."), language)
    day = say_partial(one.sent_on, language)
    return f"Gemeldet am {day}." if language[:2] == "de" else f"Reported on {day}."


def dates(frozen: FrozenRound, language: str) -> list[tuple[str, str]]:
    """What the round says of itself, as label and value."""
    facts = frozen.facts
    rolled = frozen.rollup
    said = [
        (pick(("Zeitraum", "Period"), language), period(frozen, language)),
        (pick(("Geöffnet am", "Opened on"), language), say_partial(str(facts["opens_on"]), language)),
        (pick(("Frist", "Deadline"), language), say_partial(str(facts["deadline"]), language)),
        (pick(("Geschlossen am", "Closed on"), language), say_partial(str(facts["closes_on"]), language)),
        (pick(("Gefragte Maßnahmen", "Measures asked about"), language), say_number(rolled.total, 0, language)),
        (pick(("Berichtete Maßnahmen", "Measures reported on"), language), say_number(rolled.reported, 0, language)),
        (pick(("Abdeckung", "Coverage"), language), percent(rolled.coverage, language)),
        (pick(("Guter Anteil", "Good share"), language), percent(rolled.good_share, language)),
    ]
    if facts["gaps_reason"]:
        label = pick(("Mit Lücken geschlossen, weil", "Closed with gaps because"), language)
        said.append((label, str(facts["gaps_reason"])))
    return said


def next_sentence(title: str, opens_on: object, language: str) -> str:
    """When the next round opens."""
    day = say_date(opens_on, language)  # type: ignore[arg-type]  # a date
    if language[:2] == "de":
        return f"Die nächste Runde ({title}) öffnet am {day}."
    return f"The next round ({title}) opens on {day}."
