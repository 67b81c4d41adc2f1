"""A file of statistics on its way in: sent, its columns named, what it would change, then taken in."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations import intake as operations
from leitstand.domain.statistics.models import Dataset, Intake
from leitstand.domain.statistics.reading import FORMATS, Sample, Unreadable, sample
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import path_of
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.statistics_forms import ColumnsForm, SheetForm, UploadForm
from leitstand.interfaces.desk.statistics_showing import deliveries
from leitstand.interfaces.desk.views.statistics import plan_now
from leitstand.interfaces.look.actors import actor_of

State = Intake.State
AT_WORK = (State.CHECKING, State.TAKING)


def upload(request: HttpRequest) -> HttpResponse:
    """Send a file and say which data set it is a state of."""
    actor = actor_of(request)
    require_keeper(actor)
    limit = settings.OPTIONS["STATISTICS_LIMIT_MB"]
    form = UploadForm(request.POST or None, request.FILES or None, request.GET.get("datensatz", ""))
    if request.method == "POST" and form.is_valid():
        kept = _received(form, limit, actor)
        if kept is not None:
            return redirect("desk:statistics-intake", kept.pk)
    hint = _("%(formats)s Höchstens %(limit)s MB.") % {"formats": form.fields["file"].help_text, "limit": limit}
    form.fields["file"].help_text = hint
    context = {"form": form, "breadcrumb": _way(_("Einlesen"))}
    return render(request, "desk/statistics/upload.html", context, status=422 if form.errors else 200)


def _way(last: str) -> list[dict[str, Any]]:
    return crumbs((_("Statistik"), reverse("desk:statistics")), (last, ""))


def _received(form: UploadForm, limit: int, actor: Actor) -> Intake | None:
    values = form.cleaned_data
    sent: UploadedFile[bytes] = values["file"]
    if (sent.size or 0) > limit * 1024 * 1024:
        sentence = _("Die Datei ist größer als %(limit)s MB. Bitte sie teilen oder auf der Befehlszeile einlesen.")
        form.add_error("file", sentence % {"limit": limit})
        return None
    name = Path(sent.name or "datei").name
    try:
        with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
            path = Path(folder) / "sent"
            with path.open("wb") as target:
                for piece in sent.chunks():
                    target.write(piece)
            return operations.receive(
                path, name, values["dataset"] or values["title"], vintage=values["vintage"],
                mark_breaks=values["mark_breaks"], actor=actor,
            )  # fmt: skip
    except RuleBroken as error:
        form.add_error("title" if error.code == "dataset" else "file", str(error))
        return None


def intake(request: HttpRequest, ident: int) -> HttpResponse:
    """What is in this file, what would it change, and what became of it?"""
    actor = actor_of(request)
    require_keeper(actor)
    one = _intake(ident)
    if one.state == State.MAPPING:
        return redirect("desk:statistics-columns", one.pk)
    context = {
        "intake": one,
        "dataset": Dataset.objects.filter(key=one.dataset).first() or one.dataset,
        "format": FORMATS.get(one.format, one.format),
        "at_work": one.state in AT_WORK,
        "found": {"vintage": "", **one.found},
        "deliveries": deliveries(one.found, plan_now(actor), (get_language() or "de")[:2]),
        "own": one.format in operations.OWN,
        "needs_break": one.state == State.REFUSED and not one.mark_breaks and "Bruch" in one.problem,
        "breadcrumb": _way(one.name),
    }
    part = "desk/statistics/progress.html" if request.headers.get("HX-Request") and context["at_work"] else ""
    response = render(request, part or "desk/statistics/intake.html", context)
    if request.headers.get("HX-Request") and not context["at_work"]:
        response["HX-Refresh"] = "true"
    return response


def _intake(ident: int) -> Intake:
    found = Intake.objects.select_related("file").filter(pk=ident).first()
    if found is None:
        raise NotFound(_("Diese Datei ist nicht mehr da. Bitte noch einmal hochladen."))
    return found


def columns(request: HttpRequest, ident: int) -> HttpResponse:
    """What stands in which column? A list of values, or a worksheet with heads of several rows (``?art=bericht``)."""
    actor = actor_of(request)
    require_keeper(actor)
    one = _intake(ident)
    if one.file is None or one.state in (*AT_WORK, State.DONE) or one.format not in operations.OWN:
        return redirect("desk:statistics-intake", one.pk)
    report = request.GET.get("art") == "bericht" and one.format == "xlsx"
    try:
        seen = sample(path_of(one.file), name=one.name, sheet=request.GET.get("blatt", ""))
    except Unreadable as error:
        messages.error(request, str(error))
        operations.drop(one, actor=actor)
        return redirect("desk:statistics-upload")
    form: ColumnsForm | SheetForm = (
        SheetForm(request.POST or None) if report else ColumnsForm(seen, request.POST or None)
    )
    if request.method == "POST" and form.is_valid() and _mapped(form, one, seen, actor):
        return redirect("desk:statistics-intake", one.pk)
    context = {
        "intake": one, "form": form, "sample": seen, "report": report, "breadcrumb": _way(one.name),
    }  # fmt: skip
    return render(request, "desk/statistics/columns.html", context, status=422 if form.errors else 200)


def _mapped(form: ColumnsForm | SheetForm, one: Intake, seen: Sample, actor: Actor) -> bool:
    try:
        operations.map_columns(one, form.mapping(seen.sheet), actor=actor)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
def act(request: HttpRequest, ident: int, verb: str) -> HttpResponse:
    """Take the file in (``einlesen``, with its breaks: ``mit-bruch``), or forget it (``verwerfen``)."""
    actor = actor_of(request)
    require_keeper(actor)
    one = _intake(ident)
    if verb == "verwerfen":
        operations.drop(one, actor=actor)
        messages.success(request, _("Die Datei ist verworfen."))
        return redirect("desk:statistics")
    if verb not in ("einlesen", "mit-bruch"):
        raise NotFound(_("Das lässt sich mit einer Datei nicht tun."))
    try:
        operations.accept(one, mark_breaks=verb == "mit-bruch", actor=actor)
    except RuleBroken as error:
        messages.error(request, str(error))
    return redirect("desk:statistics-intake", one.pk)
