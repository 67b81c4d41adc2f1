"""Both lights of a measure in a frozen round, arranged for the pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leitstand.domain.reporting import light_words, round_words
from leitstand.domain.reporting.difference_words import differences_in_words
from leitstand.domain.reporting.input_words import inputs_in_words
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure
from leitstand.domain.reporting.queries.rounds.record import ErratumView, RoundView
from leitstand.interfaces.look.templatetags.words import language, state

Shape = dict[str, str]


@dataclass(frozen=True, slots=True)
class Lit:
    """One measure of the round: its two lights as shapes with words, and everything that explains them."""

    measure: FrozenMeasure
    url: str
    reported: Shape
    computed: Shape
    before: Shape | None
    reasons: list[str]
    decisive: list[str]
    inputs: list[tuple[str, str]]
    changes: list[str]
    differs: bool
    said_on: str
    rule: str
    errata: tuple[ErratumView, ...]


def shape(code: str) -> Shape:
    """A computed light's shape and word; the empty one has a question mark."""
    return state(code) if code else {"code": "unknown", "label": light_words.light_word("", language()), "symbol": ""}


def lit(round_view: RoundView, measures: Iterable[FrozenMeasure], address: Callable[[str], str]) -> list[Lit]:
    """The measures as they are shown. ``address`` gives a measure's page, or nothing if it has none."""
    frozen = round_view.frozen
    differing = {one.key for one in frozen.disagreeing}
    return [
        Lit(
            measure=one,
            url=address(one.key),
            reported=state(one.state),
            computed=shape(one.computed.light),
            before=state(one.before) if one.before else None,
            reasons=light_words.why(one.computed, language()),
            decisive=light_words.decisive(one.computed, language()),
            inputs=inputs_in_words(one, language()),
            changes=differences_in_words(one.differences, language()),
            differs=one.key in differing,
            said_on=round_words.reported_sentence(one, language()),
            rule=frozen.rules["light"],
            errata=round_view.errata_on(one.key),
        )
        for one in measures
    ]
