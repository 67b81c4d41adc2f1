"""Facts that accrue over a measure's life: statuses, milestones, money, and fates between editions."""

from typing import ClassVar

from django.db import models

from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans.models.measures import Measure, MeasureEntry
from leitstand.domain.sources.models import PartialDateField, Sourced


class Status(Sourced):
    """What someone said on a day about where a measure stands.

    ``stage`` is how far it is, ``light`` the reporter's judgement if there is one, ``wording`` what
    was said. A source that only says "is running" gives a stage and no light.
    """

    class Stage(models.TextChoices):
        NOT_STARTED = "not_started", "noch nicht begonnen"
        UNDER_WAY = "under_way", "in Umsetzung"
        COMPLETED = "completed", "abgeschlossen"
        STOPPED = "stopped", "ruht oder eingestellt"
        UNKNOWN = "unknown", "unbekannt"

    class Light(models.TextChoices):
        ON_TRACK = "on_track", "im Plan"
        AT_RISK = "at_risk", "gefährdet"
        OFF_TRACK = "off_track", "nicht im Plan"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="statuses", verbose_name="Maßnahme")
    when = PartialDateField("Stand", blank=False)
    stage = models.CharField("Stand der Umsetzung", max_length=20, choices=Stage.choices)
    light = models.CharField("Einschätzung", max_length=20, choices=Light.choices, blank=True)
    wording = models.CharField("Wortlaut", max_length=500, blank=True)
    reason = models.TextField("Begründung", blank=True)
    author = models.CharField("von wem", max_length=200, blank=True)
    author_institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Institution"
    )

    class Meta:
        verbose_name, verbose_name_plural = "Statusmeldung", "Statusmeldungen"
        ordering = ["measure", "when", "key"]

    def __str__(self) -> str:
        return self.wording or self.get_stage_display()


class Milestone(Sourced):
    """A dated step of a measure, promised in one edition; ``done_on`` is a fact, not a promise."""

    entry = models.ForeignKey(
        MeasureEntry, on_delete=models.PROTECT, related_name="milestones", verbose_name="Maßnahme der Fassung"
    )
    title = models.CharField("Meilenstein", max_length=250)
    title_en = models.CharField("Meilenstein (englisch)", max_length=250, blank=True)
    due = PartialDateField("fällig")
    done_on = PartialDateField("erreicht")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Meilenstein", "Meilensteine"
        ordering = ["entry", "position", "key"]

    def __str__(self) -> str:
        return self.title


class Funding(Sourced):
    """The state of a measure's money on a day, or one funder's part of it. Amounts in euros."""

    class State(models.TextChoices):
        SECURED = "secured", "gesichert"
        PARTLY = "partly", "teilweise gesichert"
        NOT_SECURED = "not_secured", "nicht gesichert"
        UNKNOWN = "unknown", "unbekannt"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="funding", verbose_name="Maßnahme")
    when = PartialDateField("Stand", blank=False)
    state = models.CharField("Stand der Finanzierung", max_length=20, choices=State.choices, default=State.UNKNOWN)
    funder = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Geldgeber"
    )
    funder_text = models.CharField("Geldgeber in Worten", max_length=200, blank=True)
    planned = models.DecimalField("geplant (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    secured = models.DecimalField("gesichert (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField("ausgegeben (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    approximate = models.BooleanField("ungefähr", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "Finanzierung", "Finanzierung"
        ordering = ["measure", "when", "key"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_state_display()} ({self.when})"


class Fate(Sourced):
    """What became of an entry in a later edition."""

    class Kind(models.TextChoices):
        CONTINUED = "continued", "fortgeführt"
        MERGED = "merged", "zusammengeführt"
        SPLIT = "split", "aufgeteilt"
        COMPLETED = "completed", "abgeschlossen"
        DROPPED = "dropped", "entfallen"

    old_entry = models.ForeignKey(
        MeasureEntry, on_delete=models.PROTECT, related_name="fates", verbose_name="Maßnahme der alten Fassung"
    )
    new_entry = models.ForeignKey(
        MeasureEntry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
        verbose_name="Maßnahme der neuen Fassung",
    )
    kind = models.CharField("Verbleib", max_length=20, choices=Kind.choices)
    reason = models.TextField("Begründung", blank=True)
    when = PartialDateField("Zeitpunkt")

    class Meta:
        verbose_name, verbose_name_plural = "Verbleib", "Verbleib"
        ordering = ["old_entry", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["completed", "dropped"], new_entry=None)
                | models.Q(kind__in=["continued", "merged", "split"], new_entry__isnull=False),
                name="fate_leads_somewhere_or_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.old_entry}"
