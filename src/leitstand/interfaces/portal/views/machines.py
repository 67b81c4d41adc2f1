"""What machines ask for: the map of the site, rules for robots, and whether the service is well."""

import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.rounds.record import published_rounds
from leitstand.foundation.history.recording import head
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.interfaces.portal.caching import kept
from leitstand.interfaces.portal.page import page, show

LISTS = (
    "start", "measures", "fates", "editions", "comparison", "institutions", "indicators", "gaps", "contradictions",
    "chronicle", "papers", "rounds", "reports", "sources", "method", "open_data", "handbook", "accessibility", "about",
)  # fmt: skip


@page
def sitemap(request: HttpRequest, now: Situation) -> HttpResponse:
    response = show(request, now, "sitemap", addresses=[settings.BASE_URL + path for path in _paths(now)])
    response["Content-Type"] = "application/xml; charset=utf-8"
    return response


def _paths(now: Situation) -> Iterator[str]:
    yield from (reverse(f"portal:{name}") for name in LISTS)
    plan = now.plan
    things = {
        "edition": plan.editions,
        "field": plan.fields,
        "topic": plan.topics,
        "measure": plan.measures,
        "indicator": now.indicators,
        "institution": plan.institutions,
        "source": plan.sources,
    }
    for name, keys in things.items():
        yield from (reverse(f"portal:{name}", args=[key]) for key in keys)
    yield from (reverse("portal:round", args=[one.key]) for one in published_rounds(now))


@kept
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration is not to be found by search engines: it is no official page."""
    if is_demonstration():
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", "Disallow: /konto/", "Disallow: /arbeitsplatz/", "Disallow: /*?as_of="]
        lines.append(f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and data folder are there; otherwise 503 and what is wrong."""
    faults = list(_faults())
    said = "\n".join(faults or ["ready"]) + "\n"
    return HttpResponse(said, status=503 if faults else 200, content_type="text/plain; charset=utf-8")


def _faults() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations: not all applied; run leitstand migrate"
        else:
            head()
    except DatabaseError:
        yield "database: does not answer"
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.DATA_DIR):
            pass
    except OSError:
        yield "data folder: cannot be written"
