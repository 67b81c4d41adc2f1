"""One topic: what papers say on it, side by side, the comparison as a workbook, and adopting a passage."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import may_keep, require_staff
from leitstand.domain.papers.queries.margins import margins
from leitstand.domain.papers.queries.side_by_side import MOST_PLACES, Side, places_on, sides
from leitstand.domain.papers.queries.topic_passages import Quote
from leitstand.domain.papers.queries.topics import quotes_on
from leitstand.domain.plans.queries.structure_views import TopicView
from leitstand.domain.reporting.queries import situation
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.look import comparing
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.outputs.synopsis import FORMATS
from leitstand.outputs.synopsis.comparing import render_comparison

SHOWN = 20


def topic(request: HttpRequest, topic_key: str) -> HttpResponse:
    """What do up to four Länder say on a topic, and what of it do we adopt?"""
    actor = actor_of(request)
    shown, quotes, columns = _compared(request, topic_key, actor)
    chosen = [column.place for column in columns]
    listed = [quote for quote in quotes if quote.paper.place in chosen]
    context = {
        "topic": shown,
        "boxes": [(place, count, place in chosen) for place, count in places_on(quotes)],
        "most": MOST_PLACES,
        "columns": columns,
        "facets": comparing.facets(columns),
        "indicators": comparing.indicators(situation(clock.today(), actor=actor), topic_key, chosen),
        "quotes": listed[:SHOWN],
        "more": len(listed) - SHOWN,
        "margins": margins([quote.passage_id for quote in listed[:SHOWN]], [], actor=actor),
        "asked": request.GET.urlencode(),
        "may_keep": may_keep(actor),
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Themen und Länder"), reverse("desk:papers-topics")),
            (plainly(shown), ""),
        ),
    }  # fmt: skip
    return render(request, "desk/papers/topic.html", context)


def table(request: HttpRequest, topic_key: str) -> HttpResponse:
    """The comparison as a workbook."""
    shown, _quotes, columns = _compared(request, topic_key, actor_of(request))
    content = render_comparison(plainly(shown), comparing.facets(columns), columns, language())
    response = HttpResponse(content, content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="vergleich-{topic_key}.xlsx"'
    return response


def _compared(request: HttpRequest, key: str, actor: Actor) -> tuple[TopicView, tuple[Quote, ...], tuple[Side, ...]]:
    require_staff(actor)
    known = situation(clock.today(), actor=actor).plan.topics
    if key not in known:
        raise NotFound(_("Dieses Thema gibt es nicht."))
    quotes = quotes_on(key, actor=actor)
    chosen = comparing.chosen_places(request.GET.getlist("land"), [place for place, _count in places_on(quotes)])
    return known[key], quotes, sides(quotes, chosen)
