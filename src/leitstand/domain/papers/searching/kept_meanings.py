"""What the topics mean, kept beside the instance: reading all their phrases takes several seconds of a processor.

One file for the texts of a topic, named by the model and these texts, so that nothing in it can grow old: a new
description has a new name. All of it may be deleted at any time, and where nothing can be written nothing is kept.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from django.conf import settings

from leitstand.domain.papers.searching.embedding import Embedder, Vectors

FOLDER = Path("cache") / "meanings"
MOST_FILES = 1_000
"""Above, the oldest go; a topic takes about 25 KB."""
MOST_HELD = 512

_held: dict[str, Vectors] = {}


def read_as_questions(model: Embedder, texts: Sequence[str]) -> Vectors:
    """One unit vector per text, float32; from memory, from the file, else read and kept."""
    name = hashlib.sha256(repr((model.model, tuple(texts))).encode()).hexdigest()
    if name not in _held:
        if len(_held) >= MOST_HELD:
            _held.clear()
        found = _on_file(name, len(texts))
        _held[name] = _fresh(model, texts, name) if found is None else found
    return _held[name]


def _on_file(name: str, count: int) -> Vectors | None:
    """What was kept; none if there is none, or if the file is no good."""
    try:
        vectors = np.load(_path(name), allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    good = vectors.dtype == np.float32 and vectors.ndim == 2 and len(vectors) == count
    return vectors if good else None


def _fresh(model: Embedder, texts: Sequence[str], name: str) -> Vectors:
    vectors: Vectors = np.stack([model.query(text) for text in texts])
    with suppress(OSError):
        _keep(_path(name), vectors)
    return vectors


def _path(name: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / f"{name}.npy"


def _keep(path: Path, vectors: Vectors) -> None:
    """Whole or not at all: another process may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    with half.open("wb") as file:
        np.save(file, vectors)
    half.replace(path)
    _clear(path.parent)


def _clear(folder: Path) -> None:
    files = sorted(folder.glob("*.npy"), key=lambda path: path.stat().st_mtime)
    for old in files[:-MOST_FILES]:
        old.unlink(missing_ok=True)
