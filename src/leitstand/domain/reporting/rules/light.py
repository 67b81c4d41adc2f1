"""The light that a rule computes from a measure's own facts, shown beside the reporter's (rule light/1).

Each check makes findings, each finding has a light; **the worst finding decides**, and all are listed.
Partial dates count by the latest day they can mean. From the worst to the best:

1. *Off track*: a milestone more than 90 days overdue; the end passed without completion; the measure
   not begun more than 90 days after its begin; money not secured although the measure has begun;
   the target of a progress indicator missed after it was due.
2. *At risk*: a milestone or the begin overdue by 90 days or less; an open milestone or the end put off
   by more than 90 days, or put off when the first date has passed; money secured only in part after
   the begin; more spent than planned, or the part spent more than 25 percentage points ahead of the
   part of the time; a progress indicator moving against its direction; reported as completed with
   milestones open.
3. *Cannot be said*: nobody has reported a stage, or there is no date, money or progress indicator to
   judge from. Silence is never green.
4. *Not started*, *completed*, *stopped*: as reported, if nothing above speaks against it.
5. *On track*: everything that can be checked is in order. A milestone due within 30 days, a small
   postponement, and money open before the begin are notes and do not change the light.

Money: the state said and the amounts secured and planned both count, the worse of them. A date that
was taken away counts as the date it was. A completed measure is judged by its milestones only, a
stopped one by nothing, and the course of an indicator only once the measure has begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain

from leitstand.foundation.calendar import PartialDate

RULE = "light/1"
# The worst first; the empty light means that nothing can be said.
LIGHTS = ("off_track", "at_risk", "", "not_started", "on_track", "stopped", "completed")
LATE_DAYS = 90
SOON_DAYS = 30
AHEAD_POINTS = 25
_MONEY = ("not_secured", "partly", "secured")
_DIRECTION = {"up": 1, "down": -1}
Value = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """One milestone; dates are partial dates' texts or empty. ``moved_from`` is the date first promised."""

    title: str
    due: str
    done_on: str = ""
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """One linked indicator: last known ``value``, the one before, target and its partial due date.

    ``polarity`` is ``up``, ``down`` or anything else for none; only the role ``progress`` counts. With
    ``period``, a target counts as missed only by a value that reaches up to its due date. ``key`` is the
    indicator's, so that a frozen round can be found by it whatever the title becomes.
    """

    title: str
    polarity: str
    value: Decimal | None
    previous: Decimal | None
    target: Decimal | None
    due: str
    role: str
    period: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class LightFacts:
    """What is known of a measure on ``day``: stage code (empty: not reported), plan, money in euros, indicators."""

    day: date
    stage: str
    begins: str
    ends: str
    milestones: tuple[MilestoneFact, ...]
    money: str
    planned: Decimal | None
    secured: Decimal | None
    spent: Decimal | None
    indicators: tuple[IndicatorFact, ...]
    ends_moved_from: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding: the check that made it, its light, and the values its sentence needs.

    Dates among the values are partial dates' texts, under ``due``, ``begins``, ``ends``, ``moved_from``.
    """

    check: str
    light: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed light (one of ``LIGHTS``) and all its reasons, worst first."""

    light: str
    reasons: tuple[Reason, ...]


def computed_light(facts: LightFacts) -> Computed:
    """Apply the rule. Raises ``ValueError`` (German) for a text that is no partial date."""
    found = list(_findings(facts)) or [Reason("nothing", "")]
    reasons = tuple(sorted(found, key=_worst_first))
    return Computed(reasons[0].light, reasons)


def severity(light: str) -> int:
    """0 for the best light, rising with worse ones."""
    return len(LIGHTS) - 1 - LIGHTS.index(light)


def _worst_first(reason: Reason) -> tuple[int, int]:
    days = reason.values.get("days", 0)
    return -severity(reason.light), -days if isinstance(days, int) else 0


def _findings(facts: LightFacts) -> Iterator[Reason]:
    if facts.stage == "stopped":
        return iter((Reason("stage", "stopped"),))
    if facts.stage == "completed":
        return _completion(facts)
    return chain(
        _stage(facts), _milestones(facts), _end(facts), _money(facts), _spending(facts), _trends(facts), _targets(facts)
    )


def _last_day(text: str) -> date | None:
    return PartialDate.parse(text).latest if text else None


def _late(days: int) -> str:
    return "off_track" if days > LATE_DAYS else "at_risk"


def _completion(facts: LightFacts) -> Iterator[Reason]:
    still_open = _open(facts)
    yield Reason("stage", "completed")
    if still_open:
        yield Reason("completed_open", "at_risk", {"count": len(still_open)})
    for milestone in still_open:
        yield from _overdue(milestone, facts.day)


def _stage(facts: LightFacts) -> Iterator[Reason]:
    if facts.stage == "not_started":
        yield Reason("stage", "not_started")
        begin = _last_day(facts.begins)
        if begin and begin < facts.day:
            days = (facts.day - begin).days
            yield Reason("not_begun", _late(days), {"begins": facts.begins, "days": days})
    elif facts.stage != "under_way":
        yield Reason("stage_unknown", "")


def _open(facts: LightFacts) -> list[MilestoneFact]:
    """Milestones not certainly reached by the day."""
    return [
        milestone
        for milestone in facts.milestones
        if (done := _last_day(milestone.done_on)) is None or done > facts.day
    ]


def _milestones(facts: LightFacts) -> Iterator[Reason]:
    overdue: list[Reason] = []
    for milestone in _open(facts):
        overdue.extend(_overdue(milestone, facts.day))
        yield from _soon(milestone, facts.day)
        yield from _postponed("milestone_moved", facts.day, "due", milestone.due, milestone.moved_from, milestone.title)
    dated = sum(bool(milestone.due) for milestone in facts.milestones)
    yield from overdue
    if dated and not overdue:
        yield Reason("milestones_in_time", "on_track", {"count": dated})


def _overdue(milestone: MilestoneFact, day: date) -> Iterator[Reason]:
    promised = milestone.due or milestone.moved_from
    due = _last_day(promised)
    if due and due < day:
        days = (day - due).days
        yield Reason("milestone_overdue", _late(days), {"title": milestone.title, "due": promised, "days": days})


def _soon(milestone: MilestoneFact, day: date) -> Iterator[Reason]:
    due = _last_day(milestone.due)
    if due and 0 <= (days := (due - day).days) <= SOON_DAYS:
        yield Reason("milestone_soon", "on_track", {"title": milestone.title, "due": milestone.due, "days": days})


def _postponed(check: str, day: date, name: str, now: str, first: str, title: str = "") -> Iterator[Reason]:
    """A date put off. Once the first date has passed, putting it off must not bring the light back to green."""
    later, earlier = _last_day(now), _last_day(first)
    if later and earlier and later > earlier:
        days = (later - earlier).days
        light = "at_risk" if earlier < day or days > LATE_DAYS else "on_track"
        values: dict[str, Value] = {name: now, "moved_from": first, "days": days}
        yield Reason(check, light, values | ({"title": title} if title else {}))


def _end(facts: LightFacts) -> Iterator[Reason]:
    promised = facts.ends or facts.ends_moved_from
    end = _last_day(promised)
    if end and end < facts.day:
        yield Reason("end_passed", "off_track", {"ends": promised, "days": (facts.day - end).days})
    elif end:
        yield Reason("end_ahead", "on_track", {"ends": promised, "days": (end - facts.day).days})
    yield from _postponed("end_moved", facts.day, "ends", facts.ends, facts.ends_moved_from)


def _begun(facts: LightFacts) -> bool:
    begin = _last_day(facts.begins)
    return facts.stage == "under_way" or (begin is not None and begin < facts.day)


def _money_state(facts: LightFacts) -> str:
    """The worse of what was said and what the amounts say; empty if neither says anything."""
    said = {facts.money} & set(_MONEY)
    if facts.planned and facts.secured is not None:
        said.add("secured" if facts.secured >= facts.planned else "partly" if facts.secured > 0 else "not_secured")
    return min(said, key=_MONEY.index, default="")


def _money(facts: LightFacts) -> Iterator[Reason]:
    state = _money_state(facts)
    if not state:
        return
    amounts: dict[str, Value] = {}
    if facts.planned and facts.secured is not None:
        amounts = {"planned": facts.planned, "secured": facts.secured}
    if state == "secured":
        yield Reason("money_secured", "on_track", amounts)
    elif not _begun(facts):
        yield Reason("money_pending", "on_track", amounts)
    else:
        yield Reason(f"money_{state}", "off_track" if state == "not_secured" else "at_risk", amounts)


def _spending(facts: LightFacts) -> Iterator[Reason]:
    if not facts.planned or facts.spent is None:
        return
    amounts: dict[str, Value] = {"spent": facts.spent, "planned": facts.planned}
    if facts.spent > facts.planned:
        yield Reason("overspent", "at_risk", amounts)
        return
    money, time = 100 * facts.spent / facts.planned, _time_passed(facts)
    if time is not None and money - time > AHEAD_POINTS:
        shares: dict[str, Value] = {"money_percent": round(money), "time_percent": round(time)}
        yield Reason("spent_ahead", "at_risk", amounts | shares)


def _time_passed(facts: LightFacts) -> Decimal | None:
    """Percent of the time from begin to end, 0 to 100; ``None`` if it cannot be said."""
    begin, end = _last_day(facts.begins), _last_day(facts.ends)
    if begin is None or end is None or end <= begin:
        return None
    days = min(max((facts.day - begin).days, 0), (end - begin).days)
    return Decimal(100 * days) / (end - begin).days


def _judged(indicators: Sequence[IndicatorFact]) -> Iterator[tuple[IndicatorFact, Decimal, int]]:
    """Progress indicators with a value and a direction."""
    for fact in indicators:
        if fact.role == "progress" and fact.value is not None and fact.polarity in _DIRECTION:
            yield fact, fact.value, _DIRECTION[fact.polarity]


def _trends(facts: LightFacts) -> Iterator[Reason]:
    if facts.stage == "not_started":
        return
    for fact, value, direction in _judged(facts.indicators):
        if fact.previous is not None:
            against = direction * (value - fact.previous) < 0
            values: dict[str, Value] = {"title": fact.title, "value": value, "previous": fact.previous}
            check, light = ("indicator_against", "at_risk") if against else ("indicator_not_against", "on_track")
            yield Reason(check, light, values)


def _targets(facts: LightFacts) -> Iterator[Reason]:
    for fact, value, direction in _judged(facts.indicators):
        due = _last_day(fact.due)
        measured = _last_day(fact.period)
        if fact.target is None or due is None or due >= facts.day or (measured and measured < due):
            continue
        missed = direction * (value - fact.target) < 0
        values: dict[str, Value] = {"title": fact.title, "value": value, "target": fact.target, "due": fact.due}
        check, light = ("target_missed", "off_track") if missed else ("target_reached", "on_track")
        yield Reason(check, light, values | {"days": (facts.day - due).days})
