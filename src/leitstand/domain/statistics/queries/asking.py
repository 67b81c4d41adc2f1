"""Slices, rankings and revisions of a data set, as known now or on an earlier day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leitstand.domain.statistics.models import Dataset, Release
from leitstand.domain.statistics.queries.engines import Answer, Engine, engine_named
from leitstand.domain.statistics.queries.listing import in_order
from leitstand.domain.statistics.queries.sql import (
    Part,
    Question,
    Wanted,
    differences_question,
    ranking_question,
    slice_question,
)
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import path_of

Filters = Mapping[str, str | Sequence[str]]
_OPEN = ("measure", "unit", "region", "region_code", "level", "period", "basis", "sign", "flag")


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows as mappings from column to value, with the vintage each comes from under ``vintage``."""

    rows: tuple[Mapping[str, Any], ...]
    vintages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One observation that differs between two states: ``kind`` is added, removed or changed."""

    kind: str
    key: Mapping[str, str]
    before: float | str | None
    after: float | str | None
    flag_before: str
    flag_after: str


def known_releases(dataset: Dataset, as_of: date | None = None) -> list[Release]:
    """Published states by the day, oldest first. Raises ``NotFound`` if there is none."""
    found = in_order(list(dataset.releases.filter(removed_on=None).select_related("file")))
    if as_of is not None:
        found = [one for one in found if PartialDate.parse(one.vintage).latest <= as_of]
    if not found:
        raise NotFound(f"Von „{dataset}“ war bis dahin kein Datenstand bekannt.", "release")
    return found


def slice_of(dataset: Dataset, filters: Filters, *, as_of: date | None = None, engine: str = "duckdb") -> Slice:
    """Observations by filter: ``{"measure": …, "region": […], "GES": "GESW"}``; no filter gives everything.

    Raises ``RuleBroken`` for a filter the data set does not know.
    """
    releases = known_releases(dataset, as_of)
    rows = _ask(releases, lambda parts: slice_question(parts, wanted_of(releases, filters)), engine)
    return Slice(tuple(_with_vintage(rows, releases)), tuple(one.vintage for one in releases))


def ranking(
    dataset: Dataset, filters: Filters, *, as_of: date | None = None, ascending: bool = False, engine: str = "duckdb"
) -> Slice:
    """Regions by one measure in one period, best first; those without a value last, without a place.

    ``filters`` must leave one value for each region, or ``RuleBroken`` names what to choose.
    """
    for needed in ("measure", "period"):
        if isinstance(filters.get(needed, []), list | tuple) and len(filters.get(needed, [])) != 1:
            raise RuleBroken(
                "Eine Rangfolge braucht genau eine Größe (measure) und einen Zeitraum (period).", "ranking"
            )
    releases = known_releases(dataset, as_of)
    rows = _ask(
        releases, lambda parts: ranking_question(parts, wanted_of(releases, filters), ascending=ascending), engine
    )
    _one_row_each(rows, releases)
    return Slice(tuple(_with_vintage(rows, releases)), tuple(one.vintage for one in releases))


def _one_row_each(rows: Answer, releases: Sequence[Release]) -> None:
    if len({row["region_code"] for row in rows}) == len(rows):
        return
    names = {one["column"]: one["code"] for release in releases for one in release.manifest["dimensions"]}
    several = [name for column, name in names.items() if len({row[column] for row in rows}) > 1]
    several += [name for name in ("unit", "basis") if name in rows[0] and len({row[name] for row in rows}) > 1]
    raise RuleBroken(f"Je Region gibt es mehrere Werte. Bitte festlegen: {', '.join(several)}.", "ambiguous")


def differences(
    older: Release, newer: Release, filters: Filters | None = None, *, engine: str = "duckdb"
) -> list[Difference]:
    """What a later state says differently: changed, added and removed observations, in the order of their keys."""
    parts = [older, newer]
    wanted = wanted_of(parts, filters or {})
    rows = _ask(parts, lambda known: differences_question(known[0], known[1], wanted), engine)
    return [_difference(row) for row in rows]


def _difference(row: Mapping[str, Any]) -> Difference:
    sides = ("value", "sign", "flag")
    shown = {f"{name}_{side}" for name in sides for side in ("before", "after")} | {"kind"}
    before, after = (
        row[f"value_{side}"] if row[f"value_{side}"] is not None else row[f"sign_{side}"]
        for side in ("before", "after")
    )
    key = {name: value for name, value in row.items() if name not in shown}
    return Difference(row["kind"], key, before, after, row["flag_before"] or "", row["flag_after"] or "")


def _ask(releases: Sequence[Release], question: Any, engine: str) -> Answer:
    with engine_named(engine) as answering:
        parts = [_known(answering, release) for release in releases]
        asked: Question = question(parts)
        return answering.ask(asked)


def _known(engine: Engine, release: Release) -> Part:
    part = Part(f"release_{release.pk}", tuple(one["column"] for one in release.manifest["dimensions"]))
    engine.know(part.table, path_of(release.file))
    return part


def _with_vintage(rows: Answer, releases: Sequence[Release]) -> list[Mapping[str, Any]]:
    return [{**row, "vintage": releases[row["edition"]].vintage} for row in rows]


def wanted_of(releases: Sequence[Release], filters: Filters) -> Wanted:
    """Filters by a fixed column, or by a dimension's code or column. Raises ``RuleBroken`` naming what there is."""
    dimensions = {one["code"].lower(): one["column"] for release in releases for one in release.manifest["dimensions"]}
    wanted = Wanted()
    for name, values in filters.items():
        column = name if name in _OPEN else dimensions.get(name.lower(), name if name in dimensions.values() else "")
        if not column:
            known = ", ".join([*_OPEN, *(code.upper() for code in dimensions)])
            raise RuleBroken(f"„{name}“ ist kein Merkmal dieses Datensatzes. Es gibt {known}.", "filter")
        wanted.add(column, [values] if isinstance(values, str) else list(values))
    return wanted
