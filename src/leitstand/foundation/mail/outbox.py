"""Posting mails and sending what waits."""

import hmac
import mimetypes
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from leitstand.foundation import clock
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import read, store
from leitstand.foundation.links import redact, resolve
from leitstand.foundation.mail.models import Attachment, Message

WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24))


@dataclass(frozen=True)
class Delivery:
    """How many mails were sent, will be tried again, and were given up."""

    sent: int = 0
    postponed: int = 0
    refused: int = 0


def post(
    occasion: str,
    to: str,
    subject: str,
    body: str,
    *,
    attachments: Iterable[tuple[str, bytes]] = (),
    at: datetime | None = None,
) -> Message:
    """Put a mail into the outbox; a second call for the same occasion returns the first mail.

    ``attachments`` are pairs of file name and content. ``at`` is the moment it is written, now if None.
    """
    values = {"to": to, "subject": subject, "body": body, "made_at": at or clock.now()}
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            occasion=occasion, defaults={**values, "message_id": message_id_of(occasion)}
        )
        for name, content in attachments if is_new else ():
            _attach(message, name, content)
    return message


def message_id_of(occasion: str) -> str:
    """``<32 hex digits@host>``: the same for the same occasion.

    Made with the secret key: whoever could guess it could report a mail as undeliverable.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    seal = hmac.digest(settings.SECRET_KEY.encode(), b"message id" + occasion.encode(), "sha256")
    return f"<{seal.hex()[:32]}@{host}>"


def _attach(message: Message, name: str, content: bytes) -> None:
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = store(content, content_type)
    Attachment.objects.create(message=message, stored=stored, name=name, content_type=content_type)


def connection(url: str) -> BaseEmailBackend:
    """A connection for ``smtp://user:password@host:port/?tls=yes`` (or ``smtps://``)."""
    parts = urlsplit(url)
    choices = parse_qs(parts.query)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "localhost",
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=choices.get("tls", ["no"])[0] == "yes",
        use_ssl=parts.scheme == "smtps",
        timeout=20,
    )


def send_due(now: datetime) -> Delivery:
    """Send every mail that is due, one connection for all. Without a mail server nothing happens."""
    url = settings.OPTIONS["MAIL_URL"]
    if not url:
        return Delivery()
    due = Message.objects.filter(state=Message.State.WAITING).filter(
        Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    )
    counts = {"sent": 0, "postponed": 0, "refused": 0}
    with_server = connection(url)
    for message in due.order_by("pk"):
        counts[_send(message, with_server, now)] += 1
    with_server.close()
    return Delivery(**counts)


def _send(message: Message, server: BaseEmailBackend, now: datetime) -> str:
    message.attempts += 1
    try:
        _letter(message, server).send()
    except smtplib.SMTPRecipientsRefused as error:
        message.last_answer = redact(str(error.recipients))[:500]
        permanent = all(code >= 500 for code, _ in error.recipients.values())
        outcome = _give_up(message) if permanent else _postpone(message, now)
    except (smtplib.SMTPException, OSError, NotFound) as error:
        message.last_answer = redact(str(error))[:500]
        outcome = _postpone(message, now)
    except ValueError as error:
        # A line break in the subject, an address that is none: no later attempt would mend it.
        message.last_answer = redact(str(error))[:500]
        outcome = _give_up(message)
    else:
        message.state, message.sent_at, message.last_answer = Message.State.SENT, now, ""
        outcome = "sent"
    message.save()
    return outcome


def _letter(message: Message, server: BaseEmailBackend) -> EmailMessage:
    """The mail as it leaves the house, with its personal links. Raises ``NotFound`` if an attachment is gone."""
    office = settings.OPTIONS["OFFICE_EMAIL"]
    letter = EmailMessage(
        message.subject,
        resolve(message.body),
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        connection=server,
        reply_to=[office] if office else None,
        headers={
            "Message-ID": message.message_id or message_id_of(message.occasion),
            "Auto-Submitted": "auto-generated",
        },
    )
    for attachment in message.attachments.select_related("stored"):
        letter.attach(attachment.name, read(attachment.stored), attachment.content_type)
    return letter


def _postpone(message: Message, now: datetime) -> str:
    if message.attempts > len(WAITS):
        return _give_up(message)
    message.next_attempt_at = now + WAITS[message.attempts - 1]
    return "postponed"


def _give_up(message: Message) -> str:
    message.state = Message.State.REFUSED
    return "refused"
