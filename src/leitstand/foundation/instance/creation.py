"""Making all tables of an empty database at once.

Migrations lead an instance with data from version to version. For an empty one they are a detour: Django
renders every model again after each of eighty steps, which takes longer than loading the whole plan. The
models already say what the last step leads to, so the tables are made from them, in one transaction that
also records every migration as applied. What no model describes, such as the search's tables, is made by
the same migration step as elsewhere, which says so with the hint ``beyond_models``.

A test compares both ways, table by table.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

BEYOND_MODELS = "beyond_models"


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """True if the database has no table at all."""
    return not connection.introspection.table_names()


def create_tables(connection: BaseDatabaseWrapper) -> None:
    """Make every table in the empty database behind ``connection``, all or none.

    Raises ``DatabaseError`` if a table exists already.
    """
    recorder = MigrationRecorder(connection)
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        for model in _models(recorder):
            editor.create_model(model)
        for step in _steps_beyond_models(loader):
            step.code(apps, editor)  # type: ignore[arg-type]  # a state and the real thing are asked alike
        applied = [recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations]
        recorder.migration_qs.bulk_create(applied)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _models(recorder: MigrationRecorder) -> list[type[Model]]:
    known: tuple[type[Model], ...] = (*apps.get_models(), recorder.Migration)
    return [model for model in known if model._meta.managed and not model._meta.proxy]


def _steps_beyond_models(loader: MigrationLoader) -> Iterator[RunPython]:
    graph = loader.graph
    for key in dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)):
        for operation in graph.nodes[key].operations:
            if isinstance(operation, RunPython) and operation.hints.get(BEYOND_MODELS):
                yield operation
