"""Frozen rounds made by hand: for tests of what is shown of them, without playing a whole round."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.utils import timezone

from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.queries.rounds.freezing import RULES
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, Named, as_text
from leitstand.domain.reporting.rules.differences import Answer, Difference
from leitstand.domain.reporting.rules.light import LightFacts, MilestoneFact, computed_light
from leitstand.foundation.actor import system
from leitstand.foundation.files.storing import store
from leitstand.foundation.history import writing

DATES = {
    "period_begins": date(2025, 1, 1),
    "period_ends": date(2025, 6, 30),
    "opens_on": date(2025, 7, 1),
    "deadline": date(2025, 7, 22),
    "closes_on": date(2025, 7, 29),
    "publishes_on": date(2025, 8, 19),
}
FACTS = LightFacts(
    day=date(2025, 6, 30),
    stage="under_way",
    begins="2024",
    ends="2027",
    milestones=(MilestoneFact("Schritt eins", "2025-03-31"),),
    money="secured",
    planned=None,
    secured=None,
    spent=None,
    indicators=(),
)
ANSWER = Answer("under_way", "on_track", "Läuft nach Plan.", "Nur das Papier fehlt.", "secured", None, None)


def frozen_measure(key: str, light: str = "on_track", **changes: Any) -> FrozenMeasure:
    """A measure reported as ``light`` (empty: silent); computed is off track, since a milestone is overdue."""
    answer = replace(ANSWER, light=light) if light else None
    plain = FrozenMeasure(
        key=key,
        title=f"Maßnahme {key}",
        title_en="",
        code="",
        field=Named("2020.feld", "Feld 2020"),
        topic=Named("2020.thema", "Thema 2020"),
        lead=Named("probehaus", "Haus der Probe"),
        lighthouse=False,
        goals=1,
        planned="",
        state=light or "not_reported",
        computed=computed_light(FACTS),
        inputs=asdict(FACTS),
        answer=answer,
        light_reason="Nur das Papier fehlt." if light else "",
        unchanged=False,
        evidence="",
        decision="",
        decision_answer="",
        sent_by="",
        sent_on="2025-07-10" if light else "",
        channel="link" if light else "",
        approved_by="",
        attachments=(),
        differences=(Difference("light", "at_risk", light),) if light else (),
        before="at_risk" if light else "",
        silent_rounds=0 if light else 1,
    )
    return replace(plain, **changes)


def keep_round(
    key: str, edition: Edition, measures: Sequence[FrozenMeasure], state: str = Round.State.PUBLISHED, **changes: Any
) -> Round:
    """A stored round in ``state`` with its frozen file, as freezing and publishing leave it."""
    facts = {
        **{name: day.isoformat() for name, day in DATES.items()},
        "key": key,
        "title": "1/2025",
        "demonstration": False,
        "gaps_reason": "",
        "silent_named": True,
        "special_title": "",
        "special_text": "",
        "edition_key": edition.key,
        "edition_title": edition.title,
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()},
    }
    stored = store(as_text(FrozenRound(facts, RULES, tuple(measures), "")).encode(), "application/json")
    shown = {"title": "1/2025", "silent_named": True, **DATES, **changes}
    made = Round(key=key, edition=edition, state=Round.State.IN_REVIEW, **shown)
    actor = system("Test")
    writing.create(actor, [writing.Row(made)])
    frozen = {"frozen": stored, "frozen_at": timezone.now(), "content_hash": stored.sha256}
    writing.update(actor, made, {"state": Round.State.FROZEN, **frozen}, verb="frozen")
    if state == Round.State.PUBLISHED:
        writing.update(actor, made, {"state": Round.State.PUBLISHED}, verb="published")
    return made
