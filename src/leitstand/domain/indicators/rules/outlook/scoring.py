"""The table by which the outlook is judged: scores of a method on held-back years, by family and length, and the bars.

A *family* is a body of statistics with habits of its own: the official one is what the outlook is for, the others show
whether it holds elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from leitstand.domain.indicators.rules.outlook import judging
from leitstand.domain.indicators.rules.outlook.gathering import Flags, Floats, Integers

OFFICIAL = "official"
FAMILIES = {
    "DE_DNS": OFFICIAL,
    "DE_SH": OFFICIAL,
    "EU_NUTS": OFFICIAL,
    "UK_ONS": OFFICIAL,
    "CA_SDG": OFFICIAL,
    "GAPMINDER": "gapminder",
    "M1": "competitions",
    "M3": "competitions",
    "TOURISM": "competitions",
}
LENGTHS = ((5, 7), (8, 12), (13, 25))


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a method said: a probability for each event, and for each held-back value median, 80 % and 95 % interval.

    ``intervals`` has the columns 2.5 %, 10 %, 50 %, 90 %, 97.5 %; ``None`` for a method that only knows chances.
    """

    probability: Floats
    intervals: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Came:
    """What came: for each event its series and outcome; for each held-back value its series and value; the scales."""

    event_series: Integers
    outcome: Floats
    value_series: Integers
    value: Floats
    usual_step: Floats


@dataclass(frozen=True, slots=True)
class Score:
    """One row of the table; NaN where there is nothing to score."""

    series: int
    events: int
    brier: float
    calibration: float
    auc: float
    within_80: float
    within_95: float
    mase: float
    msis: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that is to be reached: between ``least`` and ``most``, edges included."""

    what: str
    where: str
    reached: float
    least: float
    most: float

    @property
    def met(self) -> bool:
        return self.least <= self.reached <= self.most


def score(said: Said, came: Came, chosen: Flags) -> Score:
    """Score what was said on the series that are ``chosen`` (a flag a series)."""
    event, value = chosen[came.event_series], chosen[came.value_series]
    chance, outcome = said.probability[event], came.outcome[event]
    chances = judging.brier(chance, outcome), judging.calibration_error(chance, outcome), judging.auc(chance, outcome)
    counted = int(chosen.sum()), int(event.sum())
    if said.intervals is None:
        return Score(*counted, *chances, *[float("nan")] * 4)
    actual, owner = came.value[value], came.value_series[value]
    low95, low80, middle, high80, high95 = said.intervals[value].T
    return Score(
        *counted,
        *chances,
        judging.coverage(low80, high80, actual),
        judging.coverage(low95, high95, actual),
        judging.mean_by_series(np.abs(actual - middle), owner, came.usual_step),
        judging.mean_by_series(judging.interval_score(low95, high95, actual, 0.95), owner, came.usual_step),
    )


def bars(families: Mapping[str, Score], lengths: Mapping[str, Score]) -> list[Bar]:
    """What is to be reached, and what was; ``families`` by name, ``lengths`` by a word for the number of values."""
    nothing = 0.0
    made = []
    if OFFICIAL in families:
        official = families[OFFICIAL]
        made += [
            Bar("Brier", OFFICIAL, official.brier, nothing, 0.156),
            Bar("AUC", OFFICIAL, official.auc, 0.79, 1.0),
            Bar("MASE", OFFICIAL, official.mase, nothing, 2.60),
            Bar("MSIS", OFFICIAL, official.msis, nothing, 27.5),
        ]
    for name, own in families.items():
        made += [
            Bar("ECE", name, own.calibration, nothing, 0.025),
            Bar("80 %", name, own.within_80, 0.75, 0.85),
            Bar("95 %", name, own.within_95, 0.91, 0.97),
        ]
    return made + [Bar("ECE", name, own.calibration, nothing, 0.030) for name, own in lengths.items()]
