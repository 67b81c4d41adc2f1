"""The start page: how does the plan stand?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import EditionView
from leitstand.domain.reporting import sentences, words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.assessing import turned
from leitstand.domain.reporting.queries.lately import changes
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import found, page, show
from leitstand.interfaces.portal.shown.addresses import keeping
from leitstand.interfaces.portal.shown.bars import bar
from leitstand.interfaces.portal.shown.rounds import last_round
from leitstand.interfaces.portal.shown.targets import with_numbers
from leitstand.interfaces.portal.views.rounds import coming

NEWS = 6


@page
def start(request: HttpRequest, now: Situation) -> HttpResponse:
    edition = edition_asked(request, now, now.plan.in_force)
    rows = now.rows(edition.key) if edition else ()
    link = keeping(request)
    return show(
        request,
        now,
        "start",
        edition=edition,
        editions=[known for known in now.plan.editions.values() if known.kind == "edition"],
        answer=words.edition_sentence(now, edition, language()) if edition else _("Hier gibt es noch keine Fassung."),
        unnamed=sentences.unnamed_sentence(now, edition, language()) if edition else "",
        age=sentences.age_sentence(now, rows, language()),
        total=bar(now.distribution(rows)),
        bars=_bars(request, now, edition) if edition else [],
        empty_fields=[field for field in edition.fields if not now.rows_of_field(field.key)] if edition else [],
        first=_first(now),
        first_sentence=_first_sentence(now),
        news=changes(now)[:NEWS],
        last=last_round(now, lambda key: link("portal:measure", key) if key in now.plan.measures else ""),
        coming=coming(now),
        targets=with_numbers(now),
        turned=turned(now, language()),
        measure_count=len(now.plan.measures),
    )


def edition_asked(request: HttpRequest, now: Situation, default: EditionView | None) -> EditionView | None:
    """The edition of ``?fassung=``, or the default. Raises ``NotFound`` for one that does not exist."""
    key = request.GET.get("fassung", "")
    if not key:
        return default
    return found(now.plan.editions, key, _("Die Fassung „%(key)s“ gibt es nicht.") % {"key": key[:60]})


def _bars(request: HttpRequest, now: Situation, edition: EditionView) -> list[dict[str, Any]]:
    """One bar for each field of which a measure is known, and one for measures of which the field is not known."""
    link = keeping(request)
    made = [
        bar(now.distribution(now.rows_of_field(field.key)), plainly(field), link("portal:field", field.key))
        for field in edition.fields
        if now.rows_of_field(field.key)
    ]
    loose = [row for row in now.rows(edition.key) if row.entry.field is None]
    if loose:
        made.append(bar(now.distribution(loose), _("Handlungsfeld nicht bekannt")))
    return made


def _first(now: Situation) -> EditionView | None:
    return next((edition for edition in now.plan.editions.values() if now.rows(edition.key)), None)


def _first_sentence(now: Situation) -> str:
    first = _first(now)
    return sentences.fate_sentence(now, first, language()) if first else ""
