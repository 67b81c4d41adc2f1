"""Taking back the workbook of a request: the same texts, the same rules, the same storing as on the page.

Nothing is stored unless every row can be read. What is wrong is said with sheet, row and column, and with
what to do. Rows are known by their key, wherever they have moved; a row that nobody touched is not sent.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting import answer_words
from leitstand.domain.reporting.access import require_answerer
from leitstand.domain.reporting.models import Request, StatusReport
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.operations.answering import Sending
from leitstand.domain.reporting.queries.rounds.form import WHAT, Block, form_of, given_of, plain_date, plain_number
from leitstand.domain.reporting.queries.rounds.workbook import (
    CHOICE_WORDS,
    HIDDEN,
    KEY,
    MARK,
    SHEET,
    WHATS,
    mark_of,
    named_in,
)
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.spreadsheet import Cell, NotReadable, Spreadsheet, column_letters

LARGEST = 5_000_000
FRESH = "Bitte die Arbeitsmappe unter Ihrem Link neu herunterladen."
MOST_COMPLAINTS = 100
"""Nobody reads more, and a small file can hold hundreds of thousands of rows that do not belong there."""
AGAIN = "Bitte in der Mappe ändern und noch einmal hochladen."


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, where, and what to do. ``row`` 0 and an empty ``column`` mean the whole sheet."""

    sheet: str
    row: int
    column: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a workbook: what was stored, or what is in the way."""

    sending: Sending = field(default_factory=Sending)
    complaints: tuple[Complaint, ...] = ()
    untouched: int = 0


@dataclass(frozen=True, slots=True)
class _Written:
    """What the hidden sheet says of a row: its version, its sign, its keys."""

    version: int
    mark: str
    milestones: Sequence[str]
    values: Sequence[str]


@dataclass
class _Row:
    number: int
    texts: dict[str, str]
    columns: dict[str, int]


@dataclass
class _Reader:
    """Reads one workbook for one request, collecting what is wrong."""

    request: Request
    blocks: Mapping[str, Block]
    complaints: list[Complaint] = field(default_factory=list)
    written: dict[str, _Written] = field(default_factory=dict)
    rows: dict[str, _Row] = field(default_factory=dict)

    def complain(self, row: int, column: str, what: str, cure: str, sheet: str = SHEET) -> None:
        self.complaints.append(Complaint(sheet, row, column, what, cure))

    def read(self, content: bytes) -> None:
        try:
            book = _opened(content)
            if self._belongs_here(book):
                self._sheet(book)
        except NotReadable as fault:
            self.complain(0, "", fault.reason, fault.cure, "")

    def _belongs_here(self, book: Spreadsheet) -> bool:
        lines = [_texts(cells) for _, cells in book.rows(book.sheets[HIDDEN])] if HIDDEN in book.sheets else []
        if not lines or lines[0][:1] != [MARK] or SHEET not in book.sheets:
            raise NotReadable("Das ist keine Arbeitsmappe für eine Meldung, oder Blätter darin fehlen.", FRESH)
        heads = {line[0]: line[1:] for line in lines[1:] if len(line) > 1 and line[0] in ("round", "request")}
        this_round, request = heads.get("round", [""]), heads.get("request", [""])
        if this_round[0] != self.request.round.key:
            name = this_round[1] if len(this_round) > 1 else "einer anderen Runde"
            raise NotReadable(f"Diese Arbeitsmappe gehört zu „{name}“, gefragt ist {self.request.round}.", FRESH)
        if request[0] != self.request.key:
            raise NotReadable("Diese Arbeitsmappe gehört zur Anfrage einer anderen Person.", FRESH)
        for line in lines[1:]:
            if line[0] == "report" and len(line) >= 4:
                more = [*line[4:], "", ""]
                version = int(line[2]) if line[2].isdecimal() and len(line[2]) < 9 else 0
                self.written[line[1]] = _Written(version, line[3], _listed(more[0]), _listed(more[1]))
        return True

    def _sheet(self, book: Spreadsheet) -> None:
        names: dict[int, str] = {}
        heads = True
        for number, cells in book.rows(book.sheets[SHEET]):
            if not names:
                found = {place: str(cell.value) for place, cell in cells.items()}
                names = found if KEY in found.values() else {}
            elif heads:
                heads = False
            else:
                self._row(number, cells, names)
            if len(self.complaints) > MOST_COMPLAINTS:
                break
        if not names:
            self.complain(0, "", "Die Zeile mit den Namen der Spalten fehlt.", FRESH)
        for key in self.written:
            if key not in self.rows and key in self.blocks:
                title = self.blocks[key].question.title
                self.complain(
                    0, "", f"Die Zeile zu „{title}“ fehlt.",
                    "Bitte keine Zeile löschen; was Sie nicht melden, bleibt bei „Was melden Sie?“ leer. " + FRESH,
                )  # fmt: skip

    def _row(self, number: int, cells: Mapping[int, Cell], names: Mapping[int, str]) -> None:
        key = next((str(cell.value) for place, cell in cells.items() if names.get(place) == KEY), "")
        if not key:
            self.complain(number, "", "Zu dieser Zeile gehört keine Maßnahme.", "Bitte die Zeile löschen. " + AGAIN)
        elif key in self.rows:
            self.complain(
                number, "", "Diese Maßnahme steht zweimal in der Mappe.", "Bitte eine der Zeilen löschen. " + AGAIN
            )
        elif key not in self.blocks or key not in self.written:
            self.complain(number, "", "Zu dieser Maßnahme können Sie hier nicht (mehr) melden.", FRESH)
        else:
            self.rows[key] = self._texts(number, cells, names, self.written[key])

    def _texts(self, number: int, cells: Mapping[int, Cell], names: Mapping[int, str], written: _Written) -> _Row:
        row = _Row(number, {}, {})
        for place, column in names.items():
            name = named_in(column, written.milestones, written.values)
            if name:
                row.columns[name] = place
                row.texts[name] = self._text(name, number, place, cells.get(place))
        return row

    def _text(self, name: str, number: int, place: int, cell: Cell | None) -> str:
        if cell is None:
            return ""
        if cell.kind in ("formula", "error"):
            what = "eine Formel" if cell.kind == "formula" else f"der Fehler {cell.value}"
            self.complain(
                number, column_letters(place), f"Hier steht {what}.", "Bitte den Wert selbst eintragen. " + AGAIN
            )
            return ""
        text = _said(cell)
        if name not in CHOICE_WORDS or not text:
            return text
        codes = {said.casefold(): code for code, said in CHOICE_WORDS[name].items()}
        if name == WHAT and text.casefold() not in codes:
            offered = ", ".join(WHATS.values())
            self.complain(
                number,
                column_letters(place),
                f"„{text[:60]}“ steht nicht zur Wahl.",
                f"Möglich sind: {offered}. {AGAIN}",
            )
        return codes.get(text.casefold(), text)


def send_workbook(request: Request, content: bytes, *, actor: Actor, sender: Person | None = None) -> Returned:
    """Send what a returned workbook says. Raises ``NotAllowed`` or ``RuleBroken`` (``closed``)."""
    require_answerer(actor, request)
    form = form_of(request, clock.now())
    reader = _Reader(request, {block.key: block for block in form.open_blocks})
    reader.read(content)
    if reader.complaints:
        return Returned(complaints=tuple(reader.complaints))
    given = {key: given_of(_complete(reader, key)) for key, row in reader.rows.items() if _is_chosen(reader, key, row)}
    untouched = len(reader.rows) - len(given)
    if not given:
        nothing = Complaint(
            SHEET, 0, "", "In der Mappe ist nichts gemeldet.", "Bitte unter „Was melden Sie?“ wählen. " + AGAIN
        )
        return Returned(complaints=(nothing,))
    versions = {key: reader.written[key].version for key in given}
    sending = answering.send(
        request, given, versions, actor=actor, channel=StatusReport.Channel.WORKBOOK, sender=sender
    )
    return Returned(sending, tuple(_in_the_way(sending, reader)), untouched)


def _complete(reader: _Reader, key: str) -> dict[str, str]:
    """The row's texts; what its sheet has no column for stays as it is known."""
    return {**reader.blocks[key].known, **{name: text for name, text in reader.rows[key].texts.items() if name != KEY}}


def _is_chosen(reader: _Reader, key: str, row: _Row) -> bool:
    """Chosen in words, or changed since the workbook was written."""
    what = row.texts.get(WHAT, "")
    if what in ("same", "new"):
        return True
    known = reader.blocks[key].known
    return (
        what != "later"
        and mark_of({name: row.texts.get(name, known[name]) for name in known}) != reader.written[key].mark
    )


def _in_the_way(sending: Sending, reader: _Reader) -> Iterator[Complaint]:
    for key, problems in (sending.problems or {}).items():
        row = reader.rows[key]
        for problem in problems:
            place = row.columns.get(problem.name)
            what = f"{answer_words.field_word(problem.name, 'de')}: {answer_words.problem_in_words(problem, 'de')}"
            yield Complaint(SHEET, row.number, column_letters(place) if place is not None else "", what, AGAIN)
    for conflict in sending.conflicts:
        row = reader.rows[conflict.question.report.key]
        what = f"Zu „{conflict.question.title}“ hat inzwischen {conflict.sent_by} gemeldet."
        yield Complaint(SHEET, row.number, "", what, f"{FRESH} Oder im Browser berichtigen.")


def _opened(content: bytes) -> Spreadsheet:
    if len(content) > LARGEST:
        raise NotReadable("Die Datei ist größer als 5 MB.", FRESH)
    file = io.BytesIO(content)
    book = Spreadsheet(file)
    with zipfile.ZipFile(file) as archive:
        if any(name.lower().endswith(("vbaproject.bin", ".bas")) for name in archive.namelist()):
            raise NotReadable("Die Arbeitsmappe enthält Makros.", "Bitte sie ohne Makros als .xlsx speichern.")
    return book


def _texts(cells: Mapping[int, Cell]) -> list[str]:
    return [_said(cells[place]) if place in cells else "" for place in range(max(cells) + 1)] if cells else [""]


def _listed(text: str) -> list[str]:
    return text.split("|") if text else []


def _said(cell: Cell) -> str:
    """A cell as the person would have typed it on the page."""
    if isinstance(cell.value, bool):
        return "ja" if cell.value else "nein"
    if isinstance(cell.value, date):
        return plain_date(cell.value.isoformat() if cell.shows_day else f"{cell.value:%Y-%m}")
    if isinstance(cell.value, float):
        return plain_number(Decimal(format(cell.value, ".15g")))
    return str(cell.value).replace("\r\n", "\n").strip()
