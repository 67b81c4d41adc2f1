"""JSON-stat 1.x and 2.0: a cube of values in one list, its dimensions beside it.

The list runs through all combinations, the last dimension fastest. Values may be a list or an
object by position; the same for marks (``status``).
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.sdmx_columns import REGION, Cube, observations, remaining
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Place, Reading, dimensions_of

MAX_BYTES = 200_000_000
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")
_PLACE = re.compile(r"[0-9]{1,12}")
MAX_CELLS = 30_000_000
_PIECE = 250_000
_CURE = "Bitte die Daten als JSON-stat 2.0 oder als CSV neu laden."


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension of the cube: its code, its label, the codes along it in order."""

    code: str
    label: str
    codes: tuple[str, ...]


def read_json_stat(original: Original) -> Reading:
    """Raises ``Unreadable`` at once: the whole file is looked at before a value is given."""
    said = _dataset(original)
    about = _about(said)
    notes = Notes()
    axes = _axes(original, said)
    cells = math.prod(len(axis.codes) for axis in axes)
    if cells > MAX_CELLS:
        raise original.error(
            f"Der Würfel hat {cells} Felder; höchstens {MAX_CELLS} sind möglich.", "Bitte ihn aufteilen."
        )
    values = _by_position(original, said.get("value"), cells, "value")
    marks = _by_position(original, said.get("status"), cells, "status")
    along = {axis.code: axis for axis in axes}
    dimensions = dimensions_of([(axis.code, axis.label) for axis in axes if axis.code in remaining(list(along))])
    for dimension in dimensions:
        _keep_labels(notes, dimension, _dimension(said, dimension.code), along[dimension.code])
    positions = sorted(set(values) | set(marks))
    content = _Content(about, axes, values, marks, _region_labels(said, list(along)))
    return Reading("json-stat", about, dimensions, _tables(original, content, dimensions, positions, notes), notes)


@dataclass(frozen=True, slots=True)
class _Content:
    """What was read of the file: values and marks by their position, names of the regions by code."""

    about: About
    axes: Sequence[Axis]
    values: Mapping[int, Any]
    marks: Mapping[int, Any]
    region_labels: Mapping[str, str]


def _region_labels(said: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    region = next((name for name in names if name.lower() in REGION), "")
    category = _dimension(said, region).get("category") if region else None
    labels = category.get("label") if isinstance(category, dict) else None
    return {str(code): str(label) for code, label in labels.items()} if isinstance(labels, dict) else {}


def _dataset(original: Original) -> Mapping[str, Any]:
    """The one data set in the file, in the shape of version 2.0."""
    if original.path.stat().st_size > MAX_BYTES:
        raise original.error(f"Die JSON-Datei ist größer als {MAX_BYTES // 1_000_000} MB.", "Bitte CSV verwenden.")
    try:
        text = original.path.read_bytes().decode("utf-8-sig")
        said = json.loads(text, parse_constant=str)
        if _HALVES.search(text):
            # Half a pair of surrogates: JSON can write it, nothing can store it.
            json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise original.error("Die JSON-Datei ist unvollständig oder gestört.", "Bitte sie neu laden.") from None
    if not isinstance(said, dict):
        raise original.error("Die Datei ist JSON, aber kein JSON-stat.", _CURE)
    if said.get("class") == "collection":
        raise original.error("Die Datei ist eine Sammlung von Verweisen und enthält keine Werte.", _CURE)
    if "dimension" not in said:
        inner = [value for value in said.values() if isinstance(value, dict) and "dimension" in value]
        if len(inner) != 1:
            reason = (
                f"Die Datei enthält {len(inner)} Datensätze." if inner else "Die Datei ist JSON, aber kein JSON-stat."
            )
            raise original.error(reason, "Bitte genau einen Datensatz laden." if inner else _CURE)
        said = inner[0]
    if not isinstance(said["dimension"], dict):
        raise original.error("Die Angabe „dimension“ ist gestört.", _CURE)
    return said


def _about(said: Mapping[str, Any]) -> About:
    stated = said.get("extension")
    extension = stated if isinstance(stated, dict) else {}
    code = str(extension.get("id") or said.get("code") or "")
    source = str(said.get("source") or "")
    updated = said.get("updated") or said.get("lastUpdateDate") or ""
    return About(
        str(said.get("label") or said.get("title") or ""),
        code,
        _day(updated),
        "Eurostat" if source == "ESTAT" else source,
    )


def _day(updated: object) -> str:
    """``2026-08-01T11:00…``, or milliseconds since 1970, as a day."""
    try:
        if isinstance(updated, int | float):
            return datetime.fromtimestamp(updated / 1000, UTC).date().isoformat()
        return datetime.fromisoformat(str(updated)[:10]).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _axes(original: Original, said: Mapping[str, Any]) -> list[Axis]:
    names = said.get("id", said["dimension"].get("id"))
    sizes = said.get("size", said["dimension"].get("size"))
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes) or not names:
        raise original.error("Die Angaben „id“ und „size“ fehlen oder passen nicht zueinander.", _CURE)
    axes = []
    for name, size in zip(names, sizes, strict=True):
        dimension = _dimension(said, str(name))
        codes = _codes(dimension.get("category"))
        if len(codes) != size or len(set(codes)) != len(codes):
            raise original.error(f"Das Merkmal „{name}“ hat {len(codes)} statt {size} Ausprägungen.", _CURE)
        axes.append(Axis(str(name), str(dimension.get("label") or name), codes))
    if len({axis.code.lower() for axis in axes}) != len(axes):
        raise original.error("Zwei Merkmale tragen denselben Namen.", _CURE)
    if not any(axis.code.lower() in ("time", "time_period") for axis in axes):
        raise original.error("Die Datei hat kein Merkmal „time“.", "Bitte Daten mit Zeitbezug laden.")
    return axes


def _dimension(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said["dimension"].get(name)
    return found if isinstance(found, dict) else {}


def _codes(category: object) -> tuple[str, ...]:
    """Codes in order: from ``index`` as a list or an object, or the single one that only has a label."""
    if not isinstance(category, dict):
        return ()
    index = category.get("index", category.get("label"))
    if isinstance(index, list):
        return tuple(str(code) for code in index)
    if not isinstance(index, dict):
        return ()
    if all(isinstance(place, int) for place in index.values()):
        return tuple(sorted((str(code) for code in index), key=lambda code: index[code]))
    return tuple(str(code) for code in index)


def _keep_labels(notes: Notes, dimension: Dimension, said: Mapping[str, Any], axis: Axis) -> None:
    category = said.get("category")
    labels = category.get("label") if isinstance(category, dict) else None
    for code in axis.codes:
        if isinstance(labels, dict) and isinstance(labels.get(code), str):
            notes.name(dimension.column, code, labels[code])


def _by_position(original: Original, said: Any, cells: int, name: str) -> dict[int, Any]:
    """Values or marks by their position. A ``status`` given once holds for all cells that have a value."""
    if said is None or isinstance(said, str):
        return {}
    if isinstance(said, dict) and name == "status" and isinstance(said.get("value"), list):
        said = said["value"]
    pairs = list(enumerate(said)) if isinstance(said, list) else list(said.items()) if isinstance(said, dict) else None
    if pairs is None or (isinstance(said, list) and len(said) > cells):
        raise original.error(f"Die Angabe „{name}“ passt nicht zur Größe des Würfels.", _CURE)
    found: dict[int, Any] = {}
    for place, value in pairs:
        if value is None:
            continue
        number = int(place) if isinstance(place, int) or _PLACE.fullmatch(place) else -1
        if not 0 <= number < cells or isinstance(value, dict | list | bool):
            if isinstance(place, str) and name == "status":
                continue
            raise original.error(
                f"Die Angabe „{name}“ hat an Stelle „{str(place)[:40]}“ keinen Platz im Würfel.", _CURE
            )
        found[number] = value
    return found


def _tables(
    original: Original, content: _Content, dimensions: Sequence[Dimension], positions: Sequence[int], notes: Notes
) -> Iterator[pa.Table]:
    shape = tuple(len(axis.codes) for axis in content.axes)
    for start in range(0, len(positions), _PIECE):
        part = positions[start : start + _PIECE]
        along = np.unravel_index(np.array(part, dtype=np.int64), shape)
        columns: dict[str, Any] = {
            axis.code.lower(): pa.array(axis.codes).take(pa.array(places))
            for axis, places in zip(content.axes, along, strict=True)
        }
        columns["obs_value"] = pa.array([_text(content.values.get(place)) for place in part], pa.string())
        columns["obs_flag"] = pa.array([_mark(content.marks.get(place)) for place in part], pa.string())
        cube = Cube(
            content.about.code, content.about.title, columns, len(part), Place(original.name, 0), content.region_labels
        )
        yield observations(cube, dimensions, notes, pa.array(part, pa.int64()))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _mark(mark: Any) -> str:
    """``|C`` (confidential without another mark) → ``c``; ``:`` alone says that there is no value."""
    return "" if mark is None else str(mark).replace("|", "").lower()
