"""Seconds from ``make start`` in a fresh clone to the first page, on a warm package cache; then again.

The floor of the first start is making an empty environment; of the second, Python importing Django.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.measuring import seconds, table

ROOT = Path(__file__).resolve().parent.parent
PORT = 8765


def first_page(clone: Path) -> float:
    """Seconds until the start page answers; the server is stopped afterwards."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LEITSTAND_", "DJANGO_"))}
    before = time.perf_counter()
    server = subprocess.Popen(
        ["make", "start"], cwd=clone, env=clean | {"PORT": str(PORT)}, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - before < 300:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=30) as answer:
                    answer.read()
                    return time.perf_counter() - before
            except OSError:
                time.sleep(0.1)
        raise SystemExit("no page within 300 seconds")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=20)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        empty = seconds(lambda: subprocess.run([sys.executable, "-m", "venv", f"{folder}/empty"], check=True))
        first = first_page(clone)
        second = first_page(clone)
        imports = "import django.db.models, django.core.handlers.wsgi"
        django = seconds(lambda: subprocess.run([sys.executable, "-c", imports], check=True))
    rows = [("first start", first, empty, first / empty), ("second start", second, django, second / django)]
    table(("", "seconds", "floor", "times floor"), rows)


if __name__ == "__main__":
    main()
