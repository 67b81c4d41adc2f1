"""What a report says of the frozen round it is built from; see ``views``."""

from collections.abc import Mapping
from dataclasses import dataclass

from leitstand.domain.reporting.queries.report.said import Said, Spread


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LightLine:
    """One measure in the round: the reporter's word and the computed light (empty code: cannot be said) with its
    reasons in words (``decisive``: those that make the light what it is); ``why`` of the reporter if they differ;
    what is ``asked`` for; what changed since the round before."""

    key: str
    number: int
    title: Said
    lead: str
    reported: str
    reported_word: str
    computed: str
    computed_word: str
    reasons: tuple[str, ...]
    decisive: tuple[str, ...]
    sentence: Said
    why: Said
    asked: Said
    differs: bool
    before: str
    before_word: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollupLine:
    """One group with its counts in words, coverage and good share as said."""

    title: Said
    total: int
    reported: int
    coverage: str
    good: str
    counts: str


@dataclass(frozen=True, slots=True)
class RollupTable:
    """All groups of one kind; ``by`` is its heading."""

    by: str
    lines: tuple[RollupLine, ...]


@dataclass(frozen=True, slots=True)
class SilentLine:
    lead: str
    missing: int
    asked: int


@dataclass(frozen=True, slots=True)
class ErratumLine:
    made_on: str
    about: str
    stated: Said
    correct: Said
    reason: Said


@dataclass(frozen=True)
class RoundPart:
    """The round as the report tells it. ``silent`` is empty if the office names nobody; ``others`` are the measures
    that have no block of their own, since they stand in earlier editions only."""

    key: str
    title: str
    invented: str
    answer: str
    facts: tuple[Fact, ...]
    spread: Spread
    formula: tuple[str, ...]
    rollups: tuple[RollupTable, ...]
    change: str
    changed: tuple[LightLine, ...]
    difference: str
    differing: tuple[LightLine, ...]
    silence: str
    silent: tuple[SilentLine, ...]
    errata: tuple[ErratumLine, ...]
    rules: tuple[Fact, ...]
    content_hash: str
    others: tuple[LightLine, ...]
    lights: tuple[LightLine, ...]

    @property
    def by_key(self) -> Mapping[str, LightLine]:
        return {line.key: line for line in self.lights}
