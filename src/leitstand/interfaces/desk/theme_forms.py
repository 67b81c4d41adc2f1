"""The forms on topics of papers: make a theme a topic, describe what a topic is about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from leitstand.domain.plans.models import ActionField, Edition


class ThemeForm(forms.Form):
    """Title, summary, and the field of a draft that takes the topic."""

    def __init__(self, editions: Sequence[Edition], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self._fields = {field.key: field for edition in editions for field in edition.fields.all()}
        choices = [
            (edition.title, [(field.key, str(field.title)) for field in edition.fields.all()]) for edition in editions
        ]
        self.fields["title"] = forms.CharField(
            label=_("Titel"), max_length=200, help_text=_("Vorgeschlagen aus den Wörtern der Textstellen.")
        )
        self.fields["field"] = forms.ChoiceField(label=_("In welches Handlungsfeld?"), choices=choices)
        self.fields["summary"] = forms.CharField(
            label=_("Worum geht es?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4_000
        )

    def field(self) -> ActionField:
        """The field chosen."""
        return self._fields[self.cleaned_data["field"]]


class DescriptionForm(forms.Form):
    """What a topic is about, in the words that papers use."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["text"] = forms.CharField(
            label=_("Worum es geht, in Stichwörtern"), required=False, max_length=6_000,
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text=_("Mit den Wörtern, die Papiere gebrauchen, durch Komma getrennt. Leer: die mitgelieferte."),
        )  # fmt: skip
