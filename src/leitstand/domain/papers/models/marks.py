"""What people of the office wrote in the margin of a paper."""

from django.db import models

from leitstand.domain.papers.models.texts import Passage
from leitstand.foundation.history.recorded import Recorded


class Mark(Recorded):
    """A marked passage, with or without a note; seen by everyone at the desk, never public.

    It belongs to ``account``, the actor's identifier, since two people can bear one name; ``author`` says that
    name as it was. Marks from before accounts were kept, where more than one bore the name, have the name only.
    """

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="marks", verbose_name="Textstelle")
    note = models.TextField("Notiz", blank=True)
    author = models.CharField("von", max_length=200)
    account = models.CharField("Zugang", max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "Markierung", "Markierungen"
        ordering = ["passage", "key"]

    def __str__(self) -> str:
        return self.note[:120] or str(self.passage)
