"""Killed anywhere in opening, reminding, freezing and publishing: the next run ends what was begun, exactly once.

A child process does the work and is ended, without any chance to clean up, right before its n-th statement
to the database, for many n from the first to the last. Then the work is done again, as the next run of
``tick`` or the next click would, and must leave what an undisturbed run leaves.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport, Step
from leitstand.domain.reporting.operations import answering, chasing, freezing, reviewing, rounds
from leitstand.domain.reporting.queries.rounds.proposing import propose_round
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history.recording import verify
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said

KILLED = 9
POINTS = 32


def _ignoring(what: Callable[[], object], code: str) -> None:
    """Do it; that it was done already is no failure."""
    try:
        what()
    except RuleBroken as error:
        if error.code != code:
            raise


def open_and_remind() -> None:
    this_round = Round.objects.get()
    _ignoring(lambda: rounds.open_round(this_round, propose_round(), actor=SYSTEM), "state")
    chasing.remind(this_round, actor=SYSTEM)


def freeze_and_publish() -> None:
    this_round = Round.objects.get()
    _ignoring(lambda: freezing.freeze_round(this_round, actor=SYSTEM), "state")
    this_round.refresh_from_db()
    _ignoring(lambda: freezing.publish_round(this_round, actor=SYSTEM), "state")


def _left() -> dict[str, Any]:
    """What an undisturbed run leaves, without times and numbers that differ from run to run."""
    return {
        "round": list(Round.objects.values_list("state", "content_hash")),
        "requests": sorted(Request.objects.values_list("key", flat=True)),
        "reports": sorted(StatusReport.objects.values_list("key", "state")),
        "links": sorted(RequestLink.objects.values_list("ident", flat=True)),
        "steps": sorted(Step.objects.values_list("request__key", "step")),
        "mails": sorted(Message.objects.values_list("occasion", "to")),
        "chain": verify(),
    }


@pytest.fixture
def own_database(tmp_path: Path, transactional_db: None) -> Iterator[Path]:
    """A file database of its own, which a killed process can leave and another take up."""
    if connection.vendor != "sqlite":
        pytest.skip("a copy of a file stands for the state before the kill")
    tests_own, known = connections["default"], connections.settings["default"]
    place = tmp_path / "killed.sqlite3"
    with closing(sqlite3.connect(place)) as copy:
        tests_own.ensure_connection()
        tests_own.connection.backup(copy)
    connections.settings["default"] = {**known, "NAME": str(place)}
    connections["default"] = connections.create_connection("default")
    yield tmp_path
    connection.close()
    connections.settings["default"], connections["default"] = known, tests_own


def _killed_before(number: int, work: Callable[[], None]) -> bool:
    """Let a child do the work and kill it before its n-th statement; False if it came to its end before."""
    child = os.fork()
    if child == 0:
        count = 0

        def counting(execute: Any, *rest: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                os._exit(KILLED)
            return execute(*rest)

        try:
            with connection.execute_wrapper(counting):
                work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == KILLED


def _killed_everywhere(folder: Path, work: Callable[[], None]) -> list[int]:
    """The kill points after which something differs from an undisturbed run. Raises if there are too few."""
    connection.close()
    place, before = Path(str(connection.settings_dict["NAME"])), folder / "before.sqlite3"
    shutil.copy(place, before)
    statements: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (statements.append(sql), execute(sql, *rest))[1]):
        work()
    whole = _left()
    points = sorted({1 + round(step * (len(statements) - 1) / (POINTS - 1)) for step in range(POINTS)})
    if len(points) < POINTS:
        raise AssertionError(f"{len(statements)} statements make fewer than {POINTS} kill points")
    return [number for number in points if _differs_after(number, work, place, before, whole)]


def _differs_after(
    number: int, work: Callable[[], None], place: Path, before: Path, whole: Mapping[str, object]
) -> bool:
    _restore(place, before)
    was_killed = _killed_before(number, work)
    work()
    return not was_killed or _left() != whole


def _restore(place: Path, before: Path) -> None:
    connection.close()
    forget()
    for part in ("", "-wal", "-shm"):
        Path(f"{place}{part}").unlink(missing_ok=True)
    shutil.copy(before, place)


def test_opening_killed_anywhere_is_ended_exactly_once(own_database: Path, small_plan: Callable[[], Round]) -> None:
    small_plan()
    assert _killed_everywhere(own_database, open_and_remind) == []


def test_freezing_killed_anywhere_is_ended_exactly_once(own_database: Path, small_plan: Callable[[], Round]) -> None:
    this_round = small_plan()
    open_and_remind()
    for request in this_round.requests.select_related("person", "round__edition"):
        answering.send(request, said(request), {}, actor=holder(request))
    rounds.close_round(this_round, actor=SYSTEM, gaps_reason="x")
    rounds.begin_review(this_round, actor=SYSTEM)
    reviewing.approve(list(this_round.reports.all()), actor=SYSTEM)
    assert _killed_everywhere(own_database, freeze_and_publish) == []
