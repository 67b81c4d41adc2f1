"""Okapi BM25: how well a passage answers a question by its words.

The same constants and the same form as SQLite's FTS5 (``bm25()``), so that every database gives the same
order: a term counts the more, the rarer it is in the corpus and the shorter the passage is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K1, B = 1.2, 0.75
LEAST_WEIGHT = 1e-6
"""A term in more than half of all passages counts almost nothing, but never against a passage."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many passages there are and how many terms they have together."""

    passages: int
    length: int

    @property
    def mean_length(self) -> float:
        return self.length / self.passages if self.passages else 1.0


def weight(corpus: Corpus, found_in: int) -> float:
    """Inverse frequency of a term that occurs in ``found_in`` passages."""
    return max(LEAST_WEIGHT, math.log((corpus.passages - found_in + 0.5) / (found_in + 0.5)))


def bm25(weights: Mapping[str, float], occurrences: Mapping[str, int], length: int, mean_length: float) -> float:
    """Score of a passage of ``length`` terms; more is better, 0 without any term of the question."""
    damping = K1 * (1 - B + B * length / mean_length)
    return sum(
        weights[term] * often * (K1 + 1) / (often + damping)
        for term, often in occurrences.items()
        if often and term in weights
    )


def affordable(found_in: Mapping[str, int], budget: int) -> list[str]:
    """The terms of a question from the rarest on, as long as they occur in ``budget`` passages together.

    The rarest one is always among them. Terms that no passage has are left out.
    """
    chosen: list[str] = []
    spent = 0
    for term in sorted((one for one in found_in if found_in[one]), key=lambda one: (found_in[one], one)):
        spent += found_in[term]
        if chosen and spent > budget:
            break
        chosen.append(term)
    return chosen


def best(scores: Mapping[int, float], limit: int) -> list[tuple[int, float]]:
    """Best first; equal scores by number, so that the order never depends on the database."""
    return sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:limit]


def ids(ranking: Sequence[tuple[int, float]]) -> list[int]:
    """The numbers alone, in order."""
    return [number for number, _ in ranking]
