"""Giving passages their meaning, in the background: small batches, each committed, so that a job that was
stopped goes on where it was; how far it is, is counted from the tables."""

import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks import task

from leitstand.domain.papers.models import Passage, PassageVector, SearchIndex
from leitstand.domain.papers.operations.indexing import locked_index, searched_text
from leitstand.domain.papers.operations.topics import assign_soon
from leitstand.domain.papers.searching.embedding import BATCH, Embedder, embedder
from leitstand.domain.papers.searching.pgvector import keep_up
from leitstand.domain.papers.searching.vectors import packed

TURN = 8.0
"""Seconds for which the worker embeds before it looks what else waits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many passages have a vector; ``possible`` is false where there is no embedder."""

    done: int
    total: int
    possible: bool

    @property
    def complete(self) -> bool:
        return self.done == self.total


def progress() -> Progress:
    """Counted from the tables, over all texts that have not been removed."""
    model = embedder()
    wanted = _wanted()
    total = wanted.count()
    return Progress(total - _waiting(model).count() if model else 0, total, model is not None)


def embed_soon() -> None:
    """Have waiting passages embedded once the present transaction is committed."""
    transaction.on_commit(lambda: embed_waiting.enqueue())


@task(priority=-10)
def embed_waiting() -> None:
    """Embed all passages that have no vector of the present model, then have their topics judged.

    Some seconds at a time, then it queues up again behind the others: who sends a file need not wait for a library.
    """
    model = embedder()
    if model is not None and not _embedded_all(model, time.monotonic() + TURN):
        embed_waiting.enqueue()
        return
    if model is not None:
        keep_up(model.model)
    assign_soon()


def _embedded_all(model: Embedder, until: float) -> bool:
    while time.monotonic() < until:
        if not embed_batch(model):
            return True
    return False


def embed_batch(model: Embedder, size: int = BATCH) -> int:
    """Embed the next waiting passages and commit; returns how many there were."""
    batch = list(_waiting(model)[:size])
    if not batch:
        return 0
    vectors = model.passages([searched_text(passage.outline, passage.text) for passage in batch])
    rows = [
        PassageVector(passage=passage, model=model.model, numbers=packed(vector))
        for passage, vector in zip(batch, vectors, strict=True)
    ]
    with transaction.atomic():
        locked_index()
        PassageVector.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["passage"], update_fields=["model", "numbers"]
        )
        keep_up(model.model)
        SearchIndex.objects.update(vectors_revision=F("vectors_revision") + 1)
    return len(batch)


def _wanted() -> "QuerySet[Passage]":
    return Passage.objects.filter(
        Q(fulltext__paper=None) | Q(fulltext__paper__removed_on=None), fulltext__removed_on=None
    )


def _waiting(model: Embedder) -> "QuerySet[Passage]":
    return _wanted().exclude(vector__model=model.model).order_by("pk")
