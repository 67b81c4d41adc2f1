"""What is known of a passage and worth carrying over when it is adopted: its topic, its heading, who it names.

All of it is for a person to accept or change; nobody is given a task because a paper names them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.access import require_staff
from leitstand.domain.papers.models import Paper, Passage, TopicCorrection, TopicScore
from leitstand.domain.papers.rules.mentions import mentioned
from leitstand.domain.plans.models import Topic
from leitstand.foundation.actor import Actor

TITLE_LENGTH = 90
NUMBER = r"\d{1,2}(?:\.\d{1,2})*[.):]?|[IVX]+[.):]?|[A-Z]\d{1,2}(?:\.\d{1,2})*[.):]?|[A-Za-z][.):]"
NUMBERING = re.compile(rf"^(?:(?:Kapitel|Abschnitt)\s+)?(?:{NUMBER})\s+(?=\S{{2}})")
SAYS_NOTHING = frozenset(
    {
        "einleitung", "vorwort", "zusammenfassung", "fazit", "ausblick", "ausgangslage", "hintergrund",
        "maßnahmen", "ziele", "forderungen", "handlungsfelder", "handlungsempfehlungen", "empfehlungen",
        "anhang", "inhalt",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``topic`` is one of the topics offered, ``of`` the title of the passage's own topic that it goes by.

    ``heading`` says whether the title is the heading above the passage; ``named`` are our institutions in the text.
    """

    title: str
    heading: bool
    topic: Topic | None
    of: str
    named: tuple[Institution, ...]


def suggestion(
    passage: Passage | None, text: str, paper: Paper | None, topics: Sequence[Topic], asked: str, *, actor: Actor
) -> Suggestion:
    """What to begin with when ``text`` of a passage (or of a demand without one) is adopted.

    ``topics`` are those that may take it in, the most likely edition last; ``asked`` is the key of the topic that
    the person came from, of any edition. Four statements. Raises ``NotAllowed`` for the public.
    """
    require_staff(actor)
    heading = _heading(passage) if passage else ""
    topic, of = _topic(_spoken_of(passage, asked), topics)
    return Suggestion(heading or first_words(text), bool(heading), topic, of, _named(text, paper))


def _heading(passage: Passage) -> str:
    for one in reversed(passage.outline):
        said = NUMBERING.sub("", " ".join(str(one).split())).rstrip(" :")
        if 3 <= len(said) <= TITLE_LENGTH and said.casefold() not in SAYS_NOTHING:
            return said
    return ""


def first_words(text: str) -> str:
    """The beginning of a quotation, cut at a word, as a title to improve."""
    flat = " ".join(text.split())
    return flat if len(flat) <= TITLE_LENGTH else flat[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def _spoken_of(passage: Passage | None, asked: str) -> list[Topic]:
    """The topic asked for, then those the passage is on: by the office's word first, then by the rule's ranks."""
    found = list(Topic.objects.filter(key=asked, removed_on=None)) if asked else []
    if passage is None:
        return found
    said = TopicCorrection.objects.filter(passage=passage, removed_on=None).select_related("topic").order_by("pk")
    latest = {one.topic_id: one for one in said}
    scores = TopicScore.objects.filter(passage=passage, assigned=True, topic__removed_on=None)
    by_rule = [one.topic for one in scores.select_related("topic").order_by("rank") if one.topic_id not in latest]
    return [*found, *(one.topic for one in latest.values() if one.fits), *by_rule]


def _topic(spoken_of: Iterable[Topic], offered: Sequence[Topic]) -> tuple[Topic | None, str]:
    """The first of the topics that is offered itself, or under the same title in another edition."""
    by_title = {topic.title.casefold(): topic for topic in offered}
    for one in spoken_of:
        topic = next((other for other in offered if other.pk == one.pk), None) or by_title.get(one.title.casefold())
        if topic is not None:
            return topic, one.title
    return None, ""


def _named(text: str, paper: Paper | None) -> tuple[Institution, ...]:
    """Our institutions that the text names, without the one that wrote it."""
    author = (paper.institution_id if paper else None) or 0
    known = {one.key: one for one in Institution.objects.filter(removed_on=None).exclude(pk=author)}
    names = {key: [name for name in (one.name, one.short_name) if name] for key, one in known.items()}
    return tuple(known[key] for key in mentioned(text, names))
