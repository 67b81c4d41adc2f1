"""Was what we said true? Every probability on record, and the scores of those whose year has come."""

from dataclasses import dataclass

import numpy as np

from leitstand.domain.indicators.assessing import EntryView
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.indicators.rules.outlook.judging import Bin, brier, calibration_error, reliability
from leitstand.domain.reporting.queries.situation import Situation


@dataclass(frozen=True, slots=True)
class Logged:
    """A probability on record with the indicator it is about."""

    entry: EntryView
    indicator: IndicatorView


@dataclass(frozen=True, slots=True)
class OutlookLog:
    """The log, the latest entry first. ``brier`` (0 perfect, 0.25 is saying one half every time) and
    ``calibration`` are ``None`` while nothing is scored; ``running`` is the score after each scored entry."""

    entries: tuple[Logged, ...]
    scored: tuple[Logged, ...]
    brier: float | None
    calibration: float | None
    running: tuple[float, ...]
    bins: tuple[Bin, ...]
    next_due: int | None


def outlook_log(now: Situation) -> OutlookLog:
    """Everything said of the targets that may be seen, as of the situation's day."""
    owner = {target.key: one for one in now.indicators.values() for target in one.targets}
    entries = [Logged(entry, owner[entry.target_key]) for entry in now.record.outlooks]
    scored = [one for one in entries if one.entry.brier is not None]
    scored.sort(key=lambda one: (str(one.entry.scored_on), one.entry.due_year))
    said = np.array([one.entry.probability for one in scored])
    came = np.array([float(bool(one.entry.outcome)) for one in scored])
    waiting = [one.entry.due_year for one in entries if one.entry.brier is None]
    return OutlookLog(
        tuple(reversed(entries)),
        tuple(scored),
        brier(said, came) if scored else None,
        calibration_error(said, came) if scored else None,
        tuple(brier(said[: place + 1], came[: place + 1]) for place in range(len(scored))),
        tuple(reliability(said, came)) if scored else (),
        min(waiting, default=None),
    )
