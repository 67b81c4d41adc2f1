"""Papers of others at the desk: which are here, what is said in them, and one of them on the reading desk."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import may_keep, require_staff
from leitstand.domain.papers.models import Fulltext, Paper
from leitstand.domain.papers.operations.embedding import progress
from leitstand.domain.papers.queries.search import Hit
from leitstand.domain.papers.queries.synopsis import synopsis
from leitstand.domain.papers.queries.texts import PaperRow, list_papers, page_picture
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import path_of
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.look import searching
from leitstand.interfaces.look.actors import actor_of
from leitstand.outputs.synopsis import FORMATS
from leitstand.outputs.synopsis import render as render_synopsis

A_YEAR = "private, max-age=31536000, immutable"


def catalogue(request: HttpRequest) -> HttpResponse:
    """Which papers are here, and of which is the text here?"""
    actor = actor_of(request)
    papers = list_papers(actor)
    chosen = {name: request.GET.get(name, "") for name in ("land", "art", "text")}
    shown = sorted((paper for paper in papers if _fits(paper, chosen)), key=lambda paper: not paper.fulltext_key)
    context = {
        "papers": shown,
        "total": len(papers),
        "with_text": sum(bool(paper.fulltext_key) for paper in papers),
        "without": sum(len(paper.pages_without_text) for paper in papers),
        "pages": sum(paper.page_count for paper in papers),
        "passages": sum(paper.passage_count for paper in papers),
        "meaning": progress(),
        "filters": _filters(papers, chosen),
        "filtered": any(chosen.values()),
        "may_keep": may_keep(actor),
    }
    return render(request, "desk/papers/catalogue.html", context)


def _fits(paper: PaperRow, chosen: dict[str, str]) -> bool:
    here = {"ja": bool(paper.fulltext_key), "nein": not paper.fulltext_key, "luecken": bool(paper.pages_without_text)}
    return (
        chosen["land"] in ("", paper.land)
        and chosen["art"] in ("", paper.kind)
        and here.get(chosen["text"], True)
    )  # fmt: skip


def _filters(papers: tuple[PaperRow, ...], chosen: dict[str, str]) -> list[searching.Choice]:
    lands = [(land, land) for land in sorted({paper.land for paper in papers} - {""})]
    kinds = [(value, _(label)) for value, label in Paper.Kind.choices if any(one.kind == value for one in papers)]
    texts = [("ja", _("Text ist hier")), ("nein", _("nur im Verzeichnis")), ("luecken", _("mit Seiten ohne Text"))]
    return [
        searching.Choice("land", _("Land"), lands, chosen["land"]),
        searching.Choice("art", _("Art"), kinds, chosen["art"]),
        searching.Choice("text", _("Volltext"), texts, chosen["text"]),
    ]


def find(request: HttpRequest) -> HttpResponse:
    """What do papers, and our own editions, say to a question?"""
    actor = actor_of(request)
    require_staff(actor)
    question, number = searching.asked(request.GET), searching.number_asked(request.GET)
    choices = searching.choices(request.GET, actor)
    filters = searching.filters_of(choices)
    found = searching.answers(question, number, filters, actor) if question else None
    context = {
        "question": question,
        "choices": choices,
        "filtered": any(one.chosen for one in choices),
        "found": found,
        "hits": searching.shown(found, question, address) if found else [],
        "more": min(number + searching.MORE, searching.MOST) if found and len(found.hits) == number else 0,
        "search_url": reverse("desk:papers-search"),
        "texts_here": Fulltext.objects.filter(removed_on=None).exists(),
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (_("Suche"), "")),
    }
    return render(request, "desk/papers/search.html", context)


def address(hit: Hit) -> str:
    """Where a hit can be read: on the reading desk, or for an edition of our own under its permanent address."""
    if hit.edition_key:
        return reverse("portal:passage", args=[hit.passage_id])
    return f"{reverse('desk:paper', args=[hit.paper_key])}?stelle={hit.passage_id}#stelle-{hit.passage_id}"


def picture(request: HttpRequest, text_key: str, number: int) -> HttpResponse:
    """A page as a picture, the passages named in ``?stelle=`` marked. A text never changes, nor do its pictures."""
    marked = [int(one) for one in request.GET.getlist("stelle") if one.isascii() and one.isdecimal() and len(one) < 12]
    response = HttpResponse(page_picture(text_key, number, marked, actor_of(request)), content_type="image/png")
    response["Cache-Control"] = A_YEAR
    return response


def file(request: HttpRequest, text_key: str) -> HttpResponseBase:
    """The file as it came."""
    require_staff(actor_of(request))
    text = Fulltext.objects.select_related("file").filter(key=text_key, removed_on=None, file__isnull=False).first()
    if text is None or text.file is None:
        raise NotFound(_("Diese Datei gibt es nicht."))
    return FileResponse(path_of(text.file).open("rb"), as_attachment=True, filename=text.original_name)


def export(request: HttpRequest, topic_key: str, file_format: str) -> HttpResponse:
    """The synopsis of a topic: what all papers say of it, word for word."""
    if file_format not in FORMATS:
        raise NotFound(_("In diesem Format gibt es die Synopse nicht."))
    content: Any = render_synopsis(
        synopsis(topic_key, actor=actor_of(request)), file_format, (get_language() or "de")[:2]
    )  # fmt: skip
    response = HttpResponse(content, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="synopse-{topic_key}.{file_format}"'
    return response
