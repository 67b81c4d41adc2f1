"""The report's beginning: what the plan is, how the report is made, and where the measures stand."""

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from leitstand.domain.plans.queries.views import ResolutionView
from leitstand.domain.plans.rules import state
from leitstand.domain.reporting.queries.report.views import Count, Said, Spread, Standing
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.situation import MeasureRow
from leitstand.domain.reporting.words import MONEY, coverage_sentence, edition_sentence, money_word, state_word
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_date

MONEY_ORDER = tuple(MONEY)


def introduction(writer: Writer) -> tuple[Said, ...]:
    plan, edition = writer.situation.plan, writer.edition
    paragraphs = [
        writer.said(plan, "summary"),
        writer.said(edition, "summary", edition.sources),
        Said(_structure(writer)),
        _overall_goal(writer),
        *_resolutions(writer),
        Said(_runs(writer)),
    ]
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _structure(writer: Writer) -> str:
    edition = writer.edition
    if not edition.fields:
        return ""
    count = len(edition.fields)
    parts = [writer.say("field_one") if count == 1 else writer.say("fields_count", count=count)]
    if len(edition.topics) > 1:
        parts.append(writer.say("topics_count", count=len(edition.topics)))
    if len(edition.lines) > 1:
        titles = ", ".join(writer.said(line).text for line in edition.lines)
        parts.append(writer.say("lines_count", count=len(edition.lines), titles=titles))
    return writer.say("structure", fields=writer.joined(parts))


def _overall_goal(writer: Writer) -> Said:
    goal = writer.german(writer.edition.overall_goal)
    return Said(writer.say("overall_goal", goal=goal.text), (), goal.language) if goal else goal


def _resolutions(writer: Writer) -> list[Said]:
    said = [_resolution(writer, resolution) for resolution in writer.edition.resolutions]
    if writer.edition.adoption is None:
        said.append(Said(writer.say("not_adopted", day=say_date(writer.situation.as_of, writer.language))))
    return said


def _resolution(writer: Writer, resolution: ResolutionView) -> Said:
    name = "adopted" if resolution.kind == "adopts" else resolution.kind
    number = writer.say("numbered", number=resolution.number) if resolution.number else ""
    day = say_date(resolution.decided_on, writer.language)
    body = writer.name(resolution.body)
    return Said(writer.say(name, body=body, day=day, number=number), writer.cite(resolution.sources))


def _runs(writer: Writer) -> str:
    edition = writer.edition
    if not (edition.begins and edition.ends):
        return ""
    return writer.say("runs", begins=writer.date(edition.begins), ends=writer.date(edition.ends))


def amendments(writer: Writer) -> tuple[Said, ...]:
    return tuple(
        writer.german(f"{say_date(amendment.made_on, writer.language)}: {amendment.reason}", amendment.sources)
        for amendment in writer.edition.amendments
    )


def rules(writer: Writer) -> tuple[str, ...]:
    return (
        writer.say("rule_source"),
        writer.say("rule_day", day=say_date(writer.situation.as_of, writer.language)),
        writer.say("rule_state", rule=state.RULE, months=writer.stale_months),
        writer.say("rule_counts"),
        writer.say("rule_fate"),
    )


def spread(writer: Writer, caption: str, rows: Sequence[MeasureRow]) -> Spread:
    """The distribution of the rows' states with its sentence."""
    distribution = writer.situation.distribution(rows)
    counted = [(share.code, state_word(share.code, writer.language), share.count) for share in distribution.shares]
    counts = writer.counts(counted, distribution.total)
    name = {0: "section_none", 1: "section_one"}.get(len(rows), "section_sentence")
    sentence = writer.say(name, count=len(rows), counts=writer.listing(counts))
    return Spread(
        writer.say("distribution_of", title=caption), counts, distribution.total, distribution.reported, sentence
    )


def standing(writer: Writer, rows: Sequence[MeasureRow]) -> Standing:
    whole = spread(writer, writer.said(writer.edition).text, rows)
    money = money_counts(writer, rows)
    sentences = [Said(edition_sentence(writer.situation, writer.edition, writer.language)), *_published(writer, rows)]
    if rows:
        coverage = coverage_sentence(writer.situation.distribution(rows), writer.language)
        leads = sum(row.entry.lead is not None for row in rows)
        sentences += [
            Said(coverage),
            *_ages(writer, rows),
            Said(writer.say("money_sentence", counts=writer.listing(money))),
            Said(writer.say("lead_known", count=leads, total=len(rows))),
        ]
    return Standing(tuple(sentences), whole, money)


def money_counts(writer: Writer, rows: Sequence[MeasureRow]) -> tuple[Count, ...]:
    counted = Counter(row.measure.money for row in rows)
    return writer.counts([(code, money_word(code, writer.language), counted[code]) for code in MONEY_ORDER], len(rows))


def _published(writer: Writer, rows: Sequence[MeasureRow]) -> list[Said]:
    statement = writer.situation.published_count(writer.edition.key)
    if statement is None or statement.value is None:
        return []
    published = writer.number(statement.value)
    if statement.approximate:
        published = f"{writer.say('about')} {published}"
    return [Said(writer.say("published_count", published=published, known=len(rows)), writer.cite(statement.sources))]


def _ages(writer: Writer, rows: Sequence[MeasureRow]) -> list[Said]:
    """How old the last reports are, and how many measures never had one."""
    never = sum(row.measure.last_status is None for row in rows)
    said = [Said(writer.say("never_reported", count=never, total=len(rows)))] if never else []
    dated = [(PartialDate.parse(last.when).latest, last) for row in rows if (last := row.measure.last_status)]
    if not dated:
        return said
    oldest, newest = min(dated, key=lambda pair: pair[0])[1], max(dated, key=lambda pair: pair[0])[1]
    ages = [row.measure.state.age_months for row in rows if row.measure.state.age_months is not None]
    sources = writer.cite((*newest.sources, *oldest.sources))
    span = Said(writer.say("newest", newest=writer.date(newest.when), oldest=writer.date(oldest.when)), sources)
    return [span, Said(writer.say("median_age", months=median_low(ages))), *said]
