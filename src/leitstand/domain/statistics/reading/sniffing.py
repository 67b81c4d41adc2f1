"""What a file is, judged by what it holds and never by its name."""

import re

from leitstand.domain.statistics.reading.eurostat_tsv import is_eurostat_tsv
from leitstand.domain.statistics.reading.genesis_flat import is_flat_header
from leitstand.domain.statistics.reading.genesis_table import is_genesis_table
from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.sdmx_csv import is_sdmx_csv

FORMATS = {
    "genesis-flat": "GENESIS, flat CSV",
    "genesis-table": "GENESIS, Tabelle als CSV",
    "eurostat-tsv": "Eurostat, TSV",
    "sdmx-csv": "SDMX-CSV",
    "sdmx-ml": "SDMX-ML",
    "json-stat": "JSON-stat",
    "xlsx": "Arbeitsmappe",
    "csv": "Tabelle als CSV",
}
_PAGE = re.compile(rb"^\s*(<!doctype\s+html|<html|<head|<body|<script)", re.IGNORECASE)
_OTHER = (
    (b"%PDF", "eine PDF-Datei"),
    (b"\xd0\xcf\x11\xe0", "eine Arbeitsmappe im alten Format (.xls)"),
    (b"PAR1", "eine Parquet-Datei"),
    (b"SQLite format 3", "eine Datenbank"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
)


def sniff(original: Original) -> str:
    """A key of ``FORMATS``. Raises ``Unreadable`` for pages, pictures and whatever else is no table."""
    head = original.head.removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        raise original.error(
            "Das ist eine Webseite, keine Tabelle.",
            "Meist ist es eine Anmelde- oder Fehlerseite; bitte neu herunterladen.",
            1,
        )
    for sign, name in _OTHER:
        if head.startswith(sign):
            raise original.error(f"Das ist {name}, keine lesbare Tabelle.", "Bitte als CSV oder .xlsx laden.")
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    start = head.lstrip()
    if start.startswith(b"<"):
        return "sdmx-ml"
    if start.startswith((b"{", b"[")):
        return "json-stat"
    return _text(head)


def _text(head: bytes) -> str:
    line = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    tests = (
        ("genesis-flat", is_flat_header),
        ("genesis-table", is_genesis_table),
        ("sdmx-csv", is_sdmx_csv),
        ("eurostat-tsv", is_eurostat_tsv),
    )
    return next((name for name, test in tests if test(line)), "csv")
