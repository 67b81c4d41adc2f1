"""Freezing and publishing from the desk: what is shown before, what is refused, corrections beside."""

from collections.abc import Callable

import pytest

from leitstand.domain.plans.models import Status
from leitstand.domain.reporting.models import Erratum, Round, StatusReport
from leitstand.domain.reporting.operations import reviewing, rounds
from leitstand.foundation.actor import Role
from tests.interfaces.desk.clicking import Person
from tests.interfaces.desk.conftest import SYSTEM, Browser, report_all, text_of


def page(this_round: Round) -> str:
    return f"/arbeitsplatz/runden/{this_round.key}/einfrieren/"


@pytest.fixture
def office_person(office_browser: Browser) -> Person:
    return Person(office_browser.client)


@pytest.fixture
def reviewed(running: Round) -> Round:
    """In review: one person has reported and was approved, three are silent."""
    request = running.requests.select_related("person", "round").order_by("pk").first()
    assert request is not None
    report_all(request)
    rounds.close_round(running, actor=SYSTEM, gaps_reason="Zwei Häuser sind umgezogen.")
    rounds.begin_review(running, actor=SYSTEM)
    reviewing.approve(list(StatusReport.objects.filter(round=running, state="sent")), actor=SYSTEM)
    running.refresh_from_db()
    return running


@pytest.fixture
def frozen(reviewed: Round, office_person: Person) -> Round:
    office_person.go(page(reviewed)).press("Runde einfrieren", silent_named="ja")
    reviewed.refresh_from_db()
    return reviewed


def test_gaps_stand_there_by_name_before_freezing(reviewed: Round, office_person: Person) -> None:
    said = text_of(office_person.go(page(reviewed)).response)
    missing = reviewed.reports.filter(version=0).select_related("measure")
    titles = {one.measure.entries.order_by("-edition__position").first().title for one in missing}
    assert {title for title in titles if title not in said} == set()
    assert "Zwei Häuser sind umgezogen." in said


def test_freezing_keeps_hash_chapter_and_choice(reviewed: Round, office_person: Person) -> None:
    office_person.go(page(reviewed)).press(
        "Runde einfrieren", silent_named="ja", special_title="Fachkräfte", special_text="Ein Absatz."
    )
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.silent_named, reviewed.special_title) == (Round.State.FROZEN, True, "Fachkräfte")
    assert reviewed.content_hash in text_of(office_person.response)


def test_saving_alone_freezes_nothing(reviewed: Round, office_person: Person) -> None:
    office_person.go(page(reviewed)).press("Nur speichern", special_title="Fachkräfte")
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.special_title) == (Round.State.IN_REVIEW, "Fachkräfte")


def test_unreviewed_reports_stop_freezing(running: Round, office_person: Person) -> None:
    request = running.requests.select_related("person", "round").first()
    assert request is not None
    report_all(request)
    rounds.close_round(running, actor=SYSTEM, gaps_reason="Ende.")
    rounds.begin_review(running, actor=SYSTEM)
    said = text_of(office_person.go(page(running)).response)
    assert "noch nicht geprüft" in said
    assert "Runde einfrieren" not in said


def test_what_becomes_public_is_said_before_publishing(frozen: Round, office_person: Person) -> None:
    said = text_of(office_person.go(page(frozen)).response)
    assert "Was öffentlich wird" in said
    assert "mit Namen" in said


def test_publishing_takes_the_reports_into_the_plan(frozen: Round, office_person: Person) -> None:
    before = Status.objects.count()
    office_person.go(page(frozen)).press("Runde veröffentlichen")
    frozen.refresh_from_db()
    assert frozen.state == Round.State.PUBLISHED
    assert Status.objects.count() == before + frozen.reports.filter(state="approved").count()


def test_correction_stands_beside_and_changes_no_hash(frozen: Round, office_person: Person) -> None:
    before = frozen.content_hash
    office_person.go(page(frozen)).press(
        "Berichtigung speichern", stated="2 Millionen", correct="3 Millionen", reason="Zahlendreher."
    )
    frozen.refresh_from_db()
    assert (Erratum.objects.get().correct, frozen.content_hash) == ("3 Millionen", before)


def test_incomplete_correction_is_explained(frozen: Round, office_person: Person) -> None:
    office_person.go(page(frozen)).press("Berichtigung speichern", stated="2 Millionen")
    assert office_person.response.status_code == 422
    assert not Erratum.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.READER])
def test_readers_see_what_is_frozen_and_change_nothing(
    role: Role, frozen: Round, browser_as: Callable[..., Browser]
) -> None:
    browser = browser_as(role)
    shown = browser.get(page(frozen))
    assert shown.status_code == 200
    assert "<textarea" not in shown.content.decode()
    assert browser.post(page(frozen), {"silent_named": "nein"}).status_code == 403
    assert browser.post(page(frozen).replace("einfrieren", "veroeffentlichen")).status_code == 403


def test_contact_does_not_see_it(frozen: Round, browser_as: Callable[..., Browser]) -> None:
    assert browser_as(Role.CONTACT).get(page(frozen)).status_code == 403


@pytest.mark.parametrize("place", ["", "pruefen/", "einfrieren/", "schliessen/", "mails/", "vorschau/"])
def test_unknown_round_is_not_found(place: str, people: None, office_browser: Browser) -> None:
    assert office_browser.get(f"/arbeitsplatz/runden/runde-nie/{place}").status_code == 404
