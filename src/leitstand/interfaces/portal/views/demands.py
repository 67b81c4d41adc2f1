"""The ledger of demands: what became of what institutions asked for, one by one."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.papers.queries.ledger import ledger
from leitstand.domain.reporting import demand_words
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import citation, page, show
from leitstand.interfaces.portal.shown.answering import answering


@page
def demands(request: HttpRequest, now: Situation) -> HttpResponse:
    """What became of the demands of this institution?"""
    asked = request.GET.get("institution", "")
    every = ledger(now.papers)
    offered = {group.institution.key: group.institution for group in every.groups if group.institution}
    if asked and asked not in offered:
        sentence = _("Von einer Institution „%(key)s“ ist keine Forderung erfasst.")
        raise RuleBroken(sentence % {"key": asked[:120]}, "institution")
    chosen = ledger(now.papers, asked) if asked else every
    return show(
        request,
        now,
        "demands",
        ledger=chosen,
        titles=answering(now, chosen),
        answer=demand_words.ledger_sentence(chosen, language()),
        counts=demand_words.outcome_counts(chosen, language()),
        institutions=offered.values(),
        asked=offered.get(asked),
        cite=citation(now, _("Was wurde aus den Forderungen?"), "demands"),
    )
