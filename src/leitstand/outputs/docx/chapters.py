"""The chapters of the Word file, in their order."""

from collections.abc import Mapping, Sequence

from docx.shared import Mm

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.views import (
    Count,
    DueLine,
    FieldSection,
    IndicatorBlock,
    IndicatorGroup,
    MeasureLine,
    Point,
    Said,
)
from leitstand.domain.reporting.words import SYMBOLS
from leitstand.outputs.docx.measures import write_measure
from leitstand.outputs.docx.paper import Paper
from leitstand.outputs.docx.rounds import write_round

Pictures = Mapping[str, tuple[bytes, str]]
CHART_WIDTH = Mm(120)


def write(paper: Paper, content: ReportContent, pictures: Pictures) -> None:
    """Put the whole report on the paper."""
    chapters = _Chapters(paper, content, pictures)
    chapters.opening()
    chapters.introduction()
    chapters.standing()
    chapters.round()
    chapters.overview()
    chapters.sections()
    chapters.lighthouses()
    chapters.further()
    chapters.special()
    chapters.earlier()
    chapters.outlook()
    chapters.contradictions()
    chapters.gaps()
    chapters.values()
    chapters.sources()


class _Chapters:
    """One method for each chapter."""

    def __init__(self, paper: Paper, content: ReportContent, pictures: Pictures) -> None:
        self.paper, self.content, self.pictures, self.words = paper, content, pictures, content.words

    def opening(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.space(110)
        paper.text(content.title, "Leitsatz")
        paper.title(content.edition_title.text)
        about = f" · {content.round.title}" if content.round else ""
        paper.text(f"{words['as_of']} {content.as_of_word}{about}", "Leitsatz")
        if content.invented:
            paper.text(content.invented, "Hinweis")
        paper.space(30)
        paper.text(content.standing.sentences[0], "Leitsatz")
        self._picture("whole", content.standing.spread.counts)
        paper.space(90)
        paper.text(words["same_everywhere"], "Klein")
        paper.text(f"{words['hash']}: {content.content_hash}", "Klein")
        paper.text(f"{words['history']} {content.history_number}", "Klein")
        paper.page()
        paper.contents(words["contents"], self._names())
        if content.terms:
            paper.heading(words["terms"], 1)
            paper.facts((term.short, term.long) for term in content.terms)
        paper.page()

    def _names(self) -> list[str]:
        """The chapters' names, for the list of contents until Word has filled it."""
        content, words = self.content, self.words
        names = [words["terms"]] if content.terms else []
        names += [words["introduction"], words["standing"], *([content.round.title] if content.round else [])]
        names.append(words["overview"])
        names += [self._section_title(number, section) for number, section in enumerate(content.sections, start=1)]
        names += [words["lighthouses"]]
        if content.further_indicators.blocks or content.further_indicators.silent:
            names.append(words["further_indicators"])
        names += [content.chapter.title] if content.chapter else []
        return [
            *names,
            *(words[name] for name in ("earlier", "outlook", "contradictions", "gaps", "all_values", "sources")),
        ]

    def _picture(self, key: str, counts: Sequence[Count]) -> None:
        if counts:
            self.paper.picture(*self.pictures[key])
            self.paper.text("     ".join(f"{SYMBOLS[c.code]} {c.word} {c.count}" for c in counts), "Legende")

    def introduction(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.heading(words["introduction"], 1)
        for paragraph in content.introduction:
            paper.text(paragraph)
        if content.adopted_hash:
            paper.text(f"{words['adopted_hash']}: {content.adopted_hash}", "Klein")
        if content.amendments:
            paper.heading(words["amendments"], 2)
            paper.bullets(content.amendments)
        paper.heading(words["how_made"], 2)
        paper.bullets(content.rules)

    def standing(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        standing = content.standing
        paper.page()
        paper.heading(words["standing"], 1)
        paper.text(standing.sentences[0], "Leitsatz")
        self._picture("whole", standing.spread.counts)
        paper.bullets(standing.sentences[1:])
        if standing.spread.total:
            total = (words["total"], str(standing.spread.total), "100 %")
            paper.heading(words["state"], 2)
            self._counts("state", standing.spread.counts, [total], shapes=True)
            paper.heading(words["money"], 2)
            self._counts("money", standing.money, [])

    def _counts(
        self, name: str, counts: Sequence[Count], last: Sequence[Sequence[str]], *, shapes: bool = False
    ) -> None:
        words = self.words
        rows = [(f"{SYMBOLS[c.code]} {c.word}" if shapes else c.word, str(c.count), f"{c.percent} %") for c in counts]
        self.paper.table((words[name], words["count"], words["share"]), [*rows, *last], (110, 25, 25), {1, 2})

    def round(self) -> None:
        part = self.content.round
        if part:
            self.paper.page()
            self.paper.heading(part.title, 1)
            if part.invented:
                self.paper.text(part.invented, "Hinweis")
            self.paper.text(part.answer, "Leitsatz")
            self._picture("round", part.spread.counts)
            write_round(self.paper, self.content, part)

    def overview(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.turned(landscape=True, margin=20)
        paper.heading(words["overview"], 1)
        if content.measures:
            names = ("number", "measure", "field", "lead", "state_short", "reported_on", "next", "money")
            paper.table(
                [words[name] for name in names],
                [self._line(m) for m in content.by_number],
                (9, 68, 36, 38, 34, 26, 24, 22),
            )
        else:
            paper.text(words["no_measures"])
        paper.turned(landscape=False, margin=25)

    def _line(self, measure: MeasureLine) -> list[Said | str]:
        unknown = self.words["unknown"]
        state = f"{SYMBOLS[measure.state]} {measure.state_word}"
        title = Said(measure.title.text, (), measure.title.language)
        number, field, lead = str(measure.number), measure.field or unknown, measure.lead or unknown
        return [number, title, field, lead, state, measure.as_of, measure.next, measure.money_word]

    def _section_title(self, number: int, section: FieldSection) -> str:
        return f"{self.words['field']} {number}: {section.title.text}" if section.key else section.title.text

    def sections(self) -> None:
        for number, section in enumerate(self.content.sections, start=1):
            if number > 1 and section.measures:
                self.paper.page()
            self._section(number, section)

    def _section(self, number: int, section: FieldSection) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.heading(self._section_title(number, section), 1)
        if section.summary:
            paper.text(section.summary)
        for goal in section.goals:
            paper.text(goal, label=words["goal"])
        paper.text(section.spread.sentence, "Leitsatz")
        self._picture(f"section-{number - 1}", section.spread.counts)
        if section.topics:
            paper.heading(words["topics"], 2)
            rows = [
                (Said(f"{t.code} {t.title.text}".strip(), t.title.marks, t.title.language), str(t.count))
                for t in section.topics
            ]
            paper.table((words["topic"], words["measures"]), rows, (135, 25), {1})
        if section.measures:
            paper.heading(words["measures"], 2)
            for measure in section.measures:
                write_measure(paper, content, measure)
        if section.indicators.blocks or section.indicators.silent:
            paper.heading(words["indicators"], 2)
            self._indicators(section.indicators, 3)

    def _indicators(self, group: IndicatorGroup, level: int) -> None:
        paper, words = self.paper, self.words
        for block in group.blocks:
            self._indicator(block, level)
        if group.silent:
            paper.heading(words["silent"], level)
            paper.text(words["silent_why"])
            rows = [(Said(b.title.text, b.definition.marks, b.title.language), b.unit, b.origin) for b in group.silent]
            paper.table((words["indicator"], words["unit"], words["origin"]), rows, (80, 40, 40))

    def _indicator(self, block: IndicatorBlock, level: int) -> None:
        paper, words = self.paper, self.words
        paper.heading(block.title.text, level)
        drawn = block.key in self.pictures
        paper.text(block.sentence, "VorBild" if drawn else "Normal")
        if drawn:
            paper.picture(*self.pictures[block.key], width=CHART_WIDTH)
        for target in block.targets:
            paper.text(target.said, label=words["target"])
            for label, text in target.told(words):
                paper.text(text, label=label)
        for name, said in (("definition", block.definition), ("warning", block.warning)):
            if said:
                paper.text(said, "Klein", label=words[name])
        if block.measures:
            paper.text(", ".join(block.measures), "Klein", label=words["moved_by"])

    def lighthouses(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.heading(words["lighthouses"], 1)
        for measure in content.lighthouses:
            paper.heading(f"{measure.number} {measure.title.text}", 2)
            paper.text(f"{SYMBOLS[measure.state]} {measure.state_word}")
            if measure.promise:
                paper.text(measure.promise)
        if not content.lighthouses:
            paper.text(words["no_lighthouses"])

    def further(self) -> None:
        group = self.content.further_indicators
        if group.blocks or group.silent:
            self.paper.page()
            self.paper.heading(self.words["further_indicators"], 1)
            self._indicators(group, 2)

    def special(self) -> None:
        if self.content.chapter:
            self.paper.page()
            self.paper.heading(self.content.chapter.title, 1)
            for paragraph in self.content.chapter.paragraphs:
                self.paper.text(paragraph)

    def earlier(self) -> None:
        paper, words = self.paper, self.words
        paper.page()
        paper.heading(words["earlier"], 1)
        for edition in self.content.earlier:
            paper.heading(edition.title.text, 2)
            paper.text(Said(edition.sentence, edition.title.marks))
            rows = [
                (f"{r.code} {r.title.text}".strip(), r.outcome_word, self._because(r.reason, r.led_to))
                for r in edition.rows
            ]
            if rows:
                paper.table((words["measure"], words["outcome"], words["reason"]), rows, (75, 30, 55))
        if not self.content.earlier:
            paper.text(words["no_earlier"])

    def _because(self, reason: Said, led_to: str) -> Said:
        return (
            Said(f"{reason.text} {self.words['led_to']}: {led_to}".strip(), reason.marks, reason.language)
            if led_to
            else reason
        )

    def outlook(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.page()
        paper.heading(words["outlook"], 1)
        paper.heading(words["overdue"], 2)
        self._due(content.overdue, words["no_overdue"])
        paper.heading(words["due_next"], 2)
        self._due(content.due, words["no_due"].replace("{until}", content.due_until))

    def _due(self, lines: Sequence[DueLine], nothing: str) -> None:
        if not lines:
            self.paper.text(nothing)
            return
        names = [self.words[name] for name in ("date", "what", "title", "lead")]
        rows = [
            (
                d.when,
                d.what,
                Said(f"{d.title.text} – {d.of}" if d.of else d.title.text, d.title.marks, d.title.language),
                d.lead,
            )
            for d in lines
        ]
        self.paper.table(names, rows, (28, 32, 65, 35))

    def contradictions(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.heading(words["contradictions"], 1)
        if not content.contradictions:
            paper.text(words["no_contradictions"])
            return
        rows: list[Sequence[Said | str]] = []
        for pair in content.contradictions:
            when = f" ({pair.when})" if pair.when else ""
            for place, value in enumerate(pair.values):
                first = place == 0
                rows.append((pair.about if first else "", f"{pair.aspect.text}{when}" if first else "", value))
        paper.table((words["subject"], words["aspect"], words["values"]), rows, (52, 50, 58))

    def gaps(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.page()
        paper.heading(words["gaps"], 1)
        if content.gaps:
            self._counts("missing", content.gap_counts, [])
        else:
            paper.text(words["no_gaps"] if content.measures else words["no_measures"])
        for group in content.gaps:
            paper.heading(group.lead, 2)
            rows = [
                (str(line.number), Said(line.title.text, (), line.title.language), ", ".join(line.gaps))
                for line in group.lines
            ]
            paper.table((words["number"], words["measure"], words["missing"]), rows, (10, 70, 80))
        if content.empty_topics:
            paper.heading(words["empty_topics"], 2)
            paper.bullets(content.empty_topics)

    def values(self) -> None:
        paper, words = self.paper, self.words
        blocks = [block for block in self.content.indicators if block.points]
        if not blocks:
            return
        paper.page()
        paper.heading(words["all_values"], 1)
        for block in blocks:
            paper.heading(f"{block.title.text}, {block.unit}", 2)
            names = [words[name] for name in ("time", "value", "note", "source")]
            paper.table(names, [_value(point) for point in (*block.points, *block.forecasts)], (40, 40, 50, 30), {1})

    def sources(self) -> None:
        content, paper, words = self.content, self.paper, self.words
        paper.page()
        paper.heading(words["sources"], 1)
        if not content.sources:
            paper.text(words["no_sources"])
        for source in content.sources:
            parts = [source.publisher, source.published, source.kind, words["weak"] if source.weak else ""]
            text = f"{source.title}. {', '.join(part for part in parts if part)}. {source.note}".strip()
            paper.source(source.number, text, source.url)


def _value(point: Point) -> Sequence[Said | str]:
    return point.period, point.word, point.note, Said("", point.marks)
