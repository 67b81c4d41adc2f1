"""Keeping and reading files; checking that none was altered."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.models import StoredFile


def _place(sha256: str) -> Path:
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256


def store(content: bytes, content_type: str) -> StoredFile:
    """Keep ``content`` and return its row; the same content is kept only once.

    The file is written under a temporary name and renamed, so that no half file ever has a name.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(place)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "content_type": content_type}
    )
    return row


def store_path(path: Path, content_type: str) -> StoredFile:
    """Like ``store`` for a large file that lies on the disk already; it is copied piece by piece."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file, path.open("rb") as stream:
            shutil.copyfileobj(stream, file, 1 << 20)
        Path(temporary).replace(place)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": path.stat().st_size, "content_type": content_type}
    )
    return row


def path_of(stored: StoredFile) -> Path:
    """Where a stored file lies, for programs that read it by themselves. Raises ``NotFound`` if it is gone."""
    place = _place(stored.sha256)
    if not place.exists():
        raise NotFound("Die Datei fehlt im Dateispeicher. Bitte die Sicherung einspielen.")
    return place


def discard(stored: StoredFile) -> bool:
    """Remove a file for good, unless something refers to it; return whether it went."""
    place = _place(stored.sha256)
    try:
        stored.delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: place.unlink(missing_ok=True))
    return True


def read(stored: StoredFile) -> bytes:
    """The content of a stored file. Raises ``NotFound`` if it is gone from the disk."""
    try:
        return _place(stored.sha256).read_bytes()
    except FileNotFoundError:
        raise NotFound("Die Datei fehlt im Dateispeicher. Bitte die Sicherung einspielen.") from None


def altered() -> Iterator[StoredFile]:
    """Stored files whose content is missing or no longer matches its checksum."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        place = _place(stored.sha256)
        if not place.exists() or hashlib.sha256(place.read_bytes()).hexdigest() != stored.sha256:
            yield stored
