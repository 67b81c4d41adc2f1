"""One question, passages from all papers and from our own editions.

Words and meaning together where the computer can do both (``Found.semantic``); the note says so where not.
Any text is a valid question: it is taken apart into words, and nothing of it reaches a database as syntax.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import require_staff
from leitstand.domain.papers.models import Fulltext, Passage, TopicCorrection
from leitstand.domain.papers.queries.citing import public_text
from leitstand.domain.papers.rules.analysing import Vocabulary, question_terms
from leitstand.domain.papers.rules.outlines import below_title
from leitstand.domain.papers.searching.finding import Finder
from leitstand.domain.papers.searching.memory import finder
from leitstand.domain.papers.searching.words import Ranking, Scope
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound

OWN = "plan"
"""The kind of our own editions, beside the kinds of papers."""
MOST = 200
LONGEST_QUESTION = 2_000
"""Characters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must be; empty means anything. ``kinds``: of papers, or ``OWN``; ``topics``: keys."""

    lands: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; ``text`` stands on ``page`` from ``start`` to ``end``, letter by letter.

    One of ``paper_key`` and ``edition_key`` is empty. ``outline`` begins below the title.
    """

    passage_id: int
    fulltext_key: str
    paper_key: str
    edition_key: str
    title: str
    land: str
    year: str
    page: int
    start: int
    end: int
    kind: str
    outline: tuple[str, ...]
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits first; ``note`` says in one sentence what the reader should know of the search."""

    hits: tuple[Hit, ...]
    semantic: bool
    note: str


ANYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what its hits are labelled and filtered by."""

    fulltext_key: str
    paper_key: str
    edition_key: str
    title: str
    body: str
    land: str
    year: str
    kind: str


Texts = Mapping[int, Text | None]
_OF_PAPER = (
    "paper__removed_on", "paper__key", "paper__title", "paper__body", "paper__land", "paper__published",
    "paper__years", "paper__kind",
)  # fmt: skip
_OF_EDITION = (
    "edition__key", "edition__title", "edition__plan__title", "edition__plan__region", "edition__begins",
    "edition__announced",
)  # fmt: skip


def search(question: str, *, limit: int = 10, filters: Filters = ANYTHING, actor: Actor) -> Found:
    """The passages that answer a question best; for the public, of papers and editions that it may see."""
    ready = finder()
    texts = searchable(actor)
    scope = _scope(texts, filters)
    ranking = ready.find(question[:LONGEST_QUESTION], _bounded(limit), scope)
    return _found(ranking, texts, ready, _note(question, ready))


def similar(passage_id: int, limit: int = 10, *, actor: Actor) -> Found:
    """Passages of any text that say something like this one. Raises ``NotFound``, and ``NotAllowed`` for the public."""
    require_staff(actor)
    passage = Passage.objects.filter(pk=passage_id).first()
    if passage is None:
        raise NotFound(_("Diese Textstelle gibt es nicht."))
    ready, texts, limit = finder(), searchable(actor), _bounded(limit)
    scope = _scope(texts, ANYTHING)
    vector = ready.vectors.vector(passage_id) if ready.vectors is not None else None
    if vector is not None and ready.vectors is not None:
        ranking = ready.vectors.search(vector, limit + 1, scope)
    else:
        ranking = ready.find(passage.text, limit + 1, scope)
    others = [one for one in ranking if one[0] != passage_id][:limit]
    return _found(others, texts, ready, "" if vector is not None else _words_only())


def searchable(actor: Actor) -> Texts:
    """Every text by the number of its row; None for what is gone or not for the actor.

    One statement, as every question asks it.
    """
    public = None if actor.is_staff else _public()
    columns = ("pk", "key", "removed_on", *_OF_PAPER, *_OF_EDITION)
    return {
        number: None if gone or row[0] or (public is not None and number not in public) else _text(key, row)
        for number, key, gone, *row in Fulltext.objects.values_list(*columns)
    }


def _public() -> frozenset[int]:
    found = Fulltext.objects.filter(removed_on=None).select_related("paper", "edition")
    return frozenset(one.pk for one in found if public_text(one))


def question_words(question: str) -> tuple[frozenset[str], Vocabulary]:
    """What of a question was looked for, and the vocabulary by which words are taken apart: for marking hits."""
    vocabulary = finder().vocabulary
    return frozenset(question_terms(question[:LONGEST_QUESTION], vocabulary)), vocabulary


def _text(fulltext: str, row: Sequence[Any]) -> Text:
    _gone, paper, title, body, land, published, years, kind, edition, name, plan, region, begins, announced = row
    if paper:
        return Text(fulltext, paper, "", title, body, land, str(published or years or "")[:4], kind)
    return Text(fulltext, "", edition, name, plan, region, str(begins or announced or "")[:4], OWN)


def _scope(texts: Texts, filters: Filters) -> Scope:
    chosen = frozenset(number for number, text in texts.items() if text is not None and _fits(text, filters))
    everywhere = len(chosen) == len(texts)
    return Scope(None if everywhere else chosen, on_topics(filters.topics) if filters.topics else None)


def _fits(text: Text, filters: Filters) -> bool:
    return all(
        not wanted or value in wanted
        for value, wanted in (
            (text.land, filters.lands),
            (text.year, filters.years),
            (text.body, filters.bodies),
            (text.kind, filters.kinds),
        )
    )


def on_topics(keys: Collection[str]) -> frozenset[int]:
    """Numbers of the passages on any of these topics: as the rule assigned, unless the office corrected it."""
    corrected = TopicCorrection.objects.filter(removed_on=None, passage=OuterRef("pk"), topic__key__in=keys)
    found = Passage.objects.filter(
        Q(Exists(corrected.filter(fits=True)))
        | Q(topic_scores__topic__key__in=keys, topic_scores__assigned=True) & ~Q(Exists(corrected.filter(fits=False)))
    )
    return frozenset(found.values_list("pk", flat=True))


def _found(ranking: Ranking, texts: Texts, ready: Finder, note: str) -> Found:
    columns = ("pk", "fulltext_id", "page__number", "start", "end", "kind", "outline", "text")
    rows = Passage.objects.filter(pk__in=[number for number, _score in ranking]).values_list(*columns)
    passages = {row[0]: row[1:] for row in rows}
    hits = (_hit(number, passages.get(number), texts, score) for number, score in ranking)
    return Found(tuple(hit for hit in hits if hit is not None), ready.semantic, note)


def _hit(number: int, row: Sequence[Any] | None, texts: Texts, score: float) -> Hit | None:
    text = texts.get(row[0]) if row else None
    if row is None or text is None:
        return None
    _fulltext, page, start, end, kind, outline, said = row
    return Hit(
        number, text.fulltext_key, text.paper_key, text.edition_key, text.title, text.land, text.year,
        page, start, end, kind, below_title(outline, text.title), said, score,
    )  # fmt: skip


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _note(question: str, ready: Finder) -> str:
    if not any(letter.isalnum() for letter in question):
        return _("Bitte geben Sie eine Frage oder ein Wort ein.")
    return "" if ready.semantic else _words_only()


def _words_only() -> str:
    return _("Gesucht wurde nur nach Wörtern, nicht nach der Bedeutung.")
