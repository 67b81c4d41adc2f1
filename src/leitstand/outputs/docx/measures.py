"""One measure in the Word file: what was promised, the facts, both lights, the milestones."""

from collections.abc import Mapping, Sequence

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.views import MeasureLine, Said
from leitstand.domain.reporting.words import SYMBOLS
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.docx.rounds import both_lights


def write_measure(paper: Paper, content: ReportContent, measure: MeasureLine) -> None:
    """Put the measure's section on the paper."""
    words = content.words
    paper.heading(f"{measure.number} {measure.title.text}", 3)
    if measure.promise:
        paper.text(measure.promise)
    paper.facts(_facts(words, measure))
    line = content.lights_of(measure.key)
    if line:
        both_lights(paper, dict(words), line)
    if measure.milestones:
        names = [words[name] for name in ("milestone", "due", "done", "state_short")]
        paper.table(
            names, [(step.title, step.due, step.done, step.word) for step in measure.milestones], (80, 30, 28, 22)
        )


def _facts(words: Mapping[str, str], measure: MeasureLine) -> list[tuple[str, Said | str]]:
    facts: list[tuple[str, Said | str]] = [
        (words["state"], f"{SYMBOLS[measure.state]} {measure.state_word}"),
        (words["reason"], measure.reason),
        (words["lead"], measure.lead or words["unknown"]),
        (words["contact"], measure.contact),
        (words["partners"], ", ".join(measure.partners)),
        (words["funders"], ", ".join(measure.funders)),
        (words["code"], measure.code),
        (words["kind"], measure.kind),
        (words["topic"], measure.topic),
        (words["task"], measure.task),
        (words["period"], measure.period or words["unknown"]),
        (words["next"], measure.next),
        (words["money"], measure.money_word),
        (words["plan_money"], measure.plan_money_word),
        *((words["money"], money.said) for money in measure.funding),
        *((words["statements"] if first else "", said) for first, said in _firsts(measure.statements)),
        *((words["origins"] if first else "", said) for first, said in _firsts(measure.origins)),
        (words["missing"], ", ".join(measure.gap_words)),
    ]
    sources = Said("", measure.marks)
    return [(label, value) for label, value in facts if value] + ([(words["source"], sources)] if measure.marks else [])


def _firsts(items: Sequence[Said]) -> list[tuple[bool, Said]]:
    """Each item, and whether it is the first."""
    return [(place == 0, item) for place, item in enumerate(items)]
