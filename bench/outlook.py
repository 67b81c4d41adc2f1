"""The outlook of 200,000 shuffled series of 15 values, probability and fan of 6 years × 5 quantiles, beside its peers.

The product's way is timed as a caller has it: a long Arrow table with names, rows in any order, to answers in arrays.
The floor is what nobody can do without: DuckDB reading the same columns once, and memory filled with as many bytes as
are read and written. The peers are statsforecast's AutoETS and AutoTheta with all cores on a sample of the same series,
extrapolated by series (``LEITSTAND_PEERS_PYTHON`` names a Python that has it; otherwise one in ``peers`` of the
temporary folder). Where the validation data are there, they and its random walk with drift also answer the official
targets, for the Brier score in the same run. ``without names`` is the way from numbered series on.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from bench.measuring import peak_megabytes, seconds, table
from leitstand.domain.indicators.rules.outlook import Gathered, Walks, fan, gather, probability, walk
from leitstand.interfaces.cli.outlook_answering import numbers_for

SERIES, VALUES, SAMPLE, RUNS = 200_000, 15, 2_000, 7
HORIZON = 6
GOAL, AIM = 100, 500
PEERS = Path(tempfile.gettempdir()) / "peers" / "bin" / "python"
DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "forecast"


def long_table(series: int) -> pa.Table:
    """Series that grow by rates, as a long table in random order, by a fixed seed."""
    chance = np.random.default_rng(1)
    growth = chance.normal(chance.normal(0.01, 0.02, (series, 1)), 0.05, (series, VALUES)).cumsum(1)
    values = np.exp(growth + chance.normal(3, 2, (series, 1))).ravel()
    names = pa.array([f"SERIES_{number:06d}" for number in range(series)])
    which, year = np.repeat(np.arange(series), VALUES), np.tile(np.arange(2010, 2010 + VALUES), series)
    order = chance.permutation(len(which))
    return pa.table({"sid": names.take(pa.array(which[order])), "period": year[order], "value": values[order]})


def numbered(long: pa.Table) -> tuple[Any, int]:
    """Numbers for names, the step that turns text into something to reckon with."""
    codes, names = numbers_for(long["sid"])
    return codes, len(names)


def answered(walks: Walks, last: Any) -> tuple[Any, Any]:
    """A probability for a target of a tenth more in five years, and the fan, for each series."""
    which = np.arange(len(walks))
    return probability(walks, which, 5, 1, 1.1 * last), fan(walks, which[:, None], np.arange(1, HORIZON + 1))


def whole_way(long: pa.Table) -> Any:
    codes, count = numbered(long)
    gathered = gather(codes, long["period"].to_numpy(), long["value"].to_numpy(), count=count)
    return answered(walk(gathered), _last(gathered))


def main(series: int) -> int:
    long = long_table(series).combine_chunks()
    steps = where_time_goes(long)
    whole = _median(lambda: whole_way(long))
    read, memory = floors(long)
    print(f"{series:,} series × {VALUES} shuffled; {os.cpu_count()} cores; peak {peak_megabytes():.0f} MB")
    without_names = sum(spent for _, spent in steps[1:])
    rows = [
        *steps,
        ("without names", without_names),
        ("whole way", whole),
        ("floor: DuckDB reads the columns", read),
        ("floor: memory", memory),
    ]
    table(
        ("step", "ms", "share", "times DuckDB"),
        [(name, 1000 * spent, f"{100 * spent / whole:.0f} %", spent / read) for name, spent in rows],
    )
    print(f"{series / whole:,.0f} series a second")
    return compared(whole / series)


def where_time_goes(long: pa.Table) -> list[tuple[str, float]]:
    codes, count = numbered(long)
    when, value = long["period"].to_numpy(), long["value"].to_numpy()
    gathered = gather(codes, when, value, count=count)
    walks = walk(gathered)
    which, last = np.arange(count), _last(gathered)
    return [
        ("numbers for names", _median(lambda: numbered(long))),
        ("put in order", _median(lambda: gather(codes, when, value, count=count))),
        ("walks", _median(lambda: walk(gathered))),
        ("probabilities", _median(lambda: probability(walks, which, 5, 1, 1.1 * last))),
        ("fans", _median(lambda: fan(walks, which[:, None], np.arange(1, HORIZON + 1)))),
    ]


def floors(long: pa.Table) -> tuple[float, float]:
    """DuckDB reading every value of the three columns; and copying the bytes that come in and go out."""
    connection = duckdb.connect()
    connection.register("long", long)
    sums = "select sum(length(sid)), sum(period), sum(value) from long"
    read = _median(lambda: connection.execute(sums).fetchall())
    count = len(long) // VALUES
    bytes_moved = long.nbytes + 8 * count * (1 + HORIZON * 5)
    source, place = np.ones(bytes_moved // 16), np.ones(bytes_moved // 16)
    return read, _median(lambda: np.copyto(place, source))


def compared(own: float) -> int:
    """Print the peers' time by series beside our own; 1 if the goal is missed, also if there is no peer to tell."""
    python = os.environ.get("LEITSTAND_PEERS_PYTHON") or (str(PEERS) if PEERS.exists() else "")
    if not python:
        print("no peers: LEITSTAND_PEERS_PYTHON names no Python with statsforecast; the ratio was NOT measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        said = _ask_peers(python, Path(folder))
    rows = [(name, 1e6 * spent, spent / own) for name, spent in said["seconds"].items()]
    print(f"peers on {SAMPLE:,} of the series, all cores, second run; extrapolated by series")
    table(("method", "µs a series", "times ours"), [("outlook", 1e6 * own, 1.0), *rows])
    least = min(ratio for *_, ratio in rows)
    print(f"goal {GOAL} ×: {'met' if least >= GOAL else 'missed'}; aim {AIM} ×: {'met' if least >= AIM else 'missed'}")
    return max(int(least < GOAL), _print_brier(said))


def _ask_peers(python: str, folder: Path) -> Any:
    np.savez(folder / "sample.npz", values=_sorted_sample())
    names = _official(folder) if DATA.is_dir() else None
    program = Path(__file__).with_name("outlook_peers.py")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DJANGO"))}
    done = subprocess.run(
        [python, "-P", str(program), str(folder)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"the peers failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1]) | {"own": names}


def _official(folder: Path) -> float:
    """Write the official series and targets for the peers; return our own Brier score on them."""
    from leitstand.domain.indicators.rules.outlook.judging import brier
    from leitstand.domain.indicators.rules.outlook.scoring import OFFICIAL
    from leitstand.interfaces.cli.outlook_validation import read_case, said_by_walks

    case = read_case(DATA)
    own = said_by_walks(case, walk(case.gathered))
    asked = case.of_family(OFFICIAL)[case.targets.series]
    kept = case.of_family(OFFICIAL)
    rows = np.repeat(kept, case.gathered.lengths)
    owner = np.repeat(np.arange(len(kept)), case.gathered.lengths)
    targets = case.targets
    columns = (targets.series, targets.horizon, targets.direction, targets.value, case.came.outcome)
    names = ("series", "horizon", "direction", "target", "outcome")
    np.savez(
        folder / "official.npz",
        owner=owner[rows],
        values=case.gathered.values[rows],
        **{name: column[asked] for name, column in zip(names, columns, strict=True)},
    )
    return brier(own.probability[asked], case.came.outcome[asked])


def _print_brier(said: Any) -> int:
    if said["own"] is None:
        print("no validation data beside the checkout: the Brier scores were NOT compared")
        return 0
    best = min(said["brier"].values())
    rows = [
        (name, f"{value:.4f}", f"{value / best:.3f}")
        for name, value in [("outlook", said["own"]), *said["brier"].items()]
    ]
    table(("Brier, official targets", "score", "of the best peer"), rows)
    met = said["own"] <= 0.93 * best
    print(f"goal ≤ 0.93 × the best peer: {'met' if met else 'missed'}")
    return int(not met)


def _sorted_sample() -> Any:
    long = long_table(SAMPLE).sort_by([("sid", "ascending"), ("period", "ascending")])
    return long["value"].to_numpy()


def _last(gathered: Gathered) -> Any:
    return gathered.values[gathered.starts + gathered.lengths - 1]


def _median(call: Callable[[], object]) -> float:
    call()
    return statistics.median(seconds(call) for _ in range(RUNS))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SERIES))
