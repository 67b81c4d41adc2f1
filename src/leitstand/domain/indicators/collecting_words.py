"""The collection form of an indicator in words, in both languages (``de`` or ``en``)."""

from collections.abc import Iterator
from decimal import Decimal

from leitstand.domain.indicators.rules.collecting import CollectionForm
from leitstand.foundation.wording import say_number

LABELS = {
    "question": ("Was wird gefragt?", "What is asked?"),
    "asked_of": ("Wer wird gefragt?", "Who is asked?"),
    "frequency": ("Wie oft?", "How often?"),
    "definition": ("Was zählt?", "What counts?"),
}
VALID = ("Welche Angaben sind gültig?", "Which answers are valid?")


def form_lines(form: CollectionForm, language: str) -> Iterator[tuple[str, str, bool]]:
    """Label, text and whether the text is German on an English page, for everything that is known of the form."""
    german = language[:2] == "de"
    for name, labels in LABELS.items():
        own, english = getattr(form, name), getattr(form, f"{name}_en")
        if own:
            yield labels[not german], own if german else english or own, not german and not english
    yield VALID[not german], valid_said(form, language), False


def form_said(form: CollectionForm, language: str) -> str:
    """The form in one paragraph, for the hint beside a field: question, what counts, what is valid."""
    german = language[:2] == "de"
    texts = [(form.question, form.question_en), (form.definition, form.definition_en)]
    said = [own if german else english or own for own, english in texts]
    return " ".join([text.strip() for text in said if text] + [valid_said(form, language)])


def valid_said(form: CollectionForm, language: str) -> str:
    """The rule of validity in one sentence: ``Eine ganze Zahl von 0 an.``"""
    german = language[:2] == "de"
    if form.decimals == 0:
        kind = "Eine ganze Zahl" if german else "A whole number"
    else:
        places = say_number(form.decimals, 0, language)
        many = form.decimals != 1
        kind = (
            f"Eine Zahl mit höchstens {places} Nachkommastelle{'n' * many}"
            if german
            else f"A number with at most {places} decimal place{'s' * many}"
        )
    limits = _limits(form.lowest, form.highest, language)
    return f"{kind}{' ' * bool(limits)}{limits}."


def _limits(lowest: Decimal | None, highest: Decimal | None, language: str) -> str:
    german = language[:2] == "de"
    low, high = ("" if end is None else say_number(end, None, language) for end in (lowest, highest))
    if low and high:
        return f"von {low} bis {high}" if german else f"from {low} to {high}"
    if low:
        return f"von {low} an" if german else f"from {low} up"
    return (f"bis {high}" if german else f"up to {high}") if high else ""
