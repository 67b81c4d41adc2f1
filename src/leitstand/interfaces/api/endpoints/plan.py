"""The plan, its editions and topics."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from leitstand.domain.plans.queries.views import EditionView, TopicView
from leitstand.domain.reporting.queries import Situation
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import With, many, one
from leitstand.interfaces.api.door import ANSWERS, LISTED, api
from leitstand.interfaces.api.endpoints.counting import counts
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.shapes.measures import MeasureLine
from leitstand.interfaces.api.shapes.plan import (
    EditionDetail,
    EditionLine,
    HeadShape,
    PlanDetail,
    TopicDetail,
    TopicLine,
)

ATTRIBUTION = "Angaben aus öffentlich zugänglichen Quellen zusammengetragen. Quellen je Angabe."


@api.get("/plan", operation_id="getPlan", tags=["Plan"], summary="The plan", response={200: PlanDetail, **ANSWERS})
def plan(request: HttpRequest, asked: Query[asking.One]) -> HttpResponse:
    """Name, region and editions of the plan, where the facts come from, and the version of the record."""

    def find(now: Situation) -> Any:
        return With(
            now.plan,
            attribution=ATTRIBUTION,
            licence=None,
            history=HeadShape(number=now.head, hash=now.head_hash),
            statements=now.plan.statements_about("plan", now.plan.key),
        )

    return one(request, asked, PlanDetail, find)


@api.get(
    "/editions",
    operation_id="listEditions",
    tags=["Plan"],
    summary="Editions",
    response={200: Listing[EditionLine], **ANSWERS},
    openapi_extra=LISTED,
)
def editions(request: HttpRequest, asked: Query[asking.Many]) -> HttpResponse:
    """Every published edition in the plan's order, with the hash of what was adopted."""
    return many(request, asked, EditionLine, lambda now: list(now.plan.editions.values()), "editions")


@api.get(
    "/editions/{key}",
    operation_id="getEdition",
    tags=["Plan"],
    summary="One edition",
    response={200: EditionDetail, **ANSWERS},
)
def edition(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """Fields, topics, lines, goals, resolutions with content hash, and amendments of an edition."""

    def find(now: Situation) -> Any:
        found: EditionView = now.edition(key)
        return With(found, statements=now.plan.statements_about("edition", key))

    return one(request, asked, EditionDetail, find)


@api.get(
    "/editions/{key}/measures",
    operation_id="listEditionMeasures",
    tags=["Plan"],
    summary="Measures of an edition",
    response={200: Listing[MeasureLine], **ANSWERS},
    openapi_extra=LISTED,
)
def edition_measures(request: HttpRequest, key: str, asked: Query[asking.EditionMeasures]) -> HttpResponse:
    """The measures of one edition in its order, with the state they have now."""
    return many(request, asked, MeasureLine, lambda now: choosing.of_edition(now, key, asked), "measures")


@api.get(
    "/topics",
    operation_id="listTopics",
    tags=["Plan"],
    summary="Topics",
    response={200: Listing[TopicLine], **ANSWERS},
    openapi_extra=LISTED,
)
def topics(request: HttpRequest, asked: Query[asking.Topics]) -> HttpResponse:
    """Topics of all editions, with the keys of the measures and indicators that serve them."""

    def choose(now: Situation) -> Sequence[Any]:
        found: Sequence[TopicView] = list(now.plan.topics.values())
        if asked.edition:
            found = now.edition(asked.edition).topics
        if asked.empty is not None:
            found = [topic for topic in found if (topic in now.empty_topics) == asked.empty]
        return [_topic(now, topic) for topic in found]

    return many(request, asked, TopicLine, choose, "topics")


@api.get(
    "/topics/{key}",
    operation_id="getTopic",
    tags=["Plan"],
    summary="One topic",
    response={200: TopicDetail, **ANSWERS},
)
def topic(request: HttpRequest, key: str, asked: Query[asking.One]) -> HttpResponse:
    """Goals of a topic, its measures by state, its indicators."""

    def find(now: Situation) -> Any:
        found = now.plan.topics[choosing.known(now.plan.topics, key, "kein Thema")]
        distribution = counts(now.distribution(now.rows_of_topic(key)))
        about = now.plan.statements_about("topic", key)
        return With(_topic(now, found), distribution=distribution, statements=about)

    return one(request, asked, TopicDetail, find)


def _topic(now: Situation, topic: TopicView) -> With:
    measures = dict.fromkeys(row.measure.key for row in now.rows_of_topic(topic.key))
    return With(topic, measures=list(measures), indicators=now.indicators_of_topic(topic.key))
