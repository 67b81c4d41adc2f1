"""The forms of a round: its dates and texts, its special chapter, a correction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.queries.rounds.proposing import DATE_FIELDS

DAY = {"type": "date"}
FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
TEXTS = ("invitation", "reminder", "thanks")


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={**DAY, "class": "field-short"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, input_formats=FORMATS, **kwargs)


class RoundForm(forms.Form):
    """Name, days and texts of a round."""

    title = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"class": "field-short"}))
    period_begins = DayField(_("Zeitraum von"))
    period_ends = DayField(_("Zeitraum bis"))
    opens_on = DayField(_("öffnet am"))
    deadline = DayField(_("Frist"))
    closes_on = DayField(_("schließt am"))
    publishes_on = DayField(_("Veröffentlichung am"))
    invitation = forms.CharField(label=_("Text der Anfrage"), widget=forms.Textarea(attrs={"rows": 4}))
    reminder = forms.CharField(label=_("Text der Erinnerung"), widget=forms.Textarea(attrs={"rows": 3}))
    thanks = forms.CharField(label=_("Text des Danks"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")

    @property
    def days(self) -> list[forms.BoundField]:
        return [self["title"], *(self[name] for name in DATE_FIELDS)]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in TEXTS]


class PersonChoice:
    """Persons offered in a text field with suggestions: what is typed leads back to one of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_label: dict[str, Person] = {}
        for person in people:
            label = f"{person.name} ({person.institution.short_name or person.institution.name})"
            self.by_label[f"{label} [{person.key}]" if label in self.by_label else label] = person

    @property
    def labels(self) -> list[str]:
        return list(self.by_label)

    def find(self, text: str) -> Person | None:
        """The person with this label, or the only one with this name or key."""
        if text in self.by_label:
            return self.by_label[text]
        same = [one for one in self.by_label.values() if text.casefold() in (one.name.casefold(), one.key)]
        return same[0] if len(same) == 1 else None

    def with_key(self, key: str) -> Person | None:
        return next((person for person in self.by_label.values() if person.key == key), None)


class ChapterForm(forms.Form):
    """What the office decides before freezing: how silent institutions are named, and a chapter of its own."""

    silent_named = forms.TypedChoiceField(
        label=_("Institutionen ohne Meldung"),
        choices=[("ja", _("mit Namen nennen")), ("nein", _("nur ihre Anzahl nennen"))],
        coerce=lambda text: text == "ja",
        widget=forms.RadioSelect,
    )
    special_title = forms.CharField(label=_("Titel des Sonderkapitels"), max_length=200, required=False)
    special_text = forms.CharField(
        label=_("Sonderkapitel"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Absätze durch eine leere Zeile trennen."),
    )  # fmt: skip

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")


class ErratumForm(forms.Form):
    """A correction to a frozen round."""

    measure = forms.ChoiceField(label=_("Maßnahme"), required=False)
    stated = forms.CharField(label=_("Es stand dort"), widget=forms.Textarea(attrs={"rows": 2}))
    correct = forms.CharField(label=_("Richtig ist"), widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Begründung"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, measures: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["measure"] = forms.ChoiceField(
            label=_("Maßnahme"), required=False, choices=[("", _("– die ganze Runde –")), *measures]
        )
        self.order_fields(["measure"])


def day_of(text: str) -> date | None:
    """A day typed or picked; ``None`` if it is none."""
    try:
        day: date = forms.DateField(input_formats=FORMATS).clean(text)
    except forms.ValidationError:
        return None
    return day
