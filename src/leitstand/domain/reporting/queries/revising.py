"""What a state of the data does to what was said: for each indicator it feeds the values, ratings and rounds.

Told before an import from what it would bring, and after it from what it brought; in plain values, so that it can
be kept beside the file. Nothing frozen is changed by either.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from leitstand.domain.indicators import assessing
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.reporting.queries.assessing import revision
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.domain.statistics.operations.delivering import Delivery

SHOWN = 200


def foreseen(now: Situation | None, deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """What deliveries that are not made would change; without a plan only the values."""
    told = []
    for one in deliveries:
        before = now.indicators.get(one.indicator) if now else None
        after = assessing.with_values(before, one.observations) if before else None
        told.append(_told(now, one, before, after))
    return told


def brought(
    then: Mapping[str, IndicatorView], now: Situation | None, deliveries: Iterable[Delivery]
) -> list[dict[str, Any]]:
    """What deliveries changed; ``then`` are the indicators as they were before."""
    return [_told(now, one, then.get(one.indicator), now.indicators.get(one.indicator) if now else None)
            for one in deliveries]  # fmt: skip


def _told(
    now: Situation | None, one: Delivery, before: IndicatorView | None, after: IndicatorView | None
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "indicator": one.indicator,
        "added": one.added,
        "refused": one.refused,
        "revised": [[each.region, each.period, each.before, each.after] for each in one.revised[:SHOWN]],
        "revised_count": len(one.revised),
        "ratings": [],
        "outlooks": [],
        "rounds": [],
    }
    if now is not None and before is not None and after is not None and one.added:
        found = revision(now, before, after)
        said["ratings"] = [[each.target.key, each.method, each.year, each.before, each.after] for each in found.ratings]
        said["outlooks"] = [[target.key, was, will] for target, was, will in found.outlooks]
        said["rounds"] = list(found.rounds)
    return said
