"""Reading in a process of its own: what a file does there can cost its own reading and nothing else.

The process may use so much memory and so many seconds, writes nothing but its answer, and is ended with
whatever it started when its time is up. The answer is JSON: nothing in it is ever run.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from leitstand.domain.papers.reading.shape import Box, Guess, Kind, Limits, PageText, PassageText, ReadText, Unreadable

MODULE = "leitstand.domain.papers.reading.apart"
PNG = b"\x89PNG"
MOST_ANSWER = 600_000_000
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
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        ended = _run(json.dumps(order), answer, complaints, limits.seconds)
        answer.seek(0)
        complaints.seek(0)
        said = answer.read()
        if ended is None or ended == -signal.SIGXCPU:
            raise Unreadable(_TIME.format(seconds=limits.seconds))
        if not said and (ended == -signal.SIGKILL or b"MemoryError" in complaints.read()):
            raise Unreadable(_MEMORY.format(megabytes=limits.memory_megabytes))
        return said


def _run(order: str, answer: IO[bytes], complaints: IO[bytes], seconds: int) -> int | None:
    """How the process ended, or nothing if its time was up."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "HOME", "PYTHONPATH") if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - this very program, the file's name goes in as data
        [sys.executable, "-m", MODULE], stdin=subprocess.PIPE, stdout=answer, stderr=complaints,
        env=kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "PYTHONWARNINGS": "ignore"},
        start_new_session=True,
    )  # fmt: skip
    try:
        process.communicate(order.encode(), timeout=seconds)
        return process.returncode
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and all it started; it leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


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
    passages = tuple(_passage(*passage) for passage in told["passages"])
    return ReadText(told["media"], told["reader"], pages, passages, Guess(**told["guess"]))


def _passage(
    page: int, start: int, end: int, kind: Kind, level: int, outline: list[str], text: str, boxes: list[list[float]]
) -> PassageText:
    places = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in boxes)
    return PassageText(page, start, end, kind, level, tuple(outline), text, places)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    # Only here: the process that asks needs none of the readers.
    from leitstand.domain.papers.reading.opening import read

    try:
        found = read(Path(order["path"]), order["name"], Limits(**order["limits"]))
    except Unreadable as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"memory": True}
    pages = [[one.number, one.kind, one.width, one.height, one.content] for one in found.pages]
    passages = [
        [one.page, one.start, one.end, one.kind, one.level, one.outline, one.text, one.boxes] for one in found.passages
    ]
    return {
        "media": found.media, "reader": found.reader, "guess": asdict(found.guess),
        "pages": pages, "passages": passages,
    }  # fmt: skip


def _picture(order: dict[str, Any]) -> bytes:
    # Only here: the process that asks needs none of the readers.
    from leitstand.domain.papers.reading.picturing import picture

    try:
        return picture(Path(order["path"]), order["page"], order["boxes"])
    except Unreadable as error:
        return json.dumps({"unreadable": str(error)}).encode()
    except MemoryError:
        return json.dumps({"memory": True}).encode()


def _confine(limits: Limits) -> None:
    memory = limits.memory_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    _confine(Limits(**order["limits"]))
    said = _picture(order) if "page" in order else json.dumps(_answer(order)).encode()
    sys.stdout.buffer.write(said)


if __name__ == "__main__":
    main()
