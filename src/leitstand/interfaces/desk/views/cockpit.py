"""The cockpit of a round: who has answered, who has not, who will be late, and one click for what each needs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.access import require_follower
from leitstand.domain.reporting.models import Request
from leitstand.domain.reporting.operations import chasing, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.chasing import due_mails
from leitstand.domain.reporting.queries.rounds.cockpit import Cockpit, Line, cockpit
from leitstand.domain.reporting.rules.lateness import say_level, say_reason, say_rule
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.wording import say_date
from leitstand.interfaces.desk.round_doorway import report_bar, request_of, round_crumbs, round_of, said_as_message
from leitstand.interfaces.desk.round_forms import day_of
from leitstand.interfaces.desk.round_words import COCKPIT_FILTERS, MAIL_STATES, STEPS
from leitstand.interfaces.look.actors import actor_of

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PASSES: dict[str, Callable[[Line], bool]] = {
    "offen": lambda line: not line.is_done,
    "unerreicht": lambda line: not line.reachable and not line.is_done,
    "zeit": lambda line: line.request.extension_wanted is not None,
    "hilfe": lambda line: bool(line.request.help_wanted),
    "abgegeben": lambda line: bool(line.disowned),
}
LEVELS = ("high", "some", "unknown", "low")
SORTS: dict[str, Callable[[Line], Any]] = {
    "institution": lambda line: (line.person.institution.name, line.person.name),
    "person": lambda line: line.person.name,
    "offen": lambda line: -(line.open + line.returned),
    "kontakt": lambda line: line.last_contact.when if line.last_contact and line.last_contact.when else _LONG_AGO,
    "spaet": lambda line: (line.is_done, LEVELS.index(line.likely.level), -line.likely.share),
}
MORE_TIME = timedelta(days=7)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Who has answered, who has not, who will be late?"""
    actor = actor_of(request)
    require_follower(actor)
    this_round = round_of(key)
    seen = cockpit(this_round, clock.today())
    chosen, sort = request.GET.get("zeigen", ""), request.GET.get("sort", "")
    rows = [line for line in seen.lines if PASSES.get(chosen, _all)(line)]
    if sort in SORTS:
        rows.sort(key=SORTS[sort])
    keeps = actor.keeps_the_plan
    context = {
        "round": this_round,
        "seen": seen,
        "bar": report_bar(seen.by_state),
        "rows": [_shown(line, seen) for line in rows],
        "filters": _filters(seen, chosen),
        "query": urlencode({"zeigen": chosen, "sort": sort}),
        "columns": _columns(chosen, sort, keeps),
        "mails_today": len(due_mails(this_round, clock.today())) if keeps else 0,
        "is_over": clock.today() > this_round.deadline,
        "may_keep": keeps,
        "lateness_rule": say_rule(get_language() or "de"),
        "breadcrumb": round_crumbs(this_round),
    }
    return render(request, "desk/rounds/cockpit.html", context)


def _all(line: Line) -> bool:
    return True


def _filters(seen: Cockpit, chosen: str) -> list[dict[str, Any]]:
    counted = {name: sum(map(PASSES.get(name, _all), seen.lines)) for name in COCKPIT_FILTERS}
    return [
        {"name": name, "label": str(label), "count": counted[name], "current": name == chosen}
        for name, label in COCKPIT_FILTERS.items()
        if counted[name] or name in ("", chosen)
    ]


def _columns(chosen: str, sort: str, keeps: bool) -> list[dict[str, Any]]:
    named = [("institution", _("Institution")), ("offen", _("Maßnahmen")), ("kontakt", _("Letzter Kontakt"))]
    named += [("spaet", _("Wird es spät?"))] if keeps else []
    current = sort or "institution"
    return [
        {
            "label": label,
            "query": urlencode({"zeigen": chosen, "sort": name}),
            "direction": "ascending" if name == current else "",
        }
        for name, label in named
    ]


def _shown(line: Line, seen: Cockpit) -> dict[str, Any]:
    language, request = get_language() or "de", line.request
    contact = line.last_contact
    return {
        "line": line,
        "request": request,
        "said": _said(line),
        "step": str(STEPS[contact.step]) if contact else "",
        "mail_state": str(MAIL_STATES[contact.state]) if contact else "",
        "level": say_level(line.likely.level, language),
        "reasons": "; ".join(say_reason(code, values, language) for code, values in line.likely.reasons),
        "wished": (request.extension_wanted or _later(seen.today, line.until)).isoformat(),
    }


def _later(today: date, until: date) -> date:
    return max(today, until) + MORE_TIME


def _said(line: Line) -> str:
    counts = (
        (line.approved, _("freigegeben")),
        (line.sent, _("gemeldet")),
        (line.returned, _("zurückgegeben")),
        (line.open, _("offen")),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)


@require_POST
def act(request: HttpRequest, key: str, request_key: str, verb: str) -> HttpResponse:
    """One click for one request: extend, renew or revoke the link, note that help was given."""
    actor = actor_of(request)
    require_keeper(actor)
    asked = request_of(round_of(key), request_key)
    if verb not in VERBS:
        raise NotFound(_("Das lässt sich mit einer Anfrage nicht tun."))
    with said_as_message(request):
        VERBS[verb](request, asked, actor)
    return redirect(f"{reverse('desk:cockpit', args=[key])}?{request.POST.get('query', '')}")


def _extend(request: HttpRequest, asked: Request, actor: Actor) -> None:
    until = day_of(request.POST.get("until", ""))
    if until is None:
        messages.error(request, _("Bitte einen Tag angeben, zum Beispiel 15.03.2027."))
        return
    reviewing.extend(asked, until, actor=actor)
    said = {"name": asked.person.name, "day": say_date(until, get_language() or "de")}
    messages.success(request, _("%(name)s hat Zeit bis %(day)s.") % said)


def _renew(request: HttpRequest, asked: Request, actor: Actor) -> None:
    person = asked.delegate or asked.person
    said = {"name": person.name}
    if chasing.send_link(asked, person, actor=actor):
        messages.success(
            request, _("Der bisherige Link gilt nicht mehr; %(name)s bekommt einen neuen per Mail.") % said
        )
    else:
        messages.warning(
            request,
            _(
                "Der bisherige Link gilt nicht mehr. %(name)s bekommt keine Mail mehr in dieser Runde oder ist nicht "
                "erreichbar: bitte anrufen und die Meldung hier eintragen."
            )
            % said,
        )


def _revoke(request: HttpRequest, asked: Request, actor: Actor) -> None:
    person = asked.delegate or asked.person
    rounds.revoke_links(asked, person, actor=actor)
    messages.success(request, _("Der Link von %(name)s gilt nicht mehr.") % {"name": person.name})


def _helped(request: HttpRequest, asked: Request, actor: Actor) -> None:
    reviewing.help_given(asked, actor=actor)
    messages.success(request, _("Vermerkt: %(name)s wurde geholfen.") % {"name": asked.person.name})


VERBS: dict[str, Callable[[HttpRequest, Request, Actor], None]] = {
    "verlaengern": _extend,
    "link-erneuern": _renew,
    "link-sperren": _revoke,
    "geholfen": _helped,
}
