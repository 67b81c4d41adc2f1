"""An uploaded plan: kept between preview and import, told apart by what it holds and not by its name.

A workbook and a packed package are both zip files. A package is unpacked into a temporary folder,
its names checked and its size bounded, so that no upload can write elsewhere or fill the disk.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.domain.exchange.comparing import ImportPlan
from leitstand.domain.exchange.kept import PACKAGE, WORKBOOK
from leitstand.domain.exchange.operations import preview
from leitstand.domain.exchange.package_reading import MAX_FILES, MAX_FOLDER
from leitstand.domain.exchange.tables import HEAD
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import read, store

__all__ = ["PACKAGE", "WORKBOOK", "keep", "kind_of", "preview_of"]


def keep(upload: UploadedFile[bytes]) -> StoredFile:
    """Store an upload. Raises ``RuleBroken`` if it is too large, or neither a workbook nor a package."""
    limit = settings.OPTIONS["UPLOAD_LIMIT_MB"]
    if (upload.size or 0) > limit * 1024 * 1024:
        raise RuleBroken(
            _("Die Datei ist größer als %(limit)s MB. Bitte eine kleinere Datei wählen oder die Grenze anheben lassen.")
            % {"limit": limit},
            "too-large",
        )
    content = upload.read()
    stored = store(content, kind_of(content))
    # The same file sent again is new again: its day begins now.
    StoredFile.objects.filter(pk=stored.pk).update(stored_at=timezone.now())
    return stored


def kind_of(content: bytes) -> str:
    """``WORKBOOK`` or ``PACKAGE``, from what the file holds. Raises ``RuleBroken`` for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise RuleBroken(
            _(
                "Das ist weder eine Arbeitsmappe (xlsx) noch ein gepacktes Planpaket (zip). "
                "Bitte eine Datei wählen, die hier ausgegeben wurde."
            ),
            "unknown-file",
        ) from None
    if "xl/workbook.xml" in names:
        return WORKBOOK
    if any(PurePosixPath(name).name == HEAD for name in names):
        return PACKAGE
    raise RuleBroken(
        _("In der Datei fehlt „%(name)s“; sie ist kein Planpaket. Bitte den ganzen Ordner packen.") % {"name": HEAD},
        "unknown-file",
    )


def preview_of(stored: StoredFile, name: str, *, actor: Actor) -> ImportPlan:
    """What importing a kept upload would change; ``name`` is what its sender calls the file.

    Raises ``RuleBroken`` for a package that cannot be unpacked.
    """
    content = read(stored)
    if stored.content_type == WORKBOOK:
        return preview(io.BytesIO(content), actor=actor, name=name)
    with _unpacked(content) as folder:
        return preview(folder, actor=actor, name=name)


@contextmanager
def _unpacked(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(content)) as archive:
        _require_modest(archive)
        heads = [PurePosixPath(name) for name in archive.namelist() if PurePosixPath(name).name == HEAD]
        top = min((head.parent for head in heads), key=lambda parent: len(parent.parts))
        for info in archive.infolist():
            path = PurePosixPath(info.filename)
            if not info.is_dir() and path.parent == top and path.suffix in (".yaml", ".yml"):
                _write(archive, info, Path(folder) / path.name)
        yield Path(folder)


def _require_modest(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_FOLDER:
        raise RuleBroken(_("Das Paket ist ausgepackt zu groß."), "too-large")


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    try:
        with archive.open(info) as packed, target.open("wb") as file:
            # The size in the directory may lie; never write more than it claims.
            file.write(packed.read(info.file_size))
    except (zipfile.BadZipFile, RuntimeError, OSError):
        raise RuleBroken(
            _("„%(name)s“ lässt sich nicht auspacken; die Datei ist beschädigt.") % {"name": target.name}, "broken-file"
        ) from None
