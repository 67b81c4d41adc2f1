"""Made-up people for demonstrations and simulations, plainly labelled, all under ``demo.example``.

Real measures have no contact persons in public sources; without some, no round could be shown.
"""

import random
from collections.abc import Sequence

from django.db import transaction

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.queries.rounds.asking import ROUND
from leitstand.domain.reporting.queries.rounds.proposing import unknown_rows
from leitstand.domain.reporting.queries.situation import situation
from leitstand.domain.reporting.queries.waiting import rows_in_force, running
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.history import writing

INVENTED = "Erfundene Person der Demonstration"


def invent_people(contacts: int, seed: int, *, actor: Actor, earlier: bool = False) -> list[Person]:
    """Make ``contacts`` contact persons, one head for each institution, and give every running measure in force
    a contact and, nine times in ten, a deputy; with ``earlier`` also those of earlier editions whose fate is
    unknown. The same for the same seed. Measures that have a contact keep it."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, not a secret
    seen = situation(clock.today(), actor=ROUND)
    rows = [*running(rows_in_force(seen)), *(unknown_rows(seen) if earlier else [])]
    keys = list(dict.fromkeys(row.entry.lead.key for row in rows if row.entry.lead))
    houses = [*Institution.objects.filter(key__in=keys).order_by("key")] or _any_house(actor)
    people = [_person(number, houses[number % len(houses)]) for number in range(1, contacts + 1)]
    heads = [_head(number, house) for number, house in enumerate(houses, start=1)]
    with transaction.atomic():
        writing.create(actor, [writing.Row(person) for person in (*people, *heads)])
        _assign([row.measure.key for row in rows if row.measure.contact is None], people, chance, actor)
    return people


def _any_house(actor: Actor) -> list[Institution]:
    house = Institution(
        key="demo-haus", name="Demo-Haus", note="Beispiel der Demonstration, keine wirkliche Institution."
    )
    writing.create(actor, [writing.Row(house)])
    return [house]


def _person(number: int, house: Institution) -> Person:
    return Person(
        key=f"demo-person-{number:03}",
        name=f"Demo-Person {number:02}",
        institution=house,
        position=INVENTED,
        email=f"person-{number:02}@demo.example",
    )


def _head(number: int, house: Institution) -> Person:
    return Person(
        key=f"demo-leitung-{number:03}",
        name=f"Demo-Leitung {number:02}",
        institution=house,
        position=INVENTED,
        email=f"leitung-{number:02}@demo.example",
        heads=True,
    )


def _assign(keys: Sequence[str], people: Sequence[Person], chance: random.Random, actor: Actor) -> None:
    measures = Measure.objects.in_bulk(keys, field_name="key")
    updates = []
    for place, key in enumerate(keys):
        contact = people[place % len(people)]
        others = [person for person in people if person is not contact]
        deputy = chance.choice(others) if others and chance.random() < 0.9 else None
        updates.append((measures[key], {"contact": contact, "deputy": deputy}))
    writing.update_each(actor, updates)
