"""Reading the catalogue of papers with their demands."""

from collections import defaultdict
from dataclasses import dataclass

from leitstand.domain.papers.models import Demand, Paper
from leitstand.domain.plans.queries.loading import known_by, labels
from leitstand.domain.plans.queries.views import InstitutionView, PlanPicture, Sources
from leitstand.foundation.history.reading import Row, Rows, make_view
from leitstand.foundation.history.recorded import Recorded

MODELS: tuple[type[Recorded], ...] = (Paper, Demand)


@dataclass(frozen=True, slots=True)
class DemandView:
    key: str
    paper_key: str
    text: str
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class PaperView:
    key: str
    title: str
    kind: str
    kind_label: str
    body: str
    institution: InstitutionView | None
    land: str
    years: str
    published: str
    url: str
    target: str
    monitoring: str
    demands: tuple[DemandView, ...]
    sources: Sources
    note: str


def load_papers(plan: PlanPicture, rows: Rows) -> tuple[PaperView, ...]:
    """All papers published by the day, in the catalogue's order."""
    kinds = labels(Paper.Kind)
    demands: dict[str, list[DemandView]] = defaultdict(list)
    for row in rows(Demand):
        demands[row["paper"]].append(make_view(DemandView, row, paper_key=row["paper"], sources=_sources(row, plan)))
    return tuple(
        make_view(
            PaperView,
            row,
            kind_label=kinds[row["kind"]],
            institution=plan.institutions.get(row["institution"] or ""),
            demands=tuple(demands[row["key"]]),
            sources=_sources(row, plan),
        )
        for row in rows(Paper)
        if known_by(row["published"], plan.as_of)
    )


def _sources(row: Row, plan: PlanPicture) -> Sources:
    return tuple(plan.sources[key] for key in row["sources"] if key in plan.sources)
