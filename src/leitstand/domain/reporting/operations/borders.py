"""Taking in borders of districts, and going back to squares."""

from django.db import transaction

from leitstand.domain.indicators.rules.borders import read_borders
from leitstand.domain.indicators.rules.regions import LEVELS
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.queries.borders import SUBJECT, BordersView
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import store
from leitstand.foundation.history.recording import Draft, record

CONTENT_TYPE = "application/geo+json"


def take_borders(content: bytes, name: str, *, actor: Actor) -> BordersView:
    """Keep a GeoJSON file and use it for its level from now on. Raises ``RuleBroken`` with what is wrong in it."""
    require_keeper(actor)
    borders = read_borders(content)
    with transaction.atomic():
        stored = store(content, CONTENT_TYPE)
        view = BordersView(borders.level, stored.sha256, name[:200], len(borders.regions))
        changes = {"sha256": view.sha256, "file": view.name, "regions": view.regions}
        record(actor, [Draft(f"{SUBJECT}.take", SUBJECT, view.level, view.name, changes)])
    return view


def drop_borders(level: str, *, actor: Actor) -> None:
    """Draw a level without uploaded borders again; the file stays, as the history does."""
    require_keeper(actor)
    if level not in LEVELS:
        raise RuleBroken("Diese Ebene gibt es nicht.", "borders")
    record(actor, [Draft(f"{SUBJECT}.drop", SUBJECT, level, level, {"sha256": ""})])
