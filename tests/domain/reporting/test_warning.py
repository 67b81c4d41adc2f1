"""Early warning: targets that turned are mailed in words to the office and to the leads, once for each assessment."""

from datetime import timedelta
from typing import Any

import pytest

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.operations.warning import take_stock, warn
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotAllowed
from leitstand.foundation.mail.models import Message
from tests.turning import fall, keep_rising

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    return sorted(Message.objects.values_list("to", flat=True))


def test_turn_is_mailed_to_office_and_lead(office: Actor, person: Person) -> None:
    fall(keep_rising(contact=person))
    take_stock()
    assert addresses() == ["office@example.org", "probe@example.org"]


def test_mail_says_in_words_what_turned_and_where_to_read_on(office: Actor) -> None:
    fall(keep_rising())
    take_stock()
    mail = Message.objects.get()
    assert mail.subject == "Ein Ziel hat sich gedreht: Netz"
    assert "Bewertung von „Sonne“ zu „Gewitter“" in mail.body
    assert "/indikator/netz/" in mail.body


def test_same_assessment_is_mailed_once(office: Actor) -> None:
    fall(keep_rising())
    assert ([take_stock() and warn(), warn()], Message.objects.count()) == ([0, 0], 1)


def test_second_import_of_a_day_is_mailed_too(office: Actor) -> None:
    indicator = keep_rising()
    fall(indicator)
    warn()
    fall(indicator, 76, "2025-02")
    assert (warn(), Message.objects.count()) == (1, 2)


def test_without_a_turn_nobody_is_mailed(office: Actor, person: Person) -> None:
    keep_rising(contact=person)
    take_stock()
    assert addresses() == []


def test_box_of_the_office_comes_before_its_accounts(office: Actor, settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "OFFICE_EMAIL": "Geschäftsstelle <buero@example.org>"}
    fall(keep_rising())
    warn()
    assert addresses() == ["buero@example.org"]


def test_deputy_is_told_when_the_contact_has_gone(office: Actor, person: Person) -> None:
    person.gone_on = clock.today()
    person.save()
    deputy = Person.objects.create(key="zwei", name="Zwei", institution=person.institution, email="zwei@example.org")
    fall(keep_rising(contact=person, deputy=deputy))
    warn()
    assert addresses() == ["office@example.org", "zwei@example.org"]


def test_old_turn_is_no_news(office: Actor) -> None:
    fall(keep_rising())
    with clock.at(clock.now() + timedelta(days=9)):
        assert warn() == 0


def test_empty_instance_warns_of_nothing(office: Actor) -> None:
    assert warn() == 0


def test_public_may_not_warn() -> None:
    with pytest.raises(NotAllowed):
        warn(actor=PUBLIC)
