"""Tables of the history. Only this folder touches them."""

from typing import Any

from django.db import models

from leitstand.foundation.history.chain import START


class Entry(models.Model):
    """One change. The columns repeat parts of ``content`` so that they can be searched."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    subject_label = models.CharField(max_length=300)
    effective_on = models.DateField(db_index=True)
    content = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_type", "subject_key"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("history entries are written by recording.record and never changed")

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("history entries are never deleted")


class Head(models.Model):
    """The chain's end: one row, locked while entries are added; its number versions every cache."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
