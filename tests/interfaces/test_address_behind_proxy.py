"""Who asks, behind a proxy: attempts are counted for each caller, and nobody can pass for another."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from leitstand.interfaces.look.middleware import AddressBehindProxy


@pytest.fixture(params=[True])
def secure(request: Any, settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "SECURE": request.param}


def seen(peer: str, forwarded: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    AddressBehindProxy(lambda _request: HttpResponse())(request)
    return str(request.META["REMOTE_ADDR"])


@pytest.mark.usefixtures("secure")
@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.5", "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("8.8.8.8", "192.0.2.7", "8.8.8.8"),
        ("", "192.0.2.7", ""),
    ],
)
def test_last_address_counts_if_a_near_computer_names_it(peer: str, forwarded: str, expected: str) -> None:
    assert seen(peer, forwarded) == expected


@pytest.mark.parametrize("secure", [False], indirect=True)
@pytest.mark.usefixtures("secure")
def test_header_counts_for_nothing_without_a_proxy() -> None:
    assert seen("127.0.0.1", "192.0.2.7") == "127.0.0.1"


@pytest.mark.django_db
@pytest.mark.usefixtures("secure")
def test_wrong_links_of_one_caller_do_not_lock_out_another(client: Client) -> None:
    for number in range(31):
        client.get(f"/melden/falsch-{number}/", HTTP_X_FORWARDED_FOR="192.0.2.7", HTTP_X_FORWARDED_PROTO="https")
    answers = [
        client.get("/melden/falsch/", HTTP_X_FORWARDED_FOR=address).status_code
        for address in ("192.0.2.7", "192.0.2.8")
    ]
    assert answers == [429, 404]
