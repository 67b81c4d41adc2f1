"""The fields of one measure's report as the desk shows and reads them: the same named texts as every other way in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.domain.indicators.collecting_words import form_said
from leitstand.domain.reporting.answer_words import field_word, problem_in_words
from leitstand.domain.reporting.light_words import light_word, why
from leitstand.domain.reporting.queries.rounds.form import WHAT, Block, Form
from leitstand.domain.reporting.rules.answering import LIGHTS, MONEY, STAGES, Problem
from leitstand.domain.reporting.words import money_word, state_word
from leitstand.foundation.wording import say_partial

LONGEST = 2000
TEXTS = ("sentence", "light_reason", "evidence", "decision_answer")
LONG = (*TEXTS, "asks_text")


def posted(data: QueryDict, form: Form) -> dict[str, dict[str, str]]:
    """What came back for each open measure, by the report's key; a control that is missing keeps what it showed."""
    return {
        block.key: {
            name: str(data.get(f"{block.report.pk}-{name}", known)).replace("\r\n", "\n").strip()[:LONGEST]
            for name, known in block.texts.items()
        }
        for block in form.open_blocks
        if f"{block.report.pk}-version" in data
    }


def versions(data: QueryDict, form: Form) -> dict[str, int]:
    """The version of each report with which the page was made."""
    found = {}
    for block in form.open_blocks:
        text = data.get(f"{block.report.pk}-version", "")
        found[block.key] = int(text) if text.isdecimal() and len(text) < 9 else block.report.version
    return found


def shown_block(block: Block, texts: Mapping[str, str], problems: Sequence[Problem]) -> dict[str, Any]:
    """One measure for the page: its choices and fields, what is wrong with them, the computed light."""
    language = get_language() or "de"
    make = _Maker(block, texts, problems, language)
    asked = block.question.asked
    names = [name for name in TEXTS if name != "decision_answer" or asked.decision]
    return {
        "block": block,
        "prefix": block.report.pk,
        "what": make.choice(WHAT, _("Was wird gemeldet?"), _whats(block)),
        "choices": [
            make.choice("stage", field_word("stage", language), [(c, state_word(c, language)) for c in STAGES]),
            make.choice("light", field_word("light", language), [(c, state_word(c, language)) for c in LIGHTS]),
            make.choice("money", field_word("money", language), [(c, money_word(c, language)) for c in MONEY]),
        ],
        "texts": [make.field(name, field_word(name, language)) for name in names],
        "amounts": [make.field(name, field_word(name, language)) for name in ("secured", "spent")],
        "asks": [
            make.field("asks_text", _("Was wird gebraucht?")),
            make.field("asks_amount", _("Wie viel Geld, in Euro?")),
        ],
        "milestones": [
            {
                "title": one.title,
                "fields": [
                    make.field(f"milestone:{one.key}:due", _("Termin")),
                    make.field(f"milestone:{one.key}:done_on", _("erreicht am")),
                ],
            }
            for one in asked.milestones
        ],
        "values": [
            make.field(f"value:{one.indicator_key}", f"{one.title}, {say_partial(one.period, language)}")
            | {"hint": form_said(one.form, language)}
            for one in asked.values
        ],
        "computed": block.computed.light,
        "computed_word": light_word(block.computed.light, language),
        "why": why(block.computed, language),
        "problems": [problem_in_words(problem, language) for problem in problems],
    }


def _whats(block: Block) -> list[tuple[str, str]]:
    if block.report.is_answered:
        return [("later", _("So lassen, wie gemeldet")), ("new", _("Berichtigen"))]
    same = [("same", _("Nichts Neues"))] if block.question.asked.last else []
    return [*same, ("new", _("Es gibt Neues")), ("later", _("Noch nicht melden"))]


class _Maker:
    """Makes the fields of one measure."""

    def __init__(self, block: Block, texts: Mapping[str, str], problems: Sequence[Problem], language: str) -> None:
        self.prefix, self.texts, self.language = block.report.pk, texts, language
        self.problems: dict[str, list[str]] = {}
        for problem in problems:
            self.problems.setdefault(problem.name, []).append(problem_in_words(problem, language))

    def field(self, name: str, label: str) -> dict[str, Any]:
        place = f"{self.prefix}-{name}"
        return {
            "name": place,
            "id": "f-" + place.replace(":", "-").replace(".", "-"),
            "label": label,
            "value": self.texts.get(name, ""),
            "problems": self.problems.get(name, []),
            "hint": "",
            "long": name in LONG,
        }

    def choice(self, name: str, label: str, offered: Sequence[tuple[str, str]]) -> dict[str, Any]:
        value = self.texts.get(name, "")
        options = [{"code": code, "label": said, "chosen": code == value} for code, said in offered]
        return {**self.field(name, label), "options": options}
