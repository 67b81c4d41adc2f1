"""One question, passages from all papers and from our own editions.

Words and meaning together where the computer can do both (``Found.semantic``); the note says so where not.
Any text is a valid question: it is taken apart into words, and nothing of it reaches a database as syntax.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import require_staff
from leitstand.domain.papers.models import Fulltext, Passage, TopicCorrection
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

    One of ``paper_key`` and ``edition_key`` is empty.
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


def search(question: str, *, limit: int = 10, filters: Filters = ANYTHING, actor: Actor) -> Found:
    """The passages that answer a question best. Raises ``NotAllowed`` for the public."""
    require_staff(actor)
    ready = finder()
    texts = searchable()
    scope = _scope(texts, filters)
    ranking = ready.find(question[:LONGEST_QUESTION], _bounded(limit), scope)
    return _found(ranking, texts, ready, _note(question, ready))


def similar(passage_id: int, limit: int = 10, *, actor: Actor) -> Found:
    """Passages of any text that say something like this one. Raises ``NotFound``, and ``NotAllowed`` for the public."""
    require_staff(actor)
    passage = Passage.objects.filter(pk=passage_id).first()
    if passage is None:
        raise NotFound(_("Diese Textstelle gibt es nicht."))
    ready, texts, limit = finder(), searchable(), _bounded(limit)
    scope = Scope(texts=frozenset(texts))
    vector = ready.vectors.vector(passage_id) if ready.vectors is not None else None
    if vector is not None and ready.vectors is not None:
        ranking = ready.vectors.search(vector, limit + 1, scope)
    else:
        ranking = ready.find(passage.text, limit + 1, scope)
    others = [one for one in ranking if one[0] != passage_id][:limit]
    return _found(others, texts, ready, "" if vector is not None else _words_only())


def searchable() -> dict[int, Text]:
    """Every text that is there now, by the number of its row."""
    found = Fulltext.objects.filter(Q(paper=None) | Q(paper__removed_on=None), removed_on=None)
    return {one.pk: _text(one) for one in found.select_related("paper", "edition__plan")}


def _text(fulltext: Fulltext) -> Text:
    if fulltext.paper is not None:
        paper = fulltext.paper
        year = str(paper.published or paper.years or "")[:4]
        return Text(fulltext.key, paper.key, "", paper.title, paper.body, paper.land, year, paper.kind)
    edition = fulltext.edition
    assert edition is not None  # noqa: S101 - a constraint of the table says so
    year = str(edition.begins or edition.announced or "")[:4]
    return Text(
        fulltext.key, "", edition.key, edition.title, edition.plan.title, edition.plan.region, year, OWN
    )  # fmt: skip


def _scope(texts: dict[int, Text], filters: Filters) -> Scope:
    chosen = frozenset(number for number, text in texts.items() if _fits(text, filters))
    everything = len(chosen) == Fulltext.objects.count()
    return Scope(None if everything else chosen, on_topics(filters.topics) if filters.topics else None)


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


def _found(ranking: Ranking, texts: dict[int, Text], ready: Finder, note: str) -> Found:
    passages = Passage.objects.select_related("page").in_bulk([number for number, _score in ranking])
    hits = tuple(
        _hit(passages[number], texts[passages[number].fulltext_id], score)
        for number, score in ranking
        if number in passages and passages[number].fulltext_id in texts
    )
    return Found(hits, ready.semantic, note)


def _hit(passage: Passage, text: Text, score: float) -> Hit:
    return Hit(
        passage.pk, text.fulltext_key, text.paper_key, text.edition_key, text.title, text.land, text.year,
        passage.page.number, passage.start, passage.end, passage.kind, tuple(passage.outline), passage.text, score,
    )  # fmt: skip


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _note(question: str, ready: Finder) -> str:
    if not any(letter.isalnum() for letter in question):
        return _("Bitte geben Sie eine Frage oder ein Wort ein.")
    return "" if ready.semantic else _words_only()


def _words_only() -> str:
    return _("Gesucht wurde nur nach Wörtern, nicht nach der Bedeutung.")
