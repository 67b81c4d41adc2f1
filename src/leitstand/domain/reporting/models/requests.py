"""Tables: whom a round asks, the personal links that lead to the form, and the mails already due and made."""

from typing import ClassVar

from django.db import models

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.models.rounds import Round
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.mail.models import Message


class Request(Recorded):
    """A person asked in a round for all measures that person is the contact of.

    ``delegate`` answers instead, named by the person asked; both keep their links.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests", verbose_name="Runde")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests", verbose_name="Ansprechperson")
    delegate = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="delegated", verbose_name="gibt weiter an"
    )
    extended_until = models.DateField("verlängert bis", null=True, blank=True)
    extension_wanted = models.DateField("möchte Zeit bis", null=True, blank=True)
    extension_reason = models.CharField("weil", max_length=500, blank=True)
    help_wanted = models.TextField("braucht Hilfe", blank=True)
    opened_at = models.DateTimeField("Formular geöffnet", null=True, blank=True)
    submitted_at = models.DateTimeField("gemeldet", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Anfrage", "Anfragen"
        ordering = ["round", "person"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=models.Q(removed_on=None), name="one_request_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.person}"

    @property
    def until(self) -> object:
        """The last day on which this person may report: the extension, or the round's deadline."""
        return self.extended_until or self.round.deadline


class RequestLink(models.Model):
    """A personal link to a request: only the hash of its token is kept; ``ident`` is what it derives from."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    ident = models.CharField(max_length=120, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["issued_at", "pk"]

    def __str__(self) -> str:
        return self.ident


class Step(models.Model):
    """A step of the ladder that was taken for a request: once, whatever happens."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "step"], name="each_step_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.step}"
