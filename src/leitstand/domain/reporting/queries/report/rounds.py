"""Writing the report's part on the frozen round: what was asked, what was answered, how it was judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitstand.domain.reporting import round_words
from leitstand.domain.reporting.answer_words import ask_in_words
from leitstand.domain.reporting.difference_words import differences_in_words
from leitstand.domain.reporting.light_words import decisive, light_word, why
from leitstand.domain.reporting.queries.report.round_views import (
    ErratumLine,
    Fact,
    LightLine,
    RollupLine,
    RollupTable,
    RoundPart,
    SilentLine,
)
from leitstand.domain.reporting.queries.report.said import Said, Spread
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound
from leitstand.domain.reporting.queries.rounds.record import ErratumView, Part, parts
from leitstand.domain.reporting.rollup_words import percent, rule_in_words
from leitstand.domain.reporting.words import counts_in_words, pick, state_word
from leitstand.foundation.wording import say_date

GROUPS = ("field", "topic", "lead")


@dataclass(frozen=True)
class Told:
    """A frozen round, and the corrections made to it since."""

    frozen: FrozenRound
    errata: Sequence[ErratumView]


def round_part(writer: Writer, told: Told) -> RoundPart:
    """The round's chapter. Measures that are not in the report's edition are counted but not linked."""
    frozen, language = told.frozen, writer.language
    numbers = {row.measure.key: place for place, row in enumerate(writer.situation.rows(writer.edition.key), start=1)}
    differing = {one.key for one in frozen.disagreeing}
    lines = {one.key: _line(writer, one, numbers.get(one.key, 0), differing) for one in frozen.measures}
    return RoundPart(
        key=str(frozen.facts["key"]),
        title=round_words.round_name(frozen.title, language),
        invented=round_words.invented(frozen, language),
        answer=round_words.answer_sentence(frozen, language),
        facts=tuple(Fact(label, value) for label, value in round_words.dates(frozen, language)),
        spread=_spread(writer, frozen),
        formula=tuple(rule_in_words(language)),
        rollups=tuple(_rollup(writer, by, parts(frozen, by)) for by in GROUPS),
        change=round_words.change_sentence(frozen, language),
        changed=tuple(lines[one.key] for one in frozen.changed),
        difference=round_words.difference_sentence(frozen, language),
        differing=tuple(lines[one.key] for one in frozen.disagreeing),
        silence=round_words.silence_sentence(frozen, language),
        silent=_silent(frozen, language),
        errata=tuple(_erratum(writer, one, lines) for one in told.errata),
        rules=tuple(Fact(round_words.rule_name(name, language), rule) for name, rule in sorted(frozen.rules.items())),
        content_hash=frozen.content_hash,
        others=tuple(line for line in lines.values() if not line.number),
        lights=tuple(lines.values()),
    )


def _line(writer: Writer, one: FrozenMeasure, number: int, differing: set[str]) -> LightLine:
    language, answer = writer.language, one.answer
    return LightLine(
        key=one.key,
        number=number,
        title=writer.said(one),
        lead=one.lead.title,
        reported=one.state,
        reported_word=state_word(one.state, language),
        computed=one.computed.light,
        computed_word=light_word(one.computed.light, language),
        reasons=tuple(why(one.computed, language)),
        decisive=tuple(decisive(one.computed, language)),
        sentence=writer.german(answer.sentence if answer else ""),
        why=writer.german(one.light_reason if one.key in differing else ""),
        asked=writer.german(ask_in_words(answer.ask, language) if answer and answer.ask else ""),
        differs=one.key in differing,
        before=one.before,
        before_word=state_word(one.before, language) if one.before else "",
        changes=tuple(differences_in_words(one.differences, language)),
    )


def _spread(writer: Writer, frozen: FrozenRound) -> Spread:
    distribution = frozen.rollup.distribution
    counted = [(share.code, state_word(share.code, writer.language), share.count) for share in distribution.shares]
    title = round_words.round_name(frozen.title, writer.language)
    return Spread(
        writer.say("distribution_of", title=title),
        writer.counts(counted, distribution.total),
        distribution.total,
        distribution.reported,
        round_words.answer_sentence(frozen, writer.language),
    )


def _rollup(writer: Writer, by: str, found: Iterable[Part]) -> RollupTable:
    return RollupTable(writer.say(by), tuple(_group(writer, by, part) for part in found))


def _group(writer: Writer, by: str, part: Part) -> RollupLine:
    named, rolled, language = part.named, part.rollup, writer.language
    nameless = pick(round_words.UNNAMED["missing" if named.key == "missing" else by], language)
    return RollupLine(
        title=writer.german(named.title) if named.title else Said(nameless),
        total=rolled.total,
        reported=rolled.reported,
        coverage=percent(rolled.coverage, language),
        good=percent(rolled.good_share, language),
        counts=counts_in_words(rolled.distribution, language),
    )


def _silent(frozen: FrozenRound, language: str) -> tuple[SilentLine, ...]:
    if not frozen.facts["silent_named"]:
        return ()
    unknown = pick(round_words.UNNAMED["lead"], language)
    return tuple(SilentLine(one.lead.title or unknown, one.missing, one.asked) for one in frozen.silent)


def _erratum(writer: Writer, one: ErratumView, lines: dict[str, LightLine]) -> ErratumLine:
    about = lines[one.measure_key].title.text if one.measure_key in lines else ""
    said = (writer.german(text) for text in (one.stated, one.correct, one.reason))
    return ErratumLine(say_date(one.made_on, writer.language), about, *said)
