"""Judging the search on passages, questions and right answers of others: the product's own analyser, FTS5,
embedder and fusion in a temporary database; no instance is needed."""

import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from leitstand.domain.papers.rules.analysing import Vocabulary, terms
from leitstand.domain.papers.rules.judging import ndcg, recall
from leitstand.domain.papers.searching.embedding import BATCH, Embedder
from leitstand.domain.papers.searching.finding import Finder
from leitstand.domain.papers.searching.fts5 import TABLES, WordsInSQLite
from leitstand.domain.papers.searching.vectors import KEPT, Kept, VectorIndex
from leitstand.foundation.errors import RuleBroken

Progress = Callable[[int, int], None]
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions whose id begins with ``group``; empty for all of them."""

    group: str
    questions: int
    ndcg_10: float
    recall_10: float
    recall_100: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``index_seconds`` without embedding; queries in milliseconds, embedding of the question included."""

    passages: int
    model: str
    index_seconds: float
    embedding_seconds: float
    query_p50: float
    query_p95: float
    figures: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Texts by id, and the ids of the right passages by question; questions without any are left out."""

    passages: Mapping[str, str]
    questions: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


def evaluate(trial: Trial, embedder: Embedder | None, *, vectors: Path | None, progress: Progress) -> Evaluation:
    """Index all passages, ask all questions. ``vectors``: a file that keeps the passages' vectors for the next time.

    ``progress`` is told how many of the passages have been embedded.
    """
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "words.sqlite3")
        before = time.perf_counter()
        vocabulary, words = _indexed(list(trial.passages.values()), connection)
        indexed = time.perf_counter()
        matrix = None if embedder is None else _embedded(list(trial.passages.values()), embedder, vectors, progress)
        embedded = time.perf_counter()
        index = None if matrix is None else _index(matrix)
        rankings, spent = _asked(Finder(vocabulary, words, embedder, index), trial)
        connection.close()
    return Evaluation(
        len(trial.passages), embedder.model if embedder else "", indexed - before, embedded - indexed,
        float(np.percentile(spent, 50)), float(np.percentile(spent, 95)), _figures(rankings, trial),
    )  # fmt: skip


def _indexed(texts: Sequence[str], connection: sqlite3.Connection) -> tuple[Vocabulary, WordsInSQLite]:
    vocabulary = Vocabulary.learnt(texts)
    for statement in TABLES:
        connection.execute(statement)
    words = WordsInSQLite(connection)
    words.add((number, terms(text, vocabulary)) for number, text in enumerate(texts))
    connection.commit()
    return vocabulary, words


def _embedded(texts: Sequence[str], embedder: Embedder, kept: Path | None, progress: Progress) -> Kept:
    """Vectors as the product keeps them: in half precision."""
    before = _kept_before(kept, embedder, len(texts))
    if before is not None:
        return before
    rows = []
    for start in range(0, len(texts), BATCH):
        rows.append(embedder.passages(texts[start : start + BATCH]).astype(KEPT))
        progress(min(start + BATCH, len(texts)), len(texts))
    matrix = np.vstack(rows)
    if kept is not None:
        with kept.open("wb") as file:
            np.savez(file, model=embedder.model, matrix=matrix)
    return matrix


def _kept_before(kept: Path | None, embedder: Embedder, count: int) -> Kept | None:
    """The vectors of the last time, if they are of this model and as many. Raises ``RuleBroken`` for another file."""
    if kept is None or not kept.exists():
        return None
    try:
        with kept.open("rb") as stream, np.load(stream) as file:
            model, matrix = str(file["model"]), np.asarray(file["matrix"], KEPT)
    except (ValueError, KeyError, EOFError, TypeError, BadZipFile):
        # Never written over: it may be something else that was named by mistake.
        raise RuleBroken(
            f"{kept}: In dieser Datei liegen keine Bedeutungen. Bitte eine andere nennen.", "vectors"
        ) from None
    return matrix if model == embedder.model and len(matrix) == count else None


def _index(matrix: Kept) -> VectorIndex:
    numbers = np.arange(len(matrix), dtype=np.int64)
    return VectorIndex.of(numbers, np.zeros_like(numbers), matrix)


def _asked(finder: Finder, trial: Trial) -> tuple[dict[str, list[str]], list[float]]:
    names = list(trial.passages)
    rankings: dict[str, list[str]] = {}
    spent: list[float] = []
    for name in trial.relevant:
        before = time.perf_counter()
        found = finder.find(trial.questions[name], DEPTH)
        spent.append(1000 * (time.perf_counter() - before))
        rankings[name] = [names[number] for number, _ in found]
    return rankings, spent


def _figures(rankings: Mapping[str, Sequence[str]], trial: Trial) -> tuple[Figures, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in rankings:
        groups[""].append(name)
        groups[_letters(name)].append(name)
    return tuple(_figure(group, names, rankings, trial) for group, names in sorted(groups.items()))


def _letters(name: str) -> str:
    """The first two letters of an id: which collection it comes from."""
    return name[:2] if name[:2].isalpha() else name[:1]


def _figure(group: str, names: Sequence[str], rankings: Mapping[str, Sequence[str]], trial: Trial) -> Figures:
    pairs = [(rankings[name], trial.relevant[name]) for name in names]
    return Figures(
        group,
        len(names),
        float(np.mean([ndcg(*pair) for pair in pairs])),
        float(np.mean([recall(*pair, 10) for pair in pairs])),
        float(np.mean([recall(*pair, 100) for pair in pairs])),
    )
