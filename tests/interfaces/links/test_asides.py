"""Asides: more time, help, a colleague, not mine any more. One small form each, and a clear answer."""

from datetime import timedelta

import pytest

from leitstand.domain.reporting.models import Draft, Request, StatusReport
from leitstand.foundation.mail.models import Message
from tests.interfaces.links.conftest import Visitor, answer, text_of


def test_more_time_is_noted(visitor: Visitor, asked: Request) -> None:
    until = asked.round.deadline + timedelta(days=5)
    visitor.post({"until": until.isoformat(), "reason": "Urlaub"}, "/melden/mehr-zeit/")
    asked.refresh_from_db()
    assert (asked.extension_wanted, asked.extension_reason) == (until, "Urlaub")


@pytest.mark.parametrize("until", ["", "gestern", "2020-01-01"])
def test_impossible_day_is_said_at_the_field(until: str, visitor: Visitor, asked: Request) -> None:
    response = visitor.post({"until": until, "reason": "Urlaub"}, "/melden/mehr-zeit/")
    asked.refresh_from_db()
    assert (response.status_code, asked.extension_wanted) == (422, None)


def test_help_is_noted(visitor: Visitor, asked: Request) -> None:
    visitor.post({"text": "Wer zahlt das?"}, "/melden/hilfe/")
    asked.refresh_from_db()
    assert asked.help_wanted == "Wer zahlt das?"


def test_colleague_gets_a_mail(visitor: Visitor, asked: Request) -> None:
    visitor.post({"name": "Neue Person", "email": "neu@demo.example"}, "/melden/weitergeben/")
    assert Message.objects.filter(to="neu@demo.example").count() == 1


def test_colleague_without_address_is_said_at_the_field(visitor: Visitor) -> None:
    assert visitor.post({"name": "Neue Person", "email": "neu"}, "/melden/weitergeben/").status_code == 422


def test_not_mine_any_more_waits_for_the_office(visitor: Visitor, asked: Request) -> None:
    report = asked.reports.order_by("pk")[0]
    visitor.post({"name": "Wer Anders", "email": ""}, f"/melden/nicht-zustaendig/{report.pk}/")
    report.refresh_from_db()
    assert (report.successor_name, report.request) == ("Wer Anders", asked)


def test_not_mine_without_a_name_is_said(visitor: Visitor, asked: Request) -> None:
    report = asked.reports.order_by("pk")[0]
    response = visitor.post({"name": "", "email": ""}, f"/melden/nicht-zustaendig/{report.pk}/")
    assert (response.status_code, "wer jetzt zuständig ist" in text_of(response)) == (422, True)


def test_foreign_measure_cannot_be_disowned(visitor: Visitor, asked: Request) -> None:
    foreign = StatusReport.objects.exclude(request=asked).filter(request__isnull=False)[0]
    response = visitor.post({"name": "Ich"}, f"/melden/nicht-zustaendig/{foreign.pk}/")
    foreign.refresh_from_db()
    assert (response.status_code, foreign.successor_name) == (404, "")


@pytest.mark.parametrize("go", ["time", "help", "delegate", "workbook"])
def test_leaving_the_form_keeps_what_was_typed(go: str, visitor: Visitor, reports: list[StatusReport]) -> None:
    visitor.post({**answer(reports[0], sentence="Halb"), "go": go})
    assert Draft.objects.get().values["sentence"] == "Halb"


@pytest.mark.parametrize("path", ["mehr-zeit", "hilfe", "weitergeben", "arbeitsmappe", "erledigt"])
def test_each_aside_needs_a_link(path: str, db: None, client: object) -> None:
    from django.test import Client

    assert Client().get(f"/melden/{path}/").status_code == 404


def test_answer_says_what_was_done(visitor: Visitor) -> None:
    response = visitor.post({"text": "Wer zahlt das?"}, "/melden/hilfe/")
    assert "ist bei der Geschäftsstelle" in text_of(visitor.get(response.headers["Location"]))
