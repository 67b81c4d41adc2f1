"""What a sitting may decide on a measure, until when by default, and what it must decide before it closes."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from leitstand.domain.reporting.rules.agenda import Item
from leitstand.domain.reporting.rules.schedule import WorkingDay, working_day_from

KINDS = ("replan", "resources", "stop", "watch", "defer")
# To watch means until the next round has asked again; what is deferred comes back soon.
DAYS_UNTIL_DUE = {"replan": 60, "resources": 90, "stop": 60, "watch": 180, "defer": 30}
RED = ("off_track_both", "off_track_reported", "off_track_computed")


def proposed_due(kind: str, held_on: date, is_working_day: WorkingDay) -> date:
    """The day a decision is due if nobody says otherwise: a working day."""
    return working_day_from(held_on + timedelta(days=DAYS_UNTIL_DUE[kind]), is_working_day)


def is_red(item: Item) -> bool:
    """On the agenda because it is off track, by the reporter or by the rule."""
    return any(why.code in RED for why in item.whys)


def undecided(items: Iterable[Item], decided: Collection[str]) -> list[Item]:
    """The red items without a decision, deferral included; ``decided`` are keys of measures."""
    return [item for item in items if is_red(item) and item.measure_key not in decided]
