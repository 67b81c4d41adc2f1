"""The rules of asking in words, German and English, for the method page: dates, mails, answers, lateness.

Rules that give figures have their words beside them (``light_words``, ``rollup_words``, ``agenda_words``).
"""

from collections.abc import Mapping

from leitstand.domain.reporting.rules import answering, lateness, schedule
from leitstand.domain.reporting.words import pick

Sentences = tuple[tuple[str, str], ...]
SCHEDULE: Sentences = (
    (
        "Eine Runde fragt nach einem Halbjahr. Sie öffnet am ersten Arbeitstag nach dessen Ende.",
        "A round asks about a half-year. It opens on the first working day after its end.",
    ),
    (
        f"Die Frist endet {schedule.DAYS_TO_REPORT} Arbeitstage nach der Öffnung. Weitere {schedule.DAYS_OF_GRACE} "
        "Arbeitstage lang wird eine späte Meldung noch angenommen, dann schließt die Runde; "
        f"{schedule.DAYS_TO_PUBLISH} Arbeitstage danach wird sie veröffentlicht.",
        f"The deadline is {schedule.DAYS_TO_REPORT} working days after opening. For another {schedule.DAYS_OF_GRACE} "
        f"working days a late report is still taken, then the round closes; {schedule.DAYS_TO_PUBLISH} working days "
        "later it is published.",
    ),
    (
        "Die Geschäftsstelle kann die Tage ändern. Arbeitstage sind die des Landes: ohne Wochenenden und Feiertage.",
        "The office may change the days. Working days are those of the Land: no weekends, no public holidays.",
    ),
)
LADDER: Sentences = (
    (
        "Je Person gibt es höchstens drei Mails in einer Runde, höchstens eine am Tag, für alle ihre Maßnahmen "
        "zusammen; die Empfangsbestätigung zählt nicht mit.",
        "A person gets at most three mails in a round, at most one a day, for all their measures together; the "
        "receipt does not count.",
    ),
    (
        "Die erste kommt zur Öffnung, die zweite nach 40 Prozent der Zeit bis zur Frist. Wer dann zwei Arbeitstage "
        "lang das Formular nicht öffnet, wird vertreten: Die Vertretung wird gefragt.",
        "The first comes on opening, the second after 40 per cent of the time until the deadline. If the form is "
        "then not opened for two working days, the deputy is asked.",
    ),
    (
        "Drei Arbeitstage vor der Frist und am letzten Tag wird noch einmal erinnert. Am Arbeitstag nach der Frist "
        "kann die Leitung der federführenden Institution angeschrieben werden, wenn die Geschäftsstelle das vorher "
        "freigegeben hat.",
        "Three working days before the deadline and on the last day there is another reminder. On the working day "
        "after the deadline the head of the lead institution may be written to, if the office has approved it.",
    ),
    (
        "Nach einer Meldung kommt keine Erinnerung mehr, und keine Mail geht an einem Wochenende oder Feiertag hinaus.",
        "After a report there are no more reminders, and no mail goes out on a weekend or public holiday.",
    ),
)
ANSWERING: Sentences = (
    (
        "Eine Meldung nennt den Stand der Umsetzung und einen Satz dazu; solange die Maßnahme weder abgeschlossen "
        "noch eingestellt ist, auch eine eigene Einschätzung.",
        "A report names the stage of implementation and one sentence; while the measure is neither completed nor "
        "stopped, also a judgement of one's own.",
    ),
    (
        f"„Nichts Neues“ wiederholt die letzte Meldung. Nach {answering.SAME_AT_MOST} Wiederholungen braucht es einen "
        "Beleg oder einen Abschluss.",
        f"“Nothing new” repeats the last report. After {answering.SAME_AT_MOST} repetitions it needs evidence or an "
        "end.",
    ),
    (
        "Weicht die gemeldete von der berechneten Einschätzung ab, braucht das einen Satz. Eine Erlaubnis braucht "
        "es nie.",
        "A judgement that differs from the computed one needs a sentence. It never needs a permission.",
    ),
    (
        "Was der Steuerungskreis beschlossen hat, wird gefragt, bis es beantwortet ist.",
        "What the steering committee decided is asked for until it is answered.",
    ),
    (
        "Was geschehen ist, liegt nicht in der Zukunft; Beträge sind nicht negativ.",
        "What has happened does not lie in the future; amounts are not negative.",
    ),
)
LATENESS: Sentences = (
    (
        f"Die Geschäftsstelle sieht einen Hinweis, wer vielleicht zu spät meldet, aus den letzten {lateness.ROUNDS} "
        "Runden: hoch bei mindestens der Hälfte und mindestens zwei späten; mittel bei einer späten, oder wenn in der "
        "Hälfte der Runden erst nach zwei Erinnerungen gemeldet wurde.",
        f"The office sees a hint who may report late, from the last {lateness.ROUNDS} rounds: high with at least half "
        "and at least two of them late; medium with one late, or if in half of the rounds the report came only after "
        "two reminders.",
    ),
    (
        "Der Hinweis ist kein Urteil über Personen, steht nirgends öffentlich und nennt seine Gründe in Zahlen.",
        "The hint is no judgement of persons, is never public, and gives its reasons in numbers.",
    ),
)
BY_RULE: Mapping[str, Sentences] = {
    "schedule": SCHEDULE,
    "ladder": LADDER,
    "answering": ANSWERING,
    "lateness": LATENESS,
}


def rule_in_words(rule: str, language: str) -> list[str]:
    """The sentences of a rule (a key of ``BY_RULE``)."""
    return [pick(pair, language) for pair in BY_RULE[rule]]
