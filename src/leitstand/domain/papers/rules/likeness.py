"""How alike texts are by their words alone: fragments of words, weighed by how telling they are.

German glues words together, so whole words miss what fragments find: „Gewerbeflächenvorsorge“ shares
„_gewer“ and „fläche“ with „Gewerbeflächen sichern“. A fragment that few of the learnt texts hold tells
more than one that most hold (inverse document frequency); a repeated one counts little more than once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from leitstand.domain.papers.rules.analysing import STOP_WORDS, words

LENGTHS = (4, 6)
"""Letters of a fragment; the mark in front of a word is one of them."""
SATURATION = 0.6
SHORTEST_WORD = 3

Likeness = NDArray[np.float64]


def fragments(text: str) -> dict[str, float]:
    """The fragments of a text with their weight; a word's fragments together weigh like its square root."""
    found: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for word in words(text):
        if len(word) >= SHORTEST_WORD and word not in STOP_WORDS:
            found[word] += 1
    for word, count in found.items():
        pieces = _pieces(word)
        for piece in pieces:
            weights[piece] = weights.get(piece, 0.0) + count / len(pieces) ** 0.5
    return weights


def _pieces(word: str) -> set[str]:
    marked = f"_{word}"
    return {marked[at : at + size] for size in LENGTHS for at in range(len(marked) - size + 1)} or {marked}


@dataclass(frozen=True)
class WordRoom:
    """The fragments that some texts have taught, with how telling each is."""

    columns: Mapping[str, int]
    telling: NDArray[np.float64]

    @classmethod
    def learnt(cls, texts: Sequence[Mapping[str, float]]) -> "WordRoom":
        """``texts`` as fragments; what none of them holds will count for nothing."""
        held = Counter(piece for text in texts for piece in text)
        columns = {piece: column for column, piece in enumerate(sorted(held))}
        counts = np.array([held[piece] for piece in columns], dtype=np.float64)
        return cls(columns, np.log1p((len(texts) - counts + 0.5) / (counts + 0.5)))

    def placed(self, texts: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
        """One row of length 1 per text (all zero for a text without any known fragment)."""
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            for piece, weight in text.items():
                column = self.columns.get(piece)
                if column is not None:
                    rows.append(row)
                    columns.append(column)
                    values.append(weight / (weight + SATURATION) * self.telling[column])
        placed = sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.columns)), dtype=np.float64)
        lengths = np.sqrt(placed.multiply(placed).sum(axis=1)).A1
        lengths[lengths == 0] = 1.0
        return sparse.csr_matrix(sparse.diags(1 / lengths) @ placed)


def likeness(left: sparse.csr_matrix, right: sparse.csr_matrix) -> Likeness:
    """Cosines, one row per row of ``left``."""
    return np.asarray((left @ right.T).toarray(), dtype=np.float64)
