"""The sheets of the workbook: their columns, and the rows they take from the content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.views import IndicatorBlock, MeasureLine, Point, TargetLine

Words = Mapping[str, str]


class Kind(Enum):
    """How a cell is typed. A date that is only partly known stays text."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    EURO = "euro"
    TITLE = "title"
    LABEL = "label"


@dataclass(frozen=True)
class Column:
    title: str
    width: float
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """A sheet: the word that names it, its columns as (word, width, kind), and its rows."""

    word: str
    head: Sequence[tuple[str, float, Kind]]
    rows: Callable[[ReportContent], Sequence[Sequence[Any]]]
    filtered: bool = True

    def name(self, words: Words) -> str:
        return words[self.word]

    def columns(self, words: Words) -> list[Column]:
        return [Column(words[word], width, kind) for word, width, kind in self.head]


def _marks(marks: Sequence[int]) -> str:
    return ", ".join(str(mark) for mark in marks)


def _day(raw: str, worded: str) -> date | str:
    """A date if the day is known, else its words."""
    return date.fromisoformat(raw) if len(raw) == len("2026-06-30") else worded


def _first(content: ReportContent) -> list[list[Any]]:
    words = content.words
    spread = content.standing.spread
    rows: list[list[Any]] = [
        [(Kind.TITLE, content.title), None, None],
        [(Kind.LABEL, content.edition_title.text), None, None],
        [words["as_of"], (Kind.DATE, content.as_of), None],
        *([[words["sheet_round"], content.round.title, None]] if content.round else []),
        *([[(Kind.LABEL, content.invented), None, None]] if content.invented else []),
        [words["hash"], content.content_hash, None],
        [words["history"], (Kind.WHOLE, content.history_number), None],
        [None, None, None],
        *([said.text, None, None] for said in content.standing.sentences),
    ]
    for name, counts in (("state", spread.counts), ("money", content.standing.money), ("missing", content.gap_counts)):
        rows += [
            [None, None, None],
            [(Kind.LABEL, words[name]), (Kind.LABEL, words["count"]), (Kind.LABEL, words["share"])],
        ]
        rows += [[count.word, (Kind.WHOLE, count.count), f"{count.percent} %"] for count in counts]
        if name == "state":
            rows.append([words["total"], (Kind.WHOLE, spread.total), None])
    return [*rows, [None, None, None], [words["same_everywhere"], None, None]]


def _measures(content: ReportContent) -> list[list[Any]]:
    return [_measure(content.words, measure) for measure in content.by_number]


def _measure(words: Words, measure: MeasureLine) -> list[Any]:
    return [
        measure.number,
        measure.code,
        measure.title.text,
        measure.kind,
        measure.field,
        measure.topic,
        measure.lead,
        measure.contact,
        ", ".join(measure.partners),
        ", ".join(measure.funders),
        measure.state_word,
        _day(measure.raw_as_of, measure.as_of),
        measure.reason.text,
        _day(measure.raw_begins, measure.begins),
        _day(measure.raw_ends, measure.ends),
        measure.next,
        measure.money_word,
        measure.plan_money,
        words["yes"] if measure.plan_money_approximate else "",
        words["yes"] if measure.lighthouse else "",
        measure.promise.text,
        "\n".join(origin.text for origin in measure.origins),
        ", ".join(measure.gap_words),
        _marks(measure.marks),
        measure.key,
    ]


def _milestones(content: ReportContent) -> list[list[Any]]:
    return [
        [
            measure.number,
            measure.title.text,
            milestone.title.text,
            _day(milestone.raw_due, milestone.due),
            _day(milestone.raw_done, milestone.done),
            milestone.word,
            _marks(milestone.title.marks),
        ]
        for measure in content.by_number
        for milestone in measure.milestones
    ]


def _funding(content: ReportContent) -> list[list[Any]]:
    yes = content.words["yes"]
    return [
        [
            measure.number,
            measure.title.text,
            _day(money.raw_when, money.when),
            money.word,
            money.funder,
            money.planned,
            money.secured,
            money.spent,
            yes if money.approximate else "",
            _marks(money.said.marks),
        ]
        for measure in content.by_number
        for money in measure.funding
    ]


def _indicators(content: ReportContent) -> list[list[Any]]:
    rows = []
    for block in content.indicators:
        points = [*block.points, *block.forecasts]
        rows += [_value(block, "", point) for point in points] or [
            [block.title.text, "", "", None, block.unit, "", "", block.origin, ""]
        ]
        rows += [_value(block, other.region, point) for other in block.comparisons for point in other.points]
        for target in block.targets:
            note = _of_target(content.words, target)
            rows.append(
                [
                    block.title.text,
                    "",
                    _day(target.raw_due, target.due),
                    target.value,
                    block.unit,
                    "",
                    note,
                    block.origin,
                    _marks(target.said.marks),
                ]
            )
    return rows


def _of_target(words: Mapping[str, str], target: TargetLine) -> str:
    return "\n".join(f"{name}: {text}" for name, text in [(words["target"], target.said.text), *target.told(words)])


def _value(block: IndicatorBlock, region: str, point: Point) -> list[Any]:
    period = _day(point.raw_period, point.period)
    title = block.title.text
    return [title, region, period, point.value, block.unit, point.word, point.note, block.origin, _marks(point.marks)]


def _gaps(content: ReportContent) -> list[list[Any]]:
    return [
        [group.lead, line.number, line.title.text, gap]
        for group in content.gaps
        for line in group.lines
        for gap in line.gaps
    ]


def _sources(content: ReportContent) -> list[list[Any]]:
    weak = content.words["weak"]
    return [
        [s.number, s.title, s.publisher, s.published, s.kind, weak if s.weak else "", s.url, s.note]
        for s in content.sources
    ]


TEXT, DATE, WHOLE, NUMBER, EURO = Kind.TEXT, Kind.DATE, Kind.WHOLE, Kind.NUMBER, Kind.EURO
SHEETS: tuple[Sheet, ...] = (
    Sheet("sheet_first", [("title", 62, TEXT), ("value", 24, TEXT), ("note", 16, TEXT)], _first, filtered=False),
    Sheet(
        "measures",
        [
            ("number", 6, WHOLE), ("code", 10, TEXT), ("measure", 44, TEXT), ("kind", 16, TEXT), ("field", 26, TEXT),
            ("topic", 26, TEXT), ("lead", 24, TEXT), ("contact", 34, TEXT), ("partners", 30, TEXT),
            ("funders", 24, TEXT), ("state", 20, TEXT), ("reported_on", 16, DATE), ("reason", 50, TEXT),
            ("begins", 14, DATE), ("ends", 14, DATE), ("next", 30, TEXT), ("money", 20, TEXT),
            ("plan_money", 18, EURO), ("approximate", 11, TEXT), ("lighthouse", 11, TEXT), ("promise", 60, TEXT),
            ("origins", 60, TEXT), ("missing", 40, TEXT), ("source", 12, TEXT), ("key", 30, TEXT),
        ],
        _measures,
    ),
    Sheet(
        "milestones",
        [
            ("number", 6, WHOLE), ("measure", 44, TEXT), ("milestone", 44, TEXT), ("due", 16, DATE),
            ("done", 16, DATE), ("state_short", 14, TEXT), ("source", 12, TEXT),
        ],
        _milestones,
    ),
    Sheet(
        "money",
        [
            ("number", 6, WHOLE), ("measure", 44, TEXT), ("as_of", 16, DATE), ("state_short", 22, TEXT),
            ("funder", 30, TEXT), ("planned", 18, EURO), ("secured", 18, EURO), ("spent", 18, EURO),
            ("approximate", 11, TEXT), ("source", 12, TEXT),
        ],
        _funding,
    ),
    Sheet(
        "indicators",
        [
            ("indicator", 44, TEXT), ("region", 10, TEXT), ("time", 16, DATE), ("value", 16, NUMBER),
            ("unit", 20, TEXT), ("worded", 22, TEXT), ("note", 40, TEXT), ("origin", 24, TEXT), ("source", 12, TEXT),
        ],
        _indicators,
    ),
    Sheet(
        "sheet_gaps",
        [("lead", 34, TEXT), ("number", 6, WHOLE), ("measure", 44, TEXT), ("missing", 40, TEXT)],
        _gaps,
    ),
    Sheet(
        "sources",
        [
            ("number", 6, WHOLE), ("title", 60, TEXT), ("publisher", 30, TEXT), ("published", 16, TEXT),
            ("kind", 28, TEXT), ("weak", 16, TEXT), ("url", 60, TEXT), ("note", 40, TEXT),
        ],
        _sources,
    ),
)  # fmt: skip
