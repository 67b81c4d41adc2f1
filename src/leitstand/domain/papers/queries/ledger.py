"""The ledger: for each institution what became of each of its demands.

It is made from papers as a situation has them, so that it can be asked as of any day, and so that the
public's ledger holds only what the public may see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leitstand.domain.papers.queries.catalogue import AnswerView, DemandView, PaperView
from leitstand.domain.plans.queries.views import InstitutionView

OUTCOMES = ("open", "answered", "adopted", "adapted", "rejected")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A demand, the paper it stands in, and the answer that counts (``None``: no answer is known)."""

    demand: DemandView
    paper: PaperView

    @property
    def answer(self) -> AnswerView | None:
        return self.demand.answer

    @property
    def outcome(self) -> str:
        return self.demand.outcome


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """The demands of one institution (or, where it is none of ours, of one body); those still open first."""

    institution: InstitutionView | None
    body: str
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """``counts`` has every outcome, also with zero."""

    groups: tuple[LedgerGroup, ...]
    counts: Mapping[str, int]

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def ledger(papers: Iterable[PaperView], institution: str = "") -> Ledger:
    """The ledger of all papers, or of those of one institution (its key)."""
    grouped: dict[str, list[LedgerLine]] = {}
    for paper in papers:
        owner = paper.institution.key if paper.institution else ""
        if paper.demands and institution in ("", owner):
            lines = grouped.setdefault(owner or f"*{paper.body}", [])
            lines += [LedgerLine(demand, paper) for demand in paper.demands]
    groups = tuple(_group(lines) for lines in grouped.values())
    found = [line.outcome for group in groups for line in group.lines]
    return Ledger(groups, {outcome: found.count(outcome) for outcome in OUTCOMES})


def _group(lines: list[LedgerLine]) -> LedgerGroup:
    paper = lines[0].paper
    ordered = sorted(lines, key=lambda line: line.outcome != "open")
    return LedgerGroup(paper.institution, paper.institution.name if paper.institution else paper.body, tuple(ordered))
