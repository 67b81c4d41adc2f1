"""The chapter on the frozen round in the Word file, and both lights in a measure's block."""

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.round_views import LightLine, RoundPart
from leitstand.domain.reporting.queries.report.said import Said
from leitstand.domain.reporting.words import SYMBOLS
from leitstand.outputs.docx.paper import Paper


def light(code: str, word: str) -> str:
    """The shape of a light with its word; one that cannot be said has none."""
    return f"{SYMBOLS[code]} {word}" if code else word


def both_lights(paper: Paper, words: dict[str, str], line: LightLine) -> None:
    """Reported and computed light of one measure, with the reasons in words."""
    pairs: list[tuple[str, Said | str]] = [
        (words["reported_light"], light(line.reported, line.reported_word)),
        (words["what_happened"], line.sentence),
        (words["computed_light"], light(line.computed, line.computed_word)),
        (words["why_light"], " ".join(line.reasons)),
        (words["why_differs"], line.why),
        (words["asked_for"], line.asked),
    ]
    paper.facts((label, value) for label, value in pairs if value)


def write_round(paper: Paper, content: ReportContent, part: RoundPart) -> None:
    """Everything after the chapter's heading and picture."""
    words = dict(content.words)
    paper.heading(words["round_facts"], 2)
    paper.facts((fact.label, fact.value) for fact in part.facts)
    paper.heading(words["round_change"], 2)
    paper.text(part.change)
    _changes(paper, words, part)
    paper.heading(words["round_difference"], 2)
    paper.text(part.difference)
    _differing(paper, words, part)
    paper.heading(words["round_silence"], 2)
    paper.text(part.silence)
    if part.silent:
        names = [words[name] for name in ("institution", "missing_reports", "asked")]
        rows = [(line.lead, str(line.missing), str(line.asked)) for line in part.silent]
        paper.table(names, rows, (100, 35, 25), {1, 2})
    _others(paper, words, part)
    _rollups(paper, words, part)
    _errata(paper, words, part)
    paper.heading(words["round_rules"], 2)
    paper.facts((rule.label, rule.value) for rule in part.rules)
    paper.text(f"{words['round_hash']}: {part.content_hash}", "Klein")


def _title(line: LightLine) -> Said:
    number = f"{line.number} " if line.number else ""
    return Said(f"{number}{line.title.text}", (), line.title.language)


def _changes(paper: Paper, words: dict[str, str], part: RoundPart) -> None:
    if part.changed:
        rows = [
            (_title(line), light(line.before, line.before_word), light(line.reported, line.reported_word))
            for line in part.changed
        ]
        paper.table([words[name] for name in ("measure", "before", "now")], rows, (90, 35, 35))


def _differing(paper: Paper, words: dict[str, str], part: RoundPart) -> None:
    if part.differing:
        names = [words[name] for name in ("measure", "reported_light", "computed_light", "why_light")]
        rows = [
            (
                _title(line),
                light(line.reported, line.reported_word),
                light(line.computed, line.computed_word),
                _because(words, line),
            )
            for line in part.differing
        ]
        paper.table(names, rows, (44, 25, 25, 66))


def _because(words: dict[str, str], line: LightLine) -> str:
    why = f" {words['why_differs']}: {line.why.text}" if line.why else ""
    return " ".join(line.decisive) + why


def _others(paper: Paper, words: dict[str, str], part: RoundPart) -> None:
    if part.others:
        paper.heading(words["round_others"], 2)
        names = [words[name] for name in ("measure", "reported_light", "computed_light", "why_light")]
        rows = [
            (
                _title(line),
                light(line.reported, line.reported_word),
                light(line.computed, line.computed_word),
                " ".join(line.reasons),
            )
            for line in part.others
        ]
        paper.table(names, rows, (44, 25, 25, 66))


def _rollups(paper: Paper, words: dict[str, str], part: RoundPart) -> None:
    paper.heading(words["round_rollups"], 2)
    paper.bullets(part.formula)
    names = [words[name] for name in ("group", "counts", "good_share", "coverage")]
    for table in part.rollups:
        paper.heading(table.by, 3)
        rows = [(line.title, line.counts, line.good, line.coverage) for line in table.lines]
        paper.table(names, rows, (60, 60, 20, 20), {2, 3})


def _errata(paper: Paper, words: dict[str, str], part: RoundPart) -> None:
    paper.heading(words["round_errata"], 2)
    if not part.errata:
        paper.text(words["no_errata"])
        return
    names = [words[name] for name in ("date", "subject", "stated", "correct", "because")]
    rows = [
        (line.made_on, line.about or words["whole_round"], line.stated, line.correct, line.reason)
        for line in part.errata
    ]
    paper.table(names, rows, (22, 33, 35, 35, 35))
