"""Titles that were reworded within one edition: what the history keeps of them, as far as it was public.

A wording counts if it stood in a published edition: what a draft was called before anybody could read
it stays with the office.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leitstand.domain.indicators.models import Indicator
from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import Paper
from leitstand.domain.plans import models as m
from leitstand.domain.plans.queries import PlanPicture
from leitstand.domain.sources.models import Source
from leitstand.foundation.history.recording import changes_until
from leitstand.foundation.history.writing import type_of

BOTH = ("title", "title_en")
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    type_of(model): (kind, names)
    for model, kind, names in (
        (m.MeasureEntry, "measure", (*BOTH, "code")),
        (m.Topic, "topic", (*BOTH, "code")),
        (m.ActionField, "field", (*BOTH, "code")),
        (m.Edition, "edition", (*BOTH, "short_title")),
        (Indicator, "indicator", (*BOTH, "table_code")),
        (Institution, "institution", ("name", "short_name", "name_en")),
        (Paper, "paper", ("title",)),
        (Source, "source", ("title",)),
    )
}
OF_NO_EDITION = frozenset({"indicator", "institution", "paper", "source"})
EDITION = type_of(m.Edition)
Changed = tuple[str, str, Mapping[str, tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class FormerTitle:
    """A name that a thing bore: its kind and key as the search has them (a measure's, not an entry's).

    ``edition_key`` is empty for what belongs to no edition.
    """

    kind: str
    key: str
    text: str
    edition_key: str


def former_titles(plan: PlanPicture, number: int) -> tuple[FormerTitle, ...]:
    """Every name changed by the plan's day and the history's entry ``number``, oldest first."""
    return tuple(_former(plan, list(changes_until(KINDS, plan.as_of, number))))


def _former(plan: PlanPicture, changes: Iterable[Changed]) -> Iterator[FormerTitle]:
    published = _published_at_first(plan, changes)
    for subject_type, key, changed in changes:
        kind, names = KINDS[subject_type]
        place = _place(plan, kind, key)
        if place is not None and (not place[1] or published[place[1]]):
            texts = (changed[name][0] for name in names if name in changed)
            yield from (FormerTitle(kind, place[0], text, place[1]) for text in texts if text)
        if subject_type == EDITION and "published" in changed:
            published[key] = bool(changed["published"][1])


def _published_at_first(plan: PlanPicture, changes: Iterable[Changed]) -> dict[str, bool]:
    """Whether each edition was public before anything about that was changed."""
    first = {key: edition.published for key, edition in plan.editions.items()}
    said = [
        (key, changed["published"][0]) for kind, key, changed in changes if kind == EDITION and "published" in changed
    ]
    return first | {key: bool(old) for key, old in reversed(said)}


def _place(plan: PlanPicture, kind: str, key: str) -> tuple[str, str] | None:
    """The key of the thing and of its edition; ``None`` if the thing is not visible."""
    if kind in OF_NO_EDITION:
        return key, ""
    if kind == "measure":
        entry = plan.entries.get(key)
        return (entry.measure_key, entry.edition_key) if entry and entry.measure_key in plan.measures else None
    if kind == "edition":
        return (key, key) if key in plan.editions else None
    part = plan.topics.get(key) if kind == "topic" else plan.fields.get(key)
    return (key, part.edition_key) if part else None
