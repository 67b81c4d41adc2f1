"""Vectors in PostgreSQL with pgvector answer as those in memory; elsewhere there are none."""

import numpy as np
import pytest
from django.db import connection

from leitstand.domain.papers.models import Fulltext, Page, Paper, Passage, PassageVector
from leitstand.domain.papers.searching.embedding import Vectors
from leitstand.domain.papers.searching.pgvector import MeaningsInPostgreSQL, keep_up, meanings
from leitstand.domain.papers.searching.vectors import VectorIndex, packed
from leitstand.domain.papers.searching.words import Scope

pytestmark = pytest.mark.django_db
MODEL, LENGTH, MANY = "probe", 16, 40


def unit(seed: int) -> Vectors:
    found = np.random.default_rng(seed).normal(size=LENGTH).astype(np.float32)
    return found / np.linalg.norm(found)


@pytest.fixture
def passages(db: None) -> list[Passage]:
    """Forty passages of two texts, each with a vector."""
    made = []
    for key in ("eins", "zwei"):
        paper = Paper.objects.create(key=key, title=key, body="Haus")
        text = Fulltext.objects.create(key=key, paper=paper, media="txt", reader="test", content_sha256="0")
        page = Page.objects.create(fulltext=text, number=1, content="x" * MANY)
        made += [
            Passage.objects.create(fulltext=text, page=page, position=at, start=at, end=at + 1, text="x")
            for at in range(MANY // 2)
        ]
    for passage in made:
        PassageVector.objects.create(passage=passage, model=MODEL, numbers=packed(unit(passage.pk)))
    return made


@pytest.fixture
def index(passages: list[Passage]) -> MeaningsInPostgreSQL:
    if not keep_up(MODEL):
        pytest.skip("pgvector is not to be had here")
    found = meanings(MODEL)
    assert found is not None
    return found


@pytest.fixture
def in_memory(passages: list[Passage]) -> VectorIndex:
    numbers = np.array([passage.pk for passage in passages])
    texts = np.array([passage.fulltext_id for passage in passages])
    return VectorIndex.of(numbers, texts, np.vstack([unit(number) for number in numbers]).astype(np.float16))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearest_are_those_found_in_memory(seed: int, index: MeaningsInPostgreSQL, in_memory: VectorIndex) -> None:
    found, expected = (one.search(unit(1000 + seed), 7) for one in (index, in_memory))
    assert [number for number, _score in found] == [number for number, _score in expected]


def test_scores_are_cosines(index: MeaningsInPostgreSQL, passages: list[Passage]) -> None:
    assert index.search(unit(passages[3].pk), 1) == [(passages[3].pk, pytest.approx(1, abs=2e-3))]


def test_scope_is_kept(index: MeaningsInPostgreSQL, in_memory: VectorIndex, passages: list[Passage]) -> None:
    scope = Scope(frozenset({passages[0].fulltext_id}), frozenset(one.pk for one in passages[::3]))
    found, expected = (one.search(unit(5), 30, scope) for one in (index, in_memory))
    assert [number for number, _score in found] == [number for number, _score in expected]


def test_vector_of_a_passage_comes_back(index: MeaningsInPostgreSQL, passages: list[Passage]) -> None:
    assert index.vector(passages[0].pk) == pytest.approx(unit(passages[0].pk), abs=2e-3)


def test_vector_of_an_unknown_passage_is_none(index: MeaningsInPostgreSQL) -> None:
    assert index.vector(0) is None


def test_table_that_is_behind_is_not_used(index: MeaningsInPostgreSQL, passages: list[Passage]) -> None:
    PassageVector.objects.filter(passage=passages[0]).delete()
    assert meanings(MODEL) is None


def test_table_forgets_what_is_gone(index: MeaningsInPostgreSQL, passages: list[Passage]) -> None:
    PassageVector.objects.filter(passage=passages[0]).delete()
    keep_up(MODEL)
    again = meanings(MODEL)
    assert again is not None
    assert len(again) == MANY - 1


def test_only_postgresql_has_them(passages: list[Passage]) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("this is PostgreSQL")
    assert (keep_up(MODEL), meanings(MODEL)) == (False, None)
