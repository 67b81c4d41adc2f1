"""Reading a round: standings, cockpit, punctuality, owners, what opening would mail."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.operations import answering, chasing, ownership, rounds
from leitstand.domain.reporting.queries.rounds.chasing import due_mails, escalation_mails
from leitstand.domain.reporting.queries.rounds.cockpit import cockpit, gaps_of
from leitstand.domain.reporting.queries.rounds.opening import narrowed, opening
from leitstand.domain.reporting.queries.rounds.ownership import flagged
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.reporting.queries.rounds.standing import own_requests, standings, upcoming
from leitstand.foundation import clock
from leitstand.foundation.history import writing
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said


def test_upcoming_round_is_named_until_one_is_planned(plan_with_people: None) -> None:
    assert upcoming(standings(), clock.today()) is not None


def test_planned_round_leaves_nothing_upcoming(planned_round: Round) -> None:
    assert upcoming(standings(), clock.today()) is None


def test_standing_counts_what_the_office_is_asked(asked: Request) -> None:
    answering.ask_for_time(asked, asked.round.deadline + timedelta(days=7), "Ausschuss", actor=holder(asked))
    answering.ask_for_help(asked, "Wobei?", actor=holder(asked))
    report = asked.reports.select_related("request", "round").first()
    assert report is not None
    answering.disown(report, "Neue Person", "", actor=holder(asked))
    standing = standings()[0]
    assert (standing.want_time, standing.need_help, standing.disowned, standing.unreached) == (1, 1, 1, 0)


def test_standing_counts_reports(asked: Request) -> None:
    answering.send(asked, said(asked), {}, actor=holder(asked))
    standing = standings()[0]
    count = asked.reports.count()
    assert (standing.done, standing.to_review, standing.missing) == (1, count, standing.measures - count)


def test_standings_cost_four_statements(open_round: Round) -> None:
    with CaptureQueriesContext(connection) as seen:
        standings()
    assert len(seen) == 4


def test_opening_day_mails_are_those_that_go_out(planned_round: Round) -> None:
    proposal = propose_round()
    day = opening(planned_round, proposal, clock.today())
    foreseen = chasing.preview(planned_round, day.mails, day.requests, day.titles)
    rounds.open_round(planned_round, proposal, actor=SYSTEM)
    due = due_mails(planned_round, day.day)
    requests = {one.key: one for one in planned_round.requests.select_related("person", "round")}
    written = chasing.preview(planned_round, due, requests)
    assert [(one.person.key, one.text.subject) for one in foreseen] == [
        (one.person.key, one.text.subject) for one in written
    ]


def test_opening_names_who_gets_no_mail(planned_round: Round) -> None:
    proposal = propose_round()
    writing.update_each(SYSTEM, [(measure, {"deputy": None}) for measure in Measure.objects.all()])
    Message.objects.create(occasion="alt", to=proposal.people[0].person.email, subject="x", body="x", state="bounced")
    fresh = propose_round()
    assert [one.person.key for one in opening(planned_round, fresh, clock.today()).without_mail] == [
        proposal.people[0].person.key
    ]


def test_narrowed_proposal_leaves_people_out(plan_with_people: None) -> None:
    proposal = propose_round()
    left = narrowed(proposal, {proposal.people[0].person.key})
    assert left.people == proposal.people[1:]


def test_cockpit_parts_add_up(asked: Request) -> None:
    answering.send(asked, said(asked), {}, actor=holder(asked))
    seen = cockpit(asked.round, clock.today())
    assert sum(line.measures for line in seen.lines) + len(seen.nobody) == seen.measures
    assert (seen.done, seen.answered) == (1, asked.reports.count())


def test_last_contact_is_the_opening_mail(asked: Request) -> None:
    line = next(line for line in cockpit(asked.round, clock.today()).lines if line.request.pk == asked.pk)
    assert line.last_contact is not None
    assert (line.last_contact.step, line.last_contact.state) == ("opening", "waiting")


def test_nobody_is_judged_without_a_round_behind_them(open_round: Round) -> None:
    assert {line.likely.level for line in cockpit(open_round, clock.today()).lines} == {"unknown"}


def test_gaps_are_named_by_institution(open_round: Round) -> None:
    gaps = gaps_of(open_round)
    assert sum(len(gap.titles) for gap in gaps) == open_round.reports.count()


def test_letters_to_heads_are_foreseen_for_the_day_after_the_deadline(open_round: Round) -> None:
    day, letters = escalation_mails(open_round)
    assert day > open_round.deadline
    assert {step for mail in letters for _key, step in mail.steps} <= {"escalation"}


def test_measure_silent_for_two_rounds_is_flagged(open_round: Round) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Niemand.")
    assert not [one for one in flagged() if "silent" in one.reasons]
    earlier = Round.objects.get(pk=open_round.pk)
    proposal = propose_round()
    values = {name: getattr(earlier, name) for name in ("period_begins", "opens_on", "deadline", "closes_on")}
    values |= {"publishes_on": earlier.publishes_on, "period_ends": earlier.period_ends + timedelta(days=1)}
    second = rounds.plan_round(proposal.edition, {**values, "title": "Zweite"}, actor=SYSTEM)
    rounds.open_round(second, proposal, actor=SYSTEM)
    rounds.close_round(second, actor=SYSTEM, gaps_reason="Niemand.")
    silent = {one.measure_key for one in flagged() if "silent" in one.reasons}
    assert silent == set(second.reports.values_list("measure__key", flat=True))


def test_handover_settles_what_the_reporter_said(asked: Request) -> None:
    report = asked.reports.select_related("request", "round", "measure").first()
    assert report is not None
    answering.disown(report, "Neue Person", "neu@demo.example", actor=holder(asked))
    house = asked.person.institution
    person = ownership.take_in("Neue Person", "neu@demo.example", house, actor=SYSTEM)
    ownership.hand_over([report.measure], person, actor=SYSTEM)
    report.refresh_from_db()
    assert (report.successor_name, report.request.person_id if report.request else None) == ("", person.pk)


def test_known_address_is_taken_in_once(asked: Request) -> None:
    person = ownership.take_in("Anderer Name", asked.person.email.upper(), asked.person.institution, actor=SYSTEM)
    assert person == asked.person


def test_own_requests_are_those_asked_given_and_stood_in_for(asked: Request) -> None:
    own = own_requests(asked.person_id)
    assert own[0].request == asked
    assert own[0].open == asked.reports.count()


def test_renewed_link_brings_no_fourth_mail(asked: Request) -> None:
    for number in range(2):
        occasion = f"round:{asked.round.key}:mail:{asked.person_id}:probe{number}"
        Message.objects.create(occasion=occasion, to=asked.person.email, subject="x", body="x")
    before = Message.objects.count()
    assert not chasing.send_link(asked, asked.person, actor=SYSTEM)
    assert Message.objects.count() == before
