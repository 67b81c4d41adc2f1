"""Resolutions, amendments, and the events of the plan's life."""

from typing import ClassVar

from django.db import models

from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans.models.structure import Edition, Plan
from leitstand.domain.sources.models import PartialDateField, Sourced


class Resolution(Sourced):
    """A body's decision on an edition. One that adopts freezes the edition's content."""

    class Kind(models.TextChoices):
        ADOPTS = "adopts", "beschließt"
        SUPPORTS = "supports", "befürwortet"
        NOTES = "notes", "nimmt zur Kenntnis"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="resolutions", verbose_name="Fassung")
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="resolutions", verbose_name="Gremium")
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.ADOPTS)
    decided_on = models.DateField("Datum")
    number = models.CharField("Nummer", max_length=60, blank=True)
    content_hash = models.CharField("Prüfsumme des Beschlossenen", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Beschluss", "Beschlüsse"
        ordering = ["decided_on", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(kind="adopts", removed_on=None), name="adopted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_kind_display()}: {self.edition}"


class Amendment(Sourced):
    """A recorded change to an adopted edition: when, why, and the content hash before and after."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="amendments", verbose_name="Fassung")
    made_on = models.DateField("Datum")
    reason = models.TextField("Begründung")
    hash_before = models.CharField(max_length=64, editable=False)
    hash_after = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Änderung", "Änderungen"
        ordering = ["made_on", "key"]

    def __str__(self) -> str:
        return self.reason[:120]


class Event(Sourced):
    """Something that happened in the plan's life: a report, a sitting, a question in parliament."""

    class Kind(models.TextChoices):
        REPORT = "report", "Bericht"
        MEETING = "meeting", "Sitzung"
        QUESTION = "question", "Parlamentarische Anfrage"
        CONFERENCE = "conference", "Veranstaltung"
        OFFICE = "office", "Geschäftsstelle"
        OTHER = "other", "Sonstiges"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="events", verbose_name="Plan")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name="Fassung"
    )
    body = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name="Gremium"
    )
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    when = PartialDateField("Zeitpunkt", blank=False)
    number = models.CharField("Nummer", max_length=60, blank=True)
    title = models.CharField("Titel", max_length=300)
    title_en = models.CharField("Titel (englisch)", max_length=300, blank=True)
    text = models.TextField("Inhalt", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Ereignis", "Ereignisse"
        ordering = ["when", "key"]

    def __str__(self) -> str:
        return self.title
