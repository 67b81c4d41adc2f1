"""The outlook: how likely is it that a target will be met if things go on as they have.

The method is the *shrunk damped random walk* (``walk``), in closed form and without fitting: every series of a batch
is answered by the same few sums, so one series and a million go the same way and give the same figures. A long table
is put in order (``gathering``), each series becomes a walk of a few numbers or is refused with a reason
(``refusals``), and ``answers`` reads probability, median and fan from it. ``path`` says what it would take to reach
the target, ``judging`` and ``scoring`` hold what was said against what came, ``peers`` are the simple methods it has to
beat.

Nothing here knows Django, a clock or a file. Words for people are in ``domain.indicators.outlook_words``.
"""

from leitstand.domain.indicators.rules.outlook.answers import (
    FAN_LEVELS,
    Answers,
    Outlook,
    Targets,
    answer,
    fan,
    outlook_of,
    probability,
)
from leitstand.domain.indicators.rules.outlook.gathering import Gathered, gather
from leitstand.domain.indicators.rules.outlook.path import RequiredPath, required_path
from leitstand.domain.indicators.rules.outlook.refusals import Refusal
from leitstand.domain.indicators.rules.outlook.walk import METHOD, Walks, walk

__all__ = [
    "FAN_LEVELS",
    "METHOD",
    "Answers",
    "Gathered",
    "Outlook",
    "Refusal",
    "RequiredPath",
    "Targets",
    "Walks",
    "answer",
    "fan",
    "gather",
    "outlook_of",
    "probability",
    "required_path",
    "walk",
]
