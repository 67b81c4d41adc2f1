"""``validate outlook --data DIR``: how good the outlook is on held-back years of real series, beside simple methods."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from leitstand.domain.indicators.rules.outlook import FAN_LEVELS, Refusal, Targets, Walks, fan, probability, walk
from leitstand.domain.indicators.rules.outlook.answers import refusals
from leitstand.domain.indicators.rules.outlook.gathering import Flags, Gathered, Integers
from leitstand.domain.indicators.rules.outlook.judging import reliability, usual_step
from leitstand.domain.indicators.rules.outlook.peers import line_probability, line_quantile, lines
from leitstand.domain.indicators.rules.outlook.scoring import (
    FAMILIES,
    LENGTHS,
    OFFICIAL,
    Bar,
    Came,
    Said,
    Score,
    bars,
    score,
)
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.cli.outlook_answering import Series, read_series, read_targets
from leitstand.interfaces.cli.outlook_tables import TEXT, Unreadable, read

HEADS = ("Brier", "ECE", "AUC", "80 %", "95 %", "MASE", "MSIS")
OWN, LINE, BASE = "Ausblick (SDRW)", "kleinste Quadrate", "Grundrate"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The data of a validation: series, questions, what came, and to which family each series belongs."""

    gathered: Gathered
    targets: Targets
    came: Came
    steps: Integers
    source: list[str]
    dropped: int

    def of_family(self, family: str) -> Flags:
        return np.array([FAMILIES.get(source, source) == family for source in self.source])

    def of_source(self, source: str) -> Flags:
        return np.array([own == source for own in self.source])

    def of_length(self, least: int, most: int) -> Flags:
        return (self.gathered.lengths >= least) & (self.gathered.lengths <= most)


def validate_outlook(chosen: argparse.Namespace) -> int:
    case = read_case(_folder(chosen.data))
    walks = walk(case.gathered)
    own = said_by_walks(case, walks)
    families = {name: score(own, case.came, case.of_family(name)) for name in dict.fromkeys(_families(case))}
    lengths = {f"n {a}–{b}": score(own, case.came, case.of_length(a, b)) for a, b in LENGTHS}
    sources = {name: score(own, case.came, case.of_source(name)) for name in sorted(set(case.source))}
    peers = ((OWN, own), (LINE, said_by_lines(case)), (BASE, said_by_base_rate(case)))
    official = case.of_family(OFFICIAL)
    print(
        f"{len(case.gathered)} Reihen, {len(case.targets)} Zielereignisse; ohne Antwort und ungewertet: {case.dropped}."
    )
    _print_scores("Verfahren, amtliche Reihen", ((name, score(said, case.came, official)) for name, said in peers))
    _print_scores("Familie", families.items())
    _print_scores("Quelle", sources.items())
    _print_scores("Zahl der Werte", lengths.items())
    _print_reliability(own, case)
    return _print_bars(bars(families, lengths))


def read_case(folder: Path) -> Case:
    """The folder's series, targets, outcomes and held-back years; raises ``Unreadable`` for what does not fit."""
    series = read_series(folder / "train.csv.gz", folder / "meta.csv.gz")
    _, targets = read_targets(folder / "targets.csv.gz", series)
    outcome = read(folder / "outcomes.csv.gz", {"outcome": pa.float64()})["outcome"].to_numpy()
    if len(outcome) != len(targets):
        raise Unreadable(
            folder / "outcomes.csv.gz", f"{len(outcome)} Ergebnisse passen nicht zu {len(targets)} Zielen."
        )
    walks = walk(series.gathered)
    held = read(folder / "test.csv.gz", {"sid": TEXT, "t": pa.int64(), "value": pa.float64()})
    which, steps, value = _numbers(series, held["sid"]), held["t"].to_numpy(), held["value"].to_numpy()
    answered = refusals(walks, targets) == Refusal.NONE
    known = (which >= 0) & np.isfinite(value) & (steps >= 1)
    known &= walks.refusal[np.maximum(which, 0)] == Refusal.NONE
    came = Came(targets.series[answered], outcome[answered], which[known], value[known], usual_step(series.gathered))
    asked = Targets(
        *(column[answered] for column in (targets.series, targets.horizon, targets.direction, targets.value))
    )
    dropped = int(np.count_nonzero(~answered))
    return Case(series.gathered, asked, came, steps[known], _sources(folder, series), dropped)


def said_by_walks(case: Case, walks: Walks) -> Said:
    asked = case.targets
    chance = probability(walks, asked.series, asked.horizon, asked.direction, asked.value)
    return Said(chance, fan(walks, case.came.value_series, case.steps))


def said_by_lines(case: Case) -> Said:
    made, asked = lines(case.gathered), case.targets
    chance = line_probability(made, asked.series, asked.horizon, asked.direction, asked.value)
    quantiles = [line_quantile(made, case.came.value_series, case.steps, level) for level in FAN_LEVELS]
    return Said(chance, np.stack(quantiles, axis=1))


def said_by_base_rate(case: Case) -> Said:
    """The share of the official events that happened, said of each: the most a constant can know."""
    official = case.of_family(OFFICIAL)[case.came.event_series]
    share = float(np.mean(case.came.outcome[official])) if official.any() else float(np.mean(case.came.outcome))
    return Said(np.full(len(case.targets), share), None)


def _folder(given: Path) -> Path:
    folder = given / "forecast" if (given / "forecast").is_dir() else given
    if not (folder / "train.csv.gz").is_file():
        raise NotFound(
            f"In {given} liegen keine Prüfdaten (forecast/train.csv.gz). "
            "Sie gehören nicht zum Produkt; mit --data nennen Sie ihren Ordner. Geprüft wurde nichts."
        )
    return folder


def _families(case: Case) -> Iterable[str]:
    return sorted((FAMILIES.get(source, source) for source in set(case.source)), key=lambda name: name != OFFICIAL)


def _sources(folder: Path, series: Series) -> list[str]:
    table = read(folder / "meta.csv.gz", {"sid": pa.string(), "source": pa.string()})
    named = dict(zip(table["sid"].to_pylist(), table["source"].to_pylist(), strict=True))
    return [named.get(name, "") for name in series.names.to_pylist()]


def _numbers(series: Series, column: pa.ChunkedArray) -> Integers:
    return np.asarray(series.numbers_of(column.cast(pa.string())))


def _print_scores(title: str, rows: Iterable[tuple[str, Score]]) -> None:
    print()
    _print_row(title, ("Reihen", "Ereignisse", *HEADS))
    for name, own in rows:
        figures = (own.brier, own.calibration, own.auc, own.within_80, own.within_95)
        said = [_figure(figure, 3) for figure in figures] + [_figure(own.mase, 2), _figure(own.msis, 1)]
        _print_row(name, (str(own.series), str(own.events), *said))


def _print_reliability(own: Said, case: Case) -> None:
    chosen = case.of_family(OFFICIAL)[case.came.event_series]
    print()
    _print_row("gesagt, amtliche Reihen", ("Ereignisse", "im Mittel", "eingetreten"))
    for row in reliability(own.probability[chosen], case.came.outcome[chosen]):
        shown = (str(row.count), _figure(row.said, 3), _figure(row.happened, 3))
        _print_row(f"{100 * row.low:.0f}–{100 * row.high:.0f} %", shown)


def _print_bars(reached: Sequence[Bar]) -> int:
    """Print each bar with what was reached; returns 1 if one is missed."""
    print()
    _print_row("Messlatte", ("erreicht", "von", "bis", ""))
    for bar in reached:
        edges = (_figure(bar.least, 3), _figure(bar.most, 3))
        _print_row(f"{bar.what}, {bar.where}", (_figure(bar.reached, 3), *edges, "ja" if bar.met else "NEIN"))
    print("\nBrier ≤ 0,93 × das beste von AutoETS, AutoTheta und Irrfahrt mit Drift misst „make bench“ (outlook).")
    return int(not all(bar.met for bar in reached))


def _figure(value: float, places: int) -> str:
    return "–" if np.isnan(value) else f"{value:.{places}f}".replace(".", ",")


def _print_row(name: str, cells: Iterable[str]) -> None:
    print(name.ljust(28), *(cell.rjust(10) for cell in cells))
