"""Who answers: DuckDB in memory over the Parquet files, or Spark over the same files.

DuckDB may read only the folder of stored files, loads no extension and keeps no database file.
Spark is an extra (``pip install 'leitstand[spark]'``): see docs/statistics.md.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
from django.conf import settings

from leitstand.domain.statistics.queries.sql import Question
from leitstand.foundation.errors import RuleBroken

Answer = list[dict[str, Any]]
_MARK = re.compile(r":([a-z]\w*)")


class Engine(Protocol):
    """Knows tables by name and answers questions about them."""

    def know(self, table: str, path: Path) -> None: ...
    def ask(self, question: Question) -> Answer: ...


class DuckDB:
    """The engine that is always there."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._known: set[str] = set()

    def know(self, table: str, path: Path) -> None:
        if table not in self._known:
            self._connection.read_parquet(str(path)).create_view(table)
            self._known.add(table)

    def ask(self, question: Question) -> Answer:
        text = _MARK.sub(r"$\1", question.text)
        answer = self._connection.execute(text, dict(question.values) or None)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def connection(*, also: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that reads only stored files (and ``also``), spills beside them, and loads nothing."""
    folder = Path(settings.DATA_DIR)
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    opened = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": "600MB",
            "temp_directory": str(folder / "tmp"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    places = [str(place) for place in (folder / "files", folder / "tmp", *also)]
    opened.execute("SET allowed_directories = $places", {"places": places})
    opened.execute("SET enable_external_access = false; SET lock_configuration = true")
    return opened


@contextmanager
def engine_named(name: str) -> Iterator[Engine]:
    """``duckdb`` or ``spark``. Raises ``RuleBroken`` if Spark is asked for and not there."""
    if name == "spark":
        yield _spark()
        return
    opened = connection()
    try:
        yield DuckDB(opened)
    finally:
        opened.close()


class Spark:
    """Spark over the same files and the same text; the session is Spark's own, configured from outside."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def know(self, table: str, path: Path) -> None:
        root = self._session.conf.get("spark.leitstand.files", "")
        self._session.read.parquet(_address(path, root)).createOrReplaceTempView(table)

    def ask(self, question: Question) -> Answer:
        answer = self._session.sql(question.text, args=dict(question.values) or None)
        return [row.asDict() for row in answer.collect()]


def _address(path: Path, root: str) -> str:
    """Where Spark finds a stored file: under ``root`` (object storage) if there is one, else on this disk."""
    folder = Path(settings.DATA_DIR) / "files"
    return f"{root.rstrip('/')}/{path.relative_to(folder)}" if root else path.absolute().as_uri()


def _spark() -> Engine:
    try:
        # An extra: most instances have no Spark.
        from pyspark.sql import SparkSession
    except ImportError:
        raise RuleBroken(
            "Spark ist nicht installiert. Bitte „pip install 'leitstand[spark]'“ ausführen"
            " oder --engine duckdb verwenden.",
            "no-spark",
        ) from None
    builder = SparkSession.builder.appName("leitstand")
    return Spark(builder.config("spark.ui.showConsoleProgress", "false").getOrCreate())
