"""Answering: drafts, sending, conflicts, the receipt, and who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from leitstand.domain.reporting.access import is_open
from leitstand.domain.reporting.models import Draft, Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, reviewing, rounds
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, moment, said


def _send(request: Request, **changes: str) -> answering.Sending:
    return answering.send(request, said(request, **changes), {}, actor=holder(request))


def _receipt() -> str:
    return Message.objects.get(occasion__contains=":receipt:").body


def test_sending_stores_every_measure(asked: Request) -> None:
    _send(asked)
    assert set(asked.reports.values_list("state", flat=True)) == {"sent"}


def test_sending_everything_submits_the_request(asked: Request) -> None:
    _send(asked)
    asked.refresh_from_db()
    assert asked.submitted_at is not None


def test_sending_some_measures_does_not_submit_the_request(asked: Request) -> None:
    given = said(asked)
    answering.send(asked, dict(list(given.items())[:1]), {}, actor=holder(asked))
    asked.refresh_from_db()
    assert asked.submitted_at is None


def test_one_problem_keeps_everything_from_being_stored(asked: Request) -> None:
    given = said(asked)
    first = next(iter(given))
    given[first] = {"stage": "under_way", "light": "on_track"}
    sending = answering.send(asked, given, {}, actor=holder(asked))
    assert (next(p.name for p in (sending.problems or {})[first]), asked.reports.filter(version__gt=0).count()) == (
        "sentence",
        0,
    )


def test_receipt_names_every_sentence_sent(asked: Request) -> None:
    _send(asked, sentence="Der Probebetrieb läuft seit Mai.")
    assert _receipt().count("Der Probebetrieb läuft seit Mai.") == asked.reports.count()


def test_corrected_answer_gets_a_receipt_of_its_own(asked: Request) -> None:
    _send(asked)
    _send(asked, sentence="Doch anders.")
    assert Message.objects.filter(occasion__contains=":receipt:").count() == 2


def test_someone_else_sent_first_is_a_conflict(asked: Request) -> None:
    given = said(asked)
    seen = dict.fromkeys(given, 0)
    answering.send(asked, given, seen, actor=holder(asked))
    second = answering.send(asked, given, seen, actor=holder(asked))
    assert len(second.conflicts) == len(given)


def test_conflict_stores_nothing(asked: Request) -> None:
    given = said(asked)
    answering.send(asked, given, {}, actor=holder(asked))
    answering.send(asked, said(asked, sentence="Zweite."), dict.fromkeys(given, 0), actor=holder(asked))
    assert set(asked.reports.values_list("sentence", flat=True)) == {"Läuft."}


def test_draft_is_gone_once_it_was_sent(asked: Request) -> None:
    answering.save_draft(asked, said(asked), actor=holder(asked))
    _send(asked)
    assert Draft.objects.count() == 0


def test_draft_of_a_foreign_measure_is_ignored(asked: Request, open_round: Round) -> None:
    foreign = open_round.reports.exclude(request=asked).first()
    assert foreign is not None
    answering.save_draft(asked, {foreign.key: {"sentence": "x"}}, actor=holder(asked))
    assert Draft.objects.count() == 0


def test_holder_of_another_link_cannot_answer(asked: Request, open_round: Round) -> None:
    other = open_round.requests.exclude(pk=asked.pk).first()
    assert other is not None
    with pytest.raises(NotAllowed):
        answering.send(asked, said(asked), {}, actor=holder(other))


@pytest.mark.parametrize("persona", ["contact", "committee", "reader", "public"])
def test_persona_who_is_not_asked_cannot_answer(asked: Request, persona: str, request: pytest.FixtureRequest) -> None:
    actor: Actor = request.getfixturevalue(persona)
    with pytest.raises(NotAllowed):
        answering.send(asked, said(asked), {}, actor=actor)


def test_office_answers_for_someone(asked: Request, office: Actor) -> None:
    answering.send(asked, said(asked), {}, actor=office, channel=StatusReport.Channel.OFFICE)
    assert set(asked.reports.values_list("channel", flat=True)) == {"office"}


def test_answer_after_the_deadline_is_taken_until_the_close(asked: Request) -> None:
    with clock.at(moment(f"{asked.round.closes_on} 23:30")):
        assert _send(asked).done is True


def test_answer_after_the_close_is_refused(asked: Request) -> None:
    with clock.at(moment(f"{asked.round.closes_on + timedelta(days=1)} 00:05")), pytest.raises(RuleBroken):
        _send(asked)


def test_extension_beyond_the_close_keeps_the_form_open(asked: Request) -> None:
    later = asked.round.closes_on + timedelta(days=3)
    reviewing.extend(asked, later, actor=SYSTEM)
    with clock.at(moment(f"{later} 12:00")):
        assert _send(asked).done is True


def test_wish_for_more_time_must_lie_after_the_deadline(asked: Request) -> None:
    with pytest.raises(RuleBroken, match="nach der Frist"):
        answering.ask_for_time(asked, asked.round.deadline, "Urlaub", actor=holder(asked))


def test_delegation_tells_both(asked: Request) -> None:
    answering.delegate(asked, "Kollegin Demo", "kollegin@demo.example", actor=holder(asked))
    told = Message.objects.filter(occasion__contains=":delegated:").values_list("to", flat=True)
    assert sorted(told) == sorted(["kollegin@demo.example", asked.person.email])


def test_delegation_to_no_address_is_refused(asked: Request) -> None:
    with pytest.raises(ValidationError):
        answering.delegate(asked, "Kollegin Demo", "keine Adresse", actor=holder(asked))


def test_disowning_keeps_the_contact_until_the_office_confirms(asked: Request) -> None:
    report = asked.reports.select_related("measure").first()
    assert report is not None
    answering.disown(report, "Kollegin Demo", "", actor=holder(asked))
    report.measure.refresh_from_db()
    assert report.measure.contact_id == asked.person_id


def test_attachments_are_limited_in_number(asked: Request) -> None:
    report = asked.reports.first()
    assert report is not None
    for number in range(answering.MOST_ATTACHMENTS):
        answering.attach(report, f"{number}.txt", b"x", "text/plain", actor=holder(asked))
    with pytest.raises(RuleBroken, match="Mehr als"):
        answering.attach(report, "noch.txt", b"x", "text/plain", actor=holder(asked))


def test_round_in_review_takes_no_answer(asked: Request) -> None:
    rounds.close_round(asked.round, actor=SYSTEM, gaps_reason="x")
    rounds.begin_review(asked.round, actor=SYSTEM)
    with pytest.raises(RuleBroken):
        _send(asked)


@pytest.mark.parametrize(
    ("hour", "is_taken"), [("2027-10-31 02:30", True), ("2027-10-31 23:59", True), ("2027-11-01 00:01", False)]
)
def test_extension_to_the_night_of_the_winter_time_ends_at_midnight(asked: Request, hour: str, is_taken: bool) -> None:
    reviewing.extend(asked, date(2027, 10, 31), actor=SYSTEM)
    report = asked.reports.select_related("round", "request").first()
    assert report is not None
    assert is_open(report, moment(hour)) is is_taken
