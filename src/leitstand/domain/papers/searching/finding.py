"""One question, two rankings, one answer: by words and by meaning, fused by rank.

Without an embedder, or as long as no passage has a vector, the words alone decide. What only names the
passages around it, as headings do (``Finder.slight``), counts less than what says something. The
question is embedded while the words are looked up: both spend their time outside Python.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from leitstand.domain.papers.rules.analysing import Vocabulary, question_terms
from leitstand.domain.papers.rules.fusing import fuse, weighed
from leitstand.domain.papers.rules.ranking import ids
from leitstand.domain.papers.searching.embedding import Embedder
from leitstand.domain.papers.searching.pgvector import MeaningsInPostgreSQL
from leitstand.domain.papers.searching.vectors import VectorIndex
from leitstand.domain.papers.searching.words import EVERYWHERE, Ranking, Scope, WordIndex

DEPTH = 200
"""Passages each ranking contributes."""
AHEAD = 4
"""So many times the passages that are asked for are weighed, and at least ``LEAST_AHEAD``."""
LEAST_AHEAD = 60
Slight = Callable[[Sequence[int], Collection[str]], Collection[int]]
"""Which of these passages count less for a question of these terms."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Everything a question needs; ``embedder``, ``vectors`` and ``slight`` may be missing."""

    vocabulary: Vocabulary
    words: WordIndex
    embedder: Embedder | None = None
    vectors: VectorIndex | MeaningsInPostgreSQL | None = None
    slight: Slight | None = None

    @property
    def semantic(self) -> bool:
        """Whether meaning takes part."""
        return self.embedder is not None and bool(self.vectors)

    def find(self, question: str, limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        """Numbers of the best passages; none for a question without a letter or digit."""
        terms = question_terms(question, self.vocabulary)
        if not terms or scope.empty:
            return []
        if self.slight is None:
            return self._ranked(question, terms, limit, scope)
        ranking = self._ranked(question, terms, max(AHEAD * limit, LEAST_AHEAD), scope)
        return weighed(ranking, self.slight(ids(ranking), terms))[:limit]

    def _ranked(self, question: str, terms: Sequence[str], limit: int, scope: Scope) -> Ranking:
        if self.embedder is None or not self.vectors:
            return self.words.search(terms, limit, scope)
        depth = max(limit, DEPTH)
        embedding = _beside().submit(self.embedder.query, question)
        by_words = self.words.search(terms, depth, scope)
        by_meaning = self.vectors.search(embedding.result(), depth, scope)
        return fuse([ids(by_words), ids(by_meaning)])[:limit]


@cache
def _beside() -> ThreadPoolExecutor:
    """One thread a process, which embeds questions one after the other."""
    return ThreadPoolExecutor(1, "embedding")
