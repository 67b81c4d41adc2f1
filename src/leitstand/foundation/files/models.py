"""The table of stored files."""

from django.db import models


class StoredFile(models.Model):
    """One content, once: its checksum, size and kind. Names belong to whoever refers to it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
