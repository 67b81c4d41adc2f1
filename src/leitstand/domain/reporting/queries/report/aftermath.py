"""The report's end: earlier editions, what falls due, contradictions and gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from leitstand.domain.indicators.queries import IndicatorView, TargetView
from leitstand.domain.plans.queries.views import EditionView, StatementView
from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.lineage import OUTCOMES
from leitstand.domain.reporting.queries.report.indicators import target_line
from leitstand.domain.reporting.queries.report.measures import statement_value
from leitstand.domain.reporting.queries.report.views import (
    Contradiction,
    Count,
    DueLine,
    EarlierEdition,
    FateLine,
    GapGroup,
    GapLine,
    MeasureLine,
    Said,
)
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.situation import MeasureRow
from leitstand.domain.reporting.words import gap_word, outcome_word
from leitstand.foundation.calendar import PartialDate


def earlier_editions(writer: Writer) -> tuple[EarlierEdition, ...]:
    """Editions before this one, the latest first; announcements are none."""
    ordered = list(writer.situation.plan.editions.values())
    before = ordered[: ordered.index(writer.edition)]
    return tuple(_earlier(writer, edition) for edition in reversed(before) if edition.kind == "edition")


def _earlier(writer: Writer, edition: EditionView) -> EarlierEdition:
    rows = writer.situation.rows(edition.key)
    counted = Counter(row.outcome for row in rows)
    counts = writer.counts([(code, outcome_word(code, writer.language), counted[code]) for code in OUTCOMES], len(rows))
    sentence = (
        writer.say("fate_sentence", total=len(rows), counts=writer.listing(counts)) if rows else writer.say("fate_none")
    )
    published = writer.situation.published_count(edition.key)
    if published and published.value and published.value > len(rows):
        total = (
            f"{writer.say('about')} {writer.number(published.value)}"
            if published.approximate
            else writer.number(published.value)
        )
        sentence += " " + writer.say("fate_published", published=total, rest=writer.number(published.value - len(rows)))
    return EarlierEdition(
        Said(writer.said(edition).text, writer.cite(published.sources) if published else ()),
        sentence,
        counts,
        tuple(_fate(writer, row) for row in rows),
    )


def _fate(writer: Writer, row: MeasureRow) -> FateLine:
    fates = writer.situation.fates_from.get(row.entry.key, ())
    targets = [writer.situation.plan.entries[fate.new_entry_key] for fate in fates if fate.new_entry_key]
    led_to = "; ".join(f"{writer.said(entry).text} ({entry.edition_short})" for entry in targets)
    last = row.measure.last_status
    if fates:
        sources = tuple(source for fate in fates for source in fate.sources)
        reason = writer.german(" ".join(fate.reason for fate in fates if fate.reason), sources)
    elif last:
        reason = writer.german(f"{writer.date(last.when)}: {last.said}", last.sources)
    else:
        reason = Said("", writer.cite(row.entry.sources))
    return FateLine(
        writer.said(row.entry), row.entry.code, row.outcome, outcome_word(row.outcome, writer.language), led_to, reason
    )


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February after a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def due_lines(writer: Writer, rows: Sequence[MeasureRow], until: date) -> tuple[DueLine, ...]:
    """Milestones, ends and targets whose latest possible day lies after the day of the report, up to ``until``."""
    day = writer.situation.as_of
    lines = [line for line in _dated(writer, rows) if day < PartialDate.parse(line.raw_when).latest <= until]
    return tuple(sorted(lines, key=_by_day))


def _by_day(line: DueLine) -> tuple[date, str, str]:
    return PartialDate.parse(line.raw_when).latest, line.what, line.title.text


def _dated(writer: Writer, rows: Sequence[MeasureRow]) -> Iterator[DueLine]:
    edition = writer.edition
    if edition.ends:
        title = writer.said(edition)
        yield DueLine(writer.date(edition.ends), edition.ends, writer.say("end_of_edition"), title, "", "")
    for row in rows:
        yield from _of_measure(writer, row)
    for indicator in writer.situation.indicators.values():
        for target in indicator.targets:
            yield from _of_target(writer, target, indicator)
    for target in writer.situation.targets:
        yield from _of_target(writer, target, None)


def _of_measure(writer: Writer, row: MeasureRow) -> Iterator[DueLine]:
    entry = row.entry
    title, lead = writer.said(entry), writer.short(entry.lead)
    for milestone in entry.milestones:
        if milestone.due and not milestone.done_on:
            said = writer.said(milestone, sources=milestone.sources)
            yield DueLine(writer.date(milestone.due), milestone.due, writer.say("milestone"), said, title.text, lead)
    if entry.ends and row.state not in ("completed", "stopped"):
        yield DueLine(writer.date(entry.ends), entry.ends, writer.say("end_of_measure"), title, "", lead)


def _of_target(writer: Writer, target: TargetView, indicator: IndicatorView | None) -> Iterator[DueLine]:
    if target.due:
        line = target_line(writer, target, indicator)
        of = writer.said(indicator).text if indicator else ""
        yield DueLine(line.due, line.raw_due, writer.say("target"), line.said, of, writer.short(target.committed_by))


def overdue_lines(writer: Writer, rows: Sequence[MeasureRow]) -> tuple[DueLine, ...]:
    """Milestones whose day has certainly passed without being reached, the oldest first."""
    lines = []
    for row in rows:
        late = {milestone.due for milestone in row.entry.milestones if milestone.overdue}
        what = writer.say("milestone")
        lines += [line for line in _of_measure(writer, row) if line.what == what and line.raw_when in late]
    return tuple(sorted(lines, key=_by_day))


def contradictions(writer: Writer) -> tuple[Contradiction, ...]:
    return tuple(_contradiction(writer, group) for group in writer.situation.contradictions)


def _contradiction(writer: Writer, group: Sequence[StatementView]) -> Contradiction:
    first = group[0]
    return Contradiction(
        about=_subject(writer, first),
        aspect=writer.said(first),
        when=writer.date(first.when),
        values=tuple(_value(writer, statement) for statement in group),
    )


def _subject(writer: Writer, statement: StatementView) -> Said:
    plan = writer.situation.plan
    kind, key = statement.subject_kind, statement.subject_key
    if kind == "measure" and key in plan.measures:
        return writer.said(plan.measures[key].latest)
    if kind == "institution" and key in plan.institutions:
        return writer.said(plan.institutions[key], "name")
    places = {
        "edition": plan.editions,
        "topic": plan.topics,
        "indicator": writer.situation.indicators,
        "event": {event.key: event for event in plan.events},
    }
    found = places.get(kind, {}).get(key)
    return writer.said(found or plan)


def _value(writer: Writer, statement: StatementView) -> Said:
    german = statement.value is None and writer.language != "de"
    return Said(
        statement_value(writer, replace(statement, when="")), writer.cite(statement.sources), "de" if german else ""
    )


def gap_counts(writer: Writer, rows: Sequence[MeasureRow]) -> tuple[Count, ...]:
    """How many measures lack what, in the rule's order."""
    counted = Counter(gap for row in rows for gap in row.gaps)
    return writer.counts([(gap, gap_word(gap, writer.language), counted[gap]) for gap in GAPS], len(rows))


def gap_groups(writer: Writer, lines: Sequence[MeasureLine]) -> tuple[GapGroup, ...]:
    """Measures with gaps by lead, in alphabetical order; those without a known lead come last."""
    grouped: dict[str, list[GapLine]] = {}
    for line in lines:
        if line.gaps:
            grouped.setdefault(line.lead, []).append(GapLine(line.number, line.title, line.gap_words))
    ordered = sorted(grouped, key=lambda lead: (not lead, lead.casefold()))
    return tuple(GapGroup(lead or writer.say("lead_unknown"), tuple(grouped[lead])) for lead in ordered)
