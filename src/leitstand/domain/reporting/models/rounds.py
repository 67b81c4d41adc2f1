"""Tables: the monitoring round, and what had to be corrected after it was frozen."""

from typing import ClassVar

from django.db import models

from leitstand.domain.plans.models import Edition, Measure
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Round(Recorded):
    """One reporting period: whom it asks, until when, and how far it is.

    ``frozen`` is the whole round as one file (``queries.rounds.freezing``); ``content_hash`` its hash.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "geplant"
        OPEN = "open", "offen"
        CLOSED = "closed", "geschlossen"
        IN_REVIEW = "in_review", "in Prüfung"
        FROZEN = "frozen", "eingefroren"
        PUBLISHED = "published", "veröffentlicht"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds", verbose_name="Fassung")
    title = models.CharField("Name", max_length=40)
    state = models.CharField("Zustand", max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    period_begins = models.DateField("Zeitraum von")
    period_ends = models.DateField("Zeitraum bis")
    opens_on = models.DateField("öffnet am")
    deadline = models.DateField("Frist")
    closes_on = models.DateField("schließt am")
    publishes_on = models.DateField("Veröffentlichung am")
    invitation = models.TextField("Text der Anfrage", blank=True)
    reminder = models.TextField("Text der Erinnerung", blank=True)
    thanks = models.TextField("Text des Danks", blank=True)
    escalation_approved = models.BooleanField("Leitungen dürfen angeschrieben werden", default=False)
    silent_named = models.BooleanField("stille Institutionen mit Namen nennen", default=False)
    special_title = models.CharField("Titel des Sonderkapitels", max_length=200, blank=True)
    special_text = models.TextField("Sonderkapitel", blank=True)
    demonstration = models.BooleanField("Antworten sind erfunden (Demonstration)", default=False, editable=False)
    gaps_reason = models.TextField("Geschlossen mit Lücken, weil", blank=True, editable=False)
    frozen = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    content_hash = models.CharField("Prüfsumme", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Runde", "Runden"
        ordering = ["-period_ends", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "period_ends"], condition=models.Q(removed_on=None), name="one_round_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"Runde {self.title}"


class Erratum(Recorded):
    """A correction to a frozen round: shown beside what was frozen, which itself never changes."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="errata", verbose_name="Runde")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="errata", verbose_name="Maßnahme"
    )
    stated = models.TextField("Es stand dort")
    correct = models.TextField("Richtig ist")
    reason = models.TextField("Begründung")
    made_on = models.DateField("Datum")

    class Meta:
        verbose_name, verbose_name_plural = "Berichtigung", "Berichtigungen"
        ordering = ["made_on", "key"]

    def __str__(self) -> str:
        return self.correct[:120]
