"""The forms on a passage or demand: mark it as a demand, answer it, adopt it.

Labels come from here, in one place; what may be said is decided by the operations.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer
from leitstand.domain.papers.queries.suggesting import Suggestion
from leitstand.domain.papers.rules.figures import Figure
from leitstand.domain.plans.models import Edition, Measure
from leitstand.domain.reporting import demand_words
from leitstand.domain.sources.models import Source
from leitstand.foundation.history.reading import current
from leitstand.foundation.wording import say_number
from leitstand.interfaces.desk.fields import ColumnField, PickField, PickManyField, column_of
from leitstand.interfaces.look.templatetags.words import language

TARGETS = {"measure": gettext_lazy("Maßnahme"), "goal": gettext_lazy("Ziel"), "topic": gettext_lazy("Thema")}
VERDICTS = {
    Adoption.Verdict.ADOPT: gettext_lazy("übernehmen"),
    Adoption.Verdict.ADAPT: gettext_lazy("angepasst übernehmen"),
    Adoption.Verdict.REJECT: gettext_lazy("nicht übernehmen"),
}
FIGURE_KINDS = {
    "date": gettext_lazy("Zeit"),
    "share": gettext_lazy("Anteil"),
    "money": gettext_lazy("Geld"),
    "quantity": gettext_lazy("Menge"),
}


def _long(label: str, rows: int, hint: str = "", *, required: bool = False) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=box, help_text=hint, required=required, max_length=20_000)


class DemandForm(forms.Form):
    """Kind, exact wording, deadline, and the figures recognised in the passage to confirm."""

    def __init__(self, figures: Sequence[Figure], data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.figures = figures
        kinds = [(code, demand_words.demand_kind(code, language()).capitalize()) for code in Demand.Kind.values]
        self.fields["kind"] = forms.ChoiceField(label=_("Was ist es?"), choices=kinds, widget=forms.RadioSelect)
        hint = _("Genau wie im Papier. Vorn und hinten darf gekürzt werden.")
        self.fields["text"] = _long(_("Wortlaut"), 5, hint, required=True)
        self.fields["deadline"] = ColumnField(column_of(Demand, "deadline"))
        self.fields["deadline"].label = _("Bis wann?")
        if figures:
            self.fields["figures"] = forms.MultipleChoiceField(
                label=_("Erkannte Zahlen"),
                help_text=_("Was nicht stimmt, bitte abwählen. Was nicht im Wortlaut steht, fällt weg."),
                choices=[(str(place), _figure_said(figure)) for place, figure in enumerate(figures)],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["note"] = _long(_("Anmerkung"), 2)

    def values(self) -> dict[str, Any]:
        """What the operation takes: of the figures those that were confirmed and stand in the wording."""
        given = dict(self.cleaned_data)
        chosen = [self.figures[int(place)] for place in given.pop("figures", [])]
        given["figures"] = [_plain(figure) for figure in chosen if figure.text in given["text"]]
        return given


def _plain(figure: Figure) -> dict[str, str]:
    value = figure.when or ("" if figure.value is None else format(figure.value, "f"))
    by = " ".join(part for part in (figure.relation, figure.bound) if part)
    return {"kind": figure.kind, "text": figure.text, "value": value, "unit": figure.unit, "by": by}


def _figure_said(figure: Figure) -> str:
    number = "" if figure.value is None or figure.when else say_number(figure.value, None, language())
    value = " ".join(part for part in (figure.when or number, figure.unit) if part)
    return f"„{figure.text}“ – {FIGURE_KINDS[figure.kind]}: {value}"


class AnswerForm(forms.Form):
    """What became of a demand."""

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        words = [
            (code, demand_words.demand_outcome(code, language()).capitalize()) for code in DemandAnswer.Outcome.values
        ]
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Was wurde daraus?"), choices=words, widget=forms.RadioSelect
        )
        self.fields["reason"] = _long(_("Antwort oder Begründung"), 3, _("In ein bis zwei Sätzen."))
        self.fields["on"] = ColumnField(column_of(DemandAnswer, "on"))
        self.fields["on"].label, self.fields["on"].required = _("Am"), False
        self.fields["measure"] = PickField(column_of(DemandAnswer, "measure"), current(Measure))
        self.fields["measure"].label = _("Maßnahme")
        self.fields["sources"] = PickManyField(column_of(DemandAnswer, "sources"), current(Source))
        self.fields["sources"].label = _("Quellen")
        self.fields["public"] = forms.BooleanField(label=_("Öffentlich zeigen"), required=False)


class AdoptionForm(forms.Form):
    """Verdict, reason, what it becomes and where; the quotation stands as it is or shorter."""

    def __init__(
        self, editions: Sequence[Edition], known: Suggestion, data: Any = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.places = _Places(editions)
        verdicts = [(code, str(said).capitalize()) for code, said in VERDICTS.items()]
        self.fields["verdict"] = forms.ChoiceField(label=_("Entscheidung"), choices=verdicts, widget=forms.RadioSelect)
        self.fields["target_kind"] = forms.ChoiceField(
            label=_("Was soll es werden?"), choices=list(TARGETS.items()), widget=forms.RadioSelect, required=False
        )
        self.fields["place"] = forms.ChoiceField(
            label=_("Wohin?"), choices=self.places.choices, required=False,
            help_text=_("Vorschlag, weil die Textstelle zum Thema „%(title)s“ gehört.") % {"title": known.of}
            if known.topic else "",
        )  # fmt: skip
        from_heading = _("Vorschlag aus der Überschrift im Papier.") + " " if known.heading else ""
        self.fields["title"] = forms.CharField(
            label=_("Titel"), max_length=200, required=False,
            help_text=from_heading + _("Bei einem Ziel nicht nötig."),
        )  # fmt: skip
        self.fields["wording"] = _long(_("Text im Entwurf"), 4, _("Bei „angepasst“ bitte hier anpassen."))
        self.leads = _Leads(known.named)
        self.fields["lead"] = forms.ChoiceField(
            label=_("Wer übernimmt die Federführung?"), choices=self.leads.choices, required=False,
            help_text=self.leads.hint,
        )  # fmt: skip
        self.fields["reason"] = _long(_("Begründung"), 2, _("Bei „nicht übernehmen“ nötig."))
        hint = _("Bleibt genau so mit der Quelle verbunden. Vorn und hinten darf gekürzt werden.")
        self.fields["quotation"] = _long(_("Zitat"), 4, hint, required=True)

    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        given = self.cleaned_data
        wording = given["wording"]
        said = {"quotation": given["quotation"], "title": given["title"], "lead": self.leads.found(given["lead"])}
        return {**said, "promise": wording, "text": wording, "summary": wording, **self.places.found(given["place"])}


class _Leads:
    """Who may lead: first those the passage names, but nobody is chosen beforehand."""

    def __init__(self, named: Sequence[Institution]) -> None:
        others = [(one.key, one.name) for one in current(Institution) if one not in named]
        self.choices: list[tuple[str, Any]] = [("", _("– noch offen –"))]
        if named:
            self.choices.append((_("In der Textstelle genannt"), [(one.key, one.name) for one in named]))
        self.choices.append((_("Andere") if named else _("Institutionen"), others))
        names = ", ".join(one.short_name or one.name for one in named)
        nobody = _("Nur bei einer Maßnahme; darf offen bleiben.")
        self.hint = _("Die Textstelle nennt: %(names)s.") % {"names": names} + f" {nobody}" if named else nobody

    def found(self, key: str) -> Institution | None:
        return current(Institution).filter(key=key).first() if key else None


class _Places:
    """Editions, fields and topics that may take something in, as one list to choose from."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._found: dict[str, dict[str, Any]] = {"": {}}
        self.choices: list[tuple[str, Any]] = []
        for edition in editions:
            options = [(f"edition:{edition.key}", _("%(title)s, noch ohne Thema") % {"title": edition.short_title})]
            self._found[f"edition:{edition.key}"] = {"edition": edition}
            for field in edition.fields.all():
                options.append((f"field:{field.key}", field.title))
                self._found[f"field:{field.key}"] = {"edition": edition, "field": field}
                for topic in field.topics.all():
                    options.append((f"topic:{topic.key}", f"{field.title} › {topic.title}"))
                    self._found[f"topic:{topic.key}"] = {"edition": edition, "field": field, "topic": topic}
            self.choices.append((edition.title, options))

    def found(self, place: str) -> dict[str, Any]:
        return self._found.get(place, {})
