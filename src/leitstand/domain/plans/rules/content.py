"""What an edition says: the content that a resolution adopts, and its hash.

Only what was promised is frozen: structure, goals, measures with their dates, money, responsibilities
and milestones. Statuses, money secured, milestones reached, translations, sources and editorial links
accrue afterwards and are not part of it. ``content/1`` names this choice; a hash is made under it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from leitstand.foundation.history.chain import content_hash, plain

FORMAT = "content/1"
FROZEN: Mapping[str, frozenset[str]] = {
    "plans.edition": frozenset({"plan", "kind", "title", "begins", "ends", "overall_goal"}),
    "plans.actionfield": frozenset({"edition", "code", "title", "summary"}),
    "plans.topic": frozenset({"field", "code", "title", "summary"}),
    "plans.crosscuttingline": frozenset({"edition", "title"}),
    "plans.goal": frozenset({"edition", "field", "topic", "code", "text"}),
    "plans.measureentry": frozenset(
        {
            "edition", "measure", "code", "title", "kind", "promise", "task", "field", "topic", "lines", "goals",
            "begins", "ends", "planned", "planned_approximate", "lighthouse", "district", "latitude", "longitude",
        }
    ),
    "plans.responsibility": frozenset({"entry", "institution", "role"}),
    "plans.milestone": frozenset({"entry", "title", "due"}),
}  # fmt: skip


def edition_hash(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> str:
    """SHA-256 of an edition's content.

    ``rows`` maps each name in ``FROZEN`` to rows (with ``key``, relations as keys); other columns
    are ignored, and the order of rows does not matter.
    """
    content: dict[str, Any] = {"format": FORMAT}
    for name, fields in FROZEN.items():
        content[name] = {row["key"]: {field: plain(row[field]) for field in fields} for row in rows.get(name, ())}
    return content_hash(content)
