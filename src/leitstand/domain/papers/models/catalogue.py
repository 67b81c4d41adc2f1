"""The catalogue: what others have written, whether or not their text is here."""

from django.db import models

from leitstand.domain.institutions.models import Institution
from leitstand.domain.sources.models import PartialDateField, Sourced


class Paper(Sourced):
    """Someone else's document: another Land, the federation, the EU, an association."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Strategie oder Masterplan"
        GUIDELINES = "guidelines", "Leitbild oder Leitlinien"
        POSITION = "position", "Positionspapier"
        REPORT = "report", "Bericht"
        DECLARATION = "declaration", "Erklärung"

    title = models.CharField("Titel", max_length=250)
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.STRATEGY)
    body = models.CharField("Herausgeber", max_length=200)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="Institution"
    )
    land = models.CharField("Land", max_length=60, blank=True)
    years = models.CharField("Jahre", max_length=60, blank=True)
    published = PartialDateField("erschienen")
    url = models.URLField("Adresse", max_length=600, blank=True)
    target = models.TextField("Zielaussage", blank=True)
    monitoring = models.TextField("Monitoring", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later", verbose_name="frühere Fassung"
    )
    demonstration = models.BooleanField("Vorführdaten", default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Papier", "Papiere"
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title
