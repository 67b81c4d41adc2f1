"""Whom the report names as a measure's contact: what the public may know, by the rule of the measure's page."""

from datetime import date

import pytest
from django.utils import timezone

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.report import report_content
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.actor import PUBLIC
from tests.interfaces.api.conftest import keep, mixed  # noqa: F401 - a plan that holds what must never come out


def contact_of_the_measure() -> str:
    forget()
    return report_content(situation(timezone.localdate(), actor=PUBLIC), "2020").by_number[0].contact


def test_report_names_a_contact_who_agreed(mixed: None) -> None:  # noqa: F811 - the fixture
    Person.objects.filter(key="offen").update(position="Referatsleitung")
    assert contact_of_the_measure() == "Haus der Probe, Referatsleitung, Offene Person"


def test_report_names_only_the_institution_of_a_contact_who_did_not_agree(mixed: None) -> None:  # noqa: F811 - the fixture
    Person.objects.filter(key="privat").update(position="Funktion geheim")
    Measure.objects.filter(key="bekannt").update(contact=Person.objects.get(key="privat"))
    assert contact_of_the_measure() == "Haus der Probe"


@pytest.mark.parametrize("key", ["offen", "privat"])
def test_report_does_not_name_a_contact_who_is_gone(mixed: None, key: str) -> None:  # noqa: F811 - the fixture
    Measure.objects.filter(key="bekannt").update(contact=Person.objects.get(key=key))
    Person.objects.update(gone_on=date(2020, 1, 1))
    assert contact_of_the_measure() == ""


def test_report_of_a_measure_without_contact_names_nobody(mixed: None) -> None:  # noqa: F811 - the fixture
    Measure.objects.filter(key="bekannt").update(contact=None)
    assert contact_of_the_measure() == ""
