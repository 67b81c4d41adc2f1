"""What the search has learnt; the one row that tells every process whether its copy is still good."""

from django.db import models


class SearchIndex(models.Model):
    """``vocabulary``: the words of the corpus when ``learnt_from`` passages had been read, compressed.

    ``epoch`` is drawn when the row is made; the revisions count up with every change since.
    """

    epoch = models.CharField(max_length=32)
    vocabulary = models.BinaryField(default=bytes)
    learnt_from = models.PositiveIntegerField(default=0)
    words_revision = models.PositiveIntegerField(default=0)
    vectors_revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = "Suchregister", "Suchregister"

    def __str__(self) -> str:
        return self.epoch
