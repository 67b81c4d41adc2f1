"""Who takes care: what is flagged, who is proposed, handing several over in one step."""

from collections.abc import Callable

import pytest

from leitstand.domain.institutions.models import Person as Someone
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.operations import answering
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.history import recording, writing
from leitstand.foundation.mail.models import Message
from tests.interfaces.desk.clicking import Person
from tests.interfaces.desk.conftest import SYSTEM, Browser, text_of

PAGE = "/arbeitsplatz/runden/zustaendigkeit/"


@pytest.fixture
def office_person(office_browser: Browser) -> Person:
    return Person(office_browser.client)


@pytest.fixture
def asked(running: Round) -> Request:
    request = running.requests.select_related("person", "round").order_by("pk").first()
    assert request is not None
    return request


def rows(person: Person) -> list[tuple[str, tuple[str, ...]]]:
    found = person.go(PAGE).response.context["rows"]
    return [(row["one"].measure_key, row["one"].reasons) for row in found]


def own(asked: Request) -> list[str]:
    return sorted(asked.reports.values_list("measure__key", flat=True))


def test_nothing_is_flagged_while_everyone_answers(running: Round, office_person: Person) -> None:
    assert rows(office_person) == []


def test_measures_of_someone_who_left_are_flagged(asked: Request, office_person: Person) -> None:
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    flagged = rows(office_person)
    assert sorted(key for key, _reasons in flagged) == own(asked)
    assert {reasons[0] for _key, reasons in flagged} == {"gone"}


def test_measures_of_someone_whose_mail_comes_back_are_flagged(asked: Request, office_person: Person) -> None:
    Message.objects.filter(to=asked.person.email).update(state=Message.State.BOUNCED)
    assert {reasons[0] for _key, reasons in rows(office_person)} == {"bounced"}


def test_several_measures_go_to_one_person_in_one_step(asked: Request, office_person: Person) -> None:
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    keys = own(asked)
    new = Someone.objects.select_related("institution").get(key="demo-leitung-001")
    office_person.go(PAGE).press("Vorschau", m=keys, person=new.key).press("Übergeben")
    assert set(Measure.objects.filter(key__in=keys).values_list("contact__key", flat=True)) == {new.key}
    assert sorted(asked.round.requests.get(person=new).reports.values_list("measure__key", flat=True)) == keys
    assert office_person.clicks == 2


def test_preview_changes_nothing(asked: Request, office_person: Person) -> None:
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    office_person.go(PAGE).press("Vorschau", m=own(asked), person="demo-leitung-001")
    assert asked.person.name in text_of(office_person.response)
    assert set(Measure.objects.filter(key__in=own(asked)).values_list("contact", flat=True)) == {asked.person_id}


def test_history_keeps_the_old_name(asked: Request, office_person: Person) -> None:
    key = own(asked)[0]
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    office_person.go(PAGE).press("Vorschau", m=[key], person="demo-leitung-001").press("Übergeben")
    entry = recording.history_of("plans.measure", key).order_by("-number").first()
    assert entry is not None
    assert recording.content_of(entry)["changes"]["contact"] == [asked.person.key, "demo-leitung-001"]


def test_disowned_measure_goes_to_someone_new_in_the_directory(asked: Request, office_person: Person) -> None:
    report = asked.reports.select_related("request", "round", "measure").first()
    assert report is not None
    holder = Actor("link", asked.person.name, asked.key, person_id=asked.person_id)
    answering.disown(report, "Neue Kollegin", "neue.kollegin@demo.example", actor=holder)
    office_person.go(PAGE)
    assert "noch nicht im Verzeichnis" in text_of(office_person.response)
    office_person.press("Vorschau", m=[report.measure.key]).press("Übergeben")
    measure = Measure.objects.select_related("contact").get(pk=report.measure_id)
    assert measure.contact is not None
    assert (measure.contact.name, measure.contact.email) == ("Neue Kollegin", "neue.kollegin@demo.example")
    assert rows(office_person) == []


def test_disowned_measure_without_an_address_is_explained(asked: Request, office_person: Person) -> None:
    report = asked.reports.select_related("request", "round", "measure").first()
    assert report is not None
    holder = Actor("link", asked.person.name, asked.key, person_id=asked.person_id)
    answering.disown(report, "Neue Kollegin", "", actor=holder)
    office_person.go(PAGE).press("Vorschau", m=[report.measure.key]).press("Übergeben")
    assert "hat keine Adresse" in text_of(office_person.response)
    assert not Someone.objects.filter(name="Neue Kollegin").exists()


def test_deputy_is_proposed_first(asked: Request, office_person: Person) -> None:
    deputy = Someone.objects.get(key="demo-person-004")
    Measure.objects.filter(key__in=own(asked)).update(deputy=deputy)
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    found = office_person.go(PAGE).response.context["rows"]
    assert {(row["one"].successor.key, row["one"].successor.why) for row in found} == {(deputy.key, "deputy")}


def test_nothing_chosen_is_explained(asked: Request, office_person: Person) -> None:
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    office_person.go(PAGE).press("Vorschau")
    assert "Bitte zuerst Maßnahmen ankreuzen." in text_of(office_person.response)


def test_unknown_person_is_explained(asked: Request, office_person: Person) -> None:
    writing.update(SYSTEM, asked.person, {"gone_on": asked.round.opens_on})
    office_person.go(PAGE).press("Vorschau", m=own(asked), person="Niemand")
    assert "„Niemand“ steht nicht zur Wahl" in text_of(office_person.response)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_only_the_office_hands_over(role: Role, people: None, browser_as: Callable[..., Browser]) -> None:
    assert browser_as(role).get(PAGE).status_code == 403
