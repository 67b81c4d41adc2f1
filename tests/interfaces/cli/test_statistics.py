"""``leitstand statistics``: import, query and list from the command line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.models import Dataset, Release
from leitstand.interfaces.cli.main import run
from tests.domain.statistics import samples
from tests.domain.statistics.samples import new_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "probe.csv"
    path.write_bytes(samples.new_flat(new_row("01", value="2"), new_row("02", value="9,5"), new_row("03", value=".")))
    return path


def _import(file: Path, *more: str) -> int:
    return run(["statistics", "import", str(file), "--dataset", "Probe", "--vintage", "2022-03-01", *more])


def test_import_says_what_it_kept(file: Path, capsys: Any) -> None:
    assert _import(file) == 0
    assert capsys.readouterr().out.splitlines() == [
        "3 Beobachtungen, 3 Regionen, Zeiträume 2021 bis 2021, 1 Größen; Datenstand 2022-03-01.",
        "Übernommen: probe.",
    ]


def test_dry_run_keeps_nothing(file: Path, capsys: Any) -> None:
    assert (_import(file, "--dry-run"), Dataset.objects.count()) == (0, 0)
    assert "nichts übernommen" in capsys.readouterr().out


def test_import_of_the_same_file_changes_nothing(file: Path, capsys: Any) -> None:
    _import(file)
    assert (_import(file), Release.objects.count()) == (0, 1)
    assert "schon eingelesen" in capsys.readouterr().out


def test_page_instead_of_a_table_is_a_sentence(file: Path, capsys: Any) -> None:
    file.write_text("<html><body>Anmelden</body></html>")
    assert _import(file) == 1
    assert capsys.readouterr().err.startswith("„probe.csv“, Zeile 1: Das ist eine Webseite")


def test_file_that_is_missing_is_a_sentence(tmp_path: Path, capsys: Any) -> None:
    assert _import(tmp_path / "fehlt.csv") == 1
    assert "Diese Datei gibt es nicht" in capsys.readouterr().err


def test_guess_prints_a_mapping_that_import_takes(tmp_path: Path, capsys: Any) -> None:
    own, mapping = tmp_path / "own.csv", tmp_path / "mapping.json"
    own.write_bytes(samples.tidy_csv())
    _import(own, "--guess")
    mapping.write_text(capsys.readouterr().out)
    assert json.loads(mapping.read_text())["value"] == "Wert"
    assert (_import(own, "--mapping", str(mapping)), Release.objects.get().manifest["rows"]) == (0, 3)


def test_mapping_that_is_none_is_a_sentence(file: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "m.json").write_text("x")
    assert _import(file, "--mapping", str(tmp_path / "m.json")) == 1
    assert "keine gespeicherte Zuordnung" in capsys.readouterr().err


def test_ranking_is_written_as_csv(file: Path, tmp_path: Path) -> None:
    _import(file)
    target = tmp_path / "out.csv"
    asked = ["--measure", "PRB001", "--period", "2021", "--rank", "-o", str(target)]
    assert run(["statistics", "query", "--dataset", "probe", *asked]) == 0
    with target.open(encoding="utf-8") as written:
        rows = [(row["place"], row["region"], row["value"], row["sign"]) for row in csv.DictReader(written)]
    assert rows == [("1", "02", "9.5", ""), ("2", "01", "2.0", ""), ("", "03", "", "secret")]


def test_query_by_dimension_and_day(file: Path, capsys: Any) -> None:
    _import(file)
    capsys.readouterr()
    asked = ["--region", "02", "--where", "GES=INSGESAMT", "--as-of", "2022-04"]
    assert run(["statistics", "query", "--dataset", "probe", *asked]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["PRB001,02,Berlin,2021,9.5,,,Anzahl,2022-03-01,INSGESAMT"]


@pytest.mark.parametrize(
    "asked", [["--where", "GES"], ["--where", "X=1"], ["--rank"], ["--as-of", "gestern"], ["--as-of", "1999"]]
)
def test_question_that_cannot_be_answered_is_a_sentence(file: Path, capsys: Any, asked: list[str]) -> None:
    _import(file)
    assert run(["statistics", "query", "--dataset", "probe", *asked]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_list_shows_data_sets_with_their_states(file: Path, capsys: Any) -> None:
    _import(file)
    capsys.readouterr()
    run(["statistics", "list"])
    assert capsys.readouterr().out.splitlines() == [
        "probe: Probe (Statistische Ämter des Bundes und der Länder, genesis-flat-new)",
        "  2022-03-01: 3 Beobachtungen, 3 Regionen, 2021 bis 2021",
    ]


def test_list_of_an_empty_library_says_how_to_begin(capsys: Any) -> None:
    run(["statistics", "list"])
    assert "leitstand statistics import" in capsys.readouterr().out
