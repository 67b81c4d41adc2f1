"""A small plan with a row in every table, and ways to write, change and read it as files."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from leitstand.domain.exchange.comparing import ImportPlan
from leitstand.domain.exchange.dataset import Dataset, Stored, default_row
from leitstand.domain.exchange.incoming import Incoming
from leitstand.domain.exchange.operations import plan_import
from leitstand.domain.exchange.package_reading import read_package
from leitstand.domain.exchange.package_writing import write_package
from leitstand.domain.exchange.tables import BY_NAME, TABLES, Column
from leitstand.domain.exchange.values import Row, Unreadable, from_text
from leitstand.domain.exchange.workbook_reading import read_workbook
from leitstand.domain.exchange.workbook_writing import write_workbook

PLAN: Mapping[str, list[Row]] = {
    "sources": [{"key": "quelle", "title": "Broschüre", "kind": "plan", "published": "2018-06"}],
    "institutions": [
        {"key": "haus", "name": "Haus der Industrie", "kind": "chamber", "sources": ("quelle",)},
        {"key": "senat", "name": "Senat", "kind": "senate", "url": "https://example.org/senat"},
        {"key": "werk", "name": "Werk & Söhne"},
    ],
    "people": [
        {"key": "erika", "name": "Erika Muster", "institution": "haus", "email": "erika@example.org", "public": True}
    ],
    "plans": [{"key": "mpi", "title": "Masterplan", "summary": "Erste Zeile\nzweite Zeile", "ags": "11"}],
    "editions": [
        {"key": "2018", "plan": "mpi", "title": "Fassung 2018", "short_title": "2018", "position": 1, "begins": "2018"},
        {"key": "2022", "plan": "mpi", "title": "Fassung 2022", "short_title": "2022", "position": 2, "begins": "2022"},
    ],
    "resolutions": [{"key": "2018.senat", "edition": "2018", "body": "senat", "decided_on": date(2018, 9, 4)}],
    "lines": [{"key": "2018.digital", "edition": "2018", "title": "Digitalisierung"}],
    "fields": [
        {"key": "2018.1", "edition": "2018", "code": "1", "title": "Innovation", "position": 1},
        {"key": "2022.1", "edition": "2022", "code": "1", "title": "Wandel", "position": 1},
    ],
    "topics": [
        {"key": "2018.1.1", "field": "2018.1", "code": "1.10", "title": "Vernetzung"},
        {"key": "2022.1.1", "field": "2022.1", "title": "Energie"},
    ],
    "goals": [{"key": "2018.g1", "edition": "2018", "field": "2018.1", "text": "Mehr Betriebe"}],
    "measures": [
        {"key": "hof", "plan": "mpi", "contact": "erika", "internal_note": "Bitte anrufen."},
        {"key": "netz", "plan": "mpi"},
    ],
    "entries": [
        {
            "key": "2018.hof",
            "edition": "2018",
            "measure": "hof",
            "title": "Gewerbehof",
            "promise": "=Ein Hof:\n\n  - mit „Anführung“\n  - und # Zeichen",
            "field": "2018.1",
            "topic": "2018.1.1",
            "lines": ("2018.digital",),
            "goals": ("2018.g1",),
            "begins": "2018-H1",
            "ends": "2020/2021",
            "planned": Decimal("1200000.50"),
            "district": "11001001",
            "latitude": 52.520006599,
            "longitude": 13.4,
            "lighthouse": True,
        },
        {"key": "2018.netz", "edition": "2018", "measure": "netz", "title": "Energienetz", "position": 2},
        {"key": "2022.netz", "edition": "2022", "measure": "netz", "title": "Energienetz II", "topic": "2022.1.1"},
    ],
    "responsibilities": [
        {"key": "2018.hof.haus", "entry": "2018.hof", "institution": "haus", "role": "lead"},
        {"key": "2018.hof.werk", "entry": "2018.hof", "institution": "werk", "role": "partner"},
    ],
    "milestones": [{"key": "2018.hof.m1", "entry": "2018.hof", "title": "Baubeginn", "due": "2019-Q3"}],
    "statuses": [
        {"key": "hof.s1", "measure": "hof", "when": "2019-06-21", "stage": "under_way", "light": "at_risk"},
        {"key": "netz.s1", "measure": "netz", "when": "2020", "stage": "unknown", "author_institution": "senat"},
    ],
    "funding": [{"key": "hof.f1", "measure": "hof", "when": "2019", "planned": Decimal(5), "secured": Decimal("2.5")}],
    "crosswalks": [{"key": "x1", "old_field": "2018.1", "new_field": "2022.1"}],
    "fates": [
        {"key": "fn", "old_entry": "2018.netz", "new_entry": "2022.netz", "kind": "continued"},
        {"key": "fh", "old_entry": "2018.hof", "kind": "completed", "reason": "Der Hof steht."},
    ],
    "events": [{"key": "e1", "plan": "mpi", "kind": "meeting", "when": "2019-05", "title": "Steuerungskreis"}],
    "indicators": [
        {
            "key": "betriebe",
            "title": "Betriebe",
            "unit": "Anzahl",
            "polarity": "up",
            "origin": "official",
            "topics": ("2018.1.1", "2022.1.1"),
        }
    ],
    "observations": [
        {"key": "b.2019", "indicator": "betriebe", "period": "2019", "value": Decimal("1234.5678"), "vintage": "2020"},
        {"key": "b.2020", "indicator": "betriebe", "period": "2020", "sign": "secret"},
    ],
    "targets": [{"key": "z1", "indicator": "betriebe", "kind": "point", "value": Decimal(1500), "due": "2025"}],
    "measure_indicators": [{"key": "hb", "measure": "hof", "indicator": "betriebe", "role": "progress"}],
    "papers": [
        {"key": "p1", "title": "Leitbild", "body": "Land Hessen", "previous": "p3"},
        {"key": "p2", "title": "Leitbild, erste Fassung", "body": "Land Hessen"},
        {"key": "p3", "title": "Leitbild, zweite Fassung", "body": "Land Hessen", "previous": "p2"},
    ],
    "demands": [
        {"key": "d1", "paper": "p1", "text": "Mehr Lehrstellen"},
        {"key": "d2", "paper": "p1", "text": "Mehr Gleise bis 2030", "page": 4, "start": 40_000, "end": 40_020,
         "figures": '{"kind": "date", "text": "bis 2030", "value": "2030"}', "deadline": "2030"},
    ],
    "answers": [
        {"key": "d2.nein", "demand": "d2", "outcome": "rejected", "on": date(2019, 3, 1), "reason": "Kein Geld"},
        {"key": "d2.ja", "demand": "d2", "outcome": "adopted", "on": date(2020, 1, 2), "measure": "hof", "public": True,
         "sources": ("quelle",)},
    ],
    "adoptions": [
        {"key": "u1", "paper": "p1", "demand": "d2", "quotation": "Mehr Gleise", "verdict": "adapt",
         "reason": "Kürzer.", "decided_on": date(2020, 1, 2), "measure": "hof", "page": 4, "start": 40_000,
         "end": 40_011, "sources": ("quelle",)},
        {"key": "u2", "paper": "p3", "quotation": "Sonst\nnichts", "verdict": "reject", "reason": "Zu teuer.",
         "decided_on": date(2020, 1, 3), "page": 0, "start": 7, "end": 19},
    ],
    "statements": [
        {"key": "a1", "subject_kind": "measure", "subject_key": "hof", "aspect": "groesse", "title": "Größe",
         "value": Decimal(3)}
    ],
}  # fmt: skip


def dataset(tables: Mapping[str, list[Row]] = PLAN) -> Dataset:
    """Full rows from rows that say only what matters."""
    made = Dataset()
    for name, rows in tables.items():
        for row in rows:
            made.rows(name)[str(row["key"])] = default_row(BY_NAME[name]) | row
    return made.ordered()


def dataset_of(incoming: Incoming) -> Dataset:
    made = Dataset()
    for row in incoming.rows:
        made.rows(row.table.name)[row.key] = row.values
    return made


def stored(tables: Mapping[str, list[Row]] = PLAN) -> Stored:
    return Stored(dataset(tables), Dataset())


def package(folder: Path, tables: Mapping[str, list[Row]] = PLAN) -> Path:
    write_package(dataset(tables), folder)
    return folder


def workbook() -> BytesIO:
    """The sample plan as a workbook."""
    return BytesIO(_workbook())


@cache
def _workbook() -> bytes:
    file = BytesIO()
    write_workbook(dataset(), file)
    return file.getvalue()


class Excel:
    """The workbook as someone changes it: cells by sheet, key and column, saved by another program."""

    def __init__(self, file: BytesIO) -> None:
        self.book = openpyxl.load_workbook(file)

    def cell(self, table: str, key: str, column: str) -> Any:
        sheet = self.sheet(table)
        row = next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, 1).value == key)
        return sheet.cell(row, self.column(table, column))

    def sheet(self, table: str) -> Any:
        return self.book[BY_NAME[table].sheet]

    def column(self, table: str, name: str) -> int:
        return next(cell.column for cell in self.sheet(table)[1] if cell.value == name)

    def change(self, table: str, key: str, column: str, value: object) -> "Excel":
        self.cell(table, key, column).value = value
        return self

    def add(self, table: str, **values: object) -> "Excel":
        sheet = self.sheet(table)
        row = sheet.max_row + 1
        for name, value in values.items():
            sheet.cell(row, self.column(table, name)).value = value
        return self

    def remove(self, table: str, key: str) -> "Excel":
        return self.change(table, key, "~remove", "x")

    def save(self) -> BytesIO:
        file = BytesIO()
        self.book.save(file)
        file.seek(0)
        return file

    def read(self) -> Incoming:
        return read_workbook(self.save())

    def plan(self, here: Stored | None = None) -> ImportPlan:
        return plan_import(self.read(), here or stored())


def excel() -> Excel:
    return Excel(workbook())


def read_texts(folder: Path, **files: str) -> Incoming:
    """Read a package that consists of these texts; ``package.yaml`` is added."""
    folder.mkdir(exist_ok=True)
    (folder / "package.yaml").write_text("format: leitstand-package/2\n", encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_package(folder)


def told(incoming: Incoming) -> list[str]:
    return [str(problem) for problem in incoming.problems]


# Any dataset of valid values

keys = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
partials = st.sampled_from(["2012", "2015/2016", "2012-H1", "2012-Q3", "2012-06", "2012-06-21", "1899-12-31"])


def _is_valid(column: Column, text: str) -> bool:
    try:
        return bool(text.strip()) and from_text(column, text) == text
    except Unreadable:
        return False


def texts(column: Column) -> st.SearchStrategy[str]:
    kind = type(column.django_field).__name__
    if kind == "URLField":
        return st.just("https://example.org/ä?b=1#c")
    if kind == "EmailField":
        return st.just("wer@example.org")
    awkward = st.sampled_from(
        ["=1+1", "2012-06", "no", "null", "~", "_x0041_", "a\r\nb", "\n a", "a\n", "  a\tb ", "'", '"', "1,5", "- a: b"]
    )
    anything = st.text(st.characters(codec="utf-8"), min_size=1, max_size=min(column.max_length or 40, 40))
    return st.one_of(awkward, anything).filter(lambda text: _is_valid(column, text))


def column_values(column: Column) -> st.SearchStrategy[Any]:
    if column.kind == "text":
        filled = texts(column)
        return filled if column.required or column.default else st.one_of(st.just(""), filled)
    if column.kind == "decimal":
        places = column.django_field.decimal_places
        number = st.decimals(-(10**12), 10**12, places=places).map(lambda d: Decimal(format(d.normalize(), "f")))
        return st.one_of(st.none(), number)
    strategies: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.integers(0, 32_767),
        "figures": st.sampled_from(["", '{"text": "bis 2030"}', '{"kind": "date", "text": "ä\\n|"}\n{"text": "1 %"}']),
        "float": st.one_of(st.none(), st.floats(-90, 90)),
        "yes_no": st.booleans(),
        "day": st.dates(date(1800, 1, 1), date(2200, 1, 1)),
        "partial": partials,
        "choice": st.sampled_from([code for code, _label in column.choices] or [""]),
        "reference": keys,
        "references": st.lists(keys, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    }
    return strategies[column.kind]


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Datasets whose values are valid one by one; references may lead nowhere, as far as files care."""
    made = Dataset()
    for table in draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=4, unique=True)):
        for key in draw(st.lists(keys, min_size=1, max_size=3, unique=True)):
            row = {column.name: draw(column_values(column)) for column in table.columns if column.name != "key"}
            if table.name == "measures":
                row["internal_note"] = "sagt etwas"  # a measure that says nothing is left out of packages
            made.rows(table.name)[key] = {"key": key, **row}
    return made.ordered()
