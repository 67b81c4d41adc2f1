"""Data sets that a service of an office supplies: which table, how often, and fetching what is due.

A fetch that gives nothing changes nothing: the last published state stays in use, and the data set says since when
and why, so that every page can. A service is asked only if the options configure it.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from leitstand.domain.sources.access import require_keeper
from leitstand.domain.statistics.live.document import Patience
from leitstand.domain.statistics.live.http import Limits
from leitstand.domain.statistics.live.sources import SERVICES, Fetched, Outcome, fetch, require_table
from leitstand.domain.statistics.models import Dataset, Fetch
from leitstand.domain.statistics.operations.importing import Imported, import_file
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.history.writing import update

FETCHING = system("Abruf bei statistischen Ämtern")
AGAIN = timedelta(days=1)
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Tried:
    """One fetch, and the import that it led to, if any."""

    fetch: Fetch
    imported: Imported | None


def connect(
    dataset: Dataset, *, service: str, table: str, query: Mapping[str, str], every_days: int, actor: Actor
) -> None:
    """Let a service supply the data set every so many days; no service: only files. Raises ``RuleBroken``."""
    require_keeper(actor)
    if service and service not in SERVICES:
        raise NotFound(f"Den Dienst „{service}“ gibt es nicht. Möglich: {', '.join(SERVICES)}.")
    if service:
        require_table(table)
        if not 1 <= every_days <= LONGEST:
            raise RuleBroken(f"Bitte angeben, alle wie viele Tage abgerufen wird (1 bis {LONGEST}).", "every")
    values = {"service": service, "table": table, "query": dict(query), "every_days": every_days}
    if not service:
        values = {"service": "", "table": "", "query": {}, "every_days": 0}
    update(actor, dataset, {**values, "failing_since": None, "failing_reason": ""})


def fetch_due(*, actor: Actor = FETCHING, **care: Any) -> Sequence[Tried]:
    """Fetch every data set that is due from a service that may be asked. ``care`` as in ``fetch_now``."""
    require_keeper(actor)
    now = clock.now()
    return [fetch_now(one, actor=actor, **care) for one in _supplied() if _is_due(one, now)]


def _supplied() -> list[Dataset]:
    found = Dataset.objects.filter(removed_on=None).exclude(service="")
    return [one for one in found if one.service in SERVICES and SERVICES[one.service].is_configured]


def _is_due(dataset: Dataset, now: datetime) -> bool:
    """Once its days are over; after a failure the day after."""
    last = dataset.fetches.first()
    if last is None:
        return True
    wait = timedelta(days=dataset.every_days)
    return last.at + (min(wait, AGAIN) if last.outcome == Fetch.Outcome.FAILED else wait) <= now


def fetch_now(
    dataset: Dataset, *, actor: Actor, limits: Limits | None = None, patience: Patience | None = None
) -> Tried:
    """Fetch a data set and import what is new. Raises ``RuleBroken`` if no service supplies it or none may be asked."""
    require_keeper(actor)
    if not dataset.service:
        raise RuleBroken(f"„{dataset}“ wird von keinem Dienst bezogen.", "service")
    answer = fetch(dataset.service, dataset.table, dataset.query, limits=limits, patience=patience)
    imported, trouble = _taken(dataset, answer, actor)
    _say(dataset, trouble, actor)
    outcome = Fetch.Outcome.FAILED if trouble else Fetch.Outcome.UNCHANGED
    if imported is not None and not imported.known:
        outcome = Fetch.Outcome.NEW
    label = trouble or answer.label
    return Tried(Fetch.objects.create(dataset=dataset, at=clock.now(), outcome=outcome, label=label), imported)


def _taken(dataset: Dataset, answer: Fetched, actor: Actor) -> tuple[Imported | None, str]:
    """The import of an answer, and what was wrong with either."""
    if answer.outcome == Outcome.FAILED or answer.content is None:
        return None, answer.reason
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        path = Path(folder) / f"{dataset.table}.csv"
        path.write_bytes(answer.content)
        try:
            return import_file(path, dataset.key, actor=actor, name=path.name), ""
        except RuleBroken as error:
            return None, str(error)


def _say(dataset: Dataset, trouble: str, actor: Actor) -> None:
    """Put on record when fetching begins to fail, and when it succeeds again; not every attempt."""
    if trouble and (dataset.failing_since is None or dataset.failing_reason != trouble):
        update(actor, dataset, {"failing_since": dataset.failing_since or clock.now(), "failing_reason": trouble})
    elif not trouble and dataset.failing_since is not None:
        update(actor, dataset, {"failing_since": None, "failing_reason": ""})
