"""statsforecast's automatic methods on the series ``bench.outlook`` wrote; runs in the peers' own Python.

Takes the folder, prints one line of JSON: seconds a series of each method with all cores, and Brier scores on the
official targets where there are any. A probability is read from the forecast's 95 % interval as a normal distribution.
"""

import json
import sys
import time
import warnings
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoETS, AutoTheta, RandomWalkWithDrift

HORIZON, VALUES, LEVELS = 6, 15, [80, 95]
METHODS = {"AutoETS": AutoETS, "AutoTheta": AutoTheta, "RWD": RandomWalkWithDrift}
TIMED = ("AutoETS", "AutoTheta")
Z95 = NormalDist().inv_cdf(0.975)


def forecast(name: str, owner: Any, values: Any) -> pd.DataFrame:
    """Mean and intervals of each series by one method, all cores; yearly values, so no season.

    Series a method refuses as too short fall back on the random walk with drift.
    """
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)
    frame = pd.DataFrame({"unique_id": owner, "ds": place, "y": values})
    model = METHODS[name]() if name == "RWD" else METHODS[name](season_length=1)
    machine = StatsForecast(models=[model], freq=1, n_jobs=-1, fallback_model=RandomWalkWithDrift())
    return machine.forecast(df=frame, h=HORIZON, level=LEVELS)


def seconds_by_series(name: str, values: Any) -> float:
    """The second of two runs, as the first may compile."""
    owner = np.repeat(np.arange(len(values) // VALUES), VALUES)
    spent = 0.0
    for _ in range(2):
        before = time.perf_counter()
        forecast(name, owner, values)
        spent = time.perf_counter() - before
    return spent / (len(values) // VALUES)


def brier(name: str, case: Any) -> float:
    made = forecast(name, case["owner"], case["values"])
    column = next(c for c in made.columns if c not in ("unique_id", "ds") and "-" not in c)
    series, first = np.unique(made["unique_id"].to_numpy(), return_index=True)
    place = first[np.searchsorted(series, case["series"])] + case["horizon"] - 1
    centre = made[column].to_numpy(float)[place]
    width = (made[f"{column}-hi-95"].to_numpy(float)[place] - centre) / Z95
    t = (case["target"] - centre) * -case["direction"] / np.maximum(width, 1e-12)
    normal = NormalDist()
    chance = np.array([normal.cdf(one) for one in np.clip(np.nan_to_num(t), -9, 9)])
    return float(np.mean((chance - case["outcome"]) ** 2))


def main(folder: Path) -> None:
    warnings.simplefilter("ignore")
    sample = np.load(folder / "sample.npz")["values"]
    said: dict[str, Any] = {"seconds": {name: seconds_by_series(name, sample) for name in TIMED}, "brier": {}}
    if (folder / "official.npz").exists():
        case = np.load(folder / "official.npz")
        said["brier"] = {name: brier(name, case) for name in METHODS}
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
