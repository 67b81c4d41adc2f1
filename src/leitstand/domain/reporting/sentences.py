"""Sentences that answer a page's question, made from the situation, in both languages (``de`` or ``en``)."""

from collections import Counter
from collections.abc import Iterable

from leitstand.domain.plans.queries.views import EditionView, StatusView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.lineage import OUTCOMES
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation
from leitstand.domain.reporting.words import counted_outcome, gap_word
from leitstand.foundation.calendar import PartialDate, months_between
from leitstand.foundation.wording import say_number, say_partial


def listing(parts: Iterable[str], language: str) -> str:
    """``a, b und c``."""
    said = list(parts)
    joint = " und " if language[:2] == "de" else " and "
    return joint.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def published_number(situation: Situation, edition: EditionView) -> int | None:
    """How many measures the edition has by what was published; ``None`` if nothing was."""
    said = situation.published_count(edition.key)
    return int(said.value) if said and said.value else None


def unnamed(situation: Situation, edition: EditionView) -> int:
    """How many published measures of an edition are not known by name."""
    published = published_number(situation, edition)
    return max(0, published - len(situation.rows(edition.key))) if published else 0


def unnamed_sentence(situation: Situation, edition: EditionView, language: str) -> str:
    """``Von 27 veröffentlichten Maßnahmen sind 23 hier nicht mit Namen bekannt.``; empty if none is missing."""
    missing, published = unnamed(situation, edition), published_number(situation, edition)
    if not missing or published is None:
        return ""
    total, unknown = say_number(published, 0, language), say_number(missing, 0, language)
    if language[:2] == "de":
        return (
            f"Veröffentlicht sind {total} Maßnahmen; {unknown} davon sind hier nicht mit Namen bekannt, weil keine "
            "zugängliche Quelle sie nennt."
        )
    return (
        f"{total} measures were published; {unknown} of them are not known here by name, because no accessible "
        "source names them."
    )


def outcome_counts(rows: Iterable[MeasureRow]) -> list[tuple[str, int]]:
    """How many measures have which outcome, in the rule's order, those that occur."""
    counted = Counter(row.outcome for row in rows)
    return [(code, counted[code]) for code in OUTCOMES if counted[code]]


def fate_sentence(situation: Situation, edition: EditionView, language: str) -> str:
    """What became of an edition's measures, in one or two sentences, the unknown ones included."""
    german = language[:2] == "de"
    rows = situation.rows(edition.key)
    short = edition.short_title
    if not rows:
        if german:
            return f"Zur Fassung {short} ist hier keine Maßnahme mit Namen bekannt."
        return f"No measure of the edition {short} is known here by name."
    counts = listing(
        (
            f"{say_number(count, 0, language)}\u00a0{counted_outcome(code, language)}"
            for code, count in outcome_counts(rows)
        ),
        language,
    )
    number = say_number(len(rows), 0, language)
    if german:
        said = f"Von {number} namentlich bekannten Maßnahmen der Fassung {short}: {counts}."
    else:
        said = f"Of {number} measures of the edition {short} known by name: {counts}."
    missing = unnamed(situation, edition)
    if not missing:
        return said
    number = say_number(missing, 0, language)
    if german:
        return f"{said} Weitere {number} Maßnahmen wurden veröffentlicht, sind hier aber nicht mit Namen bekannt."
    return f"{said} Another {number} measures were published but are not known here by name."


def gap_counts(rows: Iterable[MeasureRow]) -> list[tuple[str, int]]:
    """How many measures lack what, in the rule's order."""
    counted = Counter(gap for row in rows for gap in row.gaps)
    return [(code, counted[code]) for code in GAPS]


def gap_sentence(rows: Iterable[MeasureRow], language: str) -> str:
    """Which information is missing most, in one sentence."""
    every = list(rows)
    lacking = sum(bool(row.gaps) for row in every)
    worst = max(gap_counts(every), key=lambda pair: pair[1], default=("", 0))
    german = language[:2] == "de"
    if not every:
        return "Hier sind noch keine Maßnahmen erfasst." if german else "No measures are recorded here yet."
    if not lacking:
        return "Zu keiner Maßnahme fehlt eine Angabe." if german else "No measure lacks anything."
    total, word = len(every), gap_word(worst[0], language)
    if german:
        return f"Bei {lacking} von {total} Maßnahmen fehlt etwas; am häufigsten: {word} ({worst[1]}-mal)."
    return f"{lacking} of {total} measures lack something; most often: {word} ({worst[1]} times)."


def latest_status(rows: Iterable[MeasureRow]) -> StatusView | None:
    """The most recent status of the measures, whether or not it still holds."""
    said = [status for row in rows for status in row.measure.statuses]
    return max(said, key=lambda status: PartialDate.parse(status.when).latest, default=None)


def age_sentence(situation: Situation, rows: Iterable[MeasureRow], language: str) -> str:
    """How old the last report on the measures is."""
    german = language[:2] == "de"
    last = latest_status(rows)
    if last is None:
        return "Dazu liegt keine Meldung vor." if german else "There is no report on them."
    when = say_partial(last.when, language)
    months = months_between(PartialDate.parse(last.when).latest, situation.as_of)
    if months < 24:
        age = f"{months} Monate alt" if german else f"{months} months old"
    else:
        age = f"{months // 12} Jahre alt" if german else f"{months // 12} years old"
    if german:
        return f"Die letzte Meldung ist {'vom' if len(last.when) == len('2026-06-30') else 'von'} {when} ({age})."
    return f"The last report is from {when} ({age})."
