"""Middleware that all doors share."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render

from leitstand.foundation.errors import NotAllowed, NotFound, RuleBroken
from leitstand.foundation.instance.kind import is_demonstration

Respond = Callable[[HttpRequest], HttpResponse]


class DemonstrationStaysHome:
    """A demonstration has published passwords: it answers other computers only if told to."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.OPTIONS["DEMO_PUBLIC"] and not _from_here(request) and is_demonstration():
            return HttpResponseForbidden(
                "Dies ist eine Demonstration mit bekannten Passwörtern. Sie antwortet nur diesem Rechner. "
                "Soll sie für andere erreichbar sein: LEITSTAND_DEMO_PUBLIC=yes.",
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


def _from_here(request: HttpRequest) -> bool:
    """True if the request comes straight from this computer, not through a proxy for another."""
    try:
        local = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        local = False
    return local and "HTTP_X_FORWARDED_FOR" not in request.META and "HTTP_FORWARDED" not in request.META


class AddressBehindProxy:
    """Says who asks. Behind the proxy that speaks HTTPS every request comes from the same computer: without this,
    all callers would share one count of attempts, and one who guesses links would lock out everybody.

    The proxy's own is the last address in its header; what stands before it, callers may have made up.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if said and settings.OPTIONS["SECURE"] and _is_near(request.META.get("REMOTE_ADDR", "")):
            with suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ip_address(said))
        return self.get_response(request)


def _is_near(address: str) -> bool:
    """Whether this is a computer of the own network, as the proxy is."""
    try:
        return ip_address(address).is_private
    except ValueError:
        return False


class DomainErrors:
    """Turns the domain's errors into pages with their sentence: 403, 404 or 400."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        for kind, status in ((NotAllowed, 403), (NotFound, 404), (RuleBroken, 400)):
            if isinstance(error, kind):
                return render(request, f"{status}.html", {"reason": str(error)}, status=status)
        return None
