"""Stored files: kept once, found altered."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.exchange.kept import PACKAGE, forget_old
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import altered, discard, read, store

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


def test_discarded_file_is_gone_from_table_and_disk(django_capture_on_commit_callbacks: Any) -> None:
    stored = store(b"x", "application/zip")
    with django_capture_on_commit_callbacks(execute=True):
        gone = discard(stored)
    assert (gone, StoredFile.objects.count()) == (True, 0)
    with pytest.raises(NotFound):
        read(stored)


def test_upload_is_forgotten_after_a_day_and_not_before() -> None:
    stored = store(b"x", PACKAGE)
    counts = [forget_old(stored.stored_at + timedelta(hours=hours)) for hours in (23, 25)]
    assert counts == [0, 1]
