"""The passages of other people's papers with the topics they speak of: what all questions on topics go by.

What the office corrected outranks the rule. Of a paper with several texts the latest counts, and a paper
counts from the day it appeared. The public sees it of published editions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.domain.papers.models import Fulltext, Paper, Passage, TopicCorrection, TopicScore
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_texts import topics_of
from leitstand.domain.plans.access import may_see_drafts
from leitstand.domain.plans.models import Edition, Topic
from leitstand.domain.plans.queries.loading import known_by
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class QuotedPaper:
    """The paper that a passage stands in; ``demonstration`` marks an invented one."""

    key: str
    title: str
    body: str
    land: str
    years: str
    url: str
    demonstration: bool

    @property
    def place(self) -> str:
        """The Land, or whose paper it is where it belongs to none."""
        return self.land or self.body


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage word for word; ``page`` is 0 where the file has no pages, ``by_hand`` if the office put it here."""

    passage_id: int
    fulltext_key: str
    paper: QuotedPaper
    page: int
    start: int
    end: int
    text: str
    score: float
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What has been read for an edition: quotes by topic, nearest first; ``counted`` are the passages judged."""

    edition: Edition
    topics: tuple[Topic, ...]
    papers: tuple[QuotedPaper, ...]
    quotes: Mapping[str, tuple[Quote, ...]]
    counted: int


@dataclass(frozen=True, slots=True)
class _Found:
    topic: str
    score: float
    by_hand: bool


def read_topics(edition_key: str = "", *, actor: Actor, as_of: date | None = None) -> Reading:
    """A fixed number of statements. Raises ``NotFound`` if there is no such edition with topics for this actor."""
    edition = edition_for_topics(edition_key, drafts=may_see_drafts(actor))
    topics = topics_of(edition)
    texts = latest_texts(as_of or clock.today())
    found = _found(topics, texts)
    passages = _passages(found)
    quotes: dict[str, list[Quote]] = {topic.key: [] for topic in topics}
    for number, places in found.items():
        for one in places:
            quotes[one.topic].append(quote_of(passages[number], texts, one.score, one.by_hand))
    judged = TopicScore.objects.filter(topic__in=topics, rank=1, passage__fulltext__in=texts)
    return Reading(
        edition=edition,
        topics=tuple(topics),
        papers=tuple(dict.fromkeys(texts.values())),
        quotes={key: tuple(sorted(those, key=_nearest_first)) for key, those in quotes.items()},
        counted=judged.values("passage").distinct().count(),
    )


def _nearest_first(quote: Quote) -> tuple[bool, float, int]:
    return not quote.by_hand, -quote.score, quote.passage_id


def latest_texts(day: date) -> dict[int, QuotedPaper]:
    """The latest text of each paper that has appeared by the day, by Land and paper."""
    texts = Fulltext.objects.filter(removed_on=None, paper__isnull=False, paper__removed_on=None)
    latest = {text.paper_id: text for text in texts.select_related("paper").order_by("pk")}
    known = [(text.pk, text.paper) for text in latest.values() if text.paper and known_by(text.paper.published, day)]
    ordered = sorted(known, key=lambda pair: (pair[1].land == "", pair[1].land, pair[1].position, pair[1].key))
    return {number: _quoted_paper(paper) for number, paper in ordered}


def _quoted_paper(paper: Paper) -> QuotedPaper:
    return QuotedPaper(
        paper.key, paper.title, paper.body, paper.land, paper.years or paper.published, paper.url, paper.demonstration
    )


def _found(topics: Sequence[Topic], texts: Mapping[int, QuotedPaper]) -> dict[int, list[_Found]]:
    """The topics of each passage: assigned by the rule, unless the office said otherwise, or put there by it."""
    scores = TopicScore.objects.filter(topic__in=topics, assigned=True, passage__fulltext__in=list(texts))
    corrections = TopicCorrection.objects.filter(
        topic__in=topics, removed_on=None, passage__fulltext__in=list(texts)
    ).order_by("pk")
    said = {(passage, topic): fits for passage, topic, fits in corrections.values_list("passage", "topic__key", "fits")}
    found: dict[tuple[int, str], _Found] = {}
    for passage, topic, score in scores.values_list("passage", "topic__key", "score"):
        if said.get((passage, topic), True):
            found[passage, topic] = _Found(topic, score, (passage, topic) in said)
    for (passage, topic), fits in said.items():
        if fits and (passage, topic) not in found:
            found[passage, topic] = _Found(topic, 0.0, True)
    by_passage: dict[int, list[_Found]] = {}
    for (passage, _topic), one in found.items():
        by_passage.setdefault(passage, []).append(one)
    return by_passage


def _passages(found: Mapping[int, object]) -> dict[int, Passage]:
    return Passage.objects.select_related("page", "fulltext").in_bulk(list(found))


def quote_of(passage: Passage, texts: Mapping[int, QuotedPaper], score: float, by_hand: bool = False) -> Quote:
    """A passage as it is quoted."""
    page = passage.page.number if passage.page.width else 0
    return Quote(
        passage.pk, passage.fulltext.key, texts[passage.fulltext_id], page, passage.start, passage.end, passage.text,
        score, by_hand,
    )  # fmt: skip
