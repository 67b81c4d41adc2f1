"""Monitoring rounds: what was reported, by whom, when. Everything comes from the frozen file."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leitstand.domain.reporting import rollup_words, round_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.published import published_reports
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound
from leitstand.domain.reporting.queries.rounds.record import (
    Part,
    RoundView,
    next_round,
    of_edition,
    parts,
    published_rounds,
)
from leitstand.domain.reporting.words import pick
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown.addresses import keeping
from leitstand.interfaces.portal.shown.api import api
from leitstand.interfaces.portal.shown.bars import bar
from leitstand.interfaces.portal.shown.lights import lit

GROUPS = (
    ("field", gettext_noop("Nach Handlungsfeldern")),
    ("topic", gettext_noop("Nach Themen")),
    ("lead", gettext_noop("Nach Institutionen")),
)
PAGES = {"field": "portal:field", "topic": "portal:topic", "lead": "portal:institution"}
Link = Callable[..., str]


@page
def rounds(request: HttpRequest, now: Situation) -> HttpResponse:
    published = published_rounds(now)
    lines = [(one, _summary(one), now.plan.editions[one.edition]) for one in published]
    return show(request, now, "rounds", lines=lines, coming=coming(now))


def _summary(one: RoundView) -> dict[str, object] | None:
    if one.file is None:
        return None
    frozen = one.file
    return {"answer": round_words.answer_sentence(frozen, language()), "bar": bar(frozen.rollup.distribution)}


def coming(now: Situation) -> str:
    """When the next round opens; empty if none is planned."""
    planned = next_round(now)
    return round_words.next_sentence(*planned, language()) if planned else ""


@page
def round_page(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Eine veröffentlichte Runde mit der Adresse „%(key)s“ gibt es nicht.")
    published = published_rounds(now)
    shown = found({one.key: one for one in published}, key, sentence % {"key": key[:120]})
    name = round_words.round_name(shown.title, language())
    if shown.file is None:
        response = show(request, now, "round_altered", round=shown, name=name)
        response.status_code = 503
        return response
    return show(request, now, "round", **_round(request, now, shown, published), name=name)


def _round(
    request: HttpRequest, now: Situation, shown: RoundView, published: tuple[RoundView, ...]
) -> Mapping[str, object]:
    frozen, link = shown.frozen, keeping(request)
    lines = lit(shown, frozen.measures, lambda key: link("portal:measure", key) if key in now.plan.measures else "")
    by_key = {line.measure.key: line for line in lines}
    own = of_edition(published, shown.edition)
    earlier = own[own.index(shown) + 1] if shown is not own[-1] else None
    return {
        "round": shown,
        "frozen": frozen,
        "earlier": earlier,
        "edition": now.plan.editions[shown.edition],
        "invented": round_words.invented(frozen, language()),
        "answer": round_words.answer_sentence(frozen, language()),
        "dates": round_words.dates(frozen, language()),
        "bar": bar(frozen.rollup.distribution),
        "change": round_words.change_sentence(frozen, language()),
        "changed": [by_key[one.key] for one in frozen.changed],
        "difference": round_words.difference_sentence(frozen, language()),
        "differing": [by_key[one.key] for one in frozen.disagreeing],
        "silence": round_words.silence_sentence(frozen, language()),
        "silent": frozen.silent if frozen.facts["silent_named"] else [],
        "groups": [(_(label), _groups(now, frozen, by, link)) for by, label in GROUPS],
        "formula": rollup_words.rule_in_words(language()),
        "rules": [(round_words.rule_name(name, language()), rule) for name, rule in sorted(frozen.rules.items())],
        "lines": lines,
        "titles": {line.measure.key: line.measure for line in lines},
        "reports": [report for report in published_reports(now) if report.round == shown.key],
        "languages": dict(settings.LANGUAGES),
        "json_url": api(f"rounds/{shown.key}", as_of=request.GET.get("as_of", "")),
        "csv_url": api(f"rounds/{shown.key}/measures", format="csv", as_of=request.GET.get("as_of", "")),
        "cite": citation(now, round_words.round_name(shown.title, language()), "round", shown.key),
    }


def _groups(now: Situation, frozen: FrozenRound, by: str, link: Link) -> list[dict[str, object]]:
    known = {"field": now.plan.fields, "topic": now.plan.topics, "lead": now.plan.institutions}[by]
    return [_group(part, by, link(PAGES[by], part.named.key) if part.named.key in known else "")
            for part in parts(frozen, by)]  # fmt: skip


def _group(part: Part, by: str, url: str) -> dict[str, object]:
    nameless = "missing" if part.named.key == "missing" else by
    return {
        "title": part.named.title,
        "nameless": "" if part.named.title else pick(round_words.UNNAMED[nameless], language()),
        "url": url,
        "counts": bar(part.rollup.distribution),
        "total": part.rollup.total,
        "reported": part.rollup.reported,
        "coverage": rollup_words.percent(part.rollup.coverage, language()),
        "good": rollup_words.percent(part.rollup.good_share, language()),
    }
