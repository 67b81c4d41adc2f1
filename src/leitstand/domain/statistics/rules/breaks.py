"""What must not be joined silently between two published states: units, definitions, territories.

A state may add measures, regions and periods freely. If a measure that both know has another unit
or another name, or a region's key stands for another territory, the join would be wrong, unless a
person marks it as a break.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Described:
    """A state by its measures (code to label and units) and regions (code to name)."""

    labels: Mapping[str, str]
    units: Mapping[str, frozenset[str]]
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Break:
    """``kind`` is unit, definition or territory; ``sentence`` says in German what changed."""

    kind: str
    subject: str
    sentence: str


def breaks_between(older: Described, newer: Described) -> tuple[Break, ...]:
    """Every change of unit, definition or territory from one state to a later one."""
    return (*_units(older, newer), *_definitions(older, newer), *_renamed(older, newer), *_recut(older, newer))


def _units(older: Described, newer: Described) -> list[Break]:
    found = []
    for code in sorted(older.units.keys() & newer.units.keys()):
        if older.units[code] - newer.units[code] and newer.units[code] - older.units[code]:
            before, after = (
                ", ".join(sorted(units)) or "ohne Einheit" for units in (older.units[code], newer.units[code])
            )
            found.append(
                Break("unit", code, f"Einheit von „{newer.labels.get(code) or code}“: bisher {before}, jetzt {after}.")
            )
    return found


def _definitions(older: Described, newer: Described) -> list[Break]:
    return [
        Break(
            "definition",
            code,
            f"Bezeichnung von „{code}“: bisher „{older.labels[code]}“, jetzt „{newer.labels[code]}“.",
        )
        for code in sorted(older.labels.keys() & newer.labels.keys())
        if older.labels[code] and newer.labels[code] and _plain(older.labels[code]) != _plain(newer.labels[code])
    ]


def _renamed(older: Described, newer: Described) -> list[Break]:
    return [
        Break("territory", code, f"Region {code}: bisher „{older.regions[code]}“, jetzt „{newer.regions[code]}“.")
        for code in sorted(older.regions.keys() & newer.regions.keys())
        if older.regions[code] and newer.regions[code] and _place(older.regions[code]) != _place(newer.regions[code])
    ]


def _recut(older: Described, newer: Described) -> list[Break]:
    """Keys of districts that went while others came within the same Land: a reform of districts."""
    gone, come = (
        _by_land(keys)
        for keys in (older.regions.keys() - newer.regions.keys(), newer.regions.keys() - older.regions.keys())
    )
    return [
        Break("territory", land, f"Kreise im Land {land}: {_list(gone[land])} entfallen, {_list(come[land])} neu.")
        for land in sorted(gone.keys() & come.keys())
    ]


def _by_land(codes: Iterable[str]) -> dict[str, list[str]]:
    lands: dict[str, list[str]] = {}
    for code in sorted(codes):
        if len(code) == 5 and code.isdigit():
            lands.setdefault(code[:2], []).append(code)
    return lands


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes[:6]) + (" …" if len(codes) > 6 else "")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _place(text: str) -> str:
    """The name without what offices add to it in changing ways: kind of district, capital, old names."""
    return _plain(text.split(",")[0].split("(")[0])
