"""Planning, opening, closing and reopening a round."""

from datetime import timedelta

import pytest

from leitstand.domain.plans.models import Measure
from leitstand.domain.plans.operations import change
from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport, Step
from leitstand.domain.reporting.operations import chasing, rounds
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.foundation import links
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history.recording import verify
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM


def test_opening_asks_each_contact_once_for_all_measures(open_round: Round) -> None:
    assert open_round.requests.count() == len(propose_round().people)


def test_opening_makes_one_report_for_each_running_measure(open_round: Round) -> None:
    proposal = propose_round()
    assert open_round.reports.count() == sum(len(one.rows) for one in proposal.people)


def test_opening_mails_each_person_once(open_round: Round) -> None:
    addresses = sorted(Message.objects.values_list("to", flat=True))
    assert addresses == sorted(request.person.email for request in open_round.requests.select_related("person"))


def test_opening_mail_holds_no_token(open_round: Round) -> None:
    link = RequestLink.objects.first()
    assert link is not None
    assert links.token_of(link.ident) not in "".join(Message.objects.values_list("body", flat=True))


def test_opening_keeps_only_the_hash_of_a_token(open_round: Round) -> None:
    link = RequestLink.objects.first()
    assert link is not None
    assert link.token_hash == links.hash_of(links.token_of(link.ident))


def test_reminding_twice_on_a_day_posts_nothing_twice(open_round: Round) -> None:
    before = Message.objects.count()
    assert (chasing.remind(open_round, actor=SYSTEM), Message.objects.count()) == (0, before)


def test_opening_notes_each_step_once(open_round: Round) -> None:
    assert Step.objects.filter(step="opening").count() == open_round.requests.count()


def test_round_opened_twice_is_refused(open_round: Round) -> None:
    with pytest.raises(RuleBroken, match="bereits offen"):
        rounds.open_round(open_round, propose_round(), actor=SYSTEM)


def test_measure_without_contact_keeps_the_round_from_opening(planned_round: Round) -> None:
    change(_some_measure(), {"contact": None}, actor=SYSTEM)
    with pytest.raises(RuleBroken, match="niemanden, der antworten könnte"):
        rounds.open_round(planned_round, propose_round(), actor=SYSTEM)


def test_measure_without_contact_takes_part_if_the_office_says_so(planned_round: Round) -> None:
    change(_some_measure(), {"contact": None}, actor=SYSTEM)
    rounds.open_round(planned_round, propose_round(), actor=SYSTEM, accept_ownerless=True)
    assert StatusReport.objects.filter(request=None).count() == 1


def _some_measure() -> Measure:
    return Measure.objects.get(key=propose_round().people[0].rows[0].measure.key)


def test_deadline_before_opening_is_refused(planned_round: Round) -> None:
    with pytest.raises(RuleBroken, match="Frist muss nach der Öffnung"):
        rounds.change_round(planned_round, {"deadline": planned_round.opens_on - timedelta(days=1)}, actor=SYSTEM)


@pytest.mark.parametrize("persona", ["contact", "committee", "reader", "public"])
def test_only_the_office_opens_a_round(planned_round: Round, persona: str, request: pytest.FixtureRequest) -> None:
    actor: Actor = request.getfixturevalue(persona)
    with pytest.raises(NotAllowed):
        rounds.open_round(planned_round, propose_round(), actor=actor)


def test_closing_with_gaps_needs_a_sentence(open_round: Round) -> None:
    with pytest.raises(RuleBroken, match="fehlt eine Meldung"):
        rounds.close_round(open_round, actor=SYSTEM)


def test_closed_round_remembers_why_it_has_gaps(open_round: Round) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Sommerpause.")
    open_round.refresh_from_db()
    assert (open_round.state, open_round.gaps_reason) == ("closed", "Sommerpause.")


def test_closed_round_mails_nobody(open_round: Round) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Sommerpause.")
    assert chasing.remind(open_round, actor=SYSTEM) == 0


def test_closed_round_opens_again_with_a_reason(open_round: Round) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Sommerpause.")
    rounds.reopen_round(open_round, actor=SYSTEM, reason="Zu früh.")
    open_round.refresh_from_db()
    assert open_round.state == "open"


def test_planned_round_cannot_be_published(planned_round: Round) -> None:
    with pytest.raises(RuleBroken, match="kann nicht veröffentlicht werden"):
        rounds.move(planned_round, Round.State.PUBLISHED, actor=SYSTEM)


def test_renewed_link_makes_the_old_one_worthless(asked: Request) -> None:
    rounds.renew_link(asked, asked.person, actor=SYSTEM)
    assert [link.revoked_at is None for link in asked.links.all()] == [False, True]


def test_history_of_a_round_is_whole(open_round: Round) -> None:
    assert verify() is None
