"""The questions as text: plain SQL that DuckDB and Spark both understand, every value a parameter.

Names of tables and columns come from the library's own manifests and are checked here; whatever a
person asked for is passed beside the text as ``:name``.
"""

# ruff: noqa: S608 - names are checked here, values are parameters

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leitstand.foundation.errors import RuleBroken

FIXED = (
    "measure", "measure_label", "unit", "region", "region_code", "region_label", "level", "period", "value", "sign",
    "flag", "breaks", "basis", "marks", "line",
)  # fmt: skip
KEYS = ("measure", "unit", "region_code", "period", "basis")
_COLUMN = re.compile(r"d_[a-z0-9_]{1,60}")
_TABLE = re.compile(r"release_\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """One release as the engines know it: its table and its dimension columns."""

    table: str
    dimensions: tuple[str, ...]

    def __post_init__(self) -> None:
        if not _TABLE.fullmatch(self.table) or not all(_COLUMN.fullmatch(column) for column in self.dimensions):
            raise RuleBroken("Das Verzeichnis des Datenstands ist beschädigt.", "manifest")


@dataclass(frozen=True, slots=True)
class Question:
    """Text with ``:name`` marks, and the values for them."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Wanted:
    """Conditions on columns: each column one or several values."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def add(self, column: str, values: Sequence[str]) -> None:
        if column not in FIXED and not _COLUMN.fullmatch(column):
            raise RuleBroken(f"Die Spalte „{column}“ gibt es nicht.", "column")
        names = []
        for value in values:
            names.append(f"v{len(self.values)}")
            self.values[names[-1]] = value
        marks = ", ".join(f":{name}" for name in names)
        self.conditions.append(f"{column} IN ({marks})" if names else "1 = 0")


def all_dimensions(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for part in parts for column in part.dimensions))


def _one(part: Part, number: int, dimensions: Sequence[str], wanted: Wanted) -> str:
    columns = [*FIXED, *(column if column in part.dimensions else f"'' AS {column}" for column in dimensions)]
    inner = f"SELECT {', '.join(columns)}, {number} AS edition FROM {part.table}"
    if not wanted.conditions:
        return inner
    return f"SELECT * FROM ({inner}) AS part_{number} WHERE {' AND '.join(wanted.conditions)}"


def known(parts: Sequence[Part], wanted: Wanted) -> str:
    """Observations of the releases in order; of each key the one of the last release that has it."""
    dimensions = all_dimensions(parts)
    union = " UNION ALL ".join(_one(part, number, dimensions, wanted) for number, part in enumerate(parts))
    if len(parts) == 1:
        return union
    keys = ", ".join((*KEYS, *dimensions))
    newest = (
        f"SELECT *, row_number() OVER (PARTITION BY {keys} ORDER BY edition DESC) AS newest FROM ({union}) AS every"
    )
    return f"SELECT * FROM ({newest}) AS ranked WHERE newest = 1"


def slice_question(parts: Sequence[Part], wanted: Wanted) -> Question:
    dimensions = all_dimensions(parts)
    columns = ", ".join((*FIXED, *dimensions, "edition"))
    order = ", ".join(("measure", "region_code", "period", *dimensions))
    return Question(f"SELECT {columns} FROM ({known(parts, wanted)}) AS known ORDER BY {order}", wanted.values)


def ranking_question(parts: Sequence[Part], wanted: Wanted, *, ascending: bool) -> Question:
    direction = "ASC" if ascending else "DESC"
    dimensions = "".join(f", {column}" for column in all_dimensions(parts))
    text = (
        "SELECT CASE WHEN value IS NULL THEN NULL ELSE"
        f" rank() OVER (ORDER BY CASE WHEN value IS NULL THEN 1 ELSE 0 END, value {direction}) END AS place,"
        f" region, region_code, region_label, level, period, value, sign, flag, unit, measure, edition{dimensions}"
        f" FROM ({known(parts, wanted)}) AS known"
        f" ORDER BY CASE WHEN value IS NULL THEN 1 ELSE 0 END, value {direction}, region_code"
    )
    return Question(text, wanted.values)


def differences_question(older: Part, newer: Part, wanted: Wanted) -> Question:
    dimensions = all_dimensions([older, newer])
    keys = (*KEYS, *dimensions)
    join = " AND ".join(f"a.{key} = b.{key}" for key in keys)
    shown = ", ".join(f"coalesce(a.{key}, b.{key}) AS {key}" for key in keys)
    order = ", ".join(str(number) for number in range(1, len(keys) + 1))
    text = (
        f"SELECT {shown}, a.value AS value_before, b.value AS value_after, a.sign AS sign_before, b.sign AS sign_after,"
        " a.flag AS flag_before, b.flag AS flag_after,"
        " CASE WHEN a.measure IS NULL THEN 'added' WHEN b.measure IS NULL THEN 'removed' ELSE 'changed' END AS kind"
        f" FROM ({_one(older, 0, dimensions, wanted)}) AS a"
        f" FULL OUTER JOIN ({_one(newer, 1, dimensions, wanted)}) AS b ON {join}"
        " WHERE a.measure IS NULL OR b.measure IS NULL OR a.value IS DISTINCT FROM b.value"
        f" OR a.sign <> b.sign OR a.flag <> b.flag ORDER BY {order}"
    )
    return Question(text, wanted.values)
