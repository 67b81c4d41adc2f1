"""The index by words in SQLite: an FTS5 table that holds the terms of each passage, joined by spaces.

FTS5 gets ready terms (its own tokenizers neither stem German nor split compounds) and ranks them with its
``bm25()``. Terms are letters and digits only and always quoted, so no question can reach FTS5's syntax.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from leitstand.domain.papers.rules.ranking import Corpus, affordable, best, bm25, weight
from leitstand.domain.papers.searching.words import BUDGET, CANDIDATES, Ranking

TABLES = (
    "CREATE VIRTUAL TABLE papers_words USING fts5(terms, tokenize='ascii')",
    "CREATE VIRTUAL TABLE papers_words_terms USING fts5vocab(papers_words, 'row')",
    "CREATE TABLE papers_words_total (passages INTEGER NOT NULL, length INTEGER NOT NULL)",
    "INSERT INTO papers_words_total VALUES (0, 0)",
)
BATCH = 500


class WordsInSQLite:
    """``connection`` holds ``TABLES``; with ``within`` it also holds the product's table of passages."""

    def __init__(self, connection: sqlite3.Connection, budget: int = BUDGET) -> None:
        self._connection = connection
        self._budget = budget

    def add(self, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        batch: list[tuple[int, Sequence[str]]] = []
        for passage in passages:
            batch.append(passage)
            if len(batch) == BATCH:
                self._add(batch)
                batch = []
        self._add(batch)

    def _add(self, batch: Sequence[tuple[int, Sequence[str]]]) -> None:
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

    def _terms_of(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        sql = f"SELECT rowid, terms FROM papers_words WHERE rowid IN ({_marks(numbers)})"  # noqa: S608 - marks only
        return {number: terms.split() for number, terms in self._connection.execute(sql, tuple(numbers))}

    def clear(self) -> None:
        self._connection.execute("DELETE FROM papers_words")
        self._connection.execute("UPDATE papers_words_total SET passages = 0, length = 0")

    def corpus(self) -> Corpus:
        return Corpus(*self._connection.execute("SELECT passages, length FROM papers_words_total").fetchone())

    def search(self, terms: Sequence[str], limit: int, within: Collection[int] | None = None) -> Ranking:
        found_in = self._found_in(terms)
        chosen = affordable(found_in, self._budget)
        if not chosen or (within is not None and not within):
            return []
        if len(chosen) == len(found_in):
            return self._match(chosen, limit, within)
        candidates = self._match(chosen, max(limit, CANDIDATES), within)
        return self._scored([number for number, _ in candidates], found_in, limit)

    def _found_in(self, terms: Sequence[str]) -> dict[str, int]:
        sql = f"SELECT term, doc FROM papers_words_terms WHERE term IN ({_marks(terms)})"  # noqa: S608 - marks only
        return dict(self._connection.execute(sql, tuple(terms)))

    def _match(self, terms: Sequence[str], limit: int, within: Collection[int] | None) -> Ranking:
        sql, values = "SELECT rowid, -rank FROM papers_words WHERE papers_words MATCH ?", [_quoted(terms)]  # type: str, list[str | int]
        if within is not None:
            sql += f" AND rowid IN (SELECT id FROM papers_passage WHERE fulltext_id IN ({_marks(within)}))"
            values += within
        sql += " ORDER BY rank, rowid LIMIT ?"
        return list(self._connection.execute(sql, (*values, limit)))

    def _scored(self, numbers: Sequence[int], found_in: dict[str, int], limit: int) -> Ranking:
        corpus = self.corpus()
        weights = {term: weight(corpus, often) for term, often in found_in.items()}
        scores: dict[int, float] = {}
        for number, terms in self._terms_of(numbers).items():
            occurrences = Counter(term for term in terms if term in weights)
            scores[number] = bm25(weights, occurrences, len(terms), corpus.mean_length)
        return best(scores, limit)


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _quoted(terms: Sequence[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)
