"""The services this instance may ask, by name, and one way to ask them: ``fetch``.

A service is asked only by ``fetch``, so nothing leaves this computer unless somebody wants it to, and one
that needs an account only if the options name it. A failure is not an exception but an outcome: it
carries the reason and the last good state, labelled as such.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from leitstand.domain.statistics.live import eurostat
from leitstand.domain.statistics.live.document import Document, Patience
from leitstand.domain.statistics.live.eurostat import Eurostat, Sdmx
from leitstand.domain.statistics.live.genesis import Account, Genesis
from leitstand.domain.statistics.live.http import Client, Limits, Unanswered
from leitstand.domain.statistics.live.shelf import Kept, Shelf
from leitstand.foundation import clock
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.wording import say_moment

FOLDER = "fetched"
# Not an address of its own, and no way out of the service's part of the address.
_TABLE = re.compile(r"[A-Za-z0-9][\w$.@-]{1,79}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Service:
    """A named service: the title to say, the options that configure it, and the names of its formats."""

    name: str
    title: str
    options: str
    needs_account: bool
    formats: tuple[str, ...]

    @property
    def address(self) -> str:
        return str(settings.OPTIONS[f"{self.options}_URL"])

    @property
    def account(self) -> Account:
        own = [settings.OPTIONS.get(f"{self.options}_{part}", "").strip() for part in ("USER", "PASSWORD", "TOKEN")]
        return Account(*own)

    @property
    def is_configured(self) -> bool:
        return bool(self.address) and (self.account.is_known or not self.needs_account)


SERVICES = {
    service.name: service
    for service in (
        Service("genesis", "GENESIS-Online", "GENESIS", True, ("ffcsv",)),
        Service("regionalstatistik", "Die Regionaldatenbank", "REGIONALSTATISTIK", True, ("ffcsv",)),
        Service("eurostat", "Eurostat", "EUROSTAT", False, tuple(eurostat.FORMATS)),
    )
}


class Outcome(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking brought. ``content`` is the newest known state: if asking failed, the one of ``last_success``.

    ``updated`` is the office's own word for when it last changed the table, empty if it gave none.
    """

    outcome: Outcome
    content: bytes | None = field(repr=False)
    fetched_at: datetime
    last_success: datetime | None
    updated: str = ""
    reason: str = ""

    @property
    def label(self) -> str:
        """A German sentence on how fresh the content is; for a failure with its reason."""
        last = say_moment(timezone.localtime(self.last_success)) if self.last_success else ""
        if self.outcome == Outcome.FAILED:
            rest = (
                f"Verwendet wird der letzte Stand, abgerufen am {last}."
                if last
                else "Einen früheren Stand gibt es nicht."
            )
            return f"{self.reason} {rest}"
        said = f"; laut Amt zuletzt geändert: {self.updated}" if self.updated else ""
        return f"{'Neu' if self.outcome == Outcome.NEW else 'Unverändert'}, abgerufen am {last}{said}."


def fetch(
    source: str, table: str, filters: Mapping[str, str] | None = None, *, kind: str = "",
    limits: Limits | None = None, patience: Patience | None = None, sdmx: Sdmx = "2.1",
) -> Fetched:  # fmt: skip
    """Ask a service for a table; the answer is kept for the day it does not answer.

    ``kind`` is one of the service's formats (default: its first). Raises ``NotFound`` for an unknown
    service and ``RuleBroken`` for one without address or account, or for a bad table or format.
    """
    service = _ready(source)
    kind = kind or service.formats[0]
    if kind not in service.formats:
        raise RuleBroken(f"{service.title} liefert kein „{kind}“. Möglich: {', '.join(service.formats)}.", "format")
    require_table(table)
    ask = _asking(service, limits, patience, sdmx)
    question = json.dumps([source, service.address, table, sorted((filters or {}).items()), kind, sdmx])
    shelf = Shelf(Path(settings.DATA_DIR) / FOLDER)
    kept, now = shelf.get(question), clock.now()
    try:
        document = ask(table, filters or {}, kept, kind)
    except Unanswered as error:
        last = kept.fetched_at if kept else None
        return Fetched(Outcome.FAILED, kept.body if kept else None, now, last, kept.updated if kept else "", str(error))
    shelf.put(question, Kept(document.body, now, document.etag, document.last_modified, document.updated))
    same = document.unchanged or (kept is not None and kept.body == document.body)
    return Fetched(Outcome.UNCHANGED if same else Outcome.NEW, document.body, now, now, document.updated)


def require_table(table: str) -> None:
    """Raise ``RuleBroken`` for what cannot be the name of a table."""
    if not _TABLE.fullmatch(table):
        raise RuleBroken(f"„{table}“ ist kein Name einer Tabelle, z. B. 13111-07-05-4 oder nama_10r_3gva.", "table")


def _ready(source: str) -> Service:
    service = SERVICES.get(source)
    if service is None:
        raise NotFound(f"Den Dienst „{source}“ gibt es nicht. Möglich: {', '.join(SERVICES)}.")
    prefix = f"LEITSTAND_{service.options}"
    if not service.address:
        raise RuleBroken(f"{service.title} ist abgeschaltet: {prefix}_URL ist leer.", "off")
    if not service.is_configured:
        raise RuleBroken(
            f"{service.title} braucht ein kostenloses Konto. Bitte {prefix}_USER und {prefix}_PASSWORD "
            f"oder {prefix}_TOKEN setzen.",
            "account",
        )
    return service


def _asking(
    service: Service, limits: Limits | None, patience: Patience | None, sdmx: Sdmx
) -> Callable[[str, Mapping[str, str], Kept | None, str], Document]:
    if not service.needs_account:
        return Eurostat(service.address, Client(limits), patience, sdmx).fetch
    account = service.account
    installation = Genesis(service.title, service.address, account, Client(limits, account.secrets), patience)
    return lambda table, filters, kept, _kind: installation.fetch(table, filters, kept)
