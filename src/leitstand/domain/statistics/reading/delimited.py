"""Text tables in pieces: every cell stays text, every row has the header's width, every error names its row."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyarrow import csv as arrow_csv

from leitstand.domain.statistics.reading.opening import Original, encoding_of
from leitstand.domain.statistics.reading.shape import Place, Unreadable

_BLOCK = 4 << 20
MAX_COLUMNS = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows: columns by position, and where they stand in the file."""

    columns: Sequence[Any]
    rows: int
    place: Place


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text table with one header row: its encoding, delimiter and header."""

    original: Original
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    quoted_newlines: bool = False

    def pieces(self) -> Iterator[Piece]:
        """The rows under the header. Raises ``Unreadable`` at the first row of another width."""
        names = [f"c{number}" for number in range(len(self.header))]
        wrong: list[Any] = []

        def keep(row: Any) -> str:
            wrong.append(row)
            return "error"

        row = 2
        try:
            reader = arrow_csv.open_csv(
                self.original.path,
                arrow_csv.ReadOptions(
                    use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=1, encoding=self.encoding
                ),
                arrow_csv.ParseOptions(
                    delimiter=self.delimiter,
                    newlines_in_values=self.quoted_newlines,
                    invalid_row_handler=keep,
                    ignore_empty_lines=True,
                ),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, null_values=[]
                ),
            )
            for batch in reader:
                yield Piece(batch.columns, batch.num_rows, Place(self.original.name, row))
                row += batch.num_rows
        except pa.ArrowInvalid as error:
            raise self._damage(wrong, str(error)) from None

    def _damage(self, wrong: Sequence[Any], said: str) -> Unreadable:
        if wrong:
            first = wrong[0]
            if self._is_last(first.text):
                reason = f"Die letzte Zeile bricht ab ({first.actual_columns} statt {first.expected_columns} Spalten)."
                return self.original.error(reason, "Die Datei ist unvollständig; bitte neu laden.", first.number or 0)
            reason = f"Die Zeile hat {first.actual_columns} statt {first.expected_columns} Spalten."
            return self.original.error(reason, "Bitte Trennzeichen und Anführungszeichen prüfen.", first.number or 0)
        if "Empty CSV" in said:
            return self.original.error("Unter der Kopfzeile steht nichts.", "Bitte einen anderen Ausschnitt laden.")
        return self.original.error("Der Aufbau der Tabelle ist gestört.", "Bitte die Datei neu laden.")

    def _is_last(self, text: str) -> bool:
        with self.original.path.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - len(text.encode()) - 16))
            return stream.read().decode(self.encoding, "replace").rstrip().endswith(text.rstrip())


def delimited(original: Original, delimiter: str, *, quoted_newlines: bool = False) -> Delimited:
    """Open a text table whose first line is its header. Raises ``Unreadable``."""
    encoding = encoding_of(original)
    with original.path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
        line = stream.readline(1 << 20)
    header = header_cells(original, line, delimiter)
    if not header or len(header) > MAX_COLUMNS:
        raise original.error(f"Die Kopfzeile hat {len(header)} Spalten.", "Bitte die Datei prüfen.", 1)
    return Delimited(original, encoding, delimiter, header, quoted_newlines)


def header_cells(original: Original, line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a header row. Raises ``Unreadable``."""
    try:
        return tuple(cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), []))
    except csv.Error:
        raise original.error(
            "Die Kopfzeile ist gestört (Zeilenenden, Länge).", "Bitte die Datei neu laden.", 1
        ) from None


def distinct(table: Delimited, columns: Sequence[int]) -> set[tuple[str, ...]]:
    """The distinct combinations in some columns of the whole table, in one pass."""
    found: set[tuple[str, ...]] = set()
    for piece in table.pieces():
        names = [f"k{number}" for number in range(len(columns))]
        part = pa.table([piece.columns[column] for column in columns], names=names)
        found.update(tuple(row.values()) for row in part.group_by(names).aggregate([]).to_pylist())
    return found
