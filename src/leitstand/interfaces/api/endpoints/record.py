"""Institutions, sources, events, papers, reports, and the end of the history."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.plans.queries.views import InstitutionView
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.published import published_reports
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many, one
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.shapes.common import Listing, SourceShape
from leitstand.interfaces.api.shapes.plan import HeadShape
from leitstand.interfaces.api.shapes.record import EventLine, InstitutionDetail, InstitutionLine, PaperLine
from leitstand.interfaces.api.shapes.reporting import ReportLine


@api.get(
    "/institutions",
    operation_id="listInstitutions",
    tags=["Record"],
    summary="Institutions",
    response={200: Listing[InstitutionLine], **ANSWERS},
    openapi_extra=LISTED,
)
def institutions(request: HttpRequest, asked: Query[asking.OfKind]) -> HttpResponse:
    """Bodies that carry, support, fund or decide."""
    return many(
        request, asked, InstitutionLine, lambda now: _of_kind(now.plan.institutions.values(), asked), "institutions"
    )


@api.get(
    "/institutions/{key}",
    operation_id="getInstitution",
    tags=["Record"],
    summary="One institution",
    response={200: InstitutionDetail, **ANSWERS},
)
def institution(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """What an institution leads, supports and funds, what it decided, and the papers it published."""

    def find(now: Situation) -> Any:
        found = now.plan.institutions[choosing.known(now.plan.institutions, key, "keine Institution")]
        return _institution(now, found)

    return one(request, asked, InstitutionDetail, find)


@api.get(
    "/sources",
    operation_id="listSources",
    tags=["Record"],
    summary="Sources",
    response={200: Listing[SourceShape], **ANSWERS},
    openapi_extra=LISTED,
)
def sources(request: HttpRequest, asked: Query[asking.OfKind]) -> HttpResponse:
    """Documents and pages that the facts come from."""
    return many(request, asked, SourceShape, lambda now: _of_kind(now.plan.sources.values(), asked), "sources")


@api.get(
    "/sources/{key}",
    operation_id="getSource",
    tags=["Record"],
    summary="One source",
    response={200: SourceShape, **ANSWERS},
)
def source(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """Title, publisher, date and address of a source."""
    return one(
        request, asked, SourceShape, lambda now: now.plan.sources[choosing.known(now.plan.sources, key, "keine Quelle")]
    )


@api.get(
    "/events",
    operation_id="listEvents",
    tags=["Record"],
    summary="Events",
    response={200: Listing[EventLine], **ANSWERS},
    openapi_extra=LISTED,
)
def events(request: HttpRequest, asked: Query[asking.OfKind]) -> HttpResponse:
    """Reports, sittings and questions in parliament in the plan's life, oldest first."""
    return many(request, asked, EventLine, lambda now: _of_kind(now.plan.events, asked), "events")


@api.get(
    "/papers",
    operation_id="listPapers",
    tags=["Record"],
    summary="Papers",
    response={200: Listing[PaperLine], **ANSWERS},
    openapi_extra=LISTED,
)
def papers(request: HttpRequest, asked: Query[asking.OfKind]) -> HttpResponse:
    """Strategies and position papers of others, with their demands."""
    return many(request, asked, PaperLine, lambda now: _of_kind(now.papers, asked), "papers")


@api.get(
    "/reports",
    operation_id="listReports",
    tags=["Record"],
    summary="Published monitoring reports",
    response={200: Listing[ReportLine], **ANSWERS},
    openapi_extra=LISTED,
)
def reports(request: HttpRequest, asked: Query[asking.Many]) -> HttpResponse:
    """Monitoring reports with the hash of their content and of every file."""
    return many(request, asked, ReportLine, published_reports, "reports")


@api.get(
    "/history/head",
    operation_id="getHistoryHead",
    tags=["Record"],
    summary="End of the history",
    response={200: HeadShape, **ANSWERS},
)
def history_head(request: HttpRequest) -> HttpResponse:
    """Number and hash of the last entry. Keep it: it proves later that nothing before it was changed."""
    return one(request, asking.Now(), HeadShape, lambda now: HeadShape(number=now.head, hash=now.head_hash))


def _of_kind(things: Any, asked: asking.OfKind) -> Sequence[Any]:
    return [thing for thing in things if asked.kind in ("", thing.kind)]


def _institution(now: Situation, institution: InstitutionView) -> With:
    key = institution.key
    return With(
        institution,
        parts=list(_parts(now, key)),
        resolutions=list(_resolutions(now, key)),
        papers=[paper for paper in now.papers if paper.institution and paper.institution.key == key],
        events=[event for event in now.plan.events if event.body and event.body.key == key],
        statements=now.plan.statements_about("institution", key),
    )


def _parts(now: Situation, key: str) -> Iterator[With]:
    for entry in now.plan.entries.values():
        for part in entry.responsibilities:
            if part.institution.key == key:
                yield With(part, entry=entry, part=part)


def _resolutions(now: Situation, key: str) -> Iterator[With]:
    for edition in now.plan.editions.values():
        for resolution in edition.resolutions:
            if resolution.body.key == key:
                yield With(resolution, edition=edition, resolution=resolution)
