"""What do others plan, and what do we not? Topics × Länder, gaps, new themes, and Länder side by side on a topic."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.domain.papers.queries.side_by_side import MOST_PLACES, places_on, sides
from leitstand.domain.papers.queries.topic_passages import Speaking, quoted
from leitstand.domain.papers.queries.topic_state import assignment_state
from leitstand.domain.papers.queries.topics import Matrix, matrix, new_themes, passages_on
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.actor import PUBLIC
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.look import comparing
from leitstand.interfaces.look.templatetags.words import plainly
from leitstand.interfaces.portal.page import citation, found, page_by, show

THEMES_SHOWN = 12
QUOTES_SHOWN = 20
NOTHING = Matrix("", "", "", (), (), (), 0, 0)


@page_by(assignment_state)
def topics(request: HttpRequest, now: Situation) -> HttpResponse:
    asked = request.GET.get("fassung", "")
    if asked and asked not in now.plan.editions:
        raise NotFound(_("Die Fassung „%(key)s“ gibt es nicht.") % {"key": asked[:60]})
    divided = [one for one in now.plan.editions.values() if any(field.topics for field in one.fields)]
    made = matrix(asked, actor=PUBLIC, as_of=now.as_of) if divided else NOTHING
    return show(
        request,
        now,
        "paper_topics",
        made=made,
        edition=now.plan.editions.get(made.edition_key),
        editions=divided,
        answer=_answer(made),
        treated=[row for row in made.rows if row.count],
        untreated=[row for row in made.rows if not row.count],
        themes=new_themes(made.edition_key, actor=PUBLIC, as_of=now.as_of)[:THEMES_SHOWN] if made.counted else (),
        cite=citation(now, _("Was planen andere, und was wir nicht?"), "paper_topics"),
    )


def _answer(made: Matrix) -> str:
    if not made.counted:
        return _("Noch ist kein Papier im Volltext eingelesen und den Themen zugeordnet.")
    treated = sum(bool(row.count) for row in made.rows)
    papers = ngettext("Ein Papier behandelt", "%(n)s Papiere behandeln", len(made.papers)) % {"n": len(made.papers)}
    said = _("%(papers)s %(treated)s unserer %(all)s Themen.") % {
        "papers": papers, "treated": treated, "all": len(made.rows),
    }  # fmt: skip
    if not made.gaps:
        return said + " " + _("Zu jedem davon kennen wir auch eine eigene Maßnahme.")
    gaps = ngettext(
        "Zu einem davon ist keine eigene Maßnahme bekannt: %(first)s.",
        "Zu %(n)s davon ist keine eigene Maßnahme bekannt, zuerst: %(first)s.",
        len(made.gaps),
    )
    return said + " " + gaps % {"n": len(made.gaps), "first": plainly(made.gaps[0])}


@page_by(assignment_state)
def topic(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Ein Thema mit der Adresse „%(key)s“ gibt es nicht, oder es war an diesem Tag noch nicht bekannt.")
    shown = found(now.plan.topics, key, sentence % {"key": key[:120]})
    passages = passages_on(key, actor=PUBLIC, as_of=now.as_of)
    places = places_on(passages)
    chosen = comparing.chosen_places(request.GET.getlist("land"), [place for place, _count in places])
    quotes = quoted(one for one in passages if one.paper.place in chosen)
    columns = sides(quotes, chosen)
    return show(
        request,
        now,
        "topic_papers",
        topic=shown,
        edition=now.plan.editions[shown.edition_key],
        answer=_said_of(plainly(shown), passages, len(places)),
        boxes=[(place, count, place in chosen) for place, count in places],
        columns=columns,
        facets=comparing.facets(columns),
        indicators=comparing.indicators(now, key, chosen),
        quotes=quotes[:QUOTES_SHOWN],
        more=len(quotes) - QUOTES_SHOWN,
        demonstration=any(quote.paper.demonstration for quote in quotes),
        most=MOST_PLACES,
        cite=citation(now, plainly(shown), "topic_papers", key),
    )


def _said_of(title: str, passages: Sequence[Speaking], places: int) -> str:
    if not passages:
        return _("In keinem eingelesenen Papier wurde eine Textstelle zu diesem Thema gefunden.")
    papers = len({one.paper.key for one in passages})
    count = ngettext("Eine Textstelle", "%(count)s Textstellen", len(passages)) % {"count": len(passages)}
    where = ngettext("einem Papier", "%(n)s Papieren", papers) % {"n": papers}
    who = ngettext("einem Land oder Herausgeber", "%(n)s Ländern oder Herausgebern", places) % {"n": places}
    said = _("%(passages)s in %(papers)s aus %(who)s sprechen von „%(title)s“.")
    if len(passages) == 1:
        said = _("%(passages)s in %(papers)s aus %(who)s spricht von „%(title)s“.")
    return said % {"passages": count, "papers": where, "who": who, "title": title}
