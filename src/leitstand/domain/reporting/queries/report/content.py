"""Writing the whole report from a situation."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.plans.queries.views import FieldView, GoalView, TopicView
from leitstand.domain.reporting.queries.report import aftermath, standing
from leitstand.domain.reporting.queries.report.indicators import indicator_group, indicators_of_field
from leitstand.domain.reporting.queries.report.measures import measure_line
from leitstand.domain.reporting.queries.report.printable import printable
from leitstand.domain.reporting.queries.report.rounds import Told, round_part
from leitstand.domain.reporting.queries.report.views import (
    FORMAT,
    Chapter,
    FieldSection,
    IndicatorGroup,
    ReportContent,
    Said,
    TopicLine,
    hash_of,
)
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation
from leitstand.domain.reporting.report_words import all_words
from leitstand.foundation.history.chain import canonical
from leitstand.foundation.wording import say_date


def report_content(
    situation: Situation,
    edition: str,
    *,
    language: str = "de",
    special: tuple[str, str] | None = None,
    told: Told | None = None,
) -> ReportContent:
    """What the monitoring report on an edition says at the end of the situation's day.

    ``special`` is title and text of the special chapter; blank lines in the text part its paragraphs.
    With ``told`` it is the report of that round: the situation must have it laid over already.
    The same situation gives the same content and hash, whenever it is asked. Raises ``NotFound`` if the
    edition was not known by that day.
    """
    writer = Writer(situation, situation.edition(edition), language[:2], settings.OPTIONS["STALE_MONTHS"])
    content = _write(writer, _chapter(special), told)
    named = replace(
        content, terms=writer.terms(canonical(replace(content, words={}).as_dict())), sources=writer.sources()
    )
    cleaned = printable(named)
    return replace(cleaned, content_hash=hash_of(cleaned))


def _chapter(special: tuple[str, str] | None) -> Chapter | None:
    if special is None or not (special[0].strip() or special[1].strip()):
        return None
    text = special[1].replace("\r\n", "\n")
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return Chapter(special[0].strip(), tuple(paragraph for paragraph in paragraphs if paragraph))


def _write(writer: Writer, chapter: Chapter | None, told: Told | None) -> ReportContent:
    """All parts, in the order of the document: so the sources are numbered as the reader meets them."""
    situation, edition = writer.situation, writer.edition
    rows = situation.rows(edition.key)
    until = aftermath.a_year_after(situation.as_of)
    opening = {
        "introduction": standing.introduction(writer),
        "amendments": standing.amendments(writer),
        "rules": standing.rules(writer),
        "standing": standing.standing(writer, rows),
    }
    sections, further = _sections(writer, rows)
    lines = [line for section in sections for line in section.measures]
    closing = {
        "earlier": aftermath.earlier_editions(writer),
        "overdue": aftermath.overdue_lines(writer, rows),
        "due": aftermath.due_lines(writer, rows, until),
        "contradictions": aftermath.contradictions(writer),
        "gap_counts": aftermath.gap_counts(writer, rows),
        "gaps": aftermath.gap_groups(writer, lines),
        "empty_topics": tuple(
            writer.said(topic) for topic in situation.empty_topics if topic.edition_key == edition.key
        ),
    }
    return ReportContent(
        format=FORMAT,
        language=writer.language,
        as_of=situation.as_of,
        as_of_word=say_date(situation.as_of, writer.language),
        plan_key=situation.plan.key,
        edition_key=edition.key,
        title=writer.say("report"),
        edition_title=writer.said(edition),
        short_title=edition.short_title,
        organisation=situation.plan.region,
        adopted_hash=edition.adoption.content_hash if edition.adoption else "",
        sections=sections,
        further_indicators=further,
        chapter=chapter,
        due_until=say_date(until, writer.language),
        terms=(),
        sources=(),
        words=all_words(writer.language),
        round=round_part(writer, told) if told else None,
        views=situation.indicators,
        assessments=situation.assessments,
        history_number=situation.head,
        history_hash=situation.head_hash,
        **opening,  # type: ignore[arg-type]  # the parts' types are those of their functions
        **closing,  # type: ignore[arg-type]  # as above
    )


def _sections(writer: Writer, rows: Sequence[MeasureRow]) -> tuple[tuple[FieldSection, ...], IndicatorGroup]:
    """A section for each field, one for measures without, and the indicators that belong to no field.

    Each indicator is shown once: in the first field to which it belongs.
    """
    numbers = {row.entry.key: number for number, row in enumerate(rows, start=1)}
    left = dict(writer.situation.indicators)
    sections = []
    for field in writer.edition.fields:
        own = writer.situation.rows_of_field(field.key)
        shown = [left.pop(view.key) for view in indicators_of_field(writer.situation, field, own) if view.key in left]
        sections.append(_section(writer, field, own, numbers, shown))
    loose = [row for row in rows if row.entry.field is None]
    if loose:
        sections.append(_section(writer, None, loose, numbers, []))
    return tuple(sections), indicator_group(writer, list(left.values()))


def _section(
    writer: Writer,
    field: FieldView | None,
    rows: Sequence[MeasureRow],
    numbers: dict[str, int],
    shown: Sequence[IndicatorView],
) -> FieldSection:
    title = writer.said(field, sources=field.sources) if field else Said(writer.say("no_field"))
    return FieldSection(
        key=field.key if field else "",
        title=Said(title.text, (), title.language),
        summary=writer.german(field.summary, field.sources) if field else Said(writer.say("no_field_why")),
        goals=_goals(writer, field.goals if field else ()),
        spread=standing.spread(writer, title.text, rows),
        topics=tuple(_topic(writer, topic) for topic in (field.topics if field else ())),
        measures=tuple(measure_line(writer, row, numbers[row.entry.key]) for row in rows),
        indicators=indicator_group(writer, shown),
    )


def _topic(writer: Writer, topic: TopicView) -> TopicLine:
    count = len(writer.situation.rows_of_topic(topic.key))
    return TopicLine(topic.code, writer.said(topic), _goals(writer, topic.goals), count)


def _goals(writer: Writer, goals: Sequence[GoalView]) -> tuple[Said, ...]:
    return tuple(writer.said(goal, "text", goal.sources) for goal in goals)
