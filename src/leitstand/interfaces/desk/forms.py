"""The form of a record: made from its kind, checked by the domain, safe against two people at once.

The form carries the number of the record's last history entry (``seen``). If that has moved when
the form comes back, every field that someone else changed since is shown with both values, and the
person chooses; nothing wins silently. If the write touches what was adopted, the form asks for the
amendment's reason.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.domain.plans import models as m
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.history.chain import plain
from leitstand.foundation.history.reading import current
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.wording import say_moment
from leitstand.interfaces.desk.fields import PickManyField, SubjectField, field_for, is_empty_choice, plain_values
from leitstand.interfaces.desk.kinds import Kind, edition_of
from leitstand.interfaces.desk.telling import Line, tell

# Offered from the record's own edition only, because they mean nothing in another.
WITHIN_EDITION = {
    *((m.MeasureEntry, name) for name in ("field", "topic", "lines", "goals")),
    (m.Goal, "field"),
    (m.Goal, "topic"),
    (m.Topic, "field"),
}
EDITION_PATH = {m.ActionField: "edition", m.Topic: "field__edition", m.CrossCuttingLine: "edition", m.Goal: "edition"}


def _say(field: forms.Field) -> None:
    """Turn what comes in German from the models into the reader's language."""
    field.label = _(str(field.label)) if field.label else field.label
    field.help_text = _(str(field.help_text)) if field.help_text else field.help_text
    if isinstance(field, forms.ChoiceField):
        offered: list[tuple[Any, Any]] = list(field.choices)  # type: ignore[arg-type]  # pairs, once a form has them
        field.choices = [(code, _(said) if isinstance(said, str) and said else said) for code, said in offered]


class RecordForm(forms.Form):
    """Form for a new or saved record of any kind; ``obj`` may be unsaved with its parent set."""

    def __init__(
        self, kind: Kind, obj: Recorded, data: Any = None, only: tuple[str, ...] = (), auto_id: str = "id_%s"
    ) -> None:
        self.kind, self.obj = kind, obj
        self.column_names = self._names(only)
        columns = {name: field_for(kind.model, name, self._offered(name)) for name in self.column_names}
        columns = {name: field for name, field in columns.items() if not is_empty_choice(field)}
        self.column_names = tuple(columns)
        initial = plain_values(columns, obj) if obj.pk else self._first_values(columns)
        last = records.last_entry(obj) if obj.pk else 0
        super().__init__(data, initial={**initial, "base": last, "seen": last}, label_suffix="", auto_id=auto_id)
        self.fields.update(columns)
        for field in columns.values():
            _say(field)
        if isinstance(obj, m.MeasureEntry) and "measure" in columns:
            self.fields["measure"].required = False
            self.fields["measure"].help_text = _(
                "Nur wenn es die Maßnahme schon in einer anderen Fassung gibt; sonst leer."
            )
        self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        if data is not None and obj.pk:
            self._offer_settling()
        if data is not None and "amendment" in data:
            self._offer_amendment()

    def _names(self, only: tuple[str, ...]) -> tuple[str, ...]:
        names = only or self.kind.fields
        parent = self.kind.parent
        if parent and not only and not self.obj.pk and getattr(self.obj, f"{parent}_id") is None:
            names = (parent, *names)
        if isinstance(self.obj, m.MeasureEntry) and (self.obj.pk or self.obj.measure_id):
            names = tuple(name for name in names if name != "measure")
        return names

    def _offered(self, name: str) -> models.QuerySet[Any] | None:
        column = self.kind.model._meta.get_field(name)
        if not column.is_relation:
            return None
        model: Any = column.related_model
        found = current(model)
        edition = edition_of(self.obj) if (self.kind.model, name) in WITHIN_EDITION else None
        if edition is not None:
            found = found.filter(**{EDITION_PATH[model]: edition})
        return found

    def _first_values(self, columns: Mapping[str, forms.Field]) -> dict[str, Any]:
        plain = {name for name in columns if not isinstance(columns[name], PickManyField)}
        return {name: getattr(self.obj, name, None) for name in plain if _is_set(self.obj, name)}

    def clean(self) -> dict[str, Any]:
        """A statement must be about something that exists."""
        values = super().clean() or {}
        subject, kind, key = self.fields.get("subject_key"), values.get("subject_kind"), values.get("subject_key")
        if isinstance(subject, SubjectField) and kind and key and not subject.is_known(kind, key):
            self.add_error(
                "subject_key", _("Das gibt es unter dem gewählten Gegenstand nicht. Bitte einen Vorschlag wählen.")
            )
        return values

    # Settling what two people changed

    def _offer_settling(self) -> None:
        base, seen = self._number("base"), self._number("seen")
        if not base < seen:
            return
        for told in tell(self._entries(base, seen)):
            for line in told.lines:
                if line.name in self.column_names:
                    self._offer_choice(line, told.actor, say_moment(timezone.localtime(told.at)))
        self.order_fields([name for name in self.fields if name.startswith("settle_")])

    def _entries(self, base: int, seen: int) -> list[Any]:
        found = recording.history_of(self.kind.type, self.obj.key).filter(number__gt=base, number__lte=seen)
        found = found.filter(verb__endswith=".change")
        return list(found.order_by("number"))

    def _offer_choice(self, line: Line, actor: str, when: str) -> None:
        self.fields[f"settle_{line.name}"] = forms.ChoiceField(
            label=_("%(field)s: inzwischen von %(actor)s geändert (%(when)s)")
            % {"field": self.fields[line.name].label, "actor": actor, "when": when},
            choices=[
                ("theirs", _("Den neuen Stand behalten: %(value)s") % {"value": line.after}),
                ("mine", _("Meine Eingabe unten speichern")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Bitte wählen, was gelten soll.")},
        )

    def _number(self, name: str) -> int:
        text = str(self.data.get(name, ""))
        return int(text) if text.isdecimal() and len(text) < 16 else 0

    # The amendment's reason

    def _offer_amendment(self) -> None:
        self.fields["amendment"] = forms.CharField(
            label=_("Begründung der Änderung"),
            help_text=_(
                "Die Fassung ist beschlossen. Die Begründung wird als ihre Änderung festgehalten und veröffentlicht."
            )
            if self.kind.is_part_of_plan
            else _("Die Begründung wird im Verlauf festgehalten."),
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )
        self.order_fields([*(name for name in self.fields if name.startswith("settle_")), "amendment"])

    @property
    def amendment(self) -> str:
        return str(self.cleaned_data.get("amendment", "")).strip()

    def only_show(self) -> None:
        """Show what was entered so far without checking it: the person only asked for one more choice."""
        self._errors = ErrorDict()

    # Saving

    def values(self) -> dict[str, Any]:
        """The values to write: all but those left as they are, or where the other's change shall stay."""
        kept = {name for name in self.column_names if self.cleaned_data.get(f"settle_{name}") == "theirs"}
        kept |= {name for name in self.column_names if self._is_same_text(name)}
        return {name: self._unix(self.cleaned_data[name]) for name in self.column_names if name not in kept}

    def _is_same_text(self, name: str) -> bool:
        """Browsers change line ends, and forms cut blanks at the ends: neither is a change to a stored text."""
        stored, said = getattr(self.obj, name, None) if self.obj.pk else None, self.cleaned_data[name]
        return isinstance(stored, str) and isinstance(said, str) and stored.strip() == self._unix(said).strip()

    def _unix(self, value: Any) -> Any:
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def save(self, actor: Actor) -> Recorded | None:
        """Write, or explain on the form why not and return ``None``. Raises ``NotAllowed``."""
        if not self.is_valid():
            return None
        try:
            with transaction.atomic():
                return self._write(actor)
        except ValidationError as error:
            self._blame(error)
        except RuleBroken as error:
            self._explain(error)
        return None

    def _write(self, actor: Actor) -> Recorded:
        values = self.values()
        if self.obj.pk:
            records.require_unmoved(self.obj, self.cleaned_data["seen"] or 0)
            self.kind.change(self.obj, values, actor=actor, amendment=self.amendment)
            return self.obj
        many = {relation.name for relation in self.kind.model._meta.many_to_many}
        for name, value in values.items():
            if name not in many:
                setattr(self.obj, name, value)
        related = {name: values[name] for name in many & values.keys()}
        return self.kind.add(self.obj, related, actor=actor, amendment=self.amendment)

    def _blame(self, error: ValidationError) -> None:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in by_field.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)

    def _explain(self, error: RuleBroken) -> None:
        if error.code in ("frozen", "redefined"):
            self._ask_reason(str(error))
        elif error.code == "moved":
            self._show_meanwhile(str(error))
        else:
            self.add_error(error.code if error.code in self.column_names else None, str(error))

    def _ask_reason(self, sentence: str) -> None:
        self._offer_amendment()
        self.fields["amendment"].required = True
        self.add_error("amendment", sentence)

    def _show_meanwhile(self, sentence: str) -> None:
        self.data: Any = self.data.copy()
        self.data["seen"] = str(records.last_entry(self.obj))
        self._offer_settling()
        self.add_error(
            None, sentence + " " + _("Es wurde nichts gespeichert. Bitte entscheiden Sie unten, was gelten soll.")
        )
        self._propose_theirs()

    def _propose_theirs(self) -> None:
        """Where the person left a field as it was, or says the same, the other's change is proposed."""
        held: dict[str, list[Any]] = {}
        for entry in self._entries(self._number("base"), self._number("seen")):
            for name, pair in recording.content_of(entry)["changes"].items():
                held.setdefault(name, []).extend(pair)
        for name in self.column_names:
            if name in held and _plainly(self.cleaned_data.get(name)) in (held[name][0], held[name][-1]):
                self.data[f"settle_{name}"] = "theirs"


def _plainly(value: Any) -> Any:
    """A cleaned value as the history keeps it."""
    if isinstance(value, list):
        return sorted(item.key for item in value)
    return value.key if isinstance(value, Recorded) else plain(value)


def _is_set(obj: Recorded, name: str) -> bool:
    column: Any = obj._meta.get_field(name)
    return getattr(obj, column.attname) is not None
