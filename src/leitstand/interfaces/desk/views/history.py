"""The history: of one thing, and of everything; its chain checked on demand, and the whole for an auditor."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import recording
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.kinds import BY_TYPE, address
from leitstand.interfaces.desk.telling import VERBS, kind_name, tell

PAGE = 50


def of_thing(request: HttpRequest, subject_type: str, key: str) -> HttpResponse:
    """Who changed what in one thing, when, from which value to which."""
    entries = recording.history_of(subject_type, key)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise NotFound(_("Dazu gibt es keinen Verlauf."))
    told = tell(page, get_language() or "de")
    kind = BY_TYPE.get(subject_type)
    record_url = address(kind.find(key)) if kind and kind.model._default_manager.filter(key=key).exists() else ""
    context = {
        "told": told,
        "page_obj": page,
        "name": told[0].subject,
        "kind_title": kind_name(subject_type),
        "record_url": record_url,
        "breadcrumb": crumbs((_("Verlauf"), reverse("desk:history")), (told[0].subject, "")),
    }
    return render(request, "desk/history_of.html", context)


def everything(request: HttpRequest) -> HttpResponse:
    """Who did what, when: the whole history, filtered."""
    return render(request, "desk/history.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    entries, problem = _filtered(request)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    all_entries = recording.all_entries().order_by()
    types = sorted(all_entries.values_list("subject_type", flat=True).distinct())
    number, head_hash = recording.head()
    return {
        "told": tell(page, get_language() or "de"),
        "page_obj": page,
        "problem": problem,
        "kinds": sorted((kind_name(name), name) for name in types),
        "persons": sorted(all_entries.values_list("actor_name", flat=True).distinct()),
        "verbs": [(name, str(label)) for name, label in VERBS.items()],
        "chosen": {name: request.GET.get(name, "") for name in ("wer", "was", "wie", "von", "bis", "seit")},
        "head": number,
        "head_hash": head_hash,
    }


def _filtered(request: HttpRequest) -> tuple[Any, str]:
    entries, problem = recording.all_entries(), ""
    if request.GET.get("wer"):
        entries = entries.filter(actor_name=request.GET["wer"])
    if request.GET.get("was"):
        entries = entries.filter(subject_type=request.GET["was"])
    if request.GET.get("wie"):
        entries = entries.filter(verb__endswith=f".{request.GET['wie']}")
    if request.GET.get("seit", "").isdecimal():
        entries = entries.filter(number__gt=int(request.GET["seit"][:15]))
    try:
        if request.GET.get("von"):
            entries = entries.filter(at__date__gte=PartialDate.parse(request.GET["von"]).earliest)
        if request.GET.get("bis"):
            entries = entries.filter(at__date__lte=PartialDate.parse(request.GET["bis"]).latest)
    except ValueError as error:
        problem = str(error)
    return entries, problem


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Walk the chain and say whether it is whole."""
    flaw = recording.verify()
    context = _context(request) | {"checked": True, "flaw": flaw}
    return render(request, "desk/history.html", context)


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole history as JSON lines, for an auditor to check elsewhere."""
    response = StreamingHttpResponse(
        (f"{line}\n" for line in recording.export_lines()), content_type="application/x-ndjson"
    )
    response["Content-Disposition"] = 'attachment; filename="verlauf.jsonl"'
    return response
