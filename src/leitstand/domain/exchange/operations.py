"""Imports: preview a file, then carry it out whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from leitstand.domain.exchange import applying
from leitstand.domain.exchange.applying import Progress
from leitstand.domain.exchange.checking import check
from leitstand.domain.exchange.comparing import ImportPlan, RowChange, compare
from leitstand.domain.exchange.dataset import Stored, read_database
from leitstand.domain.exchange.incoming import Incoming
from leitstand.domain.exchange.package_reading import read_package
from leitstand.domain.exchange.series import redefined_sentence
from leitstand.domain.exchange.workbook_reading import read_workbook
from leitstand.domain.papers.operations.linking import link_quotations
from leitstand.domain.plans.access import require_keeper
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.waste import keeping_everything

FILE, HERE = "file", "here"
Decisions = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Result:
    """What an import wrote: numbers of rows, and of amendments to adopted editions."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    amendments: int = 0


def preview(source: Path | BinaryIO, *, actor: Actor, name: str = "", progress: Progress | None = None) -> ImportPlan:
    """Read a package (a folder) or a workbook (a file) and say what importing it would change.

    ``name`` is what people call the file, for messages and the history, if the source does not
    know it. Whatever is wrong with the file is in the plan's ``errors``. Raises ``NotAllowed``.
    """
    require_keeper(actor)
    tell = progress or _silent
    tell(0, 3, "Datei lesen")
    incoming = _read(source, name)
    tell(1, 3, "Mit dem Bestand vergleichen")
    number, _hash = recording.head()
    plan = plan_import(incoming, read_database())
    plan.head = number
    tell(3, 3, "Fertig")
    return plan


def _read(source: Path | BinaryIO, name: str) -> Incoming:
    if not isinstance(source, Path):
        return read_workbook(source, name or Path(str(getattr(source, "name", "") or "Arbeitsmappe")).name)
    if source.is_dir():
        return read_package(source, name or source.name)
    with source.open("rb") as file:
        return read_workbook(file, name or source.name)


def plan_import(incoming: Incoming, here: Stored) -> ImportPlan:
    """What importing these rows would change of what is kept here. Writes nothing."""
    plan = compare(incoming, here)
    plan.here = here
    check(plan, here)
    return plan


def carry_out(
    plan: ImportPlan,
    *,
    actor: Actor,
    decisions: Decisions | None = None,
    amendment: str = "",
    progress: Progress | None = None,
) -> Result:
    """Apply a previewed plan in one transaction.

    ``decisions`` says for each conflict, by (table, key), which side holds: ``"file"`` or
    ``"here"``. ``amendment`` is the reason for changes to adopted editions. Raises ``NotAllowed``,
    or ``RuleBroken`` if the plan has errors, a decision or reason is missing, or something changed
    here since the preview; then nothing was written.
    """
    require_keeper(actor)
    if plan.errors:
        more = f" (und {len(plan.errors) - 1} weitere)" if len(plan.errors) > 1 else ""
        raise RuleBroken(f"Die Datei hat Fehler; nichts wurde importiert. {plan.errors[0]}{more}", "errors")
    with transaction.atomic(), keeping_everything():
        return _carry_out(plan, decisions or {}, amendment, actor, progress or _silent)


def _carry_out(plan: ImportPlan, decisions: Decisions, amendment: str, actor: Actor, progress: Progress) -> Result:
    wishes = [*plan.rows, *_decided(plan, decisions)]
    if not wishes:
        return Result()
    _announce(plan, wishes, actor)
    here = _unmoved(plan)
    if plan.conflicts:
        _recheck(plan, wishes, here)
    if plan.editions_to_amend and not amendment.strip():
        editions = here.living.rows("editions")
        raise applying.frozen_error(str(editions[key]["title"]) for key in plan.editions_to_amend)
    if plan.redefined and not amendment.strip():
        raise RuleBroken(redefined_sentence(plan.redefined), "redefined")
    before = applying.hashes_before(here, wishes)
    applying.Writer(actor, here, wishes, timezone.localdate(), _reason(plan, amendment), progress).write()
    if any(wish.table.name in ("demands", "adoptions") for wish in wishes):
        link_quotations(actor=actor)
    amendments = applying.settle_editions(before, here, wishes, amendment, actor=actor)
    return replace(_counted(wishes), amendments=amendments)


def _decided(plan: ImportPlan, decisions: Decisions) -> list[RowChange]:
    """The wishes of the conflicts that were decided for the file."""
    undecided = [c for c in plan.conflicts if decisions.get((c.table, c.key)) not in (FILE, HERE)]
    if undecided:
        names = ", ".join(f"„{conflict.label}“" for conflict in undecided[:5])
        raise RuleBroken(
            f"{len(undecided)} Zeilen wurden hier und in der Datei geändert: {names}. Bitte für jede wählen, was gilt.",
            "undecided",
        )
    return [c.wish for c in plan.conflicts if decisions[c.table, c.key] == FILE]


def _announce(plan: ImportPlan, wishes: list[RowChange], actor: Actor) -> None:
    """Record the import itself; this also locks the history until the transaction ends."""
    counts = _counted(wishes)
    changes = {"new": counts.new, "changed": counts.changed, "removed": counts.removed}
    draft = recording.Draft("exchange.import", "exchange.import", plan.incoming.name[:120], plan.incoming.name, changes)
    recording.record(actor, [draft])


def _unmoved(plan: ImportPlan) -> Stored:
    """What is kept here now; raises ``RuleBroken`` if that makes the plan another one."""
    number, _hash = recording.head()
    if plan.here is not None and number == plan.head + 1:
        return plan.here
    here = read_database()
    if plan_import(plan.incoming, here).mark != plan.mark:
        raise RuleBroken(
            "Seit der Vorschau hat jemand den Plan geändert. Nichts wurde importiert; bitte die Vorschau neu öffnen.",
            "moved",
        )
    return here


def _recheck(plan: ImportPlan, wishes: list[RowChange], here: Stored) -> None:
    """Check again with the decisions taken: they may bring back what others refer to."""
    decided = ImportPlan(plan.incoming, rows=wishes)
    check(decided, here)
    if decided.errors:
        raise RuleBroken(f"Mit diesen Entscheidungen geht es nicht: {decided.errors[0]}", "errors")
    plan.editions_to_amend, plan.redefined = decided.editions_to_amend, decided.redefined


def _reason(plan: ImportPlan, amendment: str) -> str:
    return amendment.strip() or f"Import aus {plan.incoming.name}"


def _counted(wishes: list[RowChange]) -> Result:
    kinds = [wish.kind for wish in wishes]
    return Result(kinds.count("new"), kinds.count("changed"), kinds.count("removed"))


def _silent(done: int, total: int, text: str) -> None:
    """Progress that nobody watches."""
