"""Handing a file to the waiting process (``waiting``), which is started when it is needed and kept for the next."""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import IO

# Loading makes no garbage worth looking for.
START = "import gc; gc.disable(); from leitstand.domain.papers.reading.waiting import main; main()"
LATE = 15
"""Seconds beyond a file's own after which the watcher itself is given up."""
_KEPT_NAMES = ("PATH", "LANG", "TMPDIR", "HOME", "PYTHONPATH")
_ALONE = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "PYTHONWARNINGS": "ignore",
    # Fonts take hundreds of megabytes in little pieces: memory by the two megabytes saves asking for each page.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of an order: the answer, complaints, and how the reader ended (null where its time was up)."""

    answer: bytes
    complaints: bytes
    code: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The process, and where it takes orders."""

    process: subprocess.Popen[bytes]
    orders: socket.socket


_kept: list[Waiting] = []
_leaving: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def ask(order: bytes, seconds: int) -> Ended:
    """Have an order carried out. Without a word from the process (it just ended, or was killed) by another one."""
    with tempfile.TemporaryFile() as ordered:
        ordered.write(order)
        for _attempt in range(2):
            ordered.seek(0)
            with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
                said = _handed_over((ordered, answer, complaints), seconds)
                if said is None:
                    let_go(patience=0)
                    continue
                answer.seek(0)
                complaints.seek(0)
                return Ended(answer.read(), complaints.read(), json.loads(said))
    return Ended(b"", b"", -signal.SIGKILL)


def _handed_over(files: tuple[IO[bytes], ...], seconds: int) -> bytes | None:
    """What the watcher says in the end, if it says anything."""
    ending, told = os.pipe()
    try:
        try:
            handles = [file.fileno() for file in files]
            socket.send_fds(kept().orders, [struct.pack("!I", seconds)], [*handles, told])
        except OSError:
            return None
        finally:
            os.close(told)
        waiting = select.poll()
        waiting.register(ending, select.POLLIN)
        return (os.read(ending, 100) or None) if waiting.poll(1000 * (seconds + LATE)) else b"null"
    finally:
        os.close(ending)


def kept() -> Waiting:
    """The waiting process of this one, started if there is none."""
    with _lock:
        if not _kept:
            _kept.append(_started())
        return _kept[0]


def _started() -> Waiting:
    """The process inherits nothing but its end of the socket and what it needs to find its programs."""
    ours, theirs = socket.socketpair()
    kept = {name: os.environ[name] for name in _KEPT_NAMES if name in os.environ}
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - this very program, the file's name goes in as data
            [sys.executable, "-c", START], stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=kept | _ALONE, start_new_session=True,
        )  # fmt: skip
    return Waiting(process, ours)


@atexit.register
def let_go(patience: float = 5) -> None:
    """Have the waiting process end after the files it is reading, and wait so many seconds for that.

    The next order starts another.
    """
    with _lock:
        for one in _kept:
            one.orders.close()
            _leaving.append(one.process)
        _kept.clear()
        with contextlib.suppress(subprocess.TimeoutExpired):
            for process in _leaving:
                process.wait(timeout=patience)
        _leaving[:] = [process for process in _leaving if process.poll() is None]


def _forget() -> None:
    """A process that was forked from one which kept another does not use it, and must not wait for it."""
    global _lock
    _lock = threading.Lock()
    for one in _kept:
        one.orders.close()
    for process in [*_leaving, *(one.process for one in _kept)]:
        process.returncode = 0
    _kept.clear()
    _leaving.clear()


os.register_at_fork(after_in_child=_forget)
