"""What connectors hand over and how they wait: a table as the office sent it, and patience for its jobs."""

import io
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leitstand.domain.statistics.live.http import Answer, Unanswered

_PIECE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Document:
    """A table as the office sends it, unpacked. ``unchanged``: the office says it is what we had."""

    body: bytes = field(repr=False)
    etag: str = ""
    last_modified: str = ""
    updated: str = ""
    unchanged: bool = False


def document_of(answer: Answer, body: bytes, updated: str = "") -> Document:
    validators = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    return Document(body, *validators, updated, answer.unchanged)


@dataclass(frozen=True, slots=True)
class Patience:
    """How to wait for a job: seconds of the first pause, growing to the longest, and in all at most ``limit``."""

    first: float = 2
    growth: float = 1.6
    longest: float = 30
    limit: float = 900

    @property
    def said(self) -> str:
        return f"{self.limit / 60:.0f} Minuten" if self.limit >= 120 else f"{self.limit:g} Sekunden"

    def turns(self) -> Iterator[None]:
        """One turn after each pause, until the limit is reached."""
        ends, pause = time.monotonic() + self.limit, self.first
        while time.monotonic() + pause <= ends:
            time.sleep(pause)
            yield
            pause = min(self.longest, pause * self.growth)


def is_page(body: bytes) -> bool:
    """Whether this is markup; no table format asked for here begins with an angle bracket."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def page_instead(name: str) -> Unanswered:
    return Unanswered(
        f"{name} hat eine Webseite statt einer Tabelle gesendet, meist ist es eine Wartungs- oder Anmeldeseite. "
        "Bitte später erneut versuchen.",
        "page",
    )


def unzipped(body: bytes, name: str, limit: int) -> bytes:
    """The one table of a ZIP archive, or ``body`` itself if it is none. Raises ``Unanswered``."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            tables = [part for part in archive.infolist() if not part.is_dir()]
            if len(tables) != 1:
                raise Unanswered(
                    f"{name} hat ein Archiv mit {len(tables)} Dateien gesendet, erwartet ist eine.", "broken"
                )
            with archive.open(tables[0]) as packed:
                return _within(packed, name, limit)
    except _DAMAGE:
        raise Unanswered(
            f"{name} hat ein beschädigtes Archiv gesendet. Bitte später erneut versuchen.", "cut"
        ) from None


def _within(packed: Any, name: str, limit: int) -> bytes:
    out = io.BytesIO()
    while piece := packed.read(_PIECE):
        if out.tell() + len(piece) > limit:
            raise Unanswered(
                f"Die Tabelle von {name} ist ausgepackt größer als {limit / 1_000_000:g} MB. "
                "Bitte weniger Jahre oder Regionen auf einmal abrufen.",
                "large",
            )
        out.write(piece)
    return out.getvalue()
