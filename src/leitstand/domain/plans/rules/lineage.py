"""What became of the measures of an edition.

A recorded fate answers; without one, a measure that was reported as completed or stopped has that
outcome; everything else is *unknown*, and is counted as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RULE = "lineage/1"
OUTCOMES = ("completed", "continued", "merged", "split", "dropped", "stopped", "unknown")


@dataclass(frozen=True, slots=True)
class Link:
    """A recorded fate: kind, key of the old entry, key of the new entry or empty."""

    kind: str
    old: str
    new: str


def outcome_of(fates: Sequence[Link], state: str) -> str:
    """The outcome of one entry, from its fates and the measure's state."""
    if fates:
        return fates[0].kind
    return state if state in ("completed", "stopped") else "unknown"


def ancestry(entry: str, links: Sequence[Link]) -> list[str]:
    """Keys of all entries from which ``entry`` descends, nearest first, each once."""
    return _walk(entry, _by(links, "new"), "old")


def descent(entry: str, links: Sequence[Link]) -> list[str]:
    """Keys of all entries that descend from ``entry``, nearest first, each once."""
    return _walk(entry, _by(links, "old"), "new")


def _by(links: Sequence[Link], end: str) -> Mapping[str, list[Link]]:
    grouped: dict[str, list[Link]] = {}
    for link in links:
        if link.new:
            grouped.setdefault(getattr(link, end), []).append(link)
    return grouped


def _walk(start: str, neighbours: Mapping[str, list[Link]], end: str) -> list[str]:
    found: list[str] = []
    queue = [start]
    while queue:
        for link in neighbours.get(queue.pop(0), []):
            key = getattr(link, end)
            if key not in found and key != start:
                found.append(key)
                queue.append(key)
    return found
