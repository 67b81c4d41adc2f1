"""Ratings and outlooks on record, and what is said of one indicator's targets now."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.indicators import assessing_words, outlook_words
from leitstand.domain.indicators.assessing import TargetAssessment
from leitstand.domain.reporting.queries import Situation
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.shapes.assessments import OutlookLine, RatingLine
from leitstand.interfaces.api.shapes.common import Listing

FAN = ("lo95", "lo80", "median", "hi80", "hi95")


@api.get(
    "/ratings",
    operation_id="listRatings",
    tags=["Indicators"],
    summary="Ratings of targets",
    response={200: Listing[RatingLine], **ANSWERS},
    openapi_extra=LISTED,
)
def ratings(request: HttpRequest, asked: Query[asking.Ratings]) -> HttpResponse:
    """Every rating on record by target, method and assessment year, superseded ones included."""

    def choose(now: Situation) -> list[With]:
        owner = _owner(now, asked.indicator)
        return [
            With(one, indicator=owner[one.target_key], target=one.target_key)
            for one in now.record.ratings
            if one.target_key in owner
            and asked.method in ("", one.method)
            and asked.held in (None, one.superseded_on is None)
        ]

    return many(request, asked, RatingLine, choose, "ratings")


@api.get(
    "/outlooks",
    operation_id="listOutlooks",
    tags=["Indicators"],
    summary="Outlooks on record",
    response={200: Listing[OutlookLine], **ANSWERS},
    openapi_extra=LISTED,
)
def outlooks(request: HttpRequest, asked: Query[asking.Assessed]) -> HttpResponse:
    """Every probability that was ever shown, and its score once the target's year has a value."""

    def choose(now: Situation) -> list[With]:
        owner = _owner(now, asked.indicator)
        return [
            With(one, indicator=owner[one.target_key], target=one.target_key)
            for one in now.record.outlooks
            if one.target_key in owner
        ]

    return many(request, asked, OutlookLine, choose, "outlooks")


def _owner(now: Situation, key: str) -> dict[str, str]:
    """Of each target the key of its indicator; of one indicator if asked for."""
    if key:
        choosing.known(now.indicators, key, "keinen Indikator")
    return {target.key: one.key for one in now.indicators.values() if key in ("", one.key) for target in one.targets}


def said_of(now: Situation, key: str) -> list[dict[str, Any]]:
    """What is said of an indicator's targets, for its detail."""
    return [_said(one) for one in now.assessments[key].targets]


def _said(one: TargetAssessment) -> dict[str, Any]:
    return {
        "target": one.target.key,
        "counts": one.counts,
        "ratings": list(_ratings(one)),
        "outlook": _outlook(one),
    }


def _ratings(one: TargetAssessment) -> Iterator[dict[str, Any]]:
    for rating in one.ratings:
        yield {
            "method": rating.method.key,
            "version": rating.method.version,
            "verified": rating.method.verified,
            "year": rating.year,
            "verdict": rating.verdict,
            "rule": rating.rule,
            "reason": rating.reason,
            "sentence": assessing_words.rating_said(rating, "de"),
            "inputs": [{"name": name, "value": figure} for name, figure in rating.inputs.items()],
        }


def _outlook(one: TargetAssessment) -> dict[str, Any]:
    said, shown = one.outlook, one.shown
    chance = shown.probability if shown else None
    fan = zip(said.years, said.fan, strict=True) if chance is not None else ()
    return {
        "probability": chance,
        "reason": said.reason,
        "sentence": assessing_words.outlook_said(shown, "de") if shown else assessing_words.not_yet("de"),
        "goal": said.goal,
        "direction": said.direction,
        "last_year": said.last_year,
        "due_year": said.due_year,
        "method": said.method,
        "fan": [{"year": year, **dict(zip(FAN, values, strict=True))} for year, values in fan],
        "limits": [] if chance is None else outlook_words.limits("de", thin=said.thin),
    }
