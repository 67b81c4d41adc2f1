"""CPU per request and SQL statements of the pages on which a round is read, beside a bare view of the same bytes.

One round behind us and one open, in which everyone has reported: the review then shows every measure. The floor
is that of ``bench.pages``: the same server code, sign-in asked, the bytes from memory.
"""

import sys
from typing import Any

from bench.measuring import cpu, peak_megabytes, ready, table
from bench.pages import counting

LIMIT = 100
TEXTS = {"stage": "under_way", "sentence": "Läuft.", "light_reason": "Der Vertrag ist unterschrieben."}
DAYS = ("opens_on", "deadline", "closes_on", "publishes_on")
LIGHTS = ("on_track", "at_risk", "off_track")


def play(measures: int, contacts: int) -> Any:
    """Two rounds in which everyone reports, the first one closed; return the second."""
    from dataclasses import asdict, replace
    from datetime import timedelta

    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.reporting.models import Round
    from leitstand.domain.reporting.operations import chasing, rounds
    from leitstand.domain.reporting.operations.demonstration import invent_people
    from leitstand.domain.reporting.queries.rounds.proposing import propose_round
    from leitstand.foundation.actor import system

    actor = system("Messung")
    load_synthetic(measures, 40, 1, 1, actor=actor)
    invent_people(contacts, 1, actor=actor)
    last = None
    for title in ("Erste", "Zweite"):
        proposal = propose_round()
        dates = proposal.dates
        if last is not None:
            later = last.period_ends + timedelta(days=1)
            days = {name: getattr(last, name) for name in DAYS}
            dates = replace(dates, **days, period_begins=last.period_begins, period_ends=later)
        last = rounds.plan_round(proposal.edition, {**asdict(dates), "title": title}, actor=actor)
        rounds.open_round(last, proposal, actor=actor, accept_ownerless=True)
        chasing.remind(last, actor=actor)
        _report(last, len(title))
        if title == "Erste":
            rounds.close_round(last, actor=actor, gaps_reason="Messung")
    return Round.objects.get(pk=last.pk) if last else None


def _report(this_round: Any, turn: int) -> None:
    from leitstand.domain.reporting.operations import answering
    from leitstand.foundation.actor import Actor

    for request in this_round.requests.select_related("person", "round"):
        holder = Actor("link", request.person.name, request.key, person_id=request.person_id)
        keys = list(request.reports.values_list("key", flat=True))
        said = {key: TEXTS | {"light": LIGHTS[(place + turn) % 3]} for place, key in enumerate(keys)}
        assert answering.send(request, said, {}, actor=holder).done


def main(measures: int) -> int:
    ready()
    from django.conf import settings
    from django.contrib.auth.decorators import login_required
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path

    from leitstand.domain.institutions.models import Account
    from leitstand.domain.institutions.operations import make_account
    from leitstand.foundation.actor import Role, system
    from leitstand.interfaces import urls

    bodies: list[bytes] = []

    def bare(request: HttpRequest, place: int) -> HttpResponse:
        return HttpResponse(bodies[place])

    urls.urlpatterns += [path("bare/desk/<int:place>/", login_required(bare))]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    this_round = play(measures, 40)
    asked = this_round.reports.count()
    make_account("office@example.org", "Messung", Role.OFFICE, actor=system("Messung"))
    office = Client()
    office.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    start = f"/arbeitsplatz/runden/{this_round.key}/"
    rows = []
    for page in (start, f"{start}pruefen/", f"{start}einfrieren/", "/arbeitsplatz/runden/zustaendigkeit/"):
        first = cpu(lambda page=page: office.get(page), times=1)
        statements: list[str] = []
        with connection.execute_wrapper(counting(statements)):
            answer = office.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        bodies.append(answer.content)
        warm = cpu(lambda page=page: office.get(page))
        same_bytes = f"/bare/desk/{len(bodies) - 1}/"
        floor = cpu(lambda same_bytes=same_bytes: office.get(same_bytes))
        rows.append((page, len(answer.content) // 1024, len(statements), first, warm, floor, warm / floor))
    print(f"{asked} measures asked about; milliseconds of CPU per request; the review must stay below {LIMIT}")
    table(("page", "KiB", "SQL", "cold", "warm", "floor", "warm/floor"), rows)
    print(f"peak memory {peak_megabytes():.0f} MB")
    return int(rows[1][4] >= LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 180))
