"""YAML as a tree of nodes with line numbers, from events of the C parser.

Scalars stay the text that stands in the file; their column decides what it means, so ``2012-06``
needs no quotes and ``no`` is no trap. What a package does not need is refused: aliases and anchors
(with them a small file can swell to gigabytes), tags, several documents, deep nesting, repeated
keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from leitstand.foundation.finding import Finding

MAX_DEPTH = 12
MAX_NODES = 2_000_000
"""Values and names in one file: enough for ten thousand measures."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    text: str
    line: int
    quoted: bool = False

    @property
    def says_nothing(self) -> bool:
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(slots=True)
class Sequence:
    items: list["Node"]
    line: int


@dataclass(slots=True)
class Mapping:
    items: list[tuple[Scalar, "Node"]]
    line: int


Node = Scalar | Sequence | Mapping


class YamlFault(Finding):
    """The text is no YAML, or more than a package needs; ``line`` counts from 1."""

    def __init__(self, line: int, reason: str, cure: str) -> None:
        super().__init__(reason, cure)
        self.line = line


def compose(text: str) -> Node:
    """The document's root; an empty text gives an empty mapping. Raises ``YamlFault``."""
    try:
        events = _sober(yaml.parse(text, Loader=_Loader))
        first = next(events, None)
        if first is None:
            return Mapping([], 1)
        root = _node(first, events, 0)
        extra = next(events, None)
    except yaml.MarkedYAMLError as error:
        raise YamlFault(
            _line_of(error),
            f"Das ist kein gültiges YAML ({error.problem or 'unlesbar'}).",
            "Bitte Einrückung, Doppelpunkte und Anführungszeichen in dieser und der vorigen Zeile prüfen.",
        ) from None
    except yaml.YAMLError:
        raise YamlFault(1, "Die Datei enthält Zeichen, die YAML nicht erlaubt.", "Bitte sie neu schreiben.") from None
    if extra is not None:
        raise YamlFault(_line(extra), "Die Datei enthält mehrere Dokumente.", "Bitte die Zeile „---“ entfernen.")
    return root


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 1 if mark else 1


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark else 1


def _sober(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events of content, without those of streams and documents. Raises ``YamlFault``."""
    skipped = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    for count, event in enumerate(events):
        if isinstance(event, skipped):
            continue
        if count > MAX_NODES:
            raise YamlFault(_line(event), "Die Datei enthält zu viele Angaben.", "Bitte sie aufteilen.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault(
                _line(event), "Anker und Verweise (& und *) sind nicht erlaubt.", "Bitte den Inhalt ausschreiben."
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise YamlFault(_line(event), f"Die Typangabe „{tag}“ ist nicht erlaubt.", "Bitte sie entfernen.")
        yield event


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if depth > MAX_DEPTH:
        raise YamlFault(line, "Die Datei ist zu tief verschachtelt.", "Bitte die Einrückung prüfen.")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, line, bool(event.style))
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(list(_items(events, depth)), line)
    return Mapping(_pairs(events, depth), line)


def _items(events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, events, depth + 1)


def _pairs(events: Iterator[yaml.Event], depth: int) -> list[tuple[Scalar, Node]]:
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, int] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        name = _node(event, events, depth + 1)
        if not isinstance(name, Scalar):
            raise YamlFault(name.line, "Vor dem Doppelpunkt steht kein einfaches Wort.", "Bitte die Zeile prüfen.")
        if name.text in seen:
            raise YamlFault(
                name.line,
                f"„{name.text}“ steht hier zweimal, zuerst in Zeile {seen[name.text]}.",
                "Bitte eine der beiden Angaben entfernen.",
            )
        seen[name.text] = name.line
        pairs.append((name, _node(next(events), events, depth + 1)))
    return pairs
