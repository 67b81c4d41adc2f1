"""What stands beside passages on the reading desk: their topics, marks and notes, demands, and what was decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from leitstand.domain.papers.access import own_mark, require_staff
from leitstand.domain.papers.models import Adoption, Demand, Mark, TopicCorrection, TopicScore
from leitstand.domain.plans.models import MeasureEntry, Topic
from leitstand.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class TopicNote:
    """A topic near a passage. ``holds``: the passage counts as speaking of it; ``said`` is the office's own word."""

    key: str
    title: str
    title_en: str
    holds: bool
    said: bool | None


@dataclass(frozen=True, slots=True)
class MarkNote:
    """``own``: whoever asks may change it."""

    key: str
    note: str
    author: str
    own: bool


@dataclass(frozen=True, slots=True)
class DemandNote:
    key: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """``kind`` and ``target_key`` are empty if it was refused."""

    key: str
    verdict: str
    reason: str
    decided_on: date
    kind: str
    target_key: str
    target: str


@dataclass(frozen=True, slots=True)
class Margin:
    """Topics that hold come first, then those the rule found near."""

    topics: tuple[TopicNote, ...] = ()
    marks: tuple[MarkNote, ...] = ()
    demands: tuple[DemandNote, ...] = ()
    decisions: tuple[DecisionNote, ...] = ()

    @property
    def holding(self) -> tuple[TopicNote, ...]:
        return tuple(topic for topic in self.topics if topic.holds)


@dataclass
class _Notes:
    topics: dict[str, TopicNote] = field(default_factory=dict)
    marks: list[MarkNote] = field(default_factory=list)
    demands: list[DemandNote] = field(default_factory=list)
    decisions: list[DecisionNote] = field(default_factory=list)

    def margin(self) -> Margin:
        topics = sorted(self.topics.values(), key=lambda topic: not topic.holds)
        return Margin(tuple(topics), tuple(self.marks), tuple(self.demands), tuple(self.decisions))


def margins(passages: Collection[int], topics: Sequence[Topic], *, actor: Actor) -> Mapping[int, Margin]:
    """The margins of passages, given by their numbers, as to these topics; six statements.

    Raises ``NotAllowed`` for the public.
    """
    require_staff(actor)
    found: dict[int, _Notes] = defaultdict(_Notes)
    _topics(found, passages, topics)
    _marks(found, passages, actor)
    for demand in Demand.objects.filter(passage__in=passages, removed_on=None):
        found[demand.passage_id or 0].demands.append(DemandNote(demand.key, demand.kind, demand.text))
    decided = list(Adoption.objects.filter(passage__in=passages, removed_on=None).select_related("goal", "topic"))
    titles = _titles(one.measure_id for one in decided if one.measure_id)
    for one in decided:
        found[one.passage_id or 0].decisions.append(_decision(one, titles))
    return {number: notes.margin() for number, notes in found.items()}


def _marks(found: dict[int, _Notes], passages: Collection[int], actor: Actor) -> None:
    marks: dict[int, list[Mark]] = defaultdict(list)
    for one in Mark.objects.filter(passage__in=passages, removed_on=None):
        marks[one.passage_id].append(one)
    for passage, there in marks.items():
        own = own_mark(there, actor)
        found[passage].marks = [MarkNote(one.key, one.note, one.author, one is own) for one in there]


def _topics(found: dict[int, _Notes], passages: Collection[int], topics: Sequence[Topic]) -> None:
    by_pk = {topic.pk: topic for topic in topics}
    scores = TopicScore.objects.filter(passage__in=passages, topic__in=topics).order_by("passage", "rank")
    for passage, number, assigned in scores.values_list("passage", "topic", "assigned"):
        topic = by_pk[number]
        found[passage].topics[topic.key] = TopicNote(topic.key, topic.title, topic.title_en, assigned, None)
    said = TopicCorrection.objects.filter(passage__in=passages, topic__in=topics, removed_on=None).order_by("pk")
    for passage, number, fits in said.values_list("passage", "topic", "fits"):
        topic = by_pk[number]
        found[passage].topics[topic.key] = TopicNote(topic.key, topic.title, topic.title_en, fits, fits)


def _titles(measures: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Key and present title of measures, by their numbers."""
    entries = MeasureEntry.objects.filter(measure__in=list(measures), removed_on=None).order_by("edition__position")
    return {pk: (key, title) for pk, key, title in entries.values_list("measure", "measure__key", "title")}


def _decision(one: Adoption, titles: Mapping[int, tuple[str, str]]) -> DecisionNote:
    kind = next((name for name in ("measure", "goal", "topic") if getattr(one, f"{name}_id")), "")
    other = one.goal or one.topic
    key, title = (
        titles.get(one.measure_id or 0, ("", ""))
        if kind == "measure"
        else ((other.key, other.label) if other else ("", ""))
    )
    return DecisionNote(one.key, one.verdict, one.reason, one.decided_on, kind, key, title)
