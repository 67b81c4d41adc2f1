"""Which tables travel, with which columns, under which names: the one description of the format.

A column's kind (text, number, day, partial date, choice, reference …) is read from the model, so
that the format cannot disagree with the database. In the package, tables that belong to a parent
row are nested in it (``nested_in``); in the workbook every table is a sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Paper
from leitstand.domain.plans.models import (
    ActionField,
    Amendment,
    CrossCuttingLine,
    CrossWalk,
    Edition,
    Event,
    Fate,
    Funding,
    Goal,
    Measure,
    MeasureEntry,
    Milestone,
    Plan,
    Resolution,
    Responsibility,
    Status,
    Topic,
)
from leitstand.domain.sources.models import PartialDateField, Source, Statement
from leitstand.foundation.history.recorded import Recorded

FORMAT = "leitstand-package/2"
FORMER = "leitstand-package/1"
"""The format before: without ``SINCE_SECOND``, of which such a package says nothing rather than that it is empty."""
SINCE_SECOND = {"papers": ("previous",), "demands": ("page", "start", "end", "figures")}
HEAD = "package.yaml"
STAND = "stand.yaml"


@dataclass(frozen=True)
class Column:
    """One column: its name, German heading, kind, and what it may hold.

    ``kind`` is one of text, integer, decimal, float, yes_no, day, partial, choice, figures, reference,
    references. ``refers_to`` names the table of a reference; ``choices`` are (code, German) pairs.
    """

    name: str
    heading: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    refers_to: str = ""
    default: Any = None
    max_length: int | None = None
    django_field: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Table:
    """One table: rows of ``model``. ``part`` says into which file of the package it goes.

    ``nested_in``/``parent`` name the table and the column of the row in which the package nests it.
    ``name`` is the list's name in YAML, ``sheet`` the worksheet's.
    """

    name: str
    sheet: str
    model: type[Recorded]
    part: str
    nested_in: str = ""
    parent: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in the model's order, ``key`` first, places, ``since``, ``sources`` and ``note`` last."""
        fields = [f for f in self.model._meta.get_fields() if isinstance(f, models.Field) and f.name not in SKIPPED]
        ordered = sorted(fields, key=lambda f: LAST.get(f.name, 0))
        key = Column("key", "Kennzeichen", "text", True, max_length=120)
        return (key, *(_column(f) for f in ordered))

    @cached_property
    def of_itself(self) -> tuple[str, ...]:
        """Names of the columns that refer to other rows of this table."""
        return tuple(column.name for column in self.columns if column.refers_to == self.name)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


# Full texts do not travel: a quotation keeps its wording and place, and finds its passage where the text is here.
SKIPPED = {"id", "key", "removed_on", "passage"}
LAST = {"page": 1, "start": 2, "end": 3, "since": 4, "sources": 5, "note": 6}


def _column(source: Any) -> Column:
    common = {"name": source.name, "heading": _heading(source), "django_field": source}
    if isinstance(source, models.ManyToManyField):
        return Column(
            kind="references", required=False, refers_to=_table_of(source.related_model), default=(), **common
        )
    required = not source.blank and not source.has_default()
    if isinstance(source, models.ForeignKey):
        return Column(kind="reference", required=required, refers_to=_table_of(source.related_model), **common)
    if isinstance(source, models.JSONField):
        return Column(kind="figures", required=False, default="", **common)
    default = (
        source.default
        if source.has_default()
        else ("" if isinstance(source, models.CharField | models.TextField) else None)
    )
    if source.choices:
        choices = tuple((str(code), str(label)) for code, label in source.choices)
        return Column(kind="choice", required=required, choices=choices, default=default, **common)
    return Column(kind=_kind(source), required=required, default=default, max_length=source.max_length, **common)


def _heading(source: Any) -> str:
    return {"since": "bekannt seit", "hash_before": "Prüfsumme vorher", "hash_after": "Prüfsumme nachher"}.get(
        source.name, str(source.verbose_name)
    )


def _kind(source: Any) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (PartialDateField, "partial"),
        (models.BooleanField, "yes_no"),
        (models.DecimalField, "decimal"),
        (models.FloatField, "float"),
        (models.IntegerField, "integer"),
        (models.DateField, "day"),
    )
    return next((kind for cls, kind in kinds if isinstance(source, cls)), "text")


# In an order in which every reference points to an earlier table, or to a row of the same.
TABLES: tuple[Table, ...] = (
    Table("sources", "Quellen", Source, "sources"),
    Table("institutions", "Institutionen", Institution, "institutions"),
    Table("people", "Personen", Person, "institutions", "institutions", "institution"),
    Table("plans", "Plan", Plan, "plan"),
    Table("editions", "Fassungen", Edition, "edition"),
    Table("resolutions", "Beschlüsse", Resolution, "edition", "editions", "edition"),
    Table("amendments", "Änderungen", Amendment, "edition", "editions", "edition"),
    Table("lines", "Querschnittslinien", CrossCuttingLine, "edition", "editions", "edition"),
    Table("fields", "Handlungsfelder", ActionField, "edition", "editions", "edition"),
    Table("topics", "Themen", Topic, "edition", "fields", "field"),
    Table("goals", "Ziele", Goal, "edition", "editions", "edition"),
    Table("measures", "Maßnahmen dauerhaft", Measure, "plan"),
    Table("entries", "Maßnahmen", MeasureEntry, "edition", "editions", "edition"),
    Table("responsibilities", "Zuständigkeiten", Responsibility, "edition", "entries", "entry"),
    Table("milestones", "Meilensteine", Milestone, "edition", "entries", "entry"),
    Table("statuses", "Statusmeldungen", Status, "edition", "entries", "measure"),
    Table("funding", "Finanzierung", Funding, "edition", "entries", "measure"),
    Table("crosswalks", "Überleitungen", CrossWalk, "plan"),
    Table("fates", "Verbleib", Fate, "plan"),
    Table("events", "Ereignisse", Event, "plan"),
    Table("indicators", "Indikatoren", Indicator, "indicators"),
    Table("observations", "Werte", Observation, "indicators", "indicators", "indicator"),
    Table("targets", "Zielwerte", Target, "indicators"),
    Table("measure_indicators", "Bezüge", MeasureIndicator, "indicators"),
    Table("papers", "Papiere", Paper, "papers"),
    Table("demands", "Forderungen", Demand, "papers", "papers", "paper"),
    Table("answers", "Antworten", DemandAnswer, "papers", "demands", "demand"),
    Table("adoptions", "Übernahmen", Adoption, "papers", "papers", "paper"),
    Table("statements", "Angaben", Statement, "plan"),
)
BY_NAME = {table.name: table for table in TABLES}
PARTS = ("sources", "institutions", "plan", "edition", "indicators", "papers")


def _table_of(model: Any) -> str:
    return next(table.name for table in TABLES if table.model is model)


def children_of(name: str) -> Iterator[Table]:
    """The tables that the package nests in rows of table ``name``."""
    return (table for table in TABLES if table.nested_in == name)
