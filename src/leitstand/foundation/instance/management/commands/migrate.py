"""Django's ``migrate``, with two short ways: an empty database is made at once, a current one is left alone."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from leitstand.foundation.instance.creation import create_tables, is_empty

SPECIAL = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    def handle(self, *arguments: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        connection.prepare_database()
        if any(options[name] for name in SPECIAL):
            super().handle(*arguments, **options)
        elif is_empty(connection):
            create_tables(connection)
        elif not _is_current(connection):
            super().handle(*arguments, **options)


def _is_current(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
