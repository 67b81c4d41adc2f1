"""Pages about the portal itself: method, data, handbook, accessibility, who runs it."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.domain.plans.queries.views import InstitutionView
from leitstand.domain.plans.rules.content import FORMAT
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.gaps import RULE as GAPS_RULE
from leitstand.domain.plans.rules.lineage import OUTCOMES
from leitstand.domain.plans.rules.lineage import RULE as LINEAGE_RULE
from leitstand.domain.plans.rules.state import RULE as STATE_RULE
from leitstand.domain.plans.rules.state import STATES
from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.rules.search import RULE as SEARCH_RULE
from leitstand.foundation.errors import NotFound
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import page, show
from leitstand.interfaces.portal.shown import handbook as book
from leitstand.interfaces.portal.shown.api import TABLES, api
from leitstand.interfaces.portal.shown.rules import indicator_rules
from leitstand.interfaces.portal.shown.rules import rules as round_rules


@page
def method(request: HttpRequest, now: Situation) -> HttpResponse:
    stale = settings.OPTIONS["STALE_MONTHS"]
    rows = [row for key in now.plan.editions for row in now.rows(key)]
    sealed = [edition for edition in now.plan.editions.values() if edition.adoption and edition.adoption.content_hash]
    return show(
        request,
        now,
        "method",
        stale=stale,
        rules={
            "state": STATE_RULE,
            "gaps": GAPS_RULE,
            "lineage": LINEAGE_RULE,
            "content": FORMAT,
            "search": SEARCH_RULE,
        },
        state_examples=[(row, words.why_state(row.measure, language(), stale)) for row in _one_of_each(rows, STATES)],
        round_rules=[*round_rules(now), *indicator_rules()],
        gap_words=[words.gap_word(code, language()) for code in GAPS],
        gap_example=max(rows, key=lambda row: len(row.gaps), default=None),
        outcome_words=[words.outcome_word(code, language()) for code in OUTCOMES],
        outcome_examples=_one_outcome_each(rows),
        sealed=sealed[-1] if sealed else None,
        contradiction=now.contradictions[0] if now.contradictions else None,
    )


def _one_of_each(rows: Iterable[MeasureRow], states: Iterable[str]) -> list[MeasureRow]:
    """For each state the first measure that has it; of those not reported, one that once was and one that never was."""
    every = list(rows)
    found = [next((row for row in every if row.state == code), None) for code in states if code != "not_reported"]
    silent = [row for row in every if row.state == "not_reported"]
    found.append(next((row for row in silent if row.measure.last_status), None))
    found.append(next((row for row in silent if not row.measure.last_status), None))
    return [row for row in found if row]


def _one_outcome_each(rows: Iterable[MeasureRow]) -> list[MeasureRow]:
    first: dict[str, MeasureRow] = {}
    for row in rows:
        first.setdefault(row.outcome, row)
    return [first[code] for code in OUTCOMES if code in first]


@page
def open_data(request: HttpRequest, now: Situation) -> HttpResponse:
    day = request.GET.get("as_of", "")
    tables = [
        (_(label), api(name, format="csv", as_of=day), api(name, format="json", as_of=day)) for name, label in TABLES
    ]
    return show(request, now, "open_data", tables=tables, api_root=api(""), head_url=api("history/head"))


@page
def handbook(request: HttpRequest, now: Situation) -> HttpResponse:
    return show(request, now, "handbook", leaves=book.contents(), text=book.body("index"), name="")


@page
def handbook_page(request: HttpRequest, now: Situation, page_name: str) -> HttpResponse:
    text = book.body(page_name)
    if text is None:
        raise NotFound(_("Im Handbuch gibt es keine Seite „%(name)s“.") % {"name": page_name[:60]})
    return show(request, now, "handbook", leaves=book.contents(), text=text, name=page_name)


@require_safe
def handbook_picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the handbook."""
    content = book.picture(name)
    if content is None:
        raise NotFound(_("Im Handbuch gibt es kein Bild „%(name)s“.") % {"name": name[:60]})
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@page
def accessibility(request: HttpRequest, now: Situation) -> HttpResponse:
    return show(request, now, "accessibility", office=_office(now), is_demo=is_demonstration())


@page
def about(request: HttpRequest, now: Situation) -> HttpResponse:
    return show(request, now, "about", office=_office(now), is_demo=is_demonstration())


def _office(now: Situation) -> InstitutionView | None:
    """The programme office, to which remarks go."""
    return next((one for one in now.plan.institutions.values() if one.kind == "programme_office"), None)
