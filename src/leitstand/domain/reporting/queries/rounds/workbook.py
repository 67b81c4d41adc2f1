"""A request's form as a workbook: one sheet, a row for each measure, the same named texts as on the page.

Titles, headings and what was said last are locked (without a password); choices are drop-downs; dates are
texts, so that ``06/2027`` stays what it is. A hidden sheet says for which request it was made, with which
versions, and what each row said then: so a row that nobody touched is known, wherever it has moved. One
content has one sequence of bytes.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from leitstand.domain.indicators.collecting_words import form_said
from leitstand.domain.reporting import answer_words
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.queries.rounds.form import AMOUNTS, ASKS, CHOICES, WHAT, Block, Form
from leitstand.domain.reporting.rules.answering import LIGHTS, MONEY, STAGES, longest
from leitstand.domain.reporting.words import money_word, state_word
from leitstand.foundation.wording import say_date, say_partial

SHEET, HIDDEN, MARK = "Meldung", "Leitstand", "leitstand-meldung-1"
NAMES_ROW, HEADINGS_ROW, FIRST_ROW = 2, 3, 4
KEY, TITLE, LAST, DECISION = "key", "title", "last", "decision"
WHATS = {"same": "nichts Neues", "new": "es gibt Neues", "later": "später"}
CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    WHAT: WHATS,
    "stage": {code: state_word(code, "de") for code in STAGES},
    "light": {code: state_word(code, "de") for code in LIGHTS},
    "money": {code: money_word(code, "de") for code in MONEY},
}
MONEYS = (*AMOUNTS, "asks_amount")
LONG = ("sentence", "light_reason", "asks_text", "evidence", "decision_answer")
_MADE = datetime(2000, 1, 1)
_WIDTHS = {TITLE: 38, LAST: 38, DECISION: 30, "sentence": 50, "light_reason": 32, "evidence": 32, "decision_answer": 32,
           "asks_text": 32}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its technical name, its heading, and whether people may write in it.

    ``milestone:1:due`` is the date of whatever milestone comes first in a row.
    """

    name: str
    heading: str
    is_locked: bool = False


def columns_of(blocks: Sequence[Block]) -> list[Column]:
    """The columns that a form with these measures needs."""
    word = answer_words.field_word
    columns = [
        Column(KEY, "Kennzeichen", True),
        Column(TITLE, "Maßnahme", True),
        Column(LAST, "Zuletzt gemeldet", True),
    ]
    columns.append(Column(WHAT, "Was melden Sie?"))
    names = ("stage", "light", "sentence", "light_reason", "money", "secured", "spent", *ASKS, "evidence")
    columns += [Column(name, word(name, "de")) for name in names]
    if any(block.question.asked.decision for block in blocks):
        columns += [Column(DECISION, "Beschluss", True), Column("decision_answer", word("decision_answer", "de"))]
    for number in range(1, max((len(block.question.asked.milestones) for block in blocks), default=0) + 1):
        columns.append(Column(f"milestone:{number}", f"Meilenstein {number}", True))
        columns.append(Column(f"milestone:{number}:due", f"Meilenstein {number}: Termin"))
        columns.append(Column(f"milestone:{number}:done_on", f"Meilenstein {number}: erreicht am"))
    for number in range(1, max((len(block.question.asked.values) for block in blocks), default=0) + 1):
        columns += [
            Column(f"value:{number}", f"Indikator {number}", True),
            Column(f"value:{number}:number", f"Wert {number}"),
        ]
    return columns


def named_in(column: str, milestones: Sequence[str], values: Sequence[str]) -> str:
    """The text's name that a column holds in a row with these milestones and indicators; empty if none."""
    kind, _, rest = column.partition(":")
    if kind not in ("milestone", "value"):
        return column
    number, _, part = rest.partition(":")
    keys = milestones if kind == "milestone" else values
    if not part or int(number) > len(keys):
        return ""
    return f"milestone:{keys[int(number) - 1]}:{part}" if kind == "milestone" else f"value:{keys[int(number) - 1]}"


def mark_of(texts: Mapping[str, str]) -> str:
    """A short sign of what a row says; the choice of what to report aside.

    To ask for nothing leaves no sign: so workbooks made before one could ask have the signs they always had.
    """
    names = [name for name in sorted(texts) if name != WHAT and (texts[name] or name not in ASKS)]
    said = "\x1f".join(f"{name}\x1e{texts[name]}" for name in names)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def keys_of(block: Block) -> tuple[list[str], list[str]]:
    """The keys of a measure's milestones and of the indicators that are asked for, in their order."""
    asked = block.question.asked
    return [one.key for one in asked.milestones], [one.indicator_key for one in asked.values]


def file_name(form: Form) -> str:
    """``Meldung-Runde-1-2026.xlsx``."""
    return name_in(form.request.round)


def name_in(this_round: Round) -> str:
    """What every workbook of a round is called."""
    title = "".join(sign if sign.isalnum() else "-" for sign in this_round.title)
    return f"Meldung-Runde-{title}.xlsx"


def workbook(form: Form) -> bytes:
    """The workbook of what can still be sent."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": str(form.request.round), "author": "Leitstand", "created": _MADE})
    _Writer(book, form).write()
    book.close()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Any, form: Form) -> None:
        self._book, self._form = book, form
        self._blocks = form.open_blocks
        self._columns = columns_of(self._blocks)
        open_cell = {
            "valign": "top",
            "locked": False,
            "num_format": "@",
            "text_wrap": True,
            "border": 1,
            "border_color": "#B9C0C8",
        }
        grey = {"valign": "top", "locked": True, "text_wrap": True, "bg_color": "#EEF0F2", "font_color": "#3D4752"}
        self._open = book.add_format(open_cell)
        self._amount = book.add_format({**open_cell, "num_format": "#,##0.##"})
        self._grey = book.add_format({**grey, "num_format": "@"})
        self._heading = book.add_format({**grey, "bold": True, "bottom": 1})
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._note = book.add_format({"valign": "top"})

    def write(self) -> None:
        sheet = self._book.add_worksheet(SHEET)
        self._head(sheet)
        for number, block in enumerate(self._blocks, FIRST_ROW):
            self._row(sheet, number, block)
        self._drop_downs(sheet, FIRST_ROW + len(self._blocks) - 1)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        self._hidden()

    def _head(self, sheet: Any) -> None:
        form = self._form
        asked = form.request
        sheet.write_string(
            0, 1, f"{asked.round}: Meldung von {asked.person.name}, bis {say_date(form.until)}", self._title
        )
        sheet.write_string(
            1, 1,
            "Unter „Was melden Sie?“ wählen: nichts Neues, es gibt Neues oder später. Graue Felder sind gesperrt. Die "
            "Mappe über denselben Link hochladen, unter dem Sie auch im Browser melden.", self._note,
        )  # fmt: skip
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, _width(column.name), None, {"hidden": column.name == KEY})
            sheet.write_string(NAMES_ROW, place, column.name, self._grey)
            sheet.write_string(HEADINGS_ROW, place, column.heading, self._heading)
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})

    def _row(self, sheet: Any, number: int, block: Block) -> None:
        keys = keys_of(block)
        for place, column in enumerate(self._columns):
            name = column.name if column.is_locked else named_in(column.name, *keys)
            if column.is_locked or name not in block.texts:
                sheet.write_string(number, place, _locked(column.name, block), self._grey)
            else:
                self._cell(sheet, number, place, name, block.texts[name])

    def _cell(self, sheet: Any, number: int, place: int, name: str, text: str) -> None:
        plain = text.replace(",", ".")
        if name in MONEYS and plain.replace(".", "", 1).isdecimal() and len(plain) < 15:
            sheet.write_number(number, place, float(plain), self._amount)
        elif text:
            said = CHOICE_WORDS[name].get(text, text) if name in CHOICE_WORDS else text
            sheet.write_string(number, place, said, self._open)
        else:
            sheet.write_blank(number, place, None, self._amount if name in MONEYS else self._open)

    def _drop_downs(self, sheet: Any, last: int) -> None:
        rule: dict[str, Any]
        for place, column in enumerate(self._columns):
            if column.name in (*CHOICES, WHAT) and self._blocks:
                rule = {
                    "validate": "list",
                    "source": list(CHOICE_WORDS[column.name].values()),
                    "error_title": "Bitte prüfen",
                    "error_message": "Bitte aus der Liste wählen.",
                }
                sheet.data_validation(FIRST_ROW, place, last, place, rule)
            elif column.name in LONG and self._blocks:
                most = longest(column.name)
                rule = {
                    "validate": "length",
                    "criteria": "<=",
                    "value": most,
                    "error_title": "Bitte prüfen",
                    "error_message": f"Der Text darf höchstens {most} Zeichen haben.",
                }
                sheet.data_validation(FIRST_ROW, place, last, place, rule)

    def _hidden(self) -> None:
        sheet = self._book.add_worksheet(HIDDEN)
        for number, cells in enumerate(hidden_rows(self._form)):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text)
        sheet.hide()
        sheet.protect()


def hidden_rows(form: Form) -> Iterator[Sequence[str]]:
    """What the hidden sheet holds: for which request, and of each row its version, its sign and its keys."""
    yield [MARK]
    yield ["round", form.request.round.key, str(form.request.round)]
    yield ["request", form.request.key]
    for block in form.open_blocks:
        milestones, values = keys_of(block)
        yield [
            "report",
            block.key,
            str(block.report.version),
            mark_of(block.known),
            "|".join(milestones),
            "|".join(values),
        ]


def _locked(name: str, block: Block) -> str:
    asked = block.question.asked
    kind, _, number = name.partition(":")
    if kind == "milestone" and number.isdecimal() and int(number) <= len(asked.milestones):
        return asked.milestones[int(number) - 1].title
    if kind == "value" and number.isdecimal() and int(number) <= len(asked.values):
        one = asked.values[int(number) - 1]
        unit = f" ({one.unit})" if one.unit else ""
        return f"{one.title}, {say_partial(one.period)}{unit}. {form_said(one.form, 'de')}"
    return {KEY: block.key, TITLE: block.question.title, LAST: _last(block), DECISION: asked.decision}.get(name, "")


def _last(block: Block) -> str:
    last = block.question.asked.last
    if last is None:
        return "noch keine Meldung"
    words = [state_word(code, "de") for code in (last.stage, last.light) if code]
    asked = f" {answer_words.asked_line(last.ask, 'de')}" if last.ask else ""
    return f"{', '.join(words)}: {last.sentence}{asked}"


def _width(name: str) -> int:
    if name.endswith((":due", ":done_on", ":number")) or name in MONEYS:
        return 15
    return _WIDTHS.get(name, 26 if name.startswith(("milestone:", "value:")) else 20)
