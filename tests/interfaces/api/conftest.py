"""Asking the API in tests, and a small plan that holds what must never come out."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.papers.models import Paper
from leitstand.domain.plans import models as m
from leitstand.domain.reporting.models import Report
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing
from leitstand.foundation.history.recorded import Recorded
from tests.frozen_rounds import frozen_measure, keep_round
from tests.interfaces.api.addresses import ROOT, Ask
from tests.worlds import World, inside


@pytest.fixture
def ask(client: Client) -> Ask:
    """``ask("/measures", q="tegel")``: the answer's JSON; anything but 200 is an error."""

    def ask(path: str, **query: Any) -> Any:
        response = client.get(ROOT + path, query)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return ask


def _keep(record: Recorded, **related: Any) -> Any:
    writing.create(system("Test"), [writing.Row(record, related)])
    return record


@pytest.fixture
def keep() -> Callable[..., Any]:
    """``keep(Model(…), sources=[…])``: save a record with its history, without any rule."""
    return _keep


@pytest.fixture
def mixed(db: None) -> Iterator[None]:
    """A plan with a published and an unpublished edition; all that is not public says ``geheim``."""
    with inside(MIXED):
        yield


def _make_mixed() -> None:
    source = _keep(Source(key="quelle", title="Quelle"))
    body = _keep(Institution(key="probehaus", name="Haus der Probe"))
    hidden = {"institution": body, "email": "geheim@example.org", "phone": "030 geheim"}
    shown = _keep(Person(key="offen", name="Offene Person", public=True, **hidden))
    private = _keep(Person(key="privat", name="Person geheim", **hidden))
    plan = _keep(m.Plan(key="plan", title="Plan der Probe"))
    open_ = _keep(m.Edition(key="2020", plan=plan, title="Fassung 2020", short_title="2020", published=True))
    draft = _keep(m.Edition(key="geheim", plan=plan, title="Fassung geheim", short_title="geheim", position=9))
    _structure(open_, "2020")
    _structure(draft, "geheim")
    measure = _keep(m.Measure(key="bekannt", plan=plan, contact=shown, deputy=private, internal_note="Notiz geheim"))
    unseen = _keep(m.Measure(key="massnahme-geheim", plan=plan))
    old = _entry(open_, measure, "Bekannt")
    new = _entry(draft, measure, "Titel geheim")
    _entry(draft, unseen, "Neu und geheim")
    _keep(m.Status(key="s1", measure=measure, when="2021", stage="under_way", author="Person geheim"))
    _keep(m.Status(key="s2", measure=measure, when="2022", stage="under_way", author="geheim@example.org"))
    _keep(m.Status(key="s3", measure=measure, when="2023", stage="completed", author="Offene Person"))
    _keep(m.Fate(key="fate-geheim", old_entry=old, new_entry=new, kind="continued", reason="geheim"))
    _keep(m.Event(key="event-geheim", plan=plan, edition=draft, when="2020", title="Sitzung geheim"))
    _keep(m.Resolution(key="resolution-geheim", edition=draft, body=body, decided_on=date(2020, 1, 1), number="geheim"))
    for kind, key in [
        ("edition", "geheim"),
        ("measure", "massnahme-geheim"),
        ("topic", "geheim.thema"),
        ("event", "event-geheim"),
    ]:
        for value in (1, 2):
            title = f"Angabe geheim {value}"
            _keep(
                Statement(
                    key=f"{key}-{value}", subject_kind=kind, subject_key=key, aspect="a", title=title, value=value
                )
            )
    indicator = _keep(Indicator(key="wert", title="Wert", unit="Stück", polarity="up", origin="published"))
    _keep(Observation(key="wert-2020", indicator=indicator, period="2020", value=1), sources=[source])
    _keep(Target(key="ziel-geheim", indicator=indicator, edition=draft, kind="wish", text="Ziel geheim"))
    _keep(MeasureIndicator(key="link-geheim", measure=unseen, indicator=indicator, role="progress"))
    _keep(Paper(key="papier", title="Papier", body="Haus"))
    _keep(Report(key="report-geheim", edition=draft, as_of=date(2020, 1, 1), state="done", published=True))
    _keep(Report(key="report-2-geheim", edition=open_, as_of=date(2020, 1, 1), state="done"))
    _rounds(open_, draft)


def _rounds(open_: m.Edition, draft: m.Edition) -> None:
    """One published round, in whose file persons stand; one only frozen, one of the draft."""
    persons = {"sent_by": "Person geheim", "approved_by": "geheim", "decision": "geheim", "evidence": "geheim"}
    files = ({"name": "geheim.pdf", "sha256": "0" * 64},)
    keep_round("runde", open_, [frozen_measure("bekannt", attachments=files, **persons), frozen_measure("still", "")])
    secret = [frozen_measure("bekannt", "off_track", light_reason="geheim")]
    keep_round("runde-geheim", open_, secret, "frozen", title="geheim", period_ends=date(2025, 12, 31))
    keep_round("runde-2-geheim", draft, secret, title="2/geheim")


def _structure(edition: m.Edition, word: str) -> None:
    field = _keep(m.ActionField(key=f"{word}.feld", edition=edition, title=f"Feld {word}"))
    topic = _keep(m.Topic(key=f"{word}.thema", field=field, title=f"Thema {word}"))
    _keep(m.CrossCuttingLine(key=f"{word}.linie", edition=edition, title=f"Linie {word}"))
    _keep(m.Goal(key=f"{word}.ziel", edition=edition, topic=topic, text=f"Ziel {word}"))


def _entry(edition: m.Edition, measure: m.Measure, title: str) -> Any:
    return _keep(m.MeasureEntry(key=f"{edition.key}.{measure.key}", edition=edition, measure=measure, title=title))


MIXED = World("mixed", _make_mixed)
