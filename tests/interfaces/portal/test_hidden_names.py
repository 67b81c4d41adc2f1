"""Institutions and sources that only an unpublished edition names are not public; what nothing names stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.domain.indicators.models import Indicator, Target
from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.situation import forget
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.actor import PUBLIC, Actor

Keep = Callable[..., Any]


@pytest.fixture
def named(mixed: None, keep: Keep) -> None:
    """The plan of ``mixed``; each institution and source is called after who names it."""
    draft, published = m.Edition.objects.get(key="geheim"), m.Edition.objects.get(key="2020")
    cited = keep(Source(key="quelle-entwurf", title="Studie geheim"))
    house = keep(Source(key="quelle-haus", title="Webseite geheim"))
    keep(Source(key="quelle-frei", title="Von nichts genannt"))
    both = keep(Source(key="quelle-beide", title="Von beiden genannt"))
    lead = keep(Institution(key="haus-entwurf", name="Haus geheim"), sources=[house])
    for number, entry in enumerate(m.MeasureEntry.objects.filter(edition=draft)):
        keep(m.Responsibility(key=f"r{number}", entry=entry, institution=lead, role="lead"), sources=[cited, both])
    decider = keep(Institution(key="gremium-entwurf", name="Gremium geheim"))
    keep(m.Event(key="beratung", plan=draft.plan, edition=draft, when="2020", title="geheim", body=decider))
    aiming = keep(Institution(key="ziel-entwurf", name="Zusage geheim"))
    indicator = Indicator.objects.get(key="wert")
    keep(Target(key="z", indicator=indicator, edition=draft, kind="wish", text="Ziel geheim", committed_by=aiming))
    keep(Institution(key="haus-frei", name="Von nichts genannt"))
    office = keep(Institution(key="office", name="Geschäftsstelle der Probe", kind="programme_office"))
    keep(m.Event(key="sitzung-entwurf", plan=draft.plan, edition=draft, when="2020", title="geheim", body=office))
    employer = keep(Institution(key="arbeit-entwurf", name="Arbeit geheim"))
    person = keep(Person(key="kontakt-entwurf", name="Person geheim", institution=employer))
    measure = keep(m.Measure(key="dritte-geheim", plan=draft.plan, contact=person))
    keep(m.MeasureEntry(key="geheim.dritte", edition=draft, measure=measure, title="geheim"))
    open_entry = m.MeasureEntry.objects.get(edition=published)
    shared = keep(Institution(key="haus-beide", name="Von beiden genannt"))
    for entry in (m.MeasureEntry.objects.get(key="geheim.dritte"), open_entry):
        keep(m.Responsibility(key=f"{entry.key}.r", entry=entry, institution=shared, role="partner"))
    keep(m.Milestone(key="schritt", entry=open_entry, title="Schritt", due="2022"), sources=[both])
    said = {"subject_kind": "institution", "subject_key": "haus-gesagt", "aspect": "a", "title": "Angabe"}
    told = keep(Institution(key="haus-gesagt", name="Haus, über das etwas gesagt ist"))
    keep(Statement(key="angabe", text="etwas", **said))
    keep(m.Responsibility(key="r-gesagt", entry=entry_of(draft), institution=told, role="partner"))


def entry_of(edition: m.Edition) -> m.MeasureEntry:
    return m.MeasureEntry.objects.filter(edition=edition).first()  # type: ignore[return-value]  # mixed keeps some


def test_public_has_the_institutions_that_are_published_or_that_nothing_names(named: None) -> None:
    now = situation(timezone.localdate(), actor=PUBLIC)
    assert set(now.plan.institutions) == {"probehaus", "haus-frei", "haus-beide", "haus-gesagt", "office"}


def test_public_has_the_sources_that_are_published_or_that_nothing_cites(named: None) -> None:
    now = situation(timezone.localdate(), actor=PUBLIC)
    assert set(now.plan.sources) == {"quelle", "quelle-frei", "quelle-beide"}


def test_office_sees_the_names_of_a_draft(named: None, office: Actor) -> None:
    plan = situation(timezone.localdate(), actor=office).plan
    assert ("haus-entwurf" in plan.institutions, "quelle-entwurf" in plan.sources) == (True, True)


def test_names_become_public_with_their_edition(named: None) -> None:
    m.Edition.objects.filter(key="geheim").update(published=True)
    forget()
    plan = situation(timezone.localdate(), actor=PUBLIC).plan
    assert set(plan.institutions) >= {"haus-entwurf", "gremium-entwurf", "ziel-entwurf", "arbeit-entwurf"}


@pytest.mark.parametrize(
    "address",
    ["/institutionen/", "/quellen/", "/api/v1/institutions?limit=500", "/api/v1/sources?limit=500"],
)
def test_no_list_names_what_only_a_draft_names(named: None, client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, "geheim" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("query", ["Haus geheim", "Studie geheim", "Gremium"])
def test_search_does_not_find_what_only_a_draft_names(named: None, client: Client, query: str) -> None:
    assert "Dazu ist nichts bekannt." in client.get("/suche/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/institution/haus-entwurf/",
        "/quelle/quelle-entwurf/",
        "/quelle/quelle-haus/",
        "/api/v1/institutions/haus-entwurf",
        "/api/v1/sources/quelle-entwurf",
    ],
)
def test_what_only_a_draft_names_has_no_page(named: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/massnahmen/?institution=haus-entwurf", "/api/v1/measures?institution=haus-entwurf"]
)
def test_what_only_a_draft_names_is_no_filter(named: None, client: Client, address: str) -> None:
    assert client.get(address).status_code in {400, 404}
