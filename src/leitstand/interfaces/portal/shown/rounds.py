"""What pages beside the round's own say of rounds: the last one, a measure's turns in them, a group's roll-up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from leitstand.domain.reporting import rollup_words, round_words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.queries.rounds.overlay import status_key
from leitstand.domain.reporting.queries.rounds.record import RoundView, published_rounds, turns_of
from leitstand.domain.reporting.rules.rollup import rollup
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.shown.lights import Lit, lit

CHANGES = 6


@dataclass(frozen=True, slots=True)
class Last:
    """The last published round as the start page tells it."""

    round: RoundView
    answer: str
    change: str
    changed: list[Lit]
    more: int


def last_round(now: Situation, address: Callable[[str], str]) -> Last | None:
    """The last published round; ``None`` without one, or if its file is altered."""
    shown = next(iter(published_rounds(now)), None)
    if shown is None or shown.file is None:
        return None
    frozen = shown.file
    changed = lit(shown, frozen.changed[:CHANGES], address)
    return Last(
        shown,
        round_words.answer_sentence(frozen, language()),
        round_words.change_sentence(frozen, language()),
        changed,
        len(frozen.changed) - len(changed),
    )


@dataclass(frozen=True, slots=True)
class Turns:
    """A measure in the published rounds: the last one with both lights, and the page of each by status."""

    last: RoundView | None
    line: Lit | None
    pages: dict[str, str]


def turns(now: Situation, measure_key: str, address: Callable[[str], str]) -> Turns:
    """``address`` gives the page of a round."""
    published = published_rounds(now)
    found = turns_of(published, measure_key)
    pages = {status_key(one.key, measure_key): address(one.key) for one in published}
    if not found:
        return Turns(None, None, pages)
    line = lit(found[0].round, [found[0].measure], lambda key: "")[0]
    return Turns(found[0].round, line, pages)


def rolled(rows: Iterable[MeasureRow] | Sequence[MeasureRow]) -> str:
    """A group's counts, good share and coverage by rule rollup/1."""
    return rollup_words.rollup_in_words(rollup(row.state for row in rows), language())
