"""The start of the desk: what waits for me, what changed since I was last here, where to go."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from leitstand.domain.indicators.operations import ASSESSING
from leitstand.domain.institutions.operations import mark_seen
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.waiting import of_person
from leitstand.foundation.actor import Role
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import recording
from leitstand.interfaces.desk.doorway import account_of
from leitstand.interfaces.desk.round_tasks import round_tasks
from leitstand.interfaces.desk.telling import tell
from leitstand.interfaces.desk.views.committee import agenda
from leitstand.interfaces.desk.waiting import Task, tasks_for
from leitstand.interfaces.look.actors import actor_of

NEWS = 12


def start(request: HttpRequest) -> HttpResponse:
    """What waits for me? For the committee that is its agenda; ``?alles`` shows it the common page."""
    account, actor = account_of(request), actor_of(request)
    if actor.has(Role.COMMITTEE) and "alles" not in request.GET:
        with suppress(NotFound):
            return agenda(request)
    tasks: list[Task] | None = None
    unassigned = False
    with suppress(NotFound):
        seen = situation(timezone.localdate(), actor=actor)
        tasks = [*round_tasks(account, actor), *tasks_for(account, actor, seen)]
        unassigned = account.person is not None and not of_person(seen, account.person.key)
    head, _hash = recording.head()
    others = recording.all_entries().exclude(actor_name__in=(actor.name, ASSESSING.name))
    news = others.filter(number__gt=account.seen_entry)
    context = {
        "tasks": tasks,
        "unassigned": unassigned,
        "actor": actor,
        "news": tell(news[:NEWS], get_language() or "de"),
        "news_count": news.count(),
        "seen_entry": account.seen_entry,
        "head": head,
    }
    return render(request, "desk/start.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Remember that the news up to the shown entry were read."""
    number = request.POST.get("number", "")
    head, _hash = recording.head()
    mark_seen(account_of(request), min(int(number), head) if number.isdecimal() else head)
    return redirect("desk:start")
