"""Pages of indicators: what is measured and how, what is broken, what is missing, in a fixed number of statements."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.domain.indicators.models import Indicator, Observation, Target
from leitstand.domain.indicators.operations import assess
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.actor import system
from leitstand.foundation.history import writing
from leitstand.foundation.history.recorded import Recorded
from tests.interfaces.portal.conftest import Read


def keep(records: Sequence[Recorded]) -> None:
    writing.create(system("Test"), [writing.Row(record) for record in records])


def add(*keys: str) -> None:
    """Indicators, each with a series and a target, and so with ratings and an outlook on record."""
    made = [Indicator(key=key, title=key, unit="%", polarity="up", origin="official") for key in keys]
    keep(made)
    values = [(one, year, Decimal(year - 1980 + year % 3)) for one in made for year in range(2012, 2024)]
    keep([Observation(key=f"{x.key}.{year}", indicator=x, period=f"{year}", value=value) for x, year, value in values])
    keep([Target(key=f"{x.key}.ziel", indicator=x, kind="point", value=Decimal(70), due="2030") for x in made])
    assess()


def statements(client: Client, address: str) -> int:
    cache.clear()
    forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/indikator/neu-0/", "/indikatoren/", "/indikator/neu-0/?methoden=alle"])
def test_statements_do_not_grow_with_indicators_and_ratings(client: Client, mixed: None, address: str) -> None:
    add("neu-0")
    one = statements(client, address)
    add("neu-1", "neu-2")
    assert statements(client, address) == one


def test_unverified_code_is_labelled(read: Read, berlin: None) -> None:
    assert "Reihe FZTabellen-Code ungeprüft" in read("/indikator/elektroautos/")


def test_verified_code_says_where_it_was_seen(read: Read, berlin: None) -> None:
    assert "13111-07-05-4Tabellen-Code in öffentlicher Quelle gesehen" in read("/indikator/svb-industrie/")


def test_break_is_named_with_its_reason(read: Read, berlin: None) -> None:
    words = read("/indikator/anteil-bruttowertschoepfung/")
    assert "Bewertung und Aussicht beginnen nach dem letzten. 2021Vermutlich andere Definition oder Revision." in words


def test_chart_compares_nothing_across_the_break(read: Read, berlin: None) -> None:
    assert "Von 6,3 (2021) auf 6,5 (2023). Die Reihe hat einen Bruch." in read(
        "/indikator/anteil-bruttowertschoepfung/"
    )


def test_collection_form_is_shown(read: Read, berlin: None) -> None:
    words = read("/indikator/skip-sitzungen/")
    assert "Was wird gefragt?Wann tagte der Steuerungskreis in diesem Jahr?" in words
    assert "Welche Angaben sind gültig?Eine ganze Zahl von 0 bis 52." in words


def test_collection_form_is_shown_in_english(read: Read, berlin: None) -> None:
    assert "Who is asked?programme office of the master plan" in read("/en/indikator/skip-sitzungen/")


def test_overview_names_topics_without_values(read: Read, berlin: None) -> None:
    words = read("/indikatoren/")
    assert "11 von 21 Themen haben noch keinen Wert: Smart City, Intelligente Mobilität," in words
    assert "Jedes der 21 Themen hat mindestens einen Indikator." in words


def test_overview_names_a_topic_without_indicator(read: Read, mixed: None) -> None:
    words = read("/indikatoren/")
    assert "Kein Indikator misst dieses Thema." in words or "Themen anderer Fassungen ohne Indikator" in words


def test_target_that_is_not_rated_says_why(read: Read, berlin: None) -> None:
    assert "nicht bewertbarBrauchbare Werte bis 2024: 2; nötig sind mindestens 4." in read("/indikatoren/")


def test_target_rated_by_another_method_says_so(read: Read, berlin: None) -> None:
    assert "Open SDG / Statistics Canada: Ziel erreicht" in read("/indikatoren/")


def test_topic_shows_the_targets_of_its_indicators(read: Read, berlin: None) -> None:
    assert "Zusätzlich aktivierte Gewerbefläche: 40 ha im Jahr" in read("/thema/2017.3.1/")


def test_outlook_of_a_passed_target_says_that_it_passed(read: Read, berlin: None) -> None:
    words = read("/indikator/svb-industrie/")
    assert "Die Reihe hat Lücken" not in words[words.index("Aussicht") :]
