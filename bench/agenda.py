"""The committee's agenda from a frozen round of invented measures, its page and its papers, beside a floor.

Seconds are wall-clock, the median of several runs in a warm process. The floor is what no agenda can do without:
read the frozen file and turn its text into values. The goal is one second for the agenda of 120 measures.
"""

import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict

from bench.measuring import ready, seconds, table

GOAL = 1.0
RUNS = 7
SAID = {"stage": "under_way", "light": "off_track", "sentence": "Es stockt.", "light_reason": "Der Termin ist alt."}


def main(measures: int) -> int:
    ready()
    import json

    from django.test import Client

    from leitstand.domain.institutions.models import Account
    from leitstand.domain.reporting.operations import deciding
    from leitstand.domain.reporting.queries.rounds.agenda import agenda_on
    from leitstand.domain.reporting.queries.rounds.frozen import as_typed
    from leitstand.domain.reporting.queries.situation import forget
    from leitstand.foundation import clock
    from leitstand.foundation.actor import Role, system
    from leitstand.foundation.files.storing import read
    from leitstand.outputs import onepager

    this_round = _played(measures)
    today = clock.today()
    kept = this_round.frozen
    floor = _median(lambda: json.loads(read(kept), object_hook=as_typed))
    forget()
    cold = seconds(lambda: agenda_on(today))
    warm = _median(lambda: agenda_on(today))
    picture = agenda_on(today)
    deciding.prepare_sitting(this_round, "Sitzung", today, actor=system("Messung"))
    client = Client()
    client.force_login(Account.objects.make("messung@example.org", Role.COMMITTEE, name="Messung"), _backend())
    page = _median(lambda: client.get("/arbeitsplatz/steuerungskreis/", headers={"host": "127.0.0.1"}))
    papers = seconds(lambda: onepager.render(picture, picture.items))
    rows = [
        ("agenda, nothing kept", cold),
        ("agenda, situation kept", warm),
        ("page with the first fifteen", page),
        (f"one page for each of {len(picture.items)} items (PDF)", papers),
        ("floor: read the frozen round", floor),
    ]
    print(f"{measures} measures, {len(picture.items)} on the agenda")
    table(("step", "seconds", "times floor"), [(name, f"{spent:.3f}", spent / floor) for name, spent in rows])
    print(f"goal {GOAL:.0f} s for the agenda: {'met' if cold < GOAL else 'missed'}")
    return int(cold >= GOAL)


def _median(call: Callable[[], object]) -> float:
    return statistics.median(seconds(call) for _ in range(RUNS))


def _backend() -> str:
    return "allauth.account.auth_backends.AuthenticationBackend"


def _played(measures: int):  # type: ignore[no-untyped-def]  # Django's models exist only after ready()
    """A frozen round in which everyone answered that it is off track."""
    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.reporting.models import Round, StatusReport
    from leitstand.domain.reporting.operations import answering, freezing, reviewing, rounds
    from leitstand.domain.reporting.operations.demonstration import invent_people
    from leitstand.domain.reporting.queries.rounds.proposing import propose_round
    from leitstand.foundation.actor import Actor, system

    actor = system("Messung")
    load_synthetic(measures, 40, 4, 1, actor=actor)
    invent_people(40, 1, actor=actor)
    proposal = propose_round()
    values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
    made: Round = rounds.plan_round(proposal.edition, values, actor=actor)
    for request in rounds.open_round(made, proposal, actor=actor, accept_ownerless=True):
        holder = Actor(kind="link", name=request.person.name, ident=request.key, person_id=request.person_id)
        answering.send(request, {report.key: SAID for report in request.reports.all()}, {}, actor=holder)
    rounds.close_round(made, actor=actor, gaps_reason="Messung.")
    rounds.begin_review(made, actor=actor)
    reviewing.approve(list(StatusReport.objects.filter(state="sent")), actor=actor)
    freezing.freeze_round(made, actor=actor)
    made.refresh_from_db()
    return made


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
