"""Statistics library: import of a flat CSV, and a ranking of regions over ten million observations beside its floor.

The floor of the ranking is DuckDB reading the same columns of the same Parquet file and nothing
else; the floor of the import is DuckDB reading every cell of the same CSV as text.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

from bench.measuring import peak_megabytes, ready, seconds, table

REGIONS, YEARS, MEASURES = 500, 20, 4
HEADER = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;"
    "value_unit;value_variable_code;value_variable_label\n"
)


def main(rows: int, ranked: int) -> None:
    ready()
    from leitstand.domain.statistics.operations import import_file
    from leitstand.foundation.actor import system

    actor = system("Messung")
    with tempfile.TemporaryDirectory() as folder:
        small = write_flat(Path(folder) / "small.csv", rows)
        spent = seconds(lambda: import_file(small, "bench", actor=actor, progress=_progress))
        print(f"\nimport of {rows} observations, {small.stat().st_size >> 20} MB of CSV")
        floor = seconds(lambda: read_cells(small))
        table(
            ("step", "seconds", "times floor"),
            [("import", spent, spent / floor), ("floor: DuckDB reads every cell", floor, 1.0)],
        )
        print(f"peak memory {peak_megabytes():.0f} MB")
        large = write_flat(Path(folder) / "large.csv", ranked)
        import_file(large, "ranked", actor=actor)
    rank(ranked)
    print(f"peak memory {peak_megabytes():.0f} MB")


def rank(rows: int) -> None:
    """Median of five rankings of all regions for one measure, year and branch."""
    from leitstand.domain.statistics.models import Release
    from leitstand.domain.statistics.queries import dataset_named, ranking
    from leitstand.domain.statistics.queries.engines import connection
    from leitstand.foundation.files.storing import path_of

    dataset = dataset_named("ranked")
    filters = {"measure": "M02", "period": "2015", "WZ": "WZ007"}
    found = ranking(dataset, filters).rows
    spent = float(np.median([seconds(lambda: ranking(dataset, filters)) for _ in range(5)]))
    path = path_of(Release.objects.get(dataset=dataset).file)
    with connection() as opened:
        opened.read_parquet(str(path)).create_view("kept")
        texts = ("measure", "period", "d_wz", "region_code")
        # Lengths and sums have to be read; counts would come from the file's own statistics.
        text = f"SELECT sum(value), {', '.join(f'sum(length({column}))' for column in texts)} FROM kept"
        floor = float(np.median([seconds(lambda: opened.execute(text).fetchall()) for _ in range(5)]))
    print(f"\nranking of {len(found)} regions over {rows} observations, Parquet of {path.stat().st_size >> 20} MB")
    table(
        ("step", "seconds", "times floor"),
        [("ranking", spent, spent / floor), ("floor: DuckDB reads the columns", floor, 1.0)],
    )


def _progress(done: int, _total: int, text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text} {done or ''}\033[K", end="", file=sys.stderr, flush=True)


def write_flat(path: Path, rows: int) -> Path:
    """An invented flat CSV with the new header: regions by years by measures by as many branches as it takes."""
    random = np.random.default_rng(1)
    branches = -(-rows // (REGIONS * YEARS * MEASURES))
    left = rows
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(HEADER)
        for branch in range(branches):
            for measure in range(MEASURES):
                values = random.integers(0, 10_000_000, (REGIONS, YEARS)) / 10
                lines = [
                    f"99999;Probe;JAHR;Jahr;{2005 + year};KREISE;Kreise;"
                    f"{1 + region // 40:02}{region % 40:03};"
                    f"Kreis {region};WZ;Branche;WZ{branch:03};Branche {branch};"
                    f"{str(values[region, year]).replace('.', ',')};"
                    f"Anzahl;M{measure:02};Messgröße {measure}\n"
                    for region in range(REGIONS)
                    for year in range(YEARS)
                ]
                file.writelines(lines[:left])
                left -= min(left, len(lines))
    return path


def read_cells(path: Path) -> None:
    import duckdb

    with duckdb.connect() as opened:
        opened.execute("SELECT count(COLUMNS(*)) FROM read_csv(?, all_varchar=true, delim=';')", [str(path)]).fetchall()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000)
