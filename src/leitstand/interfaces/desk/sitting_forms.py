"""The forms of the committee's desk: a sitting, a decision, the day to which the rest is deferred."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.reporting.agenda_words import decision_word
from leitstand.domain.reporting.answer_words import ask_in_words
from leitstand.domain.reporting.queries.rounds.agenda import AgendaRow
from leitstand.domain.reporting.queries.rounds.decided import DecisionView, LastWord
from leitstand.domain.reporting.rules.deciding import proposed_due
from leitstand.domain.reporting.rules.differences import Ask
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.history.reading import current
from leitstand.foundation.wording import say_date
from leitstand.interfaces.desk.fields import ColumnField, PickField, column_of


def _day(label: str) -> ColumnField:
    field = ColumnField(column_of(m.Resolution, "decided_on"))
    field.label, field.required = label, True
    return field


class SittingForm(forms.Form):
    """What is to be known of a sitting before it begins."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["held_on"] = _day(_("Datum"))
        self.fields["body"] = PickField(column_of(m.Event, "body"), current(Institution))
        self.fields["body"].label, self.fields["body"].required = _("Gremium"), False


class RecordForm(SittingForm):
    """The same, with who was there and what else was said."""

    present = forms.CharField(
        label=gettext_lazy("Wer war da?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=5000
    )
    remarks = forms.CharField(
        label=gettext_lazy("Was wurde sonst besprochen?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=20_000,
    )


class DecisionForm(forms.Form):
    """Who sees to it, until when, and the wording. Owner and day are filled in before.

    ``seen`` is the sign of the decision that stood there when the form was shown.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        people = current(Person).filter(gone_on=None).select_related("institution")
        self.fields["owner"] = PickField(column_of(m.Measure, "contact"), people)
        self.fields["owner"].label, self.fields["owner"].required = _("Wer kümmert sich?"), False
        self.fields["owner_text"] = forms.CharField(
            label=_("Oder in Worten"), max_length=200, required=False, help_text=_("Wenn die Person oben fehlt.")
        )
        self.fields["due"] = _day(_("Bis wann?"))
        self.fields["text"] = forms.CharField(
            label=_("Wortlaut (freiwillig)"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Steht im Protokoll und nach der Sitzung öffentlich bei der Maßnahme."),
        )
        if initial and initial.get("is_proposal"):
            self.fields["text"].help_text = _(
                "Vorschlag: was in der Meldung erbeten ist. Bitte ändern, wenn etwas anderes beschlossen wird; der "
                "Wortlaut steht im Protokoll und nach der Sitzung öffentlich bei der Maßnahme."
            )

    def show(self, last: LastWord) -> None:
        """From now on this decision has been seen: sending the form again is a word on it."""
        self.data = {**dict(self.data.items()), "seen": last.sign}

    def said(self, kind: str, language: str) -> dict[str, str]:
        """What the form would decide, by label."""
        given = self.cleaned_data
        owner = given["owner"]
        named = f"{owner.name}, {owner.institution.name}" if owner else given["owner_text"]
        return _by_label(decision_word(kind, language), named, say_date(given["due"], language), given["text"])


def said_of(view: DecisionView | None, language: str) -> dict[str, str]:
    """What a decision says, by the same labels; empty for none."""
    if view is None:
        return {}
    return _by_label(decision_word(view.kind, language), view.owner, say_date(view.due, language), view.text)


def _by_label(word: str, owner: str, due: str, text: str) -> dict[str, str]:
    return {_("Beschluss"): word, _("Wer kümmert sich?"): owner, _("Bis wann?"): due, _("Wortlaut"): text}


class DeferForm(forms.Form):
    """The day on which what was not decided comes back."""

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["due"] = _day(_("Vertagen bis"))


def first_values(row: AgendaRow, kind: str, held_on: date) -> dict[str, Any]:
    """What a decision's form holds at first: the contact, the usual time for its kind, and what was asked for."""
    owner = Person.objects.filter(key=row.contact.key).first() if row.contact and row.contact.gone_on is None else None
    proposes = kind == "resources" and row.ask is not None
    return {
        "owner": owner,
        "due": proposed_due(kind, held_on, is_working_day),
        "text": proposed_text(row.ask) if proposes and row.ask else "",
        "is_proposal": proposes,
    }


def proposed_text(ask: Ask) -> str:
    """What was asked for as the wording of a decision; German, as all that is recorded."""
    return f"Wie erbeten: {ask_in_words(ask, 'de')}"
