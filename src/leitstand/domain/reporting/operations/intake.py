"""Files of statistics sent in at the desk: received, mapped if they need it, checked, and taken in on a word.

A small file is checked and taken in at once, a large one by the worker; its progress is kept where the page reads
it. The check says what the file would bring to indicators and change of ratings; nothing is kept before the word.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django_tasks import task

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.domain.reporting.queries.revising import brought, foreseen
from leitstand.domain.statistics.keeping import Progress
from leitstand.domain.statistics.models import Dataset, Intake
from leitstand.domain.statistics.operations import Imported, import_file
from leitstand.domain.statistics.reading import AnyMapping, Unreadable, mapping_as_json, mapping_from_json, sniff
from leitstand.domain.statistics.reading.opening import opened
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import LeitstandError, NotFound, RuleBroken
from leitstand.foundation.files.storing import discard, path_of, store_path
from leitstand.foundation.history.keys import slug

KIND = "application/x-leitstand-statistics"
AT_ONCE = 2_000_000
KEPT_FOR = timedelta(days=1)
OWN = ("csv", "xlsx")
UNFORESEEN = (
    "Diese Datei ließ sich aus einem Grund nicht lesen, den niemand vorhergesehen hat; nichts wurde übernommen. "
    "Der Grund steht im Protokoll des Betriebs."
)
State = Intake.State
T = TypeVar("T")
_log = logging.getLogger(__name__)


def receive(
    path: Path, name: str, dataset: str, *, vintage: str = "", mark_breaks: bool = False, actor: Actor
) -> Intake:
    """Keep a sent file and recognise it; check it, unless its columns are to be mapped first.

    Raises ``RuleBroken`` for what is no table at all; then nothing is kept.
    """
    require_keeper(actor)
    if not dataset.strip() or not slug(dataset):
        raise RuleBroken("Bitte einen Datensatz wählen oder einen neuen benennen.", "dataset")
    try:
        with opened(path, name) as original:
            kind = sniff(original)
    except Unreadable as error:
        raise RuleBroken(str(error), "unreadable") from None
    intake = Intake.objects.create(
        made_at=clock.now(), made_by=actor.name, role=actor.role or "", file=store_path(path, KIND), name=name[-255:],
        format=kind, dataset=dataset.strip()[:300], vintage=vintage, mark_breaks=mark_breaks,
        state=State.MAPPING if kind in OWN and not _is_mapped(dataset) else State.CHECKING,
    )  # fmt: skip
    if intake.state == State.CHECKING:
        _soon(intake, check)
    return intake


def _is_mapped(name: str) -> bool:
    known = Dataset.objects.filter(removed_on=None).exclude(mapping="")
    return known.filter(key__in=(name, slug(name))).exists() or known.filter(title=name).exists()


def map_columns(intake: Intake, mapping: AnyMapping, *, actor: Actor) -> None:
    """Say what stands where; then check. It becomes the data set's own mapping with the import."""
    require_keeper(actor)
    _move(intake, (State.MAPPING, State.CHECKED, State.REFUSED), State.CHECKING, mapping=mapping_as_json(mapping))
    _soon(intake, check)


def accept(intake: Intake, *, mark_breaks: bool = False, actor: Actor) -> None:
    """Take a checked file in. Raises ``RuleBroken`` if it was not checked."""
    require_keeper(actor)
    _move(intake, (State.CHECKED, State.REFUSED), State.TAKING, made_by=actor.name, role=actor.role or "",
          mark_breaks=mark_breaks or intake.mark_breaks)  # fmt: skip
    _soon(intake, take)


def drop(intake: Intake, *, actor: Actor) -> None:
    """Forget a file that is not wanted; what was taken in stays."""
    require_keeper(actor)
    stored = intake.file
    intake.delete()
    if stored is not None:
        discard(stored)


def forget_old(now: datetime) -> int:
    """Forget files that nobody took in for a day; return how many."""
    old = Intake.objects.filter(made_at__lt=now - KEPT_FOR, file__isnull=False).select_related("file")
    for intake in old:
        if intake.file is not None:
            discard(intake.file)
    Intake.objects.filter(made_at__lt=now - KEPT_FOR).exclude(state=State.DONE).delete()
    return len(old)


def _move(intake: Intake, before: tuple[State, ...], after: State, **values: Any) -> None:
    """From one state to another, once: who comes second is told."""
    values |= {"state": after, "rows": 0, "step": "", "problem": ""}
    if not Intake.objects.filter(pk=intake.pk, state__in=before).update(**values):
        raise RuleBroken("Diese Datei ist inzwischen schon weiter. Bitte die Seite neu laden.", "state")
    intake.refresh_from_db()


def _soon(intake: Intake, do: Callable[[Intake], None]) -> None:
    if intake.file is not None and intake.file.size <= AT_ONCE:
        do(intake)
        return
    work = check_intake if do is check else take_intake
    transaction.on_commit(lambda: work.enqueue(intake.pk))


@task()
def check_intake(intake_id: int) -> None:
    """Check a large file, unless that is done already (a job may run twice)."""
    intake = Intake.objects.select_related("file").filter(pk=intake_id, state=State.CHECKING).first()
    if intake is not None:
        check(intake)


@task()
def take_intake(intake_id: int) -> None:
    """Take a large file in, unless that is done already."""
    intake = Intake.objects.select_related("file").filter(pk=intake_id, state=State.TAKING).first()
    if intake is not None:
        take(intake)


def check(intake: Intake) -> None:
    """Read the whole file and say what it would bring."""

    def checked() -> Mapping[str, Any]:
        done = _imported(intake, dry_run=True)
        return _found(done, foreseen(_situation(), done.deliveries))

    found = _attempted(intake, checked)
    if found is not None:
        _end(intake, State.CHECKED, found=found)


def take(intake: Intake) -> None:
    """Import the file, assess, warn, and say what came of it."""
    then = _situation()
    done = _attempted(intake, lambda: _imported(intake, dry_run=False))
    if done is None:
        return
    if any(one.added for one in done.deliveries):
        take_stock()
    said = brought(then.indicators if then else {}, _situation(), done.deliveries)
    stored = intake.file
    _end(intake, State.DONE, found=_found(done, said), file=None)
    if stored is not None:
        discard(stored)


def _attempted(intake: Intake, work: Callable[[], T]) -> T | None:
    """What comes of the work, or nothing if the file was refused, which the intake then says."""
    try:
        return work()
    except LeitstandError as error:
        problem = str(error)
    except Exception:
        # Whatever nobody foresaw in a file: the person waiting hears of it, the operator finds it in the log.
        _log.exception("Statistics file %s could not be read", intake.pk)
        problem = UNFORESEEN
    _end(intake, State.REFUSED, problem=problem)
    return None


def _imported(intake: Intake, *, dry_run: bool) -> Imported:
    if intake.file is None:
        raise NotFound("Die Datei ist nicht mehr da. Bitte noch einmal hochladen.")
    try:
        mapping = mapping_from_json(intake.mapping) if intake.mapping else None
    except Unreadable as error:
        raise RuleBroken(str(error), "mapping") from None
    actor = Actor("account", intake.made_by, role=Role(intake.role)) if intake.role else Actor("system", intake.made_by)
    return import_file(
        path_of(intake.file), intake.dataset, actor=actor, vintage=intake.vintage or None, mapping=mapping,
        dry_run=dry_run, mark_breaks=intake.mark_breaks, name=intake.name, progress=_progress(intake),
    )  # fmt: skip


def _progress(intake: Intake) -> Progress:
    said = {"rows": 0}

    def progress(done: int, _total: int, text: str) -> None:
        if done - said["rows"] >= AT_ONCE // 10 or not done:
            said["rows"] = done
            Intake.objects.filter(pk=intake.pk).update(rows=done, step=text)

    return progress


def _found(done: Imported, deliveries: list[dict[str, Any]]) -> Mapping[str, Any]:
    kept = (
        "rows",
        "regions",
        "first_period",
        "last_period",
        "signs",
        "empty_cells",
        "repeated_rows",
        "remarks",
        "format",
    )
    return {
        **{name: done.manifest[name] for name in kept},
        "measures": done.manifest["measures"][:30],
        "measure_count": len(done.manifest["measures"]),
        "vintage": done.vintage,
        "known": done.known,
        "dataset": done.dataset,
        "breaks": [one.sentence for one in done.breaks],
        "deliveries": deliveries,
    }


def _end(intake: Intake, state: State, **values: Any) -> None:
    for name, value in {"state": state, "step": "", **values}.items():
        setattr(intake, name, value)
    intake.save()


def _situation() -> Situation | None:
    """The plan as it is; none in an instance without one."""
    with suppress(NotFound):
        return situation(clock.today(), actor=Actor("system", "Statistik"))
    return None
