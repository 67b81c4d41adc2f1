"""Copies of database contents, so that a plan is imported once in a process and not for every test."""

from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from leitstand.domain.institutions.models import Institution
from leitstand.foundation.history.recording import head

_rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("leitstand.")]


def is_empty() -> bool:
    """True if no test has written anything yet that a copy could collide with."""
    return head()[0] == 0 and not Institution.objects.exists()


def take() -> None:
    """Keep all rows of our tables."""
    with connection.cursor() as cursor:
        for model in _models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - the table's own name
            rows = cursor.fetchall()
            if rows:
                _rows[table] = ([connection.ops.quote_name(column[0]) for column in cursor.description], rows)


def restore() -> bool:
    """Write the kept rows back into empty tables; False if none are kept."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in _rows.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608 - as above
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()) if _rows else ():
            cursor.execute(statement)
    return bool(_rows)
