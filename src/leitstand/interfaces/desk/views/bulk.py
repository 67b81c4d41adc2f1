"""Changing many measures at once: value, preview of every change, one transaction, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans import bulk
from leitstand.domain.plans import models as m
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.queries import situation
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.history.reading import current
from leitstand.foundation.wording import say_partial
from leitstand.interfaces.desk import grid as rules
from leitstand.interfaces.desk.bulk_forms import BULK_FIELDS, BulkForm
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.telling import tell
from leitstand.interfaces.look.actors import actor_of

MOST = 2000


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """From the chosen rows and field to the value, the preview, and the change itself."""
    actor = actor_of(request)
    require_keeper(actor)
    name = request.POST.get("field", "")
    entries = _entries(request)
    if name not in dict(BULK_FIELDS) or not entries:
        messages.error(request, _("Bitte zuerst Maßnahmen ankreuzen und wählen, was sich ändern soll."))
        return redirect(f"{reverse('desk:grid')}?{request.POST.get('query', '')}")
    valued = "valued" in request.POST
    form = BulkForm(name, _editions(entries), request.POST if valued else None)
    context: dict[str, Any] = {
        "form": form,
        "field": name,
        "field_label": str(dict(BULK_FIELDS)[name]),
        "keys": " ".join(entry.key for entry in entries),
        "count": len(entries),
        "query": request.POST.get("query", ""),
        "breadcrumb": crumbs((_("Maßnahmen"), reverse("desk:grid")), (_("Gemeinsam ändern"), "")),
    }
    if valued and form.is_valid():
        return _previewed(request, entries, name, form, context)
    return render(request, "desk/bulk.html", context, status=422 if form.errors else 200)


def _entries(request: HttpRequest) -> list[m.MeasureEntry]:
    keys = request.POST.get("keys", "").split() or request.POST.getlist("m")
    if "all" in request.POST:
        seen = situation(timezone.localdate(), actor=actor_of(request))
        filters = rules.Filters.of(QueryDict(request.POST.get("query", "")).dict())
        keys = [row.entry.key for row in rules.rows_shown(seen, filters)]
    found = current(m.MeasureEntry).filter(key__in=keys[:MOST])
    return list(
        found.select_related("edition", "measure__contact", "measure__deputy", "field", "topic").prefetch_related(
            "lines"
        )
    )


def _editions(entries: list[m.MeasureEntry]) -> list[m.Edition]:
    return list({entry.edition_id: entry.edition for entry in entries}.values())


def _previewed(
    request: HttpRequest, entries: list[m.MeasureEntry], name: str, form: BulkForm, context: dict[str, Any]
) -> HttpResponse:
    actor, amendment = actor_of(request), request.POST.get("amendment", "")
    steps = bulk.plan_steps(entries, name, form.value())
    problem, needs_reason = "", bool(bulk.needs_amendment(steps, name))
    if "apply" in request.POST:
        seen = request.POST.get("seen", "")
        try:
            known = int(seen) if seen.isdecimal() and len(seen) < 16 else 0
            first, last = bulk.apply_steps(steps, name, actor=actor, amendment=amendment, seen=known)
        except RuleBroken as error:
            problem = str(error)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            if last < first:
                messages.info(request, _("Nichts zu ändern: Alles war schon so."))
                return redirect(f"{reverse('desk:grid')}?{context['query']}")
            return redirect("desk:bulk-done", first, last)
    context |= {
        "steps": [_shown(step) for step in steps],
        "changing": sum(step.changes for step in steps),
        "problems": sum(bool(step.problem) for step in steps),
        "needs_reason": needs_reason,
        "editions": ", ".join(edition.title for edition in bulk.needs_amendment(steps, name)),
        "amendment": amendment,
        "problem": problem,
        "seen": recording.head()[0],
    }
    return render(request, "desk/bulk.html", context, status=422 if problem else 200)


def _shown(step: bulk.Step) -> dict[str, Any]:
    return {"step": step, "before": _say(step.before), "after": _say(step.after), "title": step.entry.title}


def _say(value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, str):
        return say_partial(value, get_language() or "de")
    return str(value)


def done(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """What was changed together; with the way back."""
    actor = actor_of(request)
    require_keeper(actor)
    entries = recording.all_entries().filter(number__gte=first, number__lte=last)[:MOST]
    context: dict[str, Any] = {
        "told": tell(entries, get_language() or "de"),
        "first": first,
        "last": last,
        "problem": "",
        "needs_reason": False,
        "reason": request.POST.get("reason", ""),
        "cancel_url": reverse("desk:grid"),
        "breadcrumb": crumbs((_("Maßnahmen"), reverse("desk:grid")), (_("Gemeinsam geändert"), "")),
    }
    if request.method == "POST":
        try:
            bulk.take_back(first, last, actor=actor, amendment=context["reason"])
        except RuleBroken as error:
            context |= {"problem": str(error), "needs_reason": error.code == "frozen"}
        else:
            messages.success(request, _("Zurückgenommen. Beides steht im Verlauf."))
            return redirect("desk:grid")
    return render(request, "desk/bulk_done.html", context, status=422 if context["problem"] else 200)
