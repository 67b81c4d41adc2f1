"""The start of the desk: what waits for me, what changed since I was last here, where to go."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from leitstand.domain.institutions.operations import mark_seen
from leitstand.foundation.actor import Role
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import recording
from leitstand.interfaces.desk.doorway import account_of
from leitstand.interfaces.desk.opening import opening_of
from leitstand.interfaces.desk.views.committee import agenda
from leitstand.interfaces.look.actors import actor_of


def start(request: HttpRequest) -> HttpResponse:
    """What waits for me? For the committee that is its agenda; ``?alles`` shows it the common page."""
    account, actor = account_of(request), actor_of(request)
    if actor.has(Role.COMMITTEE) and "alles" not in request.GET:
        with suppress(NotFound):
            return agenda(request)
    opening = opening_of(account, actor)
    return render(request, "desk/start.html", {"opening": opening, "actor": actor, "seen_entry": account.seen_entry})


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Remember that the news up to the shown entry were read."""
    number = request.POST.get("number", "")
    head, _hash = recording.head()
    mark_seen(account_of(request), min(int(number), head) if number.isdecimal() and len(number) < 16 else head)
    return redirect("desk:start")
