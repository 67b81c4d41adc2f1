"""Mails that came back: delivery reports (RFC 3464) lead to the mail they are about.

A server that could not deliver a mail says so in a mail of type ``multipart/report``. Its part
``message/delivery-status`` holds for each recipient ``Action``, ``Status`` and ``Diagnostic-Code``; the
original, or its headers, is attached. Older Exim servers write plain text with ``X-Failed-Recipients``.
The original's Message-ID, which only we can have made, is how we know our own mail.

``failed`` makes the mail *bounced*; ``delayed``, ``delivered``, ``relayed`` and ``expanded`` change
nothing. Every mail of the box counts once: its mark (made from its own Message-ID, or its bytes) is kept.
Anyone can write to the box, so nothing in it may stop the reading.
"""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message as Letter
from pathlib import Path

from django.db import transaction

from leitstand.foundation.mail.boxes import RawMail, mails_in
from leitstand.foundation.mail.models import DeliveryReport, Message
from leitstand.foundation.redaction import redact

_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,198}>")
_QUOTED_ID = re.compile(rf"^Message-ID:\s*({_ID.pattern})", re.IGNORECASE | re.MULTILINE)
MOST_IDS = 50


@dataclass(frozen=True)
class Reading:
    """How many mails of the box were new: ``bounced`` (our mails given up), ``unchanged`` (a report about one
    of ours that changes nothing), ``skipped`` (foreign, broken or too large)."""

    bounced: int = 0
    unchanged: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Report:
    """What a delivery report says: candidates for the original's Message-ID, and the reason if it failed."""

    originals: tuple[str, ...]
    failed: bool
    reason: str


def read_box(box: str, now: datetime) -> Reading:
    """Read every new mail of the box and mark what bounced. Raises ``OSError`` if the box cannot be read."""
    if not box:
        return Reading()
    counts = {"bounced": 0, "unchanged": 0, "skipped": 0}
    known = set(DeliveryReport.objects.values_list("mark", flat=True))
    for raw in mails_in(Path(box).expanduser()):
        report, mark = (None, _digest(raw)) if raw.is_too_large else _understood(raw)
        if mark not in known:
            known.add(mark)
            outcome = _count(report, mark, now)
            counts[outcome] += 1
    return Reading(**counts)


def _count(report: Report | None, mark: str, now: datetime) -> str:
    """Remember a mail of the box and mark ours if it failed; returns the field of ``Reading`` it belongs to."""
    with transaction.atomic():
        ours = _ours(report) if report else None
        DeliveryReport.objects.get_or_create(mark=mark, defaults={"message": ours, "read_at": now})
        if report is None or ours is None:
            return "skipped"
        may_bounce = ours.state in (Message.State.SENT, Message.State.WAITING)
        if not report.failed or not may_bounce:
            return "unchanged"
        ours.state, ours.last_answer = Message.State.BOUNCED, redact(report.reason)[:500]
        ours.save(update_fields=["state", "last_answer"])
        return "bounced"


def _ours(report: Report) -> Message | None:
    """The mail a report is about: the first candidate that we sent."""
    found = {one.message_id: one for one in Message.objects.filter(message_id__in=report.originals)}
    return next((found[ident] for ident in report.originals if ident in found), None)


def _understood(raw: RawMail) -> tuple[Report | None, str]:
    """The report in a mail, None if it is none, and the mark by which the mail is known again."""
    mark = _digest(raw)
    # The standard parser raises whatever it likes on broken mails, and anyone may send us one.
    try:
        letter = email.message_from_bytes(raw.content)
        own = _ID.search(_text(letter, "Message-ID"))
        mark = hashlib.sha256(own[0].encode()).hexdigest() if own else mark
        return report_in(letter), mark
    except Exception:
        return None, mark


def _digest(raw: RawMail) -> str:
    return hashlib.sha256(b"%d " % raw.size + raw.content).hexdigest()


def report_in(letter: Letter) -> Report | None:
    """What a mail says about a delivery; None if it is no delivery report."""
    recipients = [block for part in letter.walk() for block in _recipients(part)]
    if recipients:
        failed = next((block for block in recipients if _failed(block)), None)
        reason = _reason(failed, _text(failed, "Final-Recipient")) if failed is not None else ""
        return Report(_originals(letter), failed is not None, reason)
    if letter["X-Failed-Recipients"]:
        return Report(_originals(letter), True, _first_sentence(letter))
    return None


def _recipients(part: Letter) -> Iterator[Letter]:
    """The blocks about one recipient each in a part ``message/delivery-status``; the first block is about the mail."""
    blocks = part.get_payload()
    if part.get_content_type() == "message/delivery-status" and isinstance(blocks, list):
        yield from (block for block in blocks if isinstance(block, Letter) and (block["Action"] or block["Status"]))


def _failed(block: Letter) -> bool:
    action = _text(block, "Action").split(";")[0].split(" ")[0].lower()
    return action == "failed" or (not action and _text(block, "Status").startswith("5"))


def _reason(block: Letter, recipient: str) -> str:
    """Status and diagnostic text, else status and recipient: ``5.1.1 550 no such person``."""
    status = _text(block, "Status").split(" ")[0]
    said = _text(block, "Diagnostic-Code").partition(";")[2].strip() or _text(block, "Diagnostic-Code")
    said = said or recipient.partition(";")[2].strip()
    return said if status in said else f"{status} {said}".strip()


def _originals(letter: Letter) -> tuple[str, ...]:
    """Candidates for the Message-ID of the mail the report is about, the most certain first."""
    found = [ident for part in letter.walk() if part is not letter for ident in _attached(part)]
    found += _ID.findall(_text(letter, "In-Reply-To")) + _ID.findall(_text(letter, "References"))
    if not letter.is_multipart():
        found += _QUOTED_ID.findall(_body(letter))
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def _attached(part: Letter) -> list[str]:
    """The Message-ID of an attached original (a part of its own to ``walk``) or of its attached headers."""
    if part.get_content_type() == "text/rfc822-headers":
        return _QUOTED_ID.findall(_unfolded(_body(part)))
    return _ID.findall(_text(part, "Message-ID"))


def _unfolded(headers: str) -> str:
    return re.sub(r"\r?\n[ \t]+", " ", headers)


def _first_sentence(letter: Letter) -> str:
    """The first lines of a plain text that give an SMTP answer, else the recipients that failed."""
    answer = re.search(r"\b[45]\d\d[ -][^\r\n]+", _body(letter))
    return _plain(answer[0]) if answer else _text(letter, "X-Failed-Recipients")


def _body(part: Letter) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _text(part: Letter, name: str) -> str:
    """A header on one line, free of what no database would take."""
    return _plain(str(part.get(name, "")))


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
