"""Making texts findable by their words, within the transaction that takes them in.

What is a compound is learnt from the corpus itself. As it grows, the same word may be split otherwise, so
that the vocabulary is learnt anew whenever the corpus has doubled, and all passages with it: at once as
long as they are few, else by a job in the background.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django_tasks import task

from leitstand.domain.papers.models import Fulltext, Passage, SearchIndex
from leitstand.domain.papers.rules.analysing import LEAST_OFTEN, Vocabulary, terms, words
from leitstand.domain.papers.searching.memory import compressed, learnt, word_index
from leitstand.domain.papers.searching.words import Terms

GROWTH = 2
AT_ONCE = 3_000
"""Passages that are analysed anew within a second or three."""


def index_fulltext(fulltext: Fulltext) -> None:
    """Keep the terms of a text whose passages are saved; call it inside the transaction that saved them."""
    with transaction.atomic():
        index = locked_index()
        passages = Passage.objects.count()
        if passages < GROWTH * index.learnt_from:
            word_index().add(_terms(fulltext.passages.all(), learnt()))
        elif passages <= AT_ONCE:
            learn_anew()
        else:
            word_index().add(_terms(fulltext.passages.all(), learnt()))
            transaction.on_commit(lambda: learn_in_background.enqueue())


def locked_index() -> SearchIndex:
    """The one row, made if there is none; kept from others until the transaction ends."""
    found = SearchIndex.objects.select_for_update().order_by("pk").first()
    return found or SearchIndex.objects.create(pk=1, epoch=secrets.token_hex(16))


@task()
def learn_in_background() -> None:
    """Learn and analyse before the database is locked, and lock it only to write."""
    learn_anew()


def learn_anew() -> int:
    """Learn the vocabulary from all passages and keep all their terms anew; returns how many there are."""
    counts: Counter[str] = Counter()
    for text in Passage.objects.values_list("text", flat=True).iterator():
        counts.update(words(text))
    often = {word: count for word, count in counts.items() if count >= LEAST_OFTEN}
    vocabulary = Vocabulary.of_counts(often)
    ready = list(_terms(Passage.objects.order_by("pk"), vocabulary))
    with transaction.atomic():
        index = locked_index()
        came = Passage.objects.exclude(pk__lte=ready[-1][0]) if ready else Passage.objects.all()
        ready += _terms(came, vocabulary)
        store = word_index()
        store.clear()
        store.add(ready)
        index.vocabulary, index.learnt_from = compressed(often), len(ready)
        index.words_revision += 1
        index.save()
    return len(ready)


def searched_text(outline: Iterable[str], text: str) -> str:
    """What a passage is found by: its words and the heading above it, by words and by meaning alike."""
    above = list(outline)[-1:]
    return " – ".join([*above, text])


def _terms(passages: QuerySet[Passage], vocabulary: Vocabulary) -> Iterator[Terms]:
    """Of plain rows: a model of each passage would take as long as finding its terms."""
    rows = passages.annotate(above=Cast("outline", TextField())).values_list("pk", "above", "text")
    for number, above, text in rows.iterator():
        yield number, terms(searched_text(_outline(above), text), vocabulary)


@lru_cache(maxsize=1_000)
def _outline(said: str) -> tuple[str, ...]:
    """The headings above a passage, from JSON: passage after passage has the same ones."""
    return tuple(json.loads(said))
