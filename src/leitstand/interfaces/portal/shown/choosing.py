"""The list of measures: which filters there are, what they may hold, and which lines pass them.

The names of the filters are those of the API, so that the page's query gives the same lines as CSV.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from leitstand.domain.plans.models import District
from leitstand.domain.plans.queries.views import EntryView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.state import STATES
from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.rules.search import Folded, search
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.look.templatetags.words import language, plainly

SORTS = {
    "plan": gettext_noop("wie im Plan"),
    "title": gettext_noop("Titel"),
    "state": gettext_noop("Stand der Umsetzung"),
    "lead": gettext_noop("Federführung"),
    "newest": gettext_noop("neueste Meldung zuerst"),
}
Groups = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Choice:
    """One filter: its name in the query, its label, its options in groups, and the option chosen."""

    name: str
    label: str
    groups: Groups
    chosen: str = ""

    @property
    def chosen_label(self) -> str:
        return next(label for _group, options in self.groups for value, label in options if value == self.chosen)


@dataclass(frozen=True)
class Chosen:
    """The filters as asked for: words, choices by name, order."""

    text: str
    choices: Mapping[str, Choice]
    sort: str
    further: frozenset[str] = field(
        default=frozenset({"field", "topic", "institution", "district", "lighthouse", "gap"})
    )

    def value(self, name: str) -> str:
        return self.choices[name].chosen

    @property
    def active(self) -> list[Choice]:
        return [choice for choice in self.choices.values() if choice.chosen]

    @property
    def further_active(self) -> bool:
        return any(choice.name in self.further for choice in self.active)


def read(query: QueryDict, now: Situation) -> Chosen:
    """Read the filters from the query. Raises ``RuleBroken`` for an option that does not exist."""
    choices = {choice.name: choice for choice in _choices(now)}
    chosen = {name: _with(choice, query.get(name, "")) for name, choice in choices.items()}
    sort = query.get("sort", "") or "plan"
    if sort not in SORTS:
        raise RuleBroken(_("Nach „%(sort)s“ lässt sich die Liste nicht sortieren.") % {"sort": sort[:60]}, "sort")
    return Chosen(query.get("q", "").strip()[:200], chosen, sort)


def _with(choice: Choice, value: str) -> Choice:
    allowed = {option for _group, options in choice.groups for option, _label in options}
    if value and value not in allowed:
        sentence = _("Der Filter „%(filter)s“ kennt „%(value)s“ nicht. Bitte wählen Sie aus der Liste.")
        raise RuleBroken(sentence % {"filter": choice.label, "value": value[:60]}, "filter")
    return Choice(choice.name, choice.label, choice.groups, value)


def _choices(now: Situation) -> Iterator[Choice]:
    editions = [edition for edition in now.plan.editions.values() if now.rows(edition.key)]
    yield Choice("edition", _("Fassung"), [("", [(e.key, e.short_title) for e in editions])])
    states = [(code, words.state_word(code, language())) for code in STATES]
    yield Choice("state", pgettext("state", "Stand"), [("", states)])
    every = now.plan.editions.values()
    yield Choice("field", _("Handlungsfeld"), [(e.short_title, [(f.key, plainly(f)) for f in e.fields]) for e in every])
    yield Choice("topic", _("Thema"), [(e.short_title, [(t.key, plainly(t)) for t in e.topics]) for e in every])
    yield Choice("institution", _("Institution"), [("", sorted(_taking_part(now).items(), key=lambda pair: pair[1]))])
    yield Choice("district", _("Bezirk"), [("", [(str(key), str(name)) for key, name in District.choices])])
    yield Choice(
        "lighthouse", _("Leuchtturm"), [("", [("true", _("nur Leuchttürme")), ("false", _("keine Leuchttürme"))])]
    )
    yield Choice("gap", _("Was fehlt"), [("", [(code, words.gap_word(code, language())) for code in GAPS])])


def _taking_part(now: Situation) -> dict[str, str]:
    parts = [part for entry in now.plan.entries.values() for part in entry.responsibilities]
    return {part.institution.key: plainly(part.institution, "name") for part in parts}


def lines(now: Situation, chosen: Chosen) -> list[MeasureRow]:
    """One line for each measure: its latest entry for which all filters hold, in the order asked for."""
    editions = [chosen.value("edition")] if chosen.value("edition") else list(now.plan.editions)
    latest = {row.measure.key: row for key in editions for row in now.rows(key) if _holds(row, chosen)}
    found = list(latest.values())
    if chosen.text:
        found = _saying(chosen.text, found)
    return sorted(found, key=_ORDER[chosen.sort]) if chosen.sort != "plan" or not chosen.text else found


def _holds(row: MeasureRow, chosen: Chosen) -> bool:
    entry = row.entry
    return (
        chosen.value("state") in ("", row.state)
        and chosen.value("field") in ("", entry.field.key if entry.field else None)
        and chosen.value("topic") in ("", *_topics(entry))
        and chosen.value("institution") in ("", *(part.institution.key for part in entry.responsibilities))
        and chosen.value("district") in ("", entry.district)
        and chosen.value("lighthouse") in ("", str(entry.lighthouse).lower())
        and chosen.value("gap") in ("", *row.gaps)
    )


def _topics(entry: EntryView) -> list[str]:
    own = [entry.topic] if entry.topic else []
    return [topic.key for topic in (*own, *entry.further_topics)]


def _saying(text: str, rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Lines whose measure was ever so called, or is so described; best first."""
    said = [(row, text_) for row in rows for text_ in _texts(row)]
    hits = search(text, [Folded.of(text_) for _row, text_ in said])
    return list({said[hit.index][0].measure.key: said[hit.index][0] for hit in hits}.values())


def _texts(row: MeasureRow) -> Iterator[str]:
    for entry in row.measure.entries:
        yield from (entry.title, entry.title_en, entry.code, entry.task, entry.promise, entry.promise_en)


_ORDER: dict[str, Callable[[MeasureRow], Any]] = {
    "plan": lambda row: 0,
    "title": lambda row: plainly(row.entry).casefold(),
    "state": lambda row: STATES.index(row.state),
    "lead": lambda row: (row.entry.lead is None, row.entry.lead.name.casefold() if row.entry.lead else ""),
    "newest": lambda row: row.measure.state.age_months if row.measure.state.age_months is not None else 10_000,
}
