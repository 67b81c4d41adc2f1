"""Institutions: what each carries, what it asked for."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.papers.queries.ledger import ledger
from leitstand.domain.plans.queries.views import EditionView, EventView, InstitutionView, ResolutionView
from leitstand.domain.reporting import demand_words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.queries.rounds.record import published_rounds, record_of
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown.answering import answering
from leitstand.interfaces.portal.shown.bars import bar
from leitstand.interfaces.portal.shown.rounds import rolled

ROLES = ("lead", "partner", "funder")


@page
def institutions(request: HttpRequest, now: Situation) -> HttpResponse:
    taking_part = _parts(now)
    groups: dict[str, list[tuple[InstitutionView, dict[str, int]]]] = {}
    for one in now.plan.institutions.values():
        counts = {role: len(taking_part.get((one.key, role), ())) for role in ROLES}
        groups.setdefault(one.kind_label, []).append((one, counts))
    leading = sum(bool(taking_part.get((key, "lead"))) for key in now.plan.institutions)
    return show(request, now, "institutions", groups=groups.items(), count=len(now.plan.institutions), leading=leading)


def _parts(now: Situation) -> dict[tuple[str, str], list[MeasureRow]]:
    """Measures of all editions by institution and role; each measure once, by its latest entry."""
    found: dict[tuple[str, str], dict[str, MeasureRow]] = {}
    for key in now.plan.editions:
        for row in now.rows(key):
            for part in row.entry.responsibilities:
                found.setdefault((part.institution.key, part.role), {})[row.measure.key] = row
    return {place: list(rows.values()) for place, rows in found.items()}


@page
def institution(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _(
        "Eine Institution mit der Adresse „%(key)s“ gibt es nicht, oder sie war an diesem Tag noch nicht bekannt."
    )
    shown = found(now.plan.institutions, key, sentence % {"key": key[:120]})
    parts = _parts(now)
    led, joined, paid = (parts.get((key, role), []) for role in ROLES)
    papers = [paper for paper in now.papers if paper.institution and paper.institution.key == key]
    asked = ledger(papers)
    return show(
        request,
        now,
        "institution",
        institution=shown,
        answer=_answer(len(led), len(joined) + len(paid), asked.total),
        groups=[(_("Hat die Federführung"), led), (_("Macht mit"), joined), (_("Bezahlt"), paid)],
        papers=papers,
        asked=asked,
        asked_said=demand_words.ledger_sentence(asked, language()),
        titles=answering(now, asked),
        led=led,
        bar=bar(now.distribution(led)),
        rolled=rolled(led),
        record=record_of(published_rounds(now), key),
        decisions=list(_decisions(now, key)),
        sittings=list(_sittings(now, key)),
        statements=now.plan.statements_about("institution", key),
        contradictions=now.contradictions_about("institution", key),
        cite=citation(now, plainly(shown, "name"), "institution", key),
    )


def _answer(led: int, joined: int, demands: int) -> str:
    said = [
        _("führt %(count)s bekannte Maßnahmen") % {"count": led} if led else _("führt keine bekannte Maßnahme"),
        _("ist an %(count)s beteiligt") % {"count": joined} if joined else "",
        _("hat %(count)s Forderungen gestellt") % {"count": demands} if demands else "",
    ]
    return _("Diese Institution %(what)s.") % {"what": ", ".join(filter(None, said))}


def _decisions(now: Situation, key: str) -> Iterator[tuple[EditionView, ResolutionView]]:
    for edition in now.plan.editions.values():
        yield from ((edition, decision) for decision in edition.resolutions if decision.body.key == key)


def _sittings(now: Situation, key: str) -> Iterator[EventView]:
    yield from (event for event in reversed(now.plan.events) if event.body and event.body.key == key)
