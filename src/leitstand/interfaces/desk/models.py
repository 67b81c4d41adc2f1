"""The desk's own table: filters of the measure grid that someone keeps under a name."""

from django.db import models

from leitstand.domain.institutions.models import Account


class SavedView(models.Model):
    """A named set of filters of one account; ``query`` is the address's part after the question mark."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField("Name", max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name, verbose_name_plural = "Ansicht", "Ansichten"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="view_named_once")]

    def __str__(self) -> str:
        return self.name
