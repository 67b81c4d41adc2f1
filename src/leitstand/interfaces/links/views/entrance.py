"""The page behind a personal link. It does nothing by itself; its button trades the token for a cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from leitstand.domain.reporting import round_texts
from leitstand.domain.reporting.access import is_good
from leitstand.domain.reporting.models import RequestLink
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.queries.rounds.form import form_of
from leitstand.domain.reporting.queries.rounds.holding import link_behind
from leitstand.foundation import clock
from leitstand.foundation.attempts import counting
from leitstand.interfaces.links import refusing
from leitstand.interfaces.links.holding import discreet, give_cookie, holder_of

WHAT = "personal link"


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks, until when, for what; on POST the way in."""
    now, address = clock.now(), request.META.get("REMOTE_ADDR", "")
    wait = counting.wait(WHAT, address, now)
    if wait is not None:
        return refusing.too_often(request, wait)
    link = link_behind(token)
    if link is None:
        counting.failed(WHAT, address, now)
        return refusing.unknown(request)
    if not is_good(link, now):
        return refusing.gone(request, link)
    return _enter(link) if request.method == "POST" else _welcome(request, link)


def _enter(link: RequestLink) -> HttpResponse:
    answering.enter(link, actor=holder_of(link).actor)
    response = HttpResponseRedirect(reverse("links:form"))
    give_cookie(response, link)
    return response


def _welcome(request: HttpRequest, link: RequestLink) -> HttpResponse:
    form = form_of(link.request, clock.now())
    shown = {
        "link": link,
        "form": form,
        "round": form.request.round,
        "waiting": form.missing or form.open_blocks,
        "minutes": round_texts.minutes(len(form.missing or form.open_blocks)),
        "instead_of": form.request.person if form.request.person_id != link.person_id else None,
        "office_email": settings.OPTIONS["OFFICE_EMAIL"],
    }
    return render(request, "links/landing.html", shown)
