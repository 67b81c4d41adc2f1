"""Values as offices write them: numbers, the signs that stand for missing ones, and marks of quality.

Signs follow the offices' legend: ``-`` nothing, ``.`` or ``•`` secret or unknown, ``...`` comes
later, ``/`` too uncertain to be shown, ``x`` not meaningful, ``( )`` a value of limited reliability.
Beware: in GENESIS the mark ``e`` says *final* (endgültig), at Eurostat it says *estimated*.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.statistics.reading.shape import Notes, Place, mapped

SIGNS = {
    "-": "nothing", "–": "nothing", "—": "nothing", "−": "nothing",
    ".": "secret", "•": "secret", "·": "secret", "c": "secret", ":c": "secret", ": c": "secret",
    "...": "later", "…": "later", ". . .": "later",
    "/": "uncertain", "x": "not_meaningful", "X": "not_meaningful", ":": "unknown", ": ": "unknown",
    ": z": "not_meaningful", ":z": "not_meaningful", ": u": "uncertain", ":u": "uncertain",
}  # fmt: skip
EMPTY = {"", "nan", "NaN", "NA", "N/A", "null"}
LONGEST = 200
"""Signs of a cell that is looked at: no number is longer, and each bracket around one costs a step inwards."""
NUMBER = r"^[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?$"
_NUMBER = re.compile(NUMBER)
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:[   .]\d{3})+(?:,\d+)?$")
_MARKED = re.compile(r"^(?P<number>[(]?\s*[+\-–]?[\d.,]+\s*[)]?)\s*(?P<marks>[prsbeu]{1,2})$")
_FLAGS = {
    "eurostat": (("p", "provisional"), ("r", "revised"), ("e", "estimated"), ("s", "estimated"), ("u", "uncertain")),
    "genesis": (("p", "provisional"), ("r", "revised"), ("s", "estimated"), ("(", "uncertain"), ("/", "uncertain")),
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks of quality mean: a ``flag`` of an observation, a break, a forecast, and a sign for a missing value."""

    flag: str
    breaks: bool
    forecast: bool
    sign: str


@lru_cache(maxsize=8192)
def marks_of(marks: str, dialect: str = "eurostat") -> Marks:
    """Read marks such as ``bu`` or, in GENESIS, ``e``; unknown ones mean nothing here and are kept as text."""
    plain = marks.strip()
    if dialect == "eurostat":
        plain = plain.lower().replace("na", ":")
    flag = next((name for mark, name in _FLAGS[dialect] if mark in plain), "")
    european = dialect == "eurostat"
    sign = (
        "secret" if "c" in plain else "not_meaningful" if "z" in plain else "uncertain" if "u" in plain else "unknown"
    )
    return Marks(flag, european and "b" in plain, european and "f" in plain, sign)


@dataclass(frozen=True, slots=True)
class Value:
    """One read cell: a number, or a sign, or neither (an empty cell); ``flag`` and ``marks`` beside it."""

    number: float | None = None
    sign: str = ""
    flag: str = ""
    marks: str = ""

    @property
    def is_empty(self) -> bool:
        return self.number is None and not self.sign


def value_of(cell: str | float | None, decimal: str = "") -> Value:
    """Read one cell. ``decimal`` is ``,`` or ``.`` if only that may part the decimals.

    Raises ``ValueError`` with a German sentence.
    """
    if cell is None:
        return Value()
    if isinstance(cell, int | float):
        return Value(_finite(float(cell), str(cell)))
    text = " ".join(cell.split())
    if text in EMPTY:
        return Value()
    if text in SIGNS:
        return Value(sign=SIGNS[text])
    if len(text) > LONGEST:
        raise ValueError(f"„{text[:40]}“ ist weder eine Zahl noch ein Zeichen der Statistik.")
    return _number(text, decimal)


def _number(text: str, decimal: str) -> Value:
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        return Value(sign="uncertain", flag="uncertain", marks="()") if not inner else _with_mark(inner, decimal, "()")
    if found := _MARKED.match(text):
        read = value_of(found["number"].strip(), decimal)
        return Value(read.number, read.sign, marks_of(found["marks"]).flag or read.flag, found["marks"])
    if not _NUMBER.match(text) or (decimal and _other(decimal) in text):
        if decimal == "," and _GROUPED.match(text):
            return Value(_finite(float(re.sub(r"[   .]", "", text).replace(",", ".")), text))
        raise ValueError(f"„{text[:40]}“ ist weder eine Zahl noch ein Zeichen der Statistik.")
    return Value(_finite(float(text.replace(",", ".")), text))


def _with_mark(inner: str, decimal: str, mark: str) -> Value:
    read = value_of(inner, decimal)
    return Value(read.number, read.sign, "uncertain", mark)


def _other(decimal: str) -> str:
    return "." if decimal == "," else ","


def _finite(number: float, said: str) -> float:
    if not math.isfinite(number):
        raise ValueError(f"„{said[:40]}“ ist keine endliche Zahl.")
    return number


@dataclass(frozen=True, slots=True)
class Values:
    """Columns of a piece of a file, and which rows hold anything at all."""

    number: Any
    sign: Any
    flag: Any
    marks: Any
    kept: Any


def read_values(column: Any, place: Place, decimal: str = "") -> Values:
    """Read a text column at once: numbers by Arrow, everything else by each distinct text.

    Raises ``Unreadable`` naming row and column of the first cell that is neither.
    """
    text = pc.utf8_trim_whitespace(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    plain = pc.match_substring_regex(text, NUMBER)
    if decimal:
        plain = pc.and_(plain, pc.invert(pc.match_substring(text, _other(decimal))))
    digits = pc.utf8_ltrim(pc.replace_substring(pc.if_else(plain, text, "0"), ",", "."), "+")
    number = pc.if_else(plain, digits.cast(pa.float64()), pa.scalar(None, pa.float64()))
    rest = pc.if_else(plain, "", text)
    if pc.all(pc.is_finite(number)).as_py() is False:
        index = pc.index(pc.is_finite(number), pa.scalar(False)).as_py()
        raise place.error(index, f"„{text[index]}“ ist keine endliche Zahl.", "Bitte die Zahl prüfen.")
    read: dict[str, Value] = {}

    def kept(said: str) -> float | None:
        read[said] = value_of(said, decimal)
        return read[said].number

    more = mapped(rest, kept, pa.float64(), place)
    number = pc.coalesce(number, more)
    sign, flag, marks = (
        mapped(rest, partial(_part, read, name), pa.string(), place) for name in ("sign", "flag", "marks")
    )
    return Values(number, sign, flag, marks, pc.or_(pc.is_valid(number), pc.not_equal(sign, "")))


def _part(read: dict[str, Value], name: str, said: str) -> str:
    return str(getattr(read[said], name))


def drop_empty(table: pa.Table, kept: Any, notes: Notes) -> pa.Table:
    """The rows that hold a value or a sign; the others are counted."""
    filtered = table.filter(kept)
    notes.skipped_empty += table.num_rows - filtered.num_rows
    return filtered
