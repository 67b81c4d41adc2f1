"""What became of the measures of an edition; and two editions side by side."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import EditionView
from leitstand.domain.reporting import sentences
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.comparing import compare
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import found, page, show
from leitstand.interfaces.portal.shown.charts import lineage

EVERY = "alle"


@page
def fates(request: HttpRequest, now: Situation) -> HttpResponse:
    asked = request.GET.get("fassung", "")
    choices = [edition for edition in now.plan.editions.values() if now.rows(edition.key)]
    chosen = choices if asked == EVERY else [_edition(now, asked, choices)]
    rows = [row for edition in chosen for row in now.rows(edition.key)]
    heading = _("Was wurde aus der Fassung %(edition)s?") % {"edition": chosen[0].short_title}
    return show(
        request,
        now,
        "fates",
        heading=_("Was wurde aus allen Fassungen?") if asked == EVERY else heading,
        answers=[sentences.fate_sentence(now, edition, language()) for edition in chosen],
        choices=choices,
        chosen=EVERY if asked == EVERY else chosen[0].key,
        lines=[(row, now.fates_from.get(row.entry.key, ())) for row in rows],
        unnamed=[(edition, sentences.unnamed(now, edition)) for edition in chosen],
        onward=any(fate.new_entry_key for row in rows for fate in now.fates_from.get(row.entry.key, ())),
        drawing=lineage(now, [edition.key for edition in chosen], heading),
        said=[said for edition in chosen for said in now.plan.statements_about("edition", edition.key) if said.when],
    )


def _edition(now: Situation, asked: str, choices: list[EditionView]) -> EditionView:
    """The edition asked for; without one the first that has measures, which is the one people ask about."""
    if asked:
        return found(now.plan.editions, asked, _("Die Fassung „%(key)s“ gibt es nicht.") % {"key": asked[:60]})
    if not choices:
        raise NotFound(_("An diesem Tag war noch keine Maßnahme bekannt."))
    return choices[0]


@page
def comparison(request: HttpRequest, now: Situation) -> HttpResponse:
    editions = list(now.plan.editions.values())
    if len(editions) < 2:
        raise NotFound(_("An diesem Tag war noch keine zweite Fassung bekannt, mit der sich vergleichen ließe."))
    with_measures = [edition for edition in editions if now.rows(edition.key)] or editions
    old = request.GET.get("von", "") or (with_measures[-2] if len(with_measures) > 1 else editions[0]).key
    new = request.GET.get("nach", "") or (with_measures[-1] if len(with_measures) > 1 else editions[-1]).key
    shown = compare(now, old, new)
    heading = _("%(old)s und %(new)s im Vergleich") % {"old": shown.old.short_title, "new": shown.new.short_title}
    return show(
        request, now, "comparison", heading=heading, shown=shown, editions=[(e.key, e.short_title) for e in editions]
    )
