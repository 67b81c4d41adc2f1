"""Checking that an import joins no values wrongly: the rules of ``indicators.rules.joining`` on rows.

A value may arrive in a file together with its break, or with a new indicator; so the series are looked at as they
would be after the import.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from leitstand.domain.exchange.comparing import Change, RowChange
from leitstand.domain.exchange.incoming import Problem
from leitstand.domain.exchange.values import Row
from leitstand.domain.indicators.joining import REDEFINED, UNIT_KEPT, sentence
from leitstand.domain.indicators.models import RANGE_TURNED
from leitstand.domain.indicators.rules.joining import Measure, faults, same_definition, same_unit


class Living(Protocol):
    """The rows before and after an import, by table and key."""

    @property
    def here(self) -> Any: ...
    @property
    def living(self) -> dict[str, dict[str, Row]]: ...


@dataclass(frozen=True, slots=True)
class Value:
    """An observation's row as the rules need it."""

    key: str
    region: str
    period: str
    basis: str
    vintage: str
    value: Decimal | None
    breaks: bool
    unit: str
    definition: str


NAMES = tuple(Value.__dataclass_fields__)


def joined_wrongly(wishes: list[RowChange], after: Living) -> Iterator[Problem]:
    """Values that the file would join to others of another unit or definition, or whose break it would lose."""
    own = {wish.key: wish for wish in wishes if wish.table.name == "observations"}
    touched = {str(row["indicator"]): wish for wish in own.values() for row in (wish.old, wish.new) if row}
    before = _grouped(after.here.living.rows("observations"), touched.keys())
    then = _grouped(after.living["observations"], touched.keys())
    for key, wish in touched.items():
        indicator = after.living["indicators"].get(key)
        if indicator is None:
            continue
        title, unit = str(indicator["title"]), str(indicator["unit"])
        units = {value.key: value.unit for value in then.get(key, ())}
        for fault in faults(before.get(key, ()), then.get(key, ()), Measure(unit, str(indicator["definition"]))):
            reason, cure = sentence(fault, title, unit, units[fault.key])
            yield Problem(own.get(fault.key, wish).incoming.at(fault.kind), reason, cure)
    for wish in wishes:
        if wish.table.name == "indicators" and wish.new is not None:
            yield from _remeasured(wish, wish.new, after, own)


def _grouped(rows: Any, wanted: Any) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for row in rows.values():
        if row["indicator"] in wanted:
            found.setdefault(str(row["indicator"]), []).append(Value(**{name: row[name] for name in NAMES}))
    return found


def _remeasured(wish: RowChange, row: Row, after: Living, own: dict[str, RowChange]) -> Iterator[Problem]:
    lowest, highest = row["lowest"], row["highest"]
    if isinstance(lowest, Decimal) and isinstance(highest, Decimal) and lowest > highest:
        yield Problem(wish.incoming.at("highest"), RANGE_TURNED, "Bitte die Grenzen tauschen.")
    if wish.old is None or same_unit(str(wish.old["unit"]), str(row["unit"])):
        return
    if any(not value["unit"] and key not in own for key, value in _values_of(wish.key, after)):
        reason, _, cure = UNIT_KEPT.format(title=row["title"], unit=wish.old["unit"]).partition(". ")
        yield Problem(wish.incoming.at("unit"), f"{reason}.", cure)


def _values_of(key: str, after: Living) -> Iterator[tuple[str, Row]]:
    return ((own, row) for own, row in after.living["observations"].items() if row["indicator"] == key)


def redefined(wishes: list[RowChange], after: Living) -> tuple[Change, ...]:
    """Changes of definitions that values on record were measured by; they need a reason."""
    found = []
    for wish in wishes:
        if wish.table.name != "indicators" or wish.old is None or wish.new is None:
            continue
        same = same_definition(str(wish.old["definition"]), str(wish.new["definition"]))
        kept = after.here.living.rows("observations")
        if not same and any(not row["definition"] and key in kept for key, row in _values_of(wish.key, after)):
            found += [change for change in wish.changes() if change.column == "definition"]
    return tuple(found)


def redefined_sentence(changes: tuple[Change, ...]) -> str:
    return " ".join(REDEFINED.format(title=change.label) for change in changes[:3])
