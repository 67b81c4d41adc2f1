"""Reading what was given for one measure in a round (rule answering/1).

Every way in (form, workbook, office) hands over the same named texts and comes through here, so that all
of them store the same thing. A name is a field (``stage``, ``light``, ``sentence`` …),
``milestone:<key>:due``, ``milestone:<key>:done_on`` or ``value:<indicator>``.

1. A stage and one sentence are needed; a light is needed while the measure is neither completed nor stopped.
2. *Nothing new* repeats what was last reported. At the third time in a row it needs evidence, or an end.
3. A light that differs from the computed one needs a sentence. It never needs a permission.
4. What a sitting decided is asked for until it is answered.
5. Nothing that has happened lies in the future; amounts are not negative.
6. What the measure asks for is asked anew each round, also beside *nothing new*; blank means nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leitstand.domain.indicators.rules.collecting import NO_FORM, CollectionForm
from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.rules.differences import Answer, MilestoneAnswer, ObservationAnswer
from leitstand.domain.reporting.rules.light import Computed, LightFacts, MilestoneFact, computed_light
from leitstand.foundation.calendar import PartialDate

RULE = "answering/1"
STAGES = ("not_started", "under_way", "completed", "stopped")
LIGHTS = ("on_track", "at_risk", "off_track")
MONEY = ("secured", "partly", "not_secured", "unknown")
LONGEST = 500
LONGEST_ASK = 300
LARGEST = Decimal(10) ** 13
SAME_AT_MOST = 2
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?|-?\d+\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class AskedValue:
    """An indicator that the measure's people collect themselves, and the period its value is asked for."""

    indicator_key: str
    title: str
    unit: str
    period: str
    form: CollectionForm = NO_FORM


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known before someone answers: the last answer, the plan's dates and money, what to ask besides.

    ``facts`` are the light's facts without this answer; ``same_before`` says in how many rounds in a row
    nothing was new; ``decision`` is the wording of a decision that waits for an answer, or empty.
    """

    last: Answer | None
    facts: LightFacts
    milestones: tuple[MilestoneAnswer, ...]
    values: tuple[AskedValue, ...]
    same_before: int
    today: date
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one named text; ``about`` completes the sentence."""

    name: str
    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The answer as it would be stored, its computed light, and what is wrong; without problems it may be sent."""

    answer: Answer
    unchanged: bool
    evidence: str
    decision_answer: str
    computed: Computed
    problems: tuple[Problem, ...]


def read(asked: Asked, given: Mapping[str, str]) -> Read:
    """Read the texts given for one measure. Never raises for bad input: it names each problem."""
    said = {name: str(text).strip() for name, text in given.items()}
    problems: list[Problem] = []
    same = asked.last is not None and bool(said.get("unchanged"))
    answer = _repeated(asked.last, asked) if asked.last and same else _answer(asked, said, problems)
    answer = replace(answer, asks_amount=_asks(said, problems), asks_text=" ".join(said.get("asks_text", "").split()))
    computed = computed_light(overlaid(asked.facts, answer))
    evidence, decision_answer = said.get("evidence", ""), said.get("decision_answer", "")
    problems += _lengths(said)
    problems += _third_time(asked, answer, evidence) if same else _needed(answer)
    if not same and differs(answer, computed) and not answer.light_reason:
        problems.append(Problem("light_reason", "differs", computed.light))
    if asked.decision and not decision_answer:
        problems.append(Problem("decision_answer", "needed", asked.decision))
    return Read(answer, same, evidence, decision_answer, computed, tuple(problems))


def differs(answer: Answer, computed: Computed) -> bool:
    """Whether the reporter's light and the computed one disagree."""
    own = answer.light or (answer.stage if answer.stage in FINAL else "")
    if own in FINAL:
        return computed.light in ("at_risk", "off_track")
    return computed.light in LIGHTS and own in LIGHTS and own != computed.light


def overlaid(facts: LightFacts, answer: Answer) -> LightFacts:
    """The facts as they are if the answer is true."""
    due = {fact.title: fact.moved_from or fact.due for fact in facts.milestones}
    milestones = tuple(
        MilestoneFact(m.title, m.due, m.done_on, first if (first := due.get(m.title, "")) != m.due else "")
        for m in answer.milestones
    )
    return replace(
        facts,
        stage=answer.stage,
        milestones=milestones,
        money=answer.money or facts.money,
        secured=facts.secured if answer.secured is None else answer.secured,
        spent=facts.spent if answer.spent is None else answer.spent,
    )


def number(text: str) -> Decimal:
    """A number as people write it: ``1.200.000,50`` or ``1200000.50``. Raises ``ValueError``."""
    bare = text.replace("\u00a0", "").replace(" ", "").removesuffix("€").removesuffix("%")
    if not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    if "," in bare or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    return Decimal(bare)


def _repeated(last: Answer, asked: Asked) -> Answer:
    """Last time's words with the plan's dates of today."""
    return replace(last, milestones=asked.milestones, observations=(), attachments=())


def _answer(asked: Asked, said: Mapping[str, str], problems: list[Problem]) -> Answer:
    return Answer(
        stage=_choice(said, "stage", STAGES, problems),
        light=_choice(said, "light", LIGHTS, problems) if said.get("stage") not in FINAL else "",
        sentence=said.get("sentence", ""),
        light_reason=said.get("light_reason", ""),
        money=_choice(said, "money", MONEY, problems) or asked.facts.money or "unknown",
        secured=_amount(said, "secured", problems),
        spent=_amount(said, "spent", problems),
        milestones=tuple(_milestone(asked, known, said, problems) for known in asked.milestones),
        observations=tuple(_values(asked, said, problems)),
    )


def _choice(said: Mapping[str, str], name: str, codes: tuple[str, ...], problems: list[Problem]) -> str:
    text = said.get(name, "")
    if text and text not in codes:
        problems.append(Problem(name, "choice", text[:60]))
        return ""
    return text


def _amount(said: Mapping[str, str], name: str, problems: list[Problem]) -> Decimal | None:
    value = _number(said, name, problems)
    if value is not None and value < 0:
        problems.append(Problem(name, "negative"))
        return None
    return value


def _asks(said: Mapping[str, str], problems: list[Problem]) -> Decimal | None:
    """The amount asked for; to ask for zero is to ask for none."""
    return _amount(said, "asks_amount", problems) or None


def _number(said: Mapping[str, str], name: str, problems: list[Problem]) -> Decimal | None:
    text = said.get(name, "")
    if not text:
        return None
    try:
        value = number(text)
    except ValueError:
        problems.append(Problem(name, "number", text[:60]))
        return None
    if abs(value) >= LARGEST:
        problems.append(Problem(name, "large", text[:60]))
        return None
    return value


def _milestone(
    asked: Asked, known: MilestoneAnswer, said: Mapping[str, str], problems: list[Problem]
) -> MilestoneAnswer:
    due = _date(said, f"milestone:{known.key}:due", known.due, problems)
    done = _date(said, f"milestone:{known.key}:done_on", known.done_on, problems)
    if done and PartialDate.parse(done).latest > asked.today:
        problems.append(Problem(f"milestone:{known.key}:done_on", "future", done))
        done = known.done_on
    return replace(known, due=due, done_on=done)


def _date(said: Mapping[str, str], name: str, known: str, problems: list[Problem]) -> str:
    text = said.get(name, known)
    if not text:
        return ""
    try:
        return PartialDate.parse(_iso(text)).text
    except ValueError:
        problems.append(Problem(name, "date", text[:60]))
        return known


def _iso(text: str) -> str:
    """``30.6.2026`` → ``2026-06-30``, ``6/2026`` and ``06.2026`` → ``2026-06``; anything else as it is."""
    parts = re.split(r"[./]", text)
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts) and len(parts[-1]) == 4:
        return "-".join([parts[-1], *(part.zfill(2) for part in reversed(parts[:-1]))])
    return text


def _values(asked: Asked, said: Mapping[str, str], problems: list[Problem]) -> Iterator[ObservationAnswer]:
    for wanted in asked.values:
        name = f"value:{wanted.indicator_key}"
        value = _number(said, name, problems)
        if value is None:
            continue
        fault, limit = wanted.form.fault(value)
        if fault:
            problems.append(Problem(name, fault, limit))
        yield ObservationAnswer(wanted.indicator_key, wanted.title, wanted.period, value, wanted.unit)


def _needed(answer: Answer) -> Iterator[Problem]:
    if not answer.stage:
        yield Problem("stage", "needed")
    if answer.stage and answer.stage not in FINAL and not answer.light:
        yield Problem("light", "needed")
    if not answer.sentence:
        yield Problem("sentence", "needed")


def _third_time(asked: Asked, answer: Answer, evidence: str) -> Iterator[Problem]:
    if asked.same_before >= SAME_AT_MOST and answer.stage not in FINAL and not evidence:
        yield Problem("evidence", "third", str(asked.same_before + 1))


def _lengths(said: Mapping[str, str]) -> Iterator[Problem]:
    for name in ("sentence", "light_reason", "evidence", "decision_answer", "asks_text"):
        if len(said.get(name, "")) > longest(name):
            yield Problem(name, "long", str(len(said[name])))


def longest(name: str) -> int:
    """How many characters a named text may have."""
    return LONGEST_ASK if name == "asks_text" else LONGEST
