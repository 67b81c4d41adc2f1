"""The list of measures, and the page of one measure under its permanent address."""

from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import MeasureView, MilestoneView
from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.foundation.calendar import PartialDate
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown import choosing
from leitstand.interfaces.portal.shown.addresses import keeping
from leitstand.interfaces.portal.shown.api import api
from leitstand.interfaces.portal.shown.bars import bar
from leitstand.interfaces.portal.shown.moments import amounts, timeline
from leitstand.interfaces.portal.shown.notes import Notes
from leitstand.interfaces.portal.shown.rounds import turns

LINES = 50


@page
def measures(request: HttpRequest, now: Situation) -> HttpResponse:
    chosen = choosing.read(request.GET, now)
    rows = choosing.lines(now, chosen)
    return show(
        request,
        now,
        "measures",
        chosen=chosen,
        sorts=[(code, _(label)) for code, label in choosing.SORTS.items()],
        page_obj=Paginator(rows, LINES).get_page(request.GET.get("page")),
        count=len(rows),
        total=len(now.plan.measures),
        bar=bar(now.distribution(rows)),
        csv_url=_csv_url(request, chosen),
    )


def _csv_url(request: HttpRequest, chosen: choosing.Chosen) -> str:
    asked = {choice.name: choice.chosen for choice in chosen.active}
    asked |= {"q": chosen.text, "as_of": request.GET.get("as_of", "")}
    return api("measures", format="csv", **asked)


@page
def measure(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _(
        "Eine Maßnahme mit der Adresse „%(key)s“ gibt es nicht, oder sie war an diesem Tag noch nicht bekannt."
    )
    shown = found(now.plan.measures, key, sentence % {"key": key[:120]})
    row = next(row for row in now.rows(shown.latest.edition_key) if row.measure.key == key)
    notes = Notes()
    link = keeping(request)
    taken = turns(now, key, lambda round_key: link("portal:round", round_key))
    return show(
        request,
        now,
        "measure",
        measure=shown,
        row=row,
        entry=shown.latest,
        contact=shown.contact_on(now.as_of),
        json_url=api(f"measures/{key}", as_of=request.GET.get("as_of", "")),
        feed_url=api("changes.atom", measure=key),
        answer=words.why_state(shown, language(), settings.OPTIONS["STALE_MONTHS"]),
        became=_became(now, shown),
        next_step=_next_step(row),
        last_step=_last_step(row),
        money=[(fact, amounts(fact)) for fact in reversed(shown.funding)],
        turns=taken,
        timeline=timeline(now, shown, notes, lambda edition: link("portal:edition", edition), taken.pages),
        other_titles=_other_titles(shown),
        indicators=[(now.indicators[item.indicator_key], item) for item in now.links_by_measure.get(key, ())],
        contradictions=now.contradictions_about("measure", key),
        cite=citation(now, plainly(shown.latest), "measure", key),
        origins=now.origins_of("measure", key),
        notes=notes,
    )


def _became(now: Situation, measure: MeasureView) -> list[MeasureRow]:
    """The measure's lines in the editions before the last one in which it stands: each has its outcome."""
    rows = [row for entry in measure.entries for row in now.rows(entry.edition_key) if row.entry.key == entry.key]
    in_force = now.plan.in_force
    return [row for row in rows if in_force is None or row.entry.edition_key != in_force.key]


def _next_step(row: MeasureRow) -> MilestoneView | None:
    waiting = [step for step in row.entry.milestones if not step.done_on]
    return min(waiting, key=lambda step: PartialDate.parse(step.due).latest if step.due else date.max, default=None)


def _last_step(row: MeasureRow) -> MilestoneView | None:
    done = [step for entry in row.measure.entries for step in entry.milestones if step.done_on]
    return max(done, key=lambda step: PartialDate.parse(step.done_on).latest, default=None)


def _other_titles(measure: MeasureView) -> list[tuple[str, str]]:
    """Titles that other editions gave it, with the edition."""
    now = measure.latest.title
    return [(entry.title, entry.edition_short) for entry in measure.entries if entry.title != now]
