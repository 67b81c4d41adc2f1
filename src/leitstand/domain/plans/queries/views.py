"""Read models of the plan: frozen, without a database behind them, as of one day.

Texts come as ``title`` (German) and ``title_en`` (may be empty). Codes come with their German label.
Partial dates are texts; see ``foundation.calendar``. Amounts are euros.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leitstand.domain.plans.queries.measure_views import (
    CrossWalkView,
    EntryView,
    EventView,
    FateView,
    FundingView,
    MeasureView,
    MilestoneView,
    ResponsibilityView,
    StatusView,
)
from leitstand.domain.plans.queries.structure_views import (
    AmendmentView,
    EditionView,
    FieldView,
    GoalView,
    InstitutionView,
    LineView,
    PersonView,
    ResolutionView,
    Sources,
    SourceView,
    StatementView,
    TopicView,
)
from leitstand.foundation.calendar import PartialDate

__all__ = [
    "AmendmentView",
    "CrossWalkView",
    "EditionView",
    "EntryView",
    "EventView",
    "FateView",
    "FieldView",
    "FundingView",
    "GoalView",
    "InstitutionView",
    "LineView",
    "MeasureView",
    "MilestoneView",
    "PersonView",
    "PlanPicture",
    "ResolutionView",
    "ResponsibilityView",
    "SourceView",
    "Sources",
    "StatementView",
    "StatusView",
    "TopicView",
]


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The whole plan as of a day. Everything is found by its key; lists keep the plan's order."""

    as_of: date
    key: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    region: str
    editions: Mapping[str, EditionView]
    fields: Mapping[str, FieldView]
    topics: Mapping[str, TopicView]
    measures: Mapping[str, MeasureView]
    entries: Mapping[str, EntryView]
    institutions: Mapping[str, InstitutionView]
    sources: Mapping[str, SourceView]
    fates: tuple[FateView, ...]
    crosswalks: tuple[CrossWalkView, ...]
    events: tuple[EventView, ...]
    statements: tuple[StatementView, ...]

    @property
    def in_force(self) -> EditionView | None:
        """The latest adopted edition whose time has begun; without one, the latest of all."""
        ordered = list(self.editions.values())
        valid = [edition for edition in ordered if edition.adopted_on and self._has_begun(edition)]
        return (valid or ordered)[-1] if ordered else None

    def _has_begun(self, edition: EditionView) -> bool:
        return not edition.begins or PartialDate.parse(edition.begins).earliest <= self.as_of

    def statements_about(self, kind: str, key: str) -> tuple[StatementView, ...]:
        return tuple(s for s in self.statements if s.subject_kind == kind and s.subject_key == key)
