"""Freezing and publishing a round, and correcting it visibly afterwards.

Freezing writes the round's whole content into one file and its hash into the history, in one transaction.
Publishing turns what was reported into dated facts of the plan: statuses, money, reached milestones, values
of self-collected indicators. The answers of a demonstration are invented: they are shown with their round
and never become facts of the plan.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from leitstand.domain.indicators.joining import require_joinable
from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.institutions.models import Institution
from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Funding, Measure, Milestone, Status
from leitstand.domain.reporting.models import Erratum, Round, StatusReport
from leitstand.domain.reporting.operations.rounds import move, require_move
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.reporting.queries.rounds.freezing import text_of
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, frozen_round
from leitstand.domain.reporting.queries.rounds.overlay import (
    funding_key,
    note_on,
    says_money,
    status_key,
    value_key,
)
from leitstand.domain.sources import records
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import store
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key


def freeze_round(this_round: Round, *, actor: Actor) -> FrozenRound:
    """Freeze a round in review. Raises ``RuleBroken`` (``state``, ``unreviewed``)."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        this_round.refresh_from_db()
        require_move(this_round, Round.State.FROZEN)
        waiting = this_round.reports.filter(removed_on=None, state=StatusReport.State.SENT).count()
        if waiting:
            raise RuleBroken(
                f"{waiting} Meldungen sind noch nicht geprüft. Bitte jede freigeben oder zurückgeben.", "unreviewed"
            )
        content = text_of(this_round).encode()
        stored = store(content, "application/json")
        values = {"frozen": stored, "frozen_at": clock.now(), "content_hash": stored.sha256}
        move(this_round, Round.State.FROZEN, actor=actor, values=values)
    return frozen_round(this_round)


def publish_round(this_round: Round, *, actor: Actor) -> None:
    """Show a frozen round to the public and take what it reported into the plan. Raises ``RuleBroken`` (``state``)."""
    require_keeper(actor)
    with transaction.atomic():
        recording.hold()
        this_round.refresh_from_db()
        require_move(this_round, Round.State.PUBLISHED)
        frozen = frozen_round(this_round)
        told = [] if this_round.demonstration else [one for one in frozen.measures if one.answer is not None]
        measures = Measure.objects.in_bulk([one.key for one in told], field_name="key")
        news = list(_facts(this_round, told, measures))
        plans.add_each([(fact, {}) for fact in news], actor=actor, amendment="", reason=str(this_round))
        _reach_milestones(this_round, told, actor)
        _keep_values(this_round, told, actor)
        move(this_round, Round.State.PUBLISHED, actor=actor)
        take_stock()


def _facts(this_round: Round, told: list[FrozenMeasure], measures: dict[str, Measure]) -> Iterator[Any]:
    leads = Institution.objects.in_bulk([one.lead.key for one in told if one.lead.key], field_name="key")
    when = this_round.period_ends.isoformat()
    for one in told:
        yield Status(
            key=status_key(this_round.key, one.key),
            measure=measures[one.key],
            when=when,
            stage=one.answer.stage if one.answer else "",
            light=one.answer.light if one.answer else "",
            wording=one.answer.sentence if one.answer else "",
            reason=one.light_reason,
            author=str(this_round),
            author_institution=leads.get(one.lead.key),
            note=note_on(one, demonstration=this_round.demonstration),
        )
    for one in told:
        if one.answer and says_money(one):
            yield Funding(
                key=funding_key(this_round.key, one.key),
                measure=measures[one.key],
                when=when,
                state=one.answer.money,
                secured=one.answer.secured,
                spent=one.answer.spent,
                note=note_on(one, demonstration=this_round.demonstration),
            )


def _reach_milestones(this_round: Round, told: list[FrozenMeasure], actor: Actor) -> None:
    done = {m.key: m.done_on for one in told if one.answer for m in one.answer.milestones if m.done_on}
    stored = Milestone.objects.filter(key__in=done, removed_on=None)
    wishes = [plans.Wish(one, {"done_on": done[one.key]}) for one in stored if one.done_on != done[one.key]]
    plans.change_each(wishes, actor=actor, reason=str(this_round))


def _keep_values(this_round: Round, told: list[FrozenMeasure], actor: Actor) -> None:
    values = {
        (one.indicator_key, one.period): one
        for measure in told
        if measure.answer
        for one in measure.answer.observations
    }
    indicators = Indicator.objects.in_bulk({key for key, _period in values}, field_name="key")
    vintage = this_round.closes_on.isoformat()
    rows = [
        Observation(
            key=value_key(this_round.key, key, period),
            indicator=indicators[key],
            period=period,
            value=said.value,
            unit=said.unit,
            vintage=vintage,
        )
        for (key, period), said in values.items()
        if key in indicators
    ]
    for key, indicator in indicators.items():
        require_joinable(indicator, [row for row in rows if row.indicator.key == key])
    writing.create(actor, [writing.Row(row) for row in rows], reason=str(this_round))


def correct_round(
    this_round: Round, stated: str, correct: str, reason: str, *, actor: Actor, measure: Measure | None = None
) -> Erratum:
    """Add a correction to a frozen round; what was frozen stays. Raises ``RuleBroken`` or ``ValidationError``."""
    require_keeper(actor)
    if this_round.state not in (Round.State.FROZEN, Round.State.PUBLISHED):
        raise RuleBroken(f"{this_round} ist noch nicht eingefroren und wird einfach geändert.", "state")
    erratum = Erratum(
        round=this_round, measure=measure, stated=stated, correct=correct, reason=reason, made_on=clock.today()
    )
    erratum.key = new_key(Erratum, clock.today().isoformat(), prefix=f"{this_round.key}.")
    records.check(erratum)
    writing.create(actor, [writing.Row(erratum)])
    return erratum
