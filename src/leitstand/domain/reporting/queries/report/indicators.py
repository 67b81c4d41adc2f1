"""The indicators of the report, and which action field each belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leitstand.domain.indicators.queries import IndicatorView, ObservationView, TargetView
from leitstand.domain.plans.queries.views import FieldView
from leitstand.domain.reporting.indicator_words import change_in_words, target_in_words, unit_of, value_in_words
from leitstand.domain.reporting.queries.assessing import told
from leitstand.domain.reporting.queries.report.views import (
    Comparison,
    IndicatorBlock,
    IndicatorGroup,
    Point,
    Said,
    TargetLine,
)
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation


def indicators_of_field(situation: Situation, field: FieldView, rows: Sequence[MeasureRow]) -> list[IndicatorView]:
    """Indicators of the field's topics, of topics that became this field, or linked to its measures."""
    kin = _kin(situation, {field.key, *(topic.key for topic in field.topics)})
    measures = {row.measure.key for row in rows}
    return [
        indicator
        for indicator in situation.indicators.values()
        if kin & set(indicator.topic_keys) or measures & {link.measure_key for link in indicator.links}
    ]


def _kin(situation: Situation, keys: set[str]) -> set[str]:
    """``keys`` and every earlier field or topic that the cross-walk leads from to one of them."""
    found = set(keys)
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        for walk in situation.plan.crosswalks:
            old = walk.old_topic or walk.old_field
            if key in (walk.new_topic, walk.new_field) and old not in found:
                found.add(old)
                waiting.append(old)
    return found


def indicator_group(writer: Writer, indicators: Sequence[IndicatorView]) -> IndicatorGroup:
    blocks = [indicator_block(writer, indicator) for indicator in indicators]
    return IndicatorGroup(
        tuple(block for block in blocks if block.points), tuple(block for block in blocks if not block.points)
    )


def indicator_block(writer: Writer, indicator: IndicatorView) -> IndicatorBlock:
    return IndicatorBlock(
        key=indicator.key,
        title=writer.said(indicator),
        unit=unit_of(indicator, writer.language),
        origin=writer.label(indicator.origin, indicator.origin_label),
        sentence=_sentence(writer, indicator),
        definition=writer.said(indicator, "definition", indicator.sources),
        warning=writer.said(indicator, "warning"),
        points=tuple(_point(writer, indicator, observation) for observation in indicator.series),
        forecasts=tuple(_forecasts(writer, indicator)),
        comparisons=tuple(
            Comparison(region, tuple(_point(writer, indicator, observation) for observation in series))
            for region, series in indicator.comparison.items()
        ),
        targets=tuple(_assessed(writer, indicator)),
        measures=tuple(_linked(writer, indicator)),
    )


def _assessed(writer: Writer, indicator: IndicatorView) -> Iterator[TargetLine]:
    """The indicator's targets with the rating of the default method and the outlook, as its page has them."""
    for one in told(indicator, writer.situation.assessments[indicator.key], writer.language):
        first = one.first
        said = {"word": _capitalized(first.word), "method": first.method_word, "sentence": first.sentence}
        rating = writer.say("rating_said" if first.verdict else "no_rating_said", **said, year=first.year)
        outlook = f"{one.outlook} {one.path}".strip()
        line = target_line(writer, one.target, indicator)
        yield replace(line, rating=rating, outlook=outlook, limits=one.limits)


def _capitalized(word: str) -> str:
    return word[:1].upper() + word[1:]


def _linked(writer: Writer, indicator: IndicatorView) -> list[str]:
    """Titles of the edition's measures that refer to the indicator."""
    keys = [link.measure_key for link in indicator.links]
    rows = {row.measure.key: row for row in writer.situation.rows(writer.edition.key)}
    return [writer.said(rows[key].entry).text for key in keys if key in rows]


def _sentence(writer: Writer, indicator: IndicatorView) -> Said:
    """The latest value, how it changed, and since when there are values."""
    latest = indicator.latest
    if latest is None:
        return Said(writer.say("no_values"))
    language = writer.language
    note = f" ({said})" if (said := _note(writer, latest)) else ""
    value = f"{writer.date(latest.period)}: {value_in_words(indicator, latest, language)}{note}"
    change = change_in_words(indicator, language)
    valued = [observation for observation in indicator.series if observation.value is not None]
    span = writer.say("since_first", first=writer.date(valued[0].period), count=len(valued))
    if len(valued) == 1:
        span = writer.say("only_value")
    return Said(f"{value}{', ' if change else ''}{change}. {span}", writer.cite(latest.sources))


def _note(writer: Writer, observation: ObservationView) -> str:
    parts = [
        writer.label(observation.flag, observation.flag_label) if observation.flag else "",
        writer.say("break") if observation.breaks else "",
    ]
    return ", ".join(part for part in parts if part)


def _point(writer: Writer, indicator: IndicatorView, observation: ObservationView, note: str = "") -> Point:
    notes = [note, _note(writer, observation)]
    return Point(
        period=writer.date(observation.period),
        raw_period=observation.period,
        value=observation.value,
        word=_value(writer, indicator, observation),
        note=", ".join(part for part in notes if part),
        marks=writer.cite(observation.sources),
    )


def _value(writer: Writer, indicator: IndicatorView, observation: ObservationView) -> str:
    if observation.value is None:
        return writer.label(observation.sign, observation.sign_label)
    said = writer.number(observation.value, indicator.decimals)
    return f"{writer.say('about')} {said}" if observation.approximate else said


def _forecasts(writer: Writer, indicator: IndicatorView) -> list[Point]:
    return [
        _point(writer, indicator, forecast, writer.say("forecast", vintage=writer.date(forecast.vintage)).strip())
        for forecast in indicator.forecasts
    ]


def target_line(writer: Writer, target: TargetView, indicator: IndicatorView | None) -> TargetLine:
    """A target in one sentence: its words, how much until when, how firm, and who committed."""
    who = writer.short(target.committed_by) or target.committed_text
    amount = target_in_words(target, indicator, writer.language)
    text = writer.said(target, "text", target.sources)
    parts = [
        amount if amount != text.text else "",
        target.compared_with,
        _firmness(writer, target),
        writer.say("by_whom", who=who) if who else "",
        writer.say("stated_when", when=writer.date(target.stated)) if target.stated else "",
    ]
    sentence = "; ".join(part for part in parts if part)
    said = " – ".join(part for part in [text.text, sentence] if part)
    return TargetLine(Said(said, text.marks, text.language), target.value, writer.date(target.due), target.due)


def _firmness(writer: Writer, target: TargetView) -> str:
    if target.firmness == "unknown":
        return writer.say("firmness_unknown")
    return writer.label(target.firmness, target.firmness_label)
