"""Stored files: kept once, found altered."""

from pathlib import Path
from typing import Any

import pytest

from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import altered, read, store

pytestmark = pytest.mark.django_db


def place(stored: StoredFile, settings: Any) -> Path:
    return Path(settings.DATA_DIR) / "files" / stored.sha256[:2] / stored.sha256


def test_file_is_read_back_as_it_was_stored() -> None:
    assert read(store(b"Inhalt", "text/plain")) == b"Inhalt"


def test_same_content_is_kept_once() -> None:
    assert store(b"Inhalt", "text/plain") == store(b"Inhalt", "text/plain")


def test_unaltered_files_are_whole() -> None:
    store(b"Inhalt", "text/plain")
    assert list(altered()) == []


def test_one_changed_byte_is_found(settings: Any) -> None:
    stored = store(b"Inhalt", "text/plain")
    place(stored, settings).write_bytes(b"inhalt")
    assert list(altered()) == [stored]


def test_missing_file_says_what_to_do(settings: Any) -> None:
    stored = store(b"Inhalt", "text/plain")
    place(stored, settings).unlink()
    with pytest.raises(NotFound, match="Sicherung"):
        read(stored)
