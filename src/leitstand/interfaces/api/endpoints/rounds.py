"""Monitoring rounds as they were frozen."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.plans.rules.state import STATES
from leitstand.domain.reporting import light_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure
from leitstand.domain.reporting.queries.rounds.record import Part, RoundView, parts, published_rounds
from leitstand.domain.reporting.round_words import UNNAMED
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many, one
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.shapes.rounds import RoundDetail, RoundLine, RoundMeasureLine

DATES = ("opens_on", "deadline", "closes_on")
TEXTS = ("gaps_reason", "special_title", "special_text")


@api.get(
    "/rounds",
    operation_id="listRounds",
    tags=["Record"],
    summary="Published monitoring rounds",
    response={200: Listing[RoundLine], **ANSWERS},
    openapi_extra=LISTED,
)
def rounds(request: HttpRequest, asked: Query[asking.OfEdition]) -> HttpResponse:
    """Rounds with coverage, counts and the hash of what was frozen, the latest first."""

    def choose(now: Situation) -> list[With]:
        if asked.edition:
            choosing.known(now.plan.editions, asked.edition, "keine Fassung")
        return [_line(view) for view in published_rounds(now) if asked.edition in ("", view.edition)]

    return many(request, asked, RoundLine, choose, "rounds")


@api.get(
    "/rounds/{key}",
    operation_id="getRound",
    tags=["Record"],
    summary="One monitoring round",
    response={200: RoundDetail, **ANSWERS},
)
def round_(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """What a round froze: figures by field, topic and institution, changes, corrections, rules."""
    return one(request, asked, RoundDetail, lambda now: _detail(_known(now, key)))


@api.get(
    "/rounds/{key}/measures",
    operation_id="listRoundMeasures",
    tags=["Record"],
    summary="Measures of a round with both lights",
    response={200: Listing[RoundMeasureLine], **ANSWERS},
    openapi_extra=LISTED,
)
def round_measures(request: HttpRequest, key: str, asked: Query[asking.RoundMeasures]) -> HttpResponse:
    """Each measure the round asked about: reported state, computed light, and why."""
    return many(
        request, asked, RoundMeasureLine, lambda now: list(_measures(_known(now, key), asked)), "round-measures"
    )


def _known(now: Situation, key: str) -> RoundView:
    published = {view.key: view for view in published_rounds(now)}
    return published[choosing.known(published, key, "keine veröffentlichte Runde")]


def _line(view: RoundView, **more: Any) -> With:
    rolled = view.frozen.rollup
    figures = {"total": rolled.total, "reported": rolled.reported, "coverage": rolled.coverage, "counts": rolled.counts}
    return With(view, **figures, good_share=rolled.good_share, errata_count=len(view.errata), **more)


def _detail(view: RoundView) -> With:
    frozen = view.frozen
    named = frozen.silent if frozen.facts["silent_named"] else []
    facts = {name: frozen.facts[name] for name in (*DATES, *TEXTS)}
    return _line(
        view,
        **facts,
        changed=[measure.key for measure in frozen.changed],
        differing=[measure.key for measure in frozen.disagreeing],
        silent_count=len(frozen.silent),
        silent=[With(silent, institution=silent.lead.key, title=silent.lead.title) for silent in named],
        groups=[_group(by, part) for by in ("field", "topic", "lead") for part in parts(frozen, by)],
        errata=[With(erratum, measure=erratum.measure_key) for erratum in view.errata],
        rules=[{"name": name, "version": version} for name, version in sorted(frozen.rules.items())],
    )


def _group(by: str, part: Part) -> With:
    rolled = part.rollup
    joined = part.named.key == "missing" and not part.named.title
    title = part.named.title or UNNAMED["missing" if joined else by][0]
    counts = {state: rolled.counts[state] for state in STATES}
    return With(rolled, by=by, key="" if joined else part.named.key, title=title, counts=counts)


def _measures(view: RoundView, asked: asking.RoundMeasures) -> Iterator[With]:
    differing = {measure.key for measure in view.frozen.disagreeing}
    for measure in view.frozen.measures:
        if asked.state in (None, measure.state) and asked.differs in (None, measure.key in differing):
            yield _measure(view, measure, measure.key in differing)


def _measure(view: RoundView, measure: FrozenMeasure, differs: bool) -> With:
    answer, computed = measure.answer, measure.computed
    return With(
        measure,
        round=view.key,
        measure=measure,
        computed_label=light_words.light_word(computed.light, "de"),
        computed_label_en=light_words.light_word(computed.light, "en"),
        reasons=light_words.why(computed, "de"),
        reasons_en=light_words.why(computed, "en"),
        differs=differs,
        sentence=answer.sentence if answer else "",
        stage=answer.stage if answer else "",
        money=answer.money if answer else "",
        secured=answer.secured if answer else None,
        spent=answer.spent if answer else None,
        asks_amount=answer.asks_amount if answer else None,
        asks_text=answer.asks_text if answer else "",
        corrections=[erratum.correct for erratum in view.errata_on(measure.key)],
    )
