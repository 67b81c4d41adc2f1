"""The mails of an open round: what goes out today, sending it now, and the letters to the heads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.operations import chasing, rounds
from leitstand.domain.reporting.queries.rounds.chasing import due_mails, escalation_mails
from leitstand.domain.reporting.rules.ladder import Mail
from leitstand.foundation import clock
from leitstand.interfaces.desk.round_doorway import round_crumbs, round_of, said_as_message
from leitstand.interfaces.desk.views.rounds import shown_mail
from leitstand.interfaces.look.actors import actor_of


def today(request: HttpRequest, key: str) -> HttpResponse:
    """The mails that go out today, each in full; and those to the heads, if the office lets them go."""
    require_keeper(actor_of(request))
    this_round = round_of(key)
    day, letters = escalation_mails(this_round)
    context = {
        "round": this_round,
        "mails": _shown(this_round, due_mails(this_round, clock.today())),
        "escalation_day": day,
        "letters": _shown(this_round, letters),
        "breadcrumb": round_crumbs(this_round, (_("Mails"), "")),
    }
    return render(request, "desk/rounds/today.html", context)


def _shown(this_round: Round, mails: list[Mail]) -> list[dict[str, Any]]:
    requests = {
        one.key: one
        for one in Request.objects.filter(round=this_round, removed_on=None).select_related("person", "round")
    }
    return [shown_mail(one) for one in chasing.preview(this_round, mails, requests)]


@require_POST
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Post what is due now; what was posted already goes out once."""
    this_round = round_of(key)
    with said_as_message(request):
        count = chasing.remind(this_round, actor=actor_of(request))
        said = ngettext("Eine Mail liegt im Postausgang.", "%(count)s Mails liegen im Postausgang.", count)
        messages.success(request, said % {"count": count})
    return redirect("desk:cockpit", this_round.key)


@require_POST
def escalate(request: HttpRequest, key: str) -> HttpResponse:
    """Allow or stop the letters to the heads of lead institutions."""
    this_round, approved = round_of(key), "approved" in request.POST
    with said_as_message(request):
        rounds.change_round(this_round, {"escalation_approved": approved}, actor=actor_of(request))
        said = (
            _("Nach der Frist werden die Leitungen angeschrieben.")
            if approved
            else _("Die Leitungen werden nicht angeschrieben.")
        )
        messages.success(request, said)
    return redirect("desk:round-today", this_round.key)
