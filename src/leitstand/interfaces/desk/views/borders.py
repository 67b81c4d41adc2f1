"""Borders of districts: taken in as GeoJSON, shown on the maps of the portal, taken away again."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leitstand.domain.indicators.rules.regions import BEZIRK, DISTRICT, LAND
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations.borders import drop_borders, take_borders
from leitstand.domain.reporting.queries.borders import borders_in_use
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.look.actors import actor_of

LEVELS = {LAND: gettext_noop("Länder"), BEZIRK: gettext_noop("Berlins Bezirke"), DISTRICT: gettext_noop("Kreise")}


def borders(request: HttpRequest) -> HttpResponse:
    """Which borders are in use? Take in others, or go back to squares."""
    require_keeper(actor_of(request))
    problem = ""
    if request.method == "POST":
        try:
            _changed(request)
            return redirect("desk:borders")
        except RuleBroken as error:
            problem = str(error)
    in_use = borders_in_use()
    context = {
        "problem": problem,
        "limit": settings.OPTIONS["UPLOAD_LIMIT_MB"],
        "levels": [(level, _(title), in_use.get(level)) for level, title in LEVELS.items()],
        "breadcrumb": crumbs((_("Austausch"), reverse("desk:exchange")), (_("Grenzen"), "")),
    }
    return render(request, "desk/borders.html", context, status=422 if problem else 200)


def _changed(request: HttpRequest) -> None:
    """Take in the file sent, or take away the borders named. Raises ``RuleBroken``."""
    level = request.POST.get("weg", "")
    if level:
        drop_borders(level, actor=actor_of(request))
        messages.success(request, _("Diese Ebene wird wieder ohne eingelesene Grenzen gezeichnet."))
        return
    sent, limit = request.FILES.get("datei"), settings.OPTIONS["UPLOAD_LIMIT_MB"]
    if sent is None:
        raise RuleBroken(_("Bitte eine Datei wählen."), "no-file")
    if (sent.size or 0) > limit * 1024 * 1024:
        sentence = _("Die Datei ist größer als %(limit)s MB. Bitte die Grenzen vereinfachen.")
        raise RuleBroken(sentence % {"limit": limit}, "too-large")
    taken = take_borders(sent.read(), sent.name or "", actor=actor_of(request))
    messages.success(request, _("Eingelesen: Grenzen von %(count)s Gebieten.") % {"count": taken.regions})
