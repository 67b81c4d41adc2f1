"""Uploads: files of papers on their way in, from the browser to the confirmed paper."""

from django.db import models

from leitstand.domain.papers.models.catalogue import Paper
from leitstand.foundation.files.models import StoredFile


class Received(models.Model):
    """An uploaded file: waiting, read, confirmed and taken in, or refused with a sentence.

    While a job reads it or takes it in, the job holds ``lock``; if nobody does, the job was cut off.
    ``found`` is what reading saw; ``values`` what a person confirmed. The file goes when it is taken in or
    given up, and after a day; what is left then is a line that says what became of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        READING = "reading", "wird gelesen"
        READ = "read", "gelesen, noch nicht übernommen"
        KNOWN = "known", "schon hier"
        FAILED = "failed", "nicht lesbar"
        CONFIRMED = "confirmed", "bestätigt, wartet"
        TAKING = "taking", "wird übernommen"
        DONE = "done", "übernommen"

    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    account = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True)
    found = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = "Hochgeladene Datei", "Hochgeladene Dateien"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def lock(self) -> str:
        return f"paper-{self.pk}"
