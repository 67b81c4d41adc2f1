"""Quoted: what every record that holds an exact wording keeps of its place, so that it stands without the text."""

from django.db import models

from leitstand.domain.sources.models import Sourced


class Quoted(Sourced):
    """A wording with its place in a paper: page (0 where there are no pages), start and end on it; all three, or none.

    Full texts are the works of others and do not travel; the place does, and leads back to the passage where
    the text is here.
    """

    page = models.PositiveIntegerField("Seite", null=True, blank=True)
    start = models.PositiveIntegerField("Anfang", null=True, blank=True)
    end = models.PositiveIntegerField("Ende", null=True, blank=True)

    class Meta:
        abstract = True


def whole_place(name: str) -> models.CheckConstraint:
    """Page, start and end are known together, or not at all."""
    known = models.Q(page__isnull=False, start__isnull=False, end__isnull=False)
    unknown = models.Q(page__isnull=True, start__isnull=True, end__isnull=True)
    return models.CheckConstraint(condition=known | unknown, name=name)
