"""From a reading to one Parquet file: written piece by piece, then checked as a whole, described in a manifest.

The file is checked before anything refers to it: a key must not have two values. A key that is
said twice with the same value (offices repeat rows) is kept once, and the manifest says how often.
"""

# ruff: noqa: S608 - names of columns are made by column_name(), no value is in the text

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from leitstand.domain.statistics.queries.engines import connection
from leitstand.domain.statistics.queries.sql import KEYS
from leitstand.domain.statistics.reading import Reading, Unreadable
from leitstand.domain.statistics.rules.breaks import Described

Progress = Callable[[int, int, str], None]
ROW_GROUP = 250_000
PARQUET = "application/vnd.apache.parquet"
_LABELS_KEPT = 300


def write(reading: Reading, target: Path, progress: Progress | None) -> int:
    """Write all observations; return how many. Raises ``Unreadable`` from the reading."""
    rows = 0
    waiting: list[pa.Table] = []
    with _writer(target, reading.schema) as writer:
        for table in reading.tables:
            waiting.append(table)
            rows += table.num_rows
            if sum(one.num_rows for one in waiting) >= ROW_GROUP:
                writer.write_table(pa.concat_tables(waiting), row_group_size=ROW_GROUP)
                waiting = []
            if progress:
                progress(rows, 0, "Beobachtungen gelesen:")
        if waiting:
            writer.write_table(pa.concat_tables(waiting), row_group_size=ROW_GROUP)
    return rows


def _writer(target: Path, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(target, schema, compression="zstd", compression_level=3, store_schema=False)


class Written:
    """A written file, asked by DuckDB before it is kept."""

    def __init__(self, path: Path, reading: Reading, name: str) -> None:
        self.path, self.reading, self.name = path, reading, name
        self._connection = connection(also=[path.parent])
        self._know()

    def _know(self) -> None:
        self._connection.read_parquet(str(self.path)).create_view("kept", replace=True)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, text: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(text).fetchall()
        return found

    @property
    def _keys(self) -> str:
        return ", ".join((*KEYS, *(one.column for one in self.reading.dimensions)))

    def without_repetitions(self) -> int:
        """Drop rows that repeat a key with the same value; return how many. Raises ``Unreadable`` if values differ."""
        suspects = self._ask(
            f"SELECT count(*) FROM (SELECT hash({self._keys}) AS h FROM kept GROUP BY h HAVING count(*) > 1)"
        )
        if not suspects[0][0]:
            return 0
        self._refuse_contradictions()
        before = self._ask("SELECT count(*) FROM kept")[0][0]
        self._rewrite()
        return int(before - self._ask("SELECT count(*) FROM kept")[0][0])

    def _refuse_contradictions(self) -> None:
        found = self._ask(
            "SELECT min(line), max(line), any_value(region_label), any_value(region_code), any_value(period),"
            " any_value(measure), min(coalesce(CAST(value AS VARCHAR), sign)),"
            " max(coalesce(CAST(value AS VARCHAR), sign))"
            f" FROM kept GROUP BY {self._keys}"
            " HAVING count(*) > 1 AND (count(DISTINCT coalesce(CAST(value AS VARCHAR), sign)) > 1) ORDER BY 1 LIMIT 1"
        )
        if found:
            first, last, label, code, period, measure, low, high = found[0]
            raise Unreadable(
                f"Für {label or code or 'dieselbe Region'}, {period}, „{str(measure)[:80]}“ stehen zwei verschiedene"
                f" Werte (Zeilen {first} und {last}: {low} und {high}).",
                "Fehlt ein Merkmal in der Zuordnung? Sonst bitte beim Herausgeber klären.",
                file=self.name,
                row=int(last),
            )

    def _rewrite(self) -> None:
        once = self._connection.sql(
            f"SELECT * FROM kept QUALIFY row_number() OVER (PARTITION BY {self._keys} ORDER BY line) = 1 ORDER BY line"
        ).to_arrow_reader(ROW_GROUP)
        target = self.path.with_suffix(".once")
        with _writer(target, self.reading.schema) as writer:
            for batch in once:
                writer.write_table(pa.table(batch).cast(self.reading.schema))
        target.replace(self.path)
        self._know()

    def manifest(self, repeated: int) -> dict[str, Any]:
        """What is in the file, as it is kept beside it."""
        rows, regions, periods, first, last, signs = self._ask(
            "SELECT count(*), count(DISTINCT region_code), count(DISTINCT period), min(period), max(period),"
            " count(*) FILTER (WHERE value IS NULL) FROM kept"
        )[0]
        notes = self.reading.notes
        return {
            "format": self.reading.format,
            "rows": rows,
            "columns": self.reading.schema.names,
            "regions": regions,
            "periods": periods,
            "first_period": first or "",
            "last_period": last or "",
            "signs": signs,
            "empty_cells": notes.skipped_empty,
            "repeated_rows": repeated,
            "remarks": notes.remarks,
            "measures": [{"code": code, "label": label, "unit": unit} for code, label, unit in self._measures()],
            "dimensions": [
                {
                    "column": one.column,
                    "code": one.code,
                    "label": one.label,
                    "values": dict(list(notes.labels.get(one.column, {}).items())[:_LABELS_KEPT]),
                }
                for one in self.reading.dimensions
            ],
        }

    def _measures(self) -> list[tuple[str, str, str]]:
        found = self._ask("SELECT DISTINCT measure, measure_label, unit FROM kept ORDER BY ALL LIMIT 2000")
        return [(str(code), str(label), str(unit)) for code, label, unit in found]


def described(path: Path) -> Described:
    """A kept file by its measures and regions, for the comparison with another."""
    opened = connection(also=[path.parent])
    try:
        opened.read_parquet(str(path)).create_view("kept")
        measures = opened.execute("SELECT DISTINCT measure, measure_label, unit FROM kept").fetchall()
        regions = opened.execute("SELECT region_code, min(region_label) FROM kept GROUP BY region_code").fetchall()
    finally:
        opened.close()
    return Described(_labels(measures), _units(measures), dict(regions))


def _labels(measures: Sequence[tuple[Any, ...]]) -> dict[str, str]:
    return {code: label for code, label, _unit in sorted(measures)}


def _units(measures: Sequence[tuple[Any, ...]]) -> dict[str, frozenset[str]]:
    units: dict[str, set[str]] = {}
    for code, _label, unit in measures:
        units.setdefault(code, set()).add(unit)
    return {code: frozenset(found) for code, found in units.items()}
