"""The committee's sittings: prepare, decide one measure after the other, close with frozen minutes.

A decision can be replaced or taken back until the sitting is closed, but not by someone who saw another one than
stands now: who decides says what they saw. Closing writes the minutes as one canonical
text into the file store and its hash into the history, in one transaction; nothing changes them afterwards.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.access import require_decider
from leitstand.domain.reporting.agenda_words import overtaken_in_words
from leitstand.domain.reporting.models import Decision, Round, Sitting
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow, agenda_of
from leitstand.domain.reporting.queries.rounds.decided import LastWord, last_word
from leitstand.domain.reporting.queries.rounds.frozen import as_plain
from leitstand.domain.reporting.queries.rounds.minutes import text_of
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import store
from leitstand.foundation.history import recording, writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.reading import current

EDITABLE = ("title", "held_on", "body", "round", "present", "remarks")
NAMED = 5


class Overtaken(RuleBroken):
    """Someone else has decided, or taken a decision back, since the person who decides has looked."""

    def __init__(self, last: LastWord) -> None:
        super().__init__(overtaken_in_words(last, get_language() or "de"), "overtaken")
        self.last = last


def prepare_sitting(
    this_round: Round | None, title: str, held_on: date, body: Institution | None = None, *, actor: Actor
) -> Sitting:
    """Save a prepared sitting. Only one is prepared at a time.

    Raises ``NotAllowed``, ``ValidationError``, or ``RuleBroken`` (``another``).
    """
    require_decider(actor)
    with transaction.atomic():
        recording.hold()
        other = current(Sitting).filter(state=Sitting.State.PREPARED).first()
        if other:
            raise RuleBroken(f"„{other}“ ist noch nicht geschlossen. Bitte zuerst diese Sitzung schließen.", "another")
        sitting = Sitting(round=this_round, title=title.strip(), held_on=held_on, body=body)
        sitting.key = new_key(Sitting, f"{held_on.isoformat()}-{sitting.title}"[:80], prefix="sitzung-")
        records.check(sitting)
        writing.create(actor, [writing.Row(sitting)])
    return sitting


def change_sitting(sitting: Sitting, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Change ``EDITABLE`` fields until the sitting is closed. Raises ``ValidationError`` or ``RuleBroken``."""
    require_decider(actor)
    with transaction.atomic():
        _hold_open(sitting)
        edit = records.planned(sitting, {name: value for name, value in values.items() if name in EDITABLE})
        writing.update(actor, sitting, edit.values)


def cancel_sitting(sitting: Sitting, *, actor: Actor) -> None:
    """Take back a sitting that has decided nothing. Raises ``RuleBroken`` (``closed``, ``decided``)."""
    require_decider(actor)
    with transaction.atomic():
        _hold_open(sitting)
        if _decided(sitting):
            raise RuleBroken("In dieser Sitzung ist schon etwas beschlossen. Bitte das zuerst zurücknehmen.", "decided")
        writing.remove(actor, sitting)


def decide(
    sitting: Sitting,
    measure: Measure,
    kind: str,
    due: date,
    *,
    actor: Actor,
    owner: Person | None = None,
    owner_text: str = "",
    text: str = "",
    seen: str | None = None,
) -> Decision:
    """Record what is decided on a measure, in place of what was decided on it before in this sitting.

    ``seen`` is the sign of what stood there when the person looked, empty for nothing; without it nothing is compared.
    Raises ``NotAllowed``, ``RuleBroken`` (``closed``, ``owner``, ``past``), ``Overtaken``, or ``ValidationError`` by
    field.
    """
    require_decider(actor)
    _require_sensible(sitting, kind, due, owner, owner_text)
    values = {"kind": kind, "due": due, "owner": owner, "owner_text": owner_text.strip(), "text": text.strip()}
    with transaction.atomic():
        _hold_open(sitting)
        _require_seen(sitting, measure, seen, values)
        row = _row_of(agenda_of(sitting), measure)
        return _keep(sitting, measure, row, values, actor)


def _require_sensible(sitting: Sitting, kind: str, due: date, owner: Person | None, owner_text: str) -> None:
    if owner is None and not owner_text.strip() and kind != Decision.Kind.DEFER:
        raise RuleBroken("Bitte sagen, wer sich darum kümmert: eine Person wählen oder einen Namen schreiben.", "owner")
    if due < sitting.held_on:
        raise RuleBroken(f"Der Termin liegt vor der Sitzung am {sitting.held_on:%d.%m.%Y}.", "past")


def _require_seen(
    sitting: Sitting, measure: Measure, seen: str | None, wanted: Mapping[str, Any] | None = None
) -> None:
    """Nothing else stands than was seen, or exactly what is wanted: then a button was pressed twice."""
    if seen is None or seen == (last := last_word(sitting, measure.key)).sign:
        return
    known: Decision | None = current(Decision).filter(sitting=sitting, measure=measure).first()
    if known and wanted and all(getattr(known, name) == value for name, value in wanted.items()):
        return
    raise Overtaken(last)


def _row_of(picture: AgendaPicture, measure: Measure) -> AgendaRow:
    if measure.key not in picture.rows:
        raise NotFound("Diese Maßnahme steht in keiner Fassung, über die heute entschieden wird.")
    return picture.rows[measure.key]


def _keep(sitting: Sitting, measure: Measure, row: AgendaRow, values: Mapping[str, Any], actor: Actor) -> Decision:
    known: Decision | None = current(Decision).filter(sitting=sitting, measure=measure).first()
    if known:
        edit = records.planned(known, values)
        writing.update(actor, known, edit.values, verb="decide")
        return known
    made = _new(sitting, measure, row, values)
    records.check(made)
    writing.create(actor, [writing.Row(made)])
    return made


def _new(sitting: Sitting, measure: Measure, row: AgendaRow, values: Mapping[str, Any]) -> Decision:
    why = [as_plain({"code": one.code, "values": one.values}) for one in row.item.whys] if row.item else []
    made = Decision(sitting=sitting, measure=measure, why=why, light_then=row.standing, **values)
    made.key = new_key(Decision, measure.key, prefix=f"{sitting.key}."[:60])
    return made


def undo_decision(decision: Decision, *, actor: Actor, seen: str | None = None) -> None:
    """Take a decision back. Raises ``RuleBroken`` (``closed``), or ``Overtaken`` as ``decide`` does."""
    require_decider(actor)
    with transaction.atomic():
        _hold_open(decision.sitting)
        _require_seen(decision.sitting, decision.measure, seen)
        writing.remove(actor, decision)


def defer_rest(sitting: Sitting, due: date, *, actor: Actor) -> int:
    """Defer every red item that nothing was decided on; return how many. Raises as ``decide`` does."""
    require_decider(actor)
    _require_sensible(sitting, Decision.Kind.DEFER, due, None, "")
    with transaction.atomic():
        _hold_open(sitting)
        picture = agenda_of(sitting)
        rows = picture.undecided(_decided(sitting))
        measures = Measure.objects.in_bulk([row.key for row in rows], field_name="key")
        values = {"kind": Decision.Kind.DEFER, "due": due}
        made = [_new(sitting, measures[row.key], row, values) for row in rows]
        writing.create(actor, [writing.Row(one) for one in made])
    return len(made)


def close_sitting(sitting: Sitting, *, actor: Actor) -> Sitting:
    """Freeze the minutes. Raises ``RuleBroken`` (``closed``, ``undecided``): the red items left are named."""
    require_decider(actor)
    with transaction.atomic():
        _hold_open(sitting)
        picture = agenda_of(sitting)
        _require_decided(picture.undecided(_decided(sitting)))
        stored = store(text_of(sitting, picture).encode(), "application/json")
        values = {"state": Sitting.State.CLOSED, "minutes": stored, "content_hash": stored.sha256}
        writing.update(actor, sitting, values, verb="close")
    return sitting


def _require_decided(waiting: Sequence[AgendaRow]) -> None:
    if waiting:
        titles = ", ".join(f"„{row.title}“" for row in waiting[:NAMED])
        more = f" und {len(waiting) - NAMED} weiteren" if len(waiting) > NAMED else ""
        raise RuleBroken(
            f"Nicht im Plan und noch ohne Beschluss: {titles}{more}. Bitte entscheiden oder vertagen.", "undecided"
        )


def _hold_open(sitting: Sitting) -> None:
    recording.hold()
    sitting.refresh_from_db()
    if sitting.state == Sitting.State.CLOSED or sitting.removed_on:
        raise RuleBroken(f"Das Protokoll von „{sitting}“ ist geschlossen und ändert sich nicht mehr.", "closed")


def _decided(sitting: Sitting) -> set[str]:
    """Keys of the measures on which the sitting has decided something."""
    return set(current(Decision).filter(sitting=sitting).values_list("measure__key", flat=True))
