"""The index by meaning: all vectors in one matrix, compared one by one.

Exact, and fast enough to about 200,000 passages: a product of a matrix of 100,000 × 384 numbers with a
vector takes about 15 ms on one core.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leitstand.domain.papers.searching.embedding import Vectors
from leitstand.domain.papers.searching.words import Ranking

KEPT = np.dtype("<f2")
"""How a number is kept: half precision changes a product of unit vectors by less than 0.001."""
MOST = 200_000


def packed(vector: Vectors) -> bytes:
    """A vector as it is kept."""
    return vector.astype(KEPT).tobytes()


def unpacked(kept: bytes) -> Vectors:
    """A kept vector, or several of them one behind the other, as float32 in one dimension."""
    return np.frombuffer(kept, KEPT).astype(np.float32)


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """``numbers[i]`` is the passage, ``texts[i]`` its full text, ``matrix[i]`` its unit vector."""

    numbers: NDArray[np.int64]
    texts: NDArray[np.int64]
    matrix: Vectors

    def search(self, vector: Vectors, limit: int, within: Collection[int] | None = None) -> Ranking:
        """The nearest passages with their cosine; ``within``: numbers of the full texts to search in."""
        if not len(self.numbers):
            return []
        scores = self.matrix @ vector
        if within is not None:
            scores[~np.isin(self.texts, list(within))] = -np.inf
        limit = min(limit, len(scores))
        first = np.argpartition(-scores, limit - 1)[:limit]
        first = first[np.lexsort((self.numbers[first], -scores[first]))]
        return [(int(self.numbers[one]), float(scores[one])) for one in first if np.isfinite(scores[one])]
