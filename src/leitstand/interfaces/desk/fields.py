"""Form fields made from the columns of the exchange format, so that a form reads what a workbook may say.

Numbers, days and partial dates are text inputs with a hint: "1.234,50", "21.06.2012", "2012-H1" and
"06.2012" are all understood. References are selects while there are few choices, and a text input
with suggestions (no script needed) when there are many. Several references are boxes to tick, or a
searchable list to which entries are added.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.exchange.tables import TABLES, Column
from leitstand.domain.exchange.values import Unreadable, from_text, say
from leitstand.domain.indicators.models import Indicator
from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans import models as m
from leitstand.domain.sources.models import Statement
from leitstand.foundation.history.reading import current
from leitstand.foundation.history.recorded import Recorded
from leitstand.interfaces.desk.naming import name_rows

FEW = 25
SUBJECTS: Mapping[str, type[Recorded]] = {
    "plan": m.Plan,
    "edition": m.Edition,
    "measure": m.Measure,
    "institution": Institution,
    "indicator": Indicator,
    "topic": m.Topic,
    "event": m.Event,
}
HINTS = {
    "partial": gettext_lazy("Zum Beispiel 2012, 2012-06 oder 2012-06-21; auch 2012-H1, 2012-Q3 oder 2015/2016."),
    "day": gettext_lazy("Zum Beispiel 21.06.2012."),
}


def column_of(model: type[Recorded], name: str) -> Column:
    """The column of the exchange format that a model's field is."""
    return next(table for table in TABLES if table.model is model).column(name)


class ColumnField(forms.CharField):
    """A number, day or partial date as text, read the way the workbook reads it."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        self.column = column
        super().__init__(
            required=column.required, label=_capital(column.heading), help_text=HINTS.get(column.kind, ""), **kwargs
        )
        self.widget.attrs["class"] = "field-short"
        if column.kind in ("integer", "decimal", "float"):
            self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return (
                "" if self.column.kind == "partial" else self.column.default if self.column.kind == "integer" else None
            )
        try:
            return from_text(self.column, text, german=True)
        except Unreadable as error:
            cure = error.cure.replace(" oder die Zelle als Zahl formatieren", "")
            raise ValidationError(f"{error.reason} {cure}", code="unreadable") from None

    def validate(self, value: Any) -> None:
        if self.required and value in (None, ""):
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The column has checked the value already."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else say(self.column, value)


class Suggesting(forms.TextInput):
    """A text input with suggestions: one of many records by its name."""

    template_name = "desk/widgets/suggesting.html"
    options: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_options"
        context["widget"]["attrs"]["autocomplete"] = "off"
        context["options"] = self.options
        return context


class Choices:
    """The records a field offers: a key for each name and a name for each key."""

    def __init__(self, found: QuerySet[Any]) -> None:
        self.model = found.model
        named = list(name_rows(found))
        seen: dict[str, int] = {}
        for _key, name in named:
            seen[name] = seen.get(name, 0) + 1
        self.names = {key: name if seen[name] == 1 else f"{name} [{key}]" for key, name in named}
        self.keys = {name: key for key, name in self.names.items()}

    def key_for(self, text: str) -> str | None:
        """The key meant by a name or key that someone typed."""
        text = text.strip()
        return text if text in self.names else self.keys.get(text)

    def records(self, keys: Sequence[str]) -> list[Recorded]:
        by_key = {record.key: record for record in self.model._default_manager.filter(key__in=keys)}
        return [by_key[key] for key in keys]


class PickField(forms.CharField):
    """One record, or none: a select while there are few, an input with suggestions when there are many."""

    def __init__(self, column: Column, found: QuerySet[Any]) -> None:
        self.choices = Choices(found)
        widget: forms.Widget
        if len(self.choices.names) <= FEW:
            widget = forms.Select(choices=[("", _("– keine Angabe –")), *self.choices.names.items()])
            hint = ""
        else:
            widget = Suggesting()
            widget.options = list(self.choices.keys)
            hint = _("Tippen Sie einen Teil des Namens und wählen Sie einen Vorschlag.")
        super().__init__(required=column.required, label=_capital(column.heading), widget=widget, help_text=hint)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        key = self.choices.key_for(text)
        if key is None:
            raise ValidationError(
                _("„%(text)s“ steht nicht zur Wahl. Bitte einen der Vorschläge wählen.") % {"text": text}
            )
        return self.choices.records([key])[0]

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A record needs none of the validators of a text."""

    def prepare_value(self, value: Any) -> Any:
        key = value.key if isinstance(value, Recorded) else value
        return key if isinstance(self.widget, forms.Select) or not key else self.choices.names.get(key, key)


class SubjectField(forms.CharField):
    """What a statement is about: the key of any thing, suggested by its name."""

    def __init__(self, models_: Mapping[str, type[Recorded]], **kwargs: Any) -> None:
        super().__init__(label=_("Welcher Gegenstand"), widget=Suggesting(), **kwargs)
        self.names = {kind: dict(name_rows(current(model))) for kind, model in models_.items()}
        self.widget.options = [f"{name} [{key}]" for named in self.names.values() for key, name in named.items()]
        self.help_text = _("Tippen Sie einen Teil des Namens und wählen Sie einen Vorschlag.")

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        return text[text.rindex("[") + 1 : -1] if text.endswith("]") and "[" in text else text

    def is_known(self, kind: str, key: str) -> bool:
        """True if there is such a thing of this kind."""
        return key in self.names.get(kind, {})


class PickingMany(forms.Widget):
    """Chosen records as ticked boxes, and an input with suggestions to add one more."""

    template_name = "desk/widgets/picking_many.html"
    use_fieldset = True
    choices: Choices

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        texts = (
            [*data.getlist(name), *data.getlist(f"{name}-add")]
            if hasattr(data, "getlist")
            else list(data.get(name, ()))
        )
        return [self.choices.key_for(text) or text for text in texts if text.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        keys = list(dict.fromkeys(value or ()))
        known = [key for key in keys if key in self.choices.names]
        context["chosen"] = [(key, self.choices.names[key]) for key in known]
        context["typed"] = next((text for text in keys if text not in self.choices.names), "")
        context["options"] = [name for key, name in self.choices.names.items() if key not in known]
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-add"


class PickManyField(forms.Field):
    """Several records: boxes while there are few, a searchable list when there are many."""

    def __init__(self, column: Column, found: QuerySet[Any]) -> None:
        self.choices = Choices(found)
        widget: forms.Widget
        if len(self.choices.names) <= FEW and column.name != "sources":
            widget = forms.CheckboxSelectMultiple(choices=list(self.choices.names.items()))
        else:
            widget = PickingMany()
            widget.choices = self.choices
        super().__init__(required=False, label=_capital(column.heading), widget=widget)

    def to_python(self, value: Any) -> list[Recorded]:
        keys = list(dict.fromkeys(value or ()))
        unknown = [key for key in keys if key not in self.choices.names]
        if unknown:
            raise ValidationError(
                _("„%(text)s“ steht nicht zur Wahl. Bitte einen der Vorschläge wählen.") % {"text": unknown[0]}
            )
        return self.choices.records(keys)

    def prepare_value(self, value: Any) -> Any:
        return [item.key if isinstance(item, Recorded) else item for item in value or ()]


def field_for(model: type[Recorded], name: str, found: QuerySet[Any] | None) -> forms.Field:
    """The form field of a model's field; ``found`` are the records a relation offers."""
    column = column_of(model, name)
    if model is Statement and name == "subject_key":
        return SubjectField(SUBJECTS)
    if column.kind == "reference" and found is not None:
        return PickField(column, found)
    if column.kind == "references" and found is not None:
        return PickManyField(column, found)
    if column.kind in ("integer", "decimal", "float", "day", "partial"):
        return ColumnField(column)
    scheme = {"assume_scheme": "https"} if isinstance(column.django_field, models.URLField) else {}
    field: forms.Field = column.django_field.formfield(**scheme)
    field.label = _capital(column.heading)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs = {"rows": 4}
    return field


def is_empty_choice(field: forms.Field) -> bool:
    """True for a choice of several where there is nothing to choose from."""
    return isinstance(field, PickManyField) and not field.choices.names


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain_values(fields: Mapping[str, forms.Field], obj: Recorded) -> dict[str, Any]:
    """What a form about a saved record starts with."""
    values = {}
    for name, field in fields.items():
        value = getattr(obj, name)
        values[name] = list(value.all()) if isinstance(field, PickManyField) else value
    return values
