"""One measure: everything about it in one place, with small forms for what happens to it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.institutions.models import Account
from leitstand.domain.plans import models as m
from leitstand.domain.plans.access import may_keep, may_report, require_reporter
from leitstand.domain.plans.queries.views import MeasureView
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.domain.reporting.words import why_state
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import recording
from leitstand.foundation.history.reading import current
from leitstand.foundation.history.writing import type_of
from leitstand.interfaces.desk.doorway import account_of, crumbs
from leitstand.interfaces.desk.forms import RecordForm
from leitstand.interfaces.desk.kinds import BY_NAME
from leitstand.interfaces.desk.telling import tell
from leitstand.interfaces.look.actors import actor_of

OFFICE_FIELDS = {
    "status": ("when", "stage", "light", "wording", "reason", "author", "author_institution", "sources"),
    "finanzierung": ("when", "state", "funder", "funder_text", "planned", "secured", "spent", "approximate", "sources"),
}
CONTACT_FIELDS = {
    "status": ("when", "stage", "light", "wording", "reason"),
    "finanzierung": ("when", "state", "funder_text", "planned", "secured", "spent", "approximate"),
}
DONE = {"status": "Stand gemeldet.", "finanzierung": "Angaben zum Geld gespeichert."}


def measure(request: HttpRequest, key: str) -> HttpResponse:
    """What was promised, by whom, and where does it stand?"""
    return _page(request, key)


@require_POST
def add_fact(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Add a status or a money fact to a measure."""
    stored = _stored(key)
    require_reporter(actor_of(request), stored)
    if kind not in OFFICE_FIELDS:
        raise NotFound(_("„%(kind)s“ gibt es nicht.") % {"kind": kind})
    form = _fact_form(request, stored, kind, request.POST)
    if "more" in request.POST:
        form.only_show()
    elif form.save(actor_of(request)) is not None:
        messages.success(request, _(DONE[kind]))
        return redirect("desk:measure", key)
    return _page(request, key, {kind: form}, status=422 if form.errors else 200)


@require_POST
def milestone(request: HttpRequest, key: str, milestone_key: str) -> HttpResponse:
    """Say that a milestone is reached."""
    stored = _stored(key)
    require_reporter(actor_of(request), stored)
    reached = current(m.Milestone).filter(entry__measure=stored, key=milestone_key).first()
    if reached is None:
        raise NotFound(_("Diesen Meilenstein gibt es nicht."))
    form = _milestone_form(reached, request.POST)
    if form.save(actor_of(request)) is not None:
        messages.success(request, _("Meilenstein gespeichert."))
        return redirect("desk:measure", key)
    return _page(request, key, {milestone_key: form}, status=422)


def _stored(key: str) -> m.Measure:
    stored: m.Measure | None = current(m.Measure).filter(key=key).select_related("contact", "deputy", "plan").first()
    if stored is None:
        raise NotFound(_("Diese Maßnahme gibt es nicht."))
    return stored


def _fact_form(request: HttpRequest, stored: m.Measure, kind: str, data: Any = None) -> RecordForm:
    account, keeps = account_of(request), may_keep(actor_of(request))
    today = timezone.localdate().isoformat()
    fact: Any = m.Status(measure=stored, when=today) if kind == "status" else m.Funding(measure=stored, when=today)
    if kind == "status" and not keeps:
        _sign(fact, account)
    names = (OFFICE_FIELDS if keeps else CONTACT_FIELDS)[kind]
    return RecordForm(BY_NAME[kind], fact, data, only=names, auto_id=f"{kind}_%s")


def _sign(status: m.Status, account: Account) -> None:
    """A contact's report says who made it, without being asked; by name only with the person's consent.

    The history keeps the account's name in any case.
    """
    person = account.person
    status.author = person.name if person and person.public else ""
    status.author_institution = person.institution if person else None


def _milestone_form(reached: m.Milestone, data: Any = None) -> RecordForm:
    kind = BY_NAME["meilenstein"]
    form = RecordForm(kind, reached, data, only=("done_on",), auto_id=f"m{reached.pk}_%s")
    form.fields["done_on"].label = _("erreicht am")
    if not reached.done_on:
        form.initial["done_on"] = timezone.localdate().isoformat()
    return form


def _page(
    request: HttpRequest, key: str, bound: dict[str, RecordForm] | None = None, status: int = 200
) -> HttpResponse:
    actor, language = actor_of(request), get_language() or "de"
    seen = situation(timezone.localdate(), actor=actor)
    if key not in seen.plan.measures:
        raise NotFound(_("Diese Maßnahme gibt es nicht."))
    view, stored, bound = seen.plan.measures[key], _stored(key), bound or {}
    reports = may_report(actor, stored)
    context = {
        "measure": view,
        "why": why_state(view, language, settings.OPTIONS["STALE_MONTHS"]),
        "may_keep": may_keep(actor),
        "may_report": reports,
        "fact_forms": _fact_forms(request, stored, bound) if reports else [],
        "milestone_forms": _milestone_forms(stored, bound) if reports else {},
        "fates": _fates(seen, view),
        "links": seen.links_by_measure.get(key, ()),
        "indicators": seen.indicators,
        "statements": seen.plan.statements_about("measure", key),
        "origins": seen.origins_of("measure", key),
        "history": tell(_entries(stored)[:5], language),
        "measure_type": type_of(m.Measure),
        "breadcrumb": crumbs((_("Maßnahmen"), reverse("desk:grid")), (view.latest.title, "")),
    }
    return render(request, "desk/measure.html", context, status=status)


def _fact_forms(request: HttpRequest, stored: m.Measure, bound: dict[str, RecordForm]) -> list[dict[str, Any]]:
    titles = {"status": _("Stand melden"), "finanzierung": _("Geld eintragen")}
    return [
        {
            "kind": kind,
            "title": title,
            "form": bound.get(kind) or _fact_form(request, stored, kind),
            "open": kind in bound,
        }
        for kind, title in titles.items()
    ]


def _milestone_forms(stored: m.Measure, bound: dict[str, RecordForm]) -> dict[str, RecordForm]:
    open_ones = current(m.Milestone).filter(entry__measure=stored, entry__removed_on=None, done_on="")
    return {found.key: bound.get(found.key) or _milestone_form(found) for found in open_ones}


def _fates(seen: Situation, view: MeasureView) -> list[dict[str, Any]]:
    own = {entry.key for entry in view.entries}
    found = [fate for fate in seen.plan.fates if {fate.old_entry_key, fate.new_entry_key} & own]
    return [
        {"fate": f, "old": seen.plan.entries[f.old_entry_key], "new": seen.plan.entries.get(f.new_entry_key)}
        for f in found
    ]


def _entries(stored: m.Measure) -> Any:
    """History entries of the measure itself and of everything that belongs to it, newest first."""
    keys = {(type_of(m.Measure), stored.key)}
    for model, path in ((m.MeasureEntry, "measure"), (m.Status, "measure"), (m.Funding, "measure"),
                        (m.Responsibility, "entry__measure"), (m.Milestone, "entry__measure")):  # fmt: skip
        found: Any = model._default_manager.filter(**{path: stored}).values_list("key", flat=True)
        keys |= {(type_of(model), key) for key in found}
    return recording.history_of_many(keys)
