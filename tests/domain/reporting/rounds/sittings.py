"""Whole rounds in one call, for what the committee does with them afterwards."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from leitstand.domain.reporting.models import Round, Sitting, StatusReport
from leitstand.domain.reporting.operations import answering, deciding, freezing, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.foundation.actor import Actor
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said


def play_round(answers: Mapping[str, Mapping[str, str] | None], this_round: Round | None = None) -> Round:
    """A frozen round. ``answers`` says what is reported on a measure otherwise than usual; ``None``: nothing."""
    if this_round is None:
        proposal = propose_round()
        values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
        this_round = rounds.plan_round(proposal.edition, values, actor=SYSTEM)
    rounds.open_round(this_round, propose_round(), actor=SYSTEM, accept_ownerless=True)
    for request in this_round.requests.select_related("person", "round__edition"):
        given = said(request)
        for report in request.reports.select_related("measure"):
            changed = answers.get(report.measure.key, {})
            if changed is None:
                del given[report.key]
            else:
                given[report.key] = given[report.key] | changed
        if given:
            sending = answering.send(request, given, {}, actor=holder(request))
            assert sending.done, sending.problems
    rounds.close_round(this_round, actor=SYSTEM, gaps_reason="Es fehlt etwas.")
    rounds.begin_review(this_round, actor=SYSTEM)
    reviewing.approve(list(StatusReport.objects.filter(round=this_round, state="sent")), actor=SYSTEM)
    freezing.freeze_round(this_round, actor=SYSTEM)
    this_round.refresh_from_db()
    return this_round


def sitting_of(this_round: Round | None, held_on: date, actor: Actor = SYSTEM) -> Sitting:
    return deciding.prepare_sitting(this_round, "Steuerungskreis", held_on, actor=actor)
