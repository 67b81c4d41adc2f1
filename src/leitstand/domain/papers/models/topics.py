"""Which topics of the plan a passage speaks of: what the rule goes by, what it found, what people corrected."""

from typing import ClassVar

from django.db import models

from leitstand.domain.papers.models.texts import Passage
from leitstand.domain.plans.models import Topic
from leitstand.foundation.history.recorded import Recorded


class TopicDescription(Recorded):
    """What a topic is about, in the words that papers use; what the rule goes by.

    Kept apart from the topic because it is no content of the edition: it may change after adoption.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="descriptions", verbose_name="Thema")
    text = models.TextField("Worum es geht, in Stichwörtern")

    class Meta:
        verbose_name, verbose_name_plural = "Beschreibung eines Themas", "Beschreibungen von Themen"
        ordering = ["topic", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic"], condition=models.Q(removed_on=None), name="one_description_per_topic"
            )
        ]

    def __str__(self) -> str:
        return self.text[:120]


class TopicScore(models.Model):
    """What the rule found: rank 1 is the best; ``assigned`` only above the margin, else the rule abstained."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="topic_scores")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField("Rang")
    score = models.FloatField("Nähe")
    assigned = models.BooleanField("zugeordnet", default=False)
    rule = models.CharField("Regel", max_length=60)

    class Meta:
        verbose_name, verbose_name_plural = "Themennähe", "Themennähen"
        ordering = ["passage", "rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["passage", "topic"], name="one_score_per_topic")]
        indexes: ClassVar = [models.Index(fields=["topic", "assigned"])]

    def __str__(self) -> str:
        return f"{self.topic}: {self.score:.3f}"


class TopicCorrection(Recorded):
    """What the office said: this passage speaks of this topic, or does not; it outranks the rule."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="corrections")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name="Thema")
    fits = models.BooleanField("gehört dazu", default=True)

    class Meta:
        verbose_name, verbose_name_plural = "Berichtigung", "Berichtigungen"
        ordering = ["passage", "key"]

    def __str__(self) -> str:
        return str(self.topic)
