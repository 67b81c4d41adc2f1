"""``validate ratings``: our symbols beside those the Federal Statistical Office published, difference by difference."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leitstand.domain.indicators.rating_words import cause_in_words, rating_in_words, verdict_word
from leitstand.domain.indicators.rules.ratings import Rating, counting, rate
from leitstand.domain.indicators.rules.ratings.agreement import Cell, Evidence, likely_cause
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.wording import say_number
from leitstand.interfaces.cli import csv_rows
from leitstand.interfaces.cli.rating_tables import SeriesTable, TargetRow, compiled, read_series, read_targets

NEEDED = ("indicator_id", "target_no", "assessment_year", "official_symbol", "official_rule", "counts_for_rating")
GOALS = {"series.csv": 93.0, "series_vintage.csv": 93.5}
TITLES = {"series.csv": "Heutige Daten", "series_vintage.csv": "Daten, wie sie nach der Bewertung veröffentlicht waren"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A published cell and our rating for it (``None``: the series has no value for that year)."""

    cell: Cell
    rating: Rating | None

    @property
    def agrees(self) -> bool:
        return (self.rating.verdict if self.rating else "") == self.cell.symbol


def ratings_command(chosen: argparse.Namespace) -> int:
    """Print agreement and differences for today's data and the published vintages; 1 where a goal is missed."""
    folder = chosen.data / "ratings"
    if not folder.is_dir():
        raise RuleBroken(f"„{folder}“ gibt es nicht. Wo liegen die Prüfdaten? (--data ORDNER)", "no-data")
    cells = read_cells(folder / "status.csv")
    tables = {name: read_series(folder / name) for name in GOALS}
    missed = 0
    for name, goal in GOALS.items():
        other = tables["series.csv" if name == "series_vintage.csv" else "series_vintage.csv"]
        rows = read_targets(folder / "targets.csv", tables["series.csv"])
        missed += _one_state(name, goal, cells, rows, tables[name], other)
    return min(missed, 1)


def read_cells(path: Path) -> list[Cell]:
    """The published symbols; the columns are those of ``status.csv``."""
    cells = []
    for line, row in csv_rows.rows(path, NEEDED, ("data_as_of",)):
        indicator, number, year, symbol, rule, counts, known = row
        as_of = int(known[:4]) if known[:4].isdigit() else None
        when = csv_rows.year(path, line, "assessment_year", year)
        cells.append(Cell(indicator, number, when, symbol, rule, counts == "True", as_of))
    return cells


def compared(cells: Sequence[Cell], rows: Sequence[TargetRow], table: SeriesTable) -> list[Compared]:
    """Each cell beside the Destatis rating of the same target and year."""
    found = {
        (rows[rating.target].indicator, rows[rating.target].number, rating.year): rating
        for rating in rate(*compiled(rows, table), every_year=True)
    }
    return [Compared(cell, found.get((cell.indicator, cell.number, cell.year))) for cell in cells]


def _one_state(
    name: str, goal: float, cells: Sequence[Cell], rows: Sequence[TargetRow], table: SeriesTable, other: SeriesTable
) -> bool:
    seen = compared(cells, rows, table)
    share = _share(seen)
    print(f"\n{TITLES[name]} ({name}): {_percent(seen)}; Ziel {say_number(goal, 1)} %")
    _table("je Bewertungsjahr", seen, lambda one: str(one.cell.year))
    _table("je Art des Ziels", seen, lambda one: one.cell.rule)
    _table("je angewandter Regel", seen, lambda one: one.rating.rule if one.rating else "kein Wert")
    _table("zählt zur Bewertung", seen, lambda one: "ja" if one.cell.counts else "nein")
    print(f"Welches Ziel zählt, ebenso bestimmt: {_counted(cells, rows)}")
    different = [one for one in seen if not one.agrees]
    print(f"{len(different)} Unterschiede (amtlich → hier):")
    causes = [_difference(one, rows, table, other) for one in different]
    for cause, count in Counter(causes).most_common():
        print(f"  {count:3}  {cause_in_words(cause, 'de')}")
    return share < goal


def _difference(one: Compared, rows: Sequence[TargetRow], table: SeriesTable, other: SeriesTable) -> str:
    cell = one.cell
    own = [row for row in rows if row.indicator == cell.indicator]
    target = next(row.target for row in own if row.number == cell.number)
    seen = Evidence(
        table.series.single(table.places[cell.indicator]),
        other.series.single(other.places[cell.indicator]),
        target,
        [row.target for row in own if row.number != cell.number],
    )
    cause = likely_cause(cell, seen)
    ours = verdict_word(one.rating.verdict if one.rating else "", "de")
    print(f"  {cell.indicator} Ziel {cell.number}, {cell.year}: {verdict_word(cell.symbol, 'de')} → {ours}")
    if one.rating:
        print(f"      {rating_in_words(one.rating, 'de')}")
    print(f"      Wohl: {cause_in_words(cause, 'de')}")
    return cause


def _table(title: str, seen: Sequence[Compared], key: Callable[[Compared], str]) -> None:
    print(f"  {title}")
    groups: dict[str, list[Compared]] = {}
    for one in seen:
        groups.setdefault(key(one), []).append(one)
    for name in sorted(groups):
        print(f"    {name:14} {_percent(groups[name])}")


def _counted(cells: Sequence[Cell], rows: Sequence[TargetRow]) -> str:
    right = 0
    for cell in cells:
        own = [row for row in rows if row.indicator == cell.indicator]
        said = dict(zip([row.number for row in own], counting([row.target for row in own], cell.year), strict=True))
        right += said.get(cell.number) == cell.counts
    return f"{right} von {len(cells)}"


def _share(seen: Sequence[Any]) -> float:
    return 100 * sum(one.agrees for one in seen) / len(seen) if seen else 0.0


def _percent(seen: Sequence[Compared]) -> str:
    return f"{sum(one.agrees for one in seen):4} von {len(seen):4} = {say_number(round(_share(seen), 1), 1)} %"
