"""One row that says what this installation is."""

from django.db import models


class Instance(models.Model):
    """Kind of this installation, decided once when its database is made."""

    class Kind(models.TextChoices):
        REAL = "real", "echt"
        DEMONSTRATION = "demonstration", "Demonstration"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.get_kind_display())
