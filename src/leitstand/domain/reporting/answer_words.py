"""Answers of a round in words, German and English: what was said, and what is wrong with what was given."""

from collections.abc import Sequence
from decimal import Decimal

from leitstand.domain.plans.models import Funding, Status
from leitstand.domain.reporting.queries.rounds.asking import Question
from leitstand.domain.reporting.rules.answering import Problem, Read, longest
from leitstand.domain.reporting.rules.differences import Ask
from leitstand.domain.reporting.words import money_word, pick, state_word
from leitstand.foundation.wording import say_euro, say_number, say_partial

FIELDS = {
    "stage": ("Stand der Umsetzung", "State of implementation"),
    "light": ("Einschätzung", "Assessment"),
    "sentence": ("Was ist geschehen", "What has happened"),
    "light_reason": ("Warum die Einschätzung abweicht", "Why the assessment differs"),
    "money": ("Stand der Finanzierung", "State of funding"),
    "secured": ("Gesichert (Euro)", "Secured (euros)"),
    "spent": ("Ausgegeben (Euro)", "Spent (euros)"),
    "asks_amount": ("Erbeten (Euro)", "Asked for (euros)"),
    "asks_text": ("Was gebraucht wird", "What is needed"),
    "evidence": ("Woran man das sieht", "How one can see that"),
    "decision_answer": ("Was aus dem Beschluss wurde", "What came of the decision"),
}
PROBLEMS = {
    "needed": ("Bitte angeben.", "Please fill in."),
    "choice": ("„{about}“ steht nicht zur Wahl.", "“{about}” is not one of the choices."),
    "number": (
        "„{about}“ ist keine Zahl. Bitte zum Beispiel 1.200.000 oder 3,5 schreiben.",
        "“{about}” is not a number. Please write 1200000 or 3,5, for example.",
    ),
    "negative": ("Der Betrag kann nicht kleiner als null sein.", "The amount cannot be below zero."),
    "large": ("„{about}“ ist zu groß.", "“{about}” is too large."),
    "date": (
        "„{about}“ ist kein Datum. Bitte zum Beispiel 30.06.2027, 06/2027 oder 2027 schreiben.",
        "“{about}” is not a date. Please write 30.06.2027, 06/2027 or 2027, for example.",
    ),
    "places": (
        "Bitte höchstens {about} Nachkommastellen angeben.",
        "Please give at most {about} decimal places.",
    ),
    "low": ("Der kleinste gültige Wert ist {about}.", "The lowest valid value is {about}."),
    "high": ("Der größte gültige Wert ist {about}.", "The highest valid value is {about}."),
    "future": (
        "Erreicht sein kann nur, was nicht in der Zukunft liegt ({about}).",
        "Only what does not lie in the future can have been reached ({about}).",
    ),
    "third": (
        "Zum {about}. Mal in Folge nichts Neues. Bitte sagen, woran man den Stand sieht, oder die Maßnahme als "
        "abgeschlossen oder eingestellt melden.",
        "Nothing new for the {about}th time in a row. Please say how one can see where it stands, or report the "
        "measure as completed or stopped.",
    ),
    "differs": (
        "Nach Terminen, Geld und Indikatoren wäre die Einschätzung „{about}“. Ihre gilt; bitte in einem Satz sagen, "
        "warum.",
        "By dates, money and indicators the assessment would be “{about}”. Yours counts; please say why in one "
        "sentence.",
    ),
    "long": ("Das sind {about} Zeichen; möglich sind {most}.", "These are {about} characters; {most} are possible."),
}


ASKED = ("Erbeten", "Asked for")
WHOLE = ("Bitte eine ganze Zahl angeben.", "Please give a whole number.")


def field_word(name: str, language: str) -> str:
    """The label of a named text; of a milestone's or value's field the kind of thing it is."""
    if name.startswith("milestone:"):
        what = ("erreicht am", "reached on") if name.endswith(":done_on") else ("Termin", "date")
        return pick(what, language)
    if name.startswith("value:"):
        return pick(("Wert", "Value"), language)
    return pick(FIELDS[name], language)


def problem_in_words(problem: Problem, language: str) -> str:
    """One sentence that says what is wrong and what to do."""
    if problem.code == "places" and problem.about == "0":
        return pick(WHOLE, language)
    about = state_word(problem.about, language) if problem.code == "differs" else problem.about
    about = say_number(Decimal(about), None, language) if problem.code in ("low", "high") else about
    return pick(PROBLEMS[problem.code], language).format(about=about, most=longest(problem.name))


def in_full(question: Question, got: Read, attachments: Sequence[str] = ()) -> str:
    """Everything that was sent for one measure, as the receipt states it; German."""
    answer = got.answer
    lines = [question.title]
    if got.unchanged:
        lines.append("Nichts Neues seit der letzten Meldung. Es gilt weiter:")
    lines.append(f"Stand der Umsetzung: {Status.Stage(answer.stage).label}")
    if answer.light:
        lines.append(f"Einschätzung: {Status.Light(answer.light).label}")
    lines.append(f"Was ist geschehen: {answer.sentence}")
    lines += _if_said("Warum die Einschätzung abweicht", answer.light_reason)
    lines.append(f"Stand der Finanzierung: {Funding.State(answer.money).label}")
    lines += [f"Gesichert: {say_euro(answer.secured)}"] if answer.secured is not None else []
    lines += [f"Ausgegeben: {say_euro(answer.spent)}"] if answer.spent is not None else []
    lines += [asked_line(answer.ask, "de")] if answer.ask else []
    for one in answer.milestones:
        due = f"fällig {say_partial(one.due)}" if one.due else "ohne Termin"
        lines.append(
            f"Meilenstein „{one.title}“: {due}" + (f", erreicht {say_partial(one.done_on)}" * bool(one.done_on))
        )
    lines += [
        f"{one.title}: {say_number(one.value)} ({say_partial(one.period)})"
        for one in answer.observations
        if one.value is not None
    ]
    lines += _if_said("Woran man das sieht", got.evidence)
    lines += _if_said("Was aus dem Beschluss wurde", got.decision_answer)
    lines += [f"Anlage: {name}" for name in attachments]
    return "\n".join(lines)


def ask_in_words(ask: Ask, language: str) -> str:
    """``120.000 € – zwei Stellen``, or what there is of it; the text stays as it was written."""
    amount = [say_euro(ask.amount, language)] if ask.amount is not None else []
    return " – ".join([*amount, *([ask.text] if ask.text else [])])


def asked_line(ask: Ask, language: str) -> str:
    """``Erbeten: 120.000 € – zwei Stellen``."""
    return f"{pick(ASKED, language)}: {ask_in_words(ask, language)}"


def money_said(code: str, language: str) -> str:
    return money_word(code or "unknown", language)


def _if_said(label: str, text: str) -> list[str]:
    return [f"{label}: {text}"] if text else []
