"""Tables: data sets, their published states, and the indicators that they feed."""

from typing import ClassVar

from django.db import models

from leitstand.domain.indicators.models import Indicator
from leitstand.domain.sources.models import PartialDateField
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Dataset(Recorded):
    """One table of an office, whatever its published states; ``mapping`` as JSON text if its files need one."""

    title = models.CharField("Titel", max_length=300)
    code = models.CharField("Tabelle", max_length=120, blank=True)
    source = models.CharField("Herausgeber", max_length=200, blank=True)
    licence = models.CharField("Lizenz", max_length=200, blank=True)
    format = models.CharField("Dateiart", max_length=30, blank=True)
    mapping = models.TextField("Zuordnung", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Datensatz", "Datensätze"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Release(Recorded):
    """One published state of a data set (*Datenstand*): one immutable Parquet file and what is in it."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="releases", verbose_name="Datensatz")
    vintage = PartialDateField("Datenstand", blank=False)
    imported_at = models.DateTimeField("eingelesen")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="Datei")
    original_name = models.CharField("Name der Datei", max_length=255)
    original_sha256 = models.CharField("Prüfsumme der Datei", max_length=64)
    manifest = models.JSONField("Inhalt", default=dict)
    breaks = models.BooleanField("Bruch zum vorigen Datenstand", default=False)
    note = models.TextField("Anmerkung", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Datenstand", "Datenstände"
        ordering = ["dataset", "vintage", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dataset", "original_sha256"],
                condition=models.Q(removed_on=None),
                name="one_release_per_original",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset}, Datenstand {self.vintage}"


class Subscription(Recorded):
    """An indicator takes a slice of a data set: measure, filter by dimension, and regions by the data set's code.

    ``regions`` maps region codes of the data set to the indicator's; empty: every region under its
    own code. ``unit`` and ``measure_label`` are what was agreed to: another one stops the delivery.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="subscriptions", verbose_name="Indikator"
    )
    dataset = models.ForeignKey(
        Dataset, on_delete=models.PROTECT, related_name="subscriptions", verbose_name="Datensatz"
    )
    measure = models.CharField("Größe", max_length=300)
    measure_label = models.CharField("Bezeichnung der Größe", max_length=400, blank=True)
    unit = models.CharField("Einheit", max_length=120, blank=True)
    filters = models.JSONField("Ausschnitt", default=dict)
    regions = models.JSONField("Regionen", default=dict)

    class Meta:
        verbose_name, verbose_name_plural = "Bezug", "Bezüge"
        ordering = ["indicator", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator"], condition=models.Q(removed_on=None), name="one_subscription_per_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} aus {self.dataset}"
