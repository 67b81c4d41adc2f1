"""Tables: sittings of the steering committee and what they decide on measures."""

from typing import ClassVar

from django.db import models

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models.rounds import Round
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Sitting(Recorded):
    """A sitting: its agenda comes from the round; closing it freezes the minutes."""

    class State(models.TextChoices):
        PREPARED = "prepared", "vorbereitet"
        CLOSED = "closed", "Protokoll geschlossen"

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="Runde"
    )
    body = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="Gremium"
    )
    title = models.CharField("Titel", max_length=200)
    held_on = models.DateField("Datum")
    state = models.CharField("Zustand", max_length=10, choices=State.choices, default=State.PREPARED, editable=False)
    present = models.TextField("anwesend", blank=True)
    remarks = models.TextField("Weiteres", blank=True)
    minutes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, editable=False)
    content_hash = models.CharField("Prüfsumme", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Sitzung", "Sitzungen"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Decision(Recorded):
    """What a sitting decided on a measure: one of five, with an owner and a date."""

    class Kind(models.TextChoices):
        REPLAN = "replan", "umplanen"
        RESOURCES = "resources", "Mittel oder Personal"
        STOP = "stop", "beenden"
        WATCH = "watch", "beobachten"
        DEFER = "defer", "vertagen"

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="decisions", verbose_name="Sitzung")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="decisions", verbose_name="Maßnahme")
    kind = models.CharField("Beschluss", max_length=10, choices=Kind.choices)
    text = models.CharField("Wortlaut", max_length=500, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="zuständig"
    )
    owner_text = models.CharField("zuständig, in Worten", max_length=200, blank=True)
    due = models.DateField("bis")
    why = models.JSONField("stand auf der Tagesordnung, weil", default=list, editable=False)
    light_then = models.CharField("Einschätzung damals", max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Beschluss zur Maßnahme", "Beschlüsse zu Maßnahmen"
        ordering = ["sitting", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "measure"], condition=models.Q(removed_on=None), name="one_decision_per_sitting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.measure}"
