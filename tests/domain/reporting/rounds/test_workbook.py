"""The workbook of a request: what goes out comes back, and whatever else comes back is named, never stored."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.operations.workbook import MOST_COMPLAINTS, Returned, send_workbook
from leitstand.domain.reporting.queries.rounds.form import form_of
from leitstand.domain.reporting.queries.rounds.workbook import FIRST_ROW, HIDDEN, NAMES_ROW, SHEET, workbook
from leitstand.foundation import clock
from tests.domain.reporting.rounds.conftest import holder, said

Change = Callable[[Worksheet], None]
FILLED = {
    "what": "es gibt Neues",
    "stage": "in Umsetzung",
    "light": "im Plan",
    "sentence": "Läuft.",
    "light_reason": "Irrtum.",
    "money": "gesichert",
    "secured": 1200000,
    "spent": "3,5",
}


def _made(request: Request) -> bytes:
    return workbook(form_of(request, clock.now()))


def _changed(content: bytes, change: Change) -> bytes:
    """The workbook after someone has worked in it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book[SHEET])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[NAMES_ROW + 1] if cell.value}


def _write(sheet: Worksheet, row: int, **values: object) -> None:
    columns = _columns(sheet)
    for name, value in values.items():
        sheet.cell(FIRST_ROW + 1 + row, columns[name]).value = value  # type: ignore[assignment]  # any value a cell takes


def _fill(sheet: Worksheet) -> None:
    for row in range(sheet.max_row - FIRST_ROW):
        _write(sheet, row, **FILLED)


def _send(request: Request, content: bytes) -> Returned:
    return send_workbook(request, content, actor=holder(request))


def _stored(request: Request) -> int:
    return request.reports.filter(version__gt=0).count()


def _whats(returned: Returned) -> str:
    return " ".join(one.what for one in returned.complaints)


def test_same_form_is_the_same_bytes(asked: Request) -> None:
    assert _made(asked) == _made(asked)


def test_filled_workbook_is_stored_for_every_measure(asked: Request) -> None:
    returned = _send(asked, _changed(_made(asked), _fill))
    assert (returned.complaints, _stored(asked)) == ((), asked.reports.count())


def test_workbook_stores_the_same_as_the_form(asked: Request) -> None:
    _send(asked, _changed(_made(asked), _fill))
    by_workbook = asked.reports.order_by("pk").values("stage", "light", "sentence", "money", "secured", "spent")
    before = list(by_workbook)
    given = said(asked, money="secured", secured="1.200.000", spent="3,5", light_reason="Irrtum.")
    answering.send(asked, given, {}, actor=holder(asked))
    assert list(by_workbook.all()) == before


def test_workbook_is_noted_as_the_way(asked: Request) -> None:
    _send(asked, _changed(_made(asked), _fill))
    assert set(asked.reports.values_list("channel", flat=True)) == {"workbook"}


def test_untouched_workbook_sends_nothing(asked: Request) -> None:
    returned = _send(asked, _made(asked))
    assert (_whats(returned), _stored(asked)) == ("In der Mappe ist nichts gemeldet.", 0)


def test_untouched_row_is_not_sent(asked: Request) -> None:
    _send(asked, _changed(_made(asked), lambda sheet: _write(sheet, 0, **FILLED)))
    assert _stored(asked) == 1


def test_reordered_rows_keep_their_measures(asked: Request) -> None:
    def swap(sheet: Worksheet) -> None:
        _fill(sheet)
        _write(sheet, 0, sentence="Der ersten.")
        first, second = ([cell.value for cell in sheet[FIRST_ROW + 1 + row]] for row in (0, 1))
        for row, values in ((0, second), (1, first)):
            for place, value in enumerate(values, 1):
                sheet.cell(FIRST_ROW + 1 + row, place).value = value

    first = form_of(asked, clock.now()).blocks[0]
    _send(asked, _changed(_made(asked), swap))
    assert StatusReport.objects.get(sentence="Der ersten.").pk == first.report.pk


def test_deleted_row_is_named(asked: Request) -> None:
    def delete(sheet: Worksheet) -> None:
        _fill(sheet)
        sheet.delete_rows(FIRST_ROW + 1)

    title = form_of(asked, clock.now()).blocks[0].question.title
    returned = _send(asked, _changed(_made(asked), delete))
    assert (_whats(returned), _stored(asked)) == (f"Die Zeile zu „{title}“ fehlt.", 0)


def test_row_twice_is_named(asked: Request) -> None:
    def double(sheet: Worksheet) -> None:
        _fill(sheet)
        last = sheet.max_row + 1
        for place, cell in enumerate(sheet[FIRST_ROW + 1], 1):
            sheet.cell(last, place).value = cell.value

    returned = _send(asked, _changed(_made(asked), double))
    assert (_whats(returned), _stored(asked)) == ("Diese Maßnahme steht zweimal in der Mappe.", 0)


def test_row_without_key_is_named(asked: Request) -> None:
    returned = _send(asked, _changed(_made(asked), lambda sheet: _write(sheet, 20, sentence="Noch etwas")))
    assert (_whats(returned), _stored(asked)) == ("Zu dieser Zeile gehört keine Maßnahme.", 0)


def test_formula_is_named_with_its_cell(asked: Request) -> None:
    def formula(sheet: Worksheet) -> None:
        _fill(sheet)
        _write(sheet, 0, secured="=1+1")

    returned = _send(asked, _changed(_made(asked), formula))
    one = returned.complaints[0]
    assert (one.sheet, one.row, one.column, one.what, _stored(asked)) == (SHEET, 5, "J", "Hier steht eine Formel.", 0)


def test_problem_is_named_with_its_cell(asked: Request) -> None:
    def wrong(sheet: Worksheet) -> None:
        _fill(sheet)
        _write(sheet, 1, spent="viel")

    one = _send(asked, _changed(_made(asked), wrong)).complaints[0]
    assert (one.row, one.column, "„viel“ ist keine Zahl" in one.what, _stored(asked)) == (6, "K", True, 0)


def test_unknown_choice_is_named(asked: Request) -> None:
    returned = _send(asked, _changed(_made(asked), lambda sheet: _write(sheet, 0, what="vielleicht")))
    assert (_whats(returned), _stored(asked)) == ("„vielleicht“ steht nicht zur Wahl.", 0)


def test_workbook_of_another_request_is_refused(asked: Request, open_round: Round) -> None:
    other = open_round.requests.exclude(pk=asked.pk)[0]
    returned = _send(asked, _changed(_made(other), _fill))
    assert (_whats(returned), _stored(asked)) == (
        "Diese Arbeitsmappe gehört zur Anfrage einer anderen Person.",
        0,
    )


def test_workbook_of_another_round_is_refused(asked: Request) -> None:
    content = _changed(_made(asked), _fill)
    asked.round.key = "runde-andere"
    asked.round.save()
    asked.refresh_from_db()
    returned = _send(asked, content)
    assert ("gehört zu „Runde" in _whats(returned), _stored(asked)) == (True, 0)


def test_older_version_is_a_conflict(asked: Request) -> None:
    content = _changed(_made(asked), _fill)
    answering.send(asked, said(asked), {}, actor=holder(asked))
    returned = _send(asked, content)
    assert ("hat inzwischen" in _whats(returned), set(asked.reports.values_list("version", flat=True))) == (True, {1})


def _without_hidden_sheet(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    del book[HIDDEN]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _with_macros(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return target.getvalue()


def test_version_of_thousands_of_digits_counts_as_none(asked: Request) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_changed(_made(asked), _fill)))
    for row in book[HIDDEN].iter_rows():
        if row[0].value == "report":
            row[2].value = "9" * 5000
    target = io.BytesIO()
    book.save(target)

    assert _stored(asked) == 0
    _send(asked, target.getvalue())
    assert _stored(asked) == asked.reports.count()


def test_reading_ends_after_enough_complaints(asked: Request) -> None:
    def lengthen(sheet: Worksheet) -> None:
        for row in range(1000):
            _write(sheet, sheet.max_row - FIRST_ROW, sentence=f"Zeile {row}")

    returned = _send(asked, _changed(_made(asked), lengthen))
    assert MOST_COMPLAINTS < len(returned.complaints) <= MOST_COMPLAINTS + 1 + asked.reports.count()


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda content: b"", "keine Excel-Arbeitsmappe"),
    "text": (lambda content: b"Hallo", "keine Excel-Arbeitsmappe"),
    "half": (lambda content: content[: len(content) // 2], "keine Excel-Arbeitsmappe"),
    "old format": (lambda content: b"\xd0\xcf\x11\xe0" + content, "alten Format"),
    "no hidden sheet": (_without_hidden_sheet, "keine Arbeitsmappe für eine Meldung"),
    "macros": (_with_macros, "Makros"),
    "too large": (lambda content: bytes(5_000_001), "größer als 5 MB"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_other_files_are_refused_in_words(what: str, asked: Request) -> None:
    change, words = BROKEN[what]
    returned = _send(asked, change(_changed(_made(asked), _fill)))
    assert (words in _whats(returned), _stored(asked)) == (True, 0)


def test_headings_are_locked_and_answers_are_not(asked: Request) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_made(asked)))[SHEET]
    columns = _columns(sheet)
    row = FIRST_ROW + 1
    locked = {name: sheet.cell(row, columns[name]).protection.locked for name in ("key", "title", "stage", "sentence")}
    assert (sheet.protection.sheet, locked) == (
        True,
        {"key": True, "title": True, "stage": False, "sentence": False},
    )
