"""The forms for changing many measures at once: one field and its value."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.fields import PickField, column_of, field_for

BULK_FIELDS = (
    ("lead", gettext_lazy("Federführung")),
    ("contact", gettext_lazy("Ansprechperson")),
    ("deputy", gettext_lazy("Vertretung")),
    ("field", gettext_lazy("Handlungsfeld")),
    ("topic", gettext_lazy("Thema")),
    ("line", gettext_lazy("Querschnittslinie hinzufügen")),
    ("lighthouse", gettext_lazy("Leuchtturm")),
    ("begins", gettext_lazy("Beginn")),
    ("ends", gettext_lazy("Ende")),
    ("status", gettext_lazy("Stand melden")),
)
STATUS = ("when", "stage", "light", "wording", "author")


class BulkForm(forms.Form):
    """The value for one field of the chosen entries; offers what their editions have."""

    def __init__(self, name: str, editions: list[m.Edition], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.name = name
        if name == "status":
            for part in STATUS:
                self.fields[part] = field_for(m.Status, part, None)
        else:
            self.fields["value"] = self._field(name, editions)
            self.fields["value"].label = str(dict(BULK_FIELDS)[name])

    def _field(self, name: str, editions: list[m.Edition]) -> forms.Field:
        if name == "lighthouse":
            return forms.TypedChoiceField(
                choices=[("ja", _("ja")), ("nein", _("nein"))],
                widget=forms.RadioSelect,
                coerce=lambda text: text == "ja",
            )
        if name in ("begins", "ends"):
            return field_for(m.MeasureEntry, name, None)
        if name in ("contact", "deputy"):
            return PickField(column_of(m.Measure, name), current(Person))
        return self._structure(name, editions)

    def _structure(self, name: str, editions: list[m.Edition]) -> PickField:
        if name == "lead":
            picked = PickField(column_of(m.Responsibility, "institution"), current(Institution))
            picked.required = False
        elif name == "topic":
            picked = PickField(column_of(m.MeasureEntry, "topic"), current(m.Topic).filter(field__edition__in=editions))
        elif name == "field":
            picked = PickField(column_of(m.MeasureEntry, "field"), current(m.ActionField).filter(edition__in=editions))
        else:
            picked = PickField(column_of(m.Goal, "field"), current(m.CrossCuttingLine).filter(edition__in=editions))
            picked.required = True
        return picked

    def value(self) -> Any:
        """What ``bulk.plan_steps`` needs."""
        return dict(self.cleaned_data) if self.name == "status" else self.cleaned_data["value"]
