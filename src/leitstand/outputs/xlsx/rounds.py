"""The sheets that the report of a frozen round adds: its figures, both lights of each measure, its groups."""

from collections.abc import Sequence
from typing import Any

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.round_views import LightLine, RoundPart
from leitstand.outputs.xlsx.sheets import Kind, Sheet

Rows = list[list[Any]]


def _part(content: ReportContent) -> RoundPart:
    if content.round is None:
        raise ValueError("a report of no round has no sheets on one")
    return content.round


def _round(content: ReportContent) -> Rows:
    part, words = _part(content), content.words
    rows: Rows = [
        [(Kind.TITLE, part.title), None, None],
        *([[(Kind.LABEL, part.invented), None, None]] if part.invented else []),
        [part.answer, None, None],
        *([fact.label, fact.value, None] for fact in part.facts),
        [None, None, None],
        [(Kind.LABEL, words["state"]), (Kind.LABEL, words["count"]), (Kind.LABEL, words["share"])],
        *([count.word, (Kind.WHOLE, count.count), f"{count.percent} %"] for count in part.spread.counts),
        [words["total"], (Kind.WHOLE, part.spread.total), None],
        [None, None, None],
        *([sentence, None, None] for sentence in (part.change, part.difference, part.silence)),
    ]
    if part.silent:
        heads = [(Kind.LABEL, words[name]) for name in ("institution", "missing_reports", "asked")]
        rows += [heads, *([one.lead, (Kind.WHOLE, one.missing), (Kind.WHOLE, one.asked)] for one in part.silent)]
    return [*rows, [None, None, None], *_errata(part, words), *_rules(part, words)]


def _errata(part: RoundPart, words: Any) -> Rows:
    heads = [[(Kind.LABEL, words["round_errata"]), (Kind.LABEL, words["correct"]), (Kind.LABEL, words["because"])]]
    told: Rows = [
        [f"{one.made_on}, {one.about or words['whole_round']}: {one.stated.text}", one.correct.text, one.reason.text]
        for one in part.errata
    ]
    return [*heads, *(told or [[words["no_errata"], None, None]]), [None, None, None]]


def _rules(part: RoundPart, words: Any) -> Rows:
    return [
        [(Kind.LABEL, words["round_rules"]), None, None],
        *([rule.label, rule.value, None] for rule in part.rules),
        [words["round_hash"], part.content_hash, None],
    ]


def _lights(content: ReportContent) -> Rows:
    return [_light(content, line) for line in _part(content).lights]


def _light(content: ReportContent, line: LightLine) -> list[Any]:
    return [
        line.number or None,
        line.title.text,
        line.lead,
        line.before_word,
        line.reported_word,
        line.computed_word,
        content.words["yes"] if line.differs else "",
        " ".join(line.reasons),
        line.why.text,
        line.sentence.text,
        line.asked.text,
        "; ".join(line.changes),
        line.key,
    ]


def _rollups(content: ReportContent) -> Rows:
    return [
        [table.by, line.title.text, line.total, line.reported, line.coverage, line.good, line.counts]
        for table in _part(content).rollups
        for line in table.lines
    ]


TEXT, WHOLE = Kind.TEXT, Kind.WHOLE
ROUND_SHEETS: Sequence[Sheet] = (
    Sheet("sheet_round", [("title", 62, TEXT), ("value", 40, TEXT), ("note", 40, TEXT)], _round, filtered=False),
    Sheet(
        "sheet_lights",
        [
            ("number", 6, WHOLE), ("measure", 44, TEXT), ("lead", 30, TEXT), ("before", 18, TEXT),
            ("reported_light", 18, TEXT), ("computed_light", 20, TEXT), ("differs", 10, TEXT), ("why_light", 60, TEXT),
            ("why_differs", 44, TEXT), ("what_happened", 50, TEXT), ("asked_for", 40, TEXT),
            ("changes", 50, TEXT), ("key", 30, TEXT),
        ],
        _lights,
    ),
    Sheet(
        "sheet_rollups",
        [
            ("what", 20, TEXT), ("group", 44, TEXT), ("total", 12, WHOLE), ("reported", 12, WHOLE),
            ("coverage", 12, TEXT), ("good_share", 14, TEXT), ("counts", 60, TEXT),
        ],
        _rollups,
    ),
)  # fmt: skip
