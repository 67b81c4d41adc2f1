"""Themes that the plan has no topic for: passages grouped by nearness and named by their own words.

Groups come from average-linkage clustering, which needs neither chance nor a number of groups given
beforehand: the same passages give the same themes. A group is named by the nouns that occur in it more
than elsewhere (c-TF-IDF: all passages of a group count as one text) and in several of its passages if there are
such, in the form they are mostly written in.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from leitstand.domain.papers.rules.analysing import STOP_WORDS, WORD, stem, words
from leitstand.domain.papers.rules.likeness import WordRoom, fragments, likeness
from leitstand.domain.papers.rules.raised import without_marks

Vectors = NDArray[np.float32]

MOST = 2_000
"""Passages that are grouped; the first ones count."""
SMALLEST = 3
APART_BY_MEANING = 0.85
APART_BY_WORDS = 0.95
"""Mean distance (1 - nearness) up to which two groups are one."""
TERMS = 3
SHORTEST_TERM = 4
SPREAD = 2.0
"""How much more it counts that a term occurs in a further passage than that it occurs once more."""
EVERYDAY = frozenset(
    """
    land länder landes jahr jahre jahren euro prozent million millionen milliarden ende beginn teil teile viertel
    drittel hälfte betrieb betriebe betrieben unternehmen firmen menschen stadt region regionen ministerium senat
    regierung landesregierung staatsregierung landtag magistrat strategie konzept papier ziel ziele maßnahme
    maßnahmen frage fragen thema themen bereich bereiche anteil zahl anzahl rahmen grundlage mitglieder verband
    kammer industrie wirtschaft berlin deutschland bund kosten geld zeit tage tag monat monate woche wochen stand
    abstand vorrang vorschlag
    """.split()  # noqa: SIM905 - a list would take sixty lines
)
"""Nouns that any paper is full of; they name no theme."""
_INSIDE = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Theme:
    """``members`` are places in what was given, the one nearest to all others first."""

    terms: tuple[str, ...]
    members: tuple[int, ...]

    @property
    def name(self) -> str:
        return ", ".join(self.terms)


def find_themes(
    texts: Sequence[str], vectors: Vectors | None = None, smallest: int = SMALLEST, unnamed: Iterable[str] = ()
) -> tuple[Theme, ...]:
    """Groups of at least ``smallest`` passages, the largest first; by words if there are no ``vectors``.

    Words of ``unnamed`` (who wrote the papers) name no theme.
    """
    texts = [without_marks(text) for text in texts[:MOST]]
    if len(texts) < max(2, smallest):
        return ()
    near = _near_by_words(texts)
    if vectors is not None:
        near = near + _near_by_meaning(vectors[:MOST]) / 2
    apart = APART_BY_MEANING if vectors is not None else APART_BY_WORDS
    groups = [group for group in _groups(near, apart) if len(group) >= smallest]
    names = _names([[texts[at] for at in group] for group in groups], texts, unnamed)
    themes = [Theme(name, _inner_first(group, near)) for name, group in zip(names, groups, strict=True)]
    return tuple(sorted(themes, key=lambda theme: (-len(theme.members), theme.members)))


def _near_by_meaning(vectors: Vectors) -> NDArray[np.float64]:
    """Cosines seen from the centre of all passages: otherwise everything is alike."""
    moved = vectors.astype(np.float64) - vectors.mean(axis=0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    moved /= np.where(lengths == 0, 1, lengths)
    return np.asarray(moved @ moved.T)


def _near_by_words(texts: Sequence[str]) -> NDArray[np.float64]:
    held = [fragments(text) for text in texts]
    placed = WordRoom.learnt(held).placed(held)
    return likeness(placed, placed)


def _groups(near: NDArray[np.float64], apart: float) -> list[list[int]]:
    distances = np.clip(1 - (near + near.T) / 2, 0, 2)
    np.fill_diagonal(distances, 0)
    labels = fcluster(linkage(squareform(distances, checks=False), "average"), apart, "distance")
    groups: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        groups[int(label)].append(place)
    return sorted(groups.values())


def _inner_first(group: Sequence[int], near: NDArray[np.float64]) -> tuple[int, ...]:
    inner = near[np.ix_(group, group)].mean(axis=1)
    return tuple(group[at] for at in np.argsort(-inner, kind="stable"))


def _names(groups: Sequence[Sequence[str]], texts: Sequence[str], unnamed: Iterable[str]) -> list[tuple[str, ...]]:
    """The most telling terms of each group; ties go by the alphabet."""
    nouns = _nouns(texts) - {stem(word) for name in unnamed for word in words(name)}
    everywhere = Counter(term for text in texts for term in _terms(text, nouns))
    mean = sum(everywhere.values()) / max(1, len(groups))
    names = []
    for group in groups:
        found = [_terms(text, nouns) for text in group]
        counts = Counter(term for terms in found for term in terms)
        spread = Counter(term for terms in found for term in set(terms))
        weights = {
            term: (count + SPREAD * spread[term]) * math.log1p(mean / everywhere[term])
            for term, count in counts.items()
        }
        shared = [term for term in counts if spread[term] > 1]
        best = sorted(shared or counts, key=lambda term: (-weights[term], term))[:TERMS]
        written = _written(group)
        names.append(tuple(written.get(term, term) for term in best))
    return names


def _nouns(texts: Sequence[str]) -> set[str]:
    """Stems of the words written with a capital letter inside a sentence, where German does so with nouns only."""
    return {stem(words(word)[0]) for text in texts for word in _INSIDE.findall(text) if _is_noun(word)}


def _terms(text: str, nouns: Collection[str]) -> list[str]:
    """Stems of the nouns; all words where there are none."""
    found = [stem(words(word)[0]) for word in WORD.findall(text) if _is_noun(word)]
    return [term for term in found if term in nouns] or [
        stem(word) for word in words(text) if word not in STOP_WORDS and word not in EVERYDAY
    ]


def _is_noun(word: str) -> bool:
    plain = words(word)
    if not plain or len(word) < SHORTEST_TERM or not word[0].isupper():
        return False
    return plain[0] not in STOP_WORDS and plain[0] not in EVERYDAY


def _written(group: Sequence[str]) -> Mapping[str, str]:
    """For each stem the form that occurs most often, of several the shortest."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in group:
        for word in WORD.findall(text):
            plain = words(word)
            if plain:
                forms[stem(plain[0])][word] += 1
    return {term: min(found, key=lambda form: (-found[form], len(form), form)) for term, found in forms.items()}
