"""The index by meaning on PostgreSQL with pgvector: the database compares, no process keeps vectors in memory.

A table beside the passages holds each vector as ``halfvec`` (half precision, as it is kept anyway). It is made and
filled from ``PassageVector`` when vectors are added (``keep_up``), so that an extension installed later is used
from the next embedding on. A graph (HNSW; Malkov and Yashunin 2018) finds the nearest without looking at all;
within a scope it is walked on until enough are found. Where the extension is missing, or the table is behind,
``VectorIndex`` does the same in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.utils import DatabaseError

from leitstand.domain.papers.searching.embedding import Vectors
from leitstand.domain.papers.searching.vectors import unpacked
from leitstand.domain.papers.searching.words import EVERYWHERE, Ranking, Scope

TABLE = """
    CREATE TABLE IF NOT EXISTS papers_meaning (
        passage_id bigint PRIMARY KEY,
        text_id bigint NOT NULL,
        model text NOT NULL,
        length integer NOT NULL,
        numbers halfvec NOT NULL
    )
"""
_MISSING = """
    SELECT known.passage_id, passage.fulltext_id, known.numbers
    FROM papers_passagevector known JOIN papers_passage passage ON passage.id = known.passage_id
    LEFT JOIN papers_meaning here ON here.passage_id = known.passage_id AND here.model = known.model
    WHERE known.model = %s AND here.passage_id IS NULL LIMIT %s
"""
_GONE = """
    DELETE FROM papers_meaning here WHERE NOT EXISTS (
        SELECT FROM papers_passagevector known WHERE known.passage_id = here.passage_id AND known.model = here.model
    )
"""
_KEEP = """
    INSERT INTO papers_meaning (passage_id, text_id, model, length, numbers) VALUES (%s, %s, %s, %s, %s::halfvec)
    ON CONFLICT (passage_id) DO UPDATE
    SET text_id = excluded.text_id, model = excluded.model, length = excluded.length, numbers = excluded.numbers
"""
BATCH = 2_000
MOST_WALKED = 1_000
"""Passages that pgvector allows a walk through the graph to hold ready."""


def keep_up(model: str) -> bool:
    """Bring the table up to the vectors of this model; false where pgvector is not to be had."""
    if not _possible():
        return False
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(_GONE)
        while rows := _asked(cursor, _MISSING, model, BATCH):
            matrix = unpacked([bytes(row[2]) for row in rows])
            _index(cursor, matrix.shape[1])
            cursor.executemany(
                _KEEP,
                [
                    (passage, text, model, matrix.shape[1], _written(vector))
                    for (passage, text, _numbers), vector in zip(rows, matrix, strict=True)
                ],
            )
    return True


def meanings(model: str) -> "MeaningsInPostgreSQL | None":
    """The index of this model's vectors; None without pgvector, or while the table is behind."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        if not _asked(cursor, "SELECT 1 WHERE to_regclass('papers_meaning') IS NOT NULL"):
            return None
        kept = _asked(cursor, "SELECT length, count(*) FROM papers_meaning WHERE model = %s GROUP BY 1", model)
        known = _asked(cursor, "SELECT count(*) FROM papers_passagevector WHERE model = %s", model)
    complete = len(kept) == 1 and kept[0][1] == known[0][0]
    return MeaningsInPostgreSQL(model, *kept[0]) if complete else None


@dataclass(frozen=True, slots=True)
class MeaningsInPostgreSQL:
    """Answers as ``VectorIndex`` does, for ``count`` vectors of ``length`` numbers."""

    model: str
    length: int
    count: int

    def __len__(self) -> int:
        return self.count

    def vector(self, number: int) -> Vectors | None:
        """The vector of one passage."""
        with connection.cursor() as cursor:
            sql = "SELECT numbers::text FROM papers_meaning WHERE passage_id = %s AND model = %s"
            found = _asked(cursor, sql, number, self.model)
        return np.array(found[0][0].strip("[]").split(","), np.float32) if found else None

    def search(self, vector: Vectors, limit: int, scope: Scope = EVERYWHERE) -> Ranking:
        """The nearest passages with their cosine; equal ones by number."""
        nearness = f"numbers::halfvec({self.length}) <#> %s::halfvec({self.length})"
        conditions, values = ["length = %s", "model = %s"], [self.length, self.model]
        for members, column in ((scope.texts, "text_id"), (scope.passages, "passage_id")):
            if members is not None:
                conditions.append(f"{column} = ANY(%s)")
                values.append(list(members))
        asked = _written(vector)
        sql = (
            f"SELECT passage_id, -({nearness}) FROM papers_meaning WHERE {' AND '.join(conditions)} "  # noqa: S608 - of constants
            f"ORDER BY {nearness} LIMIT %s"
        )
        with connection.cursor() as cursor:
            walked = str(min(MOST_WALKED, max(limit, 40)))
            cursor.execute("SELECT set_config('hnsw.ef_search', %s, false)", [walked])
            cursor.execute("SELECT set_config('hnsw.iterative_scan', 'strict_order', false)")
            found = _asked(cursor, sql, asked, *values, asked, limit)
        return sorted(((number, float(score)) for number, score in found), key=lambda one: (-one[1], one[0]))


def _possible() -> bool:
    """Whether the extension is here, or could be made so."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        if _asked(cursor, "SELECT 1 FROM pg_extension WHERE extname = 'vector'"):
            return True
        if not _asked(cursor, "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"):
            return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION vector")
    except DatabaseError:
        # The database's user may not install it; whoever may can do so at any time.
        return False
    return True


def _index(cursor: Any, length: int) -> None:
    """The graph for vectors of this length; each model has its own."""
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS papers_meaning_{length} ON papers_meaning "
        f"USING hnsw ((numbers::halfvec({length})) halfvec_ip_ops) WHERE length = {length}"
    )


def _asked(cursor: Any, sql: str, *values: Any) -> Sequence[tuple[Any, ...]]:
    cursor.execute(sql, values)
    found: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return found


def _written(vector: Vectors) -> str:
    return "[" + ",".join(f"{number:.6g}" for number in vector.tolist()) + "]"
