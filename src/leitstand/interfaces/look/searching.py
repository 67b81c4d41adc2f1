"""The search in papers, as both doors show it: what may be chosen, and hits with the words that answer marked.

Headings and tables of contents are no answer to a question, though they lead the search to what stands below them;
they are left out of what is shown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.domain.papers.models import Fulltext, Paper, Passage
from leitstand.domain.papers.queries.search import (
    OWN,
    Filters,
    Found,
    Hit,
    Text,
    question_words,
    search,
    searchable,
)
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_texts import topics_of
from leitstand.domain.papers.rules.marking import Pieces, marked
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound

FIRST, MORE, MOST = 10, 20, 100
HEADINGS = 90
LONGEST = 500
_LEADERS = re.compile(r"(?:[.\u2026_]\s*){6,}")
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its text in pieces (text, whether it is marked) and the address that leads into its paper.

    ``page`` is 0 where the file has no pages.
    """

    hit: Hit
    pieces: Pieces
    url: str
    page: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the address, its label, what may be chosen and what is."""

    name: str
    label: str
    options: Sequence[Option]
    chosen: str


def asked(query: QueryDict) -> str:
    """The question, at most ``LONGEST`` characters, without what no keyboard makes."""
    return query.get("q", "").replace("\0", " ").strip()[:LONGEST]


def number_asked(query: QueryDict) -> int:
    """How many hits to show."""
    text = query.get("n", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else FIRST
    return min(max(number, FIRST), MOST)


def filters_of(choices: Sequence[Choice]) -> Filters:
    """The filters that are chosen."""
    chosen = {one.name: (one.chosen,) if one.chosen else () for one in choices}
    return Filters(
        chosen.get("land", ()), chosen.get("jahr", ()), chosen.get("herausgeber", ()), chosen.get("art", ()),
        chosen.get("thema", ()),
    )  # fmt: skip


def choices(query: QueryDict, actor: Actor) -> list[Choice]:
    """The filters with what is here to choose; what is asked for and is not here counts as nothing."""
    texts = [text for text in searchable(actor).values() if text is not None]
    offered: Mapping[str, tuple[str, Sequence[Option]]] = {
        "land": (_("Land"), _plain(texts, lambda text: text.land)),
        "jahr": (_("Jahr"), _plain(texts, lambda text: text.year)[::-1]),
        "herausgeber": (_("Herausgeber"), _plain(texts, lambda text: text.body)),
        "art": (_("Art"), _kinds(texts)),
        "thema": (_("Unser Thema"), _topics(actor)),
    }
    return [
        Choice(name, label, options, _known(query.get(name, ""), options))
        for name, (label, options) in offered.items()
        if len(options) > 1
    ]


def _plain(texts: Sequence[Text], value: Callable[[Text], str]) -> list[Option]:
    return [(one, one) for one in sorted({value(text) for text in texts} - {""}, key=str.casefold)]


def _kinds(texts: Sequence[Text]) -> list[Option]:
    here = {text.kind for text in texts}
    own = [(OWN, _("Eigene Fassungen"))] if OWN in here else []
    return [*own, *((value, _(label)) for value, label in Paper.Kind.choices if value in here)]


def _topics(actor: Actor) -> list[Option]:
    english = (get_language() or "de")[:2] == "en"
    with suppress(NotFound):
        topics = topics_of(edition_for_topics(drafts=actor.is_staff))
        return [(topic.key, (english and topic.title_en) or topic.title) for topic in topics]
    return []


def _known(value: str, options: Sequence[Option]) -> str:
    return value if value in {one for one, _label in options} else ""


def answers(question: str, number: int, filters: Filters, actor: Actor) -> Found:
    """The best passages that say something."""
    found = search(question, limit=number + HEADINGS, filters=filters, actor=actor)
    saying = [hit for hit in found.hits if hit.kind != Passage.Kind.HEADING and not _LEADERS.search(hit.text)]
    return replace(found, hits=tuple(saying[:number]))


def shown(found: Found, question: str, address: Callable[[Hit], str]) -> list[ShownHit]:
    """The hits with their marked words, each with an address."""
    wanted, vocabulary = question_words(question)
    texts = Fulltext.objects.filter(key__in={hit.fulltext_key for hit in found.hits}, media=Fulltext.Media.PDF)
    paged = set(texts.values_list("key", flat=True))
    return [
        ShownHit(hit, marked(hit.text, wanted, vocabulary), address(hit), hit.page if hit.fulltext_key in paged else 0)
        for hit in found.hits
    ]
