"""Up to four Länder side by side on one topic: goal, instrument, figure, deadline and lead, each as quoted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.domain.papers.queries.topic_passages import Quote, Speaking
from leitstand.domain.papers.queries.topics import quotes_on
from leitstand.domain.papers.rules.facets import Facets, facets
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken

MOST_PLACES = 4
PER_FACET = 2
LOOKED_AT = 40
"""Passages of one Land in which facets are looked for, the nearest ones."""


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a passage (``said``), and the passage it stands in."""

    said: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Side:
    """One Land's (or body's) column; each facet has at most ``PER_FACET`` findings."""

    place: str
    quotes: tuple[Quote, ...]
    goals: tuple[Found, ...]
    instruments: tuple[Found, ...]
    figures: tuple[Found, ...]
    deadlines: tuple[Found, ...]
    leads: tuple[Found, ...]


def places_on(passages: Iterable[Speaking]) -> tuple[tuple[str, int], ...]:
    """Who says something on the topic, with the number of passages, the most first."""
    counts: dict[str, int] = {}
    for one in passages:
        counts[one.paper.place] = counts.get(one.paper.place, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def side_by_side(topic_key: str, places: Sequence[str], *, actor: Actor, as_of: date | None = None) -> tuple[Side, ...]:
    """One column per place, in the order asked. Raises ``NotFound``, or ``RuleBroken`` for more than four."""
    chosen = list(dict.fromkeys(places))
    if len(chosen) > MOST_PLACES:
        raise RuleBroken(f"Nebeneinander stehen höchstens {MOST_PLACES} Länder.", "too-many")
    return sides(quotes_on(topic_key, actor=actor, as_of=as_of), chosen)


def sides(quotes: Sequence[Quote], places: Sequence[str]) -> tuple[Side, ...]:
    """The columns of these places, from passages that have been read already."""
    return tuple(_side(place, [quote for quote in quotes if quote.paper.place == place]) for place in places)


def _side(place: str, quotes: Sequence[Quote]) -> Side:
    read = [(quote, facets(quote.text)) for quote in quotes[:LOOKED_AT]]
    return Side(
        place, tuple(quotes),
        _findings(read, lambda one: (one.goal,)), _findings(read, lambda one: (one.instrument,)),
        _findings(read, lambda one: one.figures), _findings(read, lambda one: (one.deadline,)),
        _findings(read, lambda one: (one.lead,)),
    )  # fmt: skip


def _findings(read: Sequence[tuple[Quote, Facets]], pieces: Callable[[Facets], Sequence[str]]) -> tuple[Found, ...]:
    """The first different findings; passages that say most come first."""
    found: dict[str, Found] = {}
    for quote, said in sorted(read, key=lambda pair: -pair[1].said):
        for piece in pieces(said):
            if piece and piece not in found:
                found[piece] = Found(piece, quote)
    return tuple(found.values())[:PER_FACET]
