"""Reciprocal rank fusion: several rankings into one, without comparing their scores.

Cormack, Clarke and Büttcher 2009, *Reciprocal rank fusion outperforms Condorcet and individual rank
learning methods*: each ranking gives its item at rank r (from 1) 1 / (k + r), with k = 60.
"""

import re
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

K = 60
TITLES = frozenset({"heading", "caption"})
SHORT = 30
"""Characters; a shorter passage is a label, whatever its kind."""
SLIGHT = 0.5
"""What a passage counts that only names what those around it say."""

LEADERS = re.compile(r"(?:[.·]\s?){6,}|…{3,}")
"""Dots that lead from an entry of a table of contents to its page."""
FEWEST_LEADERS = 3

Item = TypeVar("Item", bound=Hashable)


def fuse(rankings: Sequence[Sequence[Item]], k: int = K) -> list[tuple[Item, float]]:
    """All items with their scores, best first; among equals the one met first in the rankings as given."""
    scores: dict[Item, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (k + rank)
    return sorted(scores.items(), key=lambda one: -one[1])


def weighed(ranking: Sequence[tuple[Item, float]], slight: Collection[Item]) -> list[tuple[Item, float]]:
    """The ranking with the slight ones counting less, best first; among equals in the order given."""
    scored = [(item, score * SLIGHT if item in slight else score) for item, score in ranking]
    return sorted(scored, key=lambda one: -one[1])


def only_names(kind: str, text: str) -> bool:
    """Whether a passage names what others say: a title, a label, a table of contents."""
    return kind in TITLES or len(text) < SHORT or len(LEADERS.findall(text)) >= FEWEST_LEADERS
