"""What the steering committee must talk about, and in which order (rule agenda/1).

On the agenda is a measure that

1. is off track, by the reporter's light or by the computed one; or
2. has a milestone or an end more than 90 days overdue; or
3. was silent in two rounds or more, unless it is completed or stopped; or
4. has a decision whose date has passed without effect, or was deferred until a day that has passed.

``importance = 1 + 1 if lighthouse + 0.5 a goal, up to two goals
+ 0.5 from 1, 1 from 10, 1.5 from 100 million euros planned``

``score = importance × days off track``; what is not off track, or only since today, counts as one day.

The highest score comes first, equal ones by the measure's key. The first page has 15 places; everything
else is on the further list: nothing is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from leitstand.domain.plans.rules.state import FINAL

RULE = "agenda/1"
FIRST_PAGE = 15
LONG_OVERDUE_DAYS = 90
SILENT_ROUNDS = 2
GOALS_COUNTED = 2
LIGHTHOUSE_WEIGHT = Decimal(1)
GOAL_WEIGHT = Decimal("0.5")
# Euros from which a band begins, and its weight; the highest first.
MONEY_BANDS = (
    (Decimal(100_000_000), Decimal("1.5")),
    (Decimal(10_000_000), Decimal("1.0")),
    (Decimal(1_000_000), Decimal("0.5")),
)
Value = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """The last decision on a measure; ``has_effect`` once something came of it. Without a ``due`` it cannot be late."""

    kind: str
    decided_on: date
    due: date | None
    has_effect: bool


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What the rule needs of a measure: ``light`` the reported state, ``goals`` how many it serves, money in euros."""

    measure_key: str
    title: str
    lighthouse: bool
    goals: int
    planned: Decimal | None
    light: str
    computed_light: str
    days_off_track: int
    days_overdue: int
    silent_rounds: int
    last_decision: DecisionFact | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, as a code and the values its sentence needs."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One measure on the agenda; ``whys`` put it there, ``weights`` make its importance more than 1.

    ``days`` are the days off track, 0 if it is there for another reason.
    """

    measure_key: str
    importance: Decimal
    days: int
    score: Decimal
    whys: tuple[Why, ...]
    weights: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The first page and all the rest, one order over both."""

    first: tuple[Item, ...]
    further: tuple[Item, ...]


def agenda(facts: Iterable[AgendaFacts], day: date, first_page: int = FIRST_PAGE) -> Agenda:
    """Apply the rule on ``day``; ``facts`` may come in any order."""
    items = [_item(fact, whys) for fact in facts if (whys := tuple(_whys(fact, day)))]
    items.sort(key=lambda item: (-item.score, item.measure_key))
    return Agenda(tuple(items[:first_page]), tuple(items[first_page:]))


def importance(fact: AgendaFacts) -> Decimal:
    """The measure's weight, from 1 to 4.5."""
    return (
        1
        + LIGHTHOUSE_WEIGHT * fact.lighthouse
        + GOAL_WEIGHT * min(max(fact.goals, 0), GOALS_COUNTED)
        + money_weight(fact.planned)
    )


def money_weight(planned: Decimal | None) -> Decimal:
    """The weight of planned money; 0 if it is small or unknown."""
    return next((weight for least, weight in MONEY_BANDS if planned is not None and planned >= least), Decimal(0))


def is_off_track(fact: AgendaFacts) -> bool:
    return "off_track" in (fact.light, fact.computed_light)


def _item(fact: AgendaFacts, whys: tuple[Why, ...]) -> Item:
    weight = importance(fact)
    days = max(fact.days_off_track, 0) if is_off_track(fact) else 0
    return Item(fact.measure_key, weight, days, weight * max(days, 1), whys, tuple(_weights(fact)))


def _whys(fact: AgendaFacts, day: date) -> Iterator[Why]:
    if is_off_track(fact):
        yield Why(_who_says_so(fact), {"days": max(fact.days_off_track, 0)})
    if fact.days_overdue > LONG_OVERDUE_DAYS:
        yield Why("overdue", {"days": fact.days_overdue})
    if fact.silent_rounds >= SILENT_ROUNDS and fact.light not in FINAL:
        yield Why("silent", {"rounds": fact.silent_rounds})
    decision = fact.last_decision
    if decision and decision.due and decision.due < day and not decision.has_effect:
        values: dict[str, Value] = {"kind": decision.kind, "decided_on": decision.decided_on, "due": decision.due}
        code = "deferred" if decision.kind == "defer" else "decision_without_effect"
        yield Why(code, values | {"days": (day - decision.due).days})


def _who_says_so(fact: AgendaFacts) -> str:
    if fact.light != "off_track":
        return "off_track_computed"
    return "off_track_both" if fact.computed_light == "off_track" else "off_track_reported"


def _weights(fact: AgendaFacts) -> Iterator[Why]:
    if fact.lighthouse:
        yield Why("lighthouse")
    if fact.goals > 0:
        yield Why("goals", {"count": fact.goals})
    if fact.planned is not None and money_weight(fact.planned):
        yield Why("money", {"planned": fact.planned})
