"""The collection form: which answers are valid, and how the form is said in both languages."""

from decimal import Decimal

import pytest

from leitstand.domain.indicators.collecting_words import form_lines, form_said, valid_said
from leitstand.domain.indicators.rules.collecting import CollectionForm

SHARE = CollectionForm(
    question="Welcher Anteil?", question_en="Which share?", definition="Alle.", lowest=Decimal(0),
    highest=Decimal(100), decimals=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("0", ("", "")),
        ("100.0", ("", "")),
        ("12.34", ("places", "1")),
        ("-0.1", ("low", "0")),
        ("101", ("high", "100")),
    ],
)
def test_only_values_within_the_limits_are_valid(value: str, fault: tuple[str, str]) -> None:
    assert SHARE.fault(Decimal(value)) == fault


def test_form_without_limits_takes_any_number() -> None:
    assert CollectionForm().fault(Decimal("-1.2345")) == ("", "")


@pytest.mark.parametrize(
    ("form", "language", "said"),
    [
        (SHARE, "de", "Eine Zahl mit höchstens 1 Nachkommastelle von 0 bis 100."),
        (SHARE, "en", "A number with at most 1 decimal place from 0 to 100."),
        (CollectionForm(decimals=0, lowest=Decimal(0)), "de", "Eine ganze Zahl von 0 an."),
        (CollectionForm(decimals=0, highest=Decimal(9)), "en", "A whole number up to 9."),
        (CollectionForm(decimals=2), "de", "Eine Zahl mit höchstens 2 Nachkommastellen."),
    ],
)
def test_rule_of_validity_is_said(form: CollectionForm, language: str, said: str) -> None:
    assert valid_said(form, language) == said


def test_hint_says_question_definition_and_validity() -> None:
    assert form_said(SHARE, "de").startswith("Welcher Anteil? Alle. Eine Zahl")


def test_text_without_english_is_marked_as_german() -> None:
    assert [(text, foreign) for _, text, foreign in form_lines(SHARE, "en")][:2] == [
        ("Which share?", False),
        ("Alle.", True),
    ]
