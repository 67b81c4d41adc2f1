"""The synopsis of a topic: what others say of it, word for word, beside what our own edition says.

For the export; a passage counts if the rule assigned it to the topic or the office put it there, and never if the
office took it out. Of a paper with several texts the latest counts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from leitstand.domain.papers.models import Adoption, Fulltext, Paper, Passage, TopicCorrection, TopicScore
from leitstand.domain.papers.queries.topic_passages import to_quote
from leitstand.domain.plans.models import MeasureEntry, Responsibility, Topic
from leitstand.domain.sources.access import require_staff
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound

Text = tuple[Paper, Fulltext]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage. ``outline`` are the headings above it; ``page`` is 0 where the text has no real pages.

    ``by_hand`` if the office put it under the topic; ``verdict`` and ``reason`` say what became of it, if anything.
    """

    passage_id: int
    text: str
    page: int
    start: int
    end: int
    kind: str
    outline: tuple[str, ...]
    score: float
    by_hand: bool
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One paper with its passages on the topic, in reading order. ``published`` is a partial date.

    ``superseded`` if the text of a later edition is here as well.
    """

    key: str
    title: str
    body: str
    years: str
    published: str
    url: str
    media: str
    superseded: bool
    demonstration: bool
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class LandPart:
    """``land`` is empty for papers of no Land."""

    land: str
    papers: tuple[PaperPart, ...]


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """What the edition promises on the topic; ``lead`` is empty where nobody leads."""

    key: str
    code: str
    title: str
    title_en: str
    promise: str
    promise_en: str
    lead: str


@dataclass(frozen=True, slots=True)
class Synopsis:
    """``silent`` are the papers with a text here that say nothing on the topic, as (Land, title)."""

    day: date
    topic_key: str
    code: str
    title: str
    title_en: str
    summary: str
    field: str
    edition: str
    edition_en: str
    plan: str
    own: tuple[OwnMeasure, ...]
    lands: tuple[LandPart, ...]
    silent: tuple[tuple[str, str], ...]

    @property
    def paper_count(self) -> int:
        return sum(len(land.papers) for land in self.lands)

    @property
    def quotation_count(self) -> int:
        return sum(len(paper.quotations) for land in self.lands for paper in land.papers)

    @property
    def demonstration(self) -> bool:
        """Whether an invented paper is quoted."""
        return any(paper.demonstration for land in self.lands for paper in land.papers)


def synopsis(topic_key: str, *, actor: Actor) -> Synopsis:
    """The synopsis of a topic as of today; a fixed number of statements.

    Raises ``NotAllowed`` for the public, ``NotFound`` if there is no such topic.
    """
    require_staff(actor)
    topic = _topic(topic_key)
    texts = _latest_texts()
    passages = _passages_of(topic, texts)
    edition = topic.field.edition
    return Synopsis(
        day=clock.today(),
        topic_key=topic.key,
        code=topic.code,
        title=topic.title,
        title_en=topic.title_en,
        summary=topic.summary,
        field=topic.field.title,
        edition=edition.title,
        edition_en=edition.title_en,
        plan=edition.plan.title,
        own=_own(topic),
        lands=_lands(texts, passages),
        silent=tuple((paper.land, paper.title) for paper, text in texts if text.pk not in passages),
    )


def _topic(key: str) -> Topic:
    topic = Topic.objects.select_related("field__edition__plan").filter(key=key, removed_on=None).first()
    if topic is None:
        raise NotFound(f"Ein Thema mit dem Kennzeichen „{key}“ gibt es nicht.", "topic")
    return topic


def _latest_texts() -> list[Text]:
    """The latest text of each paper: by Land, then the newest paper first."""
    texts = Fulltext.objects.filter(removed_on=None, paper__isnull=False, paper__removed_on=None)
    latest = {text.paper_id: text for text in texts.select_related("paper").order_by("pk")}
    pairs = [(text.paper, text) for text in latest.values() if text.paper]
    newest = sorted(pairs, key=lambda pair: (pair[0].published, pair[0].key), reverse=True)
    return sorted(newest, key=lambda pair: (pair[0].land == "", pair[0].land))


def _passages_of(topic: Topic, texts: Sequence[Text]) -> Mapping[int, Sequence[Quotation]]:
    """By text, in reading order."""
    scores = dict(TopicScore.objects.filter(topic=topic, assigned=True).values_list("passage", "score"))
    said = _corrections(topic)
    wanted = ({*scores} - {one for one, fits in said.items() if not fits}) | {one for one, fits in said.items() if fits}
    verdicts = _verdicts(topic)
    found: dict[int, list[Quotation]] = defaultdict(list)
    for passage in to_quote(_chosen(texts, topic)):
        if passage.pk in wanted and (passage.kind != Passage.Kind.HEADING or passage.pk in said):
            verdict, reason = verdicts.get(passage.pk, ("", ""))
            found[passage.fulltext_id].append(
                _quotation(passage, scores.get(passage.pk, 0.0), passage.pk in said, verdict, reason)
            )
    return found


def _chosen(texts: Sequence[Text], topic: Topic) -> QuerySet[Passage]:
    near = Q(topic_scores__topic=topic, topic_scores__assigned=True) | Q(corrections__topic=topic)
    return (
        Passage.objects.filter(near, fulltext__in=[text for _, text in texts])
        .distinct()
        .order_by("fulltext", "position")
    )


def _corrections(topic: Topic) -> dict[int, bool]:
    """What the office said last of each passage."""
    corrections = TopicCorrection.objects.filter(topic=topic, removed_on=None).order_by("pk")
    return dict(corrections.values_list("passage", "fits"))


def _verdicts(topic: Topic) -> dict[int, tuple[str, str]]:
    """What became last of each passage near the topic."""
    decided = Adoption.objects.filter(
        Q(passage__topic_scores__topic=topic) | Q(passage__corrections__topic=topic), removed_on=None
    ).order_by("decided_on", "pk")
    return {pk: (verdict, reason) for pk, verdict, reason in decided.values_list("passage", "verdict", "reason")}


def _quotation(passage: Passage, score: float, by_hand: bool, verdict: str, reason: str) -> Quotation:
    paged = passage.fulltext.media == Fulltext.Media.PDF
    return Quotation(
        passage_id=passage.pk,
        text=passage.text,
        page=passage.page.number if paged else 0,
        start=passage.start,
        end=passage.end,
        kind=passage.kind,
        outline=tuple(passage.outline),
        score=score,
        by_hand=by_hand,
        verdict=verdict,
        reason=reason,
    )


def _lands(texts: Sequence[Text], passages: Mapping[int, Sequence[Quotation]]) -> tuple[LandPart, ...]:
    former = {paper.previous_id for paper, _ in texts}
    speaking = [(paper, text) for paper, text in texts if text.pk in passages]
    return tuple(
        LandPart(land, tuple(_part(paper, text, paper.pk in former, passages[text.pk]) for paper, text in those))
        for land, those in groupby(speaking, key=lambda pair: pair[0].land)
    )


def _part(paper: Paper, text: Fulltext, superseded: bool, quotations: Sequence[Quotation]) -> PaperPart:
    return PaperPart(
        key=paper.key,
        title=paper.title,
        body=paper.body,
        years=paper.years,
        published=paper.published,
        url=paper.url,
        media=text.media,
        superseded=superseded,
        demonstration=paper.demonstration,
        quotations=tuple(quotations),
    )


def _own(topic: Topic) -> tuple[OwnMeasure, ...]:
    near = Q(topic=topic) | Q(further_topics=topic)
    entries = MeasureEntry.objects.filter(near, edition=topic.field.edition, removed_on=None).distinct()
    leads = dict(
        Responsibility.objects.filter(entry__in=entries, role=Responsibility.Role.LEAD, removed_on=None).values_list(
            "entry", "institution__name"
        )
    )
    return tuple(
        OwnMeasure(
            entry.measure.key, entry.code, entry.title, entry.title_en, entry.promise, entry.promise_en,
            leads.get(entry.pk, ""),
        )
        for entry in entries.select_related("measure")
    )  # fmt: skip
