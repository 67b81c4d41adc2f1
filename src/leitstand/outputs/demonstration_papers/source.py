"""The invented papers as they are written: a head in YAML, then text in a few plain marks.

``## `` and ``### `` are headings, ``- `` and ``1. `` items, ``| … |`` rows of a table (the first is its head),
``> `` a box beside the text (its first line is the title), ``^[…]`` a footnote, ``**…**`` strong words. What
stands between ``::: scan`` and ``:::`` reaches the paper as a picture of a page, as if it had been scanned.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "packages" / "vorfuehrpapiere"
LABEL = "Vorführpapier – erfunden"
NOTICE = "Dieses Papier ist erfunden. Es dient nur der Vorführung. Herausgeber, Orte, Zahlen und Zusagen gibt es nicht."
Layout = Literal["one", "two", "side"]
Kind = Literal["heading", "paragraph", "items", "numbers", "table", "box", "scan"]
INLINE = re.compile(r"\^\[(?P<note>[^\]]+)\]|\*\*(?P<strong>[^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of a line: plain text, ``strong`` words, or a ``note`` at its place."""

    kind: Literal["text", "strong", "note"]
    text: str


Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """``lines`` are one paragraph, or the items, or a box's title and paragraphs; ``rows`` those of a table."""

    kind: Kind
    level: int = 0
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    inner: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One invented paper. ``published`` is a partial date; ``previous`` is the key of its former edition."""

    key: str
    title: str
    subtitle: str
    body: str
    land: str
    kind: str
    published: str
    media: Literal["pdf", "docx", "odt", "html"]
    blocks: tuple[Block, ...]
    layout: Layout = "one"
    font: Literal["sans", "serif", "modern"] = "serif"
    previous: str = ""
    place: str = ""
    sheet: Literal["a4", "landscape"] = "a4"

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.key}.{self.media}"


def sources(folder: Path = FOLDER) -> tuple[Source, ...]:
    """All invented papers; a former edition comes before its later one. Raises ``ValueError`` on a broken head."""
    found = [parsed(path) for path in sorted(folder.glob("*.md"))]
    return tuple(sorted(found, key=lambda one: (one.previous != "", one.key)))


def parsed(path: Path) -> Source:
    """One paper from its file, whose name is its key."""
    _, head, text = path.read_text("utf-8").split("---\n", 2)
    return Source(key=path.stem, blocks=tuple(_blocks(text.split("\n"))), **yaml.safe_load(head))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    waiting = list(lines)
    while waiting:
        if not waiting[0].strip():
            waiting.pop(0)
        elif waiting[0] == "::: scan":
            end = waiting.index(":::")
            yield Block("scan", inner=tuple(_blocks(waiting[1:end])))
            del waiting[: end + 1]
        else:
            yield _block(_taken(waiting))


def _taken(waiting: list[str]) -> list[str]:
    """The lines up to the next empty one, taken from ``waiting``."""
    taken = []
    while waiting and waiting[0].strip():
        taken.append(waiting.pop(0))
    return taken


def _block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("#"):
        marks, _, title = first.partition(" ")
        return Block("heading", len(marks) - 1, (_line(title),))
    if first.startswith("|"):
        return Block("table", rows=tuple(tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in lines))
    if first.startswith("> "):
        return Block("box", lines=tuple(_line(line.removeprefix("> ")) for line in lines))
    if first.startswith("- "):
        return Block("items", lines=_items(lines, r"- "))
    if re.match(r"\d+\. ", first):
        return Block("numbers", lines=_items(lines, r"\d+\. "))
    return Block("paragraph", lines=(_line(" ".join(lines)),))


def _items(lines: list[str], mark: str) -> tuple[Line, ...]:
    joined = re.split(rf"\n(?={mark})", "\n".join(lines))
    return tuple(_line(re.sub(rf"^{mark}", "", item).replace("\n", " ")) for item in joined)


def _line(text: str) -> Line:
    return tuple(_inlines(text))


def _inlines(text: str) -> Iterator[Inline]:
    place = 0
    for found in INLINE.finditer(text):
        if found.start() > place:
            yield Inline("text", text[place : found.start()])
        note = found["note"]
        yield Inline("note", note) if note else Inline("strong", found["strong"])
        place = found.end()
    if place < len(text):
        yield Inline("text", text[place:])
