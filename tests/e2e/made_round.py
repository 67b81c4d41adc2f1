"""Makes an instance with an open round, run in a process of its own; prints the personal links, one a line.

Each person is asked for three measures on which a round before was answered. Everything is made up.
"""

from dataclasses import asdict
from datetime import date

import django
from django.core.management import call_command

LAST = {
    "stage": "under_way",
    "light": "on_track",
    "sentence": "Die Halle ist gemietet, der Betrieb beginnt im Herbst.",
    "light_reason": "Der Termin war ein Irrtum.",
    "money": "secured",
}
EARLIER = {
    "title": "2/2025",
    "period_begins": date(2025, 7, 1),
    "period_ends": date(2025, 12, 31),
    "opens_on": date(2026, 1, 12),
}


def make(people: int) -> list[str]:
    """The paths of the personal links of an open round that asks ``people`` persons."""
    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.institutions.models import Person
    from leitstand.domain.plans.models import Measure
    from leitstand.domain.reporting.operations import answering, rounds
    from leitstand.domain.reporting.operations.demonstration import invent_people
    from leitstand.domain.reporting.queries.rounds.proposing import propose_round
    from leitstand.foundation import clock, links
    from leitstand.foundation.actor import Actor, system
    from leitstand.foundation.history import writing
    from leitstand.foundation.instance.kind import found
    from leitstand.foundation.instance.models import Instance

    office, today = system("Probe"), clock.today()
    found(Instance.Kind.REAL, unused=True)
    load_synthetic(people * 6, 3, 1, 1, actor=office)
    invent_people(people, 1, actor=office)
    asked = list(Person.objects.filter(heads=False).order_by("pk"))
    running = [row.measure.key for one in propose_round().people for row in one.rows][: people * 3]
    own = {key: asked[place % people] for place, key in enumerate(running)}
    measures = Measure.objects.exclude(contact=None, deputy=None)
    updates = [(one, {"contact": own.get(one.key), "deputy": None}) for one in measures]
    writing.update_each(office, updates, verb="update")
    before = rounds.plan_round(
        propose_round().edition, {**EARLIER, "deadline": today, "closes_on": today, "publishes_on": today}, actor=office
    )
    for request in rounds.open_round(before, propose_round(), actor=office, accept_ownerless=True):
        holder = Actor("link", request.person.name, request.key, person_id=request.person_id)
        answering.send(request, {one.key: LAST for one in request.reports.all()}, {}, actor=holder)
    rounds.close_round(before, actor=office, gaps_reason="Probe")
    proposal = propose_round()
    this_round = rounds.plan_round(proposal.edition, {**asdict(proposal.dates), "title": proposal.title}, actor=office)
    rounds.open_round(this_round, proposal, actor=office, accept_ownerless=True)
    return [links.path_of(one.ident) for request in this_round.requests.order_by("pk") for one in request.links.all()]


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    print("\n".join(make(6)))  # noqa: T201 - read by the process that started this one
