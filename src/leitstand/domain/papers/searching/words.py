"""The index by words: which passages hold which terms, and which of them answer a question best.

Two adapters keep the same terms and give the same order (``rules.ranking``): ``fts5.WordsInSQLite`` and
``postings.WordsInPostgreSQL``. A question of frequent words would touch most passages; then the passages
with its rarer words are chosen first, and only the best of these are scored by all words (``BUDGET``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from leitstand.domain.papers.rules.ranking import Corpus

Ranking = list[tuple[int, float]]
"""Numbers of passages with scores, best first."""
Terms = tuple[int, Sequence[str]]
"""The number of a passage, and its terms in order."""

BUDGET = 10_000
"""Passages a question may touch; costs 1 to 2 µs each in SQLite."""
CANDIDATES = 200
"""Passages chosen by rarer words that are then scored by all words."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: in these full texts, and there in these passages; None means everywhere."""

    texts: frozenset[int] | None = None
    passages: frozenset[int] | None = None

    @property
    def empty(self) -> bool:
        return self.texts == frozenset() or self.passages == frozenset()


EVERYWHERE = Scope()


MOST_REMEMBERED = 50_000


class Frequencies:
    """In how many passages terms occur, remembered as long as the corpus stays the same.

    Counting the passages of a frequent term takes about as long as searching for it.
    """

    def __init__(self) -> None:
        self._kept: tuple[Corpus | None, dict[str, int]] = None, {}

    def of(
        self, terms: Sequence[str], corpus: Corpus, count: Callable[[Sequence[str]], Mapping[str, int]]
    ) -> dict[str, int]:
        """The terms that occur; ``count`` is asked for those not known yet."""
        known_of, known = self._kept
        if known_of != corpus or len(known) > MOST_REMEMBERED:
            known = {}
            self._kept = corpus, known
        missing = [term for term in terms if term not in known]
        found = count(missing) if missing else {}
        known.update((term, found.get(term, 0)) for term in missing)
        return {term: known[term] for term in terms if known[term]}


class WordIndex(Protocol):
    """Terms of passages by the number of the passage."""

    def add(self, passages: Iterable[Terms]) -> None:
        """Keep the terms of passages; what was kept for the same passage is replaced."""

    def clear(self) -> None:
        """Forget all passages."""

    def corpus(self) -> Corpus:
        """How much is kept."""

    def search(self, terms: Sequence[str], limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        """The best passages for the terms."""
