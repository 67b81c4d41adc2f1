"""The process that waits for files to read, with the readers already loaded.

Loading them takes as long as reading ten pages. So one process of few rights does it once and for each file makes
a copy of itself, the reader, and a watcher, which ends the reader and whatever it started when its time is up or
nobody wants the answer any more. A reader sees one file and never the next,
so that what a file does in it harms no other. Without orders for a minute the process ends.
"""

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leitstand.domain.papers.reading.opening import read_within
from leitstand.domain.papers.reading.picturing import picture
from leitstand.domain.papers.reading.shape import Limits, ReadText, Unreadable

ORDER = struct.Struct("!I")
"""An order is the seconds it may take, and with it the files for the order, the answer, complaints and the end."""
FILES = 4
IDLE = 60.0
MOST_ANSWER = 600_000_000
_OPEN: list[ExitStack] = []


def main() -> None:
    orders = _taken_from_input()
    orders.settimeout(IDLE)
    # A reader lives for one file, within limits: looking for garbage costs more than it brings.
    gc.disable()
    while _busy_or_told(orders):
        pass
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    # Taking down what was loaded takes as long as a page or two.
    os._exit(0)


def _taken_from_input() -> socket.socket:
    """The socket given as standard input, which then is free for a reader's order."""
    orders = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return orders


def _busy_or_told(orders: socket.socket) -> bool:
    """Take the next order; false where there will be none."""
    try:
        said, files, _flags, _address = socket.recv_fds(orders, ORDER.size, FILES)
    except TimeoutError:
        return _reading()
    if len(said) < ORDER.size or len(files) < FILES:
        return False
    _reading()
    if os.fork() == 0:
        orders.close()
        _watch(ORDER.unpack(said)[0], files)
        os._exit(0)
    for file in files:
        os.close(file)
    return True


def _reading() -> bool:
    """Whether a file is being read; watchers that are done are let go."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def _watch(seconds: int, files: Sequence[int]) -> None:
    """Have the order read and tell how the reader ended: its exit code, less than 0 for a signal, null for time."""
    order, answer, complaints, told = files
    ended, held = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.setpgid(0, 0)
        for place, file in enumerate((order, answer, complaints)):
            os.dup2(file, place)
        for file in (*files, ended):
            os.close(file)
        _read_and_end()
    os.close(held)
    with contextlib.suppress(OSError):
        os.setpgid(reader, reader)
    # The pipe ends with the reader that holds it; the other one with whoever asked.
    waiting = select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.register(told, 0)
    seen = [file for file, _event in waiting.poll(1000 * seconds)]
    with contextlib.suppress(ProcessLookupError):
        os.killpg(reader, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1])
    with contextlib.suppress(BrokenPipeError):
        os.write(told, json.dumps(status if ended in seen else None).encode())


def _read_and_end() -> None:
    """Answer the order on standard input; the process ends at once, as taking everything down takes its time."""
    code = 1
    try:
        order = json.loads(sys.stdin.buffer.read())
        _confine(Limits(**order["limits"]))
        sys.stdout.buffer.write(_picture(order) if "page" in order else _text(order))
        sys.stdout.buffer.flush()
        code = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _confine(limits: Limits) -> None:
    memory = limits.memory_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_ANSWER, MOST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _text(order: dict[str, Any]) -> bytes:
    # What is opened is not closed, and kept lest letting go of it close it: ending with the process is faster.
    _OPEN.append(opened := ExitStack())
    try:
        found = read_within(opened, Path(order["path"]), order["name"], Limits(**order["limits"]))
    except Unreadable as error:
        return json.dumps({"unreadable": str(error)}).encode()
    except MemoryError:
        return json.dumps({"memory": True}).encode()
    return json.dumps(_told(found)).encode()


def _told(found: ReadText) -> dict[str, Any]:
    """A text for another process: of a passage its place only, and what many share (the headings above) once."""
    outlines: dict[tuple[str, ...], int] = {}
    pages = [[one.number, one.kind, one.width, one.height, one.content] for one in found.pages]
    passages = [
        [one.page, one.start, one.end, one.kind, one.level, outlines.setdefault(one.outline, len(outlines)), one.boxes]
        for one in found.passages
    ]
    return {
        "media": found.media, "reader": found.reader, "guess": asdict(found.guess), "pages": pages,
        "outlines": list(outlines), "passages": passages,
    }  # fmt: skip


def _picture(order: dict[str, Any]) -> bytes:
    try:
        return picture(Path(order["path"]), order["page"], order["boxes"])
    except Unreadable as error:
        return json.dumps({"unreadable": str(error)}).encode()
    except MemoryError:
        return json.dumps({"memory": True}).encode()
