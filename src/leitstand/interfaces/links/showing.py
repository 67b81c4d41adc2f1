"""The form as its templates show it: fields with names, values and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from leitstand.domain.indicators.collecting_words import form_said
from leitstand.domain.reporting import answer_words, light_words
from leitstand.domain.reporting.operations.answering import Conflict
from leitstand.domain.reporting.queries.rounds.form import Block, given_of
from leitstand.domain.reporting.rules.answering import LIGHTS, LONGEST_ASK, MONEY, STAGES, Problem, differs, read
from leitstand.domain.reporting.rules.differences import Answer
from leitstand.domain.reporting.words import money_word, state_word
from leitstand.foundation.wording import say_euro, say_number, say_partial
from leitstand.interfaces.look.templatetags.words import language


@dataclass(frozen=True, slots=True)
class Field:
    """One control: ``name`` as the form sends it, ``id`` as the error summary links to it."""

    name: str
    id: str
    label: str
    value: str
    problems: tuple[str, ...] = ()
    choices: tuple[tuple[str, str, bool], ...] = ()
    hint: str = ""

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-problem"] * bool(self.problems)
        return " ".join(parts)

    @property
    def target(self) -> str:
        """What a link to this field leads to: the control, or the first of its choices."""
        return f"{self.id}-{self.choices[0][0]}" if self.choices else self.id


@dataclass(frozen=True, slots=True)
class MilestoneFields:
    title: str
    due: Field
    done_on: Field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: what, my text, the other text."""

    label: str
    mine: str
    theirs: str

    @property
    def is_different(self) -> bool:
        return self.mine != self.theirs


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure on the page."""

    block: Block
    number: int
    what: Field
    fields: Mapping[str, Field]
    milestones: tuple[MilestoneFields, ...]
    values: tuple[Field, ...]
    versus: tuple[Row, ...]
    version: int
    sent_by: str
    file_problems: tuple[str, ...]

    @property
    def prefix(self) -> int:
        return self.block.report.pk

    @property
    def problems(self) -> list[Field]:
        """The fields with something wrong, in the page's order."""
        ordered = [self.what, *self.fields.values()]
        ordered += [field for one in self.milestones for field in (one.due, one.done_on)]
        return [field for field in [*ordered, *self.values] if field.problems]

    @property
    def asks(self) -> tuple[Field, Field]:
        """What the measure asks for: the amount, and what is needed."""
        return self.fields["asks_amount"], self.fields["asks_text"]

    @property
    def asks_open(self) -> bool:
        """Whether something is asked for, or wrong with it, so that it must not stand folded."""
        return any(field.value or field.problems for field in self.asks)

    @property
    def light(self) -> "LightShown":
        return light_of(self.block)


@dataclass(frozen=True, slots=True)
class LightShown:
    """The computed light with its reasons, and whether the own one differs."""

    code: str
    word: str
    why: tuple[str, ...]
    differs: bool


def light_of(block: Block) -> LightShown:
    got = read(block.question.asked, {name: text for name, text in block.texts.items() if name != "what"})
    computed = got.computed
    return LightShown(
        computed.light,
        light_words.light_word(computed.light, language()),
        tuple(light_words.why(computed, language())),
        differs(got.answer, computed),
    )


def shown(
    block: Block,
    number: int,
    problems: Sequence[Problem] = (),
    conflict: Conflict | None = None,
    file_problems: Sequence[str] = (),
) -> Shown:
    """One measure with its fields; with a conflict also both versions."""
    wrong: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        said = answer_words.problem_in_words(problem, language())
        wrong[problem.name] = (*wrong.get(problem.name, ()), said)
    make = _Maker(block, wrong)
    asked = block.question.asked
    current = conflict.question if conflict else block.question
    return Shown(
        block=block,
        number=number,
        what=make.field("what", _("Was melden Sie?"), choices=_whats(block)),
        fields=_fields(make, block),
        milestones=tuple(
            MilestoneFields(
                one.title,
                make.field(f"milestone:{one.key}:due", _("Termin")),
                make.field(f"milestone:{one.key}:done_on", _("erreicht am")),
            )
            for one in asked.milestones
        ),
        values=tuple(
            make.field(
                f"value:{one.indicator_key}",
                _value_label(one.title, one.unit, one.period),
                hint=form_said(one.form, language()),
            )
            for one in asked.values
        ),
        versus=_versus(block, conflict) if conflict else (),
        version=current.report.version,
        sent_by=conflict.sent_by if conflict else "",
        file_problems=tuple(file_problems),
    )


def _value_label(title: str, unit: str, period: str) -> str:
    said = say_partial(period, language())
    return f"{title}, {said} ({unit})" if unit else f"{title}, {said}"


@dataclass(frozen=True, slots=True)
class _Maker:
    block: Block
    wrong: Mapping[str, tuple[str, ...]]

    def field(self, name: str, label: str, choices: Sequence[tuple[str, str]] = (), hint: str = "") -> Field:
        value = self.block.texts.get(name, "")
        html = f"{self.block.report.pk}-{name}"
        identity = "f-" + html.replace(":", "-")
        offered = tuple((code, said, code == value) for code, said in choices)
        return Field(html, identity, label, value, self.wrong.get(name, ()), offered, hint)


def _whats(block: Block) -> list[tuple[str, str]]:
    if block.report.is_answered:
        return [("later", _("So lassen, wie gemeldet")), ("new", _("Berichtigen"))]
    same = [("same", _("Nichts Neues"))] if block.question.asked.last else []
    return [*same, ("new", _("Es gibt Neues") if same else _("Jetzt melden")), ("later", _("Später melden"))]


def _fields(make: _Maker, block: Block) -> dict[str, Field]:
    lang = language()
    asked = block.question.asked
    labels = {name: answer_words.field_word(name, lang) for name in answer_words.FIELDS}
    return {
        "stage": make.field("stage", labels["stage"], [(code, state_word(code, lang)) for code in STAGES]),
        "light": make.field("light", _("Ihre Einschätzung"), [(code, state_word(code, lang)) for code in LIGHTS]),
        "light_reason": make.field(
            "light_reason",
            _("Warum weicht Ihre Einschätzung ab?"),
            hint=_("Ein Satz genügt. Ihre Einschätzung gilt."),
        ),
        "sentence": make.field(
            "sentence",
            _("Was ist seit der letzten Meldung geschehen?"),
            hint=_("Ein bis zwei Sätze, höchstens 500 Zeichen."),
        ),
        "money": make.field("money", labels["money"], [(code, money_word(code, lang)) for code in MONEY]),
        "secured": make.field("secured", labels["secured"]),
        "spent": make.field("spent", labels["spent"]),
        "asks_amount": make.field("asks_amount", _("Wie viel Geld, in Euro?")),
        "asks_text": make.field("asks_text", _("Was wird gebraucht?"), hint=_ask_hint()),
        "decision_answer": make.field("decision_answer", labels["decision_answer"], hint=asked.decision),
        "evidence": make.field("evidence", _("Woran sieht man den Stand?"), hint=_evidence_hint(block)),
    }


def _ask_hint() -> str:
    return _("Stellen, eine Genehmigung, einen Beschluss? Höchstens %(most)s Zeichen.") % {"most": LONGEST_ASK}


def _evidence_hint(block: Block) -> str:
    if not block.needs_evidence:
        return ""
    return _(
        "Zum %(count)s. Mal in Folge nichts Neues: bitte einen Beleg nennen, oder „Es gibt Neues“ wählen und die "
        "Maßnahme abschließen oder einstellen."
    ) % {"count": block.question.asked.same_before + 1}


def _versus(block: Block, conflict: Conflict) -> tuple[Row, ...]:
    mine = read(block.question.asked, given_of(block.texts)).answer
    theirs = conflict.question.answer
    left = said_lines(mine)
    right = said_lines(theirs) if theirs else {}
    return tuple(Row(label, left.get(label, "–"), right.get(label, "–")) for label in {**left, **right})


def said_lines(answer: Answer) -> dict[str, str]:
    """Everything an answer says, by label, in the reader's language; what is empty is left out."""
    lang = language()
    words = {name: answer_words.field_word(name, lang) for name in answer_words.FIELDS}
    lines = {
        words["stage"]: state_word(answer.stage, lang) if answer.stage else "",
        words["light"]: state_word(answer.light, lang) if answer.light else "",
        words["sentence"]: answer.sentence,
        words["light_reason"]: answer.light_reason,
        words["money"]: money_word(answer.money or "unknown", lang),
        words["secured"]: _euro(answer.secured),
        words["spent"]: _euro(answer.spent),
        words["asks_amount"]: _euro(answer.asks_amount),
        words["asks_text"]: answer.asks_text,
    }
    for one in answer.milestones:
        done = _(", erreicht %(day)s") % {"day": say_partial(one.done_on, lang)} if one.done_on else ""
        due = say_partial(one.due, lang) or _("ohne Termin")
        lines[_("Meilenstein „%(title)s“") % {"title": one.title}] = f"{due}{done}"
    for seen in answer.observations:
        if seen.value is not None:
            lines[f"{seen.title}, {say_partial(seen.period, lang)}"] = say_number(seen.value, None, lang)
    return {label: text for label, text in lines.items() if text}


def _euro(amount: Decimal | None) -> str:
    return say_euro(amount, language()) if amount is not None else ""
