"""One question, two rankings, one answer: by words and by meaning, fused by rank.

Without an embedder, or as long as no passage has a vector, the words alone decide.
"""

from collections.abc import Collection
from dataclasses import dataclass

from leitstand.domain.papers.rules.analysing import Vocabulary, question_terms
from leitstand.domain.papers.rules.fusing import fuse
from leitstand.domain.papers.rules.ranking import ids
from leitstand.domain.papers.searching.embedding import Embedder
from leitstand.domain.papers.searching.vectors import VectorIndex
from leitstand.domain.papers.searching.words import Ranking, WordIndex

DEPTH = 200
"""Passages each ranking contributes."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Everything a question needs; ``embedder`` and ``vectors`` may be missing."""

    vocabulary: Vocabulary
    words: WordIndex
    embedder: Embedder | None = None
    vectors: VectorIndex | None = None

    @property
    def semantic(self) -> bool:
        """Whether meaning takes part."""
        return self.embedder is not None and self.vectors is not None and len(self.vectors.numbers) > 0

    def find(self, question: str, limit: int, within: Collection[int] | None = None) -> Ranking:
        """Numbers of the best passages; none for a question without a letter or digit."""
        terms = question_terms(question, self.vocabulary)
        if not terms:
            return []
        depth = max(limit, DEPTH)
        by_words = self.words.search(terms, depth, within)
        if self.embedder is None or self.vectors is None or not self.semantic:
            return by_words[:limit]
        by_meaning = self.vectors.search(self.embedder.query(question), depth, within)
        return fuse([ids(by_words), ids(by_meaning)])[:limit]
