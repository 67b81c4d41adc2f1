"""Reading in a process of its own: what a file does there can cost its own reading and nothing else.

The process may use so much memory and so many seconds, writes nothing but its answer, and is ended with
whatever it started when its time is up. The answer is JSON: nothing in it is ever run.
"""

import json
import signal
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leitstand.domain.papers.reading.asking import ask
from leitstand.domain.papers.reading.shape import Box, Guess, Kind, Limits, PageText, PassageText, ReadText, Unreadable
from leitstand.foundation.waste import keeping_everything

PNG = b"\x89PNG"
_TIME = "Das Lesen hat länger als {seconds} Sekunden gedauert und wurde beendet."
_MEMORY = "Das Lesen hat mehr als {megabytes} MB Speicher gebraucht und wurde beendet."
_BROKEN = "Die Datei konnte nicht gelesen werden; sie ist vermutlich beschädigt."


def read_apart(path: Path, name: str, limits: Limits = Limits()) -> ReadText:  # noqa: B008 - frozen, so safe to share
    """``read`` in a process of its own. Raises ``Unreadable`` also where time or memory ran out."""
    return _understood(_asked({"path": str(path.absolute()), "name": name, "limits": asdict(limits)}, limits), limits)


def picture_apart(path: Path, page: int, boxes: Sequence[Box], limits: Limits = Limits()) -> bytes:  # noqa: B008 - frozen
    """A page of a PDF as PNG with the boxes marked, drawn in a process of its own. Raises ``Unreadable``."""
    order = {
        "path": str(path.absolute()),
        "page": page,
        "boxes": [list(box) for box in boxes],
        "limits": asdict(limits),
    }
    said = _asked(order, limits)
    if said.startswith(PNG):
        return said
    _understood(said, limits)
    raise Unreadable(_BROKEN)


def _asked(order: dict[str, Any], limits: Limits) -> bytes:
    ended = ask(json.dumps(order).encode(), limits.seconds)
    if ended.code is None or ended.code == -signal.SIGXCPU:
        raise Unreadable(_TIME.format(seconds=limits.seconds))
    if not ended.answer and (ended.code == -signal.SIGKILL or b"MemoryError" in ended.complaints):
        raise Unreadable(_MEMORY.format(megabytes=limits.memory_megabytes))
    return ended.answer


@keeping_everything()
def _understood(said: bytes, limits: Limits) -> ReadText:
    try:
        told: dict[str, Any] = json.loads(said)
    except ValueError:
        raise Unreadable(_BROKEN) from None
    if "unreadable" in told:
        raise Unreadable(told["unreadable"])
    if "memory" in told:
        raise Unreadable(_MEMORY.format(megabytes=limits.memory_megabytes))
    if "pages" not in told:
        raise Unreadable(_BROKEN)
    pages = tuple(PageText(*page) for page in told["pages"])
    contents = {page.number: page.content for page in pages}
    outlines = [tuple(outline) for outline in told["outlines"]]
    passages = tuple(_passage(contents, outlines, *passage) for passage in told["passages"])
    return ReadText(told["media"], told["reader"], pages, passages, Guess(**told["guess"]))


def _passage(
    contents: Mapping[int, str], outlines: Sequence[tuple[str, ...]],
    page: int, start: int, end: int, kind: Kind, level: int, outline: int, boxes: list[list[float]],
) -> PassageText:  # fmt: skip
    places = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in boxes)
    return PassageText(page, start, end, kind, level, outlines[outline], contents[page][start:end], places)
