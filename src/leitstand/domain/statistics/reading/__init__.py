"""Reading files of statistical offices into one shape. Knows nothing of Django and keeps nothing.

``open_reading(path)`` recognises the format by its content and gives a ``Reading``; whatever is
wrong with a file is an ``Unreadable`` that names file, row, column and cure. Formats that do not
explain themselves (own tables, workbooks) need a mapping.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from leitstand.domain.statistics.reading.eurostat_tsv import read_eurostat_tsv
from leitstand.domain.statistics.reading.genesis_flat import read_genesis_flat
from leitstand.domain.statistics.reading.genesis_table import read_genesis_table
from leitstand.domain.statistics.reading.json_stat import read_json_stat
from leitstand.domain.statistics.reading.mapping import (
    AnyMapping,
    ColumnMapping,
    SheetMapping,
    mapping_as_json,
    mapping_from_json,
)
from leitstand.domain.statistics.reading.opening import MAX_BYTES, Original, opened
from leitstand.domain.statistics.reading.sampling import Sample, sample
from leitstand.domain.statistics.reading.sdmx_csv import read_sdmx_csv
from leitstand.domain.statistics.reading.sdmx_ml import read_sdmx_ml
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Reading, Unreadable
from leitstand.domain.statistics.reading.sheet_report import read_sheet
from leitstand.domain.statistics.reading.sniffing import FORMATS, sniff
from leitstand.domain.statistics.reading.tidy import propose, read_tidy

_READERS = {
    "genesis-flat": read_genesis_flat,
    "genesis-table": read_genesis_table,
    "eurostat-tsv": read_eurostat_tsv,
    "sdmx-csv": read_sdmx_csv,
    "sdmx-ml": read_sdmx_ml,
    "json-stat": read_json_stat,
}


@contextmanager
def open_reading(
    path: Path, mapping: AnyMapping | None = None, *, name: str = "", limit: int = MAX_BYTES
) -> Iterator[Reading]:
    """Open a file; its observations must be taken inside. Raises ``Unreadable``, also while they are taken."""
    with opened(path, name, limit) as original:
        yield read_original(original, mapping)


def read_original(original: Original, mapping: AnyMapping | None = None) -> Reading:
    """The reading of an opened file. Raises ``Unreadable``."""
    kind = sniff(original)
    if kind in _READERS:
        return _READERS[kind](original)
    if isinstance(mapping, SheetMapping):
        if kind != "xlsx":
            raise original.error(
                "Die Zuordnung ist für eine Arbeitsmappe, die Datei ist keine.", "Bitte eine andere wählen."
            )
        return read_sheet(original, mapping)
    if mapping is None:
        what = FORMATS[kind]
        raise original.error(f"{what} ohne Zuordnung der Spalten.", "Bitte angeben, was in welcher Spalte steht.")
    return read_tidy(original, mapping, workbook=kind == "xlsx")


def propose_columns(path: Path, *, name: str = "", sheet: str = "") -> ColumnMapping:
    """A guessed mapping for an own table, to be confirmed by a person. Raises ``Unreadable``."""
    with opened(path, name) as original:
        return propose(original, workbook=sniff(original) == "xlsx", sheet=sheet)


def take_all(reading: Reading) -> pa.Table:
    """All observations at once: for small files and tests."""
    return pa.concat_tables([reading.schema.empty_table(), *reading.tables])


__all__ = [
    "FORMATS",
    "About",
    "AnyMapping",
    "ColumnMapping",
    "Dimension",
    "Notes",
    "Reading",
    "Sample",
    "SheetMapping",
    "Unreadable",
    "mapping_as_json",
    "mapping_from_json",
    "open_reading",
    "propose_columns",
    "read_original",
    "sample",
    "sniff",
    "take_all",
]
