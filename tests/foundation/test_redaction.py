"""No log record holds the token of a personal link."""

import io
import logging
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from gunicorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from leitstand.foundation.links import token_of
from leitstand.foundation.redaction import HidesPersonalLinks, redact
from leitstand.interfaces.cli.serving import DiscreetLog

TOKEN = token_of("runde.haus")


def passed(message: str, *args: Any) -> str:
    record = logging.LogRecord("name", logging.INFO, "file", 1, message, args, None)
    HidesPersonalLinks().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        (f"/melden/{TOKEN}/", "/melden/…/"),
        (f"/melden/{TOKEN}", "/melden/…"),
        (f"https://a.example/melden/{TOKEN}/danke/?x=1", "https://a.example/melden/…/danke/?x=1"),
        (f"/melden//{TOKEN}/", "/melden//…/"),
        (f"?next=%2Fmelden%2F{TOKEN}%2F", "?next=%2Fmelden%2F…"),
        (f"?next=%252fmelden%252f{TOKEN}", "?next=%252fmelden%252f…"),
        (f"/MELDEN/{TOKEN}/", "/MELDEN/…/"),
        ("/arbeitsplatz/massnahmen/tegel/melden/status/", "/arbeitsplatz/massnahmen/tegel/melden/status/"),
    ],
)
def test_token_is_hidden_in_a_path(said: str, hidden: str) -> None:
    assert redact(said) == hidden


@given(st.text(max_size=60), st.text(max_size=60))
def test_token_is_hidden_whatever_stands_around_it(before: str, after: str) -> None:
    assert TOKEN not in redact(f"{before}/melden/{TOKEN}/{after}")


@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


def test_token_is_hidden_in_a_message() -> None:
    assert passed(f"Not Found: /melden/{TOKEN}/") == "Not Found: /melden/…/"


def test_token_is_hidden_in_arguments() -> None:
    assert passed('"%s" %s', f"GET /melden/{TOKEN}/ HTTP/1.1", 200) == '"GET /melden/…/ HTTP/1.1" 200'


def test_token_is_hidden_in_named_arguments() -> None:
    assert passed("%(r)s", {"r": f"GET /melden/{TOKEN}/"}) == "GET /melden/…/"


def test_token_is_hidden_if_arguments_do_not_fit() -> None:
    assert TOKEN not in passed("%d", f"/melden/{TOKEN}/")


def test_token_is_hidden_in_a_traceback() -> None:
    record = logging.LogRecord("name", logging.ERROR, "file", 1, "failed", None, None)
    try:
        raise LookupError(f"/melden/{TOKEN}/")
    except LookupError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    HidesPersonalLinks().filter(record)
    assert TOKEN not in logging.Formatter().format(record)


def test_other_messages_keep_their_arguments() -> None:
    record = logging.LogRecord("name", logging.INFO, "file", 1, "%s", ("ja",), None)
    HidesPersonalLinks().filter(record)
    assert record.args == ("ja",)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the product's own handlers would write to the console."""
    text = io.StringIO()
    for logger in (logging.getLogger(), logging.getLogger("django.server")):
        for handler in logger.handlers:
            if handler.name == "console":
                monkeypatch.setattr(handler, "stream", text)
    return text


@pytest.mark.django_db
def test_request_leaves_no_token_on_the_console(client: Client, console: io.StringIO) -> None:
    client.get(f"/melden/{TOKEN}/gibt-es-nicht/")
    assert ("/melden/…/" in console.getvalue(), TOKEN in console.getvalue()) == (True, False)


def _fails(request: HttpRequest, token: str) -> HttpResponse:
    raise LookupError(request.path)


urlpatterns = [path("melden/<str:token>/", _fails)]


def handler500(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


@pytest.mark.django_db
def test_failing_request_leaves_no_token_on_the_console(client: Client, console: io.StringIO, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.get(f"/melden/{TOKEN}/")
    assert ("LookupError: /melden/…/" in console.getvalue(), TOKEN in console.getvalue()) == (True, False)


def test_development_server_logs_no_token(console: io.StringIO) -> None:
    handler = WSGIRequestHandler.__new__(WSGIRequestHandler)
    handler.request = None  # type: ignore[assignment]  # the connection, which only stands beside the record
    handler.log_message('"%s" %s %s', f"GET /melden/{TOKEN}/ HTTP/1.1", "200", "12")
    assert ("GET /melden/…/" in console.getvalue(), TOKEN in console.getvalue()) == (True, False)


def test_django_gives_its_records_to_no_handler_of_its_own() -> None:
    handlers = [handler for name in ("django", "django.server") for handler in logging.getLogger(name).handlers]
    assert [handler.name for handler in handlers if type(handler).__module__.startswith("logging")] == ["console"]


@pytest.mark.parametrize("log", ["error_log", "access_log"])
def test_server_logs_no_token(log: str) -> None:
    config = Config()
    config.set("accesslog", "-")
    logger = getattr(DiscreetLog(config), log)
    text = io.StringIO()
    for handler in logger.handlers:
        handler.setStream(text)
    logger.error("%(r)s", {"r": f"GET /melden/{TOKEN}/ HTTP/1.1"})
    assert text.getvalue().strip().endswith("GET /melden/…/ HTTP/1.1")
