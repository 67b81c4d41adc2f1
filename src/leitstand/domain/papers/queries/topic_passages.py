"""The passages of other people's papers with the topics they speak of: what all questions on topics go by.

What the office corrected outranks the rule. Of a paper with several texts the latest counts, and a paper
counts from the day it appeared. The public sees it of published editions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

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
class Speaking:
    """A passage that speaks of a topic, without its text; ``quoted`` reads the texts that are shown."""

    passage_id: int
    paper: QuotedPaper
    score: float
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What papers say on an edition's topics, nearest first; ``counted`` are the passages judged."""

    edition: Edition
    topics: tuple[Topic, ...]
    papers: tuple[QuotedPaper, ...]
    speaking: Mapping[str, tuple[Speaking, ...]]
    counted: int


def read_topics(edition_key: str = "", *, actor: Actor, as_of: date | None = None) -> Reading:
    """A fixed number of statements, and no text. Raises ``NotFound`` if this actor sees no such edition with topics."""
    edition = edition_for_topics(edition_key, drafts=may_see_drafts(actor))
    topics = topics_of(edition)
    texts = latest_texts(as_of or clock.today())
    return Reading(
        edition=edition,
        topics=tuple(topics),
        papers=tuple(dict.fromkeys(texts.values())),
        speaking=speaking_of(topics, texts),
        counted=judged(topics, texts),
    )


def judged(topics: Sequence[Topic], texts: Mapping[int, QuotedPaper]) -> int:
    """How many passages of the texts the rule has judged."""
    scores = TopicScore.objects.filter(topic__in=topics, rank=1, passage__fulltext__in=list(texts))
    return scores.values("passage").distinct().count()


def speaking_of(topics: Sequence[Topic], texts: Mapping[int, QuotedPaper]) -> dict[str, tuple[Speaking, ...]]:
    """By topic the passages that speak of it, nearest first: two statements.

    Those the rule assigned, unless the office said otherwise, and those the office put there.
    """
    said = _corrections(topics, texts)
    scores = TopicScore.objects.filter(topic__in=topics, assigned=True, passage__fulltext__in=list(texts))
    found: dict[tuple[int, str], Speaking] = {}
    for passage, text, topic, score in scores.values_list("passage", "passage__fulltext", "topic__key", "score"):
        _text, fits = said.get((passage, topic), (text, True))
        if fits:
            found[passage, topic] = Speaking(passage, texts[text], score, (passage, topic) in said)
    for (passage, topic), (text, fits) in said.items():
        if fits and (passage, topic) not in found:
            found[passage, topic] = Speaking(passage, texts[text], 0.0, True)
    by_topic: dict[str, list[Speaking]] = {topic.key: [] for topic in topics}
    for (_passage, topic), one in found.items():
        by_topic[topic].append(one)
    return {key: tuple(sorted(those, key=_nearest_first)) for key, those in by_topic.items()}


def _corrections(topics: Sequence[Topic], texts: Mapping[int, QuotedPaper]) -> dict[tuple[int, str], tuple[int, bool]]:
    """By passage and topic its text, and what the office said last."""
    corrections = TopicCorrection.objects.filter(
        topic__in=topics, removed_on=None, passage__fulltext__in=list(texts)
    ).order_by("pk")
    rows = corrections.values_list("passage", "passage__fulltext", "topic__key", "fits")
    return {(passage, topic): (text, fits) for passage, text, topic, fits in rows}


def _nearest_first(one: Speaking) -> tuple[bool, float, int]:
    return not one.by_hand, -one.score, one.passage_id


def quoted(speaking: Iterable[Speaking]) -> tuple[Quote, ...]:
    """The passages word for word, in the order given: one statement."""
    wanted = list(speaking)
    passages = to_quote(Passage.objects.all()).in_bulk([one.passage_id for one in wanted])
    return tuple(_quote(passages[one.passage_id], one) for one in wanted if one.passage_id in passages)


def to_quote(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """What a quotation needs of passages: not the whole page around each, nor where on its picture it stands."""
    return passages.select_related("page", "fulltext").defer("page__content", "boxes")


def latest_texts(day: date, paper: str = "") -> dict[int, QuotedPaper]:
    """The latest text of each paper that has appeared by the day, by Land and paper; ``paper``: of this one only."""
    chosen = {"paper__key": paper} if paper else {}
    texts = Fulltext.objects.filter(removed_on=None, paper__isnull=False, paper__removed_on=None, **chosen)
    latest = {text.paper_id: text for text in texts.select_related("paper").order_by("pk")}
    known = [(text.pk, text.paper) for text in latest.values() if text.paper and known_by(text.paper.published, day)]
    ordered = sorted(known, key=lambda pair: (pair[1].land == "", pair[1].land, pair[1].position, pair[1].key))
    return {number: _quoted_paper(paper) for number, paper in ordered}


def _quoted_paper(paper: Paper) -> QuotedPaper:
    return QuotedPaper(
        paper.key, paper.title, paper.body, paper.land, paper.years or paper.published, paper.url, paper.demonstration
    )


def quote_of(passage: Passage, texts: Mapping[int, QuotedPaper], score: float, by_hand: bool = False) -> Quote:
    """A passage as it is quoted."""
    return _quote(passage, Speaking(passage.pk, texts[passage.fulltext_id], score, by_hand))


def _quote(passage: Passage, one: Speaking) -> Quote:
    page = passage.page.number if passage.page.width else 0
    return Quote(
        passage.pk, passage.fulltext.key, one.paper, page, passage.start, passage.end, passage.text, one.score,
        one.by_hand,
    )  # fmt: skip
