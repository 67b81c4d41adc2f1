"""Tables: sources, statements, and the abstract ``Sourced`` that every fact builds on."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.recorded import Recorded


def check_partial_date(value: str) -> None:
    """Validator for partial dates; see ``PartialDate.parse`` for what is allowed."""
    try:
        PartialDate.parse(value)
    except ValueError as error:
        raise ValidationError(str(error), code="partial-date") from None


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # django-stubs' parameters add nothing here
    """A date that may be known only to the month, quarter, year or pair of years, as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs["validators"] = [check_partial_date]
        super().__init__(*args, **kwargs)


class Source(Recorded):
    """A document or page that says something; ``weak`` if it should be believed least."""

    class Kind(models.TextChoices):
        PLAN = "plan", "Plan oder Strategiepapier"
        REPORT = "report", "Bericht"
        RELEASE = "release", "Pressemitteilung oder amtliche Seite"
        PARLIAMENT = "parliament", "Parlamentarisches Dokument"
        PRESS = "press", "Presse"
        STATISTICS = "statistics", "Statistik"
        PARTNER = "partner", "Seite einer Partnerinstitution"
        OTHER = "other", "Sonstige"

    title = models.CharField("Titel", max_length=300)
    publisher = models.CharField("Herausgeber", max_length=200, blank=True)
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    url = models.URLField("Adresse", max_length=600, blank=True)
    published = PartialDateField("erschienen")
    weak = models.BooleanField("schwache Quelle", default=False)
    note = models.TextField("Anmerkung", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Quelle", "Quellen"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Sourced(Recorded):
    """A record that can name its sources and carry a remark on them."""

    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name="Quellen")
    note = models.TextField("Anmerkung", blank=True)

    class Meta:
        abstract = True


class Statement(Sourced):
    """What sources say about one aspect of a subject: a figure or a sentence.

    Statements with the same subject, ``aspect`` and ``when`` belong together; if their values
    differ they contradict each other.
    """

    class Subject(models.TextChoices):
        PLAN = "plan", "Plan"
        EDITION = "edition", "Fassung"
        MEASURE = "measure", "Maßnahme"
        INSTITUTION = "institution", "Institution"
        INDICATOR = "indicator", "Indikator"
        TOPIC = "topic", "Thema"
        EVENT = "event", "Ereignis"

    subject_kind = models.CharField("Gegenstand", max_length=20, choices=Subject.choices)
    subject_key = models.CharField("Kennzeichen des Gegenstands", max_length=120)
    aspect = models.CharField("Merkmal", max_length=80)
    title = models.CharField("Bezeichnung", max_length=200)
    title_en = models.CharField("Bezeichnung (englisch)", max_length=200, blank=True)
    value = models.DecimalField("Wert", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("Einheit", max_length=40, blank=True)
    text = models.TextField("Wortlaut", blank=True)
    approximate = models.BooleanField("ungefähr", default=False)
    when = PartialDateField("Zeitpunkt")

    class Meta:
        verbose_name, verbose_name_plural = "Angabe", "Angaben"
        ordering = ["subject_kind", "subject_key", "aspect", "when", "key"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_key"])]

    def __str__(self) -> str:
        return self.title
