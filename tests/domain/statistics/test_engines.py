"""The same questions to both engines: DuckDB and, where the extra is installed, Spark. Answers must be equal."""

import os
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.operations import import_file
from leitstand.domain.statistics.queries import dataset_named, differences, known_releases, ranking, slice_of
from leitstand.domain.statistics.queries.engines import engine_named
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from tests.domain.statistics import samples
from tests.domain.statistics.samples import new_row

pytestmark = pytest.mark.django_db
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None, reason="the extra 'spark' is not installed: Spark and DuckDB were not compared"
)


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """One local session with little memory, closed at the end."""
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.memory", "1g").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield
    session.stop()


@pytest.fixture
def library(tmp_path: Path) -> None:
    """Two states of one table: revised, added and removed values, signs, another dimension."""
    states = {
        "2022-03-01": [new_row("01", value="1"), new_row("02", value="2,5"), new_row("03", value="."),
                       new_row("04", value="2,5")],
        "2023-03-01": [
            new_row("01", value="1"), new_row("02", value="3", mark="p"), new_row("05", value="-"),
            new_row("02", value="9").replace("GES;Geschlecht;;Insgesamt", "WZ;Zweig;C;Gewerbe"),
        ],
    }  # fmt: skip
    for vintage, rows in states.items():
        path = tmp_path / f"{vintage}.csv"
        path.write_bytes(samples.new_flat(*rows))
        import_file(path, "probe", actor=system("Test"), vintage=vintage)


QUESTIONS: dict[str, Any] = {
    "everything": lambda engine: slice_of(dataset_named("probe"), {}, engine=engine),
    "as known then": lambda engine: slice_of(dataset_named("probe"), {}, as_of=date(2022, 12, 31), engine=engine),
    "some regions": lambda engine: slice_of(
        dataset_named("probe"), {"region": ["02", "03"], "GES": "INSGESAMT"}, engine=engine
    ),
    "nothing": lambda engine: slice_of(dataset_named("probe"), {"measure": "x' OR ''='"}, engine=engine),
    "ranking": lambda engine: ranking(
        dataset_named("probe"), {"measure": "PRB001", "period": "2021", "GES": "INSGESAMT"}, engine=engine
    ),
    "ranking from below": lambda engine: ranking(
        dataset_named("probe"),
        {"measure": "PRB001", "period": "2021", "GES": "INSGESAMT"},
        ascending=True,
        engine=engine,
    ),
    "differences": lambda engine: differences(*known_releases(dataset_named("probe")), engine=engine),
}


@needs_spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("spark", "library")
@pytest.mark.parametrize("asked", QUESTIONS)
def test_spark_answers_as_duckdb(asked: str) -> None:
    assert QUESTIONS[asked]("spark") == QUESTIONS[asked]("duckdb")


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="the extra 'spark' is installed")
def test_spark_that_is_missing_is_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="Spark ist nicht installiert"), engine_named("spark"):
        pass
