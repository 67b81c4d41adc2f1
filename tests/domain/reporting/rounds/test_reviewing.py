"""Review, handover, freezing, publishing, and correcting afterwards."""

import pytest

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Measure, MeasureEntry, Status
from leitstand.domain.plans.operations import change
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, chasing, freezing, ownership, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.frozen import frozen_round
from leitstand.domain.reporting.rules.light import RULE
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.files.storing import read
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said


@pytest.fixture
def sent(asked: Request) -> StatusReport:
    answering.send(asked, said(asked), {}, actor=holder(asked))
    report = asked.reports.select_related("measure", "round", "request").first()
    assert report is not None
    return report


@pytest.fixture
def in_review(open_round: Round) -> Round:
    """Everyone but the last has answered; everything is approved."""
    for request in list(open_round.requests.select_related("person", "round__edition"))[:-1]:
        answering.send(request, said(request), {}, actor=holder(request))
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Eine Antwort fehlt.")
    rounds.begin_review(open_round, actor=SYSTEM)
    reviewing.approve(list(open_round.reports.filter(state="sent")), actor=SYSTEM)
    return open_round


def test_approval_names_who_gave_it(sent: StatusReport, office: Actor) -> None:
    reviewing.approve([sent], actor=office)
    sent.refresh_from_db()
    assert (sent.state, sent.approved_by) == ("approved", office.name)


def test_nobody_approves_what_they_sent(asked: Request, office: Actor) -> None:
    answering.send(asked, said(asked), {}, actor=office, channel=StatusReport.Channel.OFFICE)
    with pytest.raises(NotAllowed, match="selbst gemeldet"):
        reviewing.approve(list(asked.reports.all()), actor=office)


def test_one_own_report_keeps_all_from_being_approved(sent: StatusReport, asked: Request, office: Actor) -> None:
    StatusReport.objects.filter(pk=asked.reports.last().pk).update(sent_by=office.name)  # type: ignore[union-attr]  # just sent
    with pytest.raises(NotAllowed):
        reviewing.approve(list(asked.reports.all()), actor=office)
    assert asked.reports.filter(state="approved").count() == 0


def test_unsent_report_cannot_be_approved(asked: Request) -> None:
    with pytest.raises(RuleBroken, match="liegt keine Meldung vor"):
        reviewing.approve(list(asked.reports.all()), actor=SYSTEM)


def test_returned_report_opens_its_link_again(sent: StatusReport) -> None:
    reviewing.return_report(sent, "Welcher Termin?", actor=SYSTEM)
    answer = answering.send(sent.request, said(sent.request), {}, actor=holder(sent.request))  # type: ignore[arg-type]  # a link's holder
    assert answer.done is True


def test_return_mails_the_question(sent: StatusReport) -> None:
    reviewing.return_report(sent, "Welcher Termin?", actor=SYSTEM)
    assert Message.objects.filter(occasion__contains=":returned:", body__contains="Welcher Termin?").count() == 1


def test_return_to_someone_with_three_mails_is_a_call(sent: StatusReport) -> None:
    for number in range(2):
        Message.objects.create(
            occasion=f"round:{sent.round.key}:mail:{sent.sender_id}:{number}", to="x@demo.example", subject="", body=""
        )
    assert reviewing.return_report(sent, "Welcher Termin?", actor=SYSTEM) is False


def test_return_without_a_question_is_refused(sent: StatusReport) -> None:
    with pytest.raises(RuleBroken, match="was fehlt"):
        reviewing.return_report(sent, " ", actor=SYSTEM)


def test_handover_moves_open_reports_to_the_new_person(asked: Request, open_round: Round) -> None:
    person = Person.objects.filter(heads=True).first()
    assert person is not None
    measures = [report.measure for report in asked.reports.select_related("measure")]
    ownership.hand_over(measures, person, actor=SYSTEM)
    assert set(open_round.reports.filter(measure__in=measures).values_list("request__person", flat=True)) == {person.pk}


def test_handover_takes_back_the_emptied_request(asked: Request) -> None:
    person = Person.objects.filter(heads=True).first()
    assert person is not None
    ownership.hand_over([one.measure for one in asked.reports.select_related("measure")], person, actor=SYSTEM)
    asked.refresh_from_db()
    assert asked.removed_on is not None


def test_new_owner_is_mailed_by_the_ladder(asked: Request) -> None:
    person = Person.objects.filter(heads=True).first()
    assert person is not None
    ownership.hand_over([one.measure for one in asked.reports.select_related("measure")], person, actor=SYSTEM)
    assert chasing.remind(asked.round, actor=SYSTEM) == 1


def test_handover_to_someone_without_address_is_refused(asked: Request) -> None:
    person = Person.objects.filter(heads=True).first()
    assert person is not None
    person.email = ""
    with pytest.raises(RuleBroken, match="keine Adresse"):
        ownership.hand_over([Measure.objects.all()[0]], person, actor=SYSTEM)


def test_freezing_needs_every_report_reviewed(open_round: Round, asked: Request) -> None:
    answering.send(asked, said(asked), {}, actor=holder(asked))
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="x")
    rounds.begin_review(open_round, actor=SYSTEM)
    with pytest.raises(RuleBroken, match="noch nicht geprüft"):
        freezing.freeze_round(open_round, actor=SYSTEM)


def test_frozen_round_counts_the_silent_as_not_reported(in_review: Round) -> None:
    frozen = freezing.freeze_round(in_review, actor=SYSTEM)
    silent = in_review.reports.filter(version=0).count()
    assert (frozen.rollup.counts["not_reported"], frozen.rollup.total) == (silent, in_review.reports.count())


def test_frozen_round_keeps_the_version_of_each_rule(in_review: Round) -> None:
    assert freezing.freeze_round(in_review, actor=SYSTEM).rules["light"] == RULE


def test_frozen_text_has_the_round_s_hash(in_review: Round) -> None:
    freezing.freeze_round(in_review, actor=SYSTEM)
    in_review.refresh_from_db()
    assert (in_review.frozen.sha256, len(read(in_review.frozen)) > 0) == (in_review.content_hash, True)  # type: ignore[union-attr,arg-type]  # frozen with the round


def test_later_changes_do_not_alter_what_was_frozen(in_review: Round) -> None:
    before = freezing.freeze_round(in_review, actor=SYSTEM)
    entry = MeasureEntry.objects.filter(measure__key=before.measures[0].key).latest("pk")
    change(entry, {"title": "Ganz anders"}, actor=SYSTEM, amendment="Umbenannt")
    in_review.refresh_from_db()
    assert frozen_round(in_review).measures == before.measures


def test_frozen_round_cannot_be_changed(in_review: Round) -> None:
    freezing.freeze_round(in_review, actor=SYSTEM)
    in_review.refresh_from_db()
    with pytest.raises(RuleBroken, match="eingefroren"):
        rounds.change_round(in_review, {"special_title": "Neu"}, actor=SYSTEM)


def test_freezing_changes_nothing_of_the_plan(in_review: Round) -> None:
    before = Status.objects.count()
    freezing.freeze_round(in_review, actor=SYSTEM)
    assert Status.objects.count() == before


def test_publishing_adds_a_status_for_each_report(in_review: Round) -> None:
    before = Status.objects.count()
    frozen = freezing.freeze_round(in_review, actor=SYSTEM)
    in_review.refresh_from_db()
    freezing.publish_round(in_review, actor=SYSTEM)
    assert Status.objects.count() - before == frozen.rollup.reported


def test_published_round_cannot_be_published_again(in_review: Round) -> None:
    freezing.freeze_round(in_review, actor=SYSTEM)
    in_review.refresh_from_db()
    freezing.publish_round(in_review, actor=SYSTEM)
    with pytest.raises(RuleBroken, match="kann nicht veröffentlicht werden"):
        freezing.publish_round(in_review, actor=SYSTEM)


def test_correction_stands_beside_what_was_frozen(in_review: Round) -> None:
    freezing.freeze_round(in_review, actor=SYSTEM)
    in_review.refresh_from_db()
    before = in_review.content_hash
    freezing.correct_round(in_review, "3 Millionen", "2 Millionen", "Tippfehler", actor=SYSTEM)
    in_review.refresh_from_db()
    assert (in_review.errata.count(), in_review.content_hash) == (1, before)


def test_open_round_is_not_corrected_but_changed(open_round: Round) -> None:
    with pytest.raises(RuleBroken, match="noch nicht eingefroren"):
        freezing.correct_round(open_round, "a", "b", "c", actor=SYSTEM)
