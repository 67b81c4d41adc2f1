"""Uploaded files: kept, read in the background one by one, confirmed by a person, taken in or given up.

Each file is a job of its own, so that one that fails stops no other; nothing of it is in the catalogue before
someone confirmed what was guessed of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django_tasks import task

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Fulltext, Paper, Received
from leitstand.domain.papers.operations.intake import MIME, Added, add_file
from leitstand.domain.papers.queries.limits import limits
from leitstand.domain.papers.reading import ReadText, Unreadable, plain_name, read_apart
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import LeitstandError, RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import discard, path_of, store_path
from leitstand.foundation.jobs.holding import held

KIND = "application/x-leitstand-paper"
KEPT_FOR = timedelta(days=1)
State = Received.State
IN_HAND = {State.READING: State.WAITING, State.TAKING: State.CONFIRMED}
"""What a job does with a file just now, and where the file goes back to if the job is cut off."""
AT_WORK = (*IN_HAND, *IN_HAND.values())
FIELDS = ("title", "body", "land", "kind", "years", "published", "url")


def receive(path: Path, name: str, *, actor: Actor) -> Received:
    """Keep an uploaded file and have it read soon. One that is too large is refused at once, and not kept."""
    require_keeper(actor)
    said = plain_name(name)[-255:]
    row = Received(
        made_at=clock.now(), made_by=actor.name, account=actor.ident, role=actor.role or "", name=said
    )  # fmt: skip
    most = limits().file_megabytes
    size = path.stat().st_size
    if size > most * 1_000_000:
        row.state, row.problem = State.FAILED, f"Die Datei ist größer als {most} MB. Bitte verkleinern oder teilen."
        row.save()
        return row
    if not size:
        row.state, row.problem = State.FAILED, "Die Datei ist leer."
        row.save()
        return row
    row.file = store_path(path, KIND)
    row.save()
    transaction.on_commit(lambda: read_received.enqueue(row.pk))
    return row


@task()
def read_received(ident: int) -> None:
    """Read a file that waits, unless that is done already (a job may run twice)."""
    with held(Received(pk=ident).lock) as mine:
        if mine and Received.objects.filter(pk=ident, state=State.WAITING).update(state=State.READING):
            _read(Received.objects.select_related("file").get(pk=ident))


def _read(row: Received) -> None:
    known = _known(row)
    if known is not None:
        _end(row, State.KNOWN, paper=known.paper)
        return
    try:
        assert row.file is not None  # noqa: S101 - a row that waits has its file
        found = read_apart(path_of(row.file), row.name, limits())
    except (Unreadable, LeitstandError) as error:
        _end(row, State.FAILED, problem=str(error))
        return
    _end(row, State.READ, found=_seen(found))


def _known(row: Received) -> Fulltext | None:
    texts = Fulltext.objects.filter(removed_on=None, file=row.file, paper__isnull=False)
    return texts.select_related("paper").first()


def _seen(found: ReadText) -> dict[str, Any]:
    guess = found.guess
    return {
        "media": found.media, "pages": len(found.pages), "passages": len(found.passages),
        "without": list(found.pages_without_text), "title": guess.title, "body": guess.body, "land": guess.land,
        "kind": guess.kind, "years": guess.year, "published": guess.published,
    }  # fmt: skip


def cut_off(rows: Iterable[Received]) -> set[int]:
    """Which of the files no job is at any more, though their state says so: its process was killed."""
    free = [row for row in rows if row.state in IN_HAND and _nobody_holds(row)]
    now = dict(Received.objects.filter(pk__in=[row.pk for row in free]).values_list("pk", "state"))
    return {row.pk for row in free if now.get(row.pk) == row.state}


def _nobody_holds(row: Received) -> bool:
    with held(row.lock) as free:
        return free


def again(row: Received, *, actor: Actor) -> None:
    """Have a file read, or taken in, once more if that ended badly or was cut off; a file waits in line only once.

    What was taken in before the end is recognised by its checksum, so nothing is kept twice. Raises
    ``RuleBroken`` (``state``) while a job is at it.
    """
    require_keeper(actor)
    if row.file is None or row.state == State.DONE:
        raise RuleBroken("Diese Datei ist nicht mehr da. Bitte noch einmal hochladen.", "state")
    with held(row.lock) as free:
        if not free:
            raise RuleBroken("An dieser Datei wird gerade gearbeitet. Bitte die Seite neu laden.", "state")
        state = IN_HAND.get(State(row.state), State.WAITING)
        moved = Received.objects.filter(pk=row.pk, state=row.state).update(state=state, problem="")
    if moved:
        work = take_received if state == State.CONFIRMED else read_received
        transaction.on_commit(lambda: work.enqueue(row.pk))


def confirm(row: Received, values: Mapping[str, Any], paper: Paper | None, *, actor: Actor) -> None:
    """Say what a file is: a new paper with ``values`` (``FIELDS`` and ``previous``), or the text of ``paper``.

    A paper in the catalogue keeps what is known of it. Raises ``RuleBroken`` if the file is further already.
    """
    require_keeper(actor)
    kept = {name: str(values.get(name) or "") for name in FIELDS} if paper is None else {}
    previous = values.get("previous")
    if paper is None:
        kept["previous"] = previous.key if previous else ""
    moved = Received.objects.filter(pk=row.pk, state=State.READ, file__isnull=False).update(
        state=State.CONFIRMED, values=kept, paper=paper, problem="", made_by=actor.name, account=actor.ident,
        role=actor.role or "",
    )  # fmt: skip
    if not moved:
        raise RuleBroken("Diese Datei ist inzwischen schon weiter. Bitte die Seite neu laden.", "state")
    transaction.on_commit(lambda: take_received.enqueue(row.pk))


@task()
def take_received(ident: int) -> None:
    """Take a confirmed file in, unless that is done already (a job may run twice)."""
    with held(Received(pk=ident).lock) as mine:
        if mine and Received.objects.filter(pk=ident, state=State.CONFIRMED).update(state=State.TAKING):
            _take(Received.objects.select_related("file", "paper").get(pk=ident))


def _take(row: Received) -> None:
    assert row.file is not None  # noqa: S101 - a file that was confirmed is here until it is taken in
    actor = Actor("account", row.made_by, row.account, Role(row.role)) if row.role else Actor("system", row.made_by)
    try:
        done = add_file(path_of(row.file), row.name, _values(row), actor=actor, paper=row.paper)
    except ValidationError as error:
        _end(row, State.READ, problem=" ".join(error.messages))
    except LeitstandError as error:
        _end(row, State.READ, problem=str(error))
    except (OSError, DatabaseError):
        _end(row, State.READ, problem="Die Datei ließ sich nicht ablegen. Bitte noch einmal bestätigen.")
    else:
        _taken(row, done)


def _values(row: Received) -> dict[str, Any]:
    """What was confirmed; ``previous`` is always there, so that no other paper is chosen in its place."""
    if not row.values:
        return {}
    previous = Paper.objects.filter(key=row.values.get("previous", ""), removed_on=None).first()
    return {**row.values, "previous": previous}


def _taken(row: Received, done: Added) -> None:
    stored = row.file
    _end(row, State.DONE, paper=done.paper, file=None, problem="", found={**row.found, "note": done.note})
    if stored is not None and not _let_go(stored):
        StoredFile.objects.filter(pk=stored.pk, content_type=KIND).update(content_type=MIME[done.fulltext.media])


def give_up(row: Received, *, actor: Actor) -> None:
    """Forget a file that is not wanted; what was taken in stays. Raises ``RuleBroken`` while it is being taken in."""
    require_keeper(actor)
    stored = row.file
    with held(row.lock) as free:
        rows = Received.objects.filter(pk=row.pk)
        if not (rows if free else rows.exclude(state=State.TAKING)).delete()[0]:
            raise RuleBroken("Diese Datei wird gerade übernommen. Bitte die Seite neu laden.", "state")
    _let_go(stored)


def forget_old(now: datetime) -> int:
    """Forget uploads of more than a day ago, and their files; what became papers stays. Return how many went."""
    old = list(Received.objects.filter(made_at__lt=now - KEPT_FOR).select_related("file"))
    for row in old:
        stored = row.file
        row.delete()
        _let_go(stored)
    return len(old)


def _let_go(stored: StoredFile | None) -> bool:
    """Remove an upload's file, unless another upload or a text has the same."""
    return stored is not None and not Received.objects.filter(file=stored).exists() and discard(stored)


def _end(row: Received, state: State, **values: Any) -> None:
    """Say what became of an upload; one that was given up meanwhile does not come back."""
    Received.objects.filter(pk=row.pk).update(state=state, **values)
