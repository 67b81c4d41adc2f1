"""What changed, as an Atom feed: for feed readers, newsrooms, and whoever wants to be told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from ninja import Query

from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.lately import Change, changes
from leitstand.domain.reporting.queries.published import published_reports
from leitstand.domain.reporting.queries.rounds.record import published_rounds
from leitstand.domain.reporting.round_words import answer_sentence, change_sentence, invented
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_date, say_partial
from leitstand.interfaces.api import asking, choosing
from leitstand.interfaces.api.answering import answer
from leitstand.interfaces.api.door import ANSWERS, api

LENGTH = 100
KIND = "application/atom+xml"
# Characters that XML 1.0 cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Item:
    """One entry: ``ident`` never changes, ``day`` is the last day its date can mean, ``link`` a page's path."""

    ident: str
    day: date
    title: str
    text: str
    kind: str
    link: str


@api.get(
    "/changes.atom",
    operation_id="getChangesFeed",
    tags=["Record"],
    summary="What changed, as a feed",
    response={200: None, **ANSWERS},
    openapi_extra={"responses": {200: {"content": {KIND: {"schema": {"type": "string"}}}}}},
)
def feed(request: HttpRequest, asked: Query[asking.Changes]) -> HttpResponse:
    """The hundred latest status reports, decisions, events and published reports, newest first, in German.

    With ``measure``: those of this measure.
    """

    def respond(now: Situation) -> HttpResponse:
        if asked.measure:
            choosing.known(now.plan.measures, asked.measure, "keine Maßnahme")
        return HttpResponse(_written(now, request.path, asked.measure), content_type=f"{KIND}; charset=utf-8")

    return answer(request, asked, respond)


def items(now: Situation, measure: str = "") -> list[Item]:
    """Everything dated that is known by the day, newest first; with the key of a ``measure``, only what concerns it."""
    if measure:
        found = [_change(one) for one in changes(now) if (one.page_kind, one.page_key) == ("measure", measure)]
    else:
        found = [*(_change(change) for change in changes(now)), *_reports(now), *_rounds(now)]
    return sorted(found, key=lambda item: item.day, reverse=True)[:LENGTH]


def _change(change: Change) -> Item:
    state = f": {words.state_word(change.after, 'de')}" if change.kind == "status" else ""
    said = [f"{say_partial(change.when)}: {change.text}".removesuffix(": ")]
    said += [f"Quelle: {source.title}" for source in change.sources]
    return Item(
        f"{change.page_kind}/{change.page_key}/{change.kind}/{change.key}",
        PartialDate.parse(change.when).latest,
        change.title + state,
        "\n".join(said),
        change.kind,
        _page(change),
    )


def _page(change: Change) -> str:
    if change.page_kind == "event":
        return reverse("portal:chronicle")
    return reverse(f"portal:{change.page_kind}", args=[change.page_key])


def _reports(now: Situation) -> Iterator[Item]:
    for report in published_reports(now):
        title = f"Monitoring-Bericht, Stand {say_date(report.as_of)}"
        edition = now.plan.editions[report.edition].title
        built = timezone.localdate(report.built_at)
        yield Item(f"report/{report.key}", built, title, edition, "publication", reverse("portal:reports"))


def _rounds(now: Situation) -> Iterator[Item]:
    for one in published_rounds(now):
        if one.file is not None:
            said = [invented(one.file, "de"), answer_sentence(one.file, "de"), change_sentence(one.file, "de")]
            title = f"Monitoring-Runde {one.title} veröffentlicht"
            link = reverse("portal:round", args=[one.key])
            yield Item(f"round/{one.key}", one.published_on, title, "\n".join(filter(None, said)), "publication", link)


def _written(now: Situation, path: str, measure: str) -> str:
    base = settings.BASE_URL
    atom = _begun(now, f"{base}{path}", measure)
    for item in items(now, measure):
        day = timezone.make_aware(datetime.combine(item.day, time()))
        atom.add_item(
            title=_printable(item.title),
            link=f"{base}{item.link}",
            description=_printable(item.text),
            unique_id=_ident(f"{now.plan.key}/{item.ident}"),
            updateddate=day,
            categories=[item.kind],
        )
    return atom.writeString("utf-8")


def _begun(now: Situation, address: str, measure: str) -> Atom1Feed:
    plan = _printable(now.plan.title)
    shown = now.plan.measures[measure].latest.title if measure else ""
    page = reverse("portal:measure", args=[measure]) if measure else "/"
    return Atom1Feed(
        title=f"{_printable(shown)} – {plan}" if shown else plan,
        link=f"{settings.BASE_URL}{page}",
        description="",
        subtitle="Was sich geändert hat",
        language="de",
        feed_url=f"{address}?measure={measure}" if measure else address,
        feed_guid=_ident(f"{now.plan.key}/measure/{measure}" if measure else now.plan.key),
        author_name=plan,
    )


def _ident(said: str) -> str:
    """An id that stays when the instance moves to another host."""
    return uuid5(NAMESPACE_URL, f"leitstand:{said}").urn


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
