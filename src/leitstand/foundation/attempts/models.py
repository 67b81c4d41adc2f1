"""The table of failed attempts."""

from django.db import models


class FailedAttempt(models.Model):
    """One failure: of what, from where (a keyed hash, no address), when."""

    what = models.CharField(max_length=40)
    origin = models.CharField(max_length=32)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["what", "origin", "made_at"], name="attempts_by_origin")]

    def __str__(self) -> str:
        return f"{self.what} {self.origin[:8]}"
