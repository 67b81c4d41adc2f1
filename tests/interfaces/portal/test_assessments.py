"""Ratings and outlooks on the portal: the real targets say why they cannot be rated; the log is honest when empty."""

import pytest
from django.test import Client

from leitstand.domain.indicators import operations
from leitstand.foundation.actor import system

pytestmark = pytest.mark.usefixtures("berlin")


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("key", ["online-dienste", "glasfaser", "mobilfunk-5g"])
def test_real_target_with_few_values_says_so(key: str) -> None:
    operations.assess(actor=system("Test"))
    shown = page(f"/indikator/{key}/")
    assert ("Nicht bewertbar" in shown, "Brauchbare Werte bis 2024" in shown) == (True, True)


def test_values_as_known_then_name_the_day() -> None:
    assert "was am 31.12.2023 veröffentlicht war" in page("/indikator/glasfaser/?known_on=2023")


def test_day_that_is_none_is_refused_in_words() -> None:
    response = Client().get("/indikator/glasfaser/?known_on=gestern")
    assert (response.status_code, "kein Datum" in response.content.decode()) == (400, True)


def test_unverified_methods_are_shown_only_when_asked_for() -> None:
    shown = [("ESCAP (nicht geprüft)" in page(f"/indikator/glasfaser/{query}")) for query in ("", "?methoden=alle")]
    assert shown == [False, True]


def test_log_without_entries_says_so() -> None:
    assert "Bisher ist keine Wahrscheinlichkeit gezeigt worden." in page("/aussichten/")


def test_method_page_tells_every_method() -> None:
    shown = page("/methode/")
    assert all(f"<code>{rule}/" in shown for rule in ("destatis", "open_sdg", "un_progress_chart", "eurostat", "escap"))
