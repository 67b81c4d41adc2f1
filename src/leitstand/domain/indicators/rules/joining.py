"""What may stand in one series: values of one unit and one definition, or with a break marked between them.

Every door that lets values in asks here, with the values before and after. A value without unit or definition of its
own has its indicator's. Three faults are told: another unit (never joined); another definition without a mark; and a
marked break that would be lost, because the value that bears it is removed or replaced by one without it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from leitstand.domain.indicators.rules.vintages import Dated, latest_vintages, period_end

UNIT, DEFINITION, BREAKS = "unit", "definition", "breaks"


class Joined(Dated, Protocol):
    """What the rules need of a value: unit and definition are empty where they are the indicator's."""

    @property
    def key(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def definition(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that must not be joined as it is. ``kind`` is the field to mend; ``before`` is the value before it."""

    kind: str
    key: str
    region: str
    period: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator measures."""

    unit: str
    definition: str

    def definition_of(self, value: "Joined") -> str:
        return _plain(value.definition or self.definition)


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same but for spelling: blanks, case, dots, ``€`` for Euro, ``Prozent`` for ``%``."""
    return _plain_unit(one) == _plain_unit(other)


def same_definition(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _plain_unit(text: str) -> str:
    said = "".join(text.casefold().split()).replace("prozent", "%").replace("€", "euro")
    return said.replace("mrd.", "mrd").replace("mio.", "mio").replace("1.000", "1000")


def faults(before: Sequence[Joined], after: Sequence[Joined], measure: Measure) -> Iterator[Fault]:
    """What is wrong with the values ``after`` that was not wrong ``before``; at most one fault for each value."""
    told = {(fault.kind, fault.key) for fault in _standing(before, measure)}
    for fault in (*_standing(after, measure), *_lost_breaks(before, after)):
        if (fault.kind, fault.key) not in told:
            told |= {(kind, fault.key) for kind in (UNIT, DEFINITION, BREAKS)}
            yield fault


def _standing(values: Sequence[Joined], measure: Measure) -> Iterator[Fault]:
    for one in values:
        if one.unit and not same_unit(one.unit, measure.unit):
            yield Fault(UNIT, one.key, one.region, one.period)
    for region in sorted({one.region for one in values if one.definition}):
        for left, right in pairwise(latest_vintages(values, region=region)):
            if not right.breaks and measure.definition_of(left) != measure.definition_of(right):
                yield Fault(DEFINITION, right.key, right.region, right.period, left.period)


def _lost_breaks(before: Sequence[Joined], after: Sequence[Joined]) -> Iterator[Fault]:
    """Breaks that nobody took back and that no longer part what they parted."""
    for region in sorted({one.region for one in before if one.breaks}):
        series = latest_vintages(after, region=region)
        yield from _lost(latest_vintages(before, region=region), series)


def _lost(before: Sequence[Joined], after: Sequence[Joined]) -> Iterator[Fault]:
    kept = {one.key: one for one in after}
    for place, broken in enumerate(before):
        left = [kept[one.key] for one in before[:place] if one.key in kept]
        right = [one for one in after if period_end(one.period) >= period_end(broken.period)]
        if not broken.breaks or broken.key in kept or not left or not right:
            continue
        start, end = period_end(left[-1].period), period_end(right[0].period)
        if not any(one.breaks for one in after if start < period_end(one.period) <= end):
            yield Fault(BREAKS, right[0].key, broken.region, broken.period, left[-1].period)
