"""What SDMX files share, whatever their wrapping: which columns are region, time, value, unit and marks.

The measure is the table itself (``ISOC_E_DII``): its dimensions say the rest. The unit is kept as
unit and as a dimension, so that it can be chosen like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.periods import period_of
from leitstand.domain.statistics.reading.regions import region_of
from leitstand.domain.statistics.reading.shape import Dimension, Notes, Place, mapped, table_of
from leitstand.domain.statistics.reading.values import drop_empty, marks_of, read_values

TIME = ("time_period", "time")
REGION = ("geo", "ref_area", "reference_area", "region")
UNIT = ("unit", "unit_measure")
FLAG = ("obs_flag", "obs_status", "conf_status")


@dataclass(frozen=True, slots=True)
class Cube:
    """Columns of one piece by their name in lower case, and what the table is called."""

    code: str
    title: str
    columns: Mapping[str, Any]
    rows: int
    place: Place
    region_labels: Mapping[str, str] = field(default_factory=dict)


def first_of(names: Sequence[str], available: Sequence[str]) -> str:
    return next((name for name in names if name in available), "")


def remaining(names: Sequence[str]) -> list[str]:
    """The dimensions that are not the table's time or region: these have columns of their own."""
    lower = [name.lower() for name in names]
    taken = {first_of(TIME, lower), first_of(REGION, lower)}
    return [name for name in names if name.lower() not in taken]


def observations(cube: Cube, dimensions: Sequence[Dimension], notes: Notes, lines: Any = None) -> pa.Table:
    """Observations of one piece: texts in ``cube.columns``, values in ``obs_value``, marks in ``OBS_FLAG`` or the like.

    Raises ``Unreadable``.
    """
    available = list(cube.columns)
    region, unit = first_of(REGION, available), first_of(UNIT, available)
    read = read_values(cube.columns["obs_value"], cube.place.at("OBS_VALUE"), ".")
    marks = _marks(cube)
    said = {
        name: mapped(marks, partial(_mark, name), kind, cube.place)
        for name, kind in (
            ("flag", pa.string()),
            ("breaks", pa.bool_()),
            ("forecast", pa.bool_()),
            ("sign", pa.string()),
        )
    }
    no_number = pc.invert(pc.is_valid(read.number))
    marked = pc.and_(no_number, pc.or_(pc.equal(read.sign, ""), pc.equal(read.sign, "unknown")))
    stands = pc.and_(marked, pc.or_(pc.not_equal(marks, ""), pc.equal(read.sign, "unknown")))
    sign = pc.if_else(stands, said["sign"], read.sign)
    columns: dict[str, Any] = {one.column: cube.columns[one.code.lower()] for one in dimensions}
    codes = cube.columns.get(region, pa.repeat(pa.scalar(""), cube.rows))
    time = cube.columns[first_of(TIME, available)]
    columns |= {
        "measure": cube.code,
        "measure_label": cube.title,
        "unit": cube.columns.get(unit, ""),
        "region_code": codes,
        "region_label": mapped(codes, lambda code: cube.region_labels.get(code, ""), pa.string(), cube.place),
        "region": mapped(codes, lambda code: region_of(code).code, pa.string(), cube.place),
        "level": mapped(codes, lambda code: region_of(code).level, pa.string(), cube.place),
        "period": mapped(time, period_of, pa.string(), cube.place.at("TIME_PERIOD")),
        "value": read.number,
        "sign": sign,
        "flag": said["flag"],
        "breaks": said["breaks"],
        "basis": pc.if_else(said["forecast"], "forecast", "actual"),
        "marks": marks,
        "line": lines if lines is not None else 0,
    }
    return drop_empty(table_of(columns, dimensions, cube.rows), pc.or_(read.kept, pc.not_equal(sign, "")), notes)


def _mark(name: str, text: str) -> str | bool:
    found: str | bool = getattr(marks_of(text), name)
    return found


def _marks(cube: Cube) -> Any:
    given = [pc.utf8_trim_whitespace(cube.columns[name]) for name in FLAG if name in cube.columns]
    if not given:
        return pa.repeat(pa.scalar(""), cube.rows)
    plain = [pc.if_else(pc.is_in(one, pa.array(["A", "F", "a"])), "", one) for one in given]
    return pc.binary_join_element_wise(*plain, "") if len(plain) > 1 else plain[0]
