"""Published monitoring reports and their files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.domain.reporting.queries import Situation, situation
from leitstand.domain.reporting.queries.published import ReportFileView, ReportView, published_reports
from leitstand.foundation.actor import PUBLIC
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files import storing
from leitstand.foundation.files.models import StoredFile
from leitstand.interfaces.look.asof import as_of
from leitstand.interfaces.portal.page import page, show

# Shown in the browser; the others are saved.
READ_HERE = ("pdf", "html")
# The HTML report carries its own style and needs nothing else; nothing in it may run or load.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; sandbox"
)


@page
def reports(request: HttpRequest, now: Situation) -> HttpResponse:
    published = published_reports(now)
    lines = [(report, now.plan.editions[report.edition]) for report in published]
    earlier = [event for event in reversed(now.plan.events) if event.kind == "report"]
    return show(request, now, "reports", lines=lines, earlier=earlier, languages=dict(settings.LANGUAGES))


@require_safe
def report_file(request: HttpRequest, key: str, file_format: str) -> HttpResponseBase:
    """A file of a published report, with its checksum as tag."""
    report, file = _published_file(situation(as_of(request), actor=PUBLIC), key, file_format)
    stored = StoredFile.objects.filter(sha256=file.sha256).first()
    if stored is None:
        raise Http404
    tag = f'"{file.sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(storing.read(stored), content_type=stored.content_type)
    place = "inline" if file_format in READ_HERE else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{report.key}.{file_format}"'
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    if file_format == "html":
        response["Content-Security-Policy"] = REPORT_POLICY
    return response


def _published_file(now: Situation, key: str, file_format: str) -> tuple[ReportView, ReportFileView]:
    for report in published_reports(now):
        if report.key == key:
            for file in report.files:
                if file.format == file_format:
                    return report, file
    raise NotFound(_("Einen veröffentlichten Bericht unter dieser Adresse gibt es nicht."))
