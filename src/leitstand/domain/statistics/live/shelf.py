"""The last good answer to each question, on the disk, so that an office that is down leaves us with its last state.

One file holds one answer: a line of JSON, then the content. It appears under its name only when it is
complete, and is used only if its checksum still fits. The shelf has a size: the oldest answers go first.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

MAX_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with what the service said to recognise it by; ``updated`` is the office's own word, if any."""

    body: bytes = field(repr=False)
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""
    updated: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Shelf:
    """Answers by question; ``question`` is any text, and no part of it shows in a file name."""

    def __init__(self, folder: Path, limit: int = MAX_BYTES) -> None:
        self._folder, self._limit = folder, limit

    def _place(self, question: str) -> Path:
        return self._folder / f"{hashlib.sha256(question.encode()).hexdigest()}.answer"

    def get(self, question: str) -> Kept | None:
        """What was kept, or nothing if there is none or it was damaged."""
        try:
            with self._place(question).open("rb") as stream:
                said = json.loads(stream.readline())
                body = stream.read()
            fetched_at = datetime.fromisoformat(said["fetched_at"])
            kept = Kept(body, fetched_at, said["etag"], said["last_modified"], said["updated"])
            return kept if kept.sha256 == said["sha256"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, question: str, kept: Kept) -> None:
        """Keep an answer instead of the former one. Raises ``OSError`` if the disk does not take it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        said = {
            "fetched_at": kept.fetched_at.isoformat(),
            "etag": kept.etag,
            "last_modified": kept.last_modified,
            "updated": kept.updated,
            "sha256": kept.sha256,
        }
        handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(said).encode() + b"\n")
                file.write(kept.body)
            Path(temporary).replace(self._place(question))
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._tidy(self._place(question))

    def _tidy(self, newest: Path) -> None:
        known = sorted(self._folder.glob("*.answer"), key=lambda path: path.stat().st_mtime)
        size = sum(path.stat().st_size for path in known)
        for path in known:
            if size <= self._limit:
                return
            if path != newest:
                size -= path.stat().st_size
                path.unlink(missing_ok=True)
