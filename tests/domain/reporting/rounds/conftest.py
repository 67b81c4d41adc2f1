"""A small plan with people, and a round that asks them: what the tests of rounds start from."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

import pytest
from django.utils import timezone

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.operations import chasing, rounds
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.foundation.actor import Actor, system
from tests.worlds import World, inside

SYSTEM = system("Test")
SAID = {"stage": "under_way", "light": "on_track", "sentence": "Läuft.", "light_reason": "Der Termin war ein Irrtum."}


def moment(text: str) -> datetime:
    """A moment here, e.g. ``2026-07-01 09:00``."""
    return timezone.make_aware(datetime.fromisoformat(text))


def holder(request: Request) -> Actor:
    """Whoever holds the personal link of the person asked."""
    return Actor(kind="link", name=request.person.name, ident=request.key, person_id=request.person_id)


def said(request: Request, **changes: str) -> dict[str, dict[str, str]]:
    """A complete answer to every measure of a request."""
    return {report.key: SAID | changes for report in request.reports.all()}


def _make_plan(measures: int, contacts: int) -> None:
    load_synthetic(measures, 5, 1, 1, actor=SYSTEM)
    invent_people(contacts, 1, actor=SYSTEM)


def _plan_round() -> Round:
    proposal = propose_round()
    values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
    return rounds.plan_round(proposal.edition, values, actor=SYSTEM)


def _open_round() -> None:
    this_round = Round.objects.get()
    rounds.open_round(this_round, propose_round(), actor=SYSTEM)
    chasing.remind(this_round, actor=SYSTEM)


PEOPLE = World("people", lambda: _make_plan(12, 4))
PLANNED = World("planned", _plan_round, upon=PEOPLE)
OPEN = World("open", _open_round, upon=PLANNED)


@pytest.fixture
def plan_with_people(db: None) -> Iterator[None]:
    """Twelve measures of five institutions; four contacts, deputies, heads."""
    with inside(PEOPLE):
        yield


@pytest.fixture
def small_plan() -> Callable[[], Round]:
    """Makes a planned round about a few measures, in whatever database there is when it is called."""

    def make() -> Round:
        _make_plan(3, 2)
        return _plan_round()

    return make


@pytest.fixture
def planned_round(db: None) -> Iterator[Round]:
    with inside(PLANNED):
        yield Round.objects.get()


@pytest.fixture
def open_round(db: None) -> Iterator[Round]:
    with inside(OPEN):
        yield Round.objects.get()


@pytest.fixture
def asked(open_round: Round) -> Request:
    """One request of the open round."""
    request = open_round.requests.select_related("person", "round__edition").first()
    assert request is not None
    return request
