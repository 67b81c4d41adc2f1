"""The index by words in PostgreSQL: one row for each term of each passage, and BM25 in its statement.

PostgreSQL's own ranking knows neither how rare a word is nor FTS5's formula, so the terms are kept as
postings; the index holds every column a question reads.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Protocol

from leitstand.domain.papers.rules.ranking import K1, B, Corpus, affordable, ids, weight
from leitstand.domain.papers.searching.words import BUDGET, CANDIDATES, EVERYWHERE, Frequencies, Ranking, Scope, Terms

TABLES = (
    "CREATE TABLE papers_words (passage_id bigint PRIMARY KEY, length integer NOT NULL)",
    "CREATE TABLE papers_posting (term text COLLATE \"C\" NOT NULL, passage_id bigint NOT NULL,"
    " often integer NOT NULL, length integer NOT NULL)",
    "CREATE INDEX papers_posting_term ON papers_posting (term, passage_id) INCLUDE (often, length)",
    "CREATE INDEX papers_posting_passage ON papers_posting (passage_id)",
    "CREATE TABLE papers_words_total (passages bigint NOT NULL, length bigint NOT NULL)",
    "INSERT INTO papers_words_total VALUES (0, 0)",
)  # fmt: skip
BATCH = 500
_FOUND_IN = "SELECT term, count(*) FROM papers_posting WHERE term = ANY(%s) GROUP BY term"
_SCORED = """
SELECT passage_id, sum(w.weight * often * %s / (often + %s + %s * length)) AS score
FROM papers_posting JOIN unnest(%s::text[], %s::float8[]) AS w(term, weight) USING (term) WHERE true
"""
_IN_TEXTS = " AND passage_id IN (SELECT id FROM papers_passage WHERE fulltext_id = ANY(%s))"
_IN_PASSAGES = " AND passage_id = ANY(%s)"
_BEST = " GROUP BY passage_id ORDER BY score DESC, passage_id LIMIT %s"


class Cursor(Protocol):
    """What is needed of a cursor."""

    def execute(self, sql: str, params: Any = None) -> Any: ...
    def executemany(self, sql: str, param_list: Any) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class WordsInPostgreSQL:
    """``cursor`` belongs to a database that holds ``TABLES``."""

    def __init__(self, cursor: Cursor, budget: int = BUDGET, frequencies: Frequencies | None = None) -> None:
        self._cursor = cursor
        self._budget = budget
        self._frequencies = frequencies or Frequencies()

    def add(self, passages: Iterable[Terms]) -> None:
        rest = iter(passages)
        while batch := list(islice(rest, BATCH)):
            self._add(batch)

    def _add(self, batch: Sequence[Terms]) -> None:
        numbers = [number for number, _ in batch]
        known = self._rows("DELETE FROM papers_words WHERE passage_id = ANY(%s) RETURNING length", numbers)
        if known:
            self._cursor.execute("DELETE FROM papers_posting WHERE passage_id = ANY(%s)", [numbers])
        self._cursor.execute(
            "INSERT INTO papers_words SELECT * FROM unnest(%s::bigint[], %s::integer[])",
            [numbers, [len(terms) for _, terms in batch]],
        )
        rows = [(term, number, often, len(terms)) for number, terms in batch for term, often in Counter(terms).items()]
        self._cursor.execute(
            "INSERT INTO papers_posting SELECT * FROM unnest(%s::text[], %s::bigint[], %s::integer[], %s::integer[])",
            [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []],
        )
        self._cursor.execute(
            "UPDATE papers_words_total SET passages = passages + %s, length = length + %s",
            [len(batch) - len(known), sum(len(terms) for _, terms in batch) - sum(row[0] for row in known)],
        )

    def clear(self) -> None:
        for table in ("papers_words", "papers_posting"):
            self._cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names
        self._cursor.execute("UPDATE papers_words_total SET passages = 0, length = 0")

    def corpus(self) -> Corpus:
        return Corpus(*self._rows("SELECT passages, length FROM papers_words_total")[0])

    def search(self, terms: Sequence[str], limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        corpus = self.corpus()
        found_in = self._frequencies.of(terms, corpus, self._count)
        chosen = affordable(found_in, self._budget)
        if not chosen or scope.empty:
            return []
        weights = {term: weight(corpus, often) for term, often in found_in.items()}
        if len(chosen) < len(found_in):
            rarer = {term: weights[term] for term in chosen}
            candidates = ids(self._scored(rarer, corpus, max(limit, CANDIDATES), scope))
            scope = Scope(passages=frozenset(candidates))
        return self._scored(weights, corpus, limit, scope)

    def _count(self, terms: Sequence[str]) -> dict[str, int]:
        return dict(self._rows(_FOUND_IN, list(terms)))

    def _scored(self, weights: dict[str, float], corpus: Corpus, limit: int, scope: Scope) -> Ranking:
        damping = K1 * (1 - B), K1 * B / corpus.mean_length
        sql, values = _SCORED, [K1 + 1, *damping, list(weights), list(weights.values())]
        for members, condition in ((scope.texts, _IN_TEXTS), (scope.passages, _IN_PASSAGES)):
            if members is not None:
                sql, values = sql + condition, [*values, list(members)]
        return self._rows(sql + _BEST, *values, limit)

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        self._cursor.execute(sql, values)
        return self._cursor.fetchall()
