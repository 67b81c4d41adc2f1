"""The office's ledger of demands: what is still open, answer it, show answers in public."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from leitstand.domain.papers.access import may_keep, require_keeper, require_staff
from leitstand.domain.papers.models import Demand, DemandAnswer
from leitstand.domain.papers.operations.demands import answer_demand, show_answers
from leitstand.domain.papers.queries.ledger import LedgerLine, ledger
from leitstand.domain.reporting import demand_words
from leitstand.domain.reporting.queries import situation
from leitstand.foundation import clock
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.quoting_forms import AnswerForm
from leitstand.interfaces.desk.views.committee import done_with
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.templatetags.words import language


def demands(request: HttpRequest) -> HttpResponse:
    """Which demands still wait for an answer, and what was answered?"""
    actor = actor_of(request)
    require_staff(actor)
    seen = situation(clock.today(), actor=actor)
    asked = request.GET.get("institution", "")
    every = ledger(seen.papers)
    chosen = ledger(seen.papers, asked) if asked else every
    lines = sorted(chosen.lines, key=lambda line: line.outcome != "open")
    context = {
        "lines": lines,
        "sentence": demand_words.ledger_sentence(chosen, language()),
        "institutions": [group.institution for group in every.groups if group.institution],
        "asked": asked,
        "titles": {key: measure.latest.title for key, measure in seen.plan.measures.items()},
        "may_keep": may_keep(actor),
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (_("Forderungen"), "")),
    }
    return render(request, "desk/demands.html", context)


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Show the ticked answers in public, or take them back."""
    actor = actor_of(request)
    require_keeper(actor)
    shown = "zuruecknehmen" not in request.POST
    ticked = list(current(DemandAnswer).filter(key__in=request.POST.getlist("antwort")))
    count = show_answers(ticked, actor=actor, public=shown)
    if shown:
        said = ngettext("%(n)s Antwort ist jetzt öffentlich.", "%(n)s Antworten sind jetzt öffentlich.", count)
    else:
        said = ngettext(
            "%(n)s Antwort ist nicht mehr öffentlich.", "%(n)s Antworten sind nicht mehr öffentlich.", count
        )
    messages.success(request, said % {"n": count}) if ticked else messages.warning(request, _("Nichts ausgewählt."))
    return redirect("desk:demands")


def demand(request: HttpRequest, key: str) -> HttpResponse:
    """What became of this demand? Everything said so far, and the form for the next answer."""
    actor = actor_of(request)
    require_staff(actor)
    line = _line(request, key)
    form = _form(request) if may_keep(actor) else None
    if request.method == "POST":
        require_keeper(actor)
        if form and "more" in request.POST:
            # The person only asked for one more source to choose.
            form.full_clean()
            form.errors.clear()
        elif form and form.is_valid() and _answered(form, key, request):
            messages.success(request, _("Die Antwort ist festgehalten. Frühere bleiben sichtbar."))
            return redirect("desk:demands")
    context = {
        "line": line,
        "answers": tuple(reversed(line.demand.answers)),
        "titles": _titles(request),
        "form": form,
        "cancel_url": reverse("desk:demands"),
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Forderungen"), reverse("desk:demands")), (_("Antworten"), "")
        ),
    }
    return render(request, "desk/demand.html", context, status=422 if form and form.errors else 200)


def _answered(form: AnswerForm, key: str, request: HttpRequest) -> bool:
    return done_with(form, lambda given: answer_demand(_stored(key), given, actor=actor_of(request)))


def _form(request: HttpRequest) -> AnswerForm:
    return AnswerForm(request.POST if request.method == "POST" else None, {"on": clock.today(), "outcome": "answered"})


def _titles(request: HttpRequest) -> dict[str, str]:
    plan = situation(clock.today(), actor=actor_of(request)).plan
    return {key: measure.latest.title for key, measure in plan.measures.items()}


def _line(request: HttpRequest, key: str) -> LedgerLine:
    lines = ledger(situation(clock.today(), actor=actor_of(request)).papers).lines
    found = next((line for line in lines if line.demand.key == key), None)
    if found is None:
        raise NotFound(_("Diese Forderung gibt es nicht."))
    return found


def _stored(key: str) -> Any:
    return current(Demand).get(key=key)
