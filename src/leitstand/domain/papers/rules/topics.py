"""Which topics of the plan a passage speaks of, and when the rule had better keep silent.

A topic is known by its title and its description. Of the description the beginning is read as a whole and
all of it phrase by phrase, because a passage usually speaks of one facet of a topic only. Two judges look at
a passage: *meaning* (cosines of vectors, taken from where all phrases have their centre, for otherwise
everything is alike) and *words* (fragments of words, ``likeness``); without vectors the words judge alone.
What people corrected is the third: a passage near one that was said to fit moves towards that topic, near one
that was said not to fit away from it.

The rule assigns only if the best topic is near enough **and** clear of the second; topics that overlap
(„Digitalisierung der Industrie“, „Industrie 4.0“) thus leave a passage to people rather than to chance.
The thresholds were set on the tuning half of the labelled passages beside the tests.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from leitstand.domain.papers.rules.likeness import WordRoom, fragments, likeness

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]

FACETS = 3
"""The nearest phrases of a topic whose mean counts."""
WEIGHT_OF_WORDS = 0.7
TITLE_COUNTS = 2.0
PULL = 0.4
"""What a corrected passage pulls at most, in units of the score."""
NEIGHBOUR_FROM = {True: 0.4, False: 0.2}
"""Nearness (by meaning, by words) from which a corrected passage counts as a neighbour."""
_PHRASE = re.compile(r"(?<=\w)[,.:;](?:\s+|$)")
SHORTEST_PHRASE = 4
BEGINNING = 300
"""Characters of a description that are read as a whole: more costs time and finds no more."""
TOGETHER = 2
"""Phrases that are read at once."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """``least``: how near the best topic must be; ``clear``: how far the second must lie behind."""

    least: float
    clear: float


BY_MEANING = Threshold(least=0.50, clear=0.12)
STRANGE = {True: 0.70, False: 0.12}
"""Below this nearness (by meaning, by words) of the best topic an unassigned passage may be on none of ours."""
BY_WORDS = Threshold(least=0.16, clear=0.08)


@dataclass(frozen=True, slots=True)
class TopicText:
    """What the rule knows of a topic."""

    key: str
    title: str
    description: str

    @property
    def aspects(self) -> tuple[str, ...]:
        """The texts that stand for the topic: its beginning first, then the title and the phrases, two by two."""
        phrases = [phrase.strip() for phrase in _PHRASE.split(self.description)]
        kept = [phrase for phrase in phrases if len(phrase) >= SHORTEST_PHRASE]
        pairs = [", ".join(kept[at : at + TOGETHER]) for at in range(0, len(kept), TOGETHER)]
        return (f"{self.title}: {self.description[:BEGINNING]}", self.title, *pairs)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A passage of which people said that it speaks of the topic, or does not (``fits``)."""

    topic: str
    fits: bool
    text: str
    vector: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """All topics, nearest first; ``assigned`` is empty where the rule abstains."""

    ranked: tuple[Scored, ...]
    assigned: str = ""

    @property
    def margin(self) -> float:
        """How far the second lies behind the first."""
        return self.ranked[0].score - self.ranked[1].score if len(self.ranked) > 1 else 0.0


@dataclass(frozen=True)
class Classifier:
    """The rule, having learnt topics and corrections."""

    topics: tuple[str, ...]
    room: WordRoom
    placed: sparse.csr_matrix
    meanings: tuple[Vectors, ...] | None
    centre: Vectors
    corrections: tuple[Corrected, ...] = ()

    @classmethod
    def learnt(
        cls,
        topics: Sequence[TopicText],
        meanings: Sequence[Vectors] | None = None,
        corrections: Sequence[Corrected] = (),
    ) -> "Classifier":
        """``meanings``: for each topic one unit vector per aspect; ``None`` to go by words only."""
        held = [_topic_fragments(topic) for topic in topics]
        room = WordRoom.learnt(held)
        known = {topic.key for topic in topics}
        centre = np.vstack([one[1:] for one in meanings]).mean(axis=0) if meanings else np.zeros(0, np.float32)
        kept = tuple(one for one in corrections if one.topic in known)
        return cls(
            tuple(topic.key for topic in topics), room, room.placed(held),
            tuple(meanings) if meanings else None, centre, kept,
        )  # fmt: skip

    def judge(self, texts: Sequence[str], vectors: Vectors | None = None) -> list[Judgement]:
        """One judgement per text; ``vectors`` (one row per text) are left aside if the rule knows no meanings."""
        if not texts or not self.topics:
            return [Judgement(()) for _ in texts]
        by_meaning = vectors is not None and self.meanings is not None
        scores = self.scores(texts, vectors)
        threshold = BY_MEANING if by_meaning else BY_WORDS
        return [_judgement(self.topics, row, threshold) for row in scores]

    def scores(self, texts: Sequence[str], vectors: Vectors | None = None) -> Scores:
        """One row per text, one column per topic."""
        placed = self.room.placed([fragments(text) for text in texts])
        scores = likeness(placed, self.placed)
        if vectors is None or self.meanings is None:
            return scores + self._pull(placed, None)
        moved = self._moved(vectors)
        return self._meaning(moved) + WEIGHT_OF_WORDS * scores + self._pull(placed, moved)

    def _meaning(self, moved: Vectors) -> Scores:
        columns = []
        for meaning in self.meanings or ():
            near = moved @ self._moved(meaning).T
            facets = np.sort(near[:, 1:], axis=1)[:, -FACETS:]
            columns.append(near[:, 0] + facets.mean(axis=1))
        return np.stack(columns, axis=1).astype(np.float64)

    def _moved(self, vectors: Vectors) -> Vectors:
        """Seen from the centre of all phrases, of length 1."""
        moved = vectors - self.centre
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.where(lengths == 0, 1, lengths), dtype=np.float32)

    def _pull(self, placed: sparse.csr_matrix, moved: Vectors | None) -> Scores:
        """What corrected neighbours add to or take from each topic."""
        pull = np.zeros((placed.shape[0], len(self.topics)))
        usable = [one for one in self.corrections if moved is None or one.vector is not None]
        if not usable:
            return pull
        near = self._nearness(usable, placed, moved)
        start = NEIGHBOUR_FROM[moved is not None]
        near = np.clip((near - start) / (1 - start), 0, None)
        for column, topic in enumerate(self.topics):
            for fits, sign in ((True, PULL), (False, -PULL)):
                those = [at for at, one in enumerate(usable) if one.topic == topic and one.fits is fits]
                if those:
                    pull[:, column] += sign * near[:, those].max(axis=1)
        return pull

    def _nearness(self, usable: Sequence[Corrected], placed: sparse.csr_matrix, moved: Vectors | None) -> Scores:
        if moved is None:
            return likeness(placed, self.room.placed([fragments(one.text) for one in usable]))
        vectors = np.stack([one.vector for one in usable if one.vector is not None])
        return np.asarray(moved @ self._moved(vectors).T, dtype=np.float64)


def _topic_fragments(topic: TopicText) -> dict[str, float]:
    held = fragments(topic.description)
    for piece, weight in fragments(topic.title).items():
        held[piece] = held.get(piece, 0.0) + TITLE_COUNTS * weight
    return held


def _judgement(topics: Sequence[str], row: Scores, threshold: Threshold) -> Judgement:
    order = np.argsort(-row, kind="stable")
    ranked = tuple(Scored(topics[at], round(float(row[at]), 4)) for at in order)
    judged = Judgement(ranked)
    second = ranked[1].score if len(ranked) > 1 else 0.0
    sure = ranked[0].score >= threshold.least and ranked[0].score - second >= threshold.clear
    return Judgement(ranked, ranked[0].topic) if sure else judged
