"""Statistics at the desk: data sets with their states, the services that supply them, the slices indicators take."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.domain.statistics.live.sources import SERVICES
from leitstand.domain.statistics.models import Dataset, Intake, Subscription
from leitstand.domain.statistics.operations import Offer, connect, fetch_now, offered, subscribe, unsubscribe
from leitstand.domain.statistics.queries.feeding import shelves, subscriptions_of
from leitstand.domain.statistics.queries.listing import in_order
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.statistics_forms import ServiceForm, SliceForm
from leitstand.interfaces.look.actors import actor_of

PREVIEWED = 30
WAITING = (Intake.State.MAPPING, Intake.State.CHECKING, Intake.State.CHECKED, Intake.State.REFUSED, Intake.State.TAKING)


def plan_now(actor: Actor) -> Situation | None:
    """The plan as this actor sees it; none in an instance without one."""
    with suppress(NotFound):
        return situation(clock.today(), actor=actor)
    return None


def library(request: HttpRequest) -> HttpResponse:
    """Which statistics are here, how fresh are they, and what do they feed?"""
    require_keeper(actor_of(request))
    found = shelves()
    context = {
        "shelves": found,
        "failing": [one for one in found if one.dataset.failing_since],
        "waiting": list(Intake.objects.filter(state__in=WAITING)[:20]),
    }
    return render(request, "desk/statistics/library.html", context)


def dataset(request: HttpRequest, key: str) -> HttpResponse:
    """One data set: its states, its source, who takes what. The form sets the service that supplies it."""
    actor = actor_of(request)
    require_keeper(actor)
    of = _dataset(key)
    form = ServiceForm(request.POST or None, initial=_service(of))
    if request.method == "POST" and form.is_valid() and _connected(form, of, actor):
        messages.success(request, _("Gemerkt."))
        return redirect("desk:statistics-dataset", of.key)
    service = SERVICES.get(of.service)
    context = {
        "dataset": of,
        "releases": in_order(list(of.releases.filter(removed_on=None)))[::-1],
        "subscriptions": subscriptions_of(of),
        "fetches": list(of.fetches.all()[:5]),
        "service": service,
        "configured": service is not None and service.is_configured,
        "form": form,
        "breadcrumb": crumbs((_("Statistik"), reverse("desk:statistics")), (of.title, "")),
    }
    return render(request, "desk/statistics/dataset.html", context, status=422 if form.errors else 200)


def _dataset(key: str) -> Dataset:
    found = Dataset.objects.filter(key=key, removed_on=None).first()
    if found is None:
        raise NotFound(_("Diesen Datensatz gibt es nicht."))
    return found


def _service(of: Dataset) -> dict[str, Any]:
    query = "\n".join(f"{name} = {value}" for name, value in of.query.items())
    return {"service": of.service, "table": of.table, "query": query, "every_days": of.every_days or 30}


def _connected(form: ServiceForm, of: Dataset, actor: Actor) -> bool:
    values = form.cleaned_data
    try:
        connect(of, **{**values, "every_days": values["every_days"] or 0}, actor=actor)
    except RuleBroken as error:
        form.add_error("table" if error.code == "table" else None, str(error))
        return False
    return True


@require_POST
def fetch(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the service now."""
    actor = actor_of(request)
    of = _dataset(key)
    try:
        tried = fetch_now(of, actor=actor)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("desk:statistics-dataset", of.key)
    if tried.imported is None:
        messages.error(request, _("Der Abruf ist nicht gelungen: %(why)s") % {"why": tried.fetch.label})
    else:
        messages.success(request, tried.fetch.label)
        if any(one.added for one in tried.imported.deliveries):
            take_stock()
    return redirect("desk:statistics-dataset", of.key)


def take_slice(request: HttpRequest, key: str) -> HttpResponse:
    """Which slice of this data set should an indicator take? First its values, then the word."""
    actor = actor_of(request)
    require_keeper(actor)
    of = _dataset(key)
    releases = in_order(list(of.releases.filter(removed_on=None)))
    if not releases:
        raise NotFound(_("Dieser Datensatz hat noch keinen Datenstand."))
    newest = releases[-1].manifest
    given = request.POST if request.method == "POST" else request.GET if "measure" in request.GET else None
    form = SliceForm(newest["measures"], newest["dimensions"], given)
    offer = _offer(form, of, actor) if given is not None and form.is_valid() else None
    if request.method == "POST" and offer is not None and not offer.refused:
        indicator = form.cleaned_data["indicator"]
        _agree(request, form, of, actor)
        return redirect("desk:record", "indikator", indicator.key)
    context = {
        "dataset": of,
        "form": form,
        "offer": offer,
        "rows": list(offer.rows[-PREVIEWED:])[::-1] if offer else [],
        "indicator": form.cleaned_data["indicator"] if offer else None,
        "carried": [(name, value) for name, value in request.GET.items() if name != "csrfmiddlewaretoken"],
        "breadcrumb": crumbs(
            (_("Statistik"), reverse("desk:statistics")),
            (of.title, reverse("desk:statistics-dataset", args=[of.key])),
            (_("Bezug"), ""),
        ),
    }
    return render(request, "desk/statistics/slice.html", context, status=422 if form.errors else 200)


def _offer(form: SliceForm, of: Dataset, actor: Actor) -> Offer | None:
    wanted = form.wanted()
    try:
        return offered(wanted.pop("indicator"), of, **wanted, actor=actor)
    except RuleBroken as error:
        form.add_error("same_unit" if error.code == "unit" else None, str(error))
        return None


def _agree(request: HttpRequest, form: SliceForm, of: Dataset, actor: Actor) -> None:
    wanted = form.wanted()
    _subscription, brought = subscribe(wanted.pop("indicator"), of, **wanted, actor=actor)
    added = sum(one.added for one in brought)
    if added:
        take_stock()
    messages.success(request, _("Der Indikator bezieht jetzt diesen Ausschnitt: %(count)s Werte.") % {"count": added})
    for one in brought:
        if one.refused:
            messages.warning(request, f"{one.vintage}: {one.refused}")


@require_POST
def end_slice(request: HttpRequest, key: str) -> HttpResponse:
    """End a subscription; the values that it brought stay."""
    require_keeper(actor_of(request))
    found = Subscription.objects.filter(key=key, removed_on=None).select_related("dataset").first()
    if found is None:
        raise NotFound(_("Diesen Bezug gibt es nicht."))
    unsubscribe(found, actor=actor_of(request))
    messages.success(request, _("Der Bezug ist beendet. Was er gebracht hat, bleibt."))
    return redirect("desk:statistics-dataset", found.dataset.key)
