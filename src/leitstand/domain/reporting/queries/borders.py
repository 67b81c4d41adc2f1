"""Uploaded borders of districts: which file counts for a level, told by the history's last entry on it."""

from dataclasses import dataclass
from functools import lru_cache

from leitstand.domain.indicators.rules.borders import Borders, read_borders
from leitstand.domain.indicators.rules.regions import LEVELS
from leitstand.foundation.files import storing
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recording import content_of, history_of

SUBJECT = "indicators.borders"


@dataclass(frozen=True, slots=True)
class BordersView:
    """The file that counts for a level: its checksum, what its sender called it, how many regions it has."""

    level: str
    sha256: str
    name: str
    regions: int


def borders_in_use() -> dict[str, BordersView]:
    """By level; a level without uploaded borders is missing."""
    found = {level: _last(level) for level in LEVELS}
    return {level: view for level, view in found.items() if view is not None}


def borders_of(level: str) -> Borders | None:
    """The uploaded borders of a level, or ``None`` if there are none. Raises ``NotFound`` if the file is gone."""
    view = _last(level)
    stored = StoredFile.objects.filter(sha256=view.sha256).first() if view else None
    return _read(stored.sha256, storing.read(stored)) if stored else None


def _last(level: str) -> BordersView | None:
    entry = history_of(SUBJECT, level).order_by("-number").first()
    changes = content_of(entry)["changes"] if entry else {}
    if not changes.get("sha256"):
        return None
    return BordersView(level, changes["sha256"], changes["file"], changes["regions"])


@lru_cache(maxsize=4)
def _read(sha256: str, content: bytes) -> Borders:
    return read_borders(content)
