"""What the rule knows of the topics of an edition: the office's description, else the one that comes with the product.

The product's descriptions go by the topic's title, whatever the edition, and are read from
``packages/topic_descriptions.yaml``; a topic without any is known by its title and summary.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from leitstand.domain.papers.models import PassageVector, TopicCorrection, TopicDescription
from leitstand.domain.papers.rules.topics import Classifier, Corrected, TopicText, Vectors
from leitstand.domain.papers.searching.embedding import Embedder
from leitstand.domain.papers.searching.kept_meanings import read_as_questions
from leitstand.domain.papers.searching.vectors import unpacked
from leitstand.domain.plans.models import Edition, Topic

PACKAGED = Path(__file__).resolve().parents[3] / "packages" / "topic_descriptions.yaml"


@cache
def packaged_descriptions() -> Mapping[str, str]:
    """Descriptions that come with the product, by the topic's title."""
    with PACKAGED.open(encoding="utf-8") as file:
        described = yaml.safe_load(file)["descriptions"]
    return {title: str(one["text"]) for one in described for title in one["titles"]}


def topics_of(edition: Edition) -> list[Topic]:
    """The topics of an edition in its order."""
    living = Topic.objects.filter(field__edition=edition, field__removed_on=None, removed_on=None)
    return list(living.select_related("field").order_by("field__position", "field__key", "position", "key"))


def topic_texts(topics: Iterable[Topic]) -> list[TopicText]:
    """The topics as the rule reads them."""
    topics = list(topics)
    own = dict(TopicDescription.objects.filter(topic__in=topics, removed_on=None).values_list("topic", "text"))
    return [TopicText(topic.key, topic.title, own.get(topic.pk) or described(topic)) for topic in topics]


def described(topic: Topic) -> str:
    """The description of a topic of which the office has written none."""
    return packaged_descriptions().get(topic.title, "") or topic.summary


def classifier(
    topics: Sequence[TopicText], model: Embedder | None, corrections: Iterable[Corrected] = ()
) -> Classifier:
    """The rule for these topics; without ``model`` it goes by words only.

    A topic asks and a passage answers, so the topic's texts are read as questions.
    """
    meanings = [read_as_questions(model, topic.aspects) for topic in topics] if model else None
    return Classifier.learnt(topics, meanings, tuple(corrections))


def corrections_of(topics: Sequence[Topic], model: Embedder | None) -> list[Corrected]:
    """What people corrected, the latest word on each passage and topic."""
    said = TopicCorrection.objects.filter(topic__in=topics, removed_on=None).select_related("topic", "passage")
    latest = {(one.passage_id, one.topic_id): one for one in said.order_by("pk")}
    vectors = _vectors({passage for passage, _topic in latest}, model)
    return [
        Corrected(one.topic.key, one.fits, one.passage.text, vectors.get(one.passage_id)) for one in latest.values()
    ]


def _vectors(passages: Iterable[int], model: Embedder | None) -> Mapping[int, Vectors]:
    if model is None:
        return {}
    kept = PassageVector.objects.filter(passage__in=passages, model=model.model)
    pairs = [(passage, bytes(numbers)) for passage, numbers in kept.values_list("passage", "numbers")]
    matrix = unpacked([numbers for _passage, numbers in pairs]).astype(np.float32) if pairs else ()
    return {passage: row for (passage, _numbers), row in zip(pairs, matrix, strict=True)}
