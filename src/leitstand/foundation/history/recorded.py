"""The abstract ``Recorded`` that every kept thing builds on."""

from django.core.validators import RegexValidator
from django.db import models

KEY = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*$", "Ein Kennzeichen besteht aus kleinen Buchstaben, Ziffern, Punkt, Strich und Unterstrich."
)


class Recorded(models.Model):
    """A thing that is never lost: permanent key, the day from which it is known, the day it went.

    ``since`` empty means "as long as what it belongs to". A removed record stays in the table and
    answers questions as of an earlier day.
    """

    key = models.CharField(max_length=120, unique=True, validators=[KEY])
    since = models.DateField(null=True, blank=True, editable=False)
    removed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        return str(self)
