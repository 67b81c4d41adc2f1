"""The search over every title ever used."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.finding import Find, find
from leitstand.interfaces.look.templatetags.words import plainly
from leitstand.interfaces.portal.page import page, show

KINDS = {
    "measure": gettext_noop("Maßnahmen"),
    "topic": gettext_noop("Themen"),
    "field": gettext_noop("Handlungsfelder"),
    "indicator": gettext_noop("Indikatoren"),
    "institution": gettext_noop("Institutionen"),
    "edition": gettext_noop("Fassungen"),
    "paper": gettext_noop("Papiere anderer"),
    "source": gettext_noop("Quellen"),
}
SHOWN = 20


@page
def search(request: HttpRequest, now: Situation) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    finds = find(now, query) if query else {}
    groups = [
        (kind, _(KINDS[kind]), [_line(now, one) for one in found[:SHOWN]], len(found)) for kind, found in finds.items()
    ]
    count = sum(len(found) for found in finds.values())
    return show(request, now, "search", search_text=query, groups=groups, count=count)


def _line(now: Situation, one: Find) -> dict[str, object]:
    """What a line of the answer says: the title that fits, where it was used, and today's title if it differs."""
    title = one.title
    today = _title_today(now, one)
    return {
        "title": title,
        "today": today,
        "heading": today if title.former and today else title.text,
        "measure": now.plan.measures.get(title.key) if title.kind == "measure" else None,
    }


def _title_today(now: Situation, one: Find) -> str:
    """The present title, if what fits is not it."""
    kind, key = one.title.kind, one.title.key
    if kind == "measure":
        today = plainly(now.plan.measures[key].latest)
    elif kind == "institution":
        today = plainly(now.plan.institutions[key], "name")
    elif kind == "paper":
        today = next(paper.title for paper in now.papers if paper.key == key)
    else:
        things: dict[str, Mapping[str, object]] = {
            "topic": now.plan.topics,
            "field": now.plan.fields,
            "indicator": now.indicators,
            "edition": now.plan.editions,
            "source": now.plan.sources,
        }
        today = plainly(things[kind][key])
    return "" if today == one.title.text else today
