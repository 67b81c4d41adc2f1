"""The outbox against a real SMTP server on the loopback interface."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from leitstand.foundation.mail.models import Message
from leitstand.foundation.mail.outbox import WAITS, Delivery, post, send_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Inbox:
    """A mail server that keeps what it gets, or answers as it is told."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        lines = envelope.content.decode().splitlines()
        self.subjects += [line.removeprefix("Subject: ") for line in lines if line.startswith("Subject: ")]
        return "250 OK"


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.OPTIONS = settings.OPTIONS | {"MAIL_URL": f"smtp://127.0.0.1:{port}"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    yield inbox
    controller.stop()


def test_due_mail_is_sent_and_marked(inbox: Inbox) -> None:
    post("eins", "a@example.org", "Bitte melden", "Text")
    assert (send_due(NOW), inbox.subjects) == (Delivery(sent=1), ["Bitte melden"])


def test_second_run_sends_nothing_twice(inbox: Inbox) -> None:
    post("eins", "a@example.org", "Bitte melden", "Text")
    send_due(NOW)
    assert (send_due(NOW), len(inbox.subjects)) == (Delivery(), 1)


def test_same_occasion_is_posted_once() -> None:
    assert post("eins", "a@example.org", "A", "B") == post("eins", "a@example.org", "C", "D")


def test_refused_address_is_given_up(inbox: Inbox) -> None:
    inbox.answer = "550 no such person"
    message = post("eins", "a@example.org", "Bitte melden", "Text")
    send_due(NOW)
    message.refresh_from_db()
    assert (message.state, "no such person" in message.last_answer) == (Message.State.REFUSED, True)


def test_temporary_refusal_is_tried_again_later(inbox: Inbox) -> None:
    inbox.answer = "451 later"
    message = post("eins", "a@example.org", "Bitte melden", "Text")
    send_due(NOW)
    message.refresh_from_db()
    assert (message.state, message.next_attempt_at) == (Message.State.WAITING, NOW + WAITS[0])


def test_server_that_is_away_does_not_lose_the_mail(settings: Any) -> None:
    settings.OPTIONS = settings.OPTIONS | {"MAIL_URL": "smtp://127.0.0.1:9"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    post("eins", "a@example.org", "Bitte melden", "Text")
    assert send_due(NOW) == Delivery(postponed=1)


def test_mail_is_given_up_after_the_last_wait(settings: Any) -> None:
    settings.OPTIONS = settings.OPTIONS | {"MAIL_URL": "smtp://127.0.0.1:9"}
    message = post("eins", "a@example.org", "Bitte melden", "Text")
    for day in range(len(WAITS) + 1):
        send_due(NOW + timedelta(days=2 * day))
    message.refresh_from_db()
    assert message.state == Message.State.REFUSED


def test_without_a_server_mail_stays_in_the_outbox() -> None:
    message = post("eins", "a@example.org", "Bitte melden", "Text")
    send_due(NOW)
    message.refresh_from_db()
    assert message.attempts == 0
