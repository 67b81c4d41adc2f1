"""GENESIS and Regionalstatistik, table CSV: made to be looked at, with title, heads of several rows, and footnotes.

How it is taken apart: the head rows begin with as many empty cells as a row has labels. Each value
column's way through the heads says what it measures; a head row that repeats one text names the
variable of the row below it; a row of units is known by its words. Of a row's labels one may be
the period, one the region's key with its name, the others are dimensions.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from leitstand.domain.statistics.reading.opening import Original, encoding_of
from leitstand.domain.statistics.reading.periods import is_period, part_of, period_of
from leitstand.domain.statistics.reading.regions import code_of_name, looks_like_code, region_of
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Reading, dimensions_of, table_of
from leitstand.domain.statistics.reading.values import value_of

MAX_BYTES = 200_000_000
_PIECE = 100_000
_FOOT = re.compile(r"^_{5,}")
_START = re.compile(r"^\ufeff?\"?(?:GENESIS-)?Tabelle: ?(?P<code>[\w-]+)")
_UNIT = re.compile(
    r"^(Anzahl|Prozent|%|qkm|km2|ha|m2|qm|EUR|Euro|Tsd\.? .*|Mill?\.? .*|Mio\.? .*|Mrd\.? .*|1 ?000 .*|1000"
    r"|jew\. ME|Promille|t|kg|kWh|MWh|GJ|TJ|Index|\d{4} ?= ?100|Jahre|Personen|je .*|EUR/.*|EUR je .*)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:Stichtag|Jahr|Zeitraum|Berichtsjahr|Monat)\s*:\s*(?P<when>[\d./]+)")


def is_genesis_table(first_line: str) -> bool:
    """Whether a first line begins a table of GENESIS."""
    return bool(_START.match(first_line))


@dataclass(frozen=True, slots=True)
class Column:
    """What the heads say of one column of values."""

    place: int
    measure: str
    unit: str
    period: str
    values: tuple[str, ...]


@dataclass
class Block:
    """The parts of the file: title lines, head rows, rows of data with their numbers, lines of the foot."""

    titles: list[str] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


def read_genesis_table(original: Original) -> Reading:
    """Raises ``Unreadable``: heads at once, rows later."""
    block = _block(original)
    labels = _label_count(original, block)
    about = _about(block)
    variables, columns = _columns(original, block, labels, about)
    role = _Roles(original, block, labels)
    if not role.has_period and not any(column.period for column in columns) and not _stated_period(block):
        raise original.error(
            "Die Tabelle nennt keinen Zeitraum.", "Bitte sie mit Zeitangabe oder als flat CSV laden.", 1
        )
    dimensions = dimensions_of(
        [
            *((name, name) for name in variables),
            *((f"Merkmal {n + 1}", f"Vorspalte {c + 1}") for n, c in enumerate(role.others)),
        ]
    )
    notes = Notes()
    return Reading(
        "genesis-table", about, dimensions, _tables(original, block, columns, role, dimensions, about, notes), notes
    )


def _block(original: Original) -> Block:
    if original.path.stat().st_size > MAX_BYTES:
        raise original.error(f"Die Tabelle ist größer als {MAX_BYTES // 1_000_000} MB.", "Bitte flat CSV verwenden.")
    encoding = encoding_of(original)
    text = original.path.read_text("utf-8-sig" if encoding == "utf-8" else encoding)
    block = Block()
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines) if _FOOT.match(line.strip('"'))), None)
    if end is None:
        end = next(
            (number for number, line in enumerate(lines) if line.startswith(('"©', "©", "Stand:", '"Stand:'))),
            len(lines),
        )
        if end == len(lines):
            raise original.error(
                "Der Tabelle fehlt das Ende mit Stand und Lizenz.", "Die Datei ist unvollständig; bitte neu laden.", end
            )
    block.foot = lines[end:]
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines[:end])), delimiter=";"))
    except csv.Error:
        raise original.error("Die Anführungszeichen der Tabelle sind gestört.", "Bitte die Datei neu laden.") from None
    for number, row in enumerate(rows, 1):
        _sort_in(block, number, [cell.strip() for cell in row])
    return block


def _sort_in(block: Block, number: int, row: list[str]) -> None:
    filled = [cell for cell in row if cell]
    if not filled:
        return
    if block.rows or (row[0] and len(filled) > 1 and len(row) > 1):
        block.rows.append((number, row))
    elif not row[0]:
        block.heads.append(row)
    elif not block.heads:
        block.titles.append(filled[0])
    else:
        block.rows.append((number, row))


def _label_count(original: Original, block: Block) -> int:
    if not block.heads or not block.rows:
        raise original.error("Der Tabelle fehlt der Kopf oder jede Wertezeile.", "Bitte sie als flat CSV laden.", 1)
    empty = [next((place for place, cell in enumerate(row) if cell), len(row)) for row in block.heads]
    return min(empty)


def _about(block: Block) -> About:
    foot = " ".join(line.strip(' "') for line in block.foot)
    stand = re.search(r"Stand: (\d{2}\.\d{2}\.\d{4})", foot)
    licence = "dl-de/by-2-0" if re.search(r"Datenlizenz Deutschland.{0,5}Namensnennung.{0,5}Version 2\.0", foot) else ""
    source = re.search(r"©\s*([^,;]*?),", foot)
    code = _START.match(block.titles[0]) if block.titles else None
    titles = [title for title in block.titles[1:] if not _DATED.search(title)]
    return About(
        " ".join(titles),
        code["code"] if code else "",
        period_of(stand[1]) if stand else "",
        source[1] if source else "",
        licence,
    )


def _stated_period(block: Block) -> str:
    found = next((match for title in block.titles if (match := _DATED.search(title))), None)
    return period_of(found["when"]) if found and is_period(found["when"]) else ""


def _columns(original: Original, block: Block, labels: int, about: About) -> tuple[list[str], list[Column]]:
    """The variables that the heads name, and every column of values."""
    width = max(len(row) for row in block.heads)
    if labels >= width:
        raise original.error("Der Kopf der Tabelle nennt keine Wertespalte.", "Bitte sie als flat CSV laden.", 1)
    heads = [(row + [""] * width)[labels:width] for row in block.heads]
    units = [""] * (width - labels)
    if all(_UNIT.match(cell) for cell in heads[-1] if cell) and any(heads[-1]):
        units = heads.pop()
    periods = next((row for row in heads if row and all(is_period(cell) for cell in row)), None)
    heads = [row for row in heads if row is not periods]
    variables, pairs = _named_variables(heads)
    measures = [row for number, row in enumerate(heads) if number not in {n for pair in pairs for n in pair}]
    title, unit = _title_measure(block, about)
    columns = []
    for place in range(width - labels):
        said = list(dict.fromkeys(row[place] for row in measures if row[place]))
        when = period_of(periods[place]) if periods else ""
        values = tuple(heads[below][place] for _above, below in pairs)
        columns.append(Column(labels + place, " – ".join(said) or title, units[place] or unit, when, values))
    return variables, columns


def _named_variables(heads: Sequence[Sequence[str]]) -> tuple[list[str], list[tuple[int, int]]]:
    """Rows that repeat one text over several columns name the variable of the row below them."""
    names: list[str] = []
    pairs: list[tuple[int, int]] = []
    number = 0
    while number + 1 < len(heads):
        row = heads[number]
        if len(row) > 1 and len(set(row)) == 1 and row[0] and len(set(heads[number + 1])) > 1:
            names.append(row[0])
            pairs.append((number, number + 1))
            number += 1
        number += 1
    return names, pairs


def _title_measure(block: Block, about: About) -> tuple[str, str]:
    """Measure and unit of a title line such as ``Beschäftigte (Arbeitsort) (Anzahl)``."""
    for title in reversed(block.titles):
        found = re.fullmatch(r"(.+) \(([^()]+)\)", title)
        if found and _UNIT.match(found[2]):
            return found[1], found[2]
    return about.title, ""


class _Roles:
    """What each label column of the rows is: period, part of it, region's key, region's name, or a dimension."""

    def __init__(self, original: Original, block: Block, labels: int) -> None:
        sample = [row for _number, row in block.rows[:5000]]
        self.original, self.labels = original, labels
        cells = [[row[place] for row in sample if place < len(row) and row[place]] for place in range(labels)]
        self.code = next(
            (place for place in range(labels) if cells[place] and all(map(looks_like_code, cells[place]))), None
        )
        if self.code is not None and all(is_period(cell) for cell in cells[self.code]):
            self.code = None
        self.name = self._name(cells)
        self.period = next(
            (
                place
                for place in range(labels)
                if place != self.code and cells[place] and all(map(is_period, cells[place]))
            ),
            None,
        )
        self.part = next((place for place in range(labels) if cells[place] and all(map(part_of, cells[place]))), None)
        if self.part in (self.code, self.period):
            self.part = None
        self.others = [place for place in range(labels) if place not in (self.code, self.name, self.period, self.part)]
        self.has_period = self.period is not None

    def _name(self, cells: Sequence[Sequence[str]]) -> int | None:
        if self.code is not None:
            return self.code + 1 if self.code + 1 < self.labels else None
        known = (
            place for place in range(self.labels) if cells[place] and all(code_of_name(c) != c for c in cells[place])
        )
        return next(known, None)

    def region(self, row: Sequence[str]) -> tuple[str, str]:
        name = row[self.name] if self.name is not None else ""
        return (row[self.code] if self.code is not None else code_of_name(name)), name

    def when(self, row: Sequence[str], number: int, stated: str) -> str:
        said = row[self.period] if self.period is not None else stated
        try:
            found = period_of(said) if said else ""
        except ValueError as error:
            raise self.original.error(str(error), "Bitte die Datei neu laden.", number) from None
        part = part_of(row[self.part]) if self.part is not None and len(found) == 4 else ""
        return f"{found}-{part}" if part else found


def _tables(
    original: Original,
    block: Block,
    columns: Sequence[Column],
    role: _Roles,
    dimensions: Sequence[Dimension],
    about: About,
    notes: Notes,
) -> Iterator[pa.Table]:
    stated = _stated_period(block)
    found = _Collected(dimensions, about, role)
    for number, row in block.rows:
        if len(row) < role.labels + len(columns):
            raise original.error(
                f"Die Zeile hat {len(row)} statt {role.labels + len(columns)} Spalten.",
                "Die Datei ist unvollständig; bitte neu laden.",
                number,
            )
        when = role.when(row, number, stated)
        for column in columns:
            _read_cell(original, found, column, row, number, when, notes)
        if found.rows >= _PIECE:
            yield found.table()
            found = _Collected(dimensions, about, role)
    yield found.table()


def _read_cell(
    original: Original, found: "_Collected", column: Column, row: Sequence[str], number: int, when: str, notes: Notes
) -> None:
    place = f"{column.place + 1} („{column.measure[:60]}“)"
    try:
        value = value_of(row[column.place], ",")
    except ValueError as error:
        raise original.error(str(error), "Bitte die Datei neu laden.", number, place) from None
    period = column.period or when
    if value.is_empty:
        notes.skipped_empty += 1
    elif not period:
        raise original.error("Die Zeile hat keinen Zeitraum.", "Bitte die Datei neu laden.", number)
    else:
        found.add(column, row, number, period, (value.number, value.sign, value.flag, value.marks))


class _Collected:
    """Observations on their way into a table."""

    def __init__(self, dimensions: Sequence[Dimension], about: About, role: _Roles) -> None:
        self.dimensions, self.about, self.role = dimensions, about, role
        self.columns: dict[str, list[object]] = {}
        self.rows = 0

    def add(
        self, column: Column, row: Sequence[str], number: int, period: str, value: tuple[float | None, str, str, str]
    ) -> None:
        code, name = self.role.region(row)
        region = region_of(code)
        texts = [*column.values, *(row[place] for place in self.role.others)]
        said = dict(zip((one.column for one in self.dimensions), texts, strict=True)) | {
            "measure": column.measure,
            "measure_label": column.measure,
            "unit": column.unit,
            "region": region.code,
            "region_code": code,
            "region_label": name,
            "level": region.level,
            "period": period,
            "line": number,
        }
        said |= dict(zip(("value", "sign", "flag", "marks"), value, strict=True))
        for key, text in said.items():
            self.columns.setdefault(key, []).append(text)
        self.rows += 1

    def table(self) -> pa.Table:
        return table_of(self.columns, self.dimensions, self.rows)
