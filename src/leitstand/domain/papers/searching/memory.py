"""What a process keeps in memory for the search: the vocabulary, how frequent terms are, and all vectors.

The row of ``SearchIndex`` tells whether they are still good, so a question costs one small statement. Vectors
that were added since are read behind the known ones; anything else is read anew.
"""

import json
import threading
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from leitstand.domain.papers.models import Passage, PassageVector, SearchIndex
from leitstand.domain.papers.rules.analysing import EMPTY, Vocabulary, terms
from leitstand.domain.papers.rules.fusing import only_names
from leitstand.domain.papers.searching.embedding import Embedder, embedder
from leitstand.domain.papers.searching.finding import Finder
from leitstand.domain.papers.searching.fts5 import WordsInSQLite
from leitstand.domain.papers.searching.pgvector import MeaningsInPostgreSQL, meanings
from leitstand.domain.papers.searching.postings import WordsInPostgreSQL
from leitstand.domain.papers.searching.vectors import Kept, Numbers, VectorIndex, unpacked
from leitstand.domain.papers.searching.words import Frequencies, WordIndex

State = tuple[str, int, int]
"""Epoch, revision of the words, revision of the vectors."""
MeaningIndex = VectorIndex | MeaningsInPostgreSQL


@dataclass
class _Kept:
    vocabulary: tuple[tuple[str, int], Vocabulary] | None = None
    frequencies: tuple[tuple[str, int], Frequencies] | None = None
    vectors: tuple[tuple[str, str, int], MeaningIndex] | None = None


_kept = _Kept()
_lock = threading.Lock()


def word_index(frequencies: Frequencies | None = None) -> WordIndex:
    """The index by words of the database in use."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return WordsInPostgreSQL(connection.cursor(), frequencies=frequencies)
    return WordsInSQLite(connection.connection, frequencies=frequencies)


def finder() -> Finder:
    """Everything a question needs, as of now."""
    with _lock:
        state = _state()
        if state is None:
            return Finder(EMPTY, word_index())
        model = embedder()
        vocabulary = _vocabulary(state)
        slight = partial(_slight, vocabulary)
        return Finder(vocabulary, word_index(_frequencies(state)), model, _vectors(state, model), slight)


def _state() -> State | None:
    return SearchIndex.objects.values_list("epoch", "words_revision", "vectors_revision").first()


def _slight(vocabulary: Vocabulary, numbers: Sequence[int], asked: Collection[str]) -> frozenset[int]:
    """A row of a table is searched with the heading above it, but says only what stands in it."""
    found = Passage.objects.filter(pk__in=numbers).values_list("pk", "kind", "text")
    return frozenset(
        number
        for number, kind, text in found
        if only_names(kind, text) or (kind == Passage.Kind.CELL and set(asked).isdisjoint(terms(text, vocabulary)))
    )


def compressed(counts: Mapping[str, int]) -> bytes:
    """A vocabulary as it is kept."""
    return zlib.compress(json.dumps(counts, ensure_ascii=False).encode())


def learnt() -> Vocabulary:
    """The vocabulary in use, without loading what else a question needs; an empty one before the first text."""
    with _lock:
        state = _state()
        return EMPTY if state is None else _vocabulary(state)


def _vocabulary(state: State) -> Vocabulary:
    wanted = state[:2]
    if _kept.vocabulary is None or _kept.vocabulary[0] != wanted:
        kept = SearchIndex.objects.values_list("vocabulary", flat=True).get(epoch=state[0])
        _kept.vocabulary = wanted, Vocabulary.of_counts(json.loads(zlib.decompress(kept)) if kept else {})
    return _kept.vocabulary[1]


def _frequencies(state: State) -> Frequencies:
    wanted = state[:2]
    if _kept.frequencies is None or _kept.frequencies[0] != wanted:
        _kept.frequencies = wanted, Frequencies()
    return _kept.frequencies[1]


def _vectors(state: State, model: Embedder | None) -> MeaningIndex | None:
    """Those of the database where it can compare vectors, else all of them in memory."""
    if model is None or not state[2]:
        return None
    wanted = model.model, state[0], state[2]
    if _kept.vectors is None or _kept.vectors[0] != wanted:
        known = _kept.vectors[1] if _kept.vectors is not None and _kept.vectors[0][:2] == wanted[:2] else None
        _kept.vectors = wanted, meanings(model.model) or _grown(known, model.model)
    return _kept.vectors[1]


def _grown(known: MeaningIndex | None, model: str) -> VectorIndex:
    """The known vectors and those behind them; all anew if others were added in between or replaced."""
    rows = PassageVector.objects.filter(model=model).order_by("pk")
    if not isinstance(known, VectorIndex) or not len(known):
        return VectorIndex.of(*_read(rows))
    last = int(known.numbers[-1])
    if rows.filter(pk__lte=last).count() != len(known):
        return VectorIndex.of(*_read(rows))
    more = _read(rows.filter(pk__gt=last))
    return known.with_more(*more) if len(more[0]) else known


def _read(rows: "QuerySet[PassageVector]") -> tuple[Numbers, Numbers, Kept]:
    found = list(rows.values_list("pk", "passage__fulltext_id", "numbers"))
    numbers = np.array([row[0] for row in found], np.int64)
    texts = np.array([row[1] for row in found], np.int64)
    return numbers, texts, unpacked([bytes(row[2]) for row in found])
