"""The monitoring report as a workbook: the figures of the report in cells that can be sorted and counted.

Days are dates where they are exact and text where only a month or a year is known; amounts and values are
numbers. Nothing a user typed is ever read as a formula or a link.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.outputs.cover import Cover
from leitstand.outputs.xlsx.rounds import ROUND_SHEETS
from leitstand.outputs.xlsx.sheets import SHEETS, Column, Kind

LONGEST = 32_767
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True, "valign": "top"},
    Kind.DATE: {"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"},
    Kind.WHOLE: {"num_format": "#,##0", "valign": "top"},
    Kind.NUMBER: {"num_format": "#,##0.####", "valign": "top"},
    Kind.EURO: {"num_format": '#,##0.00 "€"', "valign": "top"},
    Kind.TITLE: {"bold": True, "font_size": 18, "font_color": "#14286b"},
    Kind.LABEL: {"bold": True, "valign": "top"},
}
HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": "#14286b", "text_wrap": True, "valign": "top"}


def render(content: ReportContent) -> bytes:
    """The workbook; the same content gives the same bytes."""

    def fill(writer: Writer) -> None:
        for sheet in (*SHEETS, *(ROUND_SHEETS if content.round else ())):
            name, columns, rows = sheet.name(content.words), sheet.columns(content.words), sheet.rows(content)
            writer.add(name, columns, rows, filtered=sheet.filtered)

    return written(content, content.edition_title.text, fill)


def written(content: Cover, what: str, fill: Callable[["Writer"], None]) -> bytes:
    """A workbook named after ``what`` it is about, its properties set from the cover, its sheets added by ``fill``."""
    stream = BytesIO()
    workbook = Workbook(stream, OPTIONS)
    workbook.set_properties(
        {
            "title": f"{content.title} {what}",
            "subject": f"{content.words['as_of']} {content.as_of_word}",
            "company": content.organisation,
            "comments": content.content_hash,
            "created": datetime.combine(content.as_of, time.min),
        }
    )
    fill(Writer(workbook, content.invented))
    workbook.close()
    return stream.getvalue()


class Writer:
    """Writes sheets with the workbook's formats."""

    def __init__(self, workbook: Workbook, notice: str) -> None:
        self.workbook, self.notice = workbook, _plain(notice)
        self.formats = {kind: workbook.add_format(look) for kind, look in FORMATS.items()}
        self.head = workbook.add_format(HEAD)

    def add(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *, filtered: bool) -> None:
        sheet = self.workbook.add_worksheet(name[:31])
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            if filtered:
                sheet.write_string(0, place, column.title, self.head)
        first = 1 if filtered else 0
        for number, row in enumerate(rows, start=first):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self._write(sheet, number, place, column.kind, value)
        if filtered:
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
            sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self.notice:
            sheet.set_header(f"&C&B{self.notice}")
        sheet.set_footer(f"&L{_plain(name)}&C{self.notice}&R&P / &N")

    def _write(self, sheet: Any, row: int, column: int, kind: Kind, value: Any) -> None:
        if isinstance(value, tuple):
            kind, value = value
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.formats[Kind.TEXT])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time.min), self.formats[Kind.DATE])
        elif isinstance(value, str):
            # XlsxWriter drops longer texts without a word.
            text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            sheet.write_string(row, column, text, self.formats[kind if kind in (Kind.TITLE, Kind.LABEL) else Kind.TEXT])
        else:
            sheet.write_number(row, column, value, self.formats[kind])


def _plain(name: str) -> str:
    """A sheet's name in a footer, where ``&`` begins a command."""
    return name.replace("&", "&&")
