"""What the plan rests on and what it lacks: sources, papers, contradictions, gaps, the chronicle."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leitstand.domain.indicators.rules.regions import LAENDER, name_of, own_papers
from leitstand.domain.papers.queries import PaperView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.reporting import sentences, words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.queries.citing import citation_counts, citations
from leitstand.domain.reporting.queries.lately import changes
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import found, page, show
from leitstand.interfaces.portal.views.start import edition_asked

RECORDS = {
    "edition": gettext_noop("Fassungen"),
    "resolution": gettext_noop("Beschlüsse"),
    "field": gettext_noop("Handlungsfelder"),
    "topic": gettext_noop("Themen"),
    "measure": gettext_noop("Maßnahmen"),
    "milestone": gettext_noop("Meilensteine"),
    "status": gettext_noop("Meldungen zum Stand"),
    "funding": gettext_noop("Angaben zum Geld"),
    "fate": gettext_noop("Verbleib"),
    "institution": gettext_noop("Institutionen"),
    "indicator": gettext_noop("Indikatoren"),
    "value": gettext_noop("Werte von Indikatoren"),
    "target": gettext_noop("Ziele"),
    "event": gettext_noop("Ereignisse"),
    "statement": gettext_noop("Einzelne Angaben"),
    "paper": gettext_noop("Papiere"),
    "demand": gettext_noop("Forderungen"),
}
SUBJECTS = {
    "plan": gettext_noop("Plan"),
    "edition": gettext_noop("Fassung"),
    "measure": gettext_noop("Maßnahme"),
    "institution": gettext_noop("Institution"),
    "indicator": gettext_noop("Indikator"),
    "topic": gettext_noop("Thema"),
    "event": gettext_noop("Ereignis"),
}


@page
def sources(request: HttpRequest, now: Situation) -> HttpResponse:
    counts = citation_counts(now)
    cited = [source for source in now.plan.sources.values() if counts[source.key]]
    ordered = sorted(cited, key=lambda source: (source.kind_label, source.title.casefold()))
    groups = [
        (kind, [(source, counts[source.key]) for source in those])
        for kind, those in groupby(ordered, lambda s: s.kind_label)
    ]
    return show(request, now, "sources", groups=groups, count=len(ordered))


@page
def source(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    shown = found(now.plan.sources, key, _("Eine Quelle mit der Adresse „%(key)s“ gibt es nicht.") % {"key": key[:120]})
    cited = citations(now, key)
    groups = [(kind, _(RECORDS[kind]), list(those)) for kind, those in groupby(cited, lambda citation: citation.kind)]
    return show(request, now, "source", source=shown, groups=groups, count=len(cited))


@page
def papers(request: HttpRequest, now: Situation) -> HttpResponse:
    land = request.GET.get("land", "")
    if land and land not in LAENDER:
        raise RuleBroken(_("Ein Land mit dem Schlüssel „%(key)s“ gibt es nicht.") % {"key": land[:20]}, "land")
    chosen = [paper for paper in now.papers if not land or own_papers(land, paper.land)]
    groups: dict[str, list[PaperView]] = {}
    for paper in chosen:
        groups.setdefault(paper.land or paper.body, []).append(paper)
    return show(
        request,
        now,
        "papers",
        groups=groups.items(),
        count=len(chosen),
        monitored=sum(bool(paper.monitoring) for paper in chosen),
        demands=sum(len(paper.demands) for paper in chosen),
        land=name_of(land, language()) if land else "",
    )


@page
def contradictions(request: HttpRequest, now: Situation) -> HttpResponse:
    lines = [
        (group, _(SUBJECTS[group[0].subject_kind]), _subject(now, group[0].subject_kind, group[0].subject_key))
        for group in now.contradictions
    ]
    return show(request, now, "contradictions", lines=lines)


def _subject(now: Situation, kind: str, key: str) -> str:
    """The title of what a statement is about."""
    plan = now.plan
    if kind == "measure":
        return plainly(plan.measures[key].latest)
    if kind == "institution":
        return plainly(plan.institutions[key], "name") if key in plan.institutions else key
    things = {"edition": plan.editions, "topic": plan.topics, "indicator": now.indicators}
    things["event"] = {event.key: event for event in plan.events}
    thing = things.get(kind, {}).get(key)
    return plainly(thing) if thing else plainly(plan)


@page
def gaps(request: HttpRequest, now: Situation) -> HttpResponse:
    edition = edition_asked(request, now, None)
    kind = request.GET.get("gap", "")
    if kind and kind not in GAPS:
        raise RuleBroken(_("Eine Lücke der Art „%(kind)s“ gibt es nicht.") % {"kind": kind[:60]}, "gap")
    every = list(now.rows(edition.key)) if edition else _latest(now)
    rows = [row for row in every if (kind in row.gaps if kind else row.gaps)]
    return show(
        request,
        now,
        "gaps",
        answer=sentences.gap_sentence(every, language()),
        edition=edition,
        kind=kind,
        editions=[known for known in now.plan.editions.values() if now.rows(known.key)],
        counts=[(code, words.gap_word(code, language()), count) for code, count in sentences.gap_counts(every)],
        total=len(every),
        groups=_by_lead(rows),
        count=len(rows),
        unnamed=[(known, sentences.unnamed_sentence(now, known, language())) for known in now.plan.editions.values()],
        empty_topics=now.empty_topics,
        valueless=[indicator for indicator in now.indicators.values() if indicator.latest is None],
    )


def _latest(now: Situation) -> list[MeasureRow]:
    """Each measure once, by its latest entry."""
    return list({row.measure.key: row for key in now.plan.editions for row in now.rows(key)}.values())


def _by_lead(rows: Iterable[MeasureRow]) -> list[tuple[str, list[MeasureRow]]]:
    """Measures by their lead, in alphabetical order; those without one first, since they need one most."""
    grouped: dict[str, list[MeasureRow]] = {}
    for row in rows:
        grouped.setdefault(plainly(row.entry.lead, "name") if row.entry.lead else "", []).append(row)
    return sorted(grouped.items(), key=lambda pair: pair[0].casefold())


@page
def chronicle(request: HttpRequest, now: Situation) -> HttpResponse:
    every = [change for change in changes(now) if change.kind != "status"]
    years = [
        (year, list(those)) for year, those in groupby(every, lambda change: PartialDate.parse(change.when).latest.year)
    ]
    return show(request, now, "chronicle", years=years, count=len(every))
