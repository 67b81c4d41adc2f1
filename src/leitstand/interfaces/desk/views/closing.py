"""Closing a round, with its gaps named; opening it again; beginning the review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations import rounds
from leitstand.domain.reporting.queries.rounds.cockpit import gaps_of
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.desk.round_doorway import round_crumbs, round_of, said_as_message
from leitstand.interfaces.look.actors import actor_of


def close(request: HttpRequest, key: str) -> HttpResponse:
    """What is missing, by institution and name, and why the round closes nevertheless."""
    actor, this_round = actor_of(request), round_of(key)
    require_keeper(actor)
    reason, problem = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            rounds.close_round(this_round, actor=actor, gaps_reason=reason)
        except RuleBroken as error:
            problem = str(error)
        else:
            messages.success(request, _("%(round)s ist geschlossen.") % {"round": this_round})
            return redirect("desk:cockpit", this_round.key)
    context = {
        "round": this_round,
        "gaps": gaps_of(this_round),
        "reason": reason,
        "problem": problem,
        "breadcrumb": round_crumbs(this_round, (_("Runde schließen"), "")),
    }
    return render(request, "desk/rounds/close.html", context, status=422 if problem else 200)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Back from closed to open, with a reason."""
    this_round = round_of(key)
    with said_as_message(request):
        rounds.reopen_round(this_round, actor=actor_of(request), reason=request.POST.get("reason", ""))
        messages.success(request, _("%(round)s ist wieder offen.") % {"round": this_round})
    return redirect("desk:cockpit", this_round.key)


@require_POST
def begin_review(request: HttpRequest, key: str) -> HttpResponse:
    """From closed to in review."""
    this_round = round_of(key)
    with said_as_message(request):
        rounds.begin_review(this_round, actor=actor_of(request))
        return redirect("desk:review", this_round.key)
    return redirect("desk:cockpit", this_round.key)
