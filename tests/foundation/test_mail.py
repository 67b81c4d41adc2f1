"""The outbox against a real SMTP server on the loopback interface."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import read
from leitstand.foundation.links import address_of, placeholder, token_of
from leitstand.foundation.mail.models import Attachment, Message
from leitstand.foundation.mail.outbox import WAITS, Delivery, message_id_of, post, send_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Inbox:
    """A mail server that keeps what it gets, or answers as it is told."""

    def __init__(self) -> None:
        self.subjects: list[str] = []
        self.letters: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.append(message_from_bytes(envelope.content, policy=default))
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


def sent(inbox: Inbox, **choices: Any) -> EmailMessage:
    """A mail as the server got it."""
    post("eins", "a@example.org", "Bitte melden", choices.pop("body", "Text"), **choices)
    send_due(NOW)
    return inbox.letters[-1]


def test_attachments_arrive_as_they_were(inbox: Inbox) -> None:
    files = [("Bericht März.pdf", b"%PDF\x00\xff"), ("Stand.csv", "a;ü".encode())]
    got = [
        (part.get_filename(), part.get_payload(decode=True))
        for part in sent(inbox, attachments=files).iter_attachments()
    ]
    assert got == files


def test_same_attachment_of_two_mails_is_stored_once() -> None:
    for occasion in ("eins", "zwei"):
        post(occasion, "a@example.org", "A", "B", attachments=[("a.pdf", b"%PDF")])
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (2, 1)


def test_second_post_for_an_occasion_attaches_nothing_more() -> None:
    for content in (b"eins", b"zwei"):
        message = post("eins", "a@example.org", "A", "B", attachments=[("a.txt", content)])
    assert [read(one.stored) for one in message.attachments.all()] == [b"eins"]


def test_mail_whose_attachment_is_gone_waits(inbox: Inbox, settings: Any, tmp_path: Path) -> None:
    post("eins", "a@example.org", "A", "B", attachments=[("a.txt", b"eins")])
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert (send_due(NOW), inbox.letters) == (Delivery(postponed=1), [])


def test_message_id_is_the_same_for_the_same_occasion(inbox: Inbox, settings: Any) -> None:
    settings.BASE_URL = "https://leitstand.example"
    letter = sent(inbox)
    assert (letter["Message-ID"], message_id_of("eins").endswith("@leitstand.example>")) == (
        message_id_of("eins"),
        True,
    )


def test_message_id_is_kept_when_the_address_changes(inbox: Inbox, settings: Any) -> None:
    before = post("eins", "a@example.org", "A", "B").message_id
    settings.BASE_URL = "https://anderswo.example"
    send_due(NOW)
    assert inbox.letters[-1]["Message-ID"] == before


def test_mail_sent_again_after_a_crash_has_the_same_message_id(inbox: Inbox) -> None:
    post("eins", "a@example.org", "A", "B")
    send_due(NOW)
    Message.objects.update(state=Message.State.WAITING)
    send_due(NOW)
    assert len({letter["Message-ID"] for letter in inbox.letters}) == 1


def test_mail_says_that_a_machine_sent_it(inbox: Inbox) -> None:
    assert sent(inbox)["Auto-Submitted"] == "auto-generated"


def test_answers_go_to_the_office(inbox: Inbox, settings: Any) -> None:
    settings.OPTIONS = settings.OPTIONS | {"OFFICE_EMAIL": "buero@example.org"}
    assert sent(inbox)["Reply-To"] == "buero@example.org"


def test_without_an_office_address_answers_go_to_the_sender(inbox: Inbox) -> None:
    assert sent(inbox)["Reply-To"] is None


def test_personal_link_is_resolved_only_when_sent(inbox: Inbox) -> None:
    letter = sent(inbox, body=f"Bitte hier: {placeholder('r.haus')}")
    stored = Message.objects.get().body
    assert (address_of("r.haus") in letter.get_content(), token_of("r.haus") in stored) == (True, False)


def test_mail_can_be_written_at_another_time() -> None:
    assert post("eins", "a@example.org", "A", "B", at=NOW).made_at == NOW


def test_mail_that_cannot_be_written_does_not_stop_the_others(inbox: Inbox) -> None:
    broken = post("eins", "a@example.org", "zwei\nZeilen", "Text")
    post("zwei", "a@example.org", "Bitte melden", "Text")
    delivery = send_due(NOW)
    broken.refresh_from_db()
    assert (delivery, broken.state) == (Delivery(sent=1, refused=1), Message.State.REFUSED)
