"""The index by meaning: all vectors in memory, compared one by one; good to about 200,000 passages.

To ``EXACT`` passages the question is compared with every vector as a whole. Above, a first look at the
``LEADING`` directions in which the vectors differ most (principal components) chooses ``CHOSEN``
passages, and these are compared as a whole: reading all 384 numbers of 100,000 vectors takes about as
long as everything else of a question together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leitstand.domain.papers.searching.embedding import Vectors
from leitstand.domain.papers.searching.words import EVERYWHERE, Ranking, Scope

KEPT = np.dtype("<f2")
"""How a number is kept: half precision changes a product of unit vectors by less than 0.001."""
EXACT, LEADING, CHOSEN = 10_000, 96, 1_500
SAMPLE = 20_000
"""Vectors from which the leading directions are taken."""
Numbers = NDArray[np.int64]
Kept = NDArray[np.float16]


def packed(vector: Vectors) -> bytes:
    """A vector as it is kept."""
    return vector.astype(KEPT).tobytes()


def unpacked(kept: Sequence[bytes]) -> Kept:
    """Kept vectors, all of one length, as the rows of a matrix."""
    return np.frombuffer(b"".join(kept), KEPT).reshape(len(kept), -1 if kept else 0)


@dataclass(frozen=True, slots=True)
class Lead:
    """``basis``: the leading directions as columns; ``matrix``: what each vector has of them, around the mean."""

    mean: Vectors
    basis: Vectors
    matrix: Vectors

    @classmethod
    def of(cls, matrix: Kept) -> "Lead":
        sample = matrix[:: max(1, len(matrix) // SAMPLE)].astype(np.float32)
        mean = sample.mean(axis=0)
        basis = np.ascontiguousarray(np.linalg.eigh(np.cov((sample - mean).T))[1][:, ::-1][:, :LEADING], np.float32)
        return cls(mean, basis, _projected(matrix, mean, basis))

    def with_more(self, matrix: Kept) -> "Lead":
        """The same directions with further vectors behind."""
        return Lead(self.mean, self.basis, np.vstack([self.matrix, _projected(matrix, self.mean, self.basis)]))


def _projected(matrix: Kept, mean: Vectors, basis: Vectors) -> Vectors:
    pieces = [
        (matrix[start : start + SAMPLE].astype(np.float32) - mean) @ basis for start in range(0, len(matrix), SAMPLE)
    ]
    return np.vstack(pieces)


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """``numbers[i]`` is the passage, ``texts[i]`` its full text, ``matrix[i]`` its unit vector."""

    numbers: Numbers
    texts: Numbers
    matrix: Kept | Vectors
    lead: Lead | None = None

    @classmethod
    def of(cls, numbers: Numbers, texts: Numbers, matrix: Kept) -> "VectorIndex":
        """An index of kept vectors."""
        if len(numbers) <= EXACT:
            return cls(numbers, texts, matrix.astype(np.float32))
        return cls(numbers, texts, matrix, Lead.of(matrix))

    def with_more(self, numbers: Numbers, texts: Numbers, matrix: Kept) -> "VectorIndex":
        """This index and further vectors."""
        joined = np.concatenate([self.numbers, numbers]), np.concatenate([self.texts, texts])
        rows = np.vstack([self.matrix.astype(KEPT), matrix])
        if self.lead is None:
            return VectorIndex.of(*joined, rows)
        return VectorIndex(*joined, rows, self.lead.with_more(matrix))

    def __len__(self) -> int:
        return len(self.numbers)

    def vector(self, number: int) -> Vectors | None:
        """The vector of one passage."""
        found = np.flatnonzero(self.numbers == number)
        return self.matrix[found[0]].astype(np.float32) if len(found) else None

    def search(self, vector: Vectors, limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        """The nearest passages with their cosine."""
        places = self._places(scope)
        if self.lead is not None and (places is None or len(places) > CHOSEN):
            near = _products(self.lead.matrix, _products(self.lead.basis.T, vector))
            near = near if places is None else near[places]
            chosen = np.argpartition(-near, CHOSEN)[:CHOSEN]
            places = chosen if places is None else places[chosen]
        rows = self.matrix if places is None else self.matrix[places]
        numbers = self.numbers if places is None else self.numbers[places]
        return _best(numbers, _products(rows.astype(np.float32, copy=False), vector), limit)

    def _places(self, scope: Scope) -> Numbers | None:
        """Rows inside the scope; None for all of them."""
        inside: NDArray[np.bool_] | None = None
        for members, column in ((scope.texts, self.texts), (scope.passages, self.numbers)):
            if members is not None:
                found = np.isin(column, np.fromiter(members, np.int64, len(members)))
                inside = found if inside is None else inside & found
        return None if inside is None else np.flatnonzero(inside)


def _products(rows: Vectors, vector: Vectors) -> Vectors:
    """Each row times the vector, on one thread: BLAS would keep a second one busy that others wait for."""
    found: Vectors = np.einsum("ij,j->i", rows, vector)
    return found


def _best(numbers: Numbers, scores: Vectors, limit: int) -> Ranking:
    """Best first; equal scores by number."""
    if limit < len(scores):
        first = np.argpartition(-scores, limit)[:limit]
        numbers, scores = numbers[first], scores[first]
    order = np.lexsort((numbers, -scores))
    return [(int(numbers[place]), float(scores[place])) for place in order]
