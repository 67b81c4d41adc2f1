"""Pages that say no: no such link, no longer good, too many attempts. None of them repeats the address."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leitstand.domain.reporting.models import RequestLink, Round


def unknown(request: HttpRequest) -> HttpResponse:
    """There is no such link; whether there ever was a similar one is nobody's business."""
    return _page(request, "unknown", 404)


def without_link(request: HttpRequest) -> HttpResponse:
    """Someone comes without having opened a link, or the cookie has ended."""
    return _page(request, "no_link", 404)


def gone(request: HttpRequest, link: RequestLink) -> HttpResponse:
    """A genuine link that opens nothing any more."""
    why = "revoked" if link.revoked_at is not None else "closed"
    return _page(request, why, 410, link.request.round)


def too_often(request: HttpRequest, wait: timedelta) -> HttpResponse:
    response = _page(request, "too_often", 429)
    response["Retry-After"] = str(max(1, ceil(wait.total_seconds())))
    return response


def _page(request: HttpRequest, why: str, status: int, this_round: Round | None = None) -> HttpResponse:
    shown = {"why": why, "round": this_round, "office_email": settings.OPTIONS["OFFICE_EMAIL"], "is_error": True}
    return render(request, "links/refused.html", shown, status=status)
