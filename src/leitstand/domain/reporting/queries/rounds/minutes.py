"""The minutes of a sitting as they are kept: every agenda item with its reasons, every decision, who was there.

Kept as codes and values in one canonical text, so that they can be said in either language and are the same
document however often they are set. Pages and files of a closed sitting read this and nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from leitstand.domain.reporting.models import Sitting
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow, agenda_of
from leitstand.domain.reporting.queries.rounds.decided import DecisionView, decisions_of, view
from leitstand.domain.reporting.queries.rounds.frozen import as_plain, as_typed
from leitstand.domain.reporting.rules import agenda, effect
from leitstand.domain.reporting.rules.agenda import Why
from leitstand.domain.reporting.rules.deciding import RED
from leitstand.domain.reporting.rules.light import Reason
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.chain import canonical

FORMAT = "leitstand-minutes/1"
RULES = {"agenda": agenda.RULE, "effect": effect.RULE}


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One measure of the agenda, or decided on beside it (then without ``whys``). Codes, not words."""

    key: str
    title: str
    title_en: str
    lead: str
    state: str
    computed: str
    sentence: str
    whys: tuple[Why, ...]
    reasons: tuple[Reason, ...]
    missing: Decimal | None
    help: str
    last: DecisionView | None
    decision: DecisionView | None

    @property
    def is_waiting(self) -> bool:
        """Off track, and nothing decided: the minutes cannot be closed."""
        return self.decision is None and any(why.code in RED for why in self.whys)


@dataclass(frozen=True)
class Minutes:
    """The whole minutes. ``items`` in the order of the agenda, what was decided beside it last."""

    key: str
    title: str
    held_on: date
    body: str
    present: str
    remarks: str
    plan_title: str
    round_title: str
    judged_on: date
    demonstration: bool
    rules: Mapping[str, str]
    items: tuple[MinutesItem, ...]
    content_hash: str = ""

    @property
    def decided(self) -> tuple[MinutesItem, ...]:
        return tuple(one for one in self.items if one.decision)

    @property
    def undecided(self) -> tuple[MinutesItem, ...]:
        return tuple(one for one in self.items if not one.decision)

    @property
    def waiting(self) -> tuple[MinutesItem, ...]:
        return tuple(one for one in self.items if one.is_waiting)


def minutes_of(sitting: Sitting) -> Minutes:
    """The frozen minutes of a closed sitting. Raises ``NotFound`` for one that is not closed."""
    if sitting.minutes is None:
        raise NotFound(f"Das Protokoll von „{sitting}“ ist noch nicht geschlossen.")
    return _read(sitting.minutes.sha256, read(sitting.minutes))


def draft_of(sitting: Sitting, picture: AgendaPicture | None = None) -> Minutes:
    """The minutes as they would be frozen now."""
    picture = picture or agenda_of(sitting)
    taken = {one.measure_key: one for one in map(view, decisions_of(sitting))}
    beside = [picture.rows[key] for key in taken if key in picture.rows and picture.rows[key].item is None]
    rows = [*picture.items, *beside]
    return Minutes(
        key=sitting.key,
        title=sitting.title,
        held_on=sitting.held_on,
        body=sitting.body.name if sitting.body else "",
        present=sitting.present,
        remarks=sitting.remarks,
        plan_title=picture.plan_title,
        round_title=picture.round_title,
        judged_on=picture.judged_on,
        demonstration=picture.demonstration,
        rules=RULES,
        items=tuple(_item(row, taken.get(row.key)) for row in rows),
    )


def text_of(sitting: Sitting, picture: AgendaPicture | None = None) -> str:
    """The canonical text that is stored and hashed."""
    content = asdict(draft_of(sitting, picture))
    del content["content_hash"]
    return canonical({"format": FORMAT, "minutes": as_plain(content)})


def _item(row: AgendaRow, decision: DecisionView | None) -> MinutesItem:
    return MinutesItem(
        key=row.key,
        title=row.title,
        title_en=row.title_en,
        lead=row.lead.title,
        state=row.state,
        computed=row.computed.light,
        sentence=row.sentence,
        whys=row.item.whys if row.item else (),
        reasons=row.computed.reasons,
        missing=row.money.missing,
        help=row.help,
        last=row.last,
        decision=decision,
    )


@lru_cache(maxsize=16)
def _read(sha256: str, content: bytes) -> Minutes:
    kept = json.loads(content, object_hook=as_typed)["minutes"]
    return Minutes(**{**kept, "items": tuple(_of_kept(one) for one in kept["items"]), "content_hash": sha256})


def _of_kept(kept: Mapping[str, Any]) -> MinutesItem:
    made = {
        "whys": tuple(Why(**one) for one in kept["whys"]),
        "reasons": tuple(Reason(**one) for one in kept["reasons"]),
        "last": DecisionView(**kept["last"]) if kept["last"] else None,
        "decision": DecisionView(**kept["decision"]) if kept["decision"] else None,
    }
    return MinutesItem(**{**kept, **made})
