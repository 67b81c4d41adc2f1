"""A frozen round as it is kept and shown: every input, answer, light, rule and number, as one text.

The text is canonical JSON; its SHA-256 is the round's content hash, which the history's chain holds. Pages,
report and agenda of a frozen round read this and nothing else, so that no later change can alter them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.rules.answering import differs
from leitstand.domain.reporting.rules.differences import Answer, Difference, MilestoneAnswer, ObservationAnswer
from leitstand.domain.reporting.rules.light import Computed, Reason
from leitstand.domain.reporting.rules.rollup import Rollup, rollup
from leitstand.foundation.errors import Altered, NotFound
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.chain import canonical

FORMAT = "leitstand-round/1"


@dataclass(frozen=True, slots=True)
class Named:
    """A field, topic or institution by key and name."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class FrozenMeasure:
    """One measure of the round. ``state`` is the reporter's word (``not_reported`` without one); ``inputs`` are
    the facts from which the light was computed; ``before`` is the state in the round before, or empty."""

    key: str
    title: str
    title_en: str
    code: str
    field: Named
    topic: Named
    lead: Named
    lighthouse: bool
    goals: int
    planned: str
    state: str
    computed: Computed
    inputs: Mapping[str, Any]
    answer: Answer | None
    light_reason: str
    unchanged: bool
    evidence: str
    decision: str
    decision_answer: str
    sent_by: str
    sent_on: str
    channel: str
    approved_by: str
    attachments: tuple[Mapping[str, str], ...]
    differences: tuple[Difference, ...]
    before: str
    silent_rounds: int

    @property
    def money_planned(self) -> Decimal | None:
        """The planned cost in euros, if the plan names one."""
        return Decimal(self.planned) if self.planned else None

    @property
    def is_reported(self) -> bool:
        return self.state != "not_reported"


@dataclass(frozen=True, slots=True)
class Silent:
    """An institution from which reports are missing: how many of how many."""

    lead: Named
    missing: int
    asked: int


@dataclass(frozen=True)
class FrozenRound:
    """The whole round. ``facts`` are the round's own fields as text; ``rules`` the version of each rule used."""

    facts: Mapping[str, Any]
    rules: Mapping[str, str]
    measures: tuple[FrozenMeasure, ...]
    content_hash: str

    @property
    def title(self) -> str:
        return str(self.facts["title"])

    @property
    def period_ends(self) -> date:
        return date.fromisoformat(self.facts["period_ends"])

    def day(self, name: str) -> date:
        """One of the round's own dates, e.g. ``deadline``."""
        return date.fromisoformat(self.facts[name])

    @property
    def rollup(self) -> Rollup:
        return rollup(one.state for one in self.measures)

    def rollups(self, by: str) -> list[tuple[Named, Rollup]]:
        """One roll-up for each ``field``, ``topic`` or ``lead``, in the round's order; without name last."""
        grouped: dict[Named, list[str]] = {}
        for one in self.measures:
            grouped.setdefault(getattr(one, by), []).append(one.state)
        ordered = sorted(grouped.items(), key=lambda item: not item[0].key)
        return [(named, rollup(states)) for named, states in ordered]

    @property
    def silent(self) -> list[Silent]:
        """Institutions from which a report is missing, the most silent first."""
        found = [
            Silent(lead, total.total - total.reported, total.total)
            for lead, total in self.rollups("lead")
            if total.reported < total.total
        ]
        return sorted(found, key=lambda one: (-one.missing, one.lead.title))

    @property
    def changed(self) -> list[FrozenMeasure]:
        """Measures whose state differs from the round before."""
        return [one for one in self.measures if one.before and one.before != one.state]

    @property
    def disagreeing(self) -> list[FrozenMeasure]:
        """Measures whose reporter and rule do not agree."""
        return [one for one in self.measures if one.answer and differs(one.answer, one.computed)]


def as_text(frozen: FrozenRound) -> str:
    """The canonical text that is stored and hashed."""
    content = {
        "format": FORMAT,
        "round": dict(frozen.facts),
        "rules": dict(frozen.rules),
        "measures": [as_plain(asdict(one)) for one in frozen.measures],
    }
    return canonical(content)


def as_plain(value: Any) -> Any:
    """A value as JSON can keep it: decimals and dates under a name that says what they are."""
    if isinstance(value, Mapping):
        return {name: as_plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, Decimal):
        return {"decimal": f"{value:f}"}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def frozen_round(this_round: Round) -> FrozenRound:
    """What was frozen. Raises ``NotFound`` for a round that is not frozen, or whose file is gone; ``Altered`` if
    the file is not the one that was frozen."""
    if this_round.frozen is None:
        raise NotFound(f"{this_round} ist noch nicht eingefroren.")
    return read_frozen(read(this_round.frozen), this_round.content_hash)


@lru_cache(maxsize=8)
def read_frozen(content: bytes, content_hash: str) -> FrozenRound:
    """The frozen round in these bytes. Raises ``Altered`` if its hash is another."""
    found = sha256(content).hexdigest()
    if found != content_hash:
        raise Altered(
            "Was von dieser Runde eingefroren wurde, ist verändert worden: Die Prüfsumme der Datei ist "
            f"{found}, festgehalten ist {content_hash}. Bitte die Sicherung einspielen."
        )
    kept = json.loads(content, object_hook=as_typed)
    return FrozenRound(
        facts=kept["round"],
        rules=kept["rules"],
        measures=tuple(_measure(one) for one in kept["measures"]),
        content_hash=content_hash,
    )


def as_typed(found: dict[str, Any]) -> Any:
    """What ``as_plain`` made, turned back; a hook for ``json.loads``."""
    if found.keys() == {"decimal"}:
        return Decimal(found["decimal"])
    if found.keys() == {"date"}:
        return date.fromisoformat(found["date"])
    return found


def _measure(kept: dict[str, Any]) -> FrozenMeasure:
    computed = kept["computed"]
    named = {name: Named(**kept[name]) for name in ("field", "topic", "lead")}
    rest = {
        "computed": Computed(computed["light"], tuple(Reason(**one) for one in computed["reasons"])),
        "answer": _answer(kept["answer"]) if kept["answer"] else None,
        "attachments": tuple(kept["attachments"]),
        "differences": tuple(Difference(**one) for one in kept["differences"]),
    }
    return FrozenMeasure(**{**kept, **named, **rest})


def _answer(kept: dict[str, Any]) -> Answer:
    lists = {
        "milestones": tuple(MilestoneAnswer(**one) for one in kept["milestones"]),
        "observations": tuple(ObservationAnswer(**one) for one in kept["observations"]),
        "attachments": tuple(kept["attachments"]),
    }
    return Answer(**{**kept, **lists})
