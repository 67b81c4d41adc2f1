"""The outbox's table."""

from django.db import models


class Message(models.Model):
    """One mail to one person. ``occasion`` is unique, so that no occasion is mailed twice."""

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        SENT = "sent", "gesendet"
        REFUSED = "refused", "abgewiesen"

    occasion = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
