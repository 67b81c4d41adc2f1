"""The form as a workbook: download it, fill it in offline, upload it again."""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.domain.reporting.operations import workbook as operations
from leitstand.domain.reporting.operations.workbook import FRESH, LARGEST, Complaint, Returned
from leitstand.domain.reporting.queries.rounds import workbook as queries
from leitstand.domain.reporting.queries.rounds.form import form_of
from leitstand.foundation import clock
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.links.holding import Holder, for_holders
from leitstand.interfaces.links.views import files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_holders
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Download and upload on one page; what is wrong with an upload stands above both."""
    returned = _taken_back(request, holder) if request.method == "POST" else Returned()
    if returned.sending.stored:
        count = len(returned.sending.stored)
        said = ngettext(
            "Gemeldet: eine Maßnahme aus der Arbeitsmappe.",
            "Gemeldet: %(count)s Maßnahmen aus der Arbeitsmappe.",
            count,
        )
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("links:sent"))
    shown = {
        "form": form_of(holder.asked, clock.now()),
        "round": holder.asked.round,
        "complaints": returned.complaints,
        "office_email": settings.OPTIONS["OFFICE_EMAIL"],
    }
    return render(request, "links/workbook.html", shown, status=422 if returned.complaints else 200)


def _taken_back(request: HttpRequest, holder: Holder) -> Returned:
    upload: UploadedFile[bytes] | None = request.FILES.get("workbook")
    if upload is None:
        return _refused(_("Es wurde keine Datei gewählt."), _("Bitte die ausgefüllte Arbeitsmappe wählen."))
    if (upload.size or 0) > LARGEST:
        return _refused("Die Datei ist größer als 5 MB.", FRESH)
    try:
        return operations.send_workbook(holder.asked, upload.read(), actor=holder.actor)
    except RuleBroken as error:
        return _refused(str(error), "")


def _refused(what: str, cure: str) -> Returned:
    return Returned(complaints=(Complaint("", 0, "", what, cure),))


@for_holders
@require_safe
def download(request: HttpRequest, holder: Holder) -> HttpResponse:
    """The workbook of what can still be sent."""
    form = form_of(holder.asked, clock.now())
    return files.download(queries.workbook(form), queries.file_name(form), XLSX)
