"""Demands and commitments: single sentences of a paper that someone will be asked about."""

from typing import ClassVar

from django.db import models

from leitstand.domain.papers.models.catalogue import Paper
from leitstand.domain.papers.models.quoted import Quoted, whole_place
from leitstand.domain.papers.models.texts import Passage
from leitstand.domain.plans.models import Measure
from leitstand.domain.sources.models import PartialDateField, Sourced


class Demand(Quoted):
    """A single demand (or commitment) in a paper; with a place, ``text`` is the exact quotation.

    ``passage`` is where it stands, if the full text is here.

    ``figures`` holds what was recognised in it and confirmed: a list of ``{kind, text, value, unit, by}``.
    """

    class Kind(models.TextChoices):
        DEMAND = "demand", "Forderung"
        COMMITMENT = "commitment", "Zusage"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="demands", verbose_name="Papier")
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="demands", verbose_name="Textstelle"
    )
    kind = models.CharField("Art", max_length=12, choices=Kind.choices, default=Kind.DEMAND)
    text = models.TextField("Forderung")
    deadline = PartialDateField("bis wann")
    figures = models.JSONField("Zahlen darin", default=list, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Forderung", "Forderungen"
        ordering = ["paper", "position", "key"]
        constraints: ClassVar = [whole_place("demand_has_a_whole_place")]

    def __str__(self) -> str:
        return self.text[:120]


class DemandAnswer(Sourced):
    """What became of a demand, as of a day; the latest counts, earlier ones stay."""

    class Outcome(models.TextChoices):
        OPEN = "open", "offen"
        ANSWERED = "answered", "beantwortet"
        ADOPTED = "adopted", "übernommen"
        ADAPTED = "adapted", "angepasst übernommen"
        REJECTED = "rejected", "abgelehnt"

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="answers", verbose_name="Forderung")
    outcome = models.CharField("Ergebnis", max_length=10, choices=Outcome.choices)
    reason = models.TextField("Begründung", blank=True)
    on = models.DateField("am")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Maßnahme"
    )
    public = models.BooleanField("öffentlich", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "Antwort auf eine Forderung", "Antworten auf Forderungen"
        ordering = ["demand", "on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(outcome="rejected") | ~models.Q(reason=""), name="rejection_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
