"""What do others treat, and what do we not? Topics × Länder, coverage of a paper, gaps, themes on no topic of ours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q

from leitstand.domain.papers.models import Passage, PassageVector, TopicScore
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_passages import (
    Quote,
    QuotedPaper,
    Reading,
    latest_texts,
    quote_of,
    read_topics,
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
    """What the papers of one Land (or of one body without a Land) say on a topic."""

    place: str
    count: int
    best: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic: ``cells`` in the order of the matrix' places, ``own`` counts our measures on it."""

    key: str
    code: str
    title: str
    title_en: str
    field: str
    field_en: str
    cells: tuple[Cell, ...]
    own: int

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def places(self) -> tuple[str, ...]:
        """Who says something on it."""
        return tuple(cell.place for cell in self.cells if cell.count)

    @property
    def best(self) -> tuple[Quote, ...]:
        """The nearest passage of each place, ``BEST`` of them."""
        first = [cell.best[0] for cell in self.cells if cell.best]
        return tuple(sorted(first, key=lambda quote: -quote.score)[:BEST])


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
        open_rows = [row for row in self.rows if row.count and not row.own]
        return tuple(sorted(open_rows, key=lambda row: (-len(row.places), -row.count)))

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
    assigned = {quote.passage_id for quotes in reading.quotes.values() for quote in quotes}
    return Matrix(
        edition_key=reading.edition.key,
        edition=reading.edition.title,
        edition_en=reading.edition.title_en,
        places=places,
        rows=tuple(_row(topic, reading.quotes[topic.key], places, own.get(topic.pk, 0)) for topic in reading.topics),
        papers=reading.papers,
        counted=reading.counted,
        assigned=len(assigned),
    )


def _row(topic: Topic, quotes: Sequence[Quote], places: Sequence[str], own: int) -> TopicRow:
    return TopicRow(
        topic.key, topic.code, topic.title, topic.title_en, topic.field.title, topic.field.title_en,
        tuple(_cell(place, [quote for quote in quotes if quote.paper.place == place]) for place in places), own,
    )  # fmt: skip


def _cell(place: str, quotes: Sequence[Quote]) -> Cell:
    return Cell(place, len(quotes), tuple(quotes[:BEST]))


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


def quotes_on(topic_key: str, *, actor: Actor, place: str = "", as_of: date | None = None) -> tuple[Quote, ...]:
    """All passages on a topic, nearest first; ``place``: of this Land or body only. Raises ``NotFound``."""
    topic = Topic.objects.select_related("field__edition").filter(key=topic_key, removed_on=None).first()
    if topic is None:
        raise NotFound(f"Ein Thema mit dem Kennzeichen „{topic_key}“ gibt es nicht.", "topic")
    quotes = read_topics(topic.field.edition.key, actor=actor, as_of=as_of).quotes[topic.key]
    return tuple(quote for quote in quotes if not place or quote.paper.place == place)


def coverage(paper_key: str, edition_key: str = "", *, actor: Actor) -> Coverage:
    """Which of our topics a paper treats, the most treated first. Raises as ``matrix`` does."""
    reading = read_topics(edition_key, actor=actor)
    counts = [
        (topic.key, topic.title, sum(quote.paper.key == paper_key for quote in reading.quotes[topic.key]))
        for topic in reading.topics
    ]
    scores = TopicScore.objects.filter(topic__in=reading.topics, rank=1, passage__fulltext__paper__key=paper_key)
    treated = sorted((one for one in counts if one[2]), key=lambda one: -one[2])
    passages = {
        quote.passage_id for quotes in reading.quotes.values() for quote in quotes if quote.paper.key == paper_key
    }
    return Coverage(tuple(treated), scores.values("passage").distinct().count(), len(passages))


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
    found = chosen.filter(kind__in=wanted).order_by("fulltext", "position").select_related("page", "fulltext", "vector")
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
