"""Exchange: the whole plan out as package or workbook, and in again with a preview of everything."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.exchange.comparing import Conflict, ImportPlan
from leitstand.domain.exchange.operations import FILE, HERE, carry_out
from leitstand.domain.exchange.queries import export_package, export_workbook
from leitstand.domain.exchange.tables import BY_NAME
from leitstand.domain.exchange.values import say
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import discard
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.naming import names
from leitstand.interfaces.desk.uploads import PACKAGE, WORKBOOK, keep, preview_of
from leitstand.interfaces.look.actors import actor_of

PAGE = 200
UPLOAD = "desk-upload"
EPOCH = datetime(1980, 1, 1).timetuple()[:6]


def exchange(request: HttpRequest) -> HttpResponse:
    """Out and in: what do I want to do?"""
    require_keeper(actor_of(request))
    return render(request, "desk/exchange.html", {"limit": settings.OPTIONS["UPLOAD_LIMIT_MB"], "problem": ""})


def package(request: HttpRequest) -> HttpResponse:
    """The plan as a packed folder of YAML files; the same plan gives the same bytes."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "plan"
        export_package(folder, actor=actor_of(request))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.writestr(
                        zipfile.ZipInfo(str(path.relative_to(parent)), EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED
                    )
    return _download(packed.getvalue(), PACKAGE, "zip")


def workbook(request: HttpRequest) -> HttpResponse:
    """The plan as an Excel workbook."""
    target = io.BytesIO()
    export_workbook(target, actor=actor_of(request), day=timezone.localdate())
    return _download(target.getvalue(), WORKBOOK, "xlsx")


def _download(content: bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="plan-{timezone.localdate()}.{ending}"'
    return response


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep the uploaded file and lead to its preview."""
    require_keeper(actor_of(request))
    sent = request.FILES.get("datei")
    try:
        if sent is None:
            raise RuleBroken(_("Bitte eine Datei wählen."), "no-file")
        stored = keep(sent)
    except RuleBroken as error:
        context = {"limit": settings.OPTIONS["UPLOAD_LIMIT_MB"], "problem": str(error)}
        return render(request, "desk/exchange.html", context, status=422)
    request.session[UPLOAD] = {"sha256": stored.sha256, "name": sent.name}
    return redirect("desk:import")


def import_plan(request: HttpRequest) -> HttpResponse:
    """What would this file change? Then, on confirmation, the import."""
    actor = actor_of(request)
    require_keeper(actor)
    kept = request.session.get(UPLOAD)
    stored = StoredFile.objects.filter(sha256=kept["sha256"]).first() if kept else None
    if kept is None or stored is None:
        messages.info(request, _("Bitte zuerst eine Datei wählen."))
        return redirect("desk:exchange")
    try:
        plan = preview_of(stored, kept["name"], actor=actor)
    except (RuleBroken, NotFound) as error:
        del request.session[UPLOAD]
        discard(stored)
        messages.error(request, str(error))
        return redirect("desk:exchange")
    problem = ""
    if request.method == "POST":
        problem = _carried_out(request, plan)
        if not problem:
            del request.session[UPLOAD]
            discard(stored)
            return redirect("desk:start")
    return render(
        request, "desk/import.html", _context(request, plan, kept["name"], problem), status=422 if problem else 200
    )


def _carried_out(request: HttpRequest, plan: ImportPlan) -> str:
    """Import; return the sentence that says why not, or nothing."""
    if request.POST.get("mark") != plan.mark:
        return _("Inzwischen hat sich hier etwas geändert. Bitte die Vorschau noch einmal ansehen.")
    try:
        result = carry_out(
            plan,
            actor=actor_of(request),
            decisions=_decisions(request, plan),
            amendment=request.POST.get("amendment", ""),
        )
    except RuleBroken as error:
        return str(error)
    take_stock()
    said = {"new": result.new, "changed": result.changed, "removed": result.removed}
    messages.success(request, _("Eingelesen: %(new)s neu, %(changed)s geändert, %(removed)s entfernt.") % said)
    return ""


def _decisions(request: HttpRequest, plan: ImportPlan) -> dict[tuple[str, str], str]:
    given = {(c.table, c.key): request.POST.get(_name(c), "") for c in plan.conflicts}
    return {which: side for which, side in given.items() if side in (FILE, HERE)}


def _name(conflict: Conflict) -> str:
    return f"gilt:{conflict.table}:{conflict.key}"


def _context(request: HttpRequest, plan: ImportPlan, name: str, problem: str) -> dict[str, Any]:
    known = _names_here(plan.conflicts)
    page = Paginator(plan.changes, PAGE).get_page(request.GET.get("page"))
    return {
        "plan": plan,
        "name": name,
        "page_obj": page,
        "changes": [_change(change) for change in page],
        "conflicts": [_conflict(request, conflict, known) for conflict in plan.conflicts],
        "frozen": [_change(change) for change in plan.frozen[:PAGE]],
        "frozen_count": len(plan.frozen),
        "needs_reason": bool(plan.editions_to_amend or plan.redefined),
        "redefined": [_change(change) for change in plan.redefined],
        "amendment": request.POST.get("amendment", ""),
        "problem": problem,
        "breadcrumb": crumbs((_("Austausch"), reverse("desk:exchange")), (_("Vorschau"), "")),
    }


def _change(change: Any) -> dict[str, Any]:
    table = BY_NAME[change.table]
    column = table.column(change.column) if change.column else None
    return {
        "change": change,
        "sheet": table.sheet,
        "heading": column.heading if column else "",
        "old": (say(column, change.old) or "–") if column else "",
        "new": (say(column, change.new) or "–") if column else "",
    }


def _names_here(conflicts: list[Conflict]) -> dict[tuple[str, str], str]:
    """What the records in conflict are called here, by table and key."""
    keys: dict[str, list[str]] = {}
    for conflict in conflicts:
        keys.setdefault(conflict.table, []).append(conflict.key)
    return {
        (table, key): name for table, found in keys.items() for key, name in names(BY_NAME[table].model, found).items()
    }


def _conflict(request: HttpRequest, conflict: Conflict, known: dict[tuple[str, str], str]) -> dict[str, Any]:
    table = BY_NAME[conflict.table]
    columns = [(table.column(name), here, there) for name, here, there in conflict.columns]
    return {
        "conflict": conflict,
        "title": known.get((conflict.table, conflict.key), conflict.label),
        "sheet": table.sheet,
        "name": _name(conflict),
        "chosen": request.POST.get(_name(conflict), ""),
        "columns": [
            (column.heading, say(column, here) or "–", say(column, there) or "–") for column, here, there in columns
        ],
    }
