"""What the committee decided stands on the measure's timeline once the minutes are closed, and not before."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Sitting
from leitstand.domain.reporting.operations import deciding
from leitstand.foundation.actor import system
from tests.interfaces.portal.conftest import Read

KEY = "massnahme-1"
OWNER = "Frau Geheim"
SYSTEM = system("Test")


@pytest.fixture
def sitting(db: None) -> Sitting:
    """A sitting that has decided on a measure and deferred the rest."""
    load_synthetic(3, 2, 1, 1, actor=SYSTEM)
    today = date.today()
    made = deciding.prepare_sitting(None, "Sitzung", today, actor=SYSTEM)
    measure = Measure.objects.get(key=KEY)
    text = "Neuer Zeitplan <b>bald</b>."
    deciding.decide(made, measure, "replan", today, owner_text=OWNER, text=text, actor=SYSTEM)
    deciding.defer_rest(made, today, actor=SYSTEM)
    return made


@pytest.fixture
def address(sitting: Sitting) -> str:
    return reverse("portal:measure", args=[KEY])


def test_decision_is_public_after_closing(sitting: Sitting, address: str, read: Read) -> None:
    deciding.close_sitting(sitting, actor=SYSTEM)
    said = read(address)

    assert ("Beschluss des Steuerungskreises" in said, "Umplanen: Neuer Zeitplan <b>bald</b>." in said) == (True, True)


def test_decision_is_not_public_before_closing(address: str, read: Read) -> None:
    assert "Neuer Zeitplan" not in read(address)


def test_who_was_charged_is_never_public(sitting: Sitting, address: str, read: Read) -> None:
    deciding.close_sitting(sitting, actor=SYSTEM)

    assert OWNER not in read(address)


def test_decision_is_not_known_on_an_earlier_day(sitting: Sitting, address: str, client: Client) -> None:
    deciding.close_sitting(sitting, actor=SYSTEM)

    assert "Neuer Zeitplan" not in client.get(f"{address}?as_of=2020-01-01").content.decode()


def test_english_page_marks_the_wording_as_german(sitting: Sitting, address: str, client: Client) -> None:
    deciding.close_sitting(sitting, actor=SYSTEM)
    page = client.get(f"/en{address}").content.decode()

    assert ('Replan: <span lang="de">Neuer Zeitplan' in page, "Decision of the steering committee" in page) == (
        True,
        True,
    )
