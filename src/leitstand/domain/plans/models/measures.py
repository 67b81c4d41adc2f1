"""Measures, what an edition says of them, and who cares for them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans.models.structure import ActionField, CrossCuttingLine, Edition, Goal, Plan, Topic
from leitstand.domain.sources.models import PartialDateField, Sourced
from leitstand.foundation.history.recorded import Recorded


class District(models.TextChoices):
    """Berlin's districts by their official municipality key (AGS)."""

    MITTE = "11001001", "Mitte"
    FRIEDRICHSHAIN_KREUZBERG = "11002002", "Friedrichshain-Kreuzberg"
    PANKOW = "11003003", "Pankow"
    CHARLOTTENBURG_WILMERSDORF = "11004004", "Charlottenburg-Wilmersdorf"
    SPANDAU = "11005005", "Spandau"
    STEGLITZ_ZEHLENDORF = "11006006", "Steglitz-Zehlendorf"
    TEMPELHOF_SCHOENEBERG = "11007007", "Tempelhof-Schöneberg"
    NEUKOELLN = "11008008", "Neukölln"
    TREPTOW_KOEPENICK = "11009009", "Treptow-Köpenick"
    MARZAHN_HELLERSDORF = "11010010", "Marzahn-Hellersdorf"
    LICHTENBERG = "11011011", "Lichtenberg"
    REINICKENDORF = "11012012", "Reinickendorf"


class Measure(Recorded):
    """The operative unit, under one key for ever. Its key is its public address."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures", verbose_name="Plan")
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="Ansprechperson"
    )
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deputised", verbose_name="Vertretung"
    )
    internal_note = models.TextField("Interne Notiz", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Maßnahme", "Maßnahmen"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class MeasureEntry(Sourced):
    """What one edition says of one measure."""

    class Kind(models.TextChoices):
        LEAD_PROJECT = "lead_project", "Leitprojekt"
        PLAN_PROJECT = "plan_project", "Masterplanprojekt"
        MEASURE = "measure", "Maßnahme"
        FUNDED_PROJECT = "funded_project", "Gefördertes Projekt"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries", verbose_name="Fassung")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="entries", verbose_name="Maßnahme")
    code = models.CharField("Nummer", max_length=20, blank=True)
    title = models.CharField("Titel", max_length=250)
    title_en = models.CharField("Titel (englisch)", max_length=250, blank=True)
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.MEASURE)
    promise = models.TextField("Was zugesagt ist", blank=True)
    promise_en = models.TextField("Was zugesagt ist (englisch)", blank=True)
    task = models.CharField("Aufgabenfeld", max_length=250, blank=True)
    field = models.ForeignKey(
        ActionField,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="Handlungsfeld",
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="Thema"
    )
    further_topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name="weitere Themen")
    lines = models.ManyToManyField(CrossCuttingLine, blank=True, related_name="+", verbose_name="Querschnittslinien")
    goals = models.ManyToManyField(Goal, blank=True, related_name="+", verbose_name="Ziele")
    begins = PartialDateField("Beginn")
    ends = PartialDateField("Ende")
    planned = models.DecimalField("geplante Mittel (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    planned_approximate = models.BooleanField("geplante Mittel ungefähr", default=False)
    lighthouse = models.BooleanField("Leuchtturm", default=False)
    district = models.CharField("Bezirk", max_length=8, choices=District.choices, blank=True)
    latitude = models.FloatField(
        "Breite", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        "Länge", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Maßnahme der Fassung", "Maßnahmen der Fassungen"
        ordering = ["edition", "position", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "measure"], name="one_entry_per_edition")]

    def __str__(self) -> str:
        return self.title


class Responsibility(Sourced):
    """An institution's part in an entry. Exactly one institution may lead."""

    class Role(models.TextChoices):
        LEAD = "lead", "Federführung"
        PARTNER = "partner", "Beteiligung"
        FUNDER = "funder", "Finanzierung"

    entry = models.ForeignKey(
        MeasureEntry, on_delete=models.PROTECT, related_name="responsibilities", verbose_name="Maßnahme der Fassung"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="responsibilities", verbose_name="Institution"
    )
    role = models.CharField("Rolle", max_length=10, choices=Role.choices)

    class Meta:
        verbose_name, verbose_name_plural = "Zuständigkeit", "Zuständigkeiten"
        ordering = ["entry", "role", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(role="lead", removed_on=None), name="exactly_one_lead"
            ),
            models.UniqueConstraint(
                fields=["entry", "institution", "role"], condition=models.Q(removed_on=None), name="one_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.institution}"
