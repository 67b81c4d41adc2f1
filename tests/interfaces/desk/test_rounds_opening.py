"""Opening a round from the desk's first page: clicks, what must be decided, what is shown before anything goes out."""

from collections.abc import Callable

import pytest

from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.foundation.actor import Role
from leitstand.foundation.history import writing
from leitstand.foundation.mail.models import Message
from tests.interfaces.desk.clicking import Person
from tests.interfaces.desk.conftest import SYSTEM, Browser, text_of

START = "/arbeitsplatz/"
NEW = "/arbeitsplatz/runden/neu/"


@pytest.fixture
def office_person(office_browser: Browser) -> Person:
    return Person(office_browser.client)


@pytest.fixture
def ownerless(people: None) -> Measure:
    measure = Measure.objects.filter(contact__isnull=False).order_by("key").first()
    assert measure is not None
    writing.update(SYSTEM, measure, {"contact": None})
    return measure


def test_a_round_opens_with_three_clicks_from_the_start_page(people: None, office_person: Person) -> None:
    office_person.go(START).follow("Runde vorbereiten").press("Vorschau aller Mails").press("Runde öffnen")
    assert Round.objects.get().state == Round.State.OPEN
    assert office_person.clicks == 3


def test_a_round_with_ownerless_measures_opens_with_four_clicks(ownerless: Measure, office_person: Person) -> None:
    office_person.go(START).follow("Runde vorbereiten")
    ticks = 1
    office_person.press("Vorschau aller Mails", ownerless_ok="1").press("Runde öffnen")
    assert Round.objects.get().state == Round.State.OPEN
    assert office_person.clicks + ticks == 4


def test_every_person_is_mailed_once_when_it_opens(people: None, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails").press("Runde öffnen")
    mailed = Message.objects.filter(occasion__startswith="round:").values_list("to", flat=True)
    assert sorted(mailed) == sorted(Request.objects.values_list("person__email", flat=True))


def test_preview_shows_each_mail_without_its_link(people: None, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails")
    said = text_of(office_person.response)
    assert said.count("[persönlicher Link]") == 4
    assert "⟦link" not in said
    assert "/melden/" not in said


def test_nothing_goes_out_before_the_round_is_opened(people: None, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails")
    assert (Message.objects.count(), Request.objects.count()) == (0, 0)


def test_ownerless_measure_must_be_decided(ownerless: Measure, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails")
    assert office_person.response.status_code == 422
    assert not Round.objects.exists()


def test_ownerless_measure_is_given_to_someone_on_the_same_page(ownerless: Measure, office_person: Person) -> None:
    office_person.go(NEW)
    label = office_person.response.context["labels"][0]
    office_person.press("Vorschau aller Mails", **{f"owner-{ownerless.key}": label}).press("Runde öffnen")
    report = StatusReport.objects.select_related("request__person").get(measure=ownerless)
    assert report.request is not None
    assert label.startswith(report.request.person.name)


def test_unknown_owner_is_explained_and_nothing_saved(ownerless: Measure, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails", **{f"owner-{ownerless.key}": "Niemand"})
    assert "„Niemand“ steht nicht zur Wahl" in office_person.html
    assert not Round.objects.exists()


def test_person_left_out_is_not_asked(people: None, office_person: Person) -> None:
    office_person.go(NEW)
    everyone = [one["person"].key for one in office_person.response.context["people"]]
    office_person.press("Vorschau aller Mails", ask=everyone[1:]).press("Runde öffnen")
    assert sorted(Request.objects.values_list("person__key", flat=True)) == sorted(everyone[1:])


def test_dates_out_of_order_are_explained(people: None, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails", deadline="2020-01-01")
    assert "Die Frist muss nach der Öffnung liegen." in office_person.html
    assert office_person.response.status_code == 422


def test_planned_round_can_be_changed_before_it_opens(people: None, office_person: Person) -> None:
    office_person.go(NEW).press("Vorschau aller Mails").follow("Noch etwas ändern")
    office_person.press("Vorschau aller Mails", invitation="Ein anderer Text.")
    assert text_of(office_person.response).count("Ein anderer Text.") == 4
    assert Round.objects.count() == 1


def test_second_round_cannot_open_beside_an_open_one(running: Round, office_person: Person) -> None:
    assert "kann öffnen" not in text_of(office_person.go(START).response)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_only_the_office_prepares_rounds(role: Role, people: None, browser_as: Callable[..., Browser]) -> None:
    browser = browser_as(role)
    assert browser.get(NEW).status_code == 403
    assert "kann öffnen" not in text_of(browser.get("/arbeitsplatz/runden/"))


def test_list_says_state_and_next_step(running: Round, office_person: Person) -> None:
    said = text_of(office_person.go("/arbeitsplatz/runden/").response)
    assert str(running) in said
    assert "0 von" in said


def test_contact_sees_own_request_in_list_and_on_start_page(running: Round, browser_as: Callable[..., Browser]) -> None:
    request = running.requests.select_related("person").first()
    assert request is not None
    browser = browser_as(Role.CONTACT, request.person)
    assert "fehlt Ihre Meldung" in text_of(browser.get(START))
    page = browser.get("/arbeitsplatz/runden/")
    assert f"/anfrage/{request.key}/melden/" in page.content.decode()
