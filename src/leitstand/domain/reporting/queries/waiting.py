"""What waits to be set right, read off a situation: the lists behind the desk's start page.

The edition asked about is the one in force. Every function returns rows or views in the plan's
order; whoever shows them counts and links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitstand.domain.plans.queries.views import EditionView, MeasureView, MilestoneView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation

TROUBLED = ("off_track", "at_risk")


@dataclass(frozen=True, slots=True)
class Overdue:
    """A milestone whose date has certainly passed without it being reached."""

    measure: MeasureView
    milestone: MilestoneView


def rows_in_force(situation: Situation) -> tuple[MeasureRow, ...]:
    """The measures of the edition in force; none without an edition."""
    edition = situation.plan.in_force
    return situation.rows(edition.key) if edition else ()


def running(rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Measures that are neither completed nor stopped."""
    return [row for row in rows if row.state not in FINAL]


def overdue_milestones(situation: Situation) -> list[Overdue]:
    """Overdue milestones of every running measure, as its latest edition promises them; longest overdue first."""
    found = [
        Overdue(measure, milestone)
        for measure in situation.plan.measures.values()
        if measure.state.code not in FINAL
        for milestone in measure.latest.milestones
        if milestone.overdue
    ]
    return sorted(found, key=lambda overdue: overdue.milestone.due)


def silent_by_lead(rows: Sequence[MeasureRow]) -> Mapping[str, list[MeasureRow]]:
    """Measures without a valid state by the lead's key (empty: unknown), most silent first."""
    grouped: dict[str, list[MeasureRow]] = {}
    for row in rows:
        if row.state == "not_reported":
            grouped.setdefault(row.entry.lead.key if row.entry.lead else "", []).append(row)
    return dict(sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])))


def troubled(rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Measures that are off track or at risk, the worse first."""
    return sorted((row for row in rows if row.state in TROUBLED), key=lambda row: TROUBLED.index(row.state))


def by_gap(rows: Sequence[MeasureRow]) -> Mapping[str, list[MeasureRow]]:
    """Running measures by what is missing in them, in the order of ``GAPS``; only gaps that occur."""
    grouped = {gap: [row for row in running(rows) if gap in row.gaps] for gap in GAPS}
    return {gap: missing for gap, missing in grouped.items() if missing}


def without_contact(rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Running measures for which no contact person is known."""
    return [row for row in running(rows) if row.measure.contact is None]


def of_person(situation: Situation, person_key: str) -> list[MeasureView]:
    """The measures whose contact or deputy a person is."""
    return [
        measure
        for measure in situation.plan.measures.values()
        if person_key in {person.key for person in (measure.contact, measure.deputy) if person}
    ]


def drafts(situation: Situation) -> list[EditionView]:
    """Editions after the last adopted one that are neither adopted nor a mere announcement."""
    editions = list(situation.plan.editions.values())
    last = max((place for place, edition in enumerate(editions) if edition.adopted_on), default=-1)
    return [edition for edition in editions[last + 1 :] if edition.kind == "edition"]


def unknown_fates(situation: Situation) -> Mapping[str, list[MeasureRow]]:
    """Measures of editions before the one in force of which nobody has recorded what became, by edition."""
    in_force = situation.plan.in_force
    found: dict[str, list[MeasureRow]] = {}
    for edition in situation.plan.editions.values():
        if in_force is None or edition.key == in_force.key:
            break
        unknown = [row for row in situation.rows(edition.key) if row.outcome == "unknown"]
        if unknown:
            found[edition.key] = unknown
    return found
