"""A million series of 15 values rated with the weather symbols in one go, beside a floor in the same run.

The floor is what no rating can do without: numpy reads and adds up the same values and years. Input is checked (no
year twice, every value a number) within the measured time. Goal: below 40 times the floor.
"""

import sys

import numpy as np

from bench.measuring import peak_megabytes, seconds, table
from leitstand.domain.indicators.rules.ratings import METHODS, Series, Targets, rate

LENGTH = 15
DUE = 2030
GOAL = 40.0
TURNS = 3


def main(count: int) -> int:
    random = np.random.default_rng(1)
    values = (random.normal(50, 5, (count, 1)) + random.normal(0.5, 2, (count, LENGTH)).cumsum(axis=1)).ravel()
    years = np.tile(np.arange(2010, 2010 + LENGTH, dtype=np.int32), count)
    offsets = np.arange(count + 1) * LENGTH
    targets = Targets.points(random.normal(65, 5, count), np.full(count, DUE), np.ones(count))
    series = Series.many(years, values, offsets)
    floor = min(seconds(lambda: values.sum() + years.sum()) for _ in range(TURNS))
    check = min(seconds(lambda: Series.many(years, values, offsets)) for _ in range(TURNS))
    rows: list[tuple[str, float, float]] = [
        ("floor: add up the same arrays", floor, 1.0),
        ("check", check, check / floor),
    ]
    for key in METHODS:
        spent = check + min(seconds(lambda key=key: rate(series, targets, method=key)) for _ in range(TURNS))  # type: ignore[misc]  # a default binds the key
        rows.append((f"check and rate: {key}", spent, spent / floor))
    found = rate(series, targets)
    rated = rows[2][1]
    print(f"{count} series of {LENGTH} values, {int((found.verdicts >= 0).sum())} rated; best of {TURNS} turns")
    table(("step", "seconds", "times floor"), rows)
    met = rated / floor < GOAL
    print(f"{count / rated / 1e6:.1f} million a second with the weather symbols; goal {GOAL:.0f} times the floor: "
          f"{'met' if met else 'missed'}; peak memory {peak_megabytes():.0f} MB")  # fmt: skip
    return int(not met)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
