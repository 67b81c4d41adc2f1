"""The small forms beside the big one: more time, help, someone else. Labels and hints in the reader's language."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TimeForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(
        label=_("Bis wann brauchen Sie Zeit?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Bitte einen Tag angeben, zum Beispiel 15.08.2027.")},
    )
    reason = forms.CharField(label=_("Warum?"), max_length=500, help_text=_("Ein Satz genügt."))


class HelpForm(forms.Form):
    """What is needed."""

    text = forms.CharField(
        label=_("Wobei brauchen Sie Hilfe?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Die Geschäftsstelle meldet sich bei Ihnen."),
    )


class DelegateForm(forms.Form):
    """A colleague who reports instead."""

    name = forms.CharField(
        label=_("Vor- und Nachname"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(label=_("E-Mail-Adresse"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))


class DisownForm(forms.Form):
    """Who is in charge now; one of the two is enough."""

    name = forms.CharField(
        label=_("Wer ist jetzt zuständig?"),
        max_length=200,
        required=False,
        help_text=_("Vor- und Nachname, soweit bekannt; sonst die Stelle."),
    )
    email = forms.EmailField(label=_("E-Mail-Adresse der neuen Person"), required=False)

    def clean(self) -> None:
        if not self.errors and not (self.cleaned_data.get("name") or self.cleaned_data.get("email")):
            self.add_error("name", _("Bitte angeben, wer jetzt zuständig ist: einen Namen oder eine Adresse."))
