"""One careful client for services of other offices: every wait, size and repetition has an end.

A service may be down, slow for minutes, send a byte a second, break off, send a page instead of a
table, or a small packet that unpacks to gigabytes. Each ends in one ``Unanswered`` with a German
sentence. Credentials travel in headers only, never in addresses, and are cut out of what is quoted.
"""

import asyncio
import ipaddress
import random
import re
import zlib
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from leitstand import __version__
from leitstand.domain.statistics.live.shelf import Kept
from leitstand.foundation.errors import LeitstandError

PRODUCT = f"Leitstand/{__version__}"
UNCHANGED = 304
_MOVED = frozenset({301, 302, 303, 307, 308})
_REFUSED_UNREAD = frozenset({429, 503})
_BUSY = _REFUSED_UNREAD | {500, 502, 504}
_REDIRECTS = 3
_QUOTED = 200
_PIECE = 1 << 20


class Unanswered(LeitstandError):
    """A service gave no usable answer; the message says which one, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where patience ends: seconds, bytes after unpacking, and how often to try again.

    ``whole`` is for one question with all its repetitions.
    """

    connect: float = 10
    read: float = 30
    whole: float = 120
    size: int = 200_000_000
    retries: int = 4
    pause: float = 1
    longest_pause: float = 20


@dataclass(frozen=True, slots=True)
class Request:
    """A question: posted if it has a form. ``repeatable``: asking twice does no more than asking once."""

    address: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unpacked; with status 304 ``body`` is what was kept."""

    status: int
    body: bytes = field(repr=False)
    headers: httpx.Headers = field(repr=False)

    @property
    def unchanged(self) -> bool:
        return self.status == UNCHANGED


class Client:
    """Asks one question at a time. ``secrets`` never appear in a sentence of this client."""

    def __init__(self, limits: Limits | None = None, secrets: tuple[str, ...] = ()) -> None:
        self.limits = limits or Limits()
        self._secrets = tuple(secret for secret in secrets if secret)

    def ask(self, request: Request, kept: Kept | None = None) -> Answer:
        """The service's answer, whatever its status except busy or moved. Raises ``Unanswered``.

        With ``kept`` the service may say that nothing changed since then.
        """
        host = _permitted(request.address)
        try:
            return _run(self._within_time(request, kept))
        except TimeoutError:
            raise Unanswered(
                f"Der Dienst {host} war nach {self.limits.whole:g} Sekunden nicht fertig; der Abruf wurde abgebrochen. "
                "Bitte später erneut versuchen oder einen kleineren Ausschnitt abrufen.",
                "slow",
            ) from None
        except httpx.TimeoutException:
            raise Unanswered(
                f"Der Dienst {host} hat {self.limits.read:g} Sekunden lang nichts gesendet. "
                "Bitte später erneut versuchen.",
                "slow",
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unanswered(f"Der Abruf bei {host} ist gescheitert: {self.quote(str(error))}", "broken") from None

    def quote(self, text: str) -> str:
        """What a service said, fit for a sentence of ours: short, one line, no markup, no secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        plain = " ".join(re.sub(r"<[^>]*>", " ", text).split())
        return plain if len(plain) <= _QUOTED else plain[:_QUOTED] + " …"

    async def _within_time(self, request: Request, kept: Kept | None) -> Answer:
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        # A proxy of the environment is for the world outside, not for this computer.
        outside = not _is_loopback(urlsplit(request.address).hostname or "")
        async with asyncio.timeout(self.limits.whole), httpx.AsyncClient(timeout=timeout, trust_env=outside) as line:
            return await self._persistent(line, request, kept)

    async def _persistent(self, line: httpx.AsyncClient, request: Request, kept: Kept | None) -> Answer:
        host = urlsplit(request.address).hostname
        ends = asyncio.get_running_loop().time() + self.limits.whole
        for turn in range(self.limits.retries + 1):
            wait = self._backoff(turn)
            try:
                answer = await self._led(line, request, kept)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                trouble = Unanswered(
                    f"Der Dienst {host} ist nicht zu erreichen. Bitte später erneut versuchen.", "down"
                )
            except (httpx.NetworkError, httpx.RemoteProtocolError):
                trouble = Unanswered(
                    f"Der Dienst {host} hat die Verbindung mitten in der Antwort abgebrochen. "
                    "Bitte später erneut versuchen.",
                    "cut",
                )
                if not request.repeatable:
                    raise trouble from None
            else:
                if answer.status not in (_BUSY if request.repeatable else _REFUSED_UNREAD):
                    return answer
                trouble = self._busy(host or "", answer)
                wait = max(wait, _retry_after(answer))
            if turn == self.limits.retries or wait > ends - asyncio.get_running_loop().time():
                break
            await asyncio.sleep(wait)
        raise trouble

    def _backoff(self, turn: int) -> float:
        longest = min(self.limits.longest_pause, self.limits.pause * 2.0**turn)
        return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads calls, guards nothing

    def _busy(self, host: str, answer: Answer) -> Unanswered:
        if answer.status != 429:
            reason = f"Der Dienst {host} meldet eine Störung (Status {answer.status})."
            return Unanswered(f"{reason} Bitte später erneut versuchen.", "down")
        wait = _retry_after(answer)
        when = f"in {wait:.0f} Sekunden" if 0 < wait < 120 else f"in {wait / 60:.0f} Minuten" if wait else "später"
        return Unanswered(
            f"Der Dienst {host} nimmt gerade keine weiteren Abrufe an. Bitte {when} erneut versuchen.", "busy"
        )

    async def _led(self, line: httpx.AsyncClient, request: Request, kept: Kept | None) -> Answer:
        """The answer after redirections on the same host."""
        for _ in range(_REDIRECTS + 1):
            answer = await self._once(line, request, kept)
            if answer.status not in _MOVED:
                return answer
            request = _moved(request, answer)
        raise Unanswered(f"Der Dienst {urlsplit(request.address).hostname} leitet im Kreis weiter.", "redirect")

    async def _once(self, line: httpx.AsyncClient, request: Request, kept: Kept | None) -> Answer:
        sent = {"User-Agent": PRODUCT, "Accept-Encoding": "gzip", **request.headers}
        if kept and kept.etag:
            sent["If-None-Match"] = kept.etag
        if kept and kept.last_modified:
            sent["If-Modified-Since"] = kept.last_modified
        method = "GET" if request.form is None else "POST"
        # Passwords may hold umlauts; headers are bytes.
        headers = [(name.encode(), value.encode()) for name, value in sent.items()]
        async with line.stream(method, request.address, headers=headers, data=request.form) as response:
            body = await self._body(response)
        if response.status_code == UNCHANGED:
            if kept is None:
                raise Unanswered(f"Der Dienst {response.url.host} sagt „unverändert“, ohne gefragt zu sein.", "broken")
            body = kept.body
        return Answer(response.status_code, body, response.headers)

    async def _body(self, response: httpx.Response) -> bytes:
        host = response.url.host
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > self.limits.size:
            raise _too_large(host, self.limits.size)
        unpacking = _Unpacking(response.headers.get("Content-Encoding", ""), host, self.limits.size)
        async for piece in response.aiter_raw():
            unpacking.take(piece)
        return unpacking.finished()


class _Unpacking:
    """Unpacks what arrives and stops at ``limit``, however small the packet. Only one layer is unpacked."""

    def __init__(self, encoding: str, host: str, limit: int) -> None:
        self._packed = encoding.strip().lower() in ("gzip", "x-gzip")
        if not self._packed and encoding.strip().lower() not in ("", "identity"):
            raise Unanswered(f"Der Dienst {host} antwortet in einer unbekannten Packung.", "broken")
        self._host, self._limit, self._size = host, limit, 0
        self._out = BytesIO()
        self._inflater = zlib.decompressobj(31)
        self._incomplete = False

    def take(self, piece: bytes) -> None:
        if not self._packed:
            self._keep(piece)
            return
        try:
            while piece:
                piece = self._inflated(piece)
        except zlib.error:
            raise self._damaged() from None

    def _inflated(self, piece: bytes) -> bytes:
        """Unpack into the output; return what lies behind the end of a packed member."""
        self._incomplete = True
        while not self._inflater.eof:
            plain = self._inflater.decompress(piece, _PIECE)
            piece = self._inflater.unconsumed_tail
            self._keep(plain)
            if not piece and len(plain) < _PIECE:
                break
        if not self._inflater.eof:
            return b""
        rest, self._inflater = self._inflater.unused_data, zlib.decompressobj(31)
        self._incomplete = False
        return rest

    def _keep(self, plain: bytes) -> None:
        self._size += len(plain)
        if self._size > self._limit:
            raise _too_large(self._host, self._limit)
        self._out.write(plain)

    def finished(self) -> bytes:
        if self._incomplete:
            raise self._damaged()
        return self._out.getvalue()

    def _damaged(self) -> Unanswered:
        return Unanswered(f"Die Antwort von {self._host} ist beschädigt. Bitte später erneut versuchen.", "cut")


def _too_large(host: str, limit: int) -> Unanswered:
    return Unanswered(
        f"Die Antwort von {host} ist (ausgepackt) größer als {limit / 1_000_000:g} MB. "
        "Bitte weniger Jahre oder Regionen auf einmal abrufen.",
        "large",
    )


def _run(question: Coroutine[Any, Any, Answer]) -> Answer:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(question)
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, question).result()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _permitted(address: str) -> str:
    """The host of an address that may be asked. Raises ``Unanswered``."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise Unanswered("Die Adresse des Dienstes ist keine. Bitte die Einstellung prüfen.", "address")
    if parts.username is not None:
        raise Unanswered(
            f"In der Adresse von {host} stehen Zugangsdaten. Bitte sie in die eigenen Einstellungen schreiben.",
            "address",
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise Unanswered(f"Die Adresse von {host} beginnt nicht mit https://; so wird sie nicht abgerufen.", "address")
    return host


def _moved(request: Request, answer: Answer) -> Request:
    goal = urljoin(request.address, answer.headers.get("Location", ""))
    before, after = httpx.URL(request.address), httpx.URL(goal)
    if (before.scheme, before.host, before.port) != (after.scheme, after.host, after.port):
        raise Unanswered(
            f"Der Dienst {before.host} leitet zu einem anderen Rechner weiter ({after.host}); dem wird nicht gefolgt. "
            "Bitte die Adresse in den Einstellungen prüfen.",
            "redirect",
        )
    return replace(request, address=goal, form=request.form if answer.status in (307, 308) else None)


def _retry_after(answer: Answer) -> float:
    """Seconds a service asks us to wait, as it says it: a number or a moment; 0 if it says nothing."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return 0
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
