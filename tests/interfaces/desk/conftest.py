"""A small plan for the desk's tests, and clients that check CSRF like a browser does."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.institutions.models import Account, Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.operations import answering, chasing, rounds
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.sources.models import Source
from leitstand.foundation.actor import Actor, Role, system
from leitstand.foundation.history import writing
from tests.worlds import World, inside

SYSTEM = system("Test")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Browser:
    """A client that fetches a form's page for its CSRF token before it posts, like a browser."""

    client: Client

    def get(self, url: str, **headers: Any) -> Any:
        return self.client.get(url, **headers)

    def post(self, url: str, values: dict[str, Any] | None = None, page: str = "/arbeitsplatz/") -> Any:
        return self.client.post(url, {"csrfmiddlewaretoken": self.token(page), **(values or {})})

    def token(self, page: str) -> str:
        self.client.get(page)
        return str(self.client.cookies["csrftoken"].value) if "csrftoken" in self.client.cookies else ""

    def form(self, url: str) -> dict[str, Any]:
        """What the record form on a page would send if nothing was changed."""
        form = self.client.get(url).context["form"]
        values: dict[str, Any] = {}
        for field in form:
            value = field.value()
            if value is True:
                values[field.html_name] = "on"
            elif value not in (None, False, ""):
                values[field.html_name] = value
        return values


@pytest.fixture
def browser_as(db: None, person: Person) -> Callable[..., Browser]:
    """``browser_as(Role.OFFICE)``: signed in with that role, CSRF on; the contact is ``person``."""

    def make(role: Role | None, of: Person | None = None) -> Browser:
        client = Client(enforce_csrf_checks=True)
        if role is not None:
            email = f"{role}.{(of or person).key}@example.org"
            account = Account.objects.filter(email=email).first()
            bound = (of or person) if role == Role.CONTACT else None
            account = account or Account.objects.make(email, role, name=f"Test {role}", person=bound)
            client.force_login(account, backend=BACKEND)
        return Browser(client)

    return make


@pytest.fixture
def office_browser(browser_as: Callable[..., Browser]) -> Browser:
    return browser_as(Role.OFFICE)


def keep(obj: Any, **related: Any) -> Any:
    writing.create(SYSTEM, [writing.Row(obj, related)])
    return obj


@dataclass
class Small:
    """The parts of the small plan by their name."""

    plan: m.Plan
    draft: m.Edition
    field: m.ActionField
    topic: m.Topic
    measure: m.Measure
    entry: m.MeasureEntry
    milestone: m.Milestone
    other: Person
    source: Source
    senate: Institution


@pytest.fixture
def small(person: Person, institution: Institution) -> Small:
    """One draft edition with a field, a topic and one measure whose contact is ``person``."""
    plan = keep(m.Plan(key="plan", title="Probeplan"))
    draft = keep(m.Edition(key="2022", plan=plan, title="Fassung 2022", short_title="2022", published=True))
    field = keep(m.ActionField(key="2022.flaechen", edition=draft, title="Flächen"))
    topic = keep(m.Topic(key="2022.flaechen.tegel", field=field, title="Tegel"))
    measure = keep(m.Measure(key="tegel", plan=plan, contact=person))
    entry = keep(
        m.MeasureEntry(
            key="2022.tegel", edition=draft, measure=measure, title="Tegel nutzen", field=field, topic=topic,
            promise="Wir nutzen Tegel.\nGanz.\n",
        )
    )  # fmt: skip
    milestone = keep(m.Milestone(key="2022.tegel.plan", entry=entry, title="Plan steht", due="2022-06"))
    other = keep(Person(key="andere", name="Andere Person", institution=institution))
    source = keep(Source(key="quelle", title="Eine Quelle", publisher="Verlag"))
    senate = keep(Institution(key="senat", name="Senat"))
    return Small(plan, draft, field, topic, measure, entry, milestone, other, source, senate)


@pytest.fixture
def adopted(small: Small) -> Small:
    """The small plan with its edition adopted."""
    operations.adopt(small.draft, body=small.senate, decided_on=date(2022, 8, 16), actor=SYSTEM)
    return small


def text_of(response: Any) -> str:
    """The visible text of a page, blanks folded."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", bare)


def waiting_tasks(browser: "Browser") -> dict[str, str]:
    """What waits on the first page: each sentence with the address behind it."""
    page = browser.get("/arbeitsplatz/").content.decode()
    found = re.findall(r'<p class="task__sentence"><a href="([^"]*)">([^<]*)</a>', page)
    return {unescape(sentence): unescape(url) for url, sentence in found}


def _make_people() -> None:
    load_synthetic(12, 5, 1, 1, actor=SYSTEM)
    invent_people(4, 1, actor=SYSTEM)


def _run_round() -> None:
    proposal = propose_round()
    values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
    this_round = rounds.plan_round(proposal.edition, values, actor=SYSTEM)
    rounds.open_round(this_round, proposal, actor=SYSTEM, accept_ownerless=True)
    chasing.remind(this_round, actor=SYSTEM)


PEOPLE = World("desk_people", _make_people)
RUNNING = World("running", _run_round, upon=PEOPLE)


@pytest.fixture
def people(db: None) -> Iterator[None]:
    """Twelve measures of five institutions; four contacts with deputies and heads, all made up."""
    with inside(PEOPLE):
        yield


@pytest.fixture
def running(db: None) -> Iterator[Round]:
    """A round that opened today, its mails in the outbox."""
    with inside(RUNNING):
        yield Round.objects.get()


def report_all(request: Request, **changes: str) -> None:
    """The person asked reports on every measure through the personal link."""
    holder = Actor("link", request.person.name, request.key, person_id=request.person_id)
    said = {"stage": "under_way", "light": "on_track", "sentence": "Läuft.", "light_reason": "Ein Irrtum."} | changes
    sending = answering.send(request, {one.key: said for one in request.reports.all()}, {}, actor=holder)
    assert sending.done, sending.problems


__all__ = ["Actor", "Browser", "Small", "keep", "report_all", "text_of"]
