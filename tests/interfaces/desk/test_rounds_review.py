"""Reviewing a round: differences only, approving together, returning, four eyes, and what it costs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.institutions.models import Account
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, rounds
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.reporting.queries.rounds.reviewing import review
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role, system
from leitstand.foundation.mail.models import Message
from tests.interfaces.desk.clicking import Person
from tests.interfaces.desk.conftest import SYSTEM, Browser, report_all, text_of

READER = system("Leser")


def pages(this_round: Round, **query: str) -> str:
    return f"/arbeitsplatz/runden/{this_round.key}/pruefen/" + "".join(f"?{k}={v}" for k, v in query.items())


@pytest.fixture
def office_person(office_browser: Browser) -> Person:
    return Person(office_browser.client)


@pytest.fixture
def asked(running: Round) -> Request:
    request = running.requests.select_related("person", "round").order_by("pk").first()
    assert request is not None
    return request


@pytest.fixture
def reported(asked: Request) -> Request:
    report_all(asked)
    return asked


def holder_of(request: Request) -> Actor:
    return Actor("link", request.person.name, request.key, person_id=request.person_id)


def question(request: Request) -> dict[str, str]:
    """The question to the first report of the page, as typed."""
    shown = review(request.round, actor=READER).shown("waiting")
    return {f"comment-{shown[0].report.pk}": "Welcher Vertrag?"}


def agreeing(request: Request) -> dict[str, dict[str, str]]:
    """Answers whose light is the computed one, or that are finished if none can be computed."""
    said = {}
    for one in request.reports.select_related("measure"):
        row = next(row for row in review(request.round, actor=READER).rows if row.report.pk == one.pk)
        light = row.computed.light if row.computed.light in ("on_track", "at_risk", "off_track") else "on_track"
        said[one.key] = {"stage": "under_way", "light": light, "sentence": "Läuft.", "light_reason": "Anders gesehen."}
    return said


def play_once(this_round: Round) -> None:
    """Everyone reports, everything is approved, the round is over."""
    for request in this_round.requests.select_related("person", "round"):
        answering.send(request, agreeing(request), {}, actor=holder_of(request))
    rounds.close_round(this_round, actor=SYSTEM, gaps_reason="Ende.")


def open_next(this_round: Round) -> Round:
    """The round of the next half-year, open since today."""
    proposal = propose_round()
    today = clock.today()
    days = {"opens_on": today, "deadline": today + timedelta(days=21), "closes_on": today + timedelta(days=28),
            "publishes_on": today + timedelta(days=50), "period_begins": today - timedelta(days=200),
            "period_ends": this_round.period_ends + timedelta(days=1)}  # fmt: skip
    following = rounds.plan_round(proposal.edition, {**days, "title": "Folgende"}, actor=SYSTEM)
    rounds.open_round(following, replace(proposal), actor=SYSTEM, accept_ownerless=True)
    return following


@pytest.fixture
def unchanged(running: Round) -> Round:
    """A second round in which everyone says that nothing is new."""
    play_once(running)
    following = open_next(running)
    for request in following.requests.select_related("person", "round"):
        given = {one.key: {"unchanged": "1"} for one in request.reports.all()}
        assert answering.send(request, given, {}, actor=holder_of(request)).done
    return following


def test_first_reports_are_to_be_reviewed_one_by_one(reported: Request, office_person: Person) -> None:
    page = office_person.go(pages(reported.round)).response
    assert len(page.context["rows"]) == reported.reports.count()
    assert "Erste Meldung zu dieser Maßnahme." in text_of(page)
    assert page.context["counts"]["alike"] == 0


def test_one_report_is_approved_with_one_click(reported: Request, office_person: Person) -> None:
    office_person.go(pages(reported.round)).press("Freigeben")
    assert reported.reports.filter(state="approved").count() == 1
    assert office_person.clicks == 1


def test_both_lights_and_the_reason_stand_side_by_side(reported: Request, office_person: Person) -> None:
    said = text_of(office_person.go(pages(reported.round)).response)
    assert "Warum diese Farbe?" in said
    assert "gemeldet" in said
    assert "berechnet" in said


def test_unchanged_and_agreeing_reports_are_approved_in_one_go(unchanged: Round, office_person: Person) -> None:
    alike = review(unchanged, actor=READER).counts["alike"]
    assert alike > 0
    office_person.go(pages(unchanged)).follow("Alle unveränderten").press("Ausgewählte freigeben")
    assert unchanged.reports.filter(state="approved").count() == alike
    assert office_person.clicks == 2


def test_only_ticked_reports_are_approved(unchanged: Round, office_person: Person) -> None:
    office_person.go(f"{pages(unchanged)}gemeinsam/")
    first = office_person.response.context["rows"][0]["report"]
    office_person.press("Ausgewählte freigeben", m=[f"{first.key}:{first.version}"])
    assert list(unchanged.reports.filter(state="approved")) == [first]


def test_report_sent_anew_meanwhile_is_not_approved(unchanged: Round, office_person: Person) -> None:
    office_person.go(f"{pages(unchanged)}gemeinsam/")
    first = office_person.response.context["rows"][0]["report"]
    answering.send(first.request, {first.key: {"unchanged": "1"}}, {}, actor=holder_of(first.request))
    office_person.press("Ausgewählte freigeben")
    first.refresh_from_db()
    assert first.state == "sent"


def test_hundred_measures_take_at_most_120_clicks(running: Round, office_person: Person) -> None:
    """Counted on fewer: from the start page one click, then one for each measure, even if none is unchanged."""
    for request in running.requests.select_related("person", "round"):
        report_all(request)
    measures = running.reports.count()
    office_person.go("/arbeitsplatz/").follow("Prüfen")
    while running.reports.filter(state="sent").exists():
        office_person.press("Freigeben")
    assert office_person.clicks == measures + 1


def test_returning_says_that_a_mail_went_out(reported: Request, office_person: Person) -> None:
    before = Message.objects.count()
    office_person.go(pages(reported.round)).press("Mit Rückfrage", **question(reported))
    assert "Die Rückfrage geht per Mail hinaus." in text_of(office_person.response)
    assert Message.objects.count() == before + 1
    assert reported.reports.get(state="returned").comment == "Welcher Vertrag?"


def test_returning_to_someone_without_mails_left_says_to_call(reported: Request, office_person: Person) -> None:
    for number in range(3):
        occasion = f"round:{reported.round.key}:mail:{reported.person_id}:probe{number}"
        Message.objects.create(occasion=occasion, to=reported.person.email, subject="x", body="x")
    office_person.go(pages(reported.round)).press("Mit Rückfrage", **question(reported))
    assert "bitte anrufen" in text_of(office_person.response)


def test_returning_without_a_question_is_refused(reported: Request, office_person: Person) -> None:
    office_person.go(pages(reported.round)).press("Mit Rückfrage")
    assert "Bitte sagen, was fehlt oder unklar ist." in text_of(office_person.response)


def test_own_report_cannot_be_approved_and_says_why(asked: Request, office_browser: Browser) -> None:
    account = Account.objects.get(email__startswith="office")
    actor = Actor("account", account.name, str(account.pk), Role.OFFICE)
    said = {
        one.key: {"stage": "completed", "sentence": "Fertig.", "light_reason": "Ja."} for one in asked.reports.all()
    }
    answering.send(asked, said, {}, actor=actor, channel="office")
    page = office_browser.get(pages(asked.round))
    assert "Das haben Sie selbst gemeldet." in text_of(page)
    report = asked.reports.first()
    assert report is not None
    office_browser.post(f"{pages(asked.round)}{report.key}/freigeben/", {f"version-{report.pk}": str(report.version)})
    report.refresh_from_db()
    assert report.state == "sent"


def test_another_person_approves_what_the_office_reported(
    asked: Request, office_browser: Browser, browser_as: Callable[..., Browser]
) -> None:
    account = Account.objects.get(email__startswith="office")
    actor = Actor("account", account.name, str(account.pk), Role.OFFICE)
    said = {
        one.key: {"stage": "completed", "sentence": "Fertig.", "light_reason": "Ja."} for one in asked.reports.all()
    }
    answering.send(asked, said, {}, actor=actor, channel="office")
    Person(browser_as(Role.ADMINISTRATOR).client).go(pages(asked.round)).press("Freigeben")
    assert asked.reports.filter(state="approved").count() == 1


def test_stale_version_is_not_approved(reported: Request, office_browser: Browser) -> None:
    report = reported.reports.first()
    assert report is not None
    office_browser.post(f"{pages(reported.round)}{report.key}/freigeben/", {f"version-{report.pk}": "0"})
    report.refresh_from_db()
    assert report.state == "sent"


def test_attachment_is_only_to_keep(asked: Request, browser_as: Callable[..., Browser]) -> None:
    report = asked.reports.select_related("request", "round", "measure").first()
    assert report is not None
    kept = answering.attach(report, "beleg.pdf", b"%PDF-1.7", "application/pdf", actor=holder_of(asked))
    answer = browser_as(Role.READER).get(f"/arbeitsplatz/runden/anlage/{kept.key}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert browser_as(Role.CONTACT).get(f"/arbeitsplatz/runden/anlage/{kept.key}/").status_code == 403


def test_new_attachment_is_a_difference(unchanged: Round) -> None:
    before = review(unchanged, actor=READER).counts["alike"]
    report = StatusReport.objects.select_related("request__person", "round", "measure").get(
        pk=review(unchanged, actor=READER).shown("alike")[0].report.pk
    )
    assert report.request is not None
    answering.attach(report, "beleg.pdf", b"%PDF-1.7", "application/pdf", actor=holder_of(report.request))
    assert review(unchanged, actor=READER).counts["alike"] == before - 1


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.READER])
def test_readers_see_the_review_without_buttons(
    role: Role, reported: Request, browser_as: Callable[..., Browser]
) -> None:
    page = browser_as(role).get(pages(reported.round))
    assert page.status_code == 200
    assert "/freigeben/" not in page.content.decode()
    report = reported.reports.first()
    assert report is not None
    refused = browser_as(role).post(f"{pages(reported.round)}{report.key}/freigeben/", {f"version-{report.pk}": "1"})
    assert refused.status_code == 403


def test_contact_does_not_see_the_review(reported: Request, browser_as: Callable[..., Browser]) -> None:
    assert browser_as(Role.CONTACT, reported.person).get(pages(reported.round)).status_code == 403


def test_review_costs_the_same_for_one_and_three_reports(reported: Request, office_browser: Browser) -> None:
    this_round = reported.round
    counts = []
    for left in (3, 1):
        kept = list(this_round.reports.filter(removed_on=None, state="sent").values_list("pk", flat=True)[:left])
        this_round.reports.exclude(pk__in=kept).update(removed_on=clock.today())
        office_browser.get(pages(this_round))
        with CaptureQueriesContext(connection) as seen:
            page = office_browser.get(pages(this_round))
        assert len(page.context["rows"]) == left
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_first_report_shows_what_is_asked_for(asked: Request, office_browser: Browser) -> None:
    report_all(asked, asks_amount="120.000", asks_text="Zwei Stellen.")
    assert "Erbeten: 120.000 € – Zwei Stellen." in text_of(office_browser.get(pages(asked.round)))
