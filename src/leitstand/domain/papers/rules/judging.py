"""How good a search is, judged by questions whose right answers are known."""

import math
from collections.abc import Collection, Sequence


def ndcg(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, each right answer counting the same; 0 to 1.

    Järvelin and Kekäläinen 2002, *Cumulated gain-based evaluation of IR techniques*.
    """
    gain = sum(1 / math.log2(place + 2) for place, one in enumerate(ranking[:depth]) if one in relevant)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(depth, len(relevant))))
    return gain / ideal if ideal else 0.0


def recall(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """Which share of the right answers is among the first ``depth``; 0 to 1."""
    return len(set(ranking[:depth]) & set(relevant)) / len(relevant) if relevant else 0.0
