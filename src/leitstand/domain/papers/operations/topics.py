"""Topics of passages: what the rule finds, what the office corrects, and new topics out of themes.

The rule runs in the background, for every edition that has topics. It names itself by everything it went by
(topics, descriptions, corrections, words or meaning), so that a change of any of these makes it run again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from django.db import transaction
from django_tasks import task

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import (
    Adoption,
    Fulltext,
    Passage,
    PassageVector,
    TopicCorrection,
    TopicDescription,
    TopicScore,
)
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.indexing import searched_text
from leitstand.domain.papers.queries.topic_editions import editions_with_topics
from leitstand.domain.papers.queries.topic_texts import classifier, corrections_of, topic_texts, topics_of
from leitstand.domain.papers.rules.formal import may_have_topic
from leitstand.domain.papers.rules.topics import Classifier, Vectors
from leitstand.domain.papers.searching.embedding import Embedder, embedder
from leitstand.domain.papers.searching.vectors import unpacked
from leitstand.domain.plans.models import ActionField, Topic
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording

VERSION = "4"
KEPT = 3
"""Topics kept for each passage and edition, so that people can choose among them."""
MEANING, WORDS = "meaning", "words"


@dataclass(frozen=True)
class _Rule:
    """The rule for one edition; ``name`` says what it went by."""

    name: str
    topics: Mapping[str, int]
    classifier: Classifier


def assign_soon() -> None:
    """Have the topics of waiting texts assigned once the present transaction is committed."""
    transaction.on_commit(lambda: assign_waiting.enqueue())


@task()
def assign_waiting() -> None:
    """Assign topics to all texts that the present rule has not judged yet."""
    ready: dict[bool, list[_Rule]] = {}
    judged: dict[str, int] = {}
    for text in Fulltext.objects.filter(removed_on=None, paper__removed_on=None, paper__isnull=False):
        assigned = _assign(text, ready)
        if assigned is not None:
            judged[text.key] = assigned
    if judged:
        _record(judged)


def _record(judged: Mapping[str, int]) -> None:
    """One entry for a run: pages that are kept until something is written show what it found."""
    changes = {"texts": len(judged), "assigned": sum(judged.values())}
    draft = recording.Draft("paper.topics", "paper.topics", VERSION, "Themen von Textstellen", changes)
    recording.record(system("Zuordnung zu Themen"), [draft])


def assign_topics(fulltext: Fulltext) -> int:
    """Judge the passages of a text; returns how many were assigned to a topic of some edition."""
    assigned = _assign(fulltext, {})
    if assigned is None:
        return _assigned(fulltext)
    _record({fulltext.key: assigned})
    return assigned


def _assigned(fulltext: Fulltext) -> int:
    return TopicScore.objects.filter(passage__fulltext=fulltext, assigned=True).values("passage").distinct().count()


def _assign(fulltext: Fulltext, ready: dict[bool, list[_Rule]]) -> int | None:
    """How many passages were assigned; ``None`` if the present rules had judged the text already."""
    passages = [one for one in fulltext.passages.select_related("vector") if may_have_topic(one.text, one.kind)]
    model = embedder()
    vectors = _vectors(passages, model)
    by_meaning = vectors is not None
    if by_meaning not in ready:
        ready[by_meaning] = _rules(model if by_meaning else None)
    rules = [one for one in ready[by_meaning] if not _judged(fulltext, one)]
    if not rules or not passages:
        return None
    texts = [searched_text(one.outline, one.text) for one in passages]
    scores = [score for rule in rules for score in _scores(rule, passages, texts, vectors)]
    with transaction.atomic():
        old = TopicScore.objects.filter(passage__fulltext=fulltext)
        for rule in rules:
            old.filter(topic__in=rule.topics.values()).delete()
        TopicScore.objects.bulk_create(scores, batch_size=500)
    return _assigned(fulltext)


def _vectors(passages: Sequence[Passage], model: Embedder | None) -> Vectors | None:
    """One row per passage, or none unless all passages have a vector of this model."""
    kept = [getattr(one, "vector", None) for one in passages]
    known = [one for one in kept if isinstance(one, PassageVector) and model is not None and one.model == model.model]
    if not known or len(known) < len(passages):
        return None
    return unpacked([bytes(one.numbers) for one in known]).astype(np.float32)


def _rules(model: Embedder | None) -> list[_Rule]:
    rules = []
    for edition in editions_with_topics():
        topics = topics_of(edition)
        texts, corrections = topic_texts(topics), corrections_of(topics, model)
        went_by = [VERSION, model.model if model else "", *map(astuple, texts)]
        went_by += [(one.topic, one.fits, one.text) for one in corrections]
        mark = hashlib.sha256(repr(went_by).encode()).hexdigest()[:16]
        name = f"{MEANING if model else WORDS} {mark}"
        rules.append(_Rule(name, {topic.key: topic.pk for topic in topics}, classifier(texts, model, corrections)))
    return rules


def _judged(fulltext: Fulltext, rule: _Rule) -> bool:
    return TopicScore.objects.filter(passage__fulltext=fulltext, rule=rule.name).exists()


def _scores(
    rule: _Rule, passages: Sequence[Passage], texts: Sequence[str], vectors: Vectors | None
) -> Iterable[TopicScore]:
    for passage, judged in zip(passages, rule.classifier.judge(texts, vectors), strict=True):
        for rank, scored in enumerate(judged.ranked[:KEPT], start=1):
            yield TopicScore(
                passage=passage,
                topic_id=rule.topics[scored.topic],
                rank=rank,
                score=scored.score,
                assigned=scored.topic == judged.assigned,
                rule=rule.name,
            )


def correct_topic(passage: Passage, topic: Topic, fits: bool, *, actor: Actor) -> TopicCorrection:
    """Say that a passage speaks of a topic, or does not; what was said before gives way. Raises ``NotAllowed``."""
    require_keeper(actor)
    with transaction.atomic():
        said = TopicCorrection.objects.filter(passage=passage, topic=topic, removed_on=None).order_by("pk").last()
        if said is None:
            said = TopicCorrection(key="", passage=passage, topic=topic, fits=fits)
            records.add(said, actor=actor)
        else:
            records.change(said, {"fits": fits}, actor=actor)
        assign_soon()
    return said


def describe_topic(topic: Topic, text: str, *, actor: Actor) -> TopicDescription | None:
    """Write what a topic is about; an empty text goes back to what comes with the product. Raises ``NotAllowed``."""
    require_keeper(actor)
    text = " ".join(text.split())
    with transaction.atomic():
        kept = TopicDescription.objects.filter(topic=topic, removed_on=None).first()
        if kept is None and text:
            kept = TopicDescription(key="", topic=topic, text=text)
            records.add(kept, actor=actor)
        elif kept is not None and text:
            records.change(kept, {"text": text}, actor=actor)
        elif kept is not None:
            records.remove(kept, actor=actor)
            kept = None
        assign_soon()
    return kept


def make_topic(
    passages: Sequence[Passage], field: ActionField, title: str, summary: str = "", *, actor: Actor
) -> Adoption:
    """Make a theme a draft topic: the first passage is its origin, all of them are said to speak of it.

    Raises ``NotAllowed``, ``ValidationError``, or ``RuleBroken`` (``frozen-edition`` where the edition is
    adopted, ``published-edition`` where it is public already, ``no-passages``).
    """
    require_keeper(actor)
    if not passages:
        raise RuleBroken("Ein Thema aus Papieren braucht mindestens eine Textstelle.", "no-passages")
    if field.edition.published:
        raise RuleBroken(
            f"„{field.edition}“ ist schon öffentlich. Neue Themen kommen in einen Entwurf: bitte eine Fassung wählen,"
            " die noch nicht veröffentlicht ist, oder eine anlegen.",
            "published-edition",
        )
    with transaction.atomic():
        values = {"field": field, "title": title.strip(), "summary": summary.strip()}
        made = adopt(passages[0], Adoption.Verdict.ADOPT, "", "topic", values, actor=actor)
        if made.topic is not None:
            for passage in passages:
                correct_topic(passage, made.topic, True, actor=actor)
    return made
