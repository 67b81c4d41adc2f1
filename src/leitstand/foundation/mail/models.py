"""The outbox's tables: mails, what is attached to them, and the delivery reports that came back."""

from django.db import models

from leitstand.foundation import clock
from leitstand.foundation.files.models import StoredFile


class Message(models.Model):
    """One mail to one person. ``occasion`` is unique, so that no occasion is mailed twice.

    ``message_id`` is made from the occasion, so that a mail sent twice after a crash is known to the
    receiving server, and a delivery report leads back to its mail. The body may hold placeholders of
    personal links, never a link (``foundation.links``).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        SENT = "sent", "gesendet"
        REFUSED = "refused", "abgewiesen"
        BOUNCED = "bounced", "unzustellbar"

    occasion = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message_id = models.CharField(max_length=200, blank=True, db_index=True)
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class Attachment(models.Model):
    """A file that goes with a mail. The content is stored once, whatever number of mails carry it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DeliveryReport(models.Model):
    """A report that was read from the bounce box, remembered so that it counts once."""

    mark = models.CharField(max_length=64, unique=True)
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="delivery_reports"
    )
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark[:12]
