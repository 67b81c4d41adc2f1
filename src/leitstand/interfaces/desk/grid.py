"""Filtering and sorting the rows of the measure grid: from an address to rows, without a statement of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import EditionView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.state import FINAL, STATES
from leitstand.domain.reporting.queries import MeasureRow, Situation, waiting
from leitstand.domain.reporting.words import MONEY, gap_word, money_word, state_word

ALL = "alle"
NONE = "-"
PAGE = 100
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@dataclass(frozen=True)
class Filters:
    """What the address asks for; every part may be empty. ``-`` means "none known"."""

    fassung: str = ""
    feld: str = ""
    thema: str = ""
    stand: str = ""
    federfuehrung: str = ""
    person: str = ""
    luecke: str = ""
    geld: str = ""
    leuchtturm: str = ""
    q: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        return cls(**{part.name: query.get(part.name, "").strip()[:120] for part in fields(cls)})

    def query(self, **changed: str) -> str:
        """The filters as an address's query, empty ones left out."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)} | changed
        return urlencode({name: value for name, value in parts.items() if value})


def edition_shown(situation: Situation, filters: Filters) -> EditionView | None:
    """The edition filtered for: the one in force unless said otherwise; ``None`` for all."""
    if filters.fassung == ALL:
        return None
    return situation.plan.editions.get(filters.fassung) or situation.plan.in_force


def rows_shown(situation: Situation, filters: Filters) -> list[MeasureRow]:
    """The rows that pass all filters, sorted. Of all editions: each measure once, as its latest has it."""
    tests = [
        test
        for name, make in _TESTS.items()
        if getattr(filters, name)
        for test in [make(situation, getattr(filters, name))]
    ]
    rows = [row for row in _all_rows(situation, filters) if all(test(row) for test in tests)]
    name = filters.sort.lstrip("-")
    if name in SORTS:
        # Two stable passes keep what has no value at the end in both directions.
        rows.sort(key=SORTS[name], reverse=filters.sort.startswith("-"))
        rows.sort(key=lambda row: SORTS[name](row) == "")
    return rows


def _all_rows(situation: Situation, filters: Filters) -> Sequence[MeasureRow]:
    edition = edition_shown(situation, filters)
    if edition is not None:
        return situation.rows(edition.key)
    return [
        row for key in situation.plan.editions for row in situation.rows(key) if row.measure.latest.key == row.entry.key
    ]


Test = Callable[[MeasureRow], bool]


def _field(_situation: Situation, key: str) -> Test:
    return lambda row: (row.entry.field.key if row.entry.field else NONE) == key


def _topic(_situation: Situation, key: str) -> Test:
    return lambda row: (
        key in {topic.key for topic in (row.entry.topic, *row.entry.further_topics) if topic}
        or (key == NONE and row.entry.topic is None)
    )


def _state(_situation: Situation, code: str) -> Test:
    return lambda row: row.state == code or (code == "troubled" and row.state in waiting.TROUBLED)


def _lead(_situation: Situation, key: str) -> Test:
    return lambda row: (row.entry.lead.key if row.entry.lead else NONE) == key


def _person(_situation: Situation, key: str) -> Test:
    return lambda row: key in {person.key for person in (row.measure.contact, row.measure.deputy) if person}


def _gap(situation: Situation, code: str) -> Test:
    if code == "overdue":
        overdue = {item.measure.key for item in waiting.overdue_milestones(situation)}
        return lambda row: row.measure.key in overdue
    if code == "contact":
        return lambda row: row.measure.contact is None
    if code == "fate":
        return lambda row: row.outcome == "unknown"
    return lambda row: code in row.gaps and row.state not in FINAL


def _money(_situation: Situation, code: str) -> Test:
    return lambda row: row.measure.money == code


def _lighthouse(_situation: Situation, said: str) -> Test:
    return lambda row: row.entry.lighthouse == (said == "ja")


def _text(_situation: Situation, text: str) -> Test:
    wanted = text.casefold().split()
    return lambda row: all(word in _searched(row) for word in wanted)


def _searched(row: MeasureRow) -> str:
    lead = row.entry.lead.name if row.entry.lead else ""
    entry = row.entry
    return f"{entry.title} {entry.title_en} {entry.code} {entry.promise} {lead} {row.measure.key}".casefold()


_TESTS: Mapping[str, Callable[[Situation, str], Test]] = {
    "feld": _field, "thema": _topic, "stand": _state, "federfuehrung": _lead, "person": _person,
    "luecke": _gap, "geld": _money, "leuchtturm": _lighthouse, "q": _text,
}  # fmt: skip


def _alphabetic(text: str) -> str:
    return text.casefold().translate(_FOLD)


SORTS: Mapping[str, Callable[[MeasureRow], Any]] = {
    "code": lambda row: _alphabetic(row.entry.code),
    "title": lambda row: _alphabetic(row.entry.title),
    "lead": lambda row: _alphabetic(row.entry.lead.short) if row.entry.lead else "",
    "contact": lambda row: _alphabetic(row.measure.contact.name) if row.measure.contact else "",
    "state": lambda row: f"{STATES.index(row.state)}",
    "ends": lambda row: row.entry.ends or row.entry.begins,
    "money": lambda row: row.measure.money,
}


def choices(situation: Situation, filters: Filters, language: str) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers: (value, label), the empty value first."""
    plan, edition = situation.plan, edition_shown(situation, filters)
    shown = [edition] if edition else list(plan.editions.values())
    rows = _all_rows(situation, filters)
    leads = {row.entry.lead.key: row.entry.lead.short for row in rows if row.entry.lead}
    people = {p.key: p.name for row in rows for p in (row.measure.contact, row.measure.deputy) if p}
    more_gaps = [
        ("overdue", _("überfälliger Meilenstein")),
        ("contact", _("keine Ansprechperson")),
        ("fate", _("Verbleib unbekannt")),
    ]
    return {
        "fassung": [*((e.key, e.short_title) for e in plan.editions.values()), (ALL, _("alle Fassungen"))],
        "feld": [("", _("alle")), *((f.key, f.title) for e in shown for f in e.fields), (NONE, _("ohne"))],
        "thema": [("", _("alle")), *((t.key, t.title) for e in shown for t in e.topics), (NONE, _("ohne"))],
        "stand": [
            ("", _("alle")),
            *((code, state_word(code, language)) for code in STATES),
            ("troubled", _("gefährdet oder nicht im Plan")),
        ],
        "federfuehrung": [
            ("", _("alle")),
            *sorted(leads.items(), key=lambda item: _alphabetic(item[1])),
            (NONE, _("unbekannt")),
        ],
        "person": [("", _("alle")), *sorted(people.items(), key=lambda item: _alphabetic(item[1]))],
        "luecke": [("", _("–")), *((gap, gap_word(gap, language)) for gap in GAPS), *more_gaps],
        "geld": [("", _("alle")), *((code, money_word(code, language)) for code in MONEY)],
        "leuchtturm": [("", _("alle")), ("ja", _("ja")), ("nein", _("nein"))],
    }
