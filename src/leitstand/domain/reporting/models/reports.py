"""Tables: monitoring reports that were built, with their files. One of a round is built from what was frozen."""

from django.db import models

from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models.rounds import Round
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Report(Recorded):
    """A monitoring report built from the state of the plan as of a day."""

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        RUNNING = "running", "wird erstellt"
        DONE = "done", "fertig"
        FAILED = "failed", "nicht gelungen"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports", verbose_name="Fassung")
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="monitoring", verbose_name="Runde"
    )
    as_of = models.DateField("Stand")
    language = models.CharField("Sprache", max_length=2, default="de")
    special_title = models.CharField("Titel des Sonderkapitels", max_length=200, blank=True)
    special_text = models.TextField("Sonderkapitel", blank=True)
    published = models.BooleanField("öffentlich", default=False)
    state = models.CharField("Zustand", max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    failure = models.CharField(max_length=500, blank=True, editable=False)
    content_hash = models.CharField("Prüfsumme", max_length=64, blank=True, editable=False)
    built_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Bericht", "Berichte"
        ordering = ["-as_of", "-pk"]

    def __str__(self) -> str:
        return f"Monitoring-Bericht {self.edition.short_title}, Stand {self.as_of:%d.%m.%Y}"


class ReportFile(models.Model):
    """One format of a built report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=5)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT)

    class Meta:
        ordering = ["format"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.format}"
