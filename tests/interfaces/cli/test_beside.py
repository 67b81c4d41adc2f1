"""The worker beside the server: begun anew when it is killed, not too often, and ended with the server."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leitstand.interfaces.cli import beside
from leitstand.interfaces.cli.beside import Beside

PROC = Path("/proc")
SLEEPER = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-S", "-uc", "import signal, time; signal.signal(15, lambda *_: None); time.sleep(60)"]
QUICK = [sys.executable, "-S", "-c", ""]


@pytest.fixture
def started() -> Iterator[Callable[[list[str]], Beside]]:
    made: list[Beside] = []

    def start(command: list[str]) -> Beside:
        made.append(Beside(command, os.environ))
        return made[-1]

    yield start
    for one in made:
        one._process.kill()
        one._process.wait()


def test_killed_process_is_begun_anew_and_logged(started: Any, monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(beside, "PAUSE", 0.0)
    one = started(SLEEPER)
    killed = one._process.pid
    os.kill(killed, signal.SIGKILL)
    one._process.wait()
    one.keep()
    assert (one._process.pid != killed, one._process.poll()) == (True, None)
    assert caplog.messages == [f"process {killed} beside the server ended; begun anew as process {one._process.pid}"]


def test_process_that_ends_at_once_is_not_begun_anew_at_once(started: Any) -> None:
    one = started(QUICK)
    ended = one._process.pid
    one._process.wait()
    one.keep()
    assert one._process.pid == ended


def test_running_process_is_left_alone(started: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(beside, "PAUSE", 0.0)
    one = started(SLEEPER)
    running = one._process.pid
    one.keep()
    assert one._process.pid == running


def test_process_that_cannot_be_begun_anew_leaves_the_server_going(started: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(beside, "PAUSE", 0.0)
    one = started(QUICK)
    one._process.wait()
    one._command = ["/gibt/es/nicht"]
    one.keep()
    assert one._process.poll() == 0


def test_process_that_does_not_finish_is_ended(started: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.1)
    one = started(STUBBORN)
    one.end()
    assert one._process.poll() is not None


def _until(said: Callable[[], Any], process: subprocess.Popen[bytes], log: Path) -> Any:
    for _ in range(600):
        found = said()
        if found:
            return found
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _children(pid: int) -> dict[int, str]:
    """Process numbers of a process's children, with their command lines."""
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found[int(folder.name)] = (folder / "cmdline").read_text()
        except OSError:
            continue
    return found


@pytest.mark.skipif(not (PROC / "self" / "stat").exists(), reason="needs Linux' /proc to see the worker's number")
def test_server_begins_a_killed_worker_anew_and_ends_it_with_itself(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITSTAND_", "DJANGO_"))}
    environment = kept | {"LEITSTAND_DATA_DIR": str(tmp_path / "instance"), "LEITSTAND_PAPER_MEANING": "no"}
    environment.pop("TEST_DATABASE_URL", None)
    program, log = [sys.executable, "-m", "leitstand"], tmp_path / "log.txt"
    subprocess.run([*program, "init"], env=environment, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*program, "serve", "--port", str(port)], env=environment, stdout=output, stderr=output
        )

    def worker() -> int:
        return next((pid for pid, command in _children(server.pid).items() if command.endswith("\0work\0")), 0)

    try:
        first = _until(worker, server, log)
        os.kill(first, signal.SIGKILL)
        second = _until(lambda: worker() not in (0, first) and worker(), server, log)
        server.terminate()
        server.wait(timeout=20)
        assert f"process {first} beside the server ended; begun anew as process {second}" in log.read_text()
        assert not (PROC / str(second)).exists()
    finally:
        server.terminate()
        server.wait(timeout=20)
