"""Reading the catalogue of papers with their demands and what became of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Paper
from leitstand.domain.papers.queries.places import PlaceView
from leitstand.domain.plans.queries.loading import known_by, labels
from leitstand.domain.plans.queries.views import InstitutionView, PlanPicture, Sources
from leitstand.foundation.history.reading import Row, Rows, make_view
from leitstand.foundation.history.recorded import Recorded

MODELS: tuple[type[Recorded], ...] = (Paper, Demand, DemandAnswer, Adoption)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What was said of a demand on a day. ``measure_key`` is empty if the measure may not be seen."""

    key: str
    outcome: str
    outcome_label: str
    reason: str
    on: date
    measure_key: str
    public: bool
    sources: Sources
    note: str


@dataclass(frozen=True, slots=True)
class DemandView:
    """A demand or commitment; ``answers`` oldest first, so far as the reader may see them.

    ``quoted``: ``text`` is the exact wording of the paper, also where the paper's text is not here.
    """

    key: str
    paper_key: str
    kind: str
    kind_label: str
    text: str
    deadline: str
    figures: tuple[Mapping[str, Any], ...]
    place: PlaceView | None
    quoted: bool
    cited_page: int
    answers: tuple[AnswerView, ...]
    sources: Sources
    note: str

    @property
    def page(self) -> int:
        """The page, also where the text is not here; 0 where it has none, or it is not known."""
        return self.place.page if self.place else self.cited_page

    @property
    def answer(self) -> AnswerView | None:
        """The answer that counts: the latest."""
        return self.answers[-1] if self.answers else None

    @property
    def outcome(self) -> str:
        return self.answer.outcome if self.answer else "open"


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


def load_papers(
    plan: PlanPicture, rows: Rows, places: Mapping[int, PlaceView], *, drafts: bool
) -> tuple[PaperView, ...]:
    """All papers published by the day, in the catalogue's order.

    Without ``drafts`` answers are left out that are not public, and demands marked in a full text to
    which no public answer was given.
    """
    return _Catalogue(plan, rows, places, drafts).papers()


class _Catalogue:
    def __init__(self, plan: PlanPicture, rows: Rows, places: Mapping[int, PlaceView], drafts: bool) -> None:
        self.plan, self.rows, self.places, self.drafts = plan, rows, places, drafts

    def papers(self) -> tuple[PaperView, ...]:
        kinds = labels(Paper.Kind)
        demands = self._demands()
        return tuple(
            make_view(
                PaperView,
                row,
                kind_label=kinds[row["kind"]],
                institution=self.plan.institutions.get(row["institution"] or ""),
                demands=tuple(demands[row["key"]]),
                sources=self._sources(row),
            )
            for row in self.rows(Paper)
            if known_by(row["published"], self.plan.as_of)
        )

    def _demands(self) -> Mapping[str, list[DemandView]]:
        kinds, answers = labels(Demand.Kind), self._answers()
        found: dict[str, list[DemandView]] = defaultdict(list)
        for row in self.rows(Demand):
            given = tuple(answers[row["key"]])
            quoted = bool(row["passage"]) or row["end"] is not None
            if self.drafts or given or not quoted:
                view = make_view(
                    DemandView,
                    row,
                    paper_key=row["paper"],
                    kind_label=kinds[row["kind"]],
                    figures=tuple(row["figures"]),
                    place=self.places.get(row["passage"] or 0),
                    quoted=quoted,
                    cited_page=row["page"] or 0,
                    answers=given,
                    sources=self._sources(row),
                )
                found[row["paper"]].append(view)
        return found

    def _answers(self) -> Mapping[str, list[AnswerView]]:
        outcomes = labels(DemandAnswer.Outcome)
        found: dict[str, list[AnswerView]] = defaultdict(list)
        seen = [row for row in self.rows(DemandAnswer) if row["on"] <= self.plan.as_of]
        for row in sorted(seen, key=lambda row: (row["on"], row["id"])):
            if self.drafts or row["public"]:
                measure = row["measure"] or ""
                view = make_view(
                    AnswerView,
                    row,
                    outcome_label=outcomes[row["outcome"]],
                    measure_key=measure if measure in self.plan.measures else "",
                    sources=self._sources(row),
                )
                found[row["demand"]].append(view)
        return found

    def _sources(self, row: Row) -> Sources:
        return tuple(self.plan.sources[key] for key in row["sources"] if key in self.plan.sources)
