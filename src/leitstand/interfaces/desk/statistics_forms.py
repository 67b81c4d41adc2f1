"""The forms of statistics: a file and its data set, what stands in which column, an indicator's slice, a service."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation
from leitstand.domain.statistics.live.sources import SERVICES
from leitstand.domain.statistics.models import Dataset, Subscription
from leitstand.domain.statistics.reading import ColumnMapping, Sample, SheetMapping
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.fields import ColumnField, PickField, column_of

ROLES = {
    "value": gettext_lazy("Wert"),
    "period": gettext_lazy("Zeitraum"),
    "part": gettext_lazy("Teil des Jahres (Monat, Quartal, Halbjahr)"),
    "region": gettext_lazy("Region (Schlüssel oder Name)"),
    "region_label": gettext_lazy("Name der Region"),
    "measure": gettext_lazy("Größe: was gemessen wird"),
    "measure_label": gettext_lazy("Bezeichnung der Größe"),
    "unit": gettext_lazy("Einheit"),
    "flag": gettext_lazy("Zeichen oder Kennzeichnung (vorläufig, geschätzt …)"),
}
FIXED = {
    "period": gettext_lazy("Zeitraum, wenn ihn keine Spalte nennt"),
    "region": gettext_lazy("Region, wenn sie keine Spalte nennt"),
    "measure": gettext_lazy("Größe, wenn sie keine Spalte nennt"),
    "unit": gettext_lazy("Einheit, wenn sie keine Spalte nennt"),
}
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


def pairs(text: str, sign: str = "=") -> Iterator[tuple[str, str]]:
    """``NAME = VALUE``, one a line. Raises ``ValidationError`` naming the line."""
    for line in filter(None, map(str.strip, text.splitlines())):
        name, equals, value = map(str.strip, line.partition(sign))
        if not (name and equals and value):
            raise ValidationError(_("„%(line)s“: gemeint ist NAME = WERT, je Zeile eines.") % {"line": line[:60]})
        yield name, value


def _pairs_field(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _text(label: Any, hint: Any = "", most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


class UploadForm(forms.Form):
    """A file, the data set that it is a published state of, and from when it is."""

    def __init__(self, data: Any = None, files: Any = None, chosen: str = "") -> None:
        super().__init__(data, files, initial={"dataset": chosen}, label_suffix="")
        known = current(Dataset).order_by("title").values_list("key", "title")
        self.fields["file"] = forms.FileField(
            label=_("Datei"),
            help_text=_("CSV, XLSX, TSV, JSON-stat oder SDMX; auch gepackt (gzip, zip). Das Format wird erkannt."),
            error_messages={"empty": _("Die Datei ist leer.")},
        )
        self.fields["dataset"] = forms.ChoiceField(
            label=_("Datensatz"), required=False, choices=[("", _("– ein neuer –")), *known]
        )
        self.fields["title"] = _text(_("Name des neuen Datensatzes"), _("Zum Beispiel die Nummer der Tabelle."), 120)
        self.fields["vintage"] = ColumnField(column_of(Observation, "vintage"))
        self.fields["vintage"].label = _("Datenstand")
        self.fields["vintage"].help_text = _("Wann veröffentlicht, z. B. 03/2026. Leer: wie in der Datei, sonst heute.")
        self.fields["mark_breaks"] = forms.BooleanField(
            label=_("Geänderte Einheit, Abgrenzung oder Gebiete als Bruch vermerken"), required=False
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("dataset") and not str(values.get("title", "")).strip():
            self.add_error("title", _("Bitte oben einen Datensatz wählen oder hier einen neuen benennen."))
        return values


class ColumnsForm(forms.Form):
    """Which column holds what: proposed, confirmed by a person."""

    def __init__(self, sample: Sample, data: Any = None) -> None:
        proposed = sample.proposed
        first = {**proposed.named, "decimal": proposed.decimal, "dimensions": list(proposed.dimensions)}
        super().__init__(data, initial=first, label_suffix="")
        offered = [("", _("– keine –")), *((one, one) for one in sample.columns)]
        for role, label in ROLES.items():
            self.fields[role] = forms.ChoiceField(label=str(label), choices=offered, required=role == "value")
        for name, label in FIXED.items():
            self.fields[f"fixed_{name}"] = _text(str(label))
        self.fields["fixed_period"].help_text = _("Zum Beispiel 2024 oder 2024-Q1.")
        self.fields["fixed_region"].help_text = _("Zum Beispiel 11 für Berlin, DG für Deutschland.")
        self.fields["dimensions"] = forms.MultipleChoiceField(
            label=_("Weitere Merkmale, die Zeilen unterscheiden"), choices=offered[1:], required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        marks = [("", _("beides")), (",", _("Komma")), (".", _("Punkt"))]
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Was trennt die Nachkommastellen?"), choices=marks, required=False, widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("period") and not str(values.get("fixed_period", "")).strip():
            self.add_error("period", _("Bitte die Spalte mit dem Zeitraum wählen oder den Zeitraum unten angeben."))
        chosen = [values[role] for role in ROLES if values.get(role)]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, _("Eine Spalte ist zweimal vergeben. Bitte jede nur einmal wählen."))
        return values

    def mapping(self, sheet: str) -> ColumnMapping:
        values = self.cleaned_data
        taken = {role: values[role] for role in ROLES if values[role]}
        dimensions = tuple(one for one in values["dimensions"] if one not in taken.values())
        fixed = {name: values[f"fixed_{name}"].strip() for name in FIXED if values[f"fixed_{name}"].strip()}
        return ColumnMapping(**taken, dimensions=dimensions, decimal=values["decimal"], sheet=sheet, fixed=fixed)


class SheetForm(forms.Form):
    """Where things stand on a worksheet with heads of several rows: rows by number, columns by letter."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        for name, label, needed in (
            ("head_first", _("Kopf: erste Zeile"), True), ("head_last", _("Kopf: letzte Zeile"), True),
            ("first_row", _("Erste Zeile mit Werten"), True), ("last_row", _("Letzte Zeile mit Werten"), False),
            ("unit_row", _("Zeile mit den Einheiten"), False), ("period_row", _("Zeile mit den Zeiträumen"), False),
        ):  # fmt: skip
            self.fields[name] = forms.IntegerField(label=label, required=needed, min_value=1, max_value=1_048_576)
        for name, label, needed in (
            ("value_first", _("Werte: erste Spalte"), True), ("value_last", _("Werte: letzte Spalte"), True),
            ("region_column", _("Spalte mit den Regionen"), False),
            ("period_column", _("Spalte mit den Zeiträumen"), False),
            ("year_column", _("Spalte mit den Jahren, wenn die Zeile nur Monate nennt"), False),
        ):  # fmt: skip
            self.fields[name] = forms.RegexField(
                _LETTERS, label=label, required=needed, max_length=3,
                error_messages={"invalid": _("Eine Spalte heißt wie in der Tabelle, z. B. B oder AC.")},
            )  # fmt: skip
        self.fields["labels"] = _pairs_field(
            _("Weitere Spalten mit Merkmalen"), _("Je Zeile Spalte = Name, z. B. A = Geschlecht.")
        )
        self.fields["fixed_region"] = _text(_("Region, wenn sie keine Spalte nennt"), _("Zum Beispiel 11 für Berlin."))
        self.fields["fixed_period"] = _text(_("Zeitraum, wenn ihn nichts nennt"), _("Zum Beispiel 2022-12."))

    def clean_labels(self) -> dict[str, str]:
        found = dict(pairs(self.cleaned_data["labels"]))
        if any(not _LETTERS.fullmatch(letters) for letters in found):
            raise ValidationError(_("Vor dem Gleichheitszeichen steht der Buchstabe der Spalte."))
        return found

    def mapping(self, sheet: str) -> SheetMapping:
        values = self.cleaned_data
        fixed = {name: values[f"fixed_{name}"].strip() for name in ("region", "period")}
        return SheetMapping(
            sheet=sheet,
            head_rows=(values["head_first"], values["head_last"]),
            first_row=values["first_row"],
            value_columns=(values["value_first"].upper(), values["value_last"].upper()),
            label_columns=values["labels"],
            fixed={name: text for name, text in fixed.items() if text},
            last_row=values["last_row"] or 0,
            unit_row=values["unit_row"] or 0,
            period_row=values["period_row"] or 0,
            period_column=values["period_column"].upper(),
            year_column=values["year_column"].upper(),
            region_column=values["region_column"].upper(),
        )


class SliceForm(forms.Form):
    """Which indicator takes which slice: measure, one value of each dimension, regions."""

    def __init__(
        self, measures: Sequence[Mapping[str, Any]], dimensions: Sequence[Mapping[str, Any]], data: Any = None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.dimensions = [one["column"] for one in dimensions]
        taken = current(Indicator).exclude(subscriptions__in=current(Subscription))
        self.fields["indicator"] = PickField(column_of(MeasureIndicator, "indicator"), taken)
        self.fields["indicator"].required = True
        named = [
            (one["code"], f"{one['label'] or one['code']} ({one['unit'] or _('ohne Einheit')})") for one in measures
        ]
        self.fields["measure"] = forms.ChoiceField(label=_("Größe"), choices=list(dict(named).items()))
        for one in dimensions:
            values = [(code, f"{label} [{code}]" if label else code) for code, label in one["values"].items() if code]
            self.fields[one["column"]] = forms.ChoiceField(
                label=one["label"] or one["code"], required=False, choices=[("", _("– nicht festgelegt –")), *values]
            )
        self.fields["regions"] = _pairs_field(
            _("Nur diese Regionen"),
            _("Je Zeile Schlüssel im Datensatz = Region hier, z. B. DE3 = 11. Leer: alle, wie sie heißen."),
        )
        self.fields["same_unit"] = forms.BooleanField(
            label=_("Die Einheit des Datensatzes meint dasselbe wie die des Indikators"), required=False
        )

    def clean_regions(self) -> dict[str, str]:
        return dict(pairs(self.cleaned_data["regions"]))

    def wanted(self) -> dict[str, Any]:
        """What ``subscribe`` needs beside the data set."""
        values = self.cleaned_data
        indicator = values["indicator"]
        return {
            "indicator": indicator,
            "measure": values["measure"],
            "filters": {column: values[column] for column in self.dimensions if values[column]},
            "regions": values["regions"],
            "unit_means": indicator.unit if values["same_unit"] else "",
        }


class ServiceForm(forms.Form):
    """Which service supplies the data set, with which table, how often."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["service"] = forms.ChoiceField(
            label=_("Dienst"), required=False,
            choices=[("", _("– keiner, nur Dateien –")), *((one.name, one.title) for one in SERVICES.values())],
        )  # fmt: skip
        self.fields["table"] = _text(_("Tabelle"), _("Zum Beispiel 13111-07-05-4 oder nama_10r_3gva."), 80)
        self.fields["query"] = _pairs_field(
            _("Ausschnitt"), _("Je Zeile NAME = WERT, z. B. startyear = 2015 oder geo = DE3,DE.")
        )
        self.fields["every_days"] = forms.IntegerField(
            label=_("Alle wie viele Tage abrufen?"), required=False, min_value=1, max_value=366
        )

    def clean_query(self) -> dict[str, str]:
        return dict(pairs(self.cleaned_data["query"]))
