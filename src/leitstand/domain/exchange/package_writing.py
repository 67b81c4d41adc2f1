"""Writing the package: a folder of YAML files that a person can read and compare line by line.

The files hold lists of rows, one list per table, with rows that belong to a row nested in it. What
is nested does not repeat its parent; what is empty or a default is left out. One content has one
text. ``stand.yaml`` keeps the fingerprint of each row, by which an import notices what was changed
on both sides.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from leitstand.domain.exchange.dataset import Dataset, fingerprint, implicit_measures, same
from leitstand.domain.exchange.tables import BY_NAME, FORMAT, HEAD, PARTS, STAND, TABLES, Table, children_of
from leitstand.domain.exchange.values import Row, Value, empty
from leitstand.foundation.errors import RuleBroken


class _Quoted(str):
    """A text in quotes, so that no other program takes it for a date."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # the C one if it is there
    def ignore_aliases(self, data: object) -> bool:
        return True


def _say_text(dumper: Any, text: str) -> Any:
    literal = "\n" in text and "\r" not in text and not text.startswith((" ", "\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if literal else None)


_Dumper.add_representer(str, _say_text)
_Dumper.add_representer(_Quoted, lambda d, text: d.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'))
_Dumper.add_representer(
    Decimal,
    lambda d, number: d.represent_scalar(
        "tag:yaml.org,2002:float" if number % 1 else "tag:yaml.org,2002:int", format(number.normalize(), "f")
    ),
)


def write_package(dataset: Dataset, folder: Path) -> None:
    """Write ``dataset`` into ``folder``, replacing the package that may be there.

    Raises ``RuleBroken`` if the folder holds something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / HEAD).exists():
        raise RuleBroken(f"Der Ordner „{folder.name}“ ist nicht leer und enthält kein Planpaket.", "folder-in-use")
    files = package_files(dataset)
    for path in folder.glob("*.yaml"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def package_files(dataset: Dataset) -> dict[str, str]:
    """The texts of all files of the package, by file name."""
    tree = _Tree(dataset)
    files = {HEAD: _head(dataset), STAND: _stand(dataset)}
    for part in PARTS:
        if part == "edition":
            continue
        content = tree.part(part)
        if content:
            files[f"{part}.yaml"] = _dump(content)
    for key, row in dataset.rows("editions").items():
        files[f"edition-{key}.yaml"] = _dump({"editions": [tree.row(BY_NAME["editions"], row)]})
    return files


def _dump(content: object) -> str:
    return str(
        yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=False)
    )


def _head(dataset: Dataset) -> str:
    titles = [str(row["title"]) for row in dataset.rows("plans").values()]
    return _dump({"format": FORMAT, "title": ", ".join(titles), "language": "de", "about": "Aus Leitstand exportiert."})


def _stand(dataset: Dataset) -> str:
    implicit = implicit_measures(dataset)
    marks: dict[str, dict[str, str]] = {}
    for table, key, row in dataset:
        if not (table.name == "measures" and key in implicit):
            marks.setdefault(table.name, {})[key] = _Quoted(fingerprint(table, row))
    return _dump({"format": FORMAT, "fingerprints": marks})


class _Tree:
    """Nests the rows of a dataset as the package does."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._implicit = implicit_measures(dataset)
        self._children: dict[tuple[str, str], list[Row]] = {}
        self._loose: dict[str, list[Row]] = {}
        first = self._first_entries()
        for table in TABLES:
            if table.nested_in:
                for row in dataset.rows(table.name).values():
                    parent = str(row[table.parent])
                    if table.column(table.parent).refers_to != table.nested_in:
                        parent = first.get(parent, "")
                    self._place(table, parent, row)

    def _first_entries(self) -> dict[str, str]:
        """For each measure the entry of the first edition that holds it."""
        first: dict[str, str] = {}
        for key, row in self._dataset.rows("entries").items():
            first.setdefault(str(row["measure"]), key)
        return first

    def _place(self, table: Table, parent: str, row: Row) -> None:
        if parent in self._dataset.rows(table.nested_in):
            self._children.setdefault((table.name, parent), []).append(row)
        else:
            self._loose.setdefault(table.name, []).append(row)

    def part(self, part: str) -> dict[str, Any]:
        """The content of one file; rows without a row to nest them in stand in ``plan.yaml``."""
        content: dict[str, Any] = {}
        for table in TABLES:
            rows: list[Row] = []
            if table.part == part and not table.nested_in:
                hidden = self._implicit if table.name == "measures" else set()
                rows = [row for key, row in self._dataset.rows(table.name).items() if key not in hidden]
            elif part == "plan":
                rows = self._loose.get(table.name, [])
            if rows:
                content[table.name] = [self.row(table, row, nested=False) for row in rows]
        return content

    def row(self, table: Table, row: Row, *, nested: bool = False) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column in table.columns:
            value = row[column.name]
            if (nested and column.name == table.parent) or same(value, empty(column)):
                continue
            said[column.name] = _said(column.kind, value)
        for child in children_of(table.name):
            rows = self._children.get((child.name, str(row["key"])), [])
            if rows:
                said[child.name] = [self.row(child, below, nested=True) for below in rows]
        return said


def _said(kind: str, value: Value) -> Any:
    if isinstance(value, date):
        return _Quoted(value.isoformat())
    if kind == "partial":
        return _Quoted(str(value))
    return list(value) if isinstance(value, tuple) else value
