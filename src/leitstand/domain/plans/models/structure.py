"""The plan, its editions, and how each edition is divided."""

from typing import ClassVar

from django.db import models

from leitstand.domain.sources.models import PartialDateField, Sourced


class Plan(Sourced):
    """The lasting undertaking. One installation keeps one or several."""

    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    summary = models.TextField("Worum es geht", blank=True)
    summary_en = models.TextField("Worum es geht (englisch)", blank=True)
    region = models.CharField("Region", max_length=100, blank=True)
    ags = models.CharField("Amtlicher Gemeindeschlüssel", max_length=12, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Plan", "Pläne"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Edition(Sourced):
    """One state of the plan: announced, drafted or adopted (by its ``Resolution``)."""

    class Kind(models.TextChoices):
        EDITION = "edition", "Fassung"
        ANNOUNCEMENT = "announcement", "Ankündigung"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions", verbose_name="Plan")
    kind = models.CharField("Art", max_length=20, choices=Kind.choices, default=Kind.EDITION)
    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    short_title = models.CharField("Kurztitel", max_length=40)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    begins = PartialDateField("gilt ab")
    ends = PartialDateField("gilt bis")
    announced = PartialDateField("angekündigt oder vorgelegt")
    published = models.BooleanField("öffentlich sichtbar", default=False)
    overall_goal = models.TextField("Gesamtziel", blank=True)
    summary = models.TextField("Worum es geht", blank=True)
    summary_en = models.TextField("Worum es geht (englisch)", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Fassung", "Fassungen"
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title


class ActionField(Sourced):
    """Top level of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="fields", verbose_name="Fassung")
    code = models.CharField("Nummer", max_length=20, blank=True)
    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    summary = models.TextField("Worum es geht", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Handlungsfeld", "Handlungsfelder"
        ordering = ["edition", "position", "key"]

    def __str__(self) -> str:
        return self.title


class Topic(Sourced):
    """Second level of an edition; new ones may come at any time."""

    field = models.ForeignKey(
        ActionField, on_delete=models.PROTECT, related_name="topics", verbose_name="Handlungsfeld"
    )
    code = models.CharField("Nummer", max_length=20, blank=True)
    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    summary = models.TextField("Worum es geht", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Thema", "Themen"
        ordering = ["field", "position", "key"]

    def __str__(self) -> str:
        return self.title


class CrossCuttingLine(Sourced):
    """A line that crosses all fields of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="lines", verbose_name="Fassung")
    title = models.CharField("Titel", max_length=200)
    title_en = models.CharField("Titel (englisch)", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Querschnittslinie", "Querschnittslinien"
        ordering = ["edition", "position", "key"]

    def __str__(self) -> str:
        return self.title


class Goal(Sourced):
    """What an edition, field or topic wants, in its own words."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="goals", verbose_name="Fassung")
    field = models.ForeignKey(
        ActionField, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name="Handlungsfeld"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name="Thema"
    )
    code = models.CharField("Nummer", max_length=20, blank=True)
    text = models.TextField("Ziel")
    text_en = models.TextField("Ziel (englisch)", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Ziel", "Ziele"
        ordering = ["edition", "position", "key"]

    def __str__(self) -> str:
        return self.text[:120]


class CrossWalk(Sourced):
    """Links a field or topic of one edition to the field or topic that takes it up in another."""

    old_field = models.ForeignKey(
        ActionField,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="altes Handlungsfeld",
    )
    old_topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="altes Thema"
    )
    new_field = models.ForeignKey(
        ActionField,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="neues Handlungsfeld",
    )
    new_topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="neues Thema"
    )

    class Meta:
        verbose_name, verbose_name_plural = "Überleitung", "Überleitungen"
        ordering = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(old_field=None) ^ models.Q(old_topic=None), name="crosswalk_one_old"
            ),
            models.CheckConstraint(
                condition=models.Q(new_field=None) ^ models.Q(new_topic=None), name="crosswalk_one_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_field or self.old_topic} → {self.new_field or self.new_topic}"
