"""Measures, gaps, contradictions and distributions."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.plans.queries.views import EntryView, FateView, MeasureView, PersonView
from leitstand.domain.plans.rules.state import RULE
from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import Situation
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many, one
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.endpoints.counting import counts
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.shapes.measures import MeasureDetail, MeasureLine
from leitstand.interfaces.api.shapes.reporting import ContradictionLine, DistributionLine, GapLine


@api.get(
    "/measures",
    operation_id="listMeasures",
    tags=["Measures"],
    summary="Measures",
    response={200: Listing[MeasureLine], **ANSWERS},
    openapi_extra=LISTED,
)
def measures(request: HttpRequest, asked: Query[asking.Measures]) -> HttpResponse:
    """One line for each measure: what the latest edition that fits the filters says of it, and its state."""
    return many(request, asked, MeasureLine, lambda now: choosing.measures(now, asked), "measures")


@api.get(
    "/measures/{key}",
    operation_id="getMeasure",
    tags=["Measures"],
    summary="One measure",
    response={200: MeasureDetail, **ANSWERS},
)
def measure(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """Everything known of a measure: every edition's entry, status reports, money, milestones, fates, gaps."""

    def find(now: Situation) -> Any:
        return _detail(now, now.plan.measures[choosing.known(now.plan.measures, key, "keine Maßnahme")])

    return one(request, asked, MeasureDetail, find)


@api.get(
    "/gaps",
    operation_id="listGaps",
    tags=["Measures"],
    summary="What is missing",
    response={200: Listing[GapLine], **ANSWERS},
    openapi_extra=LISTED,
)
def gaps(request: HttpRequest, asked: Query[asking.Gaps]) -> HttpResponse:
    """One line for each thing that is missing in a measure of an edition."""
    return many(request, asked, GapLine, lambda now: list(_gaps(now, asked)), "gaps")


@api.get(
    "/contradictions",
    operation_id="listContradictions",
    tags=["Measures"],
    summary="Where sources contradict each other",
    response={200: Listing[ContradictionLine], **ANSWERS},
    openapi_extra=LISTED,
)
def contradictions(request: HttpRequest, asked: Query[asking.Many]) -> HttpResponse:
    """Statements on the same aspect of the same subject and time that differ, side by side."""

    def choose(now: Situation) -> list[With]:
        return [With(group[0], statements=group) for group in now.contradictions]

    return many(request, asked, ContradictionLine, choose, "contradictions")


@api.get(
    "/distribution",
    operation_id="listDistribution",
    tags=["Measures"],
    summary="Measures by state",
    response={200: Listing[DistributionLine], **ANSWERS},
    openapi_extra=LISTED,
)
def distribution(request: HttpRequest, asked: Query[asking.OfEdition]) -> HttpResponse:
    """How many measures are in which state: for each edition, then for each of its fields."""
    return many(request, asked, DistributionLine, lambda now: list(_distributions(now, asked.edition)), "distribution")


def _detail(now: Situation, measure: MeasureView) -> With:
    stale = settings.OPTIONS["STALE_MONTHS"]
    entries = [_entry(now, entry) for entry in measure.entries]
    state = With(
        measure,
        reason=words.why_state(measure, "de", stale),
        reason_en=words.why_state(measure, "en", stale),
        rule=RULE,
    )
    return With(
        measure,
        as_of=now.as_of,
        state=state,
        gaps=entries[-1].gaps,
        contact=_in_charge(now, measure.contact),
        deputy=_in_charge(now, measure.deputy),
        entries=entries,
        fates=[_fate(now, fate) for fate in now.plan.fates if _concerns(fate, measure)],
        indicators=now.links_by_measure.get(measure.key, ()),
        origins=now.origins_of("measure", measure.key),
        statements=now.plan.statements_about("measure", measure.key),
    )


def _entry(now: Situation, entry: EntryView) -> With:
    row = next(row for row in now.rows(entry.edition_key) if row.entry is entry)
    return With(entry, outcome=row.outcome, gaps=row.gaps)


def _in_charge(now: Situation, person: PersonView | None) -> PersonView | None:
    gone = person is None or (person.gone_on is not None and person.gone_on <= now.as_of)
    return None if gone else person


def _concerns(fate: FateView, measure: MeasureView) -> bool:
    return any(entry.key in (fate.old_entry_key, fate.new_entry_key) for entry in measure.entries)


def _fate(now: Situation, fate: FateView) -> With:
    new = now.plan.entries.get(fate.new_entry_key)
    old = now.plan.entries[fate.old_entry_key]
    return With(fate, old_measure=old.measure_key, new_measure=new.measure_key if new else None)


def _gaps(now: Situation, asked: asking.Gaps) -> Iterator[With]:
    if asked.institution:
        choosing.known(now.plan.institutions, asked.institution, "keine Institution")
    for edition in [asked.edition] if asked.edition else now.plan.editions:
        for row in now.rows(edition):
            if asked.institution and (row.entry.lead is None or row.entry.lead.key != asked.institution):
                continue
            yield from (With(row, row=row, gap=gap) for gap in row.gaps if asked.gap in (None, gap))


def _distributions(now: Situation, edition_key: str) -> Iterator[With]:
    editions = [now.edition(edition_key)] if edition_key else now.plan.editions.values()
    for edition in editions:
        said = now.published_count(edition.key)
        of_edition = counts(now.distribution(now.rows(edition.key)))
        names = {"edition": edition.key, "title": edition.title, "title_en": edition.title_en}
        yield With(of_edition, field=None, published_count=said.value if said else None, **names)
        for field in edition.fields:
            of_field = counts(now.distribution(now.rows_of_field(field.key)))
            names = {"edition": edition.key, "title": field.title, "title_en": field.title_en}
            yield With(of_field, field=field.key, published_count=None, **names)
