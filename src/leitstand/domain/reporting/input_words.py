"""What a computed light was computed from, in words: the frozen inputs of rule light/1 as labels and values."""

from collections.abc import Iterator, Mapping
from typing import Any

from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure
from leitstand.domain.reporting.words import money_word, pick, state_word
from leitstand.foundation.wording import say_date, say_euro, say_number, say_partial

NONE = ("keine Angabe", "not given")
LABELS: Mapping[str, tuple[str, str]] = {
    "day": ("Gerechnet zum", "Computed as of"),
    "stage": ("Stand der Umsetzung", "Stage of implementation"),
    "begins": ("Beginn", "Begins"),
    "ends": ("Ende", "Ends"),
    "milestone": ("Meilenstein", "Milestone"),
    "money": ("Finanzierung", "Funding"),
    "planned": ("Geplant", "Planned"),
    "secured": ("Gesichert", "Secured"),
    "spent": ("Ausgegeben", "Spent"),
    "indicator": ("Indikator", "Indicator"),
}


def inputs_in_words(one: FrozenMeasure, language: str) -> list[tuple[str, str]]:
    """Label and value of every fact that went in; what was not known says so."""
    return [(pick(LABELS[name], language), value) for name, value in _said(one.inputs, language)]


def _said(facts: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    none = pick(NONE, language)
    yield "day", say_date(facts["day"], language)
    stage = facts["stage"]
    yield "stage", state_word(stage, language) if stage and stage != "unknown" else none
    yield "begins", say_partial(facts["begins"], language) or none
    moved = facts.get("ends_moved_from", "")
    yield "ends", _moved(say_partial(facts["ends"], language) or none, moved, language)
    for step in facts["milestones"]:
        yield "milestone", _milestone(step, language)
    yield "money", money_word(facts["money"] or "unknown", language)
    for name in ("planned", "secured", "spent"):
        if facts[name] is not None:
            yield name, say_euro(facts[name], language)
    for seen in facts["indicators"]:
        yield "indicator", _indicator(seen, language)


def _moved(said: str, moved_from: str, language: str) -> str:
    if not moved_from:
        return said
    return f"{said} ({pick(('zuerst', 'at first'), language)} {say_partial(moved_from, language)})"


def _milestone(step: Mapping[str, Any], language: str) -> str:
    due = say_partial(step["due"], language) or pick(("ohne Termin", "without a date"), language)
    parts = [f"{pick(('fällig', 'due'), language)} {_moved(due, step['moved_from'], language)}"]
    done = say_partial(step["done_on"], language)
    parts.append(f"{pick(('erreicht', 'reached'), language)} {done}" if done else pick(("offen", "open"), language))
    return f"{step['title']}: {', '.join(parts)}"


def _indicator(seen: Mapping[str, Any], language: str) -> str:
    if seen["value"] is None:
        return f"{seen['title']}: {pick(('kein Wert', 'no value'), language)}"
    period = f" ({say_partial(seen['period'], language)})" if seen["period"] else ""
    parts = [say_number(seen["value"], None, language) + period]
    if seen["previous"] is not None:
        parts.append(f"{pick(('davor', 'before'), language)} {say_number(seen['previous'], None, language)}")
    if seen["target"] is not None:
        due = f" ({say_partial(seen['due'], language)})" if seen["due"] else ""
        parts.append(f"{pick(('Ziel', 'target'), language)} {say_number(seen['target'], None, language)}{due}")
    return f"{seen['title']}: {', '.join(parts)}"
