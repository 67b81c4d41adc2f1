"""The call shape of 2020 that GENESIS installations share: Destatis, Regionaldatenbank, Zensus, Länder.

Every call is a form posted to ``<address>/<section>/<method>``; credentials travel in the headers
``username`` and ``password`` (a token alone as ``username``). Credentials in the form would be ignored
and the call run as guest, so a guest's answer counts as a refusal. An answer is a table (flat CSV, text
or ZIP) or JSON with ``Status``: code and sentence. A table too large for a direct answer is ordered as
a job: ask, wait until it is done, fetch the result under the job's name.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from leitstand.domain.statistics.live.document import (
    Document,
    Patience,
    document_of,
    is_page,
    page_instead,
    unzipped,
)
from leitstand.domain.statistics.live.http import Answer, Client, Request, Unanswered
from leitstand.domain.statistics.live.shelf import Kept

FILTERS = (
    "contents",
    "startyear",
    "endyear",
    "timeslices",
    "regionalvariable",
    "regionalkey",
    *(f"classifying{what}{number}" for number in range(1, 6) for what in ("variable", "key")),
    "stand",
)
NOT_FOUND, TOO_LARGE, ORDERED, NOTHING_FITS = 15, 98, 99, 104
_FINE = frozenset({0, 22})
_GUEST = "GAST"
_JOB_NAME = re.compile(r"([\w*-]+_\d+)\W*$")
_DONE = frozenset({"fertig", "finished", "completed"})
_FAILED = re.compile(r"abgebrochen|fehler|failed|aborted|error", re.IGNORECASE)
_LOGIN = re.compile(r"passwor[dt]|benutzername|username|anmeld|kennung|not authori[sz]ed", re.IGNORECASE)
_NOT_ALLOWED = frozenset({401, 403})
_ONLY_GET = 405


@dataclass(frozen=True, slots=True)
class Account:
    """An account of an installation, or a token in its place."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def is_known(self) -> bool:
        return bool(self.token or (self.user and self.password))

    @property
    def headers(self) -> dict[str, str]:
        return {"username": self.token or self.user, "password": "" if self.token else self.password}

    @property
    def secrets(self) -> tuple[str, ...]:
        return self.password, self.token, self.user


@dataclass(frozen=True, slots=True)
class Status:
    """What an installation says about a call: its code and its sentence."""

    code: int
    content: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a catalogue: the code of a table and what it is about."""

    code: str
    content: str


class Genesis:
    """One installation, asked as one account. Every method raises ``Unanswered``."""

    def __init__(
        self, name: str, address: str, account: Account, client: Client, patience: Patience | None = None
    ) -> None:
        self._name, self._address = name, address.rstrip("/")
        self._account, self._client, self._patience = account, client, patience or Patience()

    def check_login(self) -> None:
        """Return if the installation knows the account."""
        answer = self._call("helloworld/logincheck", {})
        said = self._json(answer)
        status = said.get("Status")
        text = status if isinstance(status, str) else self._status(said).content
        if said.get("Username") == _GUEST or re.search(r"fehler|error|überprüfen|check your", text, re.IGNORECASE):
            raise self._unknown_account()

    def find(self, term: str) -> list[Entry]:
        """Tables whose code or title fits ``term``; empty if none does."""
        return _entries(self._listed("find/find", {"term": term, "category": "tables", "pagelength": "100"}), "Tables")

    def tables(self, selection: str) -> list[Entry]:
        """Tables whose code fits ``selection``, e.g. ``13111-*``; empty if none does."""
        said = self._listed("catalogue/tables", {"selection": selection, "area": "all", "pagelength": "500"})
        return _entries(said, "List")

    def title(self, table: str) -> str:
        """What a table is about, in the office's words; empty if it says nothing."""
        said = self._json(self._call("metadata/table", {"name": table, "area": "all"}))
        self._refuse_bad(self._status(said), table)
        return str((said.get("Object") or {}).get("Content") or "")

    def fetch(self, table: str, filters: Mapping[str, str], kept: Kept | None = None) -> Document:
        """A table as flat CSV, ordered as a job where it is too large for a direct answer."""
        foreign = sorted(set(filters) - set(FILTERS))
        if foreign:
            raise Unanswered(
                f"{self._name} kennt keinen Filter „{foreign[0]}“. Möglich sind: {', '.join(FILTERS)}.", "filter"
            )
        self.check_login()
        asked = {"name": table, "area": "all", "format": "ffcsv", "compress": "false", "transpose": "false", **filters}
        answer = self._call("data/tablefile", {**asked, "job": "false"}, kept)
        if answer.unchanged:
            return document_of(answer, answer.body)
        status = self._status_instead(answer)
        if status is not None and status.code in (TOO_LARGE, ORDERED):
            return self._as_job(table, asked, status)
        if status is not None:
            raise self._refusal(status, table)
        return document_of(answer, self._table(answer))

    def _as_job(self, table: str, asked: Mapping[str, str], status: Status) -> Document:
        if status.code != ORDERED:
            status = self._order(table, asked)
        named = _JOB_NAME.search(status.content)
        if not named:
            raise Unanswered(f"{self._name} hat den Auftrag für {table} angenommen, aber nicht benannt.", "job")
        job = named.group(1)
        for _ in self._patience.turns():
            if self._may_be_done(job, table) and (answer := self._result(job, table)):
                return document_of(answer, self._table(answer))
        raise Unanswered(
            f"{self._name} ist mit dem Auftrag {job} nach {self._patience.said} nicht fertig. "
            "Bitte später erneut versuchen oder einen kleineren Ausschnitt abrufen.",
            "job",
        )

    def _order(self, table: str, asked: Mapping[str, str]) -> Status:
        # Asking twice would leave two jobs in the account.
        ordered = self._call("data/tablefile", {**asked, "job": "true"}, repeatable=False)
        status = self._status_instead(ordered)
        if status is None or status.code != ORDERED:
            raise self._refusal(status or Status(-1, ""), table)
        return status

    def _may_be_done(self, job: str, table: str) -> bool:
        """Whether the list of jobs says so, or no longer has the job: some installations drop finished ones."""
        asked = {"selection": f"*{job}", "searchcriterion": "code", "sortcriterion": "code", "type": "all"}
        said = self._listed("catalogue/jobs", asked)
        states = [str(line.get("State", "")) for line in said.get("List") or [] if line.get("Code") == job]
        if not states:
            return True
        if _FAILED.search(states[0]):
            raise Unanswered(f"{self._name} hat den Auftrag für {table} nicht ausgeführt: {states[0]}.", "job")
        return states[0].strip().lower() in _DONE

    def _result(self, job: str, table: str) -> Answer | None:
        answer = self._call("data/resultfile", {"name": job, "area": "all", "format": "ffcsv", "compress": "false"})
        status = self._status_instead(answer)
        if status is None:
            return answer
        if status.code in (NOTHING_FITS, NOT_FOUND) or answer.status == 404:
            return None
        raise self._refusal(status, table)

    def _table(self, answer: Answer) -> bytes:
        body = unzipped(answer.body, self._name, self._client.limits.size)
        if is_page(body):
            raise page_instead(self._name)
        if b";" not in body.split(b"\n", 1)[0]:
            raise Unanswered(f"{self._name} hat keine Tabelle gesendet. Bitte später erneut versuchen.", "broken")
        return body

    def _call(
        self, method: str, asked: Mapping[str, str], kept: Kept | None = None, *, repeatable: bool = True
    ) -> Answer:
        address, form = f"{self._address}/{method}", {**asked, "language": "de"}
        headers = self._account.headers
        answer = self._client.ask(Request(address, form, headers, repeatable), kept)
        if answer.status == _ONLY_GET:
            answer = self._client.ask(Request(f"{address}?{urlencode(form)}", None, headers, repeatable), kept)
        if answer.status in _NOT_ALLOWED:
            raise self._unknown_account()
        if is_page(answer.body) and not answer.unchanged:
            raise page_instead(self._name)
        return answer

    def _listed(self, method: str, asked: Mapping[str, str]) -> dict[str, Any]:
        said = self._json(self._call(method, asked))
        status = self._status(said)
        if status.code not in _FINE and status.code != NOTHING_FITS:
            raise self._refusal(status, asked.get("selection") or asked.get("term", ""))
        return said

    def _json(self, answer: Answer) -> dict[str, Any]:
        try:
            said = json.loads(answer.body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Unanswered(f"{self._name} antwortet anders als beschrieben (Status {answer.status}).", "broken")
        return said

    def _status_instead(self, answer: Answer) -> Status | None:
        """The status, if the answer is one; a table is none."""
        if answer.body.lstrip()[:1] == b"{":
            return self._status(self._json(answer))
        if answer.status >= 400:
            return Status(
                NOT_FOUND if answer.status == 404 else -1, self._client.quote(answer.body.decode("utf-8", "replace"))
            )
        return None

    def _status(self, said: Mapping[str, Any]) -> Status:
        """From ``Status``, or where a refusal has no such part from the answer itself."""
        part = said.get("Status")
        part = part if isinstance(part, dict) else said
        content = self._client.quote(str(part.get("Content") or ""))
        try:
            return Status(int(part.get("Code", 0)), content)
        except (TypeError, ValueError):
            return Status(-1, content)

    def _refuse_bad(self, status: Status, table: str) -> None:
        if status.code not in _FINE:
            raise self._refusal(status, table)

    def _refusal(self, status: Status, table: str) -> Unanswered:
        if _LOGIN.search(status.content):
            return self._unknown_account()
        said = f" Dort heißt es: „{status.content.rstrip('.')}“." if status.content else ""
        if status.code == NOTHING_FITS:
            reason = f"Bei {self._name} passt nichts zu „{table}“. Bitte Tabelle und Filter prüfen."
            return Unanswered(reason, "missing")
        if status.code == NOT_FOUND:
            reason = f"Die Tabelle {table} gibt es bei {self._name} nicht, oder das Konto darf sie nicht abrufen."
            return Unanswered(reason + said, "missing")
        if status.code == TOO_LARGE:
            reason = f"Die Tabelle {table} ist {self._name} auch als Auftrag zu groß."
            return Unanswered(f"{reason} Bitte den Ausschnitt mit --filter verkleinern.", "large")
        reason = f"{self._name} hat die Tabelle {table} nicht geliefert (Code {status.code})."
        return Unanswered(reason + said, "refused")

    def _unknown_account(self) -> Unanswered:
        return Unanswered(
            f"{self._name} hat die Zugangsdaten nicht angenommen. Bitte sie in den Einstellungen prüfen.", "login"
        )


def _entries(said: Mapping[str, Any], part: str) -> list[Entry]:
    lines = said.get(part) or []
    return [Entry(str(line.get("Code", "")), " ".join(str(line.get("Content", "")).split())) for line in lines]
