"""The client: every fault of a service ends in one German sentence, and in time."""

import asyncio
import gzip
import logging
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from leitstand.domain.statistics.live.http import Client, Limits, Request, Unanswered
from leitstand.domain.statistics.live.shelf import Kept
from tests.domain.statistics.live.office import (
    Office,
    Reply,
    bomb,
    cut,
    drips,
    drips_headers,
    moved,
    not_modified,
    opened,
    says,
    silent,
)

KEPT = Kept(b"a;b", datetime(2026, 1, 1, tzinfo=UTC), etag='"v1"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")


def _ask(office: Office, limits: Limits, *replies: Reply, **more: Any) -> bytes:
    office.on("/t", *replies)
    return Client(limits).ask(Request(f"{office.address}/t", **more)).body


def _refusal(office: Office, limits: Limits, *replies: Reply, **more: Any) -> str:
    with pytest.raises(Unanswered) as caught:
        _ask(office, limits, *replies, **more)
    return str(caught.value)


def test_answer_is_unpacked(office: Office, limits: Limits) -> None:
    packed = says(gzip.compress(b"a;b\n" * 5000) + gzip.compress(b"end"), Content_Encoding="gzip")
    assert _ask(office, limits, packed) == b"a;b\n" * 5000 + b"end"


def test_product_names_itself(office: Office, limits: Limits) -> None:
    _ask(office, limits, says("a;b"))
    assert office.asked[0].headers["user-agent"].startswith("Leitstand/")


def test_answer_is_given_where_an_event_loop_runs(office: Office, limits: Limits) -> None:
    async def inside() -> bytes:
        return _ask(office, limits, says("a;b"))

    assert asyncio.run(inside()) == b"a;b"


def test_disturbance_is_asked_again(office: Office, limits: Limits) -> None:
    assert _ask(office, limits, says("", 500), says("", 503), says("a;b")) == b"a;b"


def test_disturbance_that_stays_is_said_after_the_last_try(office: Office, limits: Limits) -> None:
    said = _refusal(office, limits, says("", 502))
    assert said == "Der Dienst 127.0.0.1 meldet eine Störung (Status 502). Bitte später erneut versuchen."
    assert len(office.asked) == limits.retries + 1


def test_what_must_not_be_repeated_is_asked_once(office: Office, limits: Limits) -> None:
    _refusal(office, limits, cut, repeatable=False)
    assert len(office.asked) == 1


def test_busy_service_is_asked_again_when_it_says(office: Office, limits: Limits) -> None:
    begun = time.monotonic()
    assert _ask(office, limits, says("", 429, Retry_After="1"), says("a;b")) == b"a;b"
    assert time.monotonic() - begun >= 1


def test_busy_service_with_a_long_wait_is_said_at_once(office: Office, limits: Limits) -> None:
    said = _refusal(office, limits, says("", 429, Retry_After="600"))
    assert said == ("Der Dienst 127.0.0.1 nimmt gerade keine weiteren Abrufe an. Bitte in 10 Minuten erneut versuchen.")
    assert len(office.asked) == 1


def test_busy_service_may_name_a_moment(office: Office, limits: Limits) -> None:
    assert _ask(office, limits, says("", 429, Retry_After="Thu, 01 Jan 2026 00:00:00 GMT"), says("a;b")) == b"a;b"


def test_silent_service_is_given_up(office: Office, limits: Limits) -> None:
    assert _refusal(office, limits, silent) == (
        "Der Dienst 127.0.0.1 hat 0.4 Sekunden lang nichts gesendet. Bitte später erneut versuchen."
    )


@pytest.mark.parametrize("reply", [drips(0.05), drips_headers(0.05)], ids=["content", "headers"])
def test_dripping_service_is_given_up_in_time(office: Office, limits: Limits, reply: Reply) -> None:
    begun = time.monotonic()
    assert _refusal(office, limits, reply).startswith(
        "Der Dienst 127.0.0.1 war nach 1.2 Sekunden nicht fertig; der Abruf wurde abgebrochen."
    )
    assert time.monotonic() - begun < 3


def test_broken_connection_is_said(office: Office, limits: Limits) -> None:
    assert _refusal(office, limits, cut) == (
        "Der Dienst 127.0.0.1 hat die Verbindung mitten in der Antwort abgebrochen. Bitte später erneut versuchen."
    )


def test_broken_connection_is_tried_again(office: Office, limits: Limits) -> None:
    assert _ask(office, limits, cut, says("a;b")) == b"a;b"


def test_closed_service_is_said(limits: Limits) -> None:
    with opened() as office:
        address = office.address
    with pytest.raises(Unanswered, match="ist nicht zu erreichen"):
        Client(limits).ask(Request(f"{address}/t"))


@pytest.mark.parametrize("reply", [bomb(50), says(bytes(2_000_001))], ids=["packed", "plain"])
def test_huge_answer_is_not_taken(office: Office, limits: Limits, reply: Reply) -> None:
    assert _refusal(office, limits, reply) == (
        "Die Antwort von 127.0.0.1 ist (ausgepackt) größer als 2 MB. "
        "Bitte weniger Jahre oder Regionen auf einmal abrufen."
    )


@pytest.mark.parametrize("content", [b"\x1f\x8bnot gzip", gzip.compress(bytes(9000))[:-9]], ids=["other", "half"])
def test_damaged_packing_is_said(office: Office, limits: Limits, content: bytes) -> None:
    assert "beschädigt" in _refusal(office, limits, says(content, Content_Encoding="gzip"))


def test_packing_in_layers_is_refused(office: Office, limits: Limits) -> None:
    assert "unbekannten Packung" in _refusal(office, limits, says(b"x", Content_Encoding="gzip, gzip"))


def test_redirection_to_another_host_is_not_followed(office: Office, limits: Limits) -> None:
    with opened() as other:
        said = _refusal(office, limits, moved(other.address.replace("127.0.0.1", "localhost")))
        assert other.asked == []
    assert said == (
        "Der Dienst 127.0.0.1 leitet zu einem anderen Rechner weiter (localhost); dem wird nicht gefolgt. "
        "Bitte die Adresse in den Einstellungen prüfen."
    )


def test_redirection_on_the_same_host_is_followed(office: Office, limits: Limits) -> None:
    office.on("/new", says("a;b"))
    assert _ask(office, limits, moved("/new")) == b"a;b"


def test_redirection_in_a_circle_is_said(office: Office, limits: Limits) -> None:
    assert _refusal(office, limits, moved("/t")) == "Der Dienst 127.0.0.1 leitet im Kreis weiter."


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.org/t", "beginnt nicht mit https://"),
        ("https://user:pw@example.org/t", "stehen Zugangsdaten"),
        ("file:///etc/passwd", "ist keine"),
        ("https://[", "ist keine"),
    ],
)
def test_address_that_may_not_be_asked_is_refused(address: str, said: str) -> None:
    with pytest.raises(Unanswered, match=said):
        Client().ask(Request(address))


def test_unchanged_answer_is_what_was_kept(office: Office, limits: Limits) -> None:
    office.on("/t", not_modified)
    answer = Client(limits).ask(Request(f"{office.address}/t"), KEPT)
    assert (answer.unchanged, answer.body) == (True, b"a;b")
    assert office.asked[0].headers["if-none-match"] == '"v1"'
    assert office.asked[0].headers["if-modified-since"] == "Thu, 01 Jan 2026 00:00:00 GMT"


def test_credentials_are_in_no_log_and_no_error(
    office: Office, limits: Limits, caplog: pytest.LogCaptureFixture
) -> None:
    request = Request(f"{office.address}/t", headers={"username": "DE12345", "password": "geheim"})
    office.on("/t", cut)
    with caplog.at_level(logging.DEBUG), pytest.raises(Unanswered) as caught:
        Client(limits, ("geheim", "DE12345")).ask(request)
    said = caplog.text + str(caught.value) + repr(request)
    assert "geheim" not in said
    assert "DE12345" not in said


def test_quoted_text_is_short_and_without_secrets_and_markup() -> None:
    said = Client(secrets=("geheim",)).quote("<b>Kein Zugang</b> für geheim " + "x" * 300)
    assert said == "Kein Zugang für … " + "x" * 182 + " …"
