"""The reading desk: one paper with its outline, our topics in it, a page beside its picture, a passage at hand."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.papers.access import may_keep, own_mark, require_keeper, require_staff
from leitstand.domain.papers.models import Passage
from leitstand.domain.papers.operations.marks import mark_passage, unmark
from leitstand.domain.papers.operations.topics import correct_topic
from leitstand.domain.papers.queries import texts
from leitstand.domain.papers.queries.citing import cited_passage
from leitstand.domain.papers.queries.margins import Margin, margins
from leitstand.domain.papers.queries.search import Hit, similar
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_texts import topics_of
from leitstand.domain.papers.queries.topics import coverage, quotes_on
from leitstand.domain.papers.rules.demands import propose_demands
from leitstand.domain.plans.models import Topic
from leitstand.domain.reporting.demand_words import passage_citation
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.views.papers import address
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.templatetags.words import language

ALIKE, LOOKED_AT = 4, 24
NOTHING = Margin()


@dataclass(frozen=True, slots=True)
class Line:
    """A passage on the page with what stands beside it; ``demanding`` if a sentence of it looks like a demand."""

    passage: texts.PassageRow
    margin: Margin
    demanding: bool

    @property
    def noted(self) -> bool:
        """Whether anything stands beside it."""
        beside = self.margin
        return bool(beside.holding or beside.demands or beside.decisions or beside.marks or self.demanding)


def paper(request: HttpRequest, key: str) -> HttpResponse:
    """What does this paper say on our topics?"""
    actor = actor_of(request)
    require_staff(actor)
    papers = texts.list_papers(actor)
    shown = next((one for one in papers if one.key == key), None)
    if shown is None:
        raise NotFound(_("Dieses Papier gibt es nicht."))
    context: dict[str, Any] = {
        "paper": shown, "may_keep": may_keep(actor), "kin": _kin(shown, papers),
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (shown.title, "")),
    }  # fmt: skip
    if not shown.fulltext_key:
        return render(request, "desk/papers/no_text.html", context)
    return render(request, "desk/papers/reading.html", context | _text(request, shown, actor))


def _kin(shown: texts.PaperRow, papers: Sequence[texts.PaperRow]) -> list[texts.PaperRow]:
    """Earlier and later editions of the same paper."""
    return [one for one in papers if one.key == shown.previous_key or one.previous_key == shown.key]


def _text(request: HttpRequest, shown: texts.PaperRow, actor: Actor) -> dict[str, Any]:
    text = texts.fulltext(shown.fulltext_key, actor)
    chosen = _chosen(request, text.key, actor)
    page = texts.page(text.key, _number(request, chosen, text.page_count), actor)
    topics = _topics()
    lines = _lines(page, topics, actor)
    at_hand = next((line for line in lines if chosen and line.passage.pk == chosen.pk), None)
    topic = next((one for one in topics if one.key == request.GET.get("thema", "")), None)
    return {
        "text": text,
        "page": page,
        "lines": lines,
        "at_hand": at_hand,
        "topics": topics,
        **_treated(shown.key, topics, actor),
        "topic": topic,
        "quotes": quotes_on(topic.key, actor=actor, paper=shown.key) if topic else (),
        **_pages(page.number, text.page_count),
        **(_at_hand(at_hand, actor) if at_hand else {"alike": [], "citation": "", "permanent": ""}),
    }


def _chosen(request: HttpRequest, text_key: str, actor: Actor) -> texts.PassageRow | None:
    asked = request.GET.get("stelle", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 12):
        return None
    with suppress(NotFound):
        if cited_passage(int(asked), actor=actor).fulltext_key == text_key:
            return texts.passage(int(asked), actor)
    return None


def _number(request: HttpRequest, chosen: texts.PassageRow | None, most: int) -> int:
    asked = request.GET.get("seite", "")
    if chosen is not None:
        return chosen.page
    return min(max(int(asked), 1), most) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1


def _topics() -> Sequence[Topic]:
    with suppress(NotFound):
        return topics_of(edition_for_topics())
    return []


def _treated(key: str, topics: Sequence[Topic], actor: Actor) -> dict[str, Any]:
    """Our topics in the paper with how many passages speak of each; whether its passages have been judged at all."""
    if not topics:
        return {"treated": [], "judged": True}
    found, by_key = coverage(key, actor=actor), {topic.key: topic for topic in topics}
    return {"treated": [(by_key[one], count) for one, _title, count in found.topics], "judged": bool(found.counted)}


def _lines(page: texts.PageView, topics: Sequence[Topic], actor: Actor) -> list[Line]:
    beside = margins([one.pk for one in page.passages], topics, actor=actor)
    return [
        Line(one, beside.get(one.pk, NOTHING), one.kind != "heading" and bool(propose_demands(one.text)))
        for one in page.passages
    ]


def _pages(number: int, most: int) -> dict[str, Any]:
    return {"before": number - 1, "after": number + 1 if number < most else 0, "numbers": range(1, most + 1)}


def _at_hand(line: Line, actor: Actor) -> dict[str, Any]:
    cited = cited_passage(line.passage.pk, actor=actor)
    permanent = settings.BASE_URL + reverse("portal:passage", args=[line.passage.pk])
    found = similar(line.passage.pk, LOOKED_AT, actor=actor)
    return {
        "alike": [(hit, address(hit)) for hit in _elsewhere(found.hits, cited.paper_key)],
        "alike_note": found.note,
        "citation": passage_citation(cited, language(), permanent),
        "permanent": permanent,
        "own_mark": next((one for one in line.margin.marks if one.own), None),
        "other_marks": [one for one in line.margin.marks if not one.own],
    }


def _elsewhere(hits: Sequence[Hit], paper_key: str) -> list[Hit]:
    """What is said alike, in other papers before this one; no headings."""
    saying = [hit for hit in hits if hit.kind != Passage.Kind.HEADING]
    return sorted(saying, key=lambda hit: hit.paper_key == paper_key)[:ALIKE]


@require_POST
def topic(request: HttpRequest, ident: int) -> HttpResponse:
    """This passage speaks of that topic, or does not."""
    actor = actor_of(request)
    require_keeper(actor)
    passage = _passage(ident)
    chosen = next((one for one in _topics() if one.key == request.POST.get("topic", "")), None)
    if chosen is None:
        messages.error(request, _("Bitte ein Thema wählen."))
    else:
        correct_topic(passage, chosen, request.POST.get("fits") == "ja", actor=actor)
        messages.success(request, _("Gemerkt. Die Zuordnung lernt daraus."))
    return _back(passage)


@require_POST
def mark(request: HttpRequest, ident: int) -> HttpResponse:
    """Mark a passage, with a note or without."""
    passage = _passage(ident)
    mark_passage(passage, request.POST.get("note", "")[:4000], actor=actor_of(request))
    messages.success(request, _("Markiert."))
    return _back(passage)


@require_POST
def take_mark_away(request: HttpRequest, ident: int) -> HttpResponse:
    """Take one's own mark away."""
    actor = actor_of(request)
    require_keeper(actor)
    passage = _passage(ident)
    own = own_mark(passage.marks.filter(removed_on=None), actor)
    if own is not None:
        unmark(own, actor=actor)
        messages.success(request, _("Die Markierung ist weg; im Verlauf steht sie noch."))
    return _back(passage)


def _passage(ident: int) -> Passage:
    found = Passage.objects.select_related("fulltext__paper").filter(pk=ident, fulltext__removed_on=None).first()
    if found is None or found.fulltext.paper is None:
        raise NotFound(_("Diese Textstelle gibt es nicht."))
    return found


def _back(passage: Passage) -> HttpResponse:
    paper = passage.fulltext.paper
    assert paper is not None  # noqa: S101 - ``_passage`` refuses others
    return redirect(f"{reverse('desk:paper', args=[paper.key])}?stelle={passage.pk}#stelle-{passage.pk}")
