"""How likely someone will report late, told from the rounds behind them (rule lateness/1).

Only the last four rounds count, two years: people and houses change. A round was *late* if nothing was
submitted, or only after the deadline that held for the request. A deadline that has not passed yet says
nothing, unless the report is there already. The share of late rounds gives the level:

- ``high``: at least half of them, and at least twice,
- ``some``: once at least; or in time, but in half of the rounds only after two reminders or more,
- ``low``: the rest,
- ``unknown``: no round behind them.

It is a hint to the office whom to call before the deadline. It is not a judgement of persons, is shown to
the office only, and every level comes with its reasons in numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

RULE = "lateness/1"
ROUNDS = 4
MANY_REMINDERS = 2
OFTEN = Fraction(1, 2)

LEVELS: Mapping[str, tuple[str, str]] = {
    "low": ("meldet voraussichtlich pünktlich", "will probably report in time"),
    "some": ("meldet vielleicht zu spät", "may report late"),
    "high": ("meldet voraussichtlich zu spät", "will probably report late"),
    "unknown": ("noch keine Erfahrung", "no experience yet"),
}
# Each sentence for one and for several rounds; the values are a count and the rounds it was counted in.
REASONS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "in_time": (
        ("war in der letzten Runde pünktlich", "war in allen letzten {1} Runden pünktlich"),
        ("was in time in the last round", "was in time in all of the last {1} rounds"),
    ),
    "late": (
        ("war in der letzten Runde nach der Frist", "war in {0} von {1} Runden nach der Frist"),
        ("was late in the last round", "was late in {0} of {1} rounds"),
    ),
    "silent": (
        ("hat in der letzten Runde nicht gemeldet", "hat in {0} von {1} Runden gar nicht gemeldet"),
        ("did not report in the last round", "did not report at all in {0} of {1} rounds"),
    ),
    "reminded": (
        ("wurde in der letzten Runde mehrmals erinnert", "wurde in {0} von {1} Runden mehrmals erinnert"),
        ("was reminded several times in the last round", "was reminded several times in {0} of {1} rounds"),
    ),
    "returned": (
        ("bekam in der letzten Runde etwas zurück", "bekam in {0} von {1} Runden etwas zurück"),
        ("had something returned in the last round", "had something returned in {0} of {1} rounds"),
    ),
    "no_round": (
        ("war noch in keiner Runde gefragt", "war noch in keiner Runde gefragt"),
        ("was not asked in any round yet", "was not asked in any round yet"),
    ),
}
PRINTED = (
    "Regel lateness/1: Es zählen die letzten vier Runden. „voraussichtlich zu spät“: mindestens die Hälfte und "
    "mindestens zweimal nach der Frist oder gar nicht. „vielleicht“: mindestens einmal, oder pünktlich, aber in "
    "der Hälfte der Runden erst nach zwei Erinnerungen.",
    "Rule lateness/1: the last four rounds count. “Probably late”: at least half of them and at least twice after "
    "the deadline or not at all. “May report late”: at least once, or in time, but in half of the rounds only after "
    "two reminders.",
)


@dataclass(frozen=True)
class Past:
    """One request behind us: ``deadline`` with its extension, ``returned`` if the office sent a report back."""

    round_key: str
    submitted_on: date | None
    deadline: date
    reminders: int = 0
    returned: bool = False


@dataclass(frozen=True)
class Likely:
    """``share`` is late rounds over rounds (0 if unknown); ``reasons`` are pairs of code and values."""

    level: str
    share: Fraction
    reasons: tuple[tuple[str, tuple[int, ...]], ...]


def likely(pasts: Sequence[Past], today: date) -> Likely:
    """How likely the next report is late. Several requests of one round count as one: its worst."""
    rounds = _last_rounds([past for past in pasts if past.submitted_on or past.deadline < today])
    if not rounds:
        return Likely("unknown", Fraction(0), (("no_round", ()),))
    late = sum(any(_is_late(past) for past in one) for one in rounds)
    silent = sum(any(past.submitted_on is None for past in one) for one in rounds)
    reminded = sum(any(past.reminders >= MANY_REMINDERS for past in one) for one in rounds)
    returned = sum(any(past.returned for past in one) for one in rounds)
    counted = {"late": late, "silent": silent, "reminded": reminded, "returned": returned}
    reasons = tuple((code, (count, len(rounds))) for code, count in counted.items() if count)
    if not late:
        reasons = (("in_time", (len(rounds), len(rounds))), *reasons)
    return Likely(_level(late, reminded, len(rounds)), Fraction(late, len(rounds)), reasons)


def _last_rounds(pasts: Sequence[Past]) -> list[list[Past]]:
    """The requests of the last rounds, grouped by round."""
    rounds: dict[str, list[Past]] = {}
    for past in sorted(pasts, key=lambda past: (past.deadline, past.round_key), reverse=True):
        rounds.setdefault(past.round_key, []).append(past)
    return list(rounds.values())[:ROUNDS]


def _is_late(past: Past) -> bool:
    return past.submitted_on is None or past.submitted_on > past.deadline


def _level(late: int, reminded: int, rounds: int) -> str:
    if late >= 2 and Fraction(late, rounds) >= OFTEN:
        return "high"
    slow = Fraction(reminded, rounds) >= OFTEN
    return "some" if late or slow else "low"


def say_level(level: str, language: str) -> str:
    """The level in words; ``language`` is ``de`` or ``en``."""
    return LEVELS[level][_column(language)]


def say_reason(code: str, values: Sequence[int], language: str) -> str:
    """A reason as part of a sentence without its subject: „war in 2 von 3 Runden nach der Frist“."""
    one, several = REASONS[code][_column(language)]
    return (one if not values or values[-1] == 1 else several).format(*values)


def say_rule(language: str) -> str:
    """The rule as it is printed beside its results."""
    return PRINTED[_column(language)]


def _column(language: str) -> int:
    return 0 if language[:2] == "de" else 1
