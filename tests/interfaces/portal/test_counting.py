"""Pages count in whole sentences: one thing is never called by its plural."""

import pytest
from django.test import Client

from leitstand.foundation.history.recording import head


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/indikatoren/", "Ein Indikator, zu 1 ist ein Wert bekannt."),
        ("/institutionen/", "Eine Institution wirkt am Plan mit; 0 von ihnen haben"),
        ("/quellen/", "Alles hier stammt aus einer öffentlichen Quelle."),
        ("/en/indikatoren/", "One indicator; a value is known for 1 of them."),
    ],
)
def test_page_counts_one_thing_in_the_singular(client: Client, mixed: None, address: str, sentence: str) -> None:
    assert sentence in client.get(address).content.decode()


def test_page_counts_many_things_in_the_plural(client: Client, berlin: None) -> None:
    assert "Strategien und Positionen anderer Länder" in client.get("/papiere/").content.decode()


def test_method_page_says_one_month(client: Client, mixed: None, settings: object) -> None:
    settings.OPTIONS = settings.OPTIONS | {"STALE_MONTHS": 1}  # type: ignore[attr-defined]  # pytest-django's wrapper
    assert "Jede andere Meldung gilt einen Monat." in client.get("/methode/").content.decode()


def test_method_page_counts_the_entries_of_the_history(client: Client, mixed: None) -> None:
    assert f"Er hat heute {head()[0]} Einträge." in client.get("/methode/").content.decode()
