"""A statistical office on this computer: a real server that answers as it is told, faults included."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came in; ``form`` holds what was posted or, for GET, what the address asks."""

    method: str
    path: str
    query: str
    form: dict[str, str]
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    office: "Office"

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def _serve(self, posted: str) -> None:
        parts = urlsplit(self.path)
        form = dict(parse_qsl(posted or parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.office.asked.append(Asked(self.command, parts.path, parts.query, form, headers))
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):
            self.office.reply_to(parts.path)(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass


Reply = Callable[[Handler], None]


def says(body: bytes | str, status: int = 200, kind: str = "text/csv", **headers: str) -> Reply:
    content = body.encode() if isinstance(body, str) else body

    def reply(to: Handler) -> None:
        to.send_response(status)
        to.send_header("Content-Type", kind)
        to.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(content)

    return reply


def says_json(value: Any, status: int = 200) -> Reply:
    return says(json.dumps(value), status, "application/json")


def status(code: int, content: str = "", http: int = 200) -> Reply:
    """What a GENESIS installation says instead of a table."""
    return says_json({"Ident": {}, "Status": {"Code": code, "Content": content, "Type": "Fehler"}}, http)


def not_modified(to: Handler) -> None:
    to.send_response(304)
    to.end_headers()


def moved(to_where: str, code: int = 302) -> Reply:
    return says(b"", code, Location=to_where)


def cut(to: Handler) -> None:
    """Announce more than is sent, and hang up."""
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"half a tab")
    to.wfile.flush()
    to.connection.shutdown(socket.SHUT_RDWR)


def drips(seconds: float) -> Reply:
    """A byte at a time, for as long as anybody listens."""

    def reply(to: Handler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", "1000000")
        to.end_headers()
        while to.office.is_open:
            to.wfile.write(b"x")
            to.wfile.flush()
            time.sleep(seconds)

    return reply


def drips_headers(seconds: float) -> Reply:
    def reply(to: Handler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while to.office.is_open:
            to.wfile.write(b"X-More: x\r\n")
            to.wfile.flush()
            time.sleep(seconds)

    return reply


def silent(to: Handler) -> None:
    """Answers after a long while."""
    to.office.closed.wait(600)


def bomb(megabytes: int) -> Reply:
    """A small packet that unpacks to many megabytes."""
    return says(gzip.compress(bytes(megabytes << 20)), Content_Encoding="gzip")


@dataclass
class Office:
    """Answers each path with the replies given for it, one after the other; the last one stays."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)
    _replies: dict[str, list[Reply]] = field(default_factory=dict)

    def on(self, path: str, *replies: Reply) -> None:
        self._replies[path] = list(replies)

    def reply_to(self, path: str) -> Reply:
        known = self._replies.get(path, [says("<html>unknown</html>", 404, "text/html")])
        return known.pop(0) if len(known) > 1 else known[0]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    @property
    def is_open(self) -> bool:
        return not self.closed.is_set()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def opened() -> Iterator[Office]:
    office = Office()
    server = Server(("127.0.0.1", 0), type("Own", (Handler,), {"office": office}))
    office.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        office.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
