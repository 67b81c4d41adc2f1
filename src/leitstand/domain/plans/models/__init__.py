"""Tables of the plan, by subject: ``structure`` of editions, ``measures``, ``facts`` that accrue, ``adoption``."""

from leitstand.domain.plans.models.adoption import Amendment, Event, Resolution
from leitstand.domain.plans.models.facts import Fate, Funding, Milestone, Status
from leitstand.domain.plans.models.measures import District, Measure, MeasureEntry, Responsibility
from leitstand.domain.plans.models.structure import (
    ActionField,
    CrossCuttingLine,
    CrossWalk,
    Edition,
    Goal,
    Plan,
    Topic,
)

__all__ = [
    "ActionField",
    "Amendment",
    "CrossCuttingLine",
    "CrossWalk",
    "District",
    "Edition",
    "Event",
    "Fate",
    "Funding",
    "Goal",
    "Measure",
    "MeasureEntry",
    "Milestone",
    "Plan",
    "Resolution",
    "Responsibility",
    "Status",
    "Topic",
]
