"""A measure's life for the part ``look/parts/timeline.html``: each moment worded."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.html import format_html
from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import (
    EntryView,
    FateView,
    FundingView,
    MeasureView,
    MilestoneView,
    ResolutionView,
    StatementView,
    StatusView,
)
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.domain.reporting import words
from leitstand.domain.reporting.agenda_words import decision_word
from leitstand.domain.reporting.indicator_words import quantity
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.biography import Moment, biography
from leitstand.domain.reporting.queries.rounds.decided import DecisionView, public_decisions
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_date, say_euro, say_partial
from leitstand.interfaces.look.templatetags.words import language, named, state
from leitstand.interfaces.portal.shown.notes import Notes

SHAPES = {
    "report": "report",
    "edition": "edition",
    "decision": "decision",
    "decided": "decision",
    "planned": "planned",
    "fate": "change",
}


def timeline(
    now: Situation, measure: MeasureView, notes: Notes, address: Callable[[str], str], rounds: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The entries of the part, oldest first. ``address`` gives the page of an edition; ``rounds`` the page of the
    round in which a status was reported, by the status's key."""
    decided = public_decisions(measure.key, now.as_of)
    return [_entry(now, moment, notes, address, rounds) for moment in biography(now, measure, decided)]


def _entry(
    now: Situation, moment: Moment, notes: Notes, address: Callable[[str], str], rounds: Mapping[str, str]
) -> dict[str, Any]:
    said = _WORDS[moment.kind](now, moment.record)
    return {
        "kind": SHAPES.get(moment.kind, "fact"),
        "date_text": say_partial(moment.when, language()) or _("ohne Datum"),
        "edition": moment.edition_short,
        "sources": notes.numbered(moment.sources),
        "url": _page(moment, address, rounds),
        "state": None,
        "text": "",
        **said,
    }


def _page(moment: Moment, address: Callable[[str], str], rounds: Mapping[str, str]) -> str:
    if isinstance(moment.record, EntryView):
        return address(moment.record.edition_key)
    return rounds.get(moment.record.key, "") if isinstance(moment.record, StatusView) else ""


def _in_edition(now: Situation, entry: EntryView) -> Mapping[str, Any]:
    kind = _(entry.kind_label) if entry.kind_label else ""
    said = [kind, _("Nummer %(code)s") % {"code": entry.code} if entry.code else ""]
    if entry.lead:
        said.append(_("Federführung: %(name)s") % {"name": entry.lead.name})
    return {"kind_label": _("Steht in der Fassung"), "title": named(entry), "text": " · ".join(filter(None, said))}


def _decision(now: Situation, decision: ResolutionView) -> Mapping[str, Any]:
    return {"kind_label": _("Beschluss"), "title": f"{decision.body.name} {_(decision.kind_label)}"}


def _decided(now: Situation, decision: DecisionView) -> Mapping[str, Any]:
    word = decision_word(decision.kind, language())
    wording = _in_german(decision.text)
    until = _("bis %(day)s") % {"day": say_date(decision.due, language())}
    invented = _("Erfundener Beschluss der Demonstration.") if decision.demonstration else ""
    return {
        "kind_label": _("Beschluss des Steuerungskreises"),
        "title": format_html("{}: {}", capfirst(word), wording) if wording else capfirst(word),
        "text": " · ".join(filter(None, (decision.body, until, invented))),
    }


def _in_german(text: str) -> str:
    """What the committee wrote, marked as German on an English page."""
    return text if language() == "de" or not text else format_html('<span lang="de">{}</span>', text)


def _report(now: Situation, status: StatusView) -> Mapping[str, Any]:
    code = state_of(
        [StatusFact(status.stage, status.light, status.when)], PartialDate.parse(status.when).latest, 1
    ).code
    known = status.stage != "unknown"
    said_by = _("gemeldet von %(name)s") % {"name": status.said_by} if status.said_by else ""
    return {
        "kind_label": _("Meldung"),
        "title": status.said,
        "state": state(code) if known else None,
        "text": " · ".join(filter(None, (status.reason, said_by, status.note))),
    }


def _funding(now: Situation, fact: FundingView) -> Mapping[str, Any]:
    title = _("Geld: %(state)s") % {"state": words.money_word(fact.state, language())}
    return {
        "kind_label": _("Finanzierung"),
        "title": title,
        "text": " · ".join(filter(None, (amounts(fact), fact.note))),
    }


def amounts(fact: FundingView) -> str:
    """The amounts of a funding fact with what they mean: ``geplant 90.000 €, gesichert 50.000 €``."""
    parts = [(_("geplant"), fact.planned), (_("gesichert"), fact.secured), (_("ausgegeben"), fact.spent)]
    about = _("rund") + " " if fact.approximate else ""
    said = ", ".join(f"{word} {about}{say_euro(amount, language())}" for word, amount in parts if amount is not None)
    return ": ".join(filter(None, (fact.funder_name, said)))


def _milestone(now: Situation, step: MilestoneView) -> Mapping[str, Any]:
    return {"kind_label": _("Meilenstein erreicht"), "title": named(step), "text": step.note}


def _planned(now: Situation, step: MilestoneView) -> Mapping[str, Any]:
    label = _("Meilenstein überfällig") if step.overdue else _("Meilenstein offen")
    return {"kind_label": label, "title": named(step), "text": step.note}


def _fate(now: Situation, fate: FateView) -> Mapping[str, Any]:
    after = now.plan.entries.get(fate.new_entry_key)
    title = words.outcome_word(fate.kind, language())
    if after:
        title = f"{title}: {after.title} ({after.edition_short})"
    return {"kind_label": _("Verbleib"), "title": title, "text": fate.reason}


def _result(now: Situation, said: StatementView) -> Mapping[str, Any]:
    return {
        "kind_label": _("Angabe"),
        "title": named(said),
        "text": " · ".join(filter(None, (figure(said), said.text, said.note))),
    }


def figure(said: StatementView) -> str:
    """The figure of a statement with its unit; empty if it has none."""
    if said.value is None:
        return ""
    decimals = max(0, -int(said.value.normalize().as_tuple().exponent))
    return quantity(said.value, said.unit, decimals, language(), approximate=said.approximate)


_WORDS: dict[str, Callable[[Situation, Any], Mapping[str, Any]]] = {
    "edition": _in_edition,
    "decision": _decision,
    "decided": _decided,
    "report": _report,
    "funding": _funding,
    "milestone": _milestone,
    "planned": _planned,
    "fate": _fate,
    "result": _result,
}
