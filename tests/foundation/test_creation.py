"""An empty database is made at once; what comes of it is what all migrations lead to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from leitstand.foundation.instance.creation import create_tables, is_empty

pytestmark = pytest.mark.django_db
# SQLite's constraints without a name are named by their place.
NUMBERED = re.compile(r"(fk_|__unnamed_constraint_)\d+")
# Of this one, which Leitstand leaves empty, Django itself makes the key wider in steps than from the model.
DJANGOS_OWN = "auth_group_permissions"
FIRST = ("contenttypes", "0001_initial")


@pytest.fixture
def empty() -> Iterator[BaseDatabaseWrapper]:
    """A database without tables, in the place of the test's own."""
    with _in_place_of_the_tests_own(connections["default"].copy()) as made:
        yield made


@contextmanager
def _in_place_of_the_tests_own(other: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    own = connections["default"]
    other.settings_dict["NAME"] = ":memory:" if own.vendor == "sqlite" else f"{own.settings_dict['NAME']}_empty"
    if own.vendor == "postgresql":
        _tell_server(own, "DROP DATABASE IF EXISTS {}", other)
        _tell_server(own, "CREATE DATABASE {} TEMPLATE template0", other)
    connections["default"] = other
    try:
        yield other
    finally:
        connections["default"] = own
        other.close()
        if own.vendor == "postgresql":
            _tell_server(own, "DROP DATABASE {}", other)


def _tell_server(own: Any, statement: str, other: BaseDatabaseWrapper) -> None:
    with own._nodb_cursor() as cursor:
        cursor.execute(statement.format(own.ops.quote_name(other.settings_dict["NAME"])))


def _lead_on_from_the_first_step(connection: BaseDatabaseWrapper) -> None:
    MigrationExecutor(connection).migrate([FIRST])
    call_command("migrate", verbosity=0)


def _structure(connection: BaseDatabaseWrapper) -> dict[str, tuple[list[str], list[str]]]:
    """Columns, and constraints with indexes, of every table, without their order."""
    look = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: (
                sorted(repr(tuple(column)) for column in look.get_table_description(cursor, table)),
                sorted(
                    f"{'' if NUMBERED.match(name) else name} {sorted(constraint.items())}"
                    for name, constraint in look.get_constraints(cursor, table).items()
                ),
            )
            for table in look.table_names(cursor)
            if table != DJANGOS_OWN
        }


def test_made_at_once_equals_made_step_by_step(empty: BaseDatabaseWrapper) -> None:
    create_tables(empty)
    at_once = _structure(empty)
    with _in_place_of_the_tests_own(empty.copy()) as other:
        _lead_on_from_the_first_step(other)
        assert _structure(other) == at_once


def test_every_migration_counts_as_applied(empty: BaseDatabaseWrapper) -> None:
    call_command("migrate", verbosity=0)
    executor = MigrationExecutor(empty)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_migrating_a_current_database_changes_nothing(empty: BaseDatabaseWrapper) -> None:
    call_command("migrate", verbosity=0)
    before = _structure(empty)
    call_command("migrate", verbosity=0)
    assert _structure(empty) == before


def test_database_with_tables_is_left_as_it_was(empty: BaseDatabaseWrapper) -> None:
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE papers_paper (id integer PRIMARY KEY)")
    with pytest.raises(DatabaseError):
        create_tables(empty)
    assert empty.introspection.table_names() == ["papers_paper"]


def test_database_without_tables_is_empty(empty: BaseDatabaseWrapper) -> None:
    assert is_empty(empty)
