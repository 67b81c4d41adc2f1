"""One topic: what papers say on it, side by side, the comparison as a workbook, and adopting a passage."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import may_keep, require_staff
from leitstand.domain.papers.queries.margins import margins
from leitstand.domain.papers.queries.side_by_side import MOST_PLACES, Side, places_on, sides
from leitstand.domain.papers.queries.topic_passages import Quote, Speaking, quoted
from leitstand.domain.papers.queries.topics import passages_on
from leitstand.domain.plans.queries.structure_views import TopicView
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.topic_regions import topic_indicators
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.look import comparing
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.outputs.synopsis import FORMATS
from leitstand.outputs.synopsis.comparing import Topic, render_comparison

SHOWN = 20


def topic(request: HttpRequest, topic_key: str) -> HttpResponse:
    """What do up to four Länder say on a topic, and what of it do we adopt?"""
    actor = actor_of(request)
    shown, passages, quotes, columns = _compared(request, topic_key, actor)
    chosen = [column.place for column in columns]
    context = {
        "topic": shown,
        "boxes": [(place, count, place in chosen) for place, count in places_on(passages)],
        "most": MOST_PLACES,
        "columns": columns,
        "facets": comparing.facets(columns),
        "indicators": comparing.indicators(situation(clock.today(), actor=actor), topic_key, chosen),
        "quotes": quotes[:SHOWN],
        "more": len(quotes) - SHOWN,
        "margins": margins([quote.passage_id for quote in quotes[:SHOWN]], [], actor=actor),
        "asked": request.GET.urlencode(),
        "formats": (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel")),
        "may_keep": may_keep(actor),
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Themen und Länder"), reverse("desk:papers-topics")),
            (plainly(shown), ""),
        ),
    }  # fmt: skip
    return render(request, "desk/papers/topic.html", context)


def comparison(request: HttpRequest, topic_key: str, file_format: str) -> HttpResponse:
    """The comparison as a file, with the indicators of the Länder beside it as on the page."""
    if file_format not in FORMATS:
        raise NotFound(_("In diesem Format gibt es den Vergleich nicht."))
    actor = actor_of(request)
    shown, _passages, _quotes, columns = _compared(request, topic_key, actor)
    now = situation(clock.today(), actor=actor)
    edition = now.plan.editions[shown.edition_key]
    content = render_comparison(
        Topic((shown.title, shown.title_en), (edition.title, edition.title_en), now.plan.title, now.as_of),
        comparing.facets(columns), columns,
        topic_indicators(now, topic_key, [column.place for column in columns]), file_format, language()[:2],
    )  # fmt: skip
    response = HttpResponse(content, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="vergleich-{topic_key}.{file_format}"'
    return response


def _compared(
    request: HttpRequest, key: str, actor: Actor
) -> tuple[TopicView, Sequence[Speaking], Sequence[Quote], tuple[Side, ...]]:
    """The topic, all passages on it, those of the Länder chosen word for word, and these side by side."""
    require_staff(actor)
    known = situation(clock.today(), actor=actor).plan.topics
    if key not in known:
        raise NotFound(_("Dieses Thema gibt es nicht."))
    passages = passages_on(key, actor=actor)
    chosen = comparing.chosen_places(request.GET.getlist("land"), [place for place, _count in places_on(passages)])
    quotes = quoted(one for one in passages if one.paper.place in chosen)
    return known[key], passages, quotes, sides(quotes, chosen)
