"""Tables: what is reported for one measure in one round, its draft, and its attachments."""

from typing import ClassVar

from django.db import models

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Funding, Measure, Status
from leitstand.domain.reporting.models.requests import Request
from leitstand.domain.reporting.models.rounds import Round
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class StatusReport(Recorded):
    """One measure in one round: made when the round opens, filled by whoever is asked, reviewed by the office.

    ``milestones`` is a list of ``{key, title, due, done_on}``, ``observations`` one of ``{indicator_key, title,
    period, value}``; partial dates and numbers as text. ``version`` rises with every sending: who sends an older
    one is told what has come in between. The history keeps every version.
    """

    class State(models.TextChoices):
        OPEN = "open", "offen"
        SENT = "sent", "gemeldet"
        RETURNED = "returned", "zurückgegeben"
        APPROVED = "approved", "freigegeben"

    class Channel(models.TextChoices):
        LINK = "link", "persönlicher Link"
        WORKBOOK = "workbook", "Arbeitsmappe"
        OFFICE = "office", "Geschäftsstelle"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports", verbose_name="Runde")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reports", verbose_name="Maßnahme")
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="Anfrage"
    )
    state = models.CharField("Zustand", max_length=10, choices=State.choices, default=State.OPEN)
    stage = models.CharField("Stand der Umsetzung", max_length=20, choices=Status.Stage.choices, blank=True)
    light = models.CharField("Einschätzung", max_length=20, choices=Status.Light.choices, blank=True)
    sentence = models.CharField("Was ist seit der letzten Meldung geschehen?", max_length=500, blank=True)
    light_reason = models.CharField("Warum weicht Ihre Einschätzung ab?", max_length=500, blank=True)
    money = models.CharField("Stand der Finanzierung", max_length=20, choices=Funding.State.choices, blank=True)
    secured = models.DecimalField("gesichert (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField("ausgegeben (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    asks_amount = models.DecimalField("erbeten (Euro)", max_digits=16, decimal_places=2, null=True, blank=True)
    asks_text = models.CharField("Was wird gebraucht?", max_length=300, blank=True)
    milestones = models.JSONField("Meilensteine", default=list, blank=True)
    observations = models.JSONField("Werte der Indikatoren", default=list, blank=True)
    unchanged = models.BooleanField("nichts Neues", default=False)
    evidence = models.CharField("Woran sieht man das?", max_length=500, blank=True)
    successor_name = models.CharField("zuständig ist jetzt", max_length=200, blank=True)
    successor_email = models.EmailField("E-Mail der Nachfolge", blank=True)
    decision_answer = models.CharField("Was wurde aus dem Beschluss?", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField("gemeldet am", null=True, blank=True)
    sent_by = models.CharField("gemeldet von", max_length=200, blank=True)
    sender = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeldet von (Person)"
    )
    channel = models.CharField("auf dem Weg", max_length=10, choices=Channel.choices, blank=True)
    comment = models.TextField("Rückfrage", blank=True)
    approved_by = models.CharField("freigegeben von", max_length=200, blank=True)
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Statusmeldung der Runde", "Statusmeldungen der Runde"
        ordering = ["round", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "measure"], condition=models.Q(removed_on=None), name="one_report_per_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.round})"

    @property
    def is_answered(self) -> bool:
        return self.state in (self.State.SENT, self.State.APPROVED)


class Draft(models.Model):
    """What someone has typed and not sent yet. No part of the record: it is replaced while they type."""

    report = models.OneToOneField(StatusReport, on_delete=models.CASCADE, related_name="draft")
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"Entwurf {self.report_id}"


class Attachment(Recorded):
    """A file handed in with a status report."""

    report = models.ForeignKey(StatusReport, on_delete=models.PROTECT, related_name="attachments")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    name = models.CharField("Name", max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = "Anlage", "Anlagen"
        ordering = ["report", "key"]

    def __str__(self) -> str:
        return self.name
