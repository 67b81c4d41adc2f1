"""Who is at work: a job holds a lock of the operating system while it works, which ends with its process.

So that a job whose process was killed is told at once from one that takes long, on the machine where both
the worker and the pages run (they share the data folder).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold what is called ``name``; true if nobody else does. ``name`` is of letters, digits and hyphens."""
    place = Path(settings.DATA_DIR) / "tmp" / f"{name}.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as file:
        mine = _locked(file, place)
        try:
            yield mine
        finally:
            if mine:
                place.unlink()


def _locked(file: IO[str], place: Path) -> bool:
    """Whether the lock is ours; not on a file that its last holder has just removed."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
