"""Reading the package: YAML files into rows, with the line of everything.

``package.yaml`` must name the format. A file may hold the list of any table; the order of files and
rows does not matter. ``stand.yaml`` may be missing: then nothing counts as a conflict.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitstand.domain.exchange.dataset import default_row
from leitstand.domain.exchange.incoming import Incoming, IncomingRow, Place, forget_new_columns, make_keys
from leitstand.domain.exchange.tables import BY_NAME, FORMAT, FORMER, HEAD, PARTS, STAND, TABLES, Table, children_of
from leitstand.domain.exchange.values import Unreadable, Value, empty, from_text, from_texts, nearest
from leitstand.domain.exchange.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose

MAX_FILE = 30_000_000
MAX_FOLDER = 60_000_000
MAX_FILES = 200
REMOVE = "remove"
"""A row that says ``remove: true`` is removed by the import."""


def read_package(folder: Path, name: str = "") -> Incoming:
    """Read a package. Whatever is wrong with it is listed in the result's ``problems``."""
    incoming = Incoming(name or folder.name)
    texts = _texts(folder, incoming)
    if HEAD not in texts and not incoming.problems:
        incoming.complain(
            Place(incoming.name), f"Die Datei {HEAD} fehlt.", "Bitte den Ordner eines Planpakets angeben."
        )
    marks: dict[str, dict[str, str]] = {}
    former = False
    for name, text in texts.items():
        try:
            root = compose(text)
        except YamlFault as fault:
            incoming.complain(Place(name, row=fault.line), fault.reason, fault.cure)
            continue
        if name == HEAD:
            former = _format(root, incoming) == FORMER
        elif name == STAND:
            marks = _read_stand(root)
        else:
            _Rows(name, incoming).file(root)
    if former:
        forget_new_columns(incoming.rows)
    for row in incoming.rows:
        row.fingerprint = marks.get(row.table.name, {}).get(row.key, "")
    return incoming


def _texts(folder: Path, incoming: Incoming) -> dict[str, str]:
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
    sizes = [path.stat().st_size for path in paths]
    if len(paths) > MAX_FILES or sum(sizes) > MAX_FOLDER:
        limit = f"Erlaubt sind {MAX_FILES} Dateien mit zusammen {MAX_FOLDER // 1_000_000} MB."
        incoming.complain(Place(incoming.name), "Das Planpaket ist zu groß.", limit)
        return {}
    texts = {}
    for path, size in zip(paths, sizes, strict=True):
        text = _text(path, size, incoming)
        if text is not None:
            texts[path.name] = text
    return texts


def _text(path: Path, size: int, incoming: Incoming) -> str | None:
    place = Place(path.name)
    if not _is_known(path.name):
        known = [HEAD, STAND, *(f"{part}.yaml" for part in PARTS)]
        incoming.complain(
            place,
            f"Diese Datei gehört nicht zu einem Planpaket.{nearest(path.name, known)}",
            "Bitte sie umbenennen oder aus dem Ordner nehmen.",
        )
    elif size > MAX_FILE:
        incoming.complain(place, f"Die Datei ist größer als {MAX_FILE // 1_000_000} MB.", "Bitte sie aufteilen.")
    else:
        try:
            return path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            incoming.complain(
                Place(path.name, row=line),
                "Die Datei ist nicht in UTF-8 gespeichert.",
                "Bitte sie im Texteditor mit der Kodierung UTF-8 speichern.",
            )
    return None


def _is_known(name: str) -> bool:
    parts = {HEAD, STAND, *(f"{part}.yaml" for part in PARTS)}
    return name in parts or (name.startswith("edition-") and name.endswith(".yaml"))


def _format(root: Node, incoming: Incoming) -> str:
    said = {name.text: node for name, node in root.items} if isinstance(root, Mapping) else {}
    form = said.get("format")
    if not isinstance(form, Scalar) or form.text not in (FORMAT, FORMER):
        shown = f"„{form.text}“" if isinstance(form, Scalar) else "nichts"
        incoming.complain(
            Place(HEAD, row=form.line if form else 1, column="format"),
            f"Das Format ist {shown}, erwartet wird „{FORMAT}“.",
            "Bitte ein Planpaket dieses Formats verwenden.",
        )
    return form.text if isinstance(form, Scalar) else ""


def _read_stand(root: Node) -> dict[str, dict[str, str]]:
    """Fingerprints by table and key. What cannot be read is left out: it only serves comparison."""
    marks: dict[str, dict[str, str]] = {}
    said = {name.text: node for name, node in root.items} if isinstance(root, Mapping) else {}
    tables = said.get("fingerprints")
    for name, rows in tables.items if isinstance(tables, Mapping) else ():
        pairs = rows.items if isinstance(rows, Mapping) else []
        marks[name.text] = {key.text: mark.text for key, mark in pairs if isinstance(mark, Scalar)}
    return marks


class _Rows:
    """Turns the nodes of one file into rows."""

    def __init__(self, file: str, incoming: Incoming) -> None:
        self._file = file
        self._incoming = incoming

    def file(self, root: Node) -> None:
        if not isinstance(root, Mapping):
            self._complain(
                root.line, "", "Hier wird eine Liste mit Namen erwartet.", f"Zum Beispiel „{TABLES[0].name}:“."
            )
            return
        for name, node in root.items:
            if name.text in BY_NAME:
                self._table(BY_NAME[name.text], node, None)
            else:
                self._unknown(name, BY_NAME)

    def _table(self, table: Table, node: Node, parent: IncomingRow | None) -> None:
        if isinstance(node, Scalar) and node.says_nothing:
            return
        if not isinstance(node, Sequence):
            self._complain(
                node.line, table.name, "Hier wird eine Liste erwartet.", "Bitte jede Zeile mit „- “ beginnen."
            )
            return
        for item in node.items:
            if isinstance(item, Mapping):
                self._row(table, item, parent)
            else:
                self._complain(item.line, table.name, "Hier werden Angaben erwartet.", "Zum Beispiel „- key: …“.")

    def _row(self, table: Table, node: Mapping, parent: IncomingRow | None) -> None:
        row = IncomingRow(table, default_row(table), Place(self._file, row=node.line), {})
        if parent is not None:
            row.values[table.parent] = _parent_value(table, parent)
        known = {column.name: column for column in table.columns}
        children = {child.name: child for child in children_of(table.name)}
        lines: dict[str, tuple[str, int]] = {}
        sound, below = True, []
        for name, value in node.items:
            lines[name.text] = (name.text, name.line)
            if name.text in children:
                below.append((children[name.text], value))
            elif name.text == REMOVE:
                row.remove = isinstance(value, Scalar) and value.text.lower() in ("true", "yes", "ja", "x")
            elif name.text not in known:
                self._unknown(name, [*known, *children])
                sound = False
            elif parent is not None and name.text == table.parent:
                self._complain(
                    name.line,
                    name.text,
                    "Die Angabe ergibt sich schon aus der Verschachtelung.",
                    "Bitte sie entfernen.",
                )
                sound = False
            else:
                sound &= self._value(row, name, value)
        row.columns = lines
        make_keys(row)
        if sound:
            self._incoming.rows.append(row)
        else:
            self._incoming.leave_out(row)
        for child, value in below:
            self._table(child, value, row)

    def _value(self, row: IncomingRow, name: Scalar, node: Node) -> bool:
        column = row.table.column(name.text)
        try:
            row.values[column.name] = _read(column, node)
        except Unreadable as error:
            self._complain(node.line, name.text, error.reason, error.cure)
            return False
        return True

    def _unknown(self, name: Scalar, known: Any) -> None:
        self._complain(
            name.line,
            name.text,
            f"„{name.text}“ ist hier nicht bekannt.{nearest(name.text, known)}",
            "Bitte die Angabe umbenennen oder entfernen.",
        )

    def _complain(self, line: int, column: str, reason: str, cure: str) -> None:
        self._incoming.complain(Place(self._file, row=line, column=column), reason, cure)


def _parent_value(table: Table, parent: IncomingRow) -> Value:
    if table.column(table.parent).refers_to == table.nested_in:
        return parent.key
    return parent.values.get(table.parent)


def _read(column: Any, node: Node) -> Value:
    if isinstance(node, Scalar):
        return empty(column) if node.says_nothing else from_text(column, node.text)
    if isinstance(node, Sequence) and column.kind == "references":
        return from_texts(column, _keys(node))
    raise Unreadable("Hier wird ein einzelner Wert erwartet.", "Bitte die Einrückung prüfen.")


def _keys(node: Sequence) -> Iterator[str]:
    for item in node.items:
        if not isinstance(item, Scalar):
            raise Unreadable("In der Liste steht etwas anderes als ein Kennzeichen.", "Bitte die Einrückung prüfen.")
        yield item.text
