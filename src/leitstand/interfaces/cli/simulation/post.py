"""A mail server on this computer: keeps what is sent, refuses some addresses, reports others as undeliverable."""

import email
import re
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from leitstand.foundation import clock

LINK = re.compile(r"https?://\S+/melden/[\w-]+/")
REPORT = """\
From: MAILER-DAEMON@demo.example
To: leitstand@demo.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-{number}@demo.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"

--grenze
Content-Type: text/plain

The mail could not be delivered.
--grenze
Content-Type: message/delivery-status

Reporting-MTA: dns; demo.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 unknown user
--grenze
Content-Type: text/rfc822-headers

Message-ID: {original}
Subject: ...
--grenze--
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that arrived: to whom, on which day, its text, its links and its attachments."""

    to: str
    day: date
    subject: str
    body: str
    files: tuple[tuple[str, bytes], ...]

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.body)

    @property
    def is_receipt(self) -> bool:
        return "ist angekommen" in self.subject or "meldet an Ihrer Stelle" in self.subject


@dataclass
class Post:
    """What arrived, and where reports about undeliverable mail are put."""

    box: Path
    refusing: Collection[str] = ()
    bouncing: Collection[str] = ()
    letters: list[Letter] = field(default_factory=list)
    refused: list[tuple[str, date]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refusing:
            self.refused.append((address, self.today))
            return "550 5.1.1 unknown user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        letter = email.message_from_bytes(envelope.content, policy=default)
        for address in envelope.rcpt_tos:
            self._take(address, letter)
        return "250 OK"

    def _take(self, address: str, letter: EmailMessage) -> None:
        if address in self.bouncing:
            number = len(list(self.box.iterdir()))
            report = REPORT.format(number=number, to=address, original=letter["Message-ID"])
            (self.box / f"{number}.eml").write_text(report)
            self.refused.append((address, self.today))
            return
        body = letter.get_body(("plain",))
        files = tuple((part.get_filename() or "", part.get_content()) for part in letter.iter_attachments())
        text = body.get_content() if body else ""
        self.letters.append(Letter(address, self.today, str(letter["Subject"]), text, files))

    # The server runs in a thread of its own, in which the played clock does not go.
    today: date = date.min

    def set_day(self) -> None:
        self.today = clock.today()


@contextmanager
def serving(post: Post) -> Iterator[str]:
    """Run the server; gives its address as ``LEITSTAND_MAIL_URL`` takes it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}/"
    finally:
        controller.stop()
