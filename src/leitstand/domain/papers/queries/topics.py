"""What do others treat, and what do we not? Topics × Länder, coverage of a paper, gaps, themes on no topic of ours."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db.models import Q

from leitstand.domain.papers.models import Passage, PassageVector, TopicScore
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_passages import (
    Quote,
    QuotedPaper,
    Reading,
    Speaking,
    judged,
    latest_texts,
    quote_of,
    quoted,
    read_topics,
    speaking_of,
    to_quote,
)
from leitstand.domain.papers.queries.topic_texts import topics_of
from leitstand.domain.papers.rules.formal import GREETINGS, is_greeting, may_be_theme, only_introduces
from leitstand.domain.papers.rules.themes import find_themes
from leitstand.domain.papers.rules.topics import STRANGE, Vectors
from leitstand.domain.papers.searching.embedding import embedder
from leitstand.domain.papers.searching.vectors import unpacked
from leitstand.domain.plans.access import may_see_drafts
from leitstand.domain.plans.models import MeasureEntry, Topic
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound

BEST = 3
"""Passages quoted for a cell, a gap or a theme."""
THEMES_FROM = 2_000
FEWEST_WORDS = 12
LEADER = ". . ."
LATEST_GREETING = 12
"""Page up to which a paper greets its readers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages of one Land (or of one body without a Land) speak of a topic."""

    place: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic: ``cells`` in the order of the matrix' places, ``own`` counts our measures on it.

    ``best`` is the nearest passage of each place, ``BEST`` of them, and only of gaps.
    """

    key: str
    code: str
    title: str
    title_en: str
    field: str
    field_en: str
    cells: tuple[Cell, ...]
    own: int
    best: tuple[Quote, ...]

    @property
    def is_gap(self) -> bool:
        """Whether others treat it and we have no measure on it."""
        return bool(self.count) and not self.own

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def places(self) -> tuple[str, ...]:
        """Who says something on it."""
        return tuple(cell.place for cell in self.cells if cell.count)


@dataclass(frozen=True, slots=True)
class Matrix:
    """``counted`` passages were judged; ``assigned`` are on at least one topic, of the others the rule was not sure."""

    edition_key: str
    edition: str
    edition_en: str
    places: tuple[str, ...]
    rows: tuple[TopicRow, ...]
    papers: tuple[QuotedPaper, ...]
    counted: int
    assigned: int

    @property
    def gaps(self) -> tuple[TopicRow, ...]:
        """Topics that others treat and for which we have no measure, the most treated first."""
        rows = [row for row in self.rows if row.is_gap]
        return tuple(sorted(rows, key=lambda row: (-len(row.places), -row.count)))

    @property
    def demonstration(self) -> bool:
        """Whether an invented paper is counted."""
        return any(paper.demonstration for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of our topics a paper treats: (topic's key, title, passages), and how many passages it has in all."""

    topics: tuple[tuple[str, str, int], ...]
    counted: int
    assigned: int


@dataclass(frozen=True, slots=True)
class NewTheme:
    """Passages on no topic of ours, named by their own words."""

    name: str
    terms: tuple[str, ...]
    passage_ids: tuple[int, ...]
    places: tuple[str, ...]
    best: tuple[Quote, ...]

    @property
    def count(self) -> int:
        return len(self.passage_ids)


def matrix(edition_key: str = "", *, actor: Actor, as_of: date | None = None) -> Matrix:
    """Topics × Länder. Raises ``NotFound`` if there is no such edition with topics for this actor."""
    reading = read_topics(edition_key, actor=actor, as_of=as_of)
    places = tuple(dict.fromkeys(paper.place for paper in reading.papers))
    own = _own_measures(reading)
    rows = [_row(topic, reading.speaking[topic.key], places, own.get(topic.pk, 0)) for topic in reading.topics]
    return Matrix(
        edition_key=reading.edition.key,
        edition=reading.edition.title,
        edition_en=reading.edition.title_en,
        places=places,
        rows=_with_best(rows, reading),
        papers=reading.papers,
        counted=reading.counted,
        assigned=len({one.passage_id for those in reading.speaking.values() for one in those}),
    )


def _row(topic: Topic, speaking: Sequence[Speaking], places: Sequence[str], own: int) -> TopicRow:
    counts = Counter(one.paper.place for one in speaking)
    return TopicRow(
        topic.key, topic.code, topic.title, topic.title_en, topic.field.title, topic.field.title_en,
        tuple(Cell(place, counts[place]) for place in places), own, (),
    )  # fmt: skip


def _with_best(rows: Sequence[TopicRow], reading: Reading) -> tuple[TopicRow, ...]:
    """The rows, gaps with their nearest passages: one statement."""
    best = {row.key: _best(reading.speaking[row.key]) for row in rows if row.is_gap}
    quotes = {quote.passage_id: quote for quote in quoted(one for those in best.values() for one in those)}
    # A passage may stand for several topics, with a closeness of its own to each.
    return tuple(
        replace(row, best=tuple(replace(quotes[one.passage_id], score=one.score) for one in best.get(row.key, ())))
        for row in rows
    )


def _best(speaking: Sequence[Speaking]) -> list[Speaking]:
    first: dict[str, Speaking] = {}
    for one in speaking:
        first.setdefault(one.paper.place, one)
    return sorted(first.values(), key=lambda one: -one.score)[:BEST]


def _own_measures(reading: Reading) -> dict[int, int]:
    """Living measures of any edition on each topic; the public counts those of published editions."""
    entries = MeasureEntry.objects.filter(removed_on=None, edition__removed_on=None, edition__published=True)
    found: dict[int, set[int]] = {}
    for measure, topic, further in entries.values_list("measure", "topic", "further_topics"):
        for number in {topic, further} - {None}:
            found.setdefault(number, set()).add(measure)
    return {topic.pk: len(found.get(topic.pk, ())) for topic in reading.topics}


def gaps(edition_key: str = "", *, actor: Actor, as_of: date | None = None) -> tuple[TopicRow, ...]:
    """Topics that others treat and for which we have no measure, with passages. Raises as ``matrix`` does."""
    return matrix(edition_key, actor=actor, as_of=as_of).gaps


def passages_on(topic_key: str, *, actor: Actor, paper: str = "", as_of: date | None = None) -> tuple[Speaking, ...]:
    """All passages on a topic, nearest first and without their texts; ``paper``: of this one only.

    A fixed number of statements. Raises ``NotFound``.
    """
    topic = Topic.objects.select_related("field__edition").filter(key=topic_key, removed_on=None).first()
    if topic is None:
        raise NotFound(f"Ein Thema mit dem Kennzeichen „{topic_key}“ gibt es nicht.", "topic")
    edition_for_topics(topic.field.edition.key, drafts=may_see_drafts(actor))
    return speaking_of([topic], latest_texts(as_of or clock.today(), paper))[topic.key]


def quotes_on(topic_key: str, *, actor: Actor, paper: str = "", as_of: date | None = None) -> tuple[Quote, ...]:
    """All passages on a topic word for word, nearest first. Raises as ``passages_on`` does."""
    return quoted(passages_on(topic_key, actor=actor, paper=paper, as_of=as_of))


def coverage(paper_key: str, edition_key: str = "", *, actor: Actor) -> Coverage:
    """Which of our topics a paper treats, the most treated first; reads no other paper. Raises as ``matrix`` does."""
    topics = topics_of(edition_for_topics(edition_key, drafts=may_see_drafts(actor)))
    texts = latest_texts(clock.today(), paper_key)
    speaking = speaking_of(topics, texts)
    counts = [(topic.key, topic.title, len(speaking[topic.key])) for topic in topics]
    treated = sorted((one for one in counts if one[2]), key=lambda one: -one[2])
    passages = {one.passage_id for those in speaking.values() for one in those}
    return Coverage(tuple(treated), judged(topics, texts), len(passages))


def new_themes(edition_key: str = "", *, actor: Actor, as_of: date | None = None) -> tuple[NewTheme, ...]:
    """Themes of papers on no topic of the edition, the most widely treated first. Raises as ``matrix`` does."""
    topics = topics_of(edition_for_topics(edition_key, drafts=may_see_drafts(actor)))
    texts = latest_texts(as_of or clock.today())
    passages = _strange(topics, texts)
    whole = [" – ".join([*one.outline[-1:], one.text]) for one in passages]
    themes = find_themes(whole, _vectors(passages), unnamed={paper.place for paper in texts.values()})
    made = []
    for theme in themes:
        quotes = [quote_of(passages[at], texts, 0.0) for at in theme.members]
        places = tuple(sorted({quote.paper.place for quote in quotes}))
        best = tuple({quote.paper.key: quote for quote in reversed(quotes)}.values())[:BEST]
        made.append(NewTheme(theme.name, theme.terms, tuple(one.passage_id for one in quotes), places, best))
    return tuple(sorted(made, key=lambda theme: (-len(theme.places), -theme.count, theme.name)))


def _strange(topics: Sequence[Topic], texts: Iterable[int]) -> list[Passage]:
    """Passages near no topic, that nobody put on one either: of some length, on their subject, no table of contents."""
    assigned = TopicScore.objects.filter(topic__in=topics, assigned=True).values("passage")
    near = TopicScore.objects.filter(topic__in=topics, rank=1, passage__fulltext__in=list(texts))
    strange = [
        number
        for number, score, rule in near.values_list("passage", "score", "rule")
        if score < STRANGE[rule.startswith("meaning")]
    ]
    chosen = Passage.objects.filter(pk__in=strange).exclude(pk__in=assigned)
    chosen = chosen.exclude(corrections__topic__in=topics, corrections__fits=True, corrections__removed_on=None)
    wanted = [Passage.Kind.PARAGRAPH, Passage.Kind.ITEM]
    found = to_quote(chosen.filter(kind__in=wanted)).select_related("vector").order_by("fulltext", "position")
    greeted = _greeted(texts)
    speaking = [one for one in found[:THEMES_FROM] if may_be_theme(one.text, one.outline) and not _opens(one, greeted)]
    long = [one for one in speaking if len(one.text.split()) >= FEWEST_WORDS]
    texts_of: dict[str, set[int]] = defaultdict(set)
    for one in long:
        texts_of[_ending(one)].add(one.fulltext_id)
    return [one for one in long if LEADER not in one.text and len(texts_of[_ending(one)]) == 1]


def _greeted(texts: Iterable[int]) -> set[tuple[int, str]]:
    """Texts and the headings under which they greet their readers."""
    starts = Q()
    for greeting in GREETINGS:
        starts |= Q(text__startswith=greeting)
    found = Passage.objects.filter(starts, fulltext__in=list(texts), page__number__lte=LATEST_GREETING)
    values = found.values_list("fulltext", "outline", "text")
    return {(text, repr(outline)) for text, outline, said in values if is_greeting(said)}


def _opens(passage: Passage, greeted: Collection[tuple[int, str]]) -> bool:
    """Whether a passage belongs to what opens its paper: a letter to the readers, or a page before the chapters."""
    page = passage.page.number
    if page <= LATEST_GREETING and (passage.fulltext_id, repr(passage.outline)) in greeted:
        return True
    return only_introduces(page, passage.fulltext.page_count, passage.outline)


def _ending(passage: Passage) -> str:
    """What several papers end a passage with is no theme but a formula."""
    return " ".join(passage.text.split()[-8:])


def _vectors(passages: Sequence[Passage]) -> Vectors | None:
    model = embedder()
    kept = [getattr(one, "vector", None) for one in passages]
    known = [one for one in kept if isinstance(one, PassageVector) and model is not None and one.model == model.model]
    if not known or len(known) < len(passages):
        return None
    return unpacked([bytes(one.numbers) for one in known]).astype(np.float32)
