"""Eurostat's TSV: a row for each series, a column for each period, marks of quality behind the value.

The first head cell names the dimensions and what the columns are: ``unit,nace_r2,geo\\time`` (until
2023) or ``freq,unit,geo\\TIME_PERIOD``. ``:`` stands for a missing value.
"""

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.delimited import Delimited, delimited
from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.periods import is_period
from leitstand.domain.statistics.reading.sdmx_columns import Cube, observations, remaining
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Place, Reading, dimensions_of, mapped

_HEAD = re.compile(r"^[\w,. -]+\\(time|TIME_PERIOD)$", re.IGNORECASE)


def is_eurostat_tsv(first_line: str) -> bool:
    """Whether a first line is the header of Eurostat's TSV."""
    return bool(_HEAD.match(first_line.split("\t")[0].strip())) and "\t" in first_line


def read_eurostat_tsv(original: Original) -> Reading:
    """Raises ``Unreadable`` at once for the header, later for rows."""
    table = delimited(original, "\t")
    names = table.header[0].rpartition("\\")[0].split(",")
    for column, period in enumerate(table.header[1:], 2):
        if not is_period(period):
            raise original.error(
                f"„{period[:40]}“ ist kein Zeitraum.", "Bitte Jahre, Quartale oder Monate laden.", 1, f"{column}"
            )
    names = [name.strip() for name in names]
    dimensions = dimensions_of([(name, name) for name in remaining(names)])
    notes = Notes()
    notes.remarks.append("Die Datei nennt weder ihre Tabelle noch deren Datenstand.")
    about = About(source="Eurostat")
    return Reading("eurostat-tsv", about, dimensions, _tables(table, names, dimensions, notes), notes)


def _tables(
    table: Delimited, names: Sequence[str], dimensions: Sequence[Dimension], notes: Notes
) -> Iterator[pa.Table]:
    for piece in table.pieces():
        parts = pc.split_pattern(piece.columns[0], ",")
        widths = pc.list_value_length(parts)
        wrong = pc.index(pc.equal(widths, len(names)), pa.scalar(False)).as_py()
        if wrong >= 0:
            reason = f"Die erste Spalte nennt {widths[wrong]} statt {len(names)} Merkmale."
            raise piece.place.error(wrong, reason, "Bitte die Datei neu laden.", "1")
        keys = {
            name.lower(): pc.utf8_trim_whitespace(pc.list_element(parts, place)) for place, name in enumerate(names)
        }
        first = piece.place.first_row
        lines = pa.array(range(first, first + piece.rows), pa.int64())
        for number, period in enumerate(table.header[1:], 1):
            cells = pc.utf8_trim_whitespace(piece.columns[number])
            values, marks = _apart(cells, 0), _apart(cells, 1)
            columns = {**keys, "time": pa.repeat(pa.scalar(period), piece.rows), "obs_value": values, "obs_flag": marks}
            place = piece.place.at(f"„{period}“")
            yield observations(Cube("OBS_VALUE", "", columns, piece.rows, place), dimensions, notes, lines)


def _apart(cells: pa.Array, part: int) -> pa.Array:
    """The value (0) or the marks behind it (1) of cells such as ``13.1 b``."""
    return mapped(cells, lambda cell: [*cell.split(None, 1), "", ""][part], pa.string(), Place("", 0))
