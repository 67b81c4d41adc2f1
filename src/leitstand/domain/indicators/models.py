"""Tables: indicators, observations with vintages, targets, links to measures, and what was said of the targets."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans.models import Edition, Measure, Topic
from leitstand.domain.sources.models import PartialDateField, Sourced
from leitstand.foundation.history.recorded import Recorded

RANGE_TURNED = "Der kleinste gültige Wert ist größer als der größte."


class Indicator(Sourced):
    """What is measured: unit, direction, definition, and where its values come from.

    An official one names its table and whether its code was seen; a collected one has a collection form: what is
    asked (``question``), of whom, how often (``frequency``), and which answers are valid (``lowest``, ``highest``,
    ``decimals``).
    """

    class Polarity(models.TextChoices):
        UP = "up", "mehr ist besser"
        DOWN = "down", "weniger ist besser"
        CONTEXT = "context", "Rahmengröße ohne Richtung"

    class Origin(models.TextChoices):
        OFFICIAL = "official", "amtliche Statistik"
        PUBLISHED = "published", "veröffentlichte Angabe"
        COLLECTED = "collected", "selbst erhoben"

    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    unit = models.CharField("Einheit", max_length=60)
    unit_en = models.CharField("Einheit (englisch)", max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField("Nachkommastellen", default=0)
    polarity = models.CharField("Richtung", max_length=10, choices=Polarity.choices)
    origin = models.CharField("Herkunft", max_length=10, choices=Origin.choices)
    definition = models.TextField("Definition", blank=True)
    definition_en = models.TextField("Definition (englisch)", blank=True)
    table_code = models.CharField("Tabelle", max_length=200, blank=True)
    code_verified = models.BooleanField("Tabelle geprüft", default=False)
    frequency = models.CharField("Häufigkeit", max_length=60, blank=True)
    frequency_en = models.CharField("Häufigkeit (englisch)", max_length=60, blank=True)
    depth = models.CharField("regionale Tiefe", max_length=60, blank=True)
    depth_en = models.CharField("regionale Tiefe (englisch)", max_length=60, blank=True)
    question = models.TextField("Was wird gefragt", blank=True)
    question_en = models.TextField("Was wird gefragt (englisch)", blank=True)
    asked_of = models.CharField("Wer wird gefragt", max_length=200, blank=True)
    asked_of_en = models.CharField("Wer wird gefragt (englisch)", max_length=200, blank=True)
    lowest = models.DecimalField("kleinster gültiger Wert", max_digits=20, decimal_places=4, null=True, blank=True)
    highest = models.DecimalField("größter gültiger Wert", max_digits=20, decimal_places=4, null=True, blank=True)
    warning = models.TextField("Vorsicht", blank=True)
    warning_en = models.TextField("Vorsicht (englisch)", blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="indicators", verbose_name="Themen")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Indikator", "Indikatoren"
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValidationError({"highest": RANGE_TURNED})


class Observation(Sourced):
    """One value for a period and region as published in one vintage; or the sign that stands for it.

    ``unit`` and ``definition`` are empty where they are the indicator's; see ``rules.joining``.
    """

    class Basis(models.TextChoices):
        ACTUAL = "actual", "Ist"
        FORECAST = "forecast", "Vorausschätzung"

    class Sign(models.TextChoices):
        NOTHING = "nothing", "nichts vorhanden"
        SECRET = "secret", "geheim zu halten"
        UNKNOWN = "unknown", "unbekannt"
        LATER = "later", "folgt später"
        NOT_MEANINGFUL = "not_meaningful", "nicht sinnvoll"

    class Flag(models.TextChoices):
        PROVISIONAL = "provisional", "vorläufig"
        REVISED = "revised", "berichtigt"
        ESTIMATED = "estimated", "geschätzt"
        UNCERTAIN = "uncertain", "unsicher"

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name="Indikator"
    )
    region = models.CharField("Region", max_length=12, default="11")
    period = PartialDateField("Zeitraum", blank=False)
    value = models.DecimalField("Wert", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("Einheit laut Quelle", max_length=120, blank=True)
    definition = models.CharField("Abgrenzung, falls abweichend", max_length=400, blank=True)
    sign = models.CharField("Zeichen statt eines Werts", max_length=20, choices=Sign.choices, blank=True)
    flag = models.CharField("Kennzeichnung", max_length=20, choices=Flag.choices, blank=True)
    approximate = models.BooleanField("ungefähr", default=False)
    basis = models.CharField("Art", max_length=10, choices=Basis.choices, default=Basis.ACTUAL)
    vintage = PartialDateField("Datenstand")
    breaks = models.BooleanField("Bruch in der Reihe", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "Wert", "Werte"
        ordering = ["indicator", "region", "period", "vintage", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "region", "period", "vintage", "basis"],
                condition=models.Q(removed_on=None),
                name="one_value_per_vintage",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, sign="") | (models.Q(value=None) & ~models.Q(sign="")),
                name="value_or_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class Target(Sourced):
    """What is wanted of an indicator, topic or edition, how firmly, and who committed to it."""

    class Kind(models.TextChoices):
        POINT = "point", "Wert zu einem Zeitpunkt"
        EVERY_YEAR = "every_year", "Wert in jedem Jahr"
        DIRECTION = "direction", "Richtung"
        RELATIVE = "relative", "im Vergleich zu einer anderen Reihe"
        INTERVAL = "interval", "Bereich"
        WISH = "wish", "Wunsch in Worten"

    class Firmness(models.TextChoices):
        BINDING = "binding", "verbindlich"
        ANNOUNCED = "announced", "angekündigt"
        AMBITION = "ambition", "Größenordnung, nicht zugesagt"
        UNKNOWN = "unknown", "unbekannt"

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="Indikator"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="Fassung"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="Thema"
    )
    kind = models.CharField("Art", max_length=12, choices=Kind.choices)
    value = models.DecimalField("Zielwert", max_digits=20, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField("Obergrenze", max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField("Einheit, falls abweichend", max_length=60, blank=True)
    due = PartialDateField("bis")
    compared_with = models.CharField("Vergleichsreihe", max_length=200, blank=True)
    text = models.TextField("Wortlaut", blank=True)
    text_en = models.TextField("Wortlaut (englisch)", blank=True)
    stated = PartialDateField("festgelegt")
    firmness = models.CharField("Verbindlichkeit", max_length=12, choices=Firmness.choices, default=Firmness.UNKNOWN)
    committed_by = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="zugesagt von"
    )
    committed_text = models.CharField("zugesagt von, in Worten", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Zielwert", "Zielwerte"
        ordering = ["indicator", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(indicator__isnull=False)
                | models.Q(edition__isnull=False)
                | models.Q(topic__isnull=False),
                name="target_of_something",
            )
        ]

    def __str__(self) -> str:
        return self.text or f"{self.indicator}: {self.value} ({self.due})"


class MeasureIndicator(Sourced):
    """Which indicator a measure is meant to move, or which only gives it context."""

    class Role(models.TextChoices):
        PROGRESS = "progress", "zeigt den Fortschritt"
        CONTEXT = "context", "gibt den Rahmen"

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="indicator_links", verbose_name="Maßnahme"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="measure_links", verbose_name="Indikator"
    )
    role = models.CharField("Rolle", max_length=10, choices=Role.choices, default=Role.CONTEXT)

    class Meta:
        verbose_name, verbose_name_plural = "Bezug auf einen Indikator", "Bezüge auf Indikatoren"
        ordering = ["measure", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "indicator"], condition=models.Q(removed_on=None), name="one_link_per_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} – {self.indicator}"


class Rating(Recorded):
    """What one method said of one target in one assessment year, from one state of the data.

    Never changed but for ``superseded_on`` and ``superseded_run``: the day and the assessment in which another state of
    the data, or another version of the method, said otherwise. ``run`` is the place in the history at which the
    assessment began: several of one day stay apart. ``verdict`` is empty where there is none; ``reason`` says why.
    ``counts`` is whether the target was the one that counts in that year. ``inputs`` are the figures the rule used.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="ratings", verbose_name="Zielwert")
    assessment_year = models.PositiveSmallIntegerField("Bewertungsjahr", null=True, blank=True)
    method = models.CharField("Verfahren", max_length=40)
    version = models.CharField("Fassung des Verfahrens", max_length=40)
    verdict = models.CharField("Bewertung", max_length=40, blank=True)
    rule = models.CharField("Regel", max_length=40, blank=True)
    reason = models.CharField("Grund", max_length=80)
    inputs = models.JSONField("Zahlen", default=dict)
    vintage = PartialDateField("Datenstand")
    counts = models.BooleanField("zählt in diesem Jahr", default=True)
    assessed_on = models.DateField("bewertet am")
    superseded_on = models.DateField("überholt am", null=True, blank=True)
    run = models.PositiveBigIntegerField("Lauf", default=0)
    superseded_run = models.PositiveBigIntegerField("überholt im Lauf", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Bewertung", "Bewertungen"
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "method", "assessment_year"],
                condition=models.Q(superseded_on=None, removed_on=None),
                name="one_valid_rating",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.verdict or self.reason} ({self.method}, {self.assessment_year})"


class OutlookEntry(Recorded):
    """A probability that was shown, with all that is needed to judge it once the target falls due.

    ``goal`` and ``direction`` (1 at least, -1 at most) are kept as they were then. ``outcome``, ``actual`` and
    ``brier`` (squared distance of probability and outcome) stay empty until ``scored_on``.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="outlooks", verbose_name="Zielwert")
    asked_on = models.DateField("gesagt am")
    run = models.PositiveBigIntegerField("Lauf", default=0)
    vintage = PartialDateField("Datenstand")
    method = models.CharField("Verfahren", max_length=40)
    last_year = models.PositiveSmallIntegerField("letzter Wert aus")
    due_year = models.PositiveSmallIntegerField("fällig")
    horizon = models.PositiveSmallIntegerField("Schritte voraus")
    goal = models.FloatField("Ziel")
    direction = models.SmallIntegerField("Richtung")
    probability = models.FloatField("Wahrscheinlichkeit")
    median = models.FloatField("mittlerer Verlauf")
    lo80 = models.FloatField("untere Grenze 80 %")
    hi80 = models.FloatField("obere Grenze 80 %")
    lo95 = models.FloatField("untere Grenze 95 %")
    hi95 = models.FloatField("obere Grenze 95 %")
    scored_on = models.DateField("geprüft am", null=True, blank=True)
    actual = models.FloatField("eingetretener Wert", null=True, blank=True)
    outcome = models.BooleanField("erreicht", null=True, blank=True)
    brier = models.FloatField("Brier-Wert", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Aussicht", "Aussichten"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.target}: {self.probability:.2f} ({self.due_year})"
