"""Answers of a round in words, German and English: what was said, and what is wrong with what was given."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.domain.reporting.queries.rounds.asking import Question
from leitstand.domain.reporting.rules.answering import Problem, Read, longest
from leitstand.domain.reporting.rules.differences import Ask, MilestoneAnswer
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


def in_full(question: Question, got: Read, attachments: Sequence[str] = (), language: str = "de") -> str:
    """Everything that was sent for one measure, as the receipt states it; what people wrote stays as it is."""
    with translation.override(language):
        title = question.entry.title_en if language[:2] == "en" else ""
        return "\n".join([title or question.title, *_said(got, attachments, language)])


def _said(got: Read, attachments: Sequence[str], language: str) -> Iterator[str]:
    answer = got.answer
    if got.unchanged:
        yield _("Nichts Neues seit der letzten Meldung. Es gilt weiter:")
    yield _line(_("Stand der Umsetzung"), state_word(answer.stage, language))
    yield from _if_said(_("Einschätzung"), state_word(answer.light, language) if answer.light else "")
    yield _line(_("Was ist geschehen"), answer.sentence)
    yield from _if_said(_("Warum die Einschätzung abweicht"), answer.light_reason)
    yield _line(_("Stand der Finanzierung"), money_word(answer.money, language))
    yield from _if_said(_("Gesichert"), _euro(answer.secured, language))
    yield from _if_said(_("Ausgegeben"), _euro(answer.spent, language))
    yield from [asked_line(answer.ask, language)] if answer.ask else []
    for step in answer.milestones:
        yield _line(_("Meilenstein „%(title)s“") % {"title": step.title}, _dates(step, language))
    for seen in answer.observations:
        if seen.value is not None:
            said = f"{say_number(seen.value, None, language)} ({say_partial(seen.period, language)})"
            yield _line(seen.title, said)
    yield from _if_said(_("Woran man das sieht"), got.evidence)
    yield from _if_said(_("Was aus dem Beschluss wurde"), got.decision_answer)
    yield from [_line(_("Anlage"), name) for name in attachments]


def _dates(step: MilestoneAnswer, language: str) -> str:
    due = _("fällig %(day)s") % {"day": say_partial(step.due, language)} if step.due else _("ohne Termin")
    done = _(", erreicht %(day)s") % {"day": say_partial(step.done_on, language)} if step.done_on else ""
    return f"{due}{done}"


def _euro(amount: Decimal | None, language: str) -> str:
    return say_euro(amount, language) if amount is not None else ""


def ask_in_words(ask: Ask, language: str) -> str:
    """``120.000 € – zwei Stellen``, or what there is of it; the text stays as it was written."""
    amount = [say_euro(ask.amount, language)] if ask.amount is not None else []
    return " – ".join([*amount, *([ask.text] if ask.text else [])])


def asked_line(ask: Ask, language: str) -> str:
    """``Erbeten: 120.000 € – zwei Stellen``."""
    return f"{pick(ASKED, language)}: {ask_in_words(ask, language)}"


def money_said(code: str, language: str) -> str:
    return money_word(code or "unknown", language)


def _line(label: str, text: str) -> str:
    return f"{label}: {text}"


def _if_said(label: str, text: str) -> list[str]:
    return [_line(label, text)] if text else []
