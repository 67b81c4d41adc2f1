"""Where a measure, goal or topic comes from: the exact quotation, its paper, and its place in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from leitstand.domain.papers.models import Adoption
from leitstand.domain.papers.queries.catalogue import PaperView
from leitstand.domain.papers.queries.places import PlaceView
from leitstand.domain.plans.queries.loading import labels
from leitstand.domain.plans.queries.views import PlanPicture, Sources
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.reading import Row, Rows

KINDS = ("measure", "goal", "topic")


@dataclass(frozen=True, slots=True)
class OriginView:
    """A decision on a quotation. ``kind`` and ``target_key`` say what it became; both are empty if it was refused."""

    key: str
    kind: str
    target_key: str
    verdict: str
    verdict_label: str
    quotation: str
    reason: str
    decided_on: date
    paper: PaperView
    demand_key: str
    place: PlaceView | None
    cited_page: int
    sources: Sources

    @property
    def year(self) -> str:
        """The year in which the paper was published, else the years the catalogue names."""
        published = self.paper.published
        return str(PartialDate.parse(published).latest.year) if published else self.paper.years

    @property
    def page(self) -> int:
        """The page, also where the text is not here; 0 where it has none."""
        return self.place.page if self.place else self.cited_page


def load_origins(
    plan: PlanPicture, rows: Rows, papers: Iterable[PaperView], places: Mapping[int, PlaceView], *, drafts: bool
) -> tuple[OriginView, ...]:
    """All decisions on quotations by the day; without ``drafts`` only those that became something visible."""
    by_key = {paper.key: paper for paper in papers}
    visible = _visible(plan)
    verdicts = labels(Adoption.Verdict)
    found = []
    for row in rows(Adoption):
        place = places.get(row["passage"] or 0)
        paper = by_key.get(row["paper"])
        kind = next((name for name in KINDS if row[name]), "")
        target = row[kind] if kind else ""
        shown = target in visible[kind] if kind else drafts
        if paper and shown and row["decided_on"] <= plan.as_of:
            found.append(_view(row, verdicts[row["verdict"]], kind, paper, place, plan))
    return tuple(found)


def _visible(plan: PlanPicture) -> Mapping[str, set[str]]:
    goals = {goal.key for edition in plan.editions.values() for goal in edition.goals}
    goals |= {goal.key for field in plan.fields.values() for goal in field.goals}
    goals |= {goal.key for topic in plan.topics.values() for goal in topic.goals}
    return {"measure": set(plan.measures), "goal": goals, "topic": set(plan.topics)}


def _view(
    row: Row, verdict: str, kind: str, paper: PaperView, place: PlaceView | None, plan: PlanPicture
) -> OriginView:
    return OriginView(
        key=row["key"],
        kind=kind,
        target_key=row[kind] if kind else "",
        verdict=row["verdict"],
        verdict_label=verdict,
        quotation=row["quotation"],
        reason=row["reason"],
        decided_on=row["decided_on"],
        paper=paper,
        demand_key=row["demand"] or "",
        place=place,
        cited_page=row["page"] or 0,
        sources=tuple(plan.sources[key] for key in row["sources"] if key in plan.sources),
    )
