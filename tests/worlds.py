"""Databases that tests find filled: each is filled once in a process, and a test's changes to it are undone.

A world is a database of its own, copied from the empty one and filled by ``build``. ``inside`` puts it in
the place of the test's database for as long as the test runs, in a transaction that is rolled back at
the end. So what takes a second to make through the product's own verbs is made once, not for every test.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from leitstand.domain.institutions.models import Account, Institution
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.history.recording import head

EMPTY = "empty"


@dataclass(frozen=True)
class World:
    """What ``build`` makes in the world that it stands upon, by default in an empty database."""

    name: str
    build: Callable[[], object]
    upon: "World | None" = None

    @property
    def line(self) -> "tuple[World, ...]":
        """This world after those that it stands upon."""
        return (*(self.upon.line if self.upon else ()), self)


_made: dict[str, BaseDatabaseWrapper] = {}
_entered: list[World] = []
_folder = Path()


def begin() -> None:
    """Copy the empty database, before any test writes to it."""
    global _folder
    _folder = Path(tempfile.mkdtemp(prefix="worlds"))
    _made[EMPTY] = _copy_of(connections["default"], EMPTY)


def end() -> None:
    """Give back what the worlds take up."""
    while _made:
        _name, world = _made.popitem()
        world.close()
        if world.vendor == "postgresql":
            with connections["default"]._nodb_cursor() as cursor:  # Django's own tests' way
                cursor.execute(f"DROP DATABASE IF EXISTS {_quoted(world)}")
    shutil.rmtree(_folder)


@contextmanager
def inside(world: World) -> Iterator[None]:
    """Let the test find this world; where it has written already, the world is made around that."""
    known = _entered[-1].line if _entered else ()
    if world in known:
        yield
    elif known or not connection.in_atomic_block or _is_written_to():
        for missing in world.line[len(known) :]:
            missing.build()
        yield
    else:
        with _in_place_of_the_tests_own(_made.get(world.name) or _make(world)):
            shutil.copytree(_files_of(world), settings.DATA_DIR, dirs_exist_ok=True)
            _entered.append(world)
            try:
                yield
            finally:
                _entered.pop()


def _is_written_to() -> bool:
    return head()[0] > 0 or Institution.objects.exists() or Account.objects.exists()


def _files_of(world: World) -> Path:
    return _folder / world.name


def _make(world: World) -> BaseDatabaseWrapper:
    _files_of(world).mkdir()
    made = _copy_of(_made[EMPTY], world.name)
    with override_settings(DATA_DIR=_files_of(world)), _in_place_of_the_tests_own(made, undone=False):
        for part in world.line:
            part.build()
        # As in any test, nothing follows a commit.
        made.run_on_commit = []
    _made[world.name] = made
    return made


@contextmanager
def _in_place_of_the_tests_own(other: BaseDatabaseWrapper, undone: bool = True) -> Iterator[None]:
    own = connections["default"]
    connections["default"] = other
    # Neither knows what the other database holds.
    forget()
    cache.clear()
    try:
        with _as_in_a_test():
            yield
            if undone:
                if not other.needs_rollback:
                    other.check_constraints()
                transaction.set_rollback(True)
    finally:
        connections["default"] = own
        forget()
        cache.clear()


def _as_in_a_test() -> transaction.Atomic:
    """A transaction in which verbs that must be outermost may run, as in Django's own test cases."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    return atomic


def _copy_of(source: BaseDatabaseWrapper, name: str) -> BaseDatabaseWrapper:
    copy = source.copy()
    if source.vendor == "sqlite":
        copy.settings_dict["NAME"] = f"file:{name}?mode=memory&cache=shared"
        source.ensure_connection()
        copy.ensure_connection()
        source.connection.backup(copy.connection)
    else:
        copy.settings_dict["NAME"] = f"world_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}_{name}"
        # PostgreSQL copies only what nobody is connected to.
        source.close()
        with source._nodb_cursor() as cursor:  # as above
            cursor.execute(f"DROP DATABASE IF EXISTS {_quoted(copy)}")
            cursor.execute(f"CREATE DATABASE {_quoted(copy)} TEMPLATE {_quoted(source)}")
    return copy


def _quoted(database: BaseDatabaseWrapper) -> str:
    return database.ops.quote_name(database.settings_dict["NAME"])
