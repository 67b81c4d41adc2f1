"""Adoptions: what a passage of someone else's paper became in our plan, or why it became nothing."""

from typing import ClassVar

from django.db import models

from leitstand.domain.papers.models.catalogue import Paper
from leitstand.domain.papers.models.demands import Demand
from leitstand.domain.papers.models.quoted import Quoted, whole_place
from leitstand.domain.papers.models.texts import Passage
from leitstand.domain.plans.models import Goal, Measure, Topic


class Adoption(Quoted):
    """Passage or demand → adopt, adapt or reject, because … → measure, goal or topic (*Übernahme*).

    ``quotation`` is the exact text of the passage (or of the demand, where no full text is here) when
    it was adopted; nothing is adopted without it. ``passage`` is where it stands, if the full text is here.
    """

    class Verdict(models.TextChoices):
        ADOPT = "adopt", "übernommen"
        ADAPT = "adapt", "angepasst übernommen"
        REJECT = "reject", "nicht übernommen"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="adoptions", verbose_name="Papier")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions")
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="Forderung"
    )
    quotation = models.TextField("Wortlaut")
    verdict = models.CharField("Entscheidung", max_length=10, choices=Verdict.choices)
    reason = models.TextField("Begründung", blank=True)
    decided_on = models.DateField("am")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="Maßnahme"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="Ziel"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="Thema"
    )

    class Meta:
        verbose_name, verbose_name_plural = "Übernahme", "Übernahmen"
        ordering = ["decided_on", "pk"]
        constraints: ClassVar = [
            whole_place("adoption_has_a_whole_place"),
            models.CheckConstraint(condition=~models.Q(quotation=""), name="adoption_has_a_quotation"),
            models.CheckConstraint(
                condition=~models.Q(verdict="reject") | ~models.Q(reason=""), name="refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
