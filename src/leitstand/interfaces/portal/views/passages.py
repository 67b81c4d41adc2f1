"""Passages of other people's papers: found by a question, and each under an address that stays.

The search is no kept page: what it finds changes while texts are being indexed, without any write to the history.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.papers.models import Fulltext
from leitstand.domain.papers.queries.citing import cited_passage, passage_picture
from leitstand.domain.papers.queries.search import Hit
from leitstand.domain.reporting.demand_words import passage_citation
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC
from leitstand.foundation.attempts import counting
from leitstand.interfaces.look import searching
from leitstand.interfaces.look.asof import as_of
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import page, show

SEARCHES, PICTURES = 120, 200
"""Of one address within ten minutes: far more than a person asks, far less than a copy of everything takes."""
PICTURE_KEPT = 24 * 60 * 60
LARGEST_KEPT = 1_000_000
"""Bytes of a picture that is kept in memory: pages of text are smaller, photographs are not."""


def search_papers(request: HttpRequest) -> HttpResponse:
    """What do others say to a question?"""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    # Whoever is signed in sees the public's page, as everywhere in the portal.
    request.user = AnonymousUser()
    question, number = searching.asked(request.GET), searching.number_asked(request.GET)
    if question and _too_often(request, "paper search", SEARCHES):
        return _refused(request)
    choices = searching.choices(request.GET, PUBLIC)
    filters = searching.filters_of(choices)
    found = searching.answers(question, number, filters, PUBLIC) if question else None
    return show(
        request,
        situation(as_of(request), actor=PUBLIC),
        "papers_search",
        question=question,
        choices=choices,
        filtered=any(one.chosen for one in choices),
        found=found,
        hits=searching.shown(found, question, _address) if found else [],
        more=min(number + searching.MORE, searching.MOST) if found and len(found.hits) == number else 0,
        search_url=reverse("portal:papers_search"),
        texts_here=Fulltext.objects.filter(removed_on=None).exists(),
    )


def _address(hit: Hit) -> str:
    return reverse("portal:passage", args=[hit.passage_id])


def _too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Whether this address asks more than a person does; counts this time as well."""
    address, now = request.META.get("REMOTE_ADDR", ""), clock.now()
    if counting.wait(what, address, now, most) is not None:
        return True
    counting.failed(what, address, now)
    return False


def _refused(request: HttpRequest) -> HttpResponse:
    reason = _("Von Ihrem Anschluss kamen in den letzten Minuten sehr viele Anfragen. Bitte warten Sie zehn Minuten.")
    return render(request, "400.html", {"reason": reason}, status=429)


@page
def passage(request: HttpRequest, now: Situation, ident: int) -> HttpResponse:
    """What does it say there, word for word, and what became of it?"""
    found = cited_passage(ident, actor=PUBLIC)
    permanent = settings.BASE_URL + reverse("portal:passage", args=[ident])
    paper = next((one for one in now.papers if one.key == found.paper_key), None)
    demands = [one for one in paper.demands if one.place and one.place.passage_id == ident] if paper else []
    return show(
        request,
        now,
        "passage",
        passage=found,
        paper=paper,
        edition=now.plan.editions.get(found.edition_key),
        demands=demands,
        origins=[one for one in now.origins if one.place and one.place.passage_id == ident],
        cite={"text": passage_citation(found, language(), permanent), "url": permanent},
    )


def picture(request: HttpRequest, ident: int) -> HttpResponse:
    """The page of a passage with the passage marked. It never changes."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    name = f"passage-picture:{ident}:{cited_passage(ident, actor=PUBLIC).sha256}"
    made = caches["pictures"].get(name)
    if made is None:
        if _too_often(request, "paper picture", PICTURES):
            return _refused(request)
        made = passage_picture(ident, actor=PUBLIC)
        if len(made) <= LARGEST_KEPT:
            caches["pictures"].set(name, made, PICTURE_KEPT)
    response = HttpResponse(made, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
