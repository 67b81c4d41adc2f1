"""A large made-up plan for load tests: any size, the same for the same seed, and plainly labelled.

Nothing in it is real: institutions are numbered, titles say that they are invented. Every measure
is in the latest edition; it began in a random earlier one and was continued from there.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.db import transaction

from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans import models as m
from leitstand.domain.plans.operations import seal
from leitstand.domain.sources.models import Source
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.writing import Row, create

FIRST_YEAR = 2014
YEARS_PER_EDITION = 4
FIELDS, TOPICS_PER_FIELD, INDICATORS = 5, 5, 60
VERBS = ("Ausbau", "Aufbau", "Förderung", "Erprobung", "Vernetzung", "Sicherung", "Modernisierung", "Begleitung")
THINGS = (
    "Werkhallen",
    "Lernorte",
    "Lieferwege",
    "Energienetze",
    "Prüfstände",
    "Gewerbehöfe",
    "Datenräume",
    "Anlaufstellen",
)
STATES = ("under_way", "under_way", "under_way", "completed", "stopped", "not_started")
RUNNING = ("under_way",)
LIGHTS = ("", "on_track", "on_track", "at_risk", "off_track")


@dataclass
class _Making:
    """What is being made, table by table, in an order that can be saved."""

    chance: random.Random
    stages: Sequence[str] = STATES
    sources: list[Source] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    editions: list[m.Edition] = field(default_factory=list)
    fields: list[m.ActionField] = field(default_factory=list)
    topics: dict[str, list[m.Topic]] = field(default_factory=dict)
    measures: list[m.Measure] = field(default_factory=list)
    entries: list[m.MeasureEntry] = field(default_factory=list)


def load_synthetic(
    measures: int, institutions: int, editions: int, seed: int, *, actor: Actor, all_running: bool = False
) -> None:
    """Save a made-up plan of the given size in one transaction. Sizes must be at least one.

    With ``all_running`` no measure is completed or stopped.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up data, not a secret
    making = _Making(chance, RUNNING if all_running else STATES)
    with transaction.atomic():
        plan = m.Plan(
            key="probeplan",
            title="Erfundener Probeplan",
            title_en="Invented test plan",
            summary="Ein erfundener Plan, um Last zu prüfen. Nichts davon gibt es.",
            region="Musterland",
        )
        _save(actor, [plan])
        making.sources = [
            Source(key=f"quelle-{n}", title=f"Erfundene Quelle {n}", publisher="Musterland") for n in range(40)
        ]
        _save(actor, making.sources)
        making.institutions = [
            Institution(
                key=f"institution-{n}",
                name=f"Erfundene Institution {n}",
                kind=making.chance.choice(Institution.Kind.values),
            )
            for n in range(1, institutions + 1)
        ]
        _save(actor, making.institutions)
        _structure(making, plan, editions, actor)
        _measures(making, plan, measures, actor)
        _facts(making, actor)
        _indicators(making, actor)
        for edition in making.editions:
            seal(edition, actor=actor)


def _save(actor: Actor, records: Sequence[object]) -> None:
    create(actor, [Row(record) for record in records])  # type: ignore[arg-type]  # every record is Recorded


def _structure(making: _Making, plan: m.Plan, editions: int, actor: Actor) -> None:
    years = [FIRST_YEAR + YEARS_PER_EDITION * n for n in range(editions)]
    making.editions = [
        m.Edition(
            key=str(year),
            plan=plan,
            title=f"Erfundener Probeplan {year}–{year + YEARS_PER_EDITION - 1}",
            short_title=f"{year}–{year + YEARS_PER_EDITION - 1}",
            position=place,
            begins=str(year),
            ends=str(year + YEARS_PER_EDITION - 1),
            published=True,
        )
        for place, year in enumerate(years)
    ]
    _save(actor, making.editions)
    body = making.institutions[0]
    _save(
        actor,
        [
            m.Resolution(
                key=f"{edition.key}.beschluss", edition=edition, body=body, decided_on=date(int(edition.key), 3, 1)
            )
            for edition in making.editions
        ],
    )
    making.fields = [
        m.ActionField(
            key=f"{edition.key}.f{n}", edition=edition, code=str(n), title=f"Erfundenes Handlungsfeld {n}", position=n
        )
        for edition in making.editions
        for n in range(1, FIELDS + 1)
    ]
    _save(actor, making.fields)
    topics = [
        m.Topic(
            key=f"{parent.key}.t{n}",
            field=parent,
            code=f"{parent.code}.{n}",
            title=f"Erfundenes Thema {parent.code}.{n}",
            position=n,
        )
        for parent in making.fields
        for n in range(1, TOPICS_PER_FIELD + 1)
    ]
    _save(actor, topics)
    for topic in topics:
        making.topics.setdefault(topic.field.edition.key, []).append(topic)


def _measures(making: _Making, plan: m.Plan, count: int, actor: Actor) -> None:
    chance = making.chance
    making.measures = [m.Measure(key=f"massnahme-{n}", plan=plan) for n in range(1, count + 1)]
    _save(actor, making.measures)
    for number, measure in enumerate(making.measures, start=1):
        title = f"{chance.choice(VERBS)} der {chance.choice(THINGS)} (erfunden, {number})"
        for edition in making.editions[chance.randrange(len(making.editions)) :]:
            making.entries.append(_entry(making, edition, measure, title, number))
    create(actor, [Row(entry, {"sources": chance.sample(making.sources, 2)}) for entry in making.entries])
    _save(actor, _fates(making.entries))
    parts = []
    for entry in making.entries:
        lead, *partners = chance.sample(making.institutions, min(4, len(making.institutions)))
        parts.append(m.Responsibility(key=f"{entry.key}.lead", entry=entry, institution=lead, role="lead"))
        parts += [
            m.Responsibility(key=f"{entry.key}.p{n}", entry=entry, institution=partner, role="partner")
            for n, partner in enumerate(partners)
        ]
    _save(actor, parts)


def _entry(making: _Making, edition: m.Edition, measure: m.Measure, title: str, number: int) -> m.MeasureEntry:
    chance = making.chance
    topic = chance.choice(making.topics[edition.key])
    return m.MeasureEntry(
        key=f"{edition.key}.{measure.key}",
        edition=edition,
        measure=measure,
        code=f"M{number}",
        title=title,
        promise="Diese Zusage ist erfunden. " * chance.randint(1, 4),
        field=topic.field,
        topic=topic,
        begins=edition.begins,
        ends=edition.ends,
        planned=Decimal(chance.randrange(10, 5000) * 1000),
        lighthouse=chance.random() < 0.05,
        district=chance.choice(m.District.values),
        position=number,
    )


def _fates(entries: Sequence[m.MeasureEntry]) -> list[m.Fate]:
    return [
        m.Fate(key=f"{old.key}.fate", old_entry=old, new_entry=new, kind="continued", when=new.begins)
        for old, new in pairwise(entries)
        if old.measure is new.measure
    ]


def _facts(making: _Making, actor: Actor) -> None:
    chance = making.chance
    milestones, statuses, funding = [], [], []
    for entry in making.entries:
        year = int(entry.edition.begins)
        milestones += [
            m.Milestone(
                key=f"{entry.key}.ms{n}",
                entry=entry,
                title=f"Erfundener Schritt {n}",
                due=f"{year + n}-{chance.randint(1, 12):02}",
                done_on=f"{year + n}" if chance.random() < 0.5 else "",
                position=n,
            )
            for n in range(1, 3)
        ]
        statuses += [
            m.Status(
                key=f"{entry.key}.s{n}",
                measure=entry.measure,
                when=f"{year}-{3 * n + 3:02}-28",
                stage=chance.choice(making.stages),
                light=chance.choice(LIGHTS),
                wording="Erfundene Meldung",
                author_institution=chance.choice(making.institutions),
            )
            for n in range(3)
        ]
        funding.append(
            m.Funding(
                key=f"{entry.key}.g",
                measure=entry.measure,
                when=f"{year}-12",
                state=chance.choice(m.Funding.State.values),
            )
        )
    for records in (milestones, statuses, funding):
        _save(actor, records)


def _indicators(making: _Making, actor: Actor) -> None:
    chance = making.chance
    topics = making.topics[making.editions[-1].key]
    indicators = [
        Indicator(
            key=f"indikator-{n}",
            title=f"Erfundener Indikator {n}",
            unit="%",
            polarity="up",
            origin="collected",
            position=n,
        )
        for n in range(INDICATORS)
    ]
    create(actor, [Row(indicator, {"topics": chance.sample(topics, 2)}) for indicator in indicators])
    last = FIRST_YEAR + YEARS_PER_EDITION * len(making.editions)
    observations, targets = [], []
    for indicator in indicators:
        level = chance.uniform(20, 60)
        for year in range(FIRST_YEAR - 4, last):
            level += chance.uniform(-1, 2)
            value = Decimal(round(level, 1)).quantize(Decimal("0.1"))
            observations.append(
                Observation(
                    key=f"{indicator.key}.{year}",
                    indicator=indicator,
                    period=str(year),
                    value=value,
                    vintage=str(year + 1),
                )
            )
        targets.append(
            Target(key=f"{indicator.key}.ziel", indicator=indicator, kind="point", value=Decimal(90), due=str(last + 2))
        )
    _save(actor, observations)
    _save(actor, targets)
    _save(
        actor,
        [
            MeasureIndicator(
                key=f"{measure.key}.bezug", measure=measure, indicator=chance.choice(indicators), role="progress"
            )
            for measure in making.measures[::2]
        ],
    )
