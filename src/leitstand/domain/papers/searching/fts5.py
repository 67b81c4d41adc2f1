"""The index by words in SQLite: an FTS5 table that holds the terms of each passage, joined by spaces.

FTS5 gets ready terms (its own tokenizers neither stem German nor split compounds) and ranks them with its
``bm25()``. Terms are letters and digits only and always quoted, so no question can reach FTS5's syntax.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from leitstand.domain.papers.rules.ranking import Corpus, affordable, best, bm25, ids, weight
from leitstand.domain.papers.searching.words import BUDGET, CANDIDATES, EVERYWHERE, Frequencies, Ranking, Scope, Terms

TABLES = (
    "CREATE VIRTUAL TABLE papers_words USING fts5(terms, tokenize='ascii')",
    "CREATE VIRTUAL TABLE papers_words_terms USING fts5vocab(papers_words, 'row')",
    "CREATE TABLE papers_words_total (passages INTEGER NOT NULL, length INTEGER NOT NULL)",
    "INSERT INTO papers_words_total VALUES (0, 0)",
)
BATCH = 500
# Numbers and words come as one JSON array, so that there is never a limit on their count.
_GIVEN = "(SELECT value FROM json_each(?))"
_FOUND_IN = f"SELECT term, doc FROM papers_words_terms WHERE term IN {_GIVEN}"  # noqa: S608 - a constant
_TERMS_OF = f"SELECT rowid, terms FROM papers_words WHERE rowid IN {_GIVEN}"  # noqa: S608 - a constant
_MATCH = "SELECT rowid, -rank FROM papers_words WHERE papers_words MATCH ?"
_IN_TEXTS = f" AND rowid IN (SELECT id FROM papers_passage WHERE fulltext_id IN {_GIVEN})"  # noqa: S608 - a constant
_IN_PASSAGES = f" AND rowid IN {_GIVEN}"
_BEST = " ORDER BY rank, rowid LIMIT ?"


class WordsInSQLite:
    """``connection`` holds ``TABLES``; a scope of texts also needs the product's table of passages."""

    def __init__(
        self, connection: sqlite3.Connection, budget: int = BUDGET, frequencies: Frequencies | None = None
    ) -> None:
        self._connection = connection
        self._budget = budget
        self._frequencies = frequencies or Frequencies()

    def add(self, passages: Iterable[Terms]) -> None:
        rest = iter(passages)
        while batch := list(islice(rest, BATCH)):
            self._add(batch)

    def _add(self, batch: Sequence[Terms]) -> None:
        known = self._terms_of([number for number, _ in batch])
        self._connection.executemany("DELETE FROM papers_words WHERE rowid = ?", [(number,) for number in known])
        self._connection.executemany(
            "INSERT INTO papers_words(rowid, terms) VALUES (?, ?)",
            [(number, " ".join(terms)) for number, terms in batch],
        )
        length = sum(len(terms) for _, terms in batch) - sum(map(len, known.values()))
        self._connection.execute(
            "UPDATE papers_words_total SET passages = passages + ?, length = length + ?",
            (len(batch) - len(known), length),
        )

    def _terms_of(self, numbers: Collection[int]) -> dict[int, list[str]]:
        return {number: terms.split() for number, terms in self._rows(_TERMS_OF, _listed(numbers))}

    def clear(self) -> None:
        self._connection.execute("DELETE FROM papers_words")
        self._connection.execute("UPDATE papers_words_total SET passages = 0, length = 0")

    def corpus(self) -> Corpus:
        return Corpus(*self._rows("SELECT passages, length FROM papers_words_total")[0])

    def search(self, terms: Sequence[str], limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        found_in = self._frequencies.of(terms, self.corpus(), self._count)
        chosen = affordable(found_in, self._budget)
        if not chosen or scope.empty:
            return []
        if len(chosen) == len(found_in):
            return self._match(chosen, limit, scope)
        return self._scored(ids(self._match(chosen, max(limit, CANDIDATES), scope)), found_in, limit)

    def _count(self, terms: Sequence[str]) -> dict[str, int]:
        return dict(self._rows(_FOUND_IN, _listed(terms)))

    def _match(self, terms: Sequence[str], limit: int, scope: Scope) -> Ranking:
        sql, values = _MATCH, [" OR ".join(f'"{term}"' for term in terms)]
        for members, condition in ((scope.texts, _IN_TEXTS), (scope.passages, _IN_PASSAGES)):
            if members is not None:
                sql, values = sql + condition, [*values, _listed(members)]
        return self._rows(sql + _BEST, *values, limit)

    def _scored(self, numbers: Collection[int], found_in: dict[str, int], limit: int) -> Ranking:
        corpus = self.corpus()
        weights = {term: weight(corpus, often) for term, often in found_in.items()}
        scores = {
            number: bm25(weights, Counter(filter(weights.__contains__, terms)), len(terms), corpus.mean_length)
            for number, terms in self._terms_of(numbers).items()
        }
        return best(scores, limit)

    def _rows(self, sql: str, *values: str | int) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()


def _listed(values: Collection[int] | Collection[str]) -> str:
    return json.dumps(list(values))
