"""Series and targets from the two tables of ``leitstand rate``."""

import re
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from leitstand.domain.indicators.rules.ratings import Kind, Reason, Series, Target, Targets
from leitstand.interfaces.cli import csv_rows

DIRECTIONS = {"increase": 1, "decrease": -1, "": 0}
KINDS = {"every_year": Kind.YEARLY, "": Kind.WISH, **{kind.value: kind for kind in Kind}}
PERCENT = ("%", "prozent", "percent", "in %", "in prozent")
SHARE = ("anteil", "share")
INTERVAL = re.compile(r"(-?[\d.]+)\s*(?:-|–|bis|to)\s*(-?[\d.]+)")
NEEDED = ("indicator_id", "target_no", "target_value", "target_year", "direction", "type")
OPTIONAL = ("valid_from", "valid_until", "series_break_year", "upper_value", "base_year", "reference_id")


@dataclass(frozen=True, slots=True, eq=False)
class SeriesTable:
    """The series of a file, in the order they first appear."""

    places: dict[str, int]
    names: list[str]
    units: list[str]
    series: Series


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target of the file and the series it refers to."""

    indicator: str
    number: str
    target: Target
    reference: str = ""


def read_series(path: Path) -> SeriesTable:
    """Long table ``indicator_id, year, value`` (and ``name, unit``); an empty value is a gap."""
    places: dict[str, int] = {}
    names: list[str] = []
    units: list[str] = []
    owners, years, values = array("q"), array("q"), array("d")
    for line, row in csv_rows.rows(path, ("indicator_id", "year", "value"), ("name", "unit")):
        indicator, when, value, name, unit = row
        if not indicator:
            raise csv_rows.wrong(path, line, "indicator_id ist leer")
        place = places.setdefault(indicator, len(places))
        if place == len(names):
            names.append(name)
            units.append(unit)
        moment = csv_rows.year(path, line, "year", when)
        if value:
            owners.append(place)
            years.append(moment)
            values.append(csv_rows.number(path, line, "value", value))
    owner = np.frombuffer(owners, np.int64) if owners else np.zeros(0, np.int64)
    order = np.argsort(owner, kind="stable")
    offsets = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=len(places)), dtype=np.int64)))
    year, figure = np.array(years, np.int64)[order], np.array(values, np.float64)[order]
    return SeriesTable(places, names, units, Series.many(year, figure, offsets))


def read_targets(path: Path, known: SeriesTable) -> list[TargetRow]:
    """One row for each target; several rows of one target with different years are its steps."""
    found: dict[tuple[str, str], TargetRow] = {}
    for line, row in csv_rows.rows(path, NEEDED, OPTIONAL):
        one = _target(path, line, row, known)
        key = (one.indicator, one.number)
        found[key] = _with_step(path, line, found[key], one) if key in found else one
    return list(found.values())


def compiled(rows: Sequence[TargetRow], table: SeriesTable) -> tuple[Series, Targets]:
    """Series and targets ready to be rated; a relative target gets the difference of its two series."""
    series, places, unreferred = table.series, [], []
    nothing = Series.one([], [])
    extra: list[Series] = []
    for row in rows:
        place = table.places.get(row.indicator)
        if place is None or row.reference:
            other = table.places.get(row.reference)
            referred = place is not None and other is not None
            unreferred.append(place is not None and not referred)
            # ``referred`` says that the other place was found.
            extra.append(series.single(place).minus(series.single(other)) if referred else nothing)  # type: ignore[arg-type]  # both stand side by side in the list
            places.append(len(series) + len(extra) - 1)
        else:
            unreferred.append(False)
            places.append(place)
    for one in extra:
        series = series.followed_by(one)
    targets = Targets.many([row.target for row in rows], places)
    targets.flaws[np.array(unreferred, bool)] = Reason.NO_REFERENCE
    return series, targets


def _target(path: Path, line: int, row: list[str], known: SeriesTable) -> TargetRow:
    indicator, number, value, due, direction, kind, since, until, broken, upper, base, reference = row
    if not indicator or not number:
        raise csv_rows.wrong(path, line, "indicator_id oder target_no ist leer")
    if direction not in DIRECTIONS:
        raise csv_rows.wrong(path, line, f"direction „{direction[:40]}“: möglich sind increase und decrease")
    if kind not in KINDS:
        print(f"{path}, Zeile {line}: Die Art „{kind[:40]}“ ist unbekannt; das Ziel wird nicht bewertet.",
              file=sys.stderr)  # fmt: skip

    def when(column: str, text: str) -> int | None:
        return csv_rows.year(path, line, column, text) if text else None

    def figure(column: str, text: str) -> float | None:
        return csv_rows.number(path, line, column, text) if text else None

    ends = INTERVAL.fullmatch(value)
    if kind == Kind.INTERVAL and ends and not upper:
        value, upper = ends[1], ends[2]
    target = Target(
        KINDS.get(kind, Kind.UNKNOWN),
        DIRECTIONS[direction],
        figure("target_value", value),
        figure("upper_value", upper),
        when("target_year", due),
        valid_from=when("valid_from", since),
        valid_until=when("valid_until", until),
        break_year=when("series_break_year", broken),
        base_year=when("base_year", base),
        percent=_unit(known, indicator) in PERCENT,
    )
    if target.percent and _is_share(known, indicator, target):
        target = replace(target, limit=100.0)
    return TargetRow(indicator, number, target, reference)


def _unit(known: SeriesTable, indicator: str) -> str:
    place = known.places.get(indicator)
    return known.units[place].casefold() if place is not None else ""


def _is_share(known: SeriesTable, indicator: str, target: Target) -> bool:
    """Whether 100 percent is all there can be: by its name, or because the target is all of it."""
    name = known.names[known.places[indicator]].casefold()
    return any(word in name for word in SHARE) or (target.value == 100 and target.direction > 0)


def _with_step(path: Path, line: int, known: TargetRow, one: TargetRow) -> TargetRow:
    first, more = known.target, one.target
    steps = first.steps or ((first.due or 0, first.value if first.value is not None else np.nan),)
    if more.kind not in (Kind.POINT, Kind.SEVERAL_YEARS) or more.due is None or more.direction != first.direction:
        raise csv_rows.wrong(path, line, f"Ziel {one.number} von {one.indicator} steht zweimal in der Datei")
    if more.due in [due for due, _ in steps]:
        raise csv_rows.wrong(path, line, f"Ziel {one.number} von {one.indicator} hat {more.due} zweimal")
    step = (more.due, more.value if more.value is not None else np.nan)
    return replace(known, target=replace(first, kind=Kind.SEVERAL_YEARS, steps=(*steps, step)))
