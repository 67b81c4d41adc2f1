"""The computed light in words, German and English: why it is what it is, and the rule itself.

Numbers and dates stand in the reader's format. The language is ``de`` or ``en``.
"""

from datetime import date
from decimal import Decimal

from leitstand.domain.reporting.rules.light import AHEAD_POINTS, LATE_DAYS, SOON_DAYS, Computed, Reason, Value
from leitstand.domain.reporting.words import pick, state_word
from leitstand.foundation.wording import say_date, say_euro, say_number, say_partial

UNSAYABLE = ("lässt sich nicht sagen", "cannot be said")
STAGES = {
    "not_started": (
        "Die Maßnahme ist als noch nicht begonnen gemeldet.",
        "The measure is reported as not started.",
    ),
    "completed": ("Die Maßnahme ist als abgeschlossen gemeldet.", "The measure is reported as completed."),
    "stopped": (
        "Die Maßnahme ist als ruhend oder eingestellt gemeldet und wird nicht weiter beurteilt.",
        "The measure is reported as dormant or stopped and is not judged further.",
    ),
}
# By check; {due}, {begins}, {ends} and {moved_from} bring their preposition along: „am 30.06.2026“, „im Juni 2026“.
REASONS = {
    "nothing": (
        "Es gibt keine Termine, keine Angaben zum Geld und keinen Indikator für den Fortschritt, "
        "nach denen sich die Maßnahme beurteilen ließe.",
        "There are no dates, nothing on money and no progress indicator by which the measure could be judged.",
    ),
    "stage_unknown": (
        "Zum Stand der Umsetzung liegt keine Angabe vor; ohne sie gilt keine Maßnahme als im Plan.",
        "Nothing is reported on the stage of implementation; without it no measure counts as on track.",
    ),
    "not_begun": (
        "Die Maßnahme sollte {begins} beginnen und ist {days} danach als nicht begonnen gemeldet.",
        "The measure was to begin {begins} and is reported as not started {days} later.",
    ),
    "completed_open": (
        "Die Maßnahme ist als abgeschlossen gemeldet, aber noch nicht erreichte Meilensteine: {count}.",
        "The measure is reported as completed, but milestones not yet reached: {count}.",
    ),
    "milestone_overdue": (
        "Der Meilenstein „{title}“ war {due} fällig und ist {days} überfällig.",
        "The milestone “{title}” was due {due} and is {days} overdue.",
    ),
    "milestone_soon": (
        "Der Meilenstein „{title}“ ist {due} fällig; noch {days}.",
        "The milestone “{title}” is due {due}; {days} left.",
    ),
    "milestone_moved": (
        "Der Meilenstein „{title}“ war {moved_from} fällig und wurde um {days} verschoben; fällig ist er jetzt {due}.",
        "The milestone “{title}” was due {moved_from} and was put off by {days}; it is now due {due}.",
    ),
    "milestones_in_time": (
        "Kein Meilenstein ist überfällig; Meilensteine mit Termin: {count}.",
        "No milestone is overdue; milestones with a date: {count}.",
    ),
    "end_passed": (
        "Die Maßnahme sollte {ends} enden; das ist {days} her, und sie ist nicht als abgeschlossen gemeldet.",
        "The measure was to end {ends}; that was {days} ago, and it is not reported as completed.",
    ),
    "end_ahead": ("Die Maßnahme soll {ends} enden; noch {days}.", "The measure is to end {ends}; {days} left."),
    "end_moved": (
        "Die Maßnahme sollte {moved_from} enden; das Ende wurde um {days} verschoben und liegt jetzt {ends}.",
        "The measure was to end {moved_from}; the end was put off by {days} and is now {ends}.",
    ),
    "money_secured": ("Das Geld ist gesichert.", "The money is secured."),
    "money_pending": (
        "Das Geld ist noch nicht ganz gesichert; die Maßnahme hat aber noch nicht begonnen.",
        "The money is not yet fully secured; but the measure has not begun.",
    ),
    "money_partly": (
        "Die Maßnahme hat begonnen, aber das Geld ist erst teilweise gesichert.",
        "The measure has begun, but the money is only partly secured.",
    ),
    "money_not_secured": (
        "Die Maßnahme hat begonnen, aber das Geld ist nicht gesichert.",
        "The measure has begun, but the money is not secured.",
    ),
    "overspent": (
        "Ausgegeben sind {spent}, geplant waren {planned}.",
        "{spent} have been spent; {planned} were planned.",
    ),
    "spent_ahead": (
        "Ausgegeben sind {spent} von {planned} ({money_percent}\u00a0%), vergangen sind erst "
        "{time_percent}\u00a0% der Zeit.",
        "{spent} of {planned} ({money_percent}%) have been spent, but only {time_percent}% of the time has passed.",
    ),
    "indicator_against": (
        "Der Indikator „{title}“ bewegt sich gegen seine Richtung: {value} nach {previous}.",
        "The indicator “{title}” moves against its direction: {value} after {previous}.",
    ),
    "indicator_not_against": (
        "Der Indikator „{title}“ bewegt sich nicht gegen seine Richtung: {value} nach {previous}.",
        "The indicator “{title}” does not move against its direction: {value} after {previous}.",
    ),
    "target_missed": (
        "Das Ziel des Indikators „{title}“ war {target}, fällig {due}; der letzte bekannte Wert ist {value}.",
        "The target of the indicator “{title}” was {target}, due {due}; the last known value is {value}.",
    ),
    "target_reached": (
        "Das Ziel des Indikators „{title}“ war {target}, fällig {due}; mit {value} ist es erreicht.",
        "The target of the indicator “{title}” was {target}, due {due}; with {value} it is reached.",
    ),
}
DATES = ("due", "begins", "ends", "moved_from")
AMOUNTS = ("{secured} von {planned}", "{secured} of {planned}")
RULE = (
    (
        "Neben der Einschätzung der Berichtenden steht ein Licht, das aus den Angaben zur Maßnahme berechnet wird "
        "(Regel light/1). Jede Prüfung ergibt Befunde; der schlechteste entscheidet, alle werden genannt.",
        "Beside the reporter's judgement stands a light computed from what is known of the measure (rule light/1). "
        "Each check gives findings; the worst decides, and all are named.",
    ),
    (
        f"Nicht im Plan: ein Meilenstein ist mehr als {LATE_DAYS} Tage überfällig; das Ende ist ohne Abschluss "
        f"vorbei; die Maßnahme hat mehr als {LATE_DAYS} Tage nach ihrem Beginn nicht begonnen; sie hat begonnen, "
        "aber das Geld ist nicht gesichert; ein Indikator für den Fortschritt hat sein Ziel zum Termin verfehlt.",
        f"Off track: a milestone is more than {LATE_DAYS} days overdue; the end has passed without completion; the "
        f"measure has not started more than {LATE_DAYS} days after its begin; it has begun but the money is not "
        "secured; a progress indicator has missed its target when it was due.",
    ),
    (
        f"Gefährdet: ein Meilenstein oder der Beginn ist bis zu {LATE_DAYS} Tage überfällig; ein offener Meilenstein "
        f"oder das Ende wurde um mehr als {LATE_DAYS} Tage verschoben, oder verschoben und der erste Termin ist "
        "vorbei; das Geld ist nach dem Beginn erst teilweise gesichert; es ist mehr ausgegeben als geplant, oder "
        f"der Anteil des ausgegebenen Geldes liegt mehr als {AHEAD_POINTS} Prozentpunkte über dem der vergangenen "
        "Zeit; ein Indikator für den Fortschritt bewegt sich gegen seine Richtung; abgeschlossen gemeldet, aber "
        "Meilensteine sind offen.",
        f"At risk: a milestone or the begin is up to {LATE_DAYS} days overdue; an open milestone or the end was put "
        f"off by more than {LATE_DAYS} days, or put off and the first date has passed; after the begin the money is "
        "only partly secured; more is spent than planned, or the share of the money spent is more than "
        f"{AHEAD_POINTS} percentage points above that of the time passed; a progress indicator moves against its "
        "direction; reported as completed, but milestones are open.",
    ),
    (
        "Lässt sich nicht sagen: zum Stand der Umsetzung liegt keine Angabe vor, oder es gibt nichts, wonach sich "
        "urteilen ließe. Schweigen ist nie grün.",
        "Cannot be said: nothing is reported on the stage of implementation, or there is nothing to judge from. "
        "Silence is never green.",
    ),
    (
        "Noch nicht begonnen, abgeschlossen, ruhend oder eingestellt: wie gemeldet, wenn nichts davon dagegen spricht.",
        "Not started, completed, dormant or stopped: as reported, if none of this speaks against it.",
    ),
    (
        f"Im Plan: alles, was sich prüfen lässt, ist in Ordnung. Ein Meilenstein, der in den nächsten {SOON_DAYS} "
        "Tagen fällig ist, eine kleine Verschiebung und vor dem Beginn noch offenes Geld sind nur Hinweise.",
        f"On track: all that can be checked is in order. A milestone due within the next {SOON_DAYS} days, a small "
        "postponement and money still open before the begin are only notes.",
    ),
    (
        "Ungenaue Termine zählen mit dem letzten Tag, den sie meinen können; ein gestrichener Termin zählt weiter. "
        "Beim Geld zählen die Angabe und die Beträge, und zwar die schlechtere. Eine abgeschlossene Maßnahme wird "
        "nur nach ihren Meilensteinen beurteilt, eine ruhende oder eingestellte gar nicht, und der Verlauf eines "
        "Indikators zählt erst, wenn die Maßnahme begonnen hat.",
        "Partial dates count by the latest day they can mean; a date that was taken away still counts. For money "
        "what was said and the amounts count, the worse of the two. A completed measure is judged by its milestones "
        "only, a dormant or stopped one not at all, and the course of an indicator counts once the measure has begun.",
    ),
)


def light_word(light: str, language: str) -> str:
    """The word for a computed light, the empty one included."""
    return state_word(light, language) if light else pick(UNSAYABLE, language)


def why(computed: Computed, language: str) -> list[str]:
    """One sentence for each reason, the worst first."""
    return [reason_in_words(reason, language) for reason in computed.reasons]


def decisive(computed: Computed, language: str) -> list[str]:
    """The sentences of the reasons that make the light what it is."""
    return [reason_in_words(reason, language) for reason in computed.reasons if reason.light == computed.light]


def rule_in_words(language: str) -> list[str]:
    """The rule, one paragraph for each light, for the method page."""
    return [pick(pair, language) for pair in RULE]


def reason_in_words(reason: Reason, language: str) -> str:
    """``Der Meilenstein „X“ war am 30.06.2026 fällig und ist 120 Tage überfällig.``"""
    if reason.check == "stage":
        return pick(STAGES[reason.light], language)
    said = {name: _said(name, value, language) for name, value in reason.values.items()}
    sentence = pick(REASONS[reason.check], language).format_map(said)
    if reason.check.startswith("money_") and "secured" in said:
        return f"{sentence[:-1]} ({pick(AMOUNTS, language).format_map(said)})."
    return sentence


def days_in_words(days: int, language: str) -> str:
    """``1 Tag``, ``120 Tage``."""
    one, more = ("Tag", "Tage") if language[:2] == "de" else ("day", "days")
    return f"{say_number(days, 0, language)}\u00a0{one if days == 1 else more}"


def on_date(text: str, language: str) -> str:
    """A partial date with its preposition: ``am 30.06.2026``, ``im Juni 2026``, ``2026``; ``in 2026``."""
    said = say_partial(text, language)
    if language[:2] == "de":
        return f"am {said}" if len(text) == 10 else said if text[:4] == said[:4] else f"im {said}"
    return f"on {said}" if len(text) == 10 else f"in {said}"


def _said(name: str, value: Value, language: str) -> str:
    if isinstance(value, str):
        return on_date(value, language) if name in DATES else value
    if isinstance(value, date):
        return say_date(value, language)
    if name == "days" and isinstance(value, int):
        return days_in_words(value, language)
    if name in ("planned", "secured", "spent"):
        return say_euro(Decimal(value), language)
    return say_number(value, None, language)
