"""Two editions side by side: fields and topics old → new, and measures continued, new, gone or unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitstand.domain.plans.queries.views import CrossWalkView, EditionView, FieldView, TopicView
from leitstand.domain.plans.rules.lineage import Link, descent
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation

ENDED = ("completed", "dropped", "stopped")


@dataclass(frozen=True, slots=True)
class Step:
    """A field or topic of the old edition and the one that takes it up; one side may be missing."""

    old: FieldView | TopicView | None
    new: FieldView | TopicView | None
    note: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure of the old edition and what it is in the new one, with the kind of fate between them."""

    old: MeasureRow
    new: MeasureRow
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two editions. Every measure of either stands in exactly one of the lists.

    A measure of the old edition may stand in several ``continued`` pairs if it was split.
    """

    old: EditionView
    new: EditionView
    steps: tuple[Step, ...]
    continued: tuple[Pair, ...]
    ended: tuple[MeasureRow, ...]
    unknown: tuple[MeasureRow, ...]
    begun: tuple[MeasureRow, ...]


def compare(situation: Situation, old_key: str, new_key: str) -> Comparison:
    """Compare two editions. Raises ``NotFound`` for a key that is no edition."""
    old, new = situation.edition(old_key), situation.edition(new_key)
    rows = situation.rows(old_key)
    pairs = tuple(pair for row in rows for pair in _pairs(situation, row, new_key))
    carried = {pair.old.entry.key for pair in pairs}
    taken_up = {pair.new.entry.key for pair in pairs}
    left = [row for row in rows if row.entry.key not in carried]
    return Comparison(
        old,
        new,
        tuple(steps(situation, old, new)),
        pairs,
        tuple(row for row in left if row.outcome in ENDED),
        tuple(row for row in left if row.outcome not in ENDED),
        tuple(row for row in situation.rows(new_key) if row.entry.key not in taken_up),
    )


def _pairs(situation: Situation, row: MeasureRow, new_key: str) -> Iterator[Pair]:
    """Entries of the new edition that descend from the row, by recorded fates or by being the same measure."""
    links = [Link(fate.kind, fate.old_entry_key, fate.new_entry_key) for fate in situation.plan.fates]
    heirs = set(descent(row.entry.key, links))
    for other in situation.rows(new_key):
        if other.entry.key == row.entry.key:
            continue
        if other.entry.key in heirs or other.measure.key == row.measure.key:
            kind = next(
                (link.kind for link in links if link.new == other.entry.key and link.old == row.entry.key), "continued"
            )
            yield Pair(row, other, kind)


def steps(situation: Situation, old: EditionView, new: EditionView) -> Iterator[Step]:
    """The cross-walk between two editions, in the old one's order; then what has no predecessor."""
    walks = [
        (_end(situation, walk, "old"), _end(situation, walk, "new"), walk.note) for walk in situation.plan.crosswalks
    ]
    between = [walk for walk in walks if walk[0].edition_key == old.key and walk[1].edition_key == new.key]
    for part in _parts(old):
        onward = [Step(part, after, note) for before, after, note in between if before.key == part.key]
        yield from onward or ([Step(part, None, "")] if between and isinstance(part, FieldView) else [])
    reached = {after.key for _, after, _ in between}
    yield from (Step(None, field, "") for field in new.fields if between and field.key not in reached)


def _parts(edition: EditionView) -> Sequence[FieldView | TopicView]:
    parts: list[FieldView | TopicView] = []
    for field in edition.fields:
        parts += [field, *field.topics]
    return parts


def _end(situation: Situation, walk: CrossWalkView, side: str) -> FieldView | TopicView:
    field, topic = getattr(walk, f"{side}_field"), getattr(walk, f"{side}_topic")
    return situation.plan.fields[field] if field else situation.plan.topics[topic]
