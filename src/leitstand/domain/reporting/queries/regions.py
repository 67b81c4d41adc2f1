"""Regions beside each other: who stands where on one indicator, and who moved fastest.

Values of one and the same period are compared, as last published. Every region of the level is
listed: one without a value says why and has no rank. ``Peers`` narrows the Länder to a group, which
always holds Berlin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from leitstand.domain.indicators.queries import IndicatorView, ObservationView
from leitstand.domain.indicators.rules import period_end
from leitstand.domain.indicators.rules.ranking import Move, classes, median, move, pace, ranks
from leitstand.domain.indicators.rules.regions import (
    BEZIRK,
    BEZIRKE,
    CITY_STATES,
    EASTERN,
    HOME,
    LAENDER,
    LAND,
    NATIONS,
    canonical,
    level_of,
    levels_in,
    own_papers,
)
from leitstand.domain.papers.queries import PaperView
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.errors import NotFound, RuleBroken

Series = Mapping[str, tuple[ObservationView, ...]]
EVERY, OWN = "alle", "eigene"
GROUPS = {EVERY: tuple(LAENDER), "stadtstaaten": CITY_STATES, "ost": EASTERN, OWN: ()}
YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: level, group of Länder, own choice of Länder, and the periods; empty means the usual."""

    level: str = ""
    group: str = ""
    members: tuple[str, ...] = ()
    since: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One region: its value of the period, rank and change; ``last`` is its last value if the period's lacks."""

    region: str
    observation: ObservationView | None
    last: ObservationView | None
    rank: int | None
    shared: bool
    move: Move | None
    pace: Decimal | None
    pace_rank: int | None
    papers: tuple[PaperView, ...]
    series: tuple[ObservationView, ...]

    @property
    def value(self) -> Decimal | None:
        return self.observation.value if self.observation else None


@dataclass(frozen=True, slots=True)
class RegionComparison:
    """The regions of one level beside each other, ranked first, those without value after them by key.

    ``classes`` holds keys of regions, lowest values first; ``relative`` says that ``pace`` is in percent.
    """

    indicator: IndicatorView
    level: str
    levels: tuple[str, ...]
    group: str
    regions: tuple[str, ...]
    period: str
    since: str
    periods: tuple[str, ...]
    lines: tuple[RegionLine, ...]
    nation: RegionLine | None
    median: Decimal | None
    relative: bool
    classes: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def home(self) -> RegionLine | None:
        return next((line for line in self.lines if line.region == HOME), None)

    @property
    def ranked(self) -> tuple[RegionLine, ...]:
        return tuple(line for line in self.lines if line.rank is not None)

    @property
    def by_pace(self) -> tuple[RegionLine, ...]:
        """Regions whose change is known, fastest improvement first."""
        known = [line for line in self.lines if line.pace_rank is not None]
        return tuple(sorted(known, key=lambda line: (line.pace_rank, line.region)))


def comparable(indicator: IndicatorView) -> bool:
    """Whether there is anything to compare the home region, or its parts, with."""
    known = [
        region for region, series in indicator.comparison.items() if any(seen.value is not None for seen in series)
    ]
    return any(region in NATIONS or level_of(region) for region in known)


def compare(now: Situation, key: str, asked: Question) -> RegionComparison:
    """Compare regions on an indicator. Raises ``NotFound`` without other regions, ``RuleBroken`` for odd wishes."""
    indicator = now.indicators[key]
    if not comparable(indicator):
        raise NotFound("Zu diesem Indikator liegen nur Werte für Berlin vor; vergleichen lässt sich noch nichts.")
    every: Series = {HOME: indicator.series, **indicator.comparison}
    levels = levels_in(every) or (LAND,)
    level = _one_of(asked.level, levels, "Vergleichsebene")
    group = _one_of(asked.group, tuple(GROUPS), "Vergleichsgruppe") if level == LAND else EVERY
    series = _of_level(every, level, _members(group, asked.members))
    periods = _periods(series)
    period = _one_of(asked.period, (_usual(series, periods), *periods), "Zeitraum")
    since = _one_of(asked.since, (_before(period, periods), *_alike(period, periods)), "Beginn")
    return _compared(now, indicator, series, levels, (level, group), (since, period), periods)


def _one_of(wish: str, allowed: Sequence[str], what: str) -> str:
    """The wish, or the first that is allowed. Raises ``RuleBroken`` for anything else."""
    if wish and wish not in allowed:
        raise RuleBroken(f"„{wish[:40]}“ steht für {what} nicht zur Wahl. Bitte aus der Liste wählen.", "choice")
    return wish or allowed[0]


def _members(group: str, own: tuple[str, ...]) -> tuple[str, ...]:
    for code in own:
        _one_of(code, tuple(LAENDER), "Land")
    return tuple(sorted({*(own if group == OWN else GROUPS[group]), HOME}))


def _of_level(every: Series, level: str, members: tuple[str, ...]) -> Series:
    """The series of all regions of the level by key; a region that never had a value is there, empty."""
    if level == LAND:
        return {code: every.get(code, ()) for code in members}
    found = {canonical(code): series for code, series in every.items() if level_of(code) == level}
    return {code: found.get(code, ()) for code in BEZIRKE} if level == BEZIRK else found


def _periods(series: Series) -> tuple[str, ...]:
    """Periods in which any region has a value, latest first."""
    found = {seen.period for seen_of in series.values() for seen in seen_of if seen.value is not None}
    if not found:
        raise NotFound("Für diese Auswahl liegt kein Wert vor.")
    return tuple(sorted(found, key=period_end, reverse=True))


def _usual(series: Series, periods: Sequence[str]) -> str:
    """The latest period in which at least half of the regions with any value have one."""
    known = {region: {seen.period for seen in those if seen.value is not None} for region, those in series.items()}
    wanted = sum(bool(those) for those in known.values()) / 2
    return next((p for p in periods if sum(p in those for those in known.values()) >= wanted), periods[0])


def _alike(period: str, periods: Sequence[str]) -> list[str]:
    """Earlier periods of the same length (years with years, months with months)."""
    return [other for other in periods if len(other) == len(period) and period_end(other) < period_end(period)]


def _before(period: str, periods: Sequence[str]) -> str:
    """The period five years before, or the nearest one to it; empty if there is no earlier one."""
    wanted = period_end(period)[0] - YEARS_BACK
    return min(_alike(period, periods), key=lambda other: (abs(period_end(other)[0] - wanted), other), default="")


def _compared(
    now: Situation,
    indicator: IndicatorView,
    series: Series,
    levels: tuple[str, ...],
    chosen: tuple[str, str],
    span: tuple[str, str],
    periods: tuple[str, ...],
) -> RegionComparison:
    relative = indicator.unit.strip() != "%"
    lines = _lines(now, series, indicator.polarity, span, relative=relative)
    values = {line.region: line.value for line in lines if line.value is not None}
    return RegionComparison(
        indicator=indicator,
        level=chosen[0],
        levels=levels,
        group=chosen[1],
        regions=tuple(sorted(series)),
        period=span[1],
        since=span[0],
        periods=periods,
        lines=lines,
        nation=_nation(now, indicator, span),
        median=median(list(values.values())),
        relative=relative and _in_percent(lines),
        classes=tuple(classes(values)),
    )


def _in_percent(lines: Sequence[RegionLine]) -> bool:
    return all(line.move.percent is not None for line in lines if line.move)


def _nation(now: Situation, indicator: IndicatorView, span: tuple[str, str]) -> RegionLine | None:
    found = {code: those for code, those in indicator.comparison.items() if code in NATIONS}
    lines = _lines(now, found, indicator.polarity, span, relative=True)
    return lines[0] if lines else None


def _lines(
    now: Situation, series: Series, polarity: str, span: tuple[str, str], *, relative: bool
) -> tuple[RegionLine, ...]:
    at = {region: _at(those, span[1]) for region, those in series.items()}
    ranked = ranks({region: seen.value if seen else None for region, seen in at.items()}, polarity)
    moves = {region: move(_span(those, *span)) for region, those in series.items()}
    paces = pace(moves, relative=relative)
    pace_ranks = ranks(paces, polarity)
    places = list(ranked.values())
    lines = [
        RegionLine(
            region=region,
            observation=at[region],
            last=next((seen for seen in reversed(those) if seen.value is not None), None),
            rank=ranked.get(region),
            shared=places.count(ranked.get(region, 0)) > 1,
            move=moves[region],
            pace=paces[region],
            pace_rank=pace_ranks.get(region),
            papers=tuple(paper for paper in now.papers if own_papers(region, paper.land)),
            series=those,
        )
        for region, those in series.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, line.region)))


def _at(series: Sequence[ObservationView], period: str) -> ObservationView | None:
    return next((seen for seen in series if seen.period == period), None)


def _span(series: Sequence[ObservationView], since: str, until: str) -> list[ObservationView]:
    """The values from one period to the other, both included; empty if one of them is not there."""
    if not since or _at(series, since) is None or _at(series, until) is None:
        return []
    first, last = date(*period_end(since)), date(*period_end(until))
    within = [seen for seen in series if first <= date(*period_end(seen.period)) <= last]
    return [seen for seen in within if seen.period == since or date(*period_end(seen.period)) > first]
