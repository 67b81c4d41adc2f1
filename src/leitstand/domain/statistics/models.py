"""Tables: data sets, their published states, the indicators that they feed, and files on their way in."""

from typing import ClassVar

from django.db import models

from leitstand.domain.indicators.models import Indicator
from leitstand.domain.sources.models import PartialDateField
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Dataset(Recorded):
    """One table of an office, whatever its published states; ``mapping`` as JSON text if its files need one.

    With a ``service`` it is fetched every ``every_days`` days; ``failing_since`` says since when that gives nothing.
    """

    title = models.CharField("Titel", max_length=300)
    code = models.CharField("Tabelle", max_length=120, blank=True)
    source = models.CharField("Herausgeber", max_length=200, blank=True)
    licence = models.CharField("Lizenz", max_length=200, blank=True)
    format = models.CharField("Dateiart", max_length=30, blank=True)
    mapping = models.TextField("Zuordnung", blank=True)
    service = models.CharField("Dienst", max_length=30, blank=True)
    table = models.CharField("Tabelle beim Dienst", max_length=80, blank=True)
    query = models.JSONField("Ausschnitt beim Dienst", default=dict, blank=True)
    every_days = models.PositiveSmallIntegerField("Abruf alle … Tage", default=0)
    failing_since = models.DateTimeField("Abruf gelingt nicht seit", null=True, blank=True)
    failing_reason = models.TextField("Grund", blank=True)

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
    own code. ``unit`` and ``measure_label`` are what was agreed to: another one stops the delivery. ``delivered`` is
    the last state that came through; ``trouble`` says why a later one did not.
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
    delivered = PartialDateField("zuletzt geliefert")
    trouble = models.TextField("Hindernis", blank=True)

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


class Fetch(models.Model):
    """One attempt to fetch a data set: when, what came of it, in words. Attempts are no history of the plan."""

    class Outcome(models.TextChoices):
        NEW = "new", "neuer Datenstand"
        UNCHANGED = "unchanged", "unverändert"
        FAILED = "failed", "nicht gelungen"

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    label = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.get_outcome_display()}"


class Intake(models.Model):
    """An uploaded file on its way into the library: recognised, mapped, checked, confirmed, imported.

    ``mapping`` is JSON text. ``found`` is what the check saw, or the import did. The file goes when the import is
    done, or after a day.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", "Spalten sind zuzuordnen"
        CHECKING = "checking", "wird geprüft"
        CHECKED = "checked", "geprüft, noch nicht übernommen"
        REFUSED = "refused", "nicht lesbar"
        TAKING = "taking", "wird eingelesen"
        DONE = "done", "eingelesen"

    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    role = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=30)
    dataset = models.CharField(max_length=300)
    vintage = models.CharField(max_length=20, blank=True)
    mark_breaks = models.BooleanField(default=False)
    mapping = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    rows = models.PositiveBigIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    found = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} → {self.dataset}"
