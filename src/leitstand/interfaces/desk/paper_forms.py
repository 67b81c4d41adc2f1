"""Forms of papers at the desk: files to send, and what a file is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from leitstand.domain.papers.models import Paper
from leitstand.domain.papers.queries.texts import PaperRow
from leitstand.interfaces.desk.fields import ColumnField, column_of

MOST_FILES = 40
ENDINGS = ".pdf,.docx,.odt,.html,.htm,.txt,.md"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files at once; its value is a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if not sent:
            raise forms.ValidationError(_("Bitte mindestens eine Datei wählen."), code="required")
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(
                _("Bitte höchstens %(most)s Dateien auf einmal; die übrigen danach.") % {"most": MOST_FILES}
            )
        return list(sent)


class FilesForm(forms.Form):
    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")
        self.fields["files"] = FilesField(
            label=_("Dateien"), help_text=_("PDF, Word (DOCX), OpenDocument (ODT), HTML oder Text; mehrere auf einmal.")
        )
        self.fields["files"].widget.attrs |= {"accept": ENDINGS, "multiple": True}


class ConfirmForm(forms.Form):
    """What was guessed of a file, for a person to set right; or the paper of the catalogue that it is the text of."""

    def __init__(
        self, papers: Sequence[PaperRow], likely: Sequence[PaperRow], data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.papers = papers
        self.fields["paper"] = forms.ChoiceField(
            label=_("Gehört zu"), required=False, choices=_offered(papers, likely),
            help_text=_("Steht das Papier schon im Verzeichnis, bleiben dessen Angaben; das Übrige entfällt."),
        )  # fmt: skip
        for name, label, most in (
            ("title", _("Titel"), 250), ("body", _("Herausgeber"), 200), ("land", _("Land"), 60),
        ):  # fmt: skip
            self.fields[name] = forms.CharField(label=label, max_length=most, required=False)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Art"), choices=[(value, _(word)) for value, word in Paper.Kind.choices], required=False
        )
        self.fields["published"] = ColumnField(column_of(Paper, "published"))
        self.fields["url"] = forms.URLField(
            label=_("Adresse im Netz"), max_length=600, required=False, assume_scheme="https"
        )
        self.fields["previous"] = forms.ChoiceField(
            label=_("Neue Fassung von"), required=False,
            choices=[("", _("– keine frühere Fassung hier –")), *((one.key, _named(one)) for one in papers)],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("paper"):
            for name, sentence in (("title", _("Wie heißt das Papier?")), ("body", _("Wer hat es herausgegeben?"))):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values

    def paper(self) -> Paper | None:
        return self._chosen("paper")

    def values(self) -> dict[str, Any]:
        """Fields of a new paper; the year follows from the day it appeared."""
        cleaned = self.cleaned_data
        return {**cleaned, "years": str(cleaned.get("published") or "")[:4], "previous": self._chosen("previous")}

    def _chosen(self, name: str) -> Paper | None:
        key = self.cleaned_data.get(name)
        return Paper.objects.filter(key=key, removed_on=None).first() if key else None


def _offered(papers: Sequence[PaperRow], likely: Sequence[PaperRow]) -> list[Any]:
    near = {one.key for one in likely}
    others = [(one.key, _named(one)) for one in papers if one.key not in near]
    offered: list[Any] = [("", _("einem neuen Papier"))]
    if likely:
        offered.append((_("Ähnlicher Titel im Verzeichnis"), [(one.key, _named(one)) for one in likely]))
    if others:
        offered.append((_("Andere im Verzeichnis"), others))
    return offered


def _named(paper: PaperRow) -> str:
    facts = ", ".join(part for part in (paper.land or paper.body, paper.years) if part)
    text = "" if paper.fulltext_key else _(" – noch ohne Text")
    title = paper.title if len(paper.title) <= 80 else f"{paper.title[:79]}…"
    return f"{title} ({facts}){text}"
