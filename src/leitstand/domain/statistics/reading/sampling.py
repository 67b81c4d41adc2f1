"""The beginning of an own table, for the person who says what stands where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from leitstand.domain.statistics.reading.mapping import ColumnMapping, guess_columns
from leitstand.domain.statistics.reading.opening import Original, opened
from leitstand.domain.statistics.reading.sniffing import sniff
from leitstand.domain.statistics.reading.tidy import cell_text, headings, open_sheet, propose, text_table
from leitstand.foundation.spreadsheet import Cell, NotReadable, column_letters

SHOWN = 14
WIDEST = 16
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """``columns`` are headings; ``rows`` are (number in the file, cells); a workbook has ``sheets``, one is ``sheet``.

    ``proposed`` is the guess, to be confirmed by a person. ``letters`` name a worksheet's columns.
    """

    columns: tuple[str, ...]
    proposed: ColumnMapping
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    letters: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


def sample(path: Path, *, name: str = "", sheet: str = "") -> Sample:
    """Headings, proposal and the first rows. Raises ``Unreadable``."""
    with opened(path, name) as original:
        if sniff(original) != "xlsx":
            columns = headings(original)
            first = _even(((1, _cut(columns)), *_lines(original)), min(len(columns), WIDEST))
            letters = tuple(column_letters(place) for place in range(min(len(columns), WIDEST)))
            return Sample(tuple(filter(None, columns)), propose(original), letters=letters, rows=first)
        book, chosen = open_sheet(original, sheet)
        try:
            rows = tuple(islice(_rows(book.rows(chosen)), SHOWN))
        except NotReadable as error:
            raise original.error(error.reason, error.cure) from None
        width = max((len(cells) for _number, cells in rows), default=0)
        head = rows[0][1] if rows else ()
        guessed = guess_columns(head, [cells for _number, cells in rows[1:]])
        sheets = tuple(one.name for one in book.sheets.values() if not one.hidden)
        letters = tuple(column_letters(place) for place in range(width))
        return Sample(tuple(filter(None, head)), guessed, sheets, chosen.name, letters, _even(rows, width))


def _lines(original: Original) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first rows under the header of a text table."""
    piece = next(text_table(original).pieces(), None)
    for number in range(min(SHOWN - 1, piece.rows if piece else 0)):
        yield number + 2, _cut([str(column[number]) for column in piece.columns[:WIDEST]] if piece else [])


def _cut(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell[:LONGEST] for cell in cells[:WIDEST])


def _rows(found: Iterator[tuple[int, dict[int, Cell]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in found:
        last = min(max(cells, default=-1), WIDEST - 1)
        yield number, tuple(cell_text(cells.get(place))[:LONGEST] for place in range(last + 1))


def _even(rows: tuple[tuple[int, tuple[str, ...]], ...], width: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, cells + ("",) * (width - len(cells))) for number, cells in rows)
